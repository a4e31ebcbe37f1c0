"""Five haves, rating schemes, assessments."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages import ActionPage, FormPage, OfModel, PortalView, RecordPage, today
from core.validators import parse_whole
from stations import actions, rules
from stations.choices import SchemeKind, Stage
from stations.choosing import have_labels
from stations.forms.standards import BeginForm, ItemForm, SchemeForm, ScoreForm
from stations.forms.stations import FiveHavesForm, HaveLabelsForm, ReasonForm
from stations.models import Assessment, HaveLabel, RatingItem, RatingScheme, Station
from stations.pages.network import network_crumb


class FillFiveHaves(FormPage):
    """The five haves of one year; last year's evidence is offered for a new one."""

    model, needs = Station, "five_haves.fill"
    title, form, action = gettext_lazy("Five haves"), FiveHavesForm, actions.fill_five_haves

    @property
    def crumbs(self):
        return (network_crumb(), (self.row.name, self.row.get_absolute_url()))

    @property
    def note(self):
        return self.row.name

    def initial(self):
        year = parse_whole(self.request.GET.get("year", "")) or today().year
        rows = {row.year: row for row in self.row.five_haves.all()}
        known = rows.get(year) or rows.get(year - 1)
        names = self.form._meta.fields
        return {"year": year} | ({name: getattr(known, name) for name in names} if known else {})

    def arguments(self, form):
        values = dict(form.cleaned_data)
        return super().arguments(form) | {"year": values.pop("year"), "values": values}

    def done_address(self, result):
        return self.row.get_absolute_url()


class LabelHaves(FormPage):
    """What the bureau calls the five haves."""

    model, needs = HaveLabel, "five_haves.label"
    title, form, action = gettext_lazy("Labels of the five haves"), HaveLabelsForm, actions.label_haves
    done = "stations:network"

    @property
    def crumbs(self):
        return (network_crumb(),)

    def arguments(self, form):
        return super().arguments(form) | {"labels": form.labels}


class Schemes(OfModel, PortalView):
    """All schemes, each with its items."""

    model, needs = RatingScheme, "station.view"
    title, template = gettext_lazy("Rating schemes"), "stations/schemes.html"

    def refine(self, rows):
        return rows.prefetch_related("items").select_related("station")

    @property
    def crumbs(self):
        return (network_crumb(),)

    def get(self, request):
        return self.show(schemes=list(self.rows), has_labels=have_labels())


class SchemePage(RecordPage):
    model, needs = RatingScheme, "station.view"
    template = "stations/scheme.html"

    def refine(self, rows):
        return rows.select_related("station")

    @property
    def crumbs(self):
        return (network_crumb(), (gettext_lazy("Rating schemes"), reverse("stations:schemes")))

    def context(self):
        items = list(self.row.items.all())
        is_own = self.user.may("scheme.edit") and self.writable_rows.filter(pk=self.row.pk).exists()
        steps = list(enumerate(self.row.thresholds, start=1))
        is_stars = self.row.kind == SchemeKind.STARS
        return {
            "items": items,
            "most": sum(item.max_points for item in items),
            "is_own": is_own,
            "steps": steps,
            "is_stars": is_stars,
        }

    @property
    def writable_rows(self):
        return OwnSchemes.of(self.request)


class OwnSchemes(OfModel):
    """The schemes that a user may change: those of the stations in sight, not those of the centre above."""

    model, writes = RatingScheme, True

    @classmethod
    def of(cls, request):
        view = cls()
        view.user = request.user
        return view.rows


class AddScheme(FormPage):
    model, needs = RatingScheme, "scheme.edit"
    title, form, action = gettext_lazy("Add a scheme"), SchemeForm, actions.add_scheme

    @property
    def crumbs(self):
        return (network_crumb(), (gettext_lazy("Rating schemes"), reverse("stations:schemes")))

    @property
    def back_address(self):
        return reverse("stations:schemes")


class EditScheme(FormPage):
    model, needs = RatingScheme, "scheme.edit"
    title, form, action = gettext_lazy("Scheme"), SchemeForm, actions.amend_scheme

    def arguments(self, form):
        return super().arguments(form) | {"scheme": self.row}


