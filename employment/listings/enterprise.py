"""The lists of dependants, mentors, bases, contests, loans, policy documents."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.listing import Choice, Column, Filters, Listing
from employment.choices import dependants, enterprise
from employment.listings.placement import years


class SpouseFilters(Filters):
    state = Choice(choices=dependants.SpouseState.choices, label=_("State"), every=_("Any state"))
    standing = Choice(choices=dependants.Standing.choices, label=_("Worked before in"), every=_("Any work before"))


class SpouseListing(Listing):
    columns = (
        Column("due_on", _("Deadline"), sort="due_on"),
        Column("name", _("Name")),
        Column("soldier", _("Soldier"), wide=True),
        Column("soldier_unit", _("Soldier's unit"), shown=False),
        Column("standing", _("Worked before in"), value="get_standing_display", wide=True),
        Column("wish", _("Wish"), shown=False),
        Column("state", _("State"), value="get_state_display"),
        Column("unit_name", _("Placed at"), wide=True),
        Column("applied_on", _("Applied"), sort="applied_on", num=True, wide=True),
        Column("placed_on", _("Placed on"), shown=False),
    )
    filters = SpouseFilters
    search_label = _("Name, soldier or unit")
    searched = ("name", "soldier", "unit_name")
    default_order = "due_on"
    row_template = "employment/rows/spouse.html"
    counted = _("%(count)s spouses")
    empty_title = _("No spouse has applied yet")
    empty_text = _("Accompanying spouses who look for matching work are entered here.")


class SchoolFilters(Filters):
    state = Choice(choices=dependants.EnrolState.choices, label=_("State"), every=_("Any state"))
    stage = Choice(choices=dependants.Stage.choices, label=_("Stage"), every=_("Any stage"))


class SchoolListing(Listing):
    columns = (
        Column("due_on", _("Deadline"), sort="due_on"),
        Column("name", _("Child")),
        Column("soldier", _("Soldier"), wide=True),
        Column("stage", _("Stage"), value="get_stage_display"),
        Column("ground", _("Ground of entry"), value="get_ground_display", wide=True),
        Column("term_on", _("Term begins"), sort="term_on", num=True, wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("school", _("School entered"), wide=True),
        Column("is_public", _("Public school"), shown=False),
    )
    filters = SchoolFilters
    search_label = _("Child, soldier or school")
    searched = ("name", "soldier", "school")
    default_order = "due_on"
    row_template = "employment/rows/school.html"
    counted = _("%(count)s children")
    empty_title = _("No child has applied yet")
    empty_text = _("Children of soldiers who are to enter school or kindergarten are entered here before the term.")


class MentorListing(Listing):
    columns = (
        Column("name", _("Name"), sort="name"),
        Column("field", pgettext_lazy("mentor", "Field")),
        Column("firm", _("Firm and post"), wide=True),
        Column("appointed_on", _("Appointed"), sort="appointed_on", num=True, wide=True),
        Column("sessions", _("Sessions held"), value="session_count", num=True),
        Column("is_active", _("Active"), shown=False),
    )
    search_label = _("Name, field or firm")
    searched = ("name", "field", "firm")
    default_order = "name"
    row_template = "employment/rows/mentor.html"
    counted = _("%(count)s mentors")
    empty_title = _("No mentor yet")
    empty_text = _("Veterans who have made it, and who advise others, are appointed as mentors.")


class BaseFilters(Filters):
    kind = Choice(choices=enterprise.BaseKind.choices, label=_("Kind of base"), every=_("Any kind"))


class BaseListing(Listing):
    columns = (
        Column("name", _("Base"), sort="name"),
        Column("kind", _("Kind"), sort="kind", value="get_kind_display"),
        Column("partner", _("Partner"), wide=True),
        Column("opened_on", _("Opened"), sort="opened_on", num=True, wide=True),
        Column("inside", _("Inside now"), num=True),
        Column("closed_on", _("Closed on"), shown=False),
    )
    filters = BaseFilters
    search_label = _("Name or partner")
    searched = ("name", "partner")
    default_order = "kind"
    row_template = "employment/rows/base.html"
    counted = _("%(count)s bases")
    empty_title = _("No base yet")
    empty_text = _("Incubators, training bases and practice bases are entered with their partner.")


class EntryListing(Listing):
    columns = (
        Column("held_on", _("Day"), sort="held_on"),
        Column("project", _("Project")),
        Column("contest", _("Contest"), wide=True),
        Column("level", _("Administrative level"), value="get_level_display"),
        Column(
            "who", _("Firm or person"), value=lambda row: row.firm or (row.person.name if row.person else ""), wide=True
        ),
        Column("prize", _("Prize")),
    )
    search_label = _("Project, contest or firm")
    searched = ("project", "contest", "firm")
    default_order = "-held_on"
    row_template = "employment/rows/entry.html"
    counted = _("%(count)s entries")
    empty_title = _("No entry yet")
    empty_text = _("Projects that veterans enter in start-up contests are kept here with their prizes.")


class LoanFilters(Filters):
    state = Choice(choices=enterprise.LoanState.choices, label=_("State"), every=_("Any state"))
    year = Choice(choices=years, label=_("Granted in"), every=_("Any year"), field_name="granted_on__year")


class LoanListing(Listing):
    columns = (
        Column("applied_on", _("Applied"), sort="applied_on", wide=True),
        Column("enterprise", _("Enterprise")),
        Column("enterprise_is_veteran_owned", _("Owned by a veteran"), wide=True),
        Column("amount", _("Amount (yuan)"), sort="amount", num=True),
        Column("purpose", _("Purpose"), wide=True),
        Column("bank", _("Bank"), wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("granted_on", _("Granted on"), sort="granted_on", num=True, wide=True),
    )
    filters = LoanFilters
    search_label = _("Enterprise, purpose or bank")
    searched = ("enterprise", "purpose", "bank")
    default_order = "-applied_on"
    row_template = "employment/rows/loan.html"
    counted = _("%(count)s loans")
    empty_title = _("No loan yet")
    empty_text = _("Loans that the bureau helped to, for firms of veterans and others.")


class PolicyFilters(Filters):
    level = Choice(choices=enterprise.PolicyLevel.choices, label=_("Administrative level"), every=_("Any level"))


class PolicyListing(Listing):
    columns = (
        Column("issued_on", _("Issued"), sort="issued_on"),
        Column("title", _("Title"), sort="title"),
        Column("number", _("Document number"), wide=True),
        Column("level", _("Administrative level"), value="get_level_display"),
        Column("bodies", _("Bodies"), value="body_count", num=True),
        Column(
            "names",
            _("Issuing bodies"),
            value=lambda row: "、".join(str(one) for one in row.issuers.all()),
            shown=False,
        ),
        Column("ended_on", _("In force until"), shown=False),
    )
    filters = PolicyFilters
    search_label = _("Words of title, number, body or text")
    default_order = "-issued_on"
    row_template = "employment/rows/policy.html"
    counted = _("%(count)s documents")
    empty_title = _("No document yet")
    empty_text = _("Enter a document with its issuing bodies and its text: the search then finds it by any word.")

    def search(self, rows, text):
        return rows.matching(text)
