"""The document of the REST interface and its pages, which work offline and under the portal's strict content policy;
and what an address that there is not is answered: in JSON, as everything else there."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView

from core.api import Guarded

NEEDS = "api.docs"


class Documented(Guarded):
    permission_classes = (IsAuthenticated,)

    def permission(self):
        return NEEDS


class Document(Documented, SpectacularAPIView):
    """OpenAPI 3."""


class DocsPage(Documented, SpectacularSwaggerSplitView):
    """The document to read in: nothing inline, no other server."""

    url_name = "api-schema"
    template_name = "core/api_docs.html"


class Nothing(APIView):
    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise NotFound
