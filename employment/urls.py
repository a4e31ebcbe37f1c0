from django.urls import path

from employment.pages import candidacies, employers, fair_day, fairs, home, public_market, seekers

app_name = "employment"

inside = [
    ("", home.Home, "home"),
    # employers and posts
    ("employers/", employers.EmployersPage, "employers"),
    ("employers/add/", employers.AddEmployer, "add_employer"),
    ("employers/<int:pk>/", employers.EmployerPage, "employer"),
    ("employers/<int:pk>/amend/", employers.AmendEmployer, "amend_employer"),
    ("employers/<int:pk>/vet/", employers.VetEmployer, "vet_employer"),
    ("employers/<int:pk>/blacklist/", employers.BlacklistEmployer, "blacklist_employer"),
    ("employers/<int:pk>/clear/", employers.ClearEmployer, "clear_employer"),
    ("employers/<int:pk>/post/", employers.AddPost, "add_post"),
    ("posts/", employers.PostsPage, "posts"),
    ("posts/<int:pk>/", employers.PostPage, "post"),
    ("posts/<int:pk>/amend/", employers.AmendPost, "amend_post"),
    ("posts/<int:pk>/close/", employers.ClosePost, "close_post"),
    ("posts/<int:pk>/reopen/", employers.ReopenPost, "reopen_post"),
    ("posts/<int:pk>/people/", seekers.PeopleFor, "people_for"),
    ("posts/<int:pk>/hold/", employers.BeginHolding, "begin_holding"),
    ("holdings/<int:pk>/end/", employers.EndHolding, "end_holding"),
    # who looks for work
    ("seekers/", seekers.SeekersPage, "seekers"),
    ("seekers/silent/", seekers.SilentPage, "silent"),
    ("seekers/<int:pk>/close/", seekers.CloseWish, "close_wish"),
    ("people/<int:pk>/wish/", seekers.KeepWish, "keep_wish"),
    ("people/<int:pk>/contact/", seekers.NoteContact, "note_contact"),
    ("people/<int:pk>/posts/", seekers.PostsFor, "posts_for"),
    ("people/<int:pk>/recommend/", seekers.Recommend, "recommend"),
    # job fairs
    ("fairs/", fairs.FairsPage, "fairs"),
    ("fairs/add/", fairs.PlanFair, "plan_fair"),
    ("fairs/<int:pk>/", fairs.FairPage, "fair"),
    ("fairs/<int:pk>/amend/", fairs.AmendFair, "amend_fair"),
    ("fairs/<int:pk>/publish/", fairs.PublishFair, "publish_fair"),
    ("fairs/<int:pk>/conclude/", fairs.ConcludeFair, "conclude_fair"),
    ("fairs/<int:pk>/seat/", fairs.SeatEmployer, "seat"),
    ("fairs/<int:pk>/notice/", fairs.NoticePage, "notice"),
    ("fairs/<int:pk>/desk/", fair_day.Desk, "desk"),
    ("fairs/<int:pk>/signed/", fairs.SignUpsPage, "sign_ups"),
    ("fairs/<int:pk>/came/", fairs.AttendeesPage, "attendees"),
    ("fairs/<int:pk>/results/", fairs.ResultsPage, "results"),
    ("stands/<int:pk>/posts/", fairs.ChoosePosts, "choose_posts"),
    ("stands/<int:pk>/unseat/", fairs.UnseatEmployer, "unseat"),
    ("stands/<int:pk>/link/", fairs.IssueLink, "issue_link"),
    ("stands/<int:pk>/unlink/", fairs.WithdrawLink, "withdraw_link"),
    # referrals and what came of them
    ("candidacies/", candidacies.CandidaciesPage, "candidacies"),
    ("candidacies/<int:pk>/", candidacies.CandidacyPage, "candidacy"),
    ("checks/", candidacies.ChecksPage, "checks"),
    ("checks/<int:pk>/", candidacies.AnswerCheck, "answer_check"),
]
inside += [
    (f"candidacies/<int:pk>/{action.replace('_', '-')}/", page, action) for action, page in candidacies.PAGES.items()
]

urlpatterns = [
    *(path(f"employment/{address}", page.as_view(), name=name) for address, page, name in inside),
    path("p/fair/<str:code>/", public_market.SignUpPage.as_view(), name="sign_up"),
    path("p/board/<str:code>/", public_market.Board.as_view(), name="board"),
    path("p/employer/<str:token>/", public_market.EmployerLink.as_view(), name="employer_link"),
]
