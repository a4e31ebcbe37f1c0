"""The frame of every page: the menu (at most seven entries for a role), quick entries, and what the top bar tells.

    menu.register(Entry("veterans:people", _("People"), "people", needs="person.view", order=20))
    menu.register(Entry("appeals:list", _("Appeals"), "talk", needs="appeal.view", order=30,
                        badge=overdue_appeals, badge_label=_("overdue")))
    quick.register(Entry("veterans:add", _("Enter a person"), "plus", needs="person.add", order=10))

`badge(user)` returns a count; nothing is shown for 0. A department with more lists than the menu has room for opens with a
page of doors (`core.pages.DepartmentPage`): entries of its own `Menu`, each `about` what is found behind it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from core import health, notices
from core.models import OPEN_JOB, Job

MOST_ENTRIES = 7
MOST_QUICK = 4
MOST_TOASTS = 2
GLANCE_SECONDS = 30


@dataclass(frozen=True)
class Entry:
    url_name: str
    label: str
    icon: str
    needs: str | None = None
    order: int = 50
    badge: Callable | None = None
    badge_label: str = ""
    about: str = ""

    @property
    def address(self):
        return reverse(self.url_name)


class Menu:
    def __init__(self, most):
        self.entries, self.most = [], most

    def register(self, entry):
        self.entries = sorted([*self.entries, entry], key=lambda entry: entry.order)

    def of(self, user):
        """The entries that one user sees, no more than there is room for."""
        return [entry for entry in self.entries if entry.needs is None or user.may(entry.needs)][: self.most]


menu = Menu(MOST_ENTRIES)
quick = Menu(MOST_QUICK)


class Glance:
    """A value looked up again only after a while: what every page asks and hardly ever changes."""

    def __init__(self, look):
        self.look, self.at, self.value = look, None, None

    def __call__(self):
        now = time.monotonic()
        if self.at is None or now - self.at > GLANCE_SECONDS:
            self.value, self.at = self.look(), now
        return self.value


is_demo = Glance(lambda: settings.IS_DEMO and bool(health.demo_models()))
silent = Glance(lambda: health.silent_parts(timezone.now()))


class Frame:
    """What the frame of a page shows to one user; each part is made when the template asks for it."""

    search_names = ("bureau:search",)

    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None)
        self.is_inside = bool(self.user and self.user.is_authenticated)
        self.bureau = settings.BUREAU_NAME
        self.idle_seconds = settings.SESSION_COOKIE_AGE

    @property
    def language(self):
        return "zh-Hans" if get_language() == "zh-hans" else get_language()

    @property
    def is_large(self):
        return self.user.has_large_print if self.is_inside else self.request.COOKIES.get("large") == "1"

    @property
    def is_demo(self):
        return is_demo()

    @property
    def silent(self):
        return silent()

    @cached_property
    def menu(self):
        """The user's entries as the template shows them; the one whose address is the longest beginning is current."""
        if not self.is_inside:
            return []
        entries = [(entry, entry.address) for entry in menu.of(self.user)]
        above = [address for _entry, address in entries if self.request.path.startswith(address) and address != "/"]
        here = max(above, key=len) if above else "/" if self.request.path == "/" else ""
        return [self._shown(entry, address, address == here) for entry, address in entries]

    def _shown(self, entry, address, is_here):
        count = entry.badge(self.user) if entry.badge else 0
        current = "" if not is_here else "page" if address == self.request.path else "true"
        return {
            "address": address,
            "label": entry.label,
            "icon": entry.icon,
            "current": current,
            "count": count,
            "count_label": entry.badge_label,
        }

    @cached_property
    def quick(self):
        return quick.of(self.user) if self.is_inside else []

    @cached_property
    def unread(self):
        return notices.unread_count(self.user)

    @cached_property
    def jobs(self):
        """The long work that this user is waiting for, but for what the page itself shows."""
        match = self.request.resolver_match
        here = match.kwargs.get("pk") if match and match.view_name == "core:job" else None
        return Job.objects.visible_to(self.user).filter(state__in=OPEN_JOB).exclude(pk=here)[:MOST_TOASTS]

    @property
    def post(self):
        """Where the user works, as the top bar says it."""
        return getattr(getattr(self.user, "station", None), "place", "")

    @property
    def search(self):
        """The address of the search over everything, when there is one."""
        for name in self.search_names:
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
        return ""

    @property
    def help_address(self):
        match = self.request.resolver_match
        return reverse("core:help", args=[match.view_name if match and match.view_name else "core:home"])


def context(request):
    """The context processor: `nav` in every template."""
    return {"nav": Frame(request)}
