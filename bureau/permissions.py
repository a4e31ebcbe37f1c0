"""Who may do what with work reports, ad-hoc tables and the superior's forms."""

from core.roles import RECORD_KEEPERS, BureauOfficer, Leader, StationClerk

GRANTS = {
    "report.view": (StationClerk, BureauOfficer, Leader),
    "report.begin": (BureauOfficer, Leader),
    "report.evaluate": (BureauOfficer, Leader),
    "report.reword": (BureauOfficer, Leader),
    "report.discard": (BureauOfficer, Leader),
    "report.publish": (Leader,),
    "report.export": (BureauOfficer, Leader),
    "table.view": RECORD_KEEPERS,
    "table.save": RECORD_KEEPERS,
    "table.discard": RECORD_KEEPERS,
    "blank.view": (StationClerk, BureauOfficer, Leader),
    "blank.add": (StationClerk, BureauOfficer, Leader),
    "blank.map": (StationClerk, BureauOfficer, Leader),
    "blank.fill": (StationClerk, BureauOfficer, Leader),
    "blank.export": (StationClerk, BureauOfficer, Leader),
    "blank.discard": (StationClerk, BureauOfficer, Leader),
}
