"""Panels: what upper departments add to the pages of persons, stations and home. Registered in `AppConfig.ready()`.

    panels.register("veterans.person", Panel("appeals", _("Appeals"), "appeals/panel.html", appeals_of, order=30,
                                             needs="appeal.view", place="tab", badge=open_appeals_of))

`context(row, user)` returns the template's context, or None to leave the panel out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import cached_property

PANELS: dict[str, list] = {}


@dataclass(frozen=True)
class Panel:
    """`place`: "main" (under the record), "aside" (what helps to decide) or "tab". `badge(row, user)`: a count, or None."""

    key: str
    title: str
    template: str
    context: Callable
    order: int = 50
    needs: str | None = None
    place: str = "main"
    badge: Callable | None = None


def register(target, panel):
    """Add a panel to the pages of `target`: a model's label ("veterans.person") or "home"."""
    PANELS.setdefault(target, []).append(panel)
    PANELS[target].sort(key=lambda panel: panel.order)


class Shown:
    """The panels that one user sees on one record. Contexts are made once, and only for what is shown."""

    def __init__(self, target, row, request):
        self.row, self.user, self.asked = row, request.user, request.GET.get("tab", "")
        self.allowed = [panel for panel in PANELS.get(target, ()) if panel.needs is None or self.user.may(panel.needs)]

    def _made(self, place):
        for panel in self.allowed:
            if panel.place == place:
                context = panel.context(self.row, self.user)
                if context is not None:
                    yield {"panel": panel, **context}

    @cached_property
    def main(self):
        return list(self._made("main"))

    @cached_property
    def aside(self):
        return list(self._made("aside"))

    @cached_property
    def tabs(self):
        """(panel, count or None, whether it is open); the first tab, the record itself, is the page's own."""
        return [
            (panel, panel.badge(self.row, self.user) if panel.badge else None, panel.key == self.asked)
            for panel in self.allowed
            if panel.place == "tab"
        ]

    @cached_property
    def open_tab(self):
        """The context of the open tab, or None for the overview."""
        for panel, _count, is_open in self.tabs:
            if is_open:
                return {"panel": panel, **(panel.context(self.row, self.user) or {})}
        return None
