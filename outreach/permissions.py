"""Who may do what in outreach."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)

GRANTS = {
    "outreach.view": READERS,
}
