"""Merit notices delivered and awards won. Plaques and cards are tables of the people on file."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager
from outreach.choices.honours import Level
from veterans.choices import CATEGORIES, MERITS, Alive, PlaqueState, RecordState
from veterans.models import HonourPlaque, Person, PersonCategory
from veterans.models.naming import Names
from veterans.models.related import holding

ACCOUNT = settings.AUTH_USER_MODEL


class MeritNotice(Names, models.Model):
    """喜报: the news of a soldier's merit, brought to the family (军人抚恤优待条例 §37)."""

    scope = Owned("station", beside="person__station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="merit_notices")
    person = models.ForeignKey(
        "veterans.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merit_notices",
        verbose_name=_("soldier on file"),
    )
    soldier = models.CharField(_("soldier"), max_length=50)
    merit = models.CharField(_("merit"), max_length=12, choices=MERITS)
    unit_name = models.CharField(_("unit"), max_length=100, blank=True)
    order_no = models.CharField(_("order number"), max_length=60, blank=True)
    delivered_on = models.DateField(_("delivered on"))
    delivered_to = models.CharField(_("handed to"), max_length=50)
    delivered_by = models.CharField(_("delivered by"), max_length=120)
    prize = models.DecimalField(
        _("prize (yuan)"), max_digits=10, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("merit notice")
        verbose_name_plural = _("merit notices")
        ordering = ["-delivered_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(prize__gte=0), name="prize_not_negative")]
        indexes = [models.Index(fields=["station", "-delivered_on"], name="merit_notice_station")]

    def __str__(self):
        return f"{self.soldier} {self.get_merit_display()}"

    @property
    def ledger_label(self):
        return f"喜报 {self.pk}"

    def get_absolute_url(self):
        return reverse("outreach:merit_notices")


class Award(Names, models.Model):
    """A title that somebody was given: name, level, document (评选: 最美退役军人, 荆楚楷模 …)."""

    scope = Owned("station", beside="person__station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="awards")
    person = models.ForeignKey("veterans.Person", models.PROTECT, related_name="titles", verbose_name=_("person"))
    name = models.CharField(_("award"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    awarded_on = models.DateField(_("awarded on"))
    document_no = models.CharField(_("document number"), max_length=60, blank=True)
    issuer = models.CharField(_("awarded by"), max_length=80, blank=True)
    note = models.CharField(_("what for"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-awarded_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "level", "awarded_on"],
                name="one_award_once",
                violation_error_message=_("This award is on record already."),
            )
        ]
        indexes = [models.Index(fields=["level", "-awarded_on"], name="award_level")]

    def __str__(self):
        return f"{self.name} {self.named}"

    @property
    def ledger_label(self):
        return f"荣誉 {self.pk}"

    def get_absolute_url(self):
        return reverse("outreach:awards")


# 国办发〔2018〕72号 §2: families of martyrs, of soldiers fallen or dead of illness, of serving soldiers, and of veterans.
# Officials, policemen, militia and civilian employees of the army are none of these.
NOT_ENTITLED = ("12", "13", "14", "15", "MIL_CIVILIAN_EMPLOYEE", "OTHER")
ENTITLED = tuple(code for code, _label in CATEGORIES if code not in NOT_ENTITLED)
EXPELLED = "EXPELLED"


def until_then(field, day):
    """What has not ended; of a day, what had not ended by then."""
    standing = Q(**{f"{field}__isnull": True})
    return standing | Q(**{f"{field}__gt": day}) if day else standing


def entitled(day=None):
    """The condition on a person: on file, of a category whose household gets a plaque, not expelled from the forces.

    With a day: as it was then, as far as the record bears days (who has died or moved away since counts).
    """
    here, holds = Q(alive=Alive.ALIVE), holding(*ENTITLED)
    if day:
        held = PersonCategory.objects.filter(until_then("ended_on", day), category__in=ENTITLED)
        held = held.filter(Q(approved_on__isnull=True) | Q(approved_on__lte=day), withdrawn_at__isnull=True)
        here, holds = here | Q(died_on__gt=day) | Q(moved_out_on__gt=day), Q(Exists(held.filter(person=OuterRef("pk"))))
    return Q(record_state=RecordState.LIVE) & here & ~Q(discharge_mode=EXPELLED) & holds


def at_home(homes, by_number):
    """The condition on a person: their household is one of `homes`, or a query about their household number finds something.

    Both are looked up once for everybody. Only who has a household number is looked up by it: at thirty thousand people,
    most of whom have none, that is the difference between a minute and a moment. They are found beforehand, since a query
    for each person makes the whole look so dear to the planner that it no longer weighs how to join.
    """
    numbered = Person.objects.exclude(household_no="").filter(Exists(by_number))
    return (Q(household__isnull=False) & Q(household__in=homes)) | Q(pk__in=numbered.values("pk"))


def together_with(people):
    """The condition on a person: one of `people` lives with them, by household row or by number at the station."""
    homes = people.filter(household__isnull=False).values("household")
    return at_home(homes, of_same_number(people))


def of_same_number(people):
    """Those of `people` who have the household number of the person asked about, at the same station."""
    return people.exclude(household_no="").filter(station=OuterRef("station"), household_no=OuterRef("household_no"))


def household_counted(day=None):
    """One entitled person for each household, the first on file: as many as there are entitled households.

    Somebody of whom no household is known counts as a household of their own. Asked as “nobody before them”: a page of
    the list then looks at the homes of its own people, where “the first of each home” would look at every home.
    """
    before = Person.objects.filter(entitled(day), pk__lt=OuterRef("pk"))
    at_home_before = before.filter(household=OuterRef("household"))
    return entitled(day) & ~Q(Exists(at_home_before)) & ~Q(Exists(of_same_number(before)))


def living_with(plaques):
    """The condition on a person: one of `plaques` is their household's."""
    by_number = plaques.filter(household__station=OuterRef("station"), household__number=OuterRef("household_no"))
    return at_home(plaques.values("household"), by_number)


def with_plaque(*states):
    """The condition on a person: their household has a plaque in one of the states."""
    return living_with(HonourPlaque.objects.filter(state__in=states))


def has_plaque(day=None):
    """Hung as the portal knows it, or as the roster says of any member whose plaque was not entered step by step.

    With a day: hung then. What the roster says bears no day; it counts unless the portal knows that it hung later.
    """
    flagged = Person.objects.filter(record_state=RecordState.LIVE, plaque_hung=True)
    said = Q(plaque_hung=True) | together_with(flagged)
    if day is None:
        return said | with_plaque(PlaqueState.HUNG)
    hung = HonourPlaque.objects.filter(hung_on__isnull=False)
    then = hung.filter(until_then("ended_on", day), hung_on__lte=day)
    return living_with(then) | (said & ~living_with(hung.filter(hung_on__gt=day)))


def refused_plaque(day=None):
    """The household wants none: it counts in neither number (handbook §9 row 25)."""
    return declined() & ~has_plaque(day)


def declined():
    """The household said that it wants none, and has not applied for one since."""
    return with_plaque(PlaqueState.REFUSED) & ~with_plaque(PlaqueState.APPLIED)


HUNG, REFUSED, OWED = "hung", "refused", "owed"


def standing():
    """The same as one word, to show or to count: each condition is then asked once."""
    words = When(has_plaque(), then=Value(HUNG)), When(declined(), then=Value(REFUSED))
    return Case(*words, default=Value(OWED), output_field=CharField())


def owed_plaque():
    """One person for each household that should have a plaque and has none."""
    return household_counted() & lacks_plaque()


def lacks_plaque():
    """The condition on one person of a household: it has no plaque and has not declined one."""
    return ~has_plaque() & ~declined()
