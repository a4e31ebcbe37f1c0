"""Receipts: what the author keeps of a row that was handed over and may have left their sight."""

import secrets

from django.http import Http404

from core.pages.base import PortalView

KEPT = 20


def give(request, receipt):
    """Keep a receipt (title, facts, back) in the session. Returns its token."""
    token = secrets.token_urlsafe(6)
    receipt = receipt | {
        "title": str(receipt["title"]),
        "facts": [(str(label), str(value)) for label, value in receipt["facts"]],
    }
    kept = [*request.session.get("receipts", {}).items(), (token, receipt)]
    request.session["receipts"] = dict(kept[-KEPT:])
    return token


class ReceiptPage(PortalView):
    template = "core/receipt.html"

    def get(self, request, token):
        receipt = request.session.get("receipts", {}).get(token)
        if receipt is None:
            raise Http404
        self.title = receipt["title"]
        return self.show(receipt=receipt)
