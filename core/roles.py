"""The seven roles. Each app grants in its `permissions.py` what they may do: `GRANTS = {permission: (roles…)}`.

The three administrators of the classified-protection rules (三员: GB/T 22239-2019) exclude one another and every
business role, and none of them sees records.
"""

from django.utils.translation import gettext_lazy as _


class Role:
    """One kind of work. `may` fills up from the apps' grants; `excludes` are roles no account may hold beside it."""

    name: str
    label: str
    sees_records = True
    excludes: frozenset = frozenset()
    may: set

    def __init_subclass__(cls):
        cls.may = set()
        ROLES[cls.name] = cls


ROLES: dict[str, type[Role]] = {}

BUSINESS = frozenset({"station_clerk", "bureau_officer", "leader", "data_admin"})
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "auditor"})


class StationClerk(Role):
    name, label = "station_clerk", _("Station clerk")
    excludes = ADMINISTRATORS


class BureauOfficer(Role):
    name, label = "bureau_officer", _("Bureau officer")
    excludes = ADMINISTRATORS


class Leader(Role):
    name, label = "leader", _("Leader")
    excludes = ADMINISTRATORS


class DataAdmin(Role):
    name, label = "data_admin", _("Data administrator")
    excludes = ADMINISTRATORS


class SystemAdmin(Role):
    name, label = "system_admin", _("System administrator")
    sees_records = False
    excludes = BUSINESS | ADMINISTRATORS - {"system_admin"}


class SecurityAdmin(Role):
    name, label = "security_admin", _("Security administrator")
    sees_records = False
    excludes = BUSINESS | ADMINISTRATORS - {"security_admin"}


class Auditor(Role):
    name, label = "auditor", _("Auditor")
    sees_records = False
    excludes = BUSINESS | ADMINISTRATORS - {"auditor"}


EVERYONE = tuple(ROLES.values())
RECORD_KEEPERS = (StationClerk, BureauOfficer, Leader, DataAdmin)


def grant(grants):
    """Give the roles their permissions. `grants`: {permission: (Role, …)}."""
    for permission, holders in grants.items():
        for role in holders:
            role.may.add(permission)


def conflict(names):
    """The first pair of role names that no account may hold together, or None."""
    for name in sorted(names):
        for other in sorted(names):
            if other in ROLES[name].excludes:
                return name, other
    return None
