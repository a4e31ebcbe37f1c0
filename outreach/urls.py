from django.urls import path

from outreach.pages import care, confirmation, entitlements, home, institutions

app_name = "outreach"

inside = [
    ("", home.Home, "home"),
]
inside += [
    ("institutions/", institutions.InstitutionsPage, "institutions"),
    ("institutions/add/", institutions.AddInstitution, "add_institution"),
    ("institutions/<int:pk>/", institutions.InstitutionPage, "institution"),
    ("institutions/<int:pk>/amend/", institutions.AmendInstitution, "amend_institution"),
    ("institutions/<int:pk>/agreements/add/", institutions.AddAgreement, "add_agreement"),
    ("institutions/<int:pk>/beds/add/", institutions.AddBed, "add_bed"),
    ("entitlements/", entitlements.EntitlementsPage, "entitlements"),
    ("entitlements/<slug:key>/", entitlements.TownsPage, "entitled_towns"),
    ("entitlements/<slug:key>/<slug:part>/", entitlements.EntitledPage, "entitled"),
    ("people/<int:pk>/received/<slug:key>/", entitlements.Receive, "receive"),
    ("received/<int:pk>/take-back/", entitlements.TakeBack, "take_back"),
    ("standards/", entitlements.StandardsPage, "standards"),
    ("standards/add/", entitlements.AddStandard, "add_standard"),
    ("standards/<int:pk>/remove/", entitlements.RemoveStandard, "remove_standard"),
    ("confirmations/", confirmation.RoundsPage, "confirmations"),
    ("confirmations/open/", confirmation.OpenRound, "open_confirmation"),
    ("confirmations/<int:pk>/", confirmation.RoundPage, "confirmation_year"),
    ("confirmations/<int:pk>/village/", confirmation.ConfirmVillage, "confirm_village"),
    ("confirmation/<int:pk>/confirm/", confirmation.Confirm, "confirm"),
    ("confirmation/<int:pk>/propose/", confirmation.Propose, "propose_stop"),
    ("confirmation/<int:pk>/decide/", confirmation.Decide, "decide_stop"),
    ("contracts/", care.ContractsPage, "contracts"),
    ("contracts/<int:pk>/", care.ContractPage, "contract"),
    ("contracts/<int:pk>/visit/", care.LogVisit, "log_visit"),
    ("contracts/<int:pk>/end/", care.EndContract, "end_contract"),
    ("people/<int:pk>/contract/", care.SignContract, "sign_contract"),
    ("care/", care.WaitingPage, "waiting"),
    ("care/residents/", care.ResidentsPage, "residents"),
    ("care/beds/", care.BedsPage, "beds"),
    ("care/requests/<int:pk>/place/", care.Place, "place"),
    ("care/requests/<int:pk>/withdraw/", care.Withdraw, "withdraw_request"),
    ("care/residents/<int:pk>/leave/", care.Leave, "leave"),
    ("people/<int:pk>/assessment/", care.Assess, "assess"),
    ("people/<int:pk>/care/", care.AskPlace, "ask_place"),
]

urlpatterns = [path(f"outreach/{address}", page.as_view(), name=name) for address, page, name in inside]
