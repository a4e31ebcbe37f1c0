from django.urls import path

from outreach.pages import home

app_name = "outreach"

inside = [
    ("", home.Home, "home"),
]

urlpatterns = [path(f"outreach/{address}", page.as_view(), name=name) for address, page, name in inside]
