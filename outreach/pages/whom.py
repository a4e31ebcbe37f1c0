"""The page of an entry about somebody on file: finds whom the typed words may mean, and offers them above the form."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import FormPage, today
from core.validators import clean_text, parse_whole
from outreach.desk import people


class AboutPerson(FormPage):
    """`?person=…` names somebody at once; `facts(person)` says what else to know about them while the form is filled."""

    keeps = ("on",)
    writes = False
    above: tuple = ()

    def make_form(self, data=None, files=None):
        self.people = self.meant(data or self.request.GET)
        initial = {"person": None, **self.initial()}
        if not data and len(self.people) == 1 and "person" in self.request.GET:
            initial |= {"whom": self.people[0].name, "person": self.people[0].pk}
        kwargs = {"user": self.user, "today": today(), "row": self.of_row, "initial": initial}
        return self.form(data, files, candidates=self.people, **kwargs)

    def meant(self, typed):
        """The people the entry may mean, whoever is chosen already among them."""
        found = people.candidates(self.user, clean_text(typed.get("whom", "")))
        chosen = parse_whole(typed.get("chosen") or typed.get("person") or "")
        if chosen is not None and chosen not in {person.pk for person in found}:
            found = [*people.person(self.user, chosen), *found]
        return found

    @property
    def crumbs(self):
        return ((_("Services for veterans"), reverse("outreach:home")), *self.above)

    @property
    def back_address(self):
        return reverse("outreach:today")

    def ask(self, form, status=200, **context):
        return super().ask(form, status, notice=self.notice(form), **context)

    def live(self, form, name):
        return {"notice": self.notice(form)}

    def notice(self, form):
        """Whom it may mean, and what is known about whoever is chosen."""
        if not self.people:
            return ""
        chosen = str(form.data.get("chosen") or form.initial.get("person") or "")
        one = next((p for p in self.people if str(p.pk) == chosen), self.people[0] if len(self.people) == 1 else None)
        context = {"people": self.people, "one": one, "facts": self.facts(one) if one else ()}
        return render_to_string("outreach/whom.html", context, request=self.request)

    def facts(self, person):
        """Lines of text about the person for this entry."""
        return ()
