"""Every address of the portal; each department keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("", include("stations.urls")),
    path("veterans/", include("veterans.urls")),
    path("", include("appeals.urls")),
    path("", include("bureau.urls")),
]
