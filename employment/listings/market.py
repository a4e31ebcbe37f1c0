"""The lists of employers, posts, people who look for work, fairs, candidacies and checks."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Filters, Listing, RowChoice
from employment.choices import employers as words
from employment.choices import market as choices
from employment.desk.fairs import CONDITIONS, FUNNEL
from employment.desk.matching import seekers_matching
from employment.models import Fair
from stations.place_filters import Placed, TownChoice

STANDING = (("to_vet", _("To be vetted")), ("vetted", _("Vetted")), ("black", _("On the black list")))


def yes(value):
    return "是" if value else ""


class EmployerFilters(Filters):
    standing = Choice(choices=STANDING, label=_("Standing"), every=_("Any standing"), method="of_standing")
    kind = Choice(choices=words.EMPLOYER_KINDS, label=_("Kind of employer"), every=_("All kinds"))
    industry = Choice(choices=words.INDUSTRIES, label=_("Industry"), every=_("All industries"))

    def of_standing(self, rows, name, value):
        if value == "black":
            return rows.filter(blacklisted_on__isnull=False)
        return rows.to_vet() if value == "to_vet" else rows.trusted()


class EmployerListing(Listing):
    columns = (
        Column("name", _("Employing unit"), sort="name"),
        Column("credit_code", _("Credit code"), wide=True),
        Column("kind", _("Kind of employer"), value="get_kind_display", wide=True),
        Column("industry", _("Industry"), value="get_industry_display", wide=True),
        Column("contact", _("Contact"), value="contact_name", wide=True),
        Column("contact_phone", _("Phone"), shown=False),
        Column("veteran", _("Owned by a veteran"), value=lambda row: yes(row.is_veteran_owned), shown=False),
        Column("posts", _("Openings"), sort="openings", value=lambda row: row.openings or 0, num=True),
        Column("standing", _("Standing"), value=lambda row: row.vetted_on or ""),
        Column("blacklist_reason", _("Why on the black list"), shown=False),
    )
    filters = EmployerFilters
    search_label = _("Name or credit code")
    default_order = "name"
    row_template = "employment/rows/employer.html"
    counted = _("%(count)s employers")
    empty_title = _("No employers yet")
    empty_text = _("Register the firms and offices that offer work; the credit code is checked as you type.")

    def search(self, rows, text):
        return rows.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(credit_code=text.upper()))


class PostFilters(Placed):
    place = "workplace"

    state = Choice(choices=choices.PostState.choices, label=_("State"), every=_("Any state"))
    trade = Choice(choices=choices.TRADES, label=_("Trade"), every=_("All trades"))
    town = TownChoice()
    kind = Choice(
        choices=(("welfare", _("Public-welfare posts")), ("market", _("Other posts"))),
        label=_("Kind of post"),
        every=_("All posts"),
        method="of_kind",
    )

    def of_kind(self, rows, name, value):
        return rows.filter(is_welfare=value == "welfare")


class PostListing(Listing):
    columns = (
        Column("title", _("Post"), sort="title"),
        Column("employer", _("Employing unit"), value="employer.name", wide=True),
        Column("trade", _("Trade"), value="get_trade_display", wide=True),
        Column("pay", _("Pay a month"), sort="pay_to", num=True),
        Column("where", _("Place"), wide=True),
        Column("openings", _("Openings"), sort="openings", num=True),
        Column("filled", _("Filled"), sort="filled", num=True, wide=True),
        Column("welfare", _("Public-welfare"), value=lambda row: yes(row.is_welfare), shown=False),
        Column("funder", _("Who pays"), shown=False),
        Column("requirements", _("Other requirements"), shown=False),
        Column("state", _("State"), value="get_state_display", wide=True),
        Column("offered_on", _("Since"), sort="offered_on", num=True, wide=True),
    )
    filters = PostFilters
    search_label = _("Post or employer")
    searched = ("title", "employer__name")
    default_order = "-offered_on"
    row_template = "employment/rows/post.html"
    counted = _("%(count)s posts")
    empty_title = _("No posts yet")
    empty_text = _("A post is entered from its employer's page.")


class SeekerFilters(Placed):
    place = "person__station"

    trade = Choice(choices=choices.TRADES, label=_("Trade"), every=_("All trades"), method="of_trade")
    town = TownChoice()
    reach = Choice(choices=choices.Reach.choices, label=_("How far from home"), every=_("Any distance"))

    def of_trade(self, rows, name, code):
        return rows.filter(trades__contains=choices.asked_for(code))


class SeekerListing(Listing):
    columns = (
        Column("name", _("Name"), sort="person__pinyin", value="person.name"),
        Column("age", _("Age"), value=lambda row: row.person.age(timezone.localdate()), num=True, wide=True),
        Column(
            "village", _("Village"), sort="person__station__division__code", value="person.station.place", wide=True
        ),
        Column("trades", _("Trades wished for"), value=lambda row: "，".join(row.trade_labels)),
        Column("reach", _("How far"), value="get_reach_display", wide=True),
        Column("pay_min", _("Pay at least"), sort="pay_min", num=True),
        Column("skills", _("Certificates and skills"), value=lambda row: "，".join(row.skill_labels), wide=True),
        Column("education", _("Education"), value="person.get_education_display", shown=False),
        Column("mobile", _("Phone"), value="person.mobile", shown=False),
        Column("since_on", _("Since"), sort="since_on", num=True, wide=True),
    )
    filters = SeekerFilters
    search_label = _("Name, initials, end of the identity number or phone")
    default_order = "-since_on"
    keys_first = True
    row_template = "employment/rows/seeker.html"
    counted = _("%(count)s persons")
    empty_title = _("Nobody looks for work here")
    empty_text = _("A wish is entered on the person's page, under “Work sought”.")

    def search(self, rows, text):
        return seekers_matching(rows, text)


class SilentFilters(Placed):
    town = TownChoice()


def able(person):
    """What somebody can do: as on their wish for work, else as on their record."""
    known = [label for wish in person.seekers.all() for label in wish.skill_labels]
    return "，".join(known) or person.skills


class SilentListing(Listing):
    """People on file who want work and with whom nobody has spoken for ninety days."""

    columns = (
        Column("name", _("Name"), sort="pinyin"),
        Column("age", _("Age"), value=lambda row: row.age(timezone.localdate()), num=True, wide=True),
        Column("village", _("Village"), sort="station__division__code", value="station.place", wide=True),
        Column("mobile", _("Phone"), wide=True),
        Column("skills", _("Certificates and skills"), value=able, wide=True),
        Column("last_contact", _("Last spoken with"), sort="last_contact", num=True),
    )
    filters = SilentFilters
    search_label = _("Name, initials, end of the identity number or phone")
    default_order = "last_contact"
    row_template = "employment/rows/silent.html"
    counted = _("%(count)s persons")
    empty_title = _("Everybody has been spoken with")
    empty_text = _("Whoever is without work and has not been spoken with for 90 days appears here.")

    def search(self, rows, text):
        return rows.matching(text)


class FairListing(Listing):
    columns = (
        Column("held_on", _("Day"), sort="held_on", num=True),
        Column("title", _("Job fair"), sort="title"),
        Column("place", _("Place"), wide=True),
        Column("partner", _("Held with"), wide=True),
        Column("employers", _("Employers"), num=True, wide=True),
        Column("openings", _("Openings"), num=True, wide=True),
        Column("came", _("Came"), num=True, wide=True),
        Column("intents", _("Intents"), num=True),
        Column("hired", _("Hired"), num=True, wide=True),
        Column("leaflets", _("Leaflets"), num=True, shown=False),
        Column("consultations", _("Advised"), num=True, shown=False),
        Column("state", _("State"), value="get_state_display"),
    )
    search_label = _("Name or place of the fair")
    searched = ("title", "place")
    default_order = "-held_on"
    row_template = "employment/rows/fair.html"
    counted = _("%(count)s fairs")
    empty_title = _("No job fair yet")
    empty_text = _("The law asks for at least one a year (§67). Plan the first one.")


def fairs(rows):
    return rows.order_by("-held_on")


class CandidacyFilters(Filters):
    state = Choice(choices=choices.Stage.choices, label=_("Progress"), every=_("Any stage"))
    origin = Choice(choices=choices.Origin.choices, label=_("Came about by"), every=_("Fairs and referrals"))
    fair = RowChoice(of=Fair, named="title", refine=fairs, label=_("Job fair"), every=_("All fairs"))


def reached():
    return [(key, label) for key, label, _condition in FUNNEL]


class ResultFilters(Filters):
    reached = Choice(choices=reached, label=_("Reached"), every=_("All"), method="has_reached")
    state = Choice(choices=choices.Stage.choices, label=_("Progress"), every=_("Any stage"))

    def has_reached(self, rows, name, key):
        return rows.filter(CONDITIONS[key]).distinct()


class CandidacyListing(Listing):
    columns = (
        Column("name", _("Name"), sort="name"),
        Column("village", _("Village"), value="person.station.place", wide=True),
        Column("post", _("Post"), value="post.title"),
        Column("employer", _("Employing unit"), value="post.employer.name", wide=True),
        Column(
            "origin", _("Way"), value=lambda row: row.fair.title if row.fair_id else row.get_origin_display(), wide=True
        ),
        Column("state", _("Progress"), value="get_state_display"),
        Column("recommended_on", _("Recommended"), shown=False),
        Column("intent_on", _("Intent"), shown=False),
        Column("interview_on", _("Interview"), shown=False),
        Column("trial_on", _("Trial"), shown=False),
        Column("hired_on", _("Hired on"), sort="hired_on", wide=True, num=True),
        Column("reason", _("Why it ended"), shown=False),
        Column("updated", _("Changed"), sort="updated_at", value="updated_at", num=True, wide=True),
    )
    filters = CandidacyFilters
    search_label = _("Name, post or employer")
    default_order = "-updated"
    row_template = "employment/rows/candidacy.html"
    counted = _("%(count)s candidacies")
    empty_title = _("Nobody recommended yet")
    empty_text = _("Recommend somebody from their page, or from the people who fit a post.")

    def search(self, rows, text):
        return rows.filter(
            Q(name__startswith=text) | Q(post__title__icontains=text) | Q(post__employer__name__icontains=text)
        )


class ResultListing(CandidacyListing):
    filters = ResultFilters
    empty_title = _("Nothing entered yet")
    empty_text = _("What the desk enters on the day of the fair stands here.")


class CheckListing(Listing):
    columns = (
        Column("due_on", _("Deadline"), sort="due_on"),
        Column("name", _("Name"), value="candidacy.name"),
        Column("days", _("After days"), num=True),
        Column("employer", _("Employing unit"), value="candidacy.post.employer.name", wide=True),
        Column("post", _("Post"), value="candidacy.post.title", wide=True),
        Column("hired_on", _("Hired on"), value="candidacy.hired_on", num=True, wide=True),
        Column("ask", "", exported=False),
    )
    search_label = _("Name or employer")
    default_order = "due_on"
    row_template = "employment/rows/check.html"
    counted = _("%(count)s checks")
    empty_title = _("Nobody to ask now")
    empty_text = _("Thirty, ninety and a hundred and eighty days after somebody was hired, the question stands here.")

    def search(self, rows, text):
        return rows.filter(Q(candidacy__name__startswith=text) | Q(candidacy__post__employer__name__icontains=text))


class SignUpListing(Listing):
    columns = (
        Column("name", _("Name"), sort="name"),
        Column("phone", _("Phone")),
        Column("trade", _("Trade"), value="get_trade_display", wide=True),
        Column("code", _("Code")),
        Column("came", _("Came"), value=lambda row: yes(row.came)),
        Column("at", _("Signed up"), sort="at", num=True, wide=True),
    )
    search_label = _("Name or code")
    default_order = "-at"
    row_template = "employment/rows/sign_up.html"
    counted = _("%(count)s persons")
    empty_title = _("Nobody has signed up yet")
    empty_text = _("Print the notice: its QR code leads to the page where people sign up.")

    def search(self, rows, text):
        return rows.filter(Q(name__startswith=text) | Q(code=text.upper()))


class AttendeeListing(Listing):
    columns = (
        Column("name", _("Name"), sort="name"),
        Column("village", _("Village"), value="person.station.place", wide=True),
        Column("phone", _("Phone"), value=lambda row: row.person.mobile if row.person_id else row.phone),
        Column("by", _("Entered by"), value="by.full_name", wide=True),
        Column("at", _("Came"), sort="at", num=True),
    )
    search_label = _("Name")
    default_order = "-at"
    row_template = "employment/rows/attendee.html"
    counted = _("%(count)s persons")
    empty_title = _("Nobody has come yet")
    empty_text = _("Whoever is checked in at the entrance or entered at a desk stands here.")

    def search(self, rows, text):
        return rows.filter(name__startswith=text)
