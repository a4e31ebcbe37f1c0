"""Outside, without an account: signing up for a fair, the screen of the hall, and an employer's own link."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from core.actions import Refused
from core.pages import is_partial, today
from employment.actions import employer_link, fairs
from employment.desk import fairs as desk
from employment.forms.fairs import Confirmation, EmployerPost, PublicSignUp
from employment.rules import market as rules
from stations.actions import system_account

# Phones of one operator come from few addresses: many may sign up, nobody can try numbers through
SIGN_UPS, LINKS, SECONDS = 60, 60, 10 * 60
ONE_COLUMN = 12  # employers that a screen shows one below the other
TOO_OFTEN = _("Too many entries from this network. Please wait ten minutes, or sign up at the station.")


@method_decorator(never_cache, name="dispatch")
class Outside(View):
    heading = ""
    template = ""

    def show(self, *, status=200, template=None, **context):
        context |= {"page": self, "today": today()}
        return render(self.request, template or self.template, context, status=status)

    def nothing(self, status=404):
        """A wrong code, or a link that has ended: the same words for every reason."""
        return self.show(status=status, template="employment/link_over.html")


class SignUpPage(Outside):
    """The page behind the QR code. The answer is the same whether or not somebody of that number is on file."""

    template = "employment/public_sign_up.html"

    def dispatch(self, request, code):
        self.fair = desk.open_fair(code)
        if self.fair is None:
            return self.nothing()
        self.heading = self.fair.title
        return super().dispatch(request, code)

    def get(self, request, code):
        return self.show(fair=self.fair, form=PublicSignUp(), is_over=self.is_over)

    @property
    def is_over(self):
        return self.fair.is_done or self.fair.held_on < today()

    def post(self, request, code):
        form = PublicSignUp(request.POST)
        if self.is_over:
            return self.show(fair=self.fair, form=form, is_over=True, status=409)
        if desk.is_too_often("fair-sign-up", SIGN_UPS, SECONDS):
            return self.show(fair=self.fair, form=form, problem=TOO_OFTEN, status=429)
        if not form.is_valid():
            return self.show(fair=self.fair, form=form, status=422)
        entry = fairs.sign_up(by=system_account(), fair=self.fair, **form.cleaned_data)
        return self.show(fair=self.fair, entry=entry)


class Board(Outside):
    """The hall's screen: numbers only, counted anew every few seconds."""

    template = "employment/board.html"
    is_live = True

    def get(self, request, code):
        fair = desk.open_fair(code)
        if fair is None:
            return self.nothing()
        self.heading = fair.title
        template = "employment/board_part.html" if is_partial(request) else None
        board = desk.board(fair)
        half = -(-len(board["lines"]) // 2)
        columns = (
            [board["lines"][:half], board["lines"][half:]] if len(board["lines"]) > ONE_COLUMN else [board["lines"]]
        )
        return self.show(template=template, fair=fair, board=board, columns=columns)


class EmployerLink(Outside):
    """What an employer may do through its link: its own posts at its own fair, and who came to terms with it there."""

    template = "employment/employer_link.html"

    def dispatch(self, request, token):
        self.stand = employer_link.stand_of(token, today())
        if self.stand is None:
            status = 429 if desk.is_too_often("employer-link", LINKS, SECONDS) else 404
            return self.nothing(status)
        self.heading = self.stand.employer.name
        return super().dispatch(request, token)

    def get(self, request, token):
        return self.answer()

    def post(self, request, token):
        verb = self.confirm if "number" in request.POST else self.offer
        try:
            return verb(request.POST)
        except Refused as refusal:
            return self.answer(problem=refusal.message, status=409)

    def confirm(self, typed):
        form = Confirmation(typed)
        if not form.is_valid():
            return self.answer(problem=gettext("Please choose what became of it, and write the day."), status=422)
        values = form.cleaned_data
        made = employer_link.confirm(stand=self.stand, note="", today=today(), **values)
        return self.done(gettext("%(name)s: %(stage)s.") % {"name": made.name, "stage": made.get_state_display()})

    def offer(self, typed):
        rules.check_not_done(self.stand.fair)
        form = self.post_form(typed)
        if not form.is_valid():
            return self.answer(form=form, status=422)
        post = employer_link.offer_post(stand=self.stand, values=form.cleaned_data, today=today())
        return self.done(gettext("The post “%(post)s” is offered at your stand.") % {"post": post})

    def done(self, text):
        """Back to the link: loading the page again repeats nothing."""
        messages.success(self.request, text)
        return redirect(self.request.path)

    def post_form(self, data=None):
        return EmployerPost(data, user=system_account(), today=today())

    def answer(self, *, status=200, form=None, **said):
        candidates = employer_link.candidates_of(self.stand)
        offers = self.stand.offers.select_related("post")
        form = form or self.post_form()
        return self.show(status=status, stand=self.stand, candidates=candidates, offers=offers, form=form, **said)
