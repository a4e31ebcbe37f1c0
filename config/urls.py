"""Every address of the portal; each department keeps its own list."""

from django.urls import include, path

from core.api import router
from stations.admin import site as code_tables

urlpatterns = [
    path("", include("core.urls")),
    path("sysadmin/", code_tables.urls),  # code tables only (design §3.1)
    path("", include("stations.urls")),
    path("veterans/", include("veterans.urls")),
    path("", include("appeals.urls")),
    path("", include("employment.urls")),
    path("", include("outreach.urls")),
    path("api/v1/", include(router.urls)),
    path("", include("bureau.urls")),
]
