"""Forms of rating schemes and assessments."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import NumberInput
from stations.choices import Stage
from stations.choosing import SCHEMES_IN_USE
from stations.models import RatingItem, RatingScheme

STARS = tuple(Field(f"stars{number}_from", 2) for number in range(1, 6))


class SchemeForm(PortalModelForm):
    sections = (
        Section(
            "scheme",
            gettext_lazy("Scheme"),
            (Field("name", 6), Field("kind", 3), Field("veto", 6), "is_sample", "is_in_use"),
        ),
        Section("stars", gettext_lazy("Stars"), STARS, hint=gettext_lazy("Points from which each star is given")),
    )

    class Meta:
        model = RatingScheme
        fields = ["name", "kind", "veto", "is_sample", "is_in_use", *(field.name for field in STARS)]


class ItemForm(PortalModelForm):
    sections = (
        Section("item", "", (Field("text", 12), Field("group", 6), Field("max_points", 3), Field("evidence_rule", 12))),
    )

    class Meta:
        model = RatingItem
        fields = ["text", "group", "max_points", "evidence_rule"]


class BeginForm(PortalForm):
    """By which scheme, for which year."""

    scheme = forms.ModelChoiceField(
        SCHEMES_IN_USE, label=gettext_lazy("Scheme"), empty_label=gettext_lazy("Please choose")
    )
    year = forms.IntegerField(label=gettext_lazy("year"), min_value=2018, max_value=2100, widget=NumberInput())
    sections = (Section("begin", "", (Field("scheme", 6), Field("year", 3))),)

    def __init__(self, *args, today=None, **kwargs):
        super().__init__(*args, today=today, **{**kwargs, "initial": {"year": today.year if today else None}})


class ScoreForm(PortalForm):
    """One line an item: points, and what proves them."""

    def __init__(self, *args, row=None, stage=None, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.items, self.stage = list(row.scheme.items.all()) if row else [], stage
        scores = {score.item_id: score for score in row.scores.all()} if row else {}
        for item in self.items:
            self._add(item, scores.get(item.pk))
        if row and stage != Stage.SELF:
            self.fields["is_vetoed"] = forms.BooleanField(
                label=_("Ruled out: %(veto)s") % {"veto": row.scheme.veto or "—"}, required=False, initial=row.is_vetoed
            )
            self.fields["veto_reason"] = forms.CharField(
                label=_("why it is ruled out"), max_length=200, required=False, initial=row.veto_reason
            )

    def _add(self, item, score):
        own = score and getattr(score, f"{self.stage}_points", None)
        before = score and next((p for p in (own, score.town_points, score.self_points) if p is not None), None)
        points = forms.DecimalField(
            label=_("%(item)s: points") % {"item": item.text}, max_digits=5, decimal_places=1, initial=before,
            min_value=0, max_value=item.max_points, widget=NumberInput(),
        )  # fmt: skip
        self.fields[f"points_{item.pk}"] = points
        self.fields[f"evidence_{item.pk}"] = forms.CharField(
            label=_("%(item)s: evidence") % {"item": item.text}, max_length=200, required=False,
            initial=score.evidence if score else "",
        )  # fmt: skip

    @property
    def lines(self):
        """(item, points field, evidence field) for the table."""
        return [(item, self[f"points_{item.pk}"], self[f"evidence_{item.pk}"]) for item in self.items]

    @property
    def points(self):
        return {item.pk: self.cleaned_data[f"points_{item.pk}"] for item in self.items}

    @property
    def evidence(self):
        return {item.pk: self.cleaned_data[f"evidence_{item.pk}"] for item in self.items}
