"""The public page of a questionnaire. Nobody logs in; nothing about who answers is asked, kept or logged."""

import secrets

from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from appeals.actions import sheets
from appeals.answering import asked
from appeals.choices.questionnaires import NOTICE
from appeals.desk import surveys as desk
from appeals.rules import surveys as rules
from appeals.rules.answers import from_form
from core import actions
from core.actions import Refused
from core.pages import today
from stations.actions import system_account

TWICE_SECONDS = 15 * 60


def new_once():
    """What tells one filled form from another for a quarter of an hour; it is kept nowhere near the sheet."""
    return secrets.token_urlsafe(9)


@method_decorator(never_cache, name="dispatch")
class Answer(View):
    """One page, every question on it, the notice first."""

    template = "appeals/surveys/answer.html"

    @cached_property
    def batch(self):
        return desk.by_code(self.kwargs["code"])

    def dispatch(self, request, *args, **kwargs):
        """An address that is none, or no more, is told in the same words as a questionnaire that has ended."""
        if self.batch is None:
            closed = rules.not_asked()
            return render(request, self.template, {"page": self, "closed": closed}, status=404)
        return super().dispatch(request, *args, **kwargs)

    @property
    def heading(self):
        return self.batch.survey.title if self.batch else _("Questionnaire")

    @cached_property
    def questions(self):
        return list(self.batch.survey.questions.select_related("depends").order_by("position"))

    def get(self, request, code):
        closed = actions.check(rules.check_answering, self.batch, today()) or actions.check(
            rules.check_room, self.batch
        )
        return self.show(closed=closed)

    def show(self, status=200, data=None, problems=None, **context):
        context = {
            "page": self,
            "batch": self.batch,
            "survey": self.batch.survey,
            "questions": asked(self.questions, data, problems),
            "problems": problems,
            "slip": data.get("slip", "") if data else self.request.GET.get("slip", "")[:16],
            "once": data.get("once", "") if data else new_once(),
            "notice": NOTICE,
            **context,
        }
        return render(self.request, self.template, context, status=status)

    def post(self, request, code):
        sheet = from_form(self.questions, request.POST)
        if sheet.problems:
            return self.show(422, request.POST, sheet.problems)
        if not self.is_first_time():
            return redirect("appeals:answered", code=code)
        slip = request.POST.get("slip", "")[:40]
        try:
            sheets.answer(by=system_account(), batch=self.batch, sheet=sheet, today=today(), slip=slip)
        except Refused as refusal:
            return self.show(409, request.POST, {"": refusal.message}, once=new_once())
        return redirect("appeals:answered", code=code)

    @property
    def once_key(self):
        return f"sheet-sent:{self.request.POST.get('once', '')[:24]}"

    def is_first_time(self):
        """A second tap on the button sends the same form again: it is thanked for and not counted twice."""
        return cache.add(self.once_key, 1, TWICE_SECONDS)


class Answered(Answer):
    """Thank you. Going back brings an empty form."""

    def get(self, request, code):
        return self.show(is_done=True)

    def post(self, request, code):
        return redirect("appeals:answer", code=code)
