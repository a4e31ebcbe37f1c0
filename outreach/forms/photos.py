"""Photos in a form: several at once, from the gallery or straight from the camera."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, Section
from core.widgets import Drop
from outreach.actions.photos import MOST_PHOTOS, check_photo


class ManyFiles(Drop):
    allow_multiple_selected = True

    def __init__(self):
        super().__init__({"accept": "image/jpeg,image/png,image/webp"})


class PhotosField(forms.FileField):
    """Several photos, each looked at when it arrives."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_PHOTOS:
            raise ValidationError(_("At most %(most)s photos at once."), params={"most": MOST_PHOTOS}, code="many")
        found = [super(PhotosField, self).clean(file, initial) for file in files or ([None] if self.required else [])]
        for file in found:
            check_photo(file)
        return found


def photos_field():
    return PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Optional. Made small; where and when they were taken is removed."),
    )


class PhotosForm(PortalForm):
    sections = (Section("photos", "", (Field("photos", 12),)),)
    photos = PhotosField(label=_("Photos"), help_text=_("Made small; where and when they were taken is removed."))
