"""Who may do what with work reports."""

from core.roles import BureauOfficer, Leader, StationClerk

GRANTS = {
    "report.view": (StationClerk, BureauOfficer, Leader),
    "report.begin": (BureauOfficer, Leader),
    "report.evaluate": (BureauOfficer, Leader),
    "report.reword": (BureauOfficer, Leader),
    "report.discard": (BureauOfficer, Leader),
    "report.publish": (Leader,),
    "report.export": (BureauOfficer, Leader),
}
