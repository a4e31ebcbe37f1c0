"""How gunicorn serves the portal. HOST, PORT and WEB_WORKERS come from the environment."""

import logging
import os

from django.urls import reverse
from gunicorn.glogging import Logger

from config.logs import JsonFormatter, scrub
from core.collector import spare_the_portal

UNLOGGED = ("/healthz", "/readyz", "/static/")


class AccessLog(Logger):
    """Gunicorn's messages as JSON, and one line a request: method, path, status, bytes, milliseconds; nothing else."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())

    def access(self, resp, req, environ, request_time):
        path = environ["PATH_INFO"]
        if path.startswith(UNLOGGED):
            return
        fields = {
            "method": environ["REQUEST_METHOD"],
            "path": scrub(path),
            "status": int(str(resp.status).split()[0]),
            "bytes": resp.sent,
            "ms": round(request_time.total_seconds() * 1000),
        }
        logging.getLogger("portal.access").info("request", extra={"fields": fields})


bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
worker_class = "gthread"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
timeout = 120
graceful_timeout = 20
keepalive = 5
# A worker that has served long is replaced, so that no leak grows; not all at once.
max_requests = 5000
max_requests_jitter = 500
# No socket in the home directory to steer the server by: signals do.
control_socket_disable = True
accesslog = "-"
logger_class = AccessLog
# The header that says “this came over TLS” is read by Django, and only when BEHIND_TLS says that a proxy sets it.
forwarded_allow_ips = "*"


def post_worker_init(worker):
    """Before the first visitor: every page is loaded, which the first answer would wait for, and then left alone."""
    reverse("bureau:home")
    spare_the_portal()
