"""The page that a department's menu entry opens: what stands behind it, each door with a word about it."""

from core.pages.base import PortalView


class DepartmentPage(PortalView):
    """`groups`: (title, Menu of entries) in the order of the page; a door is shown to whoever may open it."""

    template = "core/department.html"
    groups: tuple = ()

    def get(self, request):
        return self.show(groups=[(title, doors) for title, menu in self.groups if (doors := self.doors(menu))])

    def doors(self, menu):
        """The entries of one group with what waits behind each."""
        return [(entry, entry.badge(self.user) if entry.badge else 0) for entry in menu.of(self.user)]
