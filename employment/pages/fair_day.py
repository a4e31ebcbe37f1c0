"""The desk on the day of the fair: who is it, which post, what came of it. Seconds for each, on a laptop or a phone."""

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actions import Refused
from core.pages import OfModel, PortalView, is_partial, today
from employment.actions import fair_day
from employment.desk import fairs as desk
from employment.forms.fairs import RESULTS
from employment.forms.market import GuestFields
from employment.models import Fair
from employment.rules import market as rules


class Desk(OfModel, PortalView):
    """One form: find somebody (`do=find`), check them in (`do=come`), or write down what they agreed (`do=agree`)."""

    model: type[Model] = Fair
    needs, writes = "fair.intent", True
    title = gettext_lazy("At the fair")

    @property
    def crumbs(self):
        return ((gettext_lazy("Job fairs"), reverse("employment:fairs")), (self.row.title, self.row.get_absolute_url()))

    @cached_property
    def stands(self):
        return desk.stands_of(self.row, self.user)

    def offered(self):
        """The posts of this fair by their key, as text."""
        return {str(offer.post_id): offer.post for stand in self.stands for offer in stand.offers.all()}

    def get(self, request, pk):
        rules.check_running(self.row)
        return self.render_desk()

    def post(self, request, pk):
        rules.check_running(self.row)
        do = request.POST.get("do", "find")
        if do == "find":
            return self.render_hits() if self.is_typing else self.render_desk(focus=self.next_place())
        try:
            said = self.come() if do == "come" else self.agree()
        except Refused as refusal:
            focus = {"incomplete": "post", "guest": "guest"}.get(refusal.code, "who")
            return self.render_desk(problem=refusal.message, status=409, focus=focus, guest=self.guest_typed())
        return self.render_desk(said=said, is_fresh=True)

    @property
    def is_typing(self):
        """While somebody types only the hits are asked for; Enter and the button ask for the desk."""
        return is_partial(self.request) and self.request.htmx.target == "hits"

    # what is typed

    @cached_property
    def hits(self):
        return desk.hits(self.row, self.user, self.request.POST.get("who", ""))

    def next_place(self):
        """Where the cursor goes once somebody has been looked for, so that Enter leads through the whole entry."""
        if len(self.hits) == 1:
            return "post" if self.hits[0].is_here and self.usual_place() == "come" else self.usual_place()
        if self.hits:
            return "hit"
        return "guest" if self.request.POST.get("who", "").strip() else "who"

    def usual_place(self):
        """A desk that has chosen a post writes down intents; one that has not stands at the entrance."""
        return "result" if self.request.POST.get("post") else "come"

    def attendee(self):
        """Whom the form means, checked in on the way: a guest by name and telephone, the ticked hit, or the only hit."""
        key = self.request.POST.get("hit", "")
        if not key and len(self.hits) == 1:
            key = self.hits[0].key
        if key and not self.request.POST.get("name"):
            return self.known(key)
        return self.guest()

    def known(self, key):
        """The hit, if it is one of what stands in the field now: a tick left over from somebody else enters nobody."""
        person, entry = desk.chosen(self.row, self.user, key)
        if key not in {hit.key for hit in self.hits} or (person is None and entry is None):
            raise Refused("unknown", _("Please choose who it is."))
        return fair_day.check_in(by=self.user, fair=self.row, person=person, sign_up=entry)

    def guest(self):
        form = GuestFields(self.request.POST)
        if not form.is_valid():
            if self.request.POST.get("name") or self.request.POST.get("phone"):
                raise Refused("guest", " ".join(text for errors in form.errors.values() for text in errors))
            raise Refused("nobody", _("Please choose who it is."))
        return fair_day.check_in(by=self.user, fair=self.row, **form.cleaned_data)

    def come(self):
        attendee = self.attendee()
        return _("%(name)s is here.") % {"name": attendee}

    def agree(self):
        chosen = self.offered().get(self.request.POST.get("post", ""))
        result = self.request.POST.get("result", "")
        if chosen is None or result not in dict(RESULTS):
            raise Refused("incomplete", _("Please choose the post and what came of it."))
        attendee = self.attendee()
        made = fair_day.record_intent(
            by=self.user, fair=self.row, attendee=attendee, post=chosen, result=result, today=today()
        )
        said = {"name": made.name, "post": chosen, "stage": made.get_state_display()}
        return _("Entered: %(name)s, %(post)s, %(stage)s.") % said

    # what is shown

    def render_hits(self):
        return self.show("employment/fair_hits.html", **self.typed(), next=self.usual_place())

    def render_desk(self, *, status=200, is_fresh=False, focus="who", **said):
        template = "employment/fair_desk_part.html" if is_partial(self.request) else "employment/fair_desk.html"
        known = {
            "fair": self.row,
            "results": RESULTS,
            "counts": desk.counts(self.row, self.user),
            "recent": desk.recent(self.row, self.user),
            "stands": self.stands,
            "focus": focus,
            "next": self.usual_place(),
        }
        return self.show(template, status, **(known | self.typed(is_fresh) | said))

    def typed(self, is_fresh=False):
        """What stays in the form: the post always, the person only until they are entered."""
        post = self.request.POST
        kept = {"post_key": post.get("post", ""), "result_key": post.get("result", "intent")}
        if is_fresh or self.request.method == "GET":
            return kept | {"text": "", "hits": [], "hit_key": "", "guest": {}}
        keys = [hit.key for hit in self.hits]
        key = post.get("hit", "") if post.get("hit", "") in keys else keys[0] if len(keys) == 1 else ""
        text = post.get("who", "")
        # a name that nobody bears is the guest's, until they say otherwise; a number is not a name
        guest = {"name": "" if any(sign.isascii() for sign in text) else text.strip()} if not self.hits else {}
        return kept | {
            "text": text,
            "hits": self.hits,
            "hit_key": key,
            "guest": guest,
            "is_cut": len(self.hits) == desk.MOST_HITS,
        }

    def guest_typed(self):
        post = self.request.POST
        return {"name": post.get("name", ""), "phone": post.get("phone", "")}
