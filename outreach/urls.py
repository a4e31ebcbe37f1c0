from django.urls import path

from outreach.pages import afternoon, assistance, home, honours, photos, today, visits, watch

app_name = "outreach"

inside = [
    ("", home.Home, "home"),
    # visits, assistance, honours
    ("today/", today.Today, "today"),
    ("calendar/", today.CalendarPage, "calendar"),
    ("visits/", visits.VisitsPage, "visits"),
    ("visits/add/", visits.AddVisit, "add_visit"),
    ("visits/unit/", visits.AddUnitVisit, "add_unit_visit"),
    ("visits/afternoon/", afternoon.Afternoon, "afternoon"),
    ("visits/<int:pk>/", visits.VisitPage, "visit"),
    ("visits/<int:pk>/withdraw/", visits.WithdrawVisit, "withdraw_visit"),
    ("visits/<int:pk>/raise/", visits.RaiseIssue, "raise_issue"),
    ("visits/<int:pk>/photos/", visits.AddPhotos, "add_photos"),
    ("visits/photos/<int:pk>/", photos.VisitPhotoPage, "visit_photo"),
    ("contacts/", visits.ContactsPage, "contacts"),
    ("plans/", visits.PlansPage, "visit_plans"),
    ("plans/add/", visits.AddPlan, "add_plan"),
    ("plans/<int:pk>/", visits.PlanPage, "visit_plan"),
    ("plans/<int:pk>/remove/", visits.RemovePlan, "remove_plan"),
    ("grants/", assistance.GrantsPage, "grants"),
    ("grants/add/", assistance.Apply, "add_grant"),
    ("grants/<int:pk>/", assistance.GrantPage, "grant"),
    ("funds/", assistance.FundsPage, "funds"),
    ("funds/add/", assistance.AddFund, "add_fund"),
    ("funds/<int:pk>/", assistance.ChangeBudget, "change_budget"),
    ("watch/", watch.WatchPage, "watch"),
    ("watch/line/", watch.IncomeLine, "income_line"),
    ("watch/<int:pk>/", watch.LookAfter, "look_after"),
    ("households/", honours.HouseholdsPage, "households"),
    ("households/hang/", honours.HangMany, "hang_many"),
    ("households/<int:pk>/hang/", honours.HangPlaque, "hang_plaque"),
    ("households/<int:pk>/none/", honours.RefusePlaque, "refuse_plaque"),
    ("plaques/", honours.PlaquesPage, "plaques"),
    ("plaques/<int:pk>/replace/", honours.ReplacePlaque, "replace_plaque"),
    ("plaques/<int:pk>/cancel/", honours.CancelPlaque, "cancel_plaque"),
    ("cards/", honours.CardsPage, "cards"),
    ("cards/<int:pk>/hand-over/", honours.HandOverCard, "hand_over_card"),
    ("notices/", honours.NoticesPage, "merit_notices"),
    ("notices/add/", honours.AddNotice, "add_notice"),
    ("notices/<int:pk>/remove/", honours.RemoveNotice, "remove_notice"),
    ("awards/", honours.AwardsPage, "awards"),
    ("awards/add/", honours.AddAward, "add_award"),
    ("awards/<int:pk>/remove/", honours.RemoveAward, "remove_award"),
]
inside += [
    (f"grants/<int:pk>/{step.replace('_', '-')}/", page, f"grant_{step}") for step, page in assistance.PAGES.items()
]

urlpatterns = [path(f"outreach/{address}", page.as_view(), name=name) for address, page, name in inside]
