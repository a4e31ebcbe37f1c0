"""The forms of the import centre."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, Section
from core.imports.plan import kinds
from core.imports.sheet import LIMITS
from core.widgets import Drop, Radios


class UploadForm(PortalForm):
    sections = (
        Section("upload", _("The file"), (Field("file", 6, full=True),)),
        Section("about", _("About it"), (Field("kind", 12), Field("is_complete", 12))),
    )

    file = forms.FileField(
        label=_("File"),
        widget=Drop({"accept": ".xlsx,.xlsm,.xls,.csv,.txt,.tsv"}),
        help_text=_(".xlsx, .xls or .csv; title rows, two-row headings and footers may stay as they are"),
    )
    kind = forms.ChoiceField(label=_("What it lists"), widget=Radios)
    is_complete = forms.BooleanField(
        label=_("The file lists everybody of its villages; show me who is on file and not in it"), required=False
    )

    def __init__(self, *args, comparing=False, **kwargs):
        super().__init__(*args, **kwargs)
        found = kinds(self.user, comparing=comparing)
        self.fields["kind"].choices = [(sheet.kind, sheet.title) for sheet in found]
        if len(found) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.sections = (self.sections[0], Section("about", _("About it"), (Field("is_complete", 12),)))
            self.initial.setdefault("kind", found[0].kind)
        else:
            self.initial.setdefault("kind", found[0].kind if found else "")
        self.tables = [
            {
                "kind": sheet.kind,
                "title": sheet.title,
                "exports": bool(sheet.export_needs) and self.user.may(sheet.export_needs),
            }
            for sheet in found
        ]
        if comparing:
            del self.fields["is_complete"]
            self.sections = (self.sections[0],)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LIMITS.text_bytes:
            limit = filesizeformat(LIMITS.text_bytes)
            raise ValidationError(
                _("The file is larger than %(limit)s. Split it by town and upload the parts.") % {"limit": limit},
                code="too_large",
            )
        return file


class ColumnsForm(PortalForm):
    """One select per column of the file: what it becomes. The page shows them in a table of its own."""

    shown = ()

    def __init__(self, *args, columns, shown, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("not read")), *((column.key, column.label) for column in columns)]
        self.names = {}
        for index, column in enumerate(shown):
            name = f"c{index}"
            self.names[name] = column["heading"]
            self.fields[name] = forms.ChoiceField(
                label=column["heading"], choices=choices, required=False, initial=column["key"] or ""
            )

    def clean(self):
        super().clean()
        taken = {}
        for name in self.names:
            key = self.cleaned_data.get(name)
            if key and key in taken:
                label = self.fields[taken[key]].label
                self.add_error(
                    name, _("“%(heading)s” is read as this already; only one column can be.") % {"heading": label}
                )
            elif key:
                taken[key] = name
        return self.cleaned_data

    @property
    def mapping(self):
        """{heading: field or None}"""
        return {heading: self.cleaned_data[name] or None for name, heading in self.names.items()}


class ConfirmForm(PortalForm):
    moves_people = forms.BooleanField(label=_("carry out the transfers too"), required=False)


class AnswerForm(PortalForm):
    """The answer to one question about one row; what may be answered is the question's own."""

    token = forms.CharField(max_length=120)
    answer = forms.CharField(max_length=200, label=_("Answer"), error_messages={"required": _("Give an answer.")})
    remember = forms.BooleanField(required=False)
    all = forms.BooleanField(required=False)
