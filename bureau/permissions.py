"""Who may do what with work reports and with tables of numbers."""

from core.roles import RECORD_KEEPERS, BureauOfficer, Leader, StationClerk

GRANTS = {
    "numbers.view": RECORD_KEEPERS,
    "numbers.export": RECORD_KEEPERS,
    "report.view": (StationClerk, BureauOfficer, Leader),
    "report.begin": (BureauOfficer, Leader),
    "report.evaluate": (BureauOfficer, Leader),
    "report.reword": (BureauOfficer, Leader),
    "report.discard": (BureauOfficer, Leader),
    "report.publish": (Leader,),
    "report.export": (BureauOfficer, Leader),
}
