"""Every address of the portal; each department keeps its own list."""

from django.urls import include, path

from core.api import router
from core.api_docs import DocsPage, Document, Nothing
from stations.admin import site as code_tables

urlpatterns = [
    path("", include("core.urls")),
    path("sysadmin/", code_tables.urls),  # code tables only (design §3.1)
    path("", include("stations.urls")),
    path("veterans/", include("veterans.urls")),
    path("", include("appeals.urls")),
    path("", include("employment.urls")),
    path("", include("outreach.urls")),
    path("api/v1/schema/", Document.as_view(), name="api-schema"),
    path("api/v1/docs/", DocsPage.as_view(), name="api-docs"),
    path("api/v1/", include(router.urls)),
    path("api/<path:address>", Nothing.as_view(), name="api-nothing"),
    path("", include("bureau.urls")),
]
