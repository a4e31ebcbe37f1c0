"""The forms of honours: plaques, merit notices, awards."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Field, Section
from core.widgets import WholeDateField
from outreach.choices.honours import AWARD_NAMES
from outreach.forms.whom import WhomForm
from outreach.models import Award, MeritNotice
from veterans.forms.small import ByDay


class HangForm(ByDay):
    day = "on"
    on = WholeDateField(label=_("Hung on"))
    place = forms.CharField(
        label=_("Where"), max_length=200, required=False, help_text=_("Empty: at the household's door")
    )


class ReplaceForm(ByDay):
    day = "on"
    on = WholeDateField(label=_("Replaced on"))
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("Worn, lost, moved house …"))
    place = forms.CharField(label=_("Where"), max_length=200, required=False)


class EndForm(ByDay):
    day = "on"
    on = WholeDateField(label=_("Date"))
    reason = forms.CharField(label=_("Why"), max_length=200)


class HandOverForm(ByDay):
    day = "on"
    on = WholeDateField(label=_("Handed over on"))
    card_no = forms.CharField(label=_("Card number"), max_length=40, required=False)


class MeritNoticeForm(WhomForm):
    """The soldier serves; the family is on file, or nobody yet."""

    needs_person = False
    sections = (
        Section("who", _("Soldier"), (Field("whom", 4), Field("soldier", 3), Field("merit", 3), Field("unit_name", 4),
                Field("order_no", 4)), hint=_("The soldier or the family, when on file")),
        Section("how", _("Delivered"), (Field("delivered_on", 3), Field("delivered_to", 3), Field("delivered_by", 4),
                Field("prize", 2))),
    )  # fmt: skip

    class Meta:
        model = MeritNotice
        fields = [
            "person",
            "soldier",
            "merit",
            "unit_name",
            "order_no",
            "delivered_on",
            "delivered_to",
            "delivered_by",
            "prize",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soldier"].required = False
        self.fields["soldier"].help_text = _("Empty: the person on file")
        self.fields["prize"].required = False
        self.initial.setdefault("delivered_on", self.today)
        self.initial.setdefault("delivered_by", self.user.full_name)
        self.initial["prize"] = self.initial.get("prize") or ""

    def clean_delivered_on(self):
        return self.no_day_to_come("delivered_on")

    def clean(self):
        values = super().clean()
        if values.get("person") and not values.get("soldier"):
            values["soldier"] = values["person"].name
        if not values.get("soldier"):
            self.add_error("soldier", ValidationError(_("Name the soldier."), code="nobody"))
        return values


class AwardForm(WhomForm):
    sections = (
        Section("who", _("Who"), (Field("whom", 4), Field("name", 4), Field("level", 4))),
        Section(
            "how",
            _("Document"),
            (Field("awarded_on", 3), Field("issuer", 4), Field("document_no", 5), Field("note", 12)),
        ),
    )

    class Meta:
        model = Award
        fields = ["person", "name", "level", "awarded_on", "issuer", "document_no", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "、".join(AWARD_NAMES[:5]) + "…"
        self.initial.setdefault("awarded_on", self.today)

    def clean_awarded_on(self):
        return self.no_day_to_come("awarded_on")


class HangManyForm(ByDay):
    day = "on"
    on = WholeDateField(label=_("Hung on"))
