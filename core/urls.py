from django.urls import path

from core import desk, entrance, health
from core.pages import ReceiptPage

app_name = "core"

urlpatterns = [
    path("login/", entrance.Login.as_view(), name="login"),
    path("login/again/", entrance.LoginAgain.as_view(), name="login_again"),
    path("logout/", entrance.leave, name="logout"),
    path("me/", entrance.Settings.as_view(), name="settings"),
    path("me/password/", entrance.Password.as_view(), name="password"),
    path("me/large-print/", entrance.switch_large_print, name="large_print"),
    path("me/language/", entrance.switch_language, name="language"),
    path("alive/", desk.Alive.as_view(), name="alive"),
    path("drafts/<str:key>/", desk.DraftPage.as_view(), name="draft"),
    path("notices/", desk.Inbox.as_view(), name="inbox"),
    path("notices/<int:pk>/", desk.NoticePage.as_view(), name="notice"),
    path("receipts/<str:token>/", ReceiptPage.as_view(), name="receipt"),
    path("jobs/<int:pk>/", desk.JobPage.as_view(), name="job"),
    path("jobs/<int:pk>/cancel/", desk.CancelJob.as_view(), name="cancel_job"),
    path("help/<str:name>/", desk.HelpPage.as_view(), name="help"),
    path("manual/", desk.ManualPage.as_view(), name="manual"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
