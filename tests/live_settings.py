"""The settings of the portal's processes beside a test: the real ones, and the tests' quick password hashes."""

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
