"""Files that people handed in are given out as downloads only: no browser ever opens one as a page of the portal."""

from django.utils.http import content_disposition_header


def as_download(response, name):
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
