"""The small form that keeps a table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, Section


class KeepForm(PortalForm):
    sections = (Section("keep", "", (Field("title", 6), Field("is_shared", 6))),)

    title = forms.CharField(label=_("Title"), max_length=60)
    is_shared = forms.BooleanField(
        label=_("My station and those below may use it too; each sees only their own rows"), required=False
    )
