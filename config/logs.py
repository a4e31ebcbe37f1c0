"""Structured logs: one JSON object a line on standard error, and nothing personal in it.

What could name a person never gets that far: no query strings, no bodies, no cookies; and whatever a library puts into
its message loses its Chinese words (names, addresses) and long digits (identity numbers, phones, bank accounts).
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

PERSONAL = re.compile(r"[㐀-鿿\U00020000-\U0003ffff·]+|\d{7,}[0-9Xx]?")
QUERY = re.compile(r"\?[^\s\"']*")
PUBLIC_CODE = re.compile(r"(/p/[\w-]+/)[^\s\"'/]+")


def scrub(text):
    """The text without names, numbers, query strings and the codes in public addresses."""
    return PERSONAL.sub("…", PUBLIC_CODE.sub(r"\1…", QUERY.sub("", str(text))))


def where(exc_info):
    """An exception as its type, its scrubbed first line and the code it came through; no values of variables."""
    kind, problem, trace = exc_info
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]]
    return {"type": kind.__name__, "text": scrub(str(problem).split("\n")[0]), "frames": frames}


class JsonFormatter(logging.Formatter):
    """Log records as JSON lines."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "path"):
            line |= {"method": request.method, "path": scrub(request.path)}
        if hasattr(record, "status_code"):
            line["status"] = record.status_code
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = where(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Left to the root's handler, so that every line has one form and appears once.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # Who failed to log in is written to the ledger; the library's messages carry account names and addresses.
        "axes": {"level": "CRITICAL"},
        # The arguments of tasks are keys of Job rows; the start banner and every received task are noise.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
    },
}
