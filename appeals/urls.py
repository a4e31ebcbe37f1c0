from django.urls import path

from appeals.pages import answering, issues, numbers, public, queue, remarks, setup, sheets, steps, surveys

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

# questionnaires, their batches and opinions, and points raised
inside += [
    ("surveys/", surveys.SurveysPage, "surveys"),
    ("surveys/add/", surveys.MakeSurvey, "make_survey"),
    ("surveys/<int:pk>/", surveys.SurveyPage, "survey"),
    ("surveys/<int:pk>/amend/", surveys.AmendSurvey, "amend_survey"),
    ("surveys/<int:pk>/start/", surveys.StartSurvey, "start_survey"),
    ("surveys/<int:pk>/close/", surveys.CloseSurvey, "close_survey"),
    ("surveys/<int:pk>/version/", surveys.NewVersion, "new_version"),
    ("surveys/<int:pk>/preview/", surveys.Preview, "preview_survey"),
    ("surveys/<int:pk>/questions/add/", surveys.AddQuestion, "add_question"),
    ("surveys/questions/<int:pk>/", surveys.AmendQuestion, "amend_question"),
    ("surveys/questions/<int:pk>/remove/", surveys.RemoveQuestion, "remove_question"),
    ("surveys/questions/<int:pk>/up/", surveys.RaiseQuestion, "raise_question"),
    ("surveys/<int:pk>/results/", surveys.ResultsPage, "survey_results"),
    ("surveys/<int:pk>/results/workbook/", surveys.ResultsWorkbook, "results_workbook"),
    ("surveys/<int:pk>/results/paper/", surveys.ResultsPaper, "results_paper"),
    ("surveys/<int:pk>/opinions/", remarks.ReadRemarks, "remarks"),
    ("surveys/opinions/<int:pk>/sort/", remarks.SortRemark, "sort_remark"),
    ("surveys/opinions/<int:pk>/appeal/", remarks.RemarkToAppeal, "remark_to_appeal"),
    ("surveys/opinions/<int:pk>/point/", remarks.RemarkToIssue, "remark_to_issue"),
    ("surveys/<int:pk>/batches/add/", sheets.MakeBatch, "make_batch"),
    ("surveys/batches/<int:pk>/", sheets.BatchPage, "batch"),
    ("surveys/batches/<int:pk>/count/", sheets.CountBatch, "count_batch"),
    ("surveys/batches/<int:pk>/codes/", sheets.MakeSlips, "make_slips"),
    ("surveys/batches/<int:pk>/close/", sheets.CloseBatch, "close_batch"),
    ("surveys/batches/<int:pk>/key/", sheets.KeySheets, "key_sheets"),
    ("surveys/batches/<int:pk>/workbook/", sheets.SheetWorkbook, "sheet_workbook"),
    ("surveys/batches/<int:pk>/take/", sheets.TakeSheets, "take_sheets"),
    ("points/", issues.IssuesPage, "issues"),
    ("points/add/", issues.RaiseIssue, "raise_issue"),
    ("points/figures/<str:key>/", issues.IssueFigurePage, "issue_figure"),
    ("points/<int:pk>/", issues.IssuePage, "issue"),
    ("points/<int:pk>/amend/", issues.AmendIssue, "amend_issue"),
    ("points/<int:pk>/settle/", issues.SettleIssue, "settle_issue"),
]

urlpatterns = [
    *(path(f"appeals/{address}", page.as_view(), name=name) for address, page, name in inside),
    path("p/appeal/", public.PublicAppeal.as_view(), name="public"),
    path("p/q/<str:code>/", answering.Answer.as_view(), name="answer"),
    path("p/q/<str:code>/thanks/", answering.Answered.as_view(), name="answered"),
]
