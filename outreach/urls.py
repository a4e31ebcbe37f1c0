from django.urls import path

from outreach.pages import campaigns, checkin, checkup_calls, checkup_days, checkup_results, exams, home

app_name = "outreach"

inside = [
    ("", home.Home, "home"),
]

# checkups
inside += [
    ("checkups/", campaigns.CampaignsPage, "campaigns"),
    ("checkups/add/", campaigns.AddCampaign, "add_campaign"),
    ("checkups/missed/", exams.MissedPage, "missed"),
    ("checkups/findings/", checkup_results.FindingsPage, "findings"),
    ("checkups/<int:pk>/", campaigns.CampaignPage, "campaign"),
    ("checkups/<int:pk>/amend/", campaigns.AmendCampaign, "amend_campaign"),
    ("checkups/<int:pk>/freeze/", campaigns.FreezeList, "freeze_list"),
    ("checkups/<int:pk>/close/", campaigns.CloseCampaign, "close_campaign"),
    ("checkups/<int:pk>/hospitals/add/", campaigns.AddCheckupHospital, "add_checkup_hospital"),
    ("checkups/<int:pk>/days/add/", campaigns.AddSessions, "add_sessions"),
    ("checkups/<int:pk>/board/", campaigns.BoardPage, "board"),
    ("checkups/<int:pk>/allot/", campaigns.Allot, "allot"),
    ("checkups/<int:pk>/list/", exams.ExamsPage, "exams"),
    ("checkups/<int:pk>/list/add/", campaigns.AddToList, "add_to_list"),
    ("checkups/<int:pk>/calls/", checkup_calls.VillageCalls, "village_calls"),
    ("checkups/<int:pk>/calls/print/", checkup_calls.CallSheet, "call_sheet"),
    ("checkups/<int:pk>/notices/", checkup_calls.Notices, "checkup_notices"),
    ("checkups/<int:pk>/check-in/", checkin.CheckIn, "checkin"),
    ("checkups/c/<str:code>/", checkin.CheckInByCode, "checkin_code"),
    ("checkups/<int:pk>/results/upload/", checkup_results.UploadResults, "upload_results"),
    ("checkups/<int:pk>/invoices/", checkup_results.Invoices, "invoices"),
    ("checkups/<int:pk>/invoices/add/", checkup_results.AddInvoice, "add_invoice"),
    ("checkups/invoices/<int:pk>/settle/", checkup_results.SettleInvoice, "settle_invoice"),
    ("checkups/days/<int:pk>/", checkup_days.SessionPage, "session"),
    ("checkups/days/<int:pk>/places/", checkup_days.SetQuota, "set_quota"),
    ("checkups/days/<int:pk>/cancel/", checkup_days.CancelDay, "cancel_day"),
    ("checkups/days/<int:pk>/end/", checkup_days.CloseDay, "close_day"),
    ("checkups/days/<int:pk>/book/", checkup_days.BookVillage, "book_village"),
    ("checkups/days/<int:pk>/move/", checkup_days.MoveVillage, "move_village"),
    ("checkups/people/<int:pk>/", exams.ExamPage, "exam"),
    ("checkups/results/<int:pk>/", checkup_results.ResultPage, "result"),
    ("checkups/results/<int:pk>/report/", checkup_results.ReportPage, "checkup_report"),
    ("checkups/tables/<int:pk>/", checkup_results.SheetPage, "result_sheet"),
    ("checkups/tables/<int:pk>/write/", checkup_results.WriteSheet, "write_sheet"),
    ("checkups/tables/<int:pk>/discard/", checkup_results.DiscardSheet, "discard_sheet"),
]
inside += [
    (f"checkups/people/<int:pk>/{action.replace('_', '-')}/", page, f"exam_{action}")
    for action, page in exams.PAGES.items()
]

urlpatterns = [path(f"outreach/{address}", page.as_view(), name=name) for address, page, name in inside]
