"""Who may do what with figures and work reports."""

from core.roles import RECORD_KEEPERS, BureauOfficer, Leader, StationClerk

GRANTS = {
    "figure.view": RECORD_KEEPERS,
    "report.view": (StationClerk, BureauOfficer, Leader),
    "report.begin": (BureauOfficer, Leader),
    "report.evaluate": (BureauOfficer, Leader),
    "report.reword": (BureauOfficer, Leader),
    "report.discard": (BureauOfficer, Leader),
    "report.publish": (Leader,),
    "report.export": (BureauOfficer, Leader),
}
