"""The portal's settings for tests: each process has a data directory and Redis databases of its own, never the real."""

import os
import re
import tempfile

PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
NUMBER = int(re.sub(r"\D", "", PROCESS) or 0)

for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BEHIND_TLS", "CSRF_TRUSTED_ORIGINS", "PORTAL_MODE"):
    os.environ.pop(name, None)
os.environ["PORTAL_DATA_DIR"] = tempfile.mkdtemp(prefix=f"portal-test-{PROCESS}-")
if os.environ.get("REDIS_URL"):
    # Workers of two test processes must not take one another's tasks. One database for the broker, one for the cache.
    server = re.sub(r"/\d*$", "", os.environ["REDIS_URL"])
    os.environ["REDIS_URL"] = f"{server}/{8 + 2 * (NUMBER % 4)}"

from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads, workers and servers of a test open the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
else:
    # Any cluster serves, whatever its encoding; and a test's rows need not outlive a power cut.
    DATABASES["default"]["TEST"] = {"CHARSET": "UTF8", "TEMPLATE": "template0"}
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