class AddItem(ActionPage):
    model, needs = RatingScheme, "scheme.edit"
    action, form = actions.add_item, ItemForm
    title, label, icon = gettext_lazy("Add an item"), gettext_lazy("Add an item"), "plus"

    def arguments(self, form):
        return super().arguments(form) | {"scheme": self.row}


class EditItem(ActionPage):
    model, needs = RatingItem, "scheme.edit"
    action, form = actions.amend_item, ItemForm
    title, label, icon = gettext_lazy("Item"), gettext_lazy("Amend"), "pen"


class RemoveItem(ActionPage):
    model, needs = RatingItem, "scheme.edit"
    action = actions.remove_item
    label, icon = gettext_lazy("Remove"), "cross"


# ——— assessments ———


class Begin(ActionPage):
    """Open the assessment of a station by a scheme, for a year."""

    model, needs = Station, "assessment.begin"
    action, form = actions.begin_assessment, BeginForm
    title, label, icon = gettext_lazy("Assess a station"), gettext_lazy("Assess"), "tick"


class AssessmentPage(FormPage):
    """The items with everybody's points; whoever's turn it is fills in a column."""

    model, needs = Assessment, "station.view"
    template = "stations/assessment.html"
    form, action = ScoreForm, actions.score_assessment
    has_draft = False
    writes = False

    def refine(self, rows):
        return rows.select_related("station__division", "station__parent", "scheme").prefetch_related(
            "scheme__items", "scores"
        )

    @property
    def heading(self):
        return f"{self.row.scheme} {self.row.year}"

    @property
    def crumbs(self):
        return (network_crumb(), (self.row.station.name, self.row.station.get_absolute_url()))

    @cached_property
    def stage(self):
        return rules.stage_for(self.user, self.row)

    @cached_property
    def is_my_turn(self):
        may = self.user.may("assessment.score")
        waits = {self.stage, Stage.TOWN} if self.stage == Stage.CITY else {self.stage}
        return bool(may and self.row.stage in waits)

    @property
    def save_label(self):
        return _("Submit: %(stage)s") % {"stage": Stage(self.stage).label}

    def make_form(self, data=None, files=None):
        return self.form(data, user=self.user, today=today(), row=self.row, stage=self.stage)

    def ask(self, form, status=200, **context):
        scores = {score.item_id: score for score in self.row.scores.all()}
        lines = [(item, scores.get(item.pk), points, evidence) for item, points, evidence in form.lines]
        sums = [sum(points) if (points := [p for s in scores.values() if (p := getattr(s, name)) is not None]) else None
                for name in ("self_points", "town_points", "city_points")]  # fmt: skip
        most = sum(item.max_points for item in form.items)
        return super().ask(form, status, lines=lines, sums=sums, most=most, stages=self.stages, **context)

    @property
    def stages(self):
        """(label, did / now / to come) of the stages this station goes through."""
        order = [stage for stage in Stage if stage != Stage.TOWN or self.row.station.tier == "village"]
        here = order.index(Stage(self.row.stage)) if self.row.stage in order else 0
        return [
            (stage.label, "did" if index < here else "now" if index == here else "")
            for index, stage in enumerate(order)
        ]

    def arguments(self, form):
        values = form.cleaned_data
        return super().arguments(form) | {
            "assessment": self.row,
            "points": form.points,
            "evidence": form.evidence,
            "is_vetoed": values.get("is_vetoed", False),
            "veto_reason": values.get("veto_reason", ""),
        }

    @property
    def back_address(self):
        return self.row.station.get_absolute_url()


class ReturnAssessment(ActionPage):
    model, needs = Assessment, "assessment.score"
    action, form, check = actions.return_assessment, ReasonForm, rules.check_return
    title, label, icon = gettext_lazy("Send the assessment back"), gettext_lazy("Send back"), "swap"

    def refine(self, rows):
        return rows.select_related("station__parent", "scheme")


class ReopenAssessment(ActionPage):
    model, needs = Assessment, "assessment.reopen"
    action, form, check = actions.reopen_assessment, ReasonForm, rules.check_reopen
    title, label, icon = gettext_lazy("Reopen the assessment"), gettext_lazy("Reopen"), "run"

    def refine(self, rows):
        return rows.select_related("station", "scheme")
