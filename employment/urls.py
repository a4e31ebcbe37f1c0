from django.urls import path

from employment.pages import home

app_name = "employment"

inside = [
    ("", home.Home, "home"),
]

urlpatterns = [path(f"employment/{address}", page.as_view(), name=name) for address, page, name in inside]
