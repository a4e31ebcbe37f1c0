"""The small forms for what one person may have several of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalModelForm, Section
from core.validators import Problem, parse_identity
from core.vault import Sealed
from veterans.models import (
    Disability,
    Education,
    EmploymentSnapshot,
    FamilyMember,
    Merit,
    PersonCategory,
    ServicePeriod,
    TrainingWish,
)

RELATIONS = ("配偶", "儿子", "女儿", "父亲", "母亲", "兄弟", "姐妹", "孙子女", "儿媳", "女婿", "其他")


class RelatedForm(PortalModelForm):
    """Shows two fields side by side, long ones alone."""

    wide = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = tuple(Field(name, 12 if name in self.wide else 6) for name in self.fields)
        self.sections = (Section("row", "", places),)


class FamilyForm(RelatedForm):
    wide = ("id_no", "work_unit")

    class Meta:
        model = FamilyMember
        fields = ("relation", "name", "sex", "birth_date", "id_no", "work_unit")
        widgets = {"relation": forms.Select(choices=[("", _("Please choose")), *((word, word) for word in RELATIONS)])}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.row, FamilyMember) and not self.unmasked and self.row.id_no:
            del self.fields["birth_date"]  # beside the last four digits it would give the number away

    def clean_id_no(self):
        given = self.cleaned_data["id_no"]
        if not given or isinstance(given, Sealed):
            return given or None
        found = parse_identity(given, today=self.today)
        if isinstance(found, Problem):
            raise found.as_error()
        return found.number


class CategoryForm(RelatedForm):
    class Meta:
        model = PersonCategory
        fields = ("category", "certificate_no", "approved_on", "ended_on", "reason")


class ServiceForm(RelatedForm):
    wide = ("unit_name",)

    class Meta:
        model = ServicePeriod
        fields = ("enlist_date", "discharge_date", "branch", "rank", "unit_name")

    def clean(self):
        values = super().clean()
        start, end = values.get("enlist_date"), values.get("discharge_date")
        if start and end and end.last_day <= start.first_day:
            message = _("The discharge is not after the enlistment.")
            self.add_error("discharge_date", forms.ValidationError(message, "discharge_before_enlist"))
        return values


class MeritForm(RelatedForm):
    class Meta:
        model = Merit
        fields = ("merit", "awarded_date", "order_no")


class DisabilityForm(RelatedForm):
    class Meta:
        model = Disability
        fields = ("level", "nature", "part", "certificate_no", "assessed_date", "valid_to")


class EducationForm(RelatedForm):
    wide = ("school",)

    class Meta:
        model = Education
        fields = ("school", "subject", "level", "from_date", "to_date", "is_full_time")


class EmploymentForm(RelatedForm):
    wide = ("employer",)

    class Meta:
        model = EmploymentSnapshot
        fields = ("on", "employment", "employer", "occupation", "pay_month")


class WishForm(RelatedForm):
    class Meta:
        model = TrainingWish
        fields = ("subject", "form", "wished_on")


FORMS = {
    "family": FamilyForm,
    "category": CategoryForm,
    "service": ServiceForm,
    "merit": MeritForm,
    "disability": DisabilityForm,
    "education": EducationForm,
    "employment": EmploymentForm,
    "wish": WishForm,
}
