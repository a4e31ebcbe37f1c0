"""One person on file: a veteran, a relative, or somebody else the law entitles. The attributes are handbook §2.4's."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import vault
from core.fields import BitsField, PartialDateField
from core.scoping import Owned, ScopedQuerySet
from core.validators import age_on, mask_account, mask_identity, mask_phone
from veterans import choices
from veterans.models import checks
from veterans.models.search import matching

# What a count of people looks at: with these in one narrow index, none reads the rows themselves, twelve times as wide
COUNTED = (
    *("id", "alive", "household", "household_no", "plaque_hung", "card_issued"),
    *("discharge_mode", "enlist_date", "enlist_hukou_type"),
    *("mobile_digest", "gap_count", "conflict_count", "died_on", "moved_out_on", "holds"),
    "pinyin",  # what lists are sorted by
)


def _years_before(day, years):
    return f"{day.year - years}-{day:%m-%d}"


class PersonQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for people."""

    def live(self):
        """Records in force: neither merged into another nor withdrawn."""
        return self.filter(record_state=choices.RecordState.LIVE)

    def on_file(self):
        """在册: live records of people who are alive and have not moved away."""
        return self.live().filter(alive=choices.Alive.ALIVE)

    def in_category(self, *codes):
        """Who holds, now, at least one of the categories."""
        holds = self.model.categories.rel.related_model.objects.filter(
            person=OuterRef("pk"), category__in=codes, ended_on__isnull=True
        )
        return self.filter(Exists(holds))

    def for_list(self):
        """With what a row of a list shows besides: the place, and the categories held now (`held`)."""
        held = self.model.categories.rel.related_model.objects.filter(ended_on__isnull=True)
        return self.select_related("station__division", "station__parent__division").prefetch_related(
            Prefetch("categories", held, to_attr="held")
        )

    def of_place(self, station):
        """People of a station and of those below it."""
        return self.filter(station__reached_by__upper=station)

    def matching(self, text):
        """What somebody types into a search: a name or part of it, initials, the end of a number, a phone."""
        return matching(self, text)

    def aged(self, least, most, today):
        """People whose age in full years lies between two numbers; `most` None: no upper end."""
        found = self.filter(birth_date__lte=_years_before(today, least))
        return found if most is None else found.filter(birth_date__gt=_years_before(today, most + 1))

    def key_recipients(self):
        """重点优抚对象: people of a category that draws a regular pension or subsidy."""
        return self.in_category(*choices.KEY_CATEGORIES)

    def holding_number(self, id_no):
        """Live records with this identity number (normalised, 18 digits)."""
        return self.live().filter(id_digest=vault.digest(id_no, "identity"))


