"""The page that the menu opens: every list of the department with a word about it."""

from django.utils.translation import gettext_lazy as _

from core.pages import DepartmentPage
from outreach.doors import GROUPS


class Home(DepartmentPage):
    needs = "outreach.view"
    title = _("Services for veterans")
    groups = GROUPS
