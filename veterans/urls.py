from django.urls import path

from veterans.pages import entry, lists, merging, moving, numbers, prints, record, related

app_name = "veterans"

urlpatterns = [
    path("", lists.PeoplePage.as_view(), name="people"),
    path("add/", entry.AddPerson.as_view(), name="add"),
    path("call-list/", lists.CallList.as_view(), name="call_list"),
    path("form/", prints.BlankForm.as_view(), name="blank_form"),
    path("who-sees/", prints.WhoSees.as_view(), name="who_sees"),
    path("transfers/", lists.TransfersPage.as_view(), name="transfers"),
    path("figures/<str:key>/", numbers.PeopleOf.as_view(), name="figure"),
    path("changes/<str:key>/", numbers.ChangedPeople.as_view(), name="changes"),
    path("claims/", lists.ClaimsPage.as_view(), name="claims"),
    path("claims/<int:pk>/", merging.ClaimPage.as_view(), name="claim"),
    path("claims/<int:pk>/transfer/", merging.TransferClaimed.as_view(), name="claim_transfer"),
    path("claims/<int:pk>/merge/", merging.MergeClaimed.as_view(), name="claim_merge"),
    path("claims/<int:pk>/return/", merging.ReturnClaim.as_view(), name="claim_return"),
    path("corrections/", lists.CorrectionsPage.as_view(), name="corrections"),
    path("corrections/<int:pk>/", moving.SettleCorrection.as_view(), name="correction"),
    path("merges/<int:pk>/undo/", merging.UnmergePage.as_view(), name="unmerge"),
    path("cards/<int:pk>/", related.AdvanceCard.as_view(), name="card"),
    path("plaques/<int:pk>/", related.AdvancePlaque.as_view(), name="plaque"),
    path("rows/<slug:kind>/<int:pk>/", related.AmendRelated.as_view(), name="amend_row"),
    path("rows/<slug:kind>/<int:pk>/withdraw/", related.WithdrawRelated.as_view(), name="withdraw_row"),
    path("<int:pk>/", record.PersonPage.as_view(), name="person"),
    path("<int:pk>/amend/", entry.AmendPerson.as_view(), name="amend"),
    path("<int:pk>/carry-over/", entry.CarryOver.as_view(), name="carry_over"),
    path("<int:pk>/reveal/", record.Reveal.as_view(), name="reveal"),
    path("<int:pk>/transfer/", moving.TransferPage.as_view(), name="transfer"),
    path("<int:pk>/deceased/", moving.DeathPage.as_view(), name="deceased"),
    path("<int:pk>/moved-out/", moving.MovingOutPage.as_view(), name="moved_out"),
    path("<int:pk>/reinstate/", moving.ReinstatePage.as_view(), name="reinstate"),
    path("<int:pk>/correction/", moving.AskCorrection.as_view(), name="ask_correction"),
    path("<int:pk>/merge/", merging.FindOther.as_view(), name="find_other"),
    path("<int:pk>/merge/<int:other>/", merging.MergePage.as_view(), name="merge"),
    path("<int:pk>/form/", prints.FilledForm.as_view(), name="filled_form"),
    path("<int:pk>/household/", related.HouseholdPage.as_view(), name="household"),
    path("<int:pk>/card/", related.AcceptCard.as_view(), name="accept_card"),
    path("<int:pk>/plaque/", related.ApplyForPlaque.as_view(), name="apply_plaque"),
    path("<int:pk>/add/<slug:kind>/", related.AddRelated.as_view(), name="add_row"),
]
