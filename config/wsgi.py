"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()


def application(environ, start_response):
    """Django; behind the TLS proxy the client's address is the last one that the proxy itself wrote down."""
    from django.conf import settings

    if settings.BEHIND_TLS and environ.get("HTTP_X_FORWARDED_FOR"):
        environ["REMOTE_ADDR"] = environ["HTTP_X_FORWARDED_FOR"].split(",")[-1].strip()
    return django_application(environ, start_response)
