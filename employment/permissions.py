"""Who may do what in employment."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)

GRANTS = {
    "employment.view": READERS,
}
