"""The forms of the checkups: a campaign's rule, hospitals and days, calls, results, invoices."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import Checkboxes, DateInput, Drop, NumberInput, Radios, WholeDateField
from outreach.choices import checkups as choices
from outreach.desk import checkups as desk
from outreach.models import CheckupCampaign, CheckupHospital, CheckupInvoice, CheckupSession, Institution
from stations.choosing import OPEN_STATIONS
from veterans.choices import CATEGORIES, KEY_CATEGORIES

MOST_DAYS = 120
WEEKDAYS = tuple((str(place), f"周{sign}") for place, sign in enumerate("一二三四五六日"))
KEY = [code for code, _label in CATEGORIES if code in KEY_CATEGORIES]


def day(label, help_text="", **kwargs):
    return WholeDateField(label=label, widget=DateInput(), help_text=help_text, **kwargs)


def text(label, *, required=True, rows=3, length=1000, help_text=""):
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, max_length=length, help_text=help_text)


class CampaignForm(PortalModelForm):
    sections = (
        Section(
            "when",
            _("Which year"),
            (Field("title", 6), Field("year", 2), Field("season_from", 2), Field("season_to", 2)),
        ),
        Section(
            "who",
            _("Who is entitled"),
            (Field("categories", 12), Field("min_age", 3), Field("without", 12)),
            hint=_("Any of the categories, of that age on 31 December"),
        ),
        Section("money", _("What may be spent"), (Field("limit_men", 3), Field("limit_women", 3))),
    )
    categories = forms.MultipleChoiceField(label=_("Categories"), choices=CATEGORIES, widget=Checkboxes())
    without = forms.MultipleChoiceField(
        label=_("Not who is in another scheme"), choices=CATEGORIES, widget=Checkboxes(), required=False
    )

    class Meta:
        model = CheckupCampaign
        fields = [
            "title",
            "year",
            "season_from",
            "season_to",
            "categories",
            "min_age",
            "without",
            "limit_men",
            "limit_women",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        other = [pair for pair in CATEGORIES if pair[0] in ("MIL_RETIREE", "MIL_CIVILIAN_EMPLOYEE", "TRANSFER_PLANNED")]
        self.fields["without"].choices = other
        for name in ("season_from", "season_to"):
            self.fields[name].widget = DateInput()
        if self.row is None:
            year = self.today.year
            usual = {"title": f"{year} 年度免费体检", "year": year, "categories": KEY}
            self.initial = usual | {"without": list(choices.OTHER_SCHEMES)} | self.initial

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not self.today.year - 5 <= year <= self.today.year + 2:
            raise ValidationError(_("Only years about now are planned."), code="year")
        return year


class HospitalForm(PortalForm):
    sections = (
        Section(
            "at", "", (Field("institution", 12), Field("price_men", 6), Field("price_women", 6), Field("items", 12))
        ),
    )
    institution = forms.ModelChoiceField(
        label=_("Hospital"), queryset=Institution.working("hospital", "health_centre", "clinic")
    )
    price_men = forms.DecimalField(
        label=_("Price a man (yuan)"), min_value=0, max_digits=8, decimal_places=2, widget=NumberInput()
    )
    price_women = forms.DecimalField(
        label=_("Price a woman (yuan)"), min_value=0, max_digits=8, decimal_places=2, widget=NumberInput()
    )
    items = forms.CharField(label=_("Items of the checkup"), max_length=300, required=False)


class DaysForm(PortalForm):
    """Several days at once: from a day to a day, on the chosen days of the week."""

    sections = (
        Section(
            "days",
            "",
            (
                Field("hospital", 12),
                Field("first", 6),
                Field("last", 6),
                Field("weekdays", 12),
                Field("part", 6),
                Field("quota", 6),
                Field("is_makeup", 12),
            ),
        ),
    )
    hospital = forms.ModelChoiceField(label=_("Hospital"), queryset=CheckupHospital.of(None))
    first = day(_("First day"))
    last = day(_("Last day"))
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"), choices=WEEKDAYS, widget=Checkboxes(), initial=list("01234")
    )
    part = forms.ChoiceField(
        label=_("Part of the day"), choices=choices.SessionPart.choices, widget=Radios(), initial="day"
    )
    quota = forms.IntegerField(label=_("Places"), min_value=1, max_value=2000, widget=NumberInput())
    is_makeup = forms.BooleanField(
        label=_("Make-up days"), required=False, help_text=_("Kept for who was absent: not filled automatically.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.fields["hospital"]
        of.queryset = CheckupHospital.of(self.row)
        self._scope(of)
        self.take_the_only("hospital")

    def clean(self):
        values = super().clean()
        first, last = values.get("first"), values.get("last")
        if not first or not last:
            return values
        if first < self.today:
            self.add_error("first", ValidationError(_("The day lies in the past."), code="past"))
        if last < first:
            self.add_error("last", ValidationError(_("The last day comes before the first."), code="backwards"))
        elif (last - first).days > MOST_DAYS:
            self.add_error("last", ValidationError(_("At most %(n)s days at once.") % {"n": MOST_DAYS}, code="long"))
        else:
            wanted = {int(place) for place in values.get("weekdays", ())}
            span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            values["days"] = [one for one in span if one.weekday() in wanted]
            if wanted and not values["days"]:
                self.add_error(
                    "weekdays", ValidationError(_("None of these days of the week lies between."), code="none")
                )
        return values


class AddToListForm(PortalForm):
    """Somebody the rule has missed: by identity number, or by a name that only one person in sight has."""

    sections = (Section("who", "", (Field("find", 6), Field("reason", 6))),)
    find = forms.CharField(label=_("Identity number or name"), max_length=40)
    reason = forms.CharField(label=_("Why"), max_length=200)

    def clean_find(self):
        found = desk.people_named(self.user, self.cleaned_data["find"])
        if not found:
            raise ValidationError(_("Nobody in sight has this number or name."), code="nobody")
        if len(found) > 1:
            raise ValidationError(_("Several people match: use the whole identity number."), code="several")
        self.person = found[0]
        return self.cleaned_data["find"]


class ReasonForm(PortalForm):
    sections = (Section("why", "", (Field("note", 12),)),)
    note = forms.CharField(label=_("Why"), max_length=200)


class NoteForm(ReasonForm):
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class CallForm(PortalForm):
    sections = (Section("call", "", (Field("channel", 12), Field("answer", 12), Field("note", 12))),)
    channel = forms.ChoiceField(
        label=_("Way of telling"), choices=choices.CallChannel.choices, widget=Radios(), initial="phone"
    )
    answer = forms.ChoiceField(label=_("Answer"), choices=choices.Answer.choices, widget=Radios())
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class WithDays(PortalForm):
    """A day of the campaign to come; `is_granted` only for who may go beyond the places."""

    session = forms.ModelChoiceField(label=_("Day"), queryset=CheckupSession.to_come(None, date.max))
    is_granted = forms.BooleanField(label=_("Go beyond the places of the day"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "session" in self.fields:
            of = self.fields["session"]
            rows = CheckupSession.to_come(self.row.campaign, self.today)
            of.queryset = rows.exclude(pk=self.without) if self.without else rows
            of.label_from_instance = lambda session: session.label
            self._scope(of)
        if not self.user.may("checkup.grant"):
            del self.fields["is_granted"]

    @property
    def without(self):
        """The day they have already."""
        return getattr(self.row, "session_id", None) or (self.row.pk if isinstance(self.row, CheckupSession) else None)


class DayForm(WithDays):
    sections = (Section("day", "", (Field("session", 12), Field("is_granted", 12))),)


class MoveForm(WithDays):
    sections = (Section("day", "", (Field("village", 12), Field("session", 12), Field("is_granted", 12))),)
    village = forms.ModelChoiceField(label=_("Village"), queryset=OPEN_STATIONS)


class BookVillageForm(WithDays):
    """Everybody of a village who waits, onto the day of the page."""

    sections = (Section("who", "", (Field("village", 12), Field("is_granted", 12))),)
    session = None
    village = forms.ModelChoiceField(label=_("Village"), queryset=OPEN_STATIONS)


class QuotaForm(PortalForm):
    sections = (Section("quota", "", (Field("quota", 6),)),)
    quota = forms.IntegerField(label=_("Places"), min_value=1, max_value=2000, widget=NumberInput())


class HomeForm(PortalForm):
    sections = (Section("home", "", (Field("hospital", 12), Field("on", 6), Field("note", 12))),)
    hospital = forms.ModelChoiceField(label=_("Hospital"), queryset=CheckupHospital.of(None))
    on = day(_("Examined on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hospital"].queryset = CheckupHospital.of(self.row.campaign)
        self._scope(self.fields["hospital"])
        self.take_the_only("hospital")
        self.fields["on"].initial = self.today


class ResultForm(PortalForm):
    sections = (
        Section(
            "result",
            "",
            (
                Field("received_on", 6),
                Field("file", 12),
                Field("summary", 12),
                Field("is_flagged", 12),
                Field("findings", 12),
                Field("due_on", 6),
            ),
        ),
    )
    received_on = day(_("Received on"))
    file = forms.FileField(
        label=_("Report"), widget=Drop(), required=False, help_text=_("PDF, photo or Word, at most 10 MB.")
    )
    summary = text(_("Conclusion"), required=False, help_text=_("Left empty, what was entered before stays."))
    is_flagged = forms.BooleanField(label=_("Something to follow up"), required=False)
    findings = text(_("What needs following up"), required=False, help_text=_("Stations see only “call back”."))
    due_on = day(_("Follow up until"), _("Within a week if left empty."), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = self.today


class FollowUpForm(PortalForm):
    sections = (Section("contact", "", (Field("on", 6), Field("due_on", 6), Field("way", 12), Field("said", 12))),)
    on = day(_("Day of the contact"))
    due_on = day(_("Next contact until"), required=False)
    way = forms.ChoiceField(label=_("Way of following up"), choices=choices.ContactWay.choices, widget=Radios())
    said = text(_("What was found"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today


class PassOnForm(PortalForm):
    """When and how the station told somebody to get in touch."""

    sections = (Section("told", "", (Field("on", 6), Field("channel", 12), Field("note", 12))),)
    on = day(_("Day they were told"))
    channel = forms.ChoiceField(
        label=_("Way of telling"), choices=choices.CallChannel.choices, widget=Radios(), initial="phone"
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today


class CloseForm(PortalForm):
    sections = (Section("end", "", (Field("said", 12),)),)
    said = text(_("How it ended"))


class SheetForm(PortalForm):
    sections = (Section("table", "", (Field("file", 12),)),)
    file = forms.FileField(
        label=_("The hospital's table"),
        widget=Drop(),
        help_text=_("Excel or CSV with identity numbers. Nothing is written before you have seen what matches."),
    )


class InvoiceForm(PortalModelForm):
    sections = (
        Section(
            "bill",
            "",
            (
                Field("hospital", 12),
                Field("number", 6),
                Field("on", 6),
                Field("heads", 6),
                Field("amount", 6),
                Field("note", 12),
            ),
        ),
    )

    class Meta:
        model = CheckupInvoice
        fields = ["hospital", "number", "on", "heads", "amount", "note"]

    def __init__(self, *args, campaign=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hospital"].queryset = CheckupHospital.of(campaign or self.row)
        self._scope(self.fields["hospital"])
        self.take_the_only("hospital")
