"""Job fairs: the plan, who takes part, who signs up, who comes (退役军人保障法 §67: at least one a year)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Handed, Owned, ScopedQuerySet, SharedDown
from core.validators import mask_phone
from core.vault import SealedField
from employment.choices import market as choices
from employment.models.employers import ACCOUNT, Employer
from employment.models.posts import Post


class Fair(models.Model):
    """One job fair. `code` is what the notice's QR code leads to."""

    scope = SharedDown("station")

    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="fairs", verbose_name=_("station"), editable=False
    )
    title = models.CharField(_("name of the fair"), max_length=60)
    held_on = models.DateField(_("day"))
    hours = models.CharField(_("hours"), max_length=30, blank=True)
    place = models.CharField(_("place"), max_length=100)
    partner = models.CharField(_("held with (school, firm)"), max_length=100, blank=True)
    co_organisers = models.CharField(_("co-organisers"), max_length=200, blank=True)
    notice = models.TextField(_("words of the notice"), max_length=1000, blank=True)
    code = models.CharField(max_length=12, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=choices.FairState, default="planned", editable=False)
    leaflets = models.PositiveIntegerField(_("policy leaflets given out"), default=0)
    consultations = models.PositiveIntegerField(_("people advised"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("job fair")
        verbose_name_plural = _("job fairs")
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("employment:fair", args=[self.pk])

    @property
    def ledger_label(self):
        return f"招聘会 {self.title}"

    @property
    def is_done(self):
        return self.state == choices.FairState.DONE

    @property
    def tone(self):
        return "blue" if self.state == choices.FairState.OPEN else ""


class Stand(models.Model):
    """An employer at a fair, under its number."""

    scope = SharedDown("fair__station")

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="stands")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="stands", verbose_name=_("employing unit"))
    number = models.PositiveSmallIntegerField(_("number of the stand"))
    # the link without an account: only a digest is kept, as of a password
    token_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    token_until = models.DateField(_("link valid until"), null=True, editable=False)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "employer"],
                name="one_stand_per_employer",
                violation_error_message=_("This employer takes part already."),
            ),
            models.UniqueConstraint(fields=["fair", "number"], name="one_stand_per_number"),
        ]

    def __str__(self):
        return f"{self.number:02d} {self.employer}"

    def get_absolute_url(self):
        return reverse("employment:fair", args=[self.fair_id])


class StandPost(models.Model):
    """A post offered at a stand."""

    scope = SharedDown("stand__fair__station")

    stand = models.ForeignKey(Stand, models.CASCADE, related_name="offers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="stands", verbose_name=_("post"))

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("post at a fair")
        verbose_name_plural = _("posts at fairs")
        ordering = ["stand__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["stand", "post"], name="one_post_per_stand")]

    def __str__(self):
        return f"{self.post}"


class SignUp(models.Model):
    """Somebody who has said on a phone, or at a station, that they will come. One per telephone number."""

    scope = Owned("fair__station")

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="sign_ups")
    name = models.CharField(_("full name"), max_length=50)
    phone = SealedField(_("phone"), mask=mask_phone)
    phone_digest = models.CharField(max_length=64, editable=False)
    trade = models.CharField(_("trade wished for"), max_length=12, choices=choices.TRADES, blank=True)
    code = models.CharField(_("code at the entrance"), max_length=6, editable=False)
    at = models.DateTimeField(_("signed up"), auto_now=True)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["fair", "phone_digest"], name="one_sign_up_per_phone"),
            models.UniqueConstraint(fields=["fair", "code"], name="one_sign_up_per_code"),
        ]

    def __str__(self):
        return self.name

    @property
    def ledger_label(self):
        return f"报名 {self.pk}"


class Attendee(models.Model):
    """Somebody who came: a person on file, or a guest with a name and a telephone number. Counted once a fair."""

    scope = Handed("person__station", "fair__station")

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(
        "veterans.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs_attended",
        verbose_name=_("person"),
    )
    name = models.CharField(_("full name"), max_length=50)
    phone = SealedField(_("phone"), mask=mask_phone, null=True, blank=True)
    phone_digest = models.CharField(max_length=64, null=True, editable=False)
    sign_up = models.OneToOneField(
        SignUp, models.SET_NULL, null=True, blank=True, related_name="attendee", editable=False
    )
    at = models.DateTimeField(_("came"), auto_now_add=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "person"], condition=Q(person__isnull=False), name="one_attendee_per_person"
            ),
            models.UniqueConstraint(
                fields=["fair", "phone_digest"],
                condition=Q(person__isnull=True),
                name="one_guest_per_phone",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(phone_digest__isnull=False), name="attendee_is_somebody"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def ledger_label(self):
        return f"到场 {self.pk}"

    def clean(self):
        if self.person_id is None and not self.phone:
            message = _("A guest who is not on file needs a telephone number.")
            raise ValidationError({"phone": ValidationError(message, "no_phone")})
