from django.urls import path

from bureau.pages import desk, imports, plans, reports

app_name = "bureau"

urlpatterns = [
    path("", desk.Home.as_view(), name="home"),
    path("search/", desk.Search.as_view(), name="search"),
    path("reports/", reports.Reports.as_view(), name="reports"),
    path("reports/add/", reports.BeginReport.as_view(), name="report_add"),
    path("reports/<int:pk>/", reports.ReportPage.as_view(), name="report"),
    path("reports/<int:pk>/numbers/<str:number>/", reports.ReportRows.as_view(), name="report_rows"),
    path("reports/<int:pk>/word/", reports.ReportWord.as_view(), name="report_word"),
    path("reports/<int:pk>/evaluate/", reports.Evaluate.as_view(), name="report_evaluate"),
    path("reports/<int:pk>/publish/", reports.Publish.as_view(), name="report_publish"),
    path("reports/<int:pk>/discard/", reports.Discard.as_view(), name="report_discard"),
    path("reports/sentences/<int:pk>/", reports.RewordSentence.as_view(), name="reword"),
    path("reports/sentences/<int:pk>/writing/", reports.WriteAs.as_view(), name="write_as"),
    path("imports/", imports.Batches.as_view(), name="imports"),
    path("imports/upload/", imports.Upload.as_view(), name="upload"),
    path("imports/compare/", imports.Compare.as_view(), name="compare"),
    path("imports/template/<str:kind>/", plans.Template.as_view(), name="template"),
    path("imports/export/<str:kind>/", plans.Export.as_view(), name="export"),
    path("imports/<int:pk>/", imports.BatchPage.as_view(), name="batch"),
    path("imports/<int:pk>/columns/", plans.Columns.as_view(), name="columns"),
    path("imports/<int:pk>/rows/", plans.Rows.as_view(), name="rows"),
    path("imports/<int:pk>/absent/", plans.Absent.as_view(), name="absent"),
    path("imports/<int:pk>/mend/", plans.Mend.as_view(), name="mend"),
    path("imports/<int:pk>/returned/", plans.Returned.as_view(), name="returned"),
    path("imports/<int:pk>/compared/", plans.Compared.as_view(), name="compared"),
    path("imports/<int:pk>/confirm/", imports.Confirm.as_view(), name="confirm"),
    path("imports/<int:pk>/discard/", imports.Discard.as_view(), name="discard"),
    path("imports/<int:pk>/go-on/", imports.GoOn.as_view(), name="go_on"),
    path("imports/<int:pk>/stop/", imports.Stop.as_view(), name="stop"),
    path("imports/<int:pk>/undo/", imports.Undo.as_view(), name="undo"),
]