class Person(models.Model):
    """One record per person. Numbers are sealed; what is derived from them (digests, birth date, sex) follows in actions."""

    scope = Owned("station")
    named_by = ("name",)
    # blind indexes: column → (sealed field, purpose); `.last4` digests the last four characters only
    digests = {
        "id_digest": ("id_no", "identity"),
        "id_last4_digest": ("id_no", "identity.last4"),
        "id_last6_digest": ("id_no", "identity.last6"),
        "mobile_digest": ("mobile", "phone"),
        "phone_other_digest": ("phone_other", "phone"),
    }

    # identity
    name = models.CharField(_("full name"), max_length=50)
    id_type = models.CharField(_("kind of document"), max_length=10, choices=choices.IdType, default="identity")
    id_no = vault.SealedField(_("identity number"), mask=mask_identity, null=True, blank=True)
    id_raw = vault.SealedField(_("number as written"), mask=mask_identity, null=True, blank=True)
    id_digest = models.CharField(max_length=64, null=True, editable=False)
    id_last4_digest = models.CharField(max_length=64, null=True, editable=False)
    id_last6_digest = models.CharField(max_length=64, null=True, editable=False)
    id_override = models.CharField(_("why a wrong check digit is right"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=choices.Sex, blank=True)
    birth_date = PartialDateField(_("birth date"), null=True, blank=True)
    # what papers say where they differ from the identity number, which wins (handbook §2.3)
    birth_stated = PartialDateField(_("birth date as stated"), null=True, blank=True)
    sex_stated = models.CharField(_("sex as stated"), max_length=1, choices=choices.Sex, blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=2, choices=choices.ETHNIC_GROUPS, blank=True)
    political_status = models.CharField(
        _("political status"), max_length=2, choices=choices.POLITICAL_STATUSES, blank=True
    )
    education = models.CharField(_("education"), max_length=2, choices=choices.EDUCATIONS, blank=True)
    marriage = models.CharField(_("marriage"), max_length=2, choices=choices.MARRIAGES, blank=True)
    native_place = models.CharField(_("native place"), max_length=60, blank=True)

    # where
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="people", verbose_name=_("station"), db_index=False
    )
    group = models.CharField(_("villagers' group"), max_length=30, blank=True)
    hukou_type = models.CharField(_("kind of registration"), max_length=1, choices=choices.HUKOU_TYPES, blank=True)
    hukou_addr = models.CharField(_("registered address"), max_length=200, blank=True)
    hukou_div = models.CharField(_("registered division code"), max_length=12, blank=True)
    addr = models.CharField(_("present address"), max_length=200, blank=True)
    work_addr = models.CharField(_("where they work away"), max_length=200, blank=True)
    household = models.ForeignKey(
        "veterans.Household",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("household"),
        db_index=False,
    )
    household_relation = models.CharField(
        _("relation to the householder"), max_length=2, choices=choices.HOUSEHOLD_RELATIONS, blank=True
    )
    householder = models.CharField(_("householder"), max_length=50, blank=True)
    household_no = models.CharField(_("household number"), max_length=40, blank=True)

    # contact
    mobile = vault.SealedField(_("phone"), mask=mask_phone, null=True, blank=True)
    mobile_digest = models.CharField(max_length=64, null=True, editable=False)
    phone_other = vault.SealedField(_("other phone"), mask=mask_phone, null=True, blank=True)
    phone_other_digest = models.CharField(max_length=64, null=True, editable=False)
    emergency_contact = models.CharField(_("emergency contact"), max_length=50, blank=True)
    emergency_phone = vault.SealedField(_("emergency phone"), mask=mask_phone, null=True, blank=True)

    # service (the main period; further ones are ServicePeriod rows)
    branch = models.CharField(_("branch"), max_length=12, choices=choices.BRANCHES, blank=True)
    rank = models.CharField(_("rank or post"), max_length=40, blank=True)
    enlist_date = PartialDateField(_("enlisted"), null=True, blank=True)
    discharge_date = PartialDateField(_("discharged"), null=True, blank=True)
    unit_name = models.CharField(_("unit"), max_length=200, blank=True)
    unit_code = models.CharField(_("unit code"), max_length=100, blank=True)
    enlist_place = models.CharField(_("enlisted at"), max_length=60, blank=True)
    enlist_hukou_type = models.CharField(
        _("registration at enlistment"), max_length=1, choices=choices.HUKOU_TYPES, blank=True
    )
    discharge_mode = models.CharField(_("way of discharge"), max_length=16, choices=choices.DISCHARGE_MODES, blank=True)
    discharge_cert_no = models.CharField(_("discharge certificate"), max_length=20, blank=True)
    placement_unit = models.CharField(_("placed at"), max_length=100, blank=True)
    awards = models.CharField(_("merits as written"), max_length=500, blank=True)

    # disability, health, living
    benefit_cert_no = models.CharField(_("benefit certificate"), max_length=40, blank=True)
    disability_level = models.CharField(
        _("disability level"), max_length=2, choices=choices.DISABILITY_LEVELS, blank=True
    )
    disability_nature = models.CharField(
        _("disability nature"), max_length=1, choices=choices.DISABILITY_NATURES, blank=True
    )
    disability_part = models.CharField(_("disabled part"), max_length=100, blank=True)
    health = models.CharField(_("health"), max_length=2, choices=choices.HEALTH_STATES, blank=True)
    work_ability = models.CharField(_("ability to work"), max_length=1, choices=choices.WORK_ABILITIES, blank=True)
    viability = models.CharField(_("self-care"), max_length=1, choices=choices.VIABILITIES, blank=True)
    living_state = models.CharField(_("living conditions"), max_length=1, choices=choices.LIVING_STATES, blank=True)
    housing = models.CharField(_("housing"), max_length=12, choices=choices.HOUSING, blank=True)
    is_dibao = models.BooleanField(_("minimum living allowance"), null=True, blank=True)
    is_wubao = models.BooleanField(_("destitute support"), null=True, blank=True)
    old_lonely = models.BooleanField(_("old and alone"), null=True, blank=True)
    orphan = models.BooleanField(_("orphan"), null=True, blank=True)
    medical_ins = models.CharField(
        _("medical insurance"), max_length=10, choices=choices.MEDICAL_INSURANCES, blank=True
    )
    pension_ins = models.CharField(
        _("old-age insurance"), max_length=10, choices=choices.PENSION_INSURANCES, blank=True
    )
    income_year = models.DecimalField(_("income a year (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True)
    family_size = models.PositiveSmallIntegerField(_("people in the family"), null=True, blank=True)
    bank = models.CharField(_("bank"), max_length=60, blank=True)
    account_name = models.CharField(_("account holder"), max_length=50, blank=True)
    account_no = vault.SealedField(_("bank account"), mask=mask_account, null=True, blank=True)

    # work
    employment = models.CharField(_("employment"), max_length=12, choices=choices.EMPLOYMENTS, blank=True)
    employer = models.CharField(_("employer"), max_length=100, blank=True)
    skills = models.CharField(_("skills"), max_length=200, blank=True)

    # honours, as the last roster or the station says; their own records are HonourPlaque and PreferenceCard
    plaque_hung = models.BooleanField(_("plaque hung"), null=True, blank=True)
    card_issued = models.BooleanField(_("preferential card"), null=True, blank=True)

    # state of the person and of the record
    alive = models.CharField(_("status"), max_length=10, choices=choices.Alive, default=choices.Alive.ALIVE)
    died_on = models.DateField(_("died on"), null=True, blank=True)
    moved_out_on = models.DateField(_("moved out on"), null=True, blank=True)
    moved_out_to = models.CharField(_("moved out to"), max_length=100, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    record_state = models.CharField(
        max_length=10, choices=choices.RecordState, default=choices.RecordState.LIVE, editable=False
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", editable=False, db_index=False
    )
    gap_count = models.PositiveSmallIntegerField(default=0, editable=False)
    conflict_count = models.PositiveSmallIntegerField(default=0, editable=False)
    # the categories held now (`choices.bits_of`), written with the movements: counts need not ask a second table
    holds = BitsField(default=0, editable=False)

    # keys of search and order, written with the name
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    initials = models.CharField(max_length=50, blank=True, editable=False)
    initials_other = models.CharField(max_length=50, blank=True, editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )

    objects = models.Manager.from_queryset(PersonQuerySet)()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["pinyin", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["id_digest"],
                condition=Q(record_state="live", id_digest__isnull=False),
                name="one_live_record_per_number",
                violation_error_code="id_held",
                violation_error_message=_("This identity number already has a record."),
            ),
        ]
        # Each index costs every import 3 µs a row: none twice, and none over what most people have not
        indexes = [
            *(models.Index(fields=[name], name=f"person_by_{name}") for name in ("id_last4_digest", "id_last6_digest")),
            *(
                models.Index(fields=[name], name=f"person_by_{name}", condition=Q(**{f"{name}__isnull": False}))
                for name in ("mobile_digest", "phone_other_digest", "household", "merged_into")
            ),
            models.Index(fields=["station", "pinyin", "id"], name="person_station_pinyin"),
            models.Index(fields=["pinyin", "id"], name="person_pinyin"),
            models.Index(fields=["-updated_at", "-id"], name="person_updated"),
            models.Index(fields=["initials"], name="person_initials", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["initials_other"], name="person_initials_other", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["birth_date"], name="person_birth"),
            # the list by town and age, and beside it (PostgreSQL) all that counting reads of a person: docs/decisions/0019
            models.Index(
                fields=["station", "birth_date"],
                include=COUNTED,
                condition=Q(record_state="live"),
                name="person_counted",
            ),
            models.Index(fields=["station", "household_no"], condition=~Q(household_no=""), name="person_household_no"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("veterans:person", args=[self.pk])

    @property
    def ledger_label(self):
        """How the ledger calls the record: never by a name or number of the person."""
        return f"档案 {self.pk}"

    @property
    def phones(self):
        """The sealed telephone numbers on the record."""
        return [number for number in (self.mobile, self.phone_other) if number]

    def age(self, today):
        """The age in full years; the lesser one where the birth date leaves two."""
        return age_on(self.birth_date, today)[0] if self.birth_date else None

    def clean(self):
        """Field rules and cross-field errors of handbook §2.3–2.4; warnings are of level "warning"."""
        problems = [*checks.errors(self), *checks.numbers(self)]
        if problems:
            raise ValidationError(
                {problem.field: ValidationError(problem.message, problem.code) for problem in problems}
            )
