from django.urls import path

from appeals.pages import numbers, public, queue, setup, steps

app_name = "appeals"

inside = [
    ("", queue.AppealsPage, "appeals"),
    ("add/", queue.Register, "register"),
    ("sign/", steps.ToSign, "to_sign"),
    ("dashboard/", numbers.Dashboard, "dashboard"),
    ("figures/<str:key>/", numbers.FigurePage, "figure"),
    ("calendar/", setup.CalendarPage, "calendar"),
    ("calendar/add/", setup.AddHoliday, "add_holiday"),
    ("calendar/<int:pk>/remove/", setup.RemoveHoliday, "remove_holiday"),
    ("calendar/year/", setup.PublishYear, "publish_year"),
    ("limits/", setup.Limits, "limits"),
    ("categories/<int:pk>/replace/", setup.ReplaceCategory, "replace_category"),
    ("papers/<int:pk>/", steps.PaperPage, "paper"),
    ("papers/<int:pk>/serve/", steps.ServePaper, "serve_paper"),
    ("files/<int:pk>/", steps.FilePage, "file"),
    ("promises/<int:pk>/", steps.KeepPromise, "keep_promise"),
    ("<int:pk>/", queue.AppealPage, "appeal"),
    ("<int:pk>/attach/", steps.Attach, "attach"),
    ("<int:pk>/promise/", steps.MakePromise, "promise"),
]
inside += [(f"<int:pk>/{action.replace('_', '-')}/", page, action) for action, page in steps.PAGES.items()]

urlpatterns = [
    *(path(f"appeals/{address}", page.as_view(), name=name) for address, page, name in inside),
    path("p/appeal/", public.PublicAppeal.as_view(), name="public"),
]
