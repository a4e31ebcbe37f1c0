"""Every address of the portal; each department keeps its own list."""

from django.urls import include, path

from core.api import router

urlpatterns = [
    path("", include("core.urls")),
    path("", include("stations.urls")),
    path("veterans/", include("veterans.urls")),
    path("", include("appeals.urls")),
    path("api/v1/", include(router.urls)),
    path("", include("bureau.urls")),
]
