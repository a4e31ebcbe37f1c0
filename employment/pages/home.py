"""The page that the menu opens: every list of the department with a word about it."""

from django.utils.translation import gettext_lazy as _

from core.pages import DepartmentPage
from employment.doors import GROUPS


class Home(DepartmentPage):
    needs = "employment.view"
    title = _("Employment and enterprise")
    groups = GROUPS
