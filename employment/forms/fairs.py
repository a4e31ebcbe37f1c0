"""The forms of job fairs, at the bureau, at the desk and outside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, NumberInput, WholeDateField
from employment.choices import market as choices
from employment.choosing import OPEN_POSTS, TRUSTED_EMPLOYERS
from employment.forms.market import Codes, GuestFields, PostForm
from employment.models import Fair

RESULTS = (("intent", "达成意向"), ("interview", "约面试"), ("considering", "再考虑"))


class FairForm(PortalModelForm):
    sections = (
        Section(
            "plan", _("When and where"), (Field("title", 6), Field("held_on", 3), Field("hours", 3), Field("place", 6))
        ),
        Section("with", _("With whom"), (Field("partner", 6), Field("co_organisers", 6))),
        Section("notice", _("Notice"), (Field("notice", 12),), hint=_("Printed above the QR code")),
    )

    class Meta:
        model = Fair
        fields = ["title", "held_on", "hours", "place", "partner", "co_organisers", "notice"]


class SeatForm(PortalForm):
    sections = (Section("who", "", (Field("employer", 12),)),)
    employer = forms.ModelChoiceField(
        label=_("Employing unit"),
        queryset=TRUSTED_EMPLOYERS,
        help_text=_("Vetted ones. All its open posts come along; change them afterwards."),
    )


class StandForm(PortalForm):
    sections = (Section("posts", "", (Field("posts", 12),)),)
    posts = forms.ModelMultipleChoiceField(
        label=_("Posts at this fair"), queryset=OPEN_POSTS, required=False, widget=Codes.widget
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posts = self.fields["posts"]
        posts.queryset = posts.queryset.filter(employer=self.row.employer_id)
        posts.label_from_instance = lambda post: f"{post.title}（{post.left}）"
        self.initial["posts"] = [offer.post_id for offer in self.row.offers.all()]


class ConcludeForm(PortalForm):
    sections = (Section("counts", "", (Field("leaflets", 6), Field("consultations", 6))),)
    leaflets = forms.IntegerField(label=_("policy leaflets given out"), min_value=0, widget=NumberInput())
    consultations = forms.IntegerField(label=_("people advised"), min_value=0, widget=NumberInput())


class PublicSignUp(GuestFields):
    """What the phone page asks."""

    trade = forms.ChoiceField(
        label=_("What work do you look for?"), choices=[("", _("I will see")), *choices.TRADES], required=False
    )


class EmployerPost(PostForm):
    """What an employer says of a post through its link: no public-welfare post, no station's own fields."""

    sections = ()

    class Meta(PostForm.Meta):
        fields = ["title", "trade", "openings", "pay_from", "pay_to", "place", "requirements"]


class Confirmation(forms.Form):
    """What became of one candidate."""

    number = forms.IntegerField()
    result = forms.ChoiceField(
        choices=(
            ("interview", _("Interview")),
            ("offer", _("Offer made")),
            ("hire", _("Hired")),
            ("refuse", _("Not hired")),
        )
    )
    on = WholeDateField(label=_("Day"), widget=DateInput())
