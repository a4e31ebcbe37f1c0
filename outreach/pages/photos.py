"""Photos: shown to whoever sees the row they belong to."""

from django.http import HttpResponse

from core import sealed_files
from core.pages import OfModel, PortalView
from outreach.models import VisitPhoto


class PhotoPage(OfModel, PortalView):
    """The picture itself. It never stays in a cache outside the browser."""

    tells = True

    def get(self, request, pk):
        response = HttpResponse(sealed_files.content(self.row.place), content_type="image/jpeg")
        response["Cache-Control"] = "private, max-age=600"
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class VisitPhotoPage(PhotoPage):
    model, needs = VisitPhoto, "visit.view"
