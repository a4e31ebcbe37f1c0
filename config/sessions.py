"""A session lives for thirty minutes after the last thing somebody did; what refreshes itself does not count."""

import time

POLL_HEADER = "Portal-Poll"  # sent by what refreshes itself: hx-headers='{"Portal-Poll": "1"}'
STEP = 60


def keep_alive(get_response):
    """Renew the session at most once a minute: one write instead of one with every request."""

    def middleware(request):
        response = get_response(request)
        if request.session.session_key and POLL_HEADER not in request.headers:
            now = int(time.time())
            if now - request.session.get("seen", 0) >= STEP:
                request.session["seen"] = now
        return response

    return middleware
