"""Who may do what with figures, their tables, work reports, tasks for stations, ad-hoc tables, the superior's forms."""

from core.roles import RECORD_KEEPERS, BureauOfficer, Leader, StationClerk

GRANTS = {
    "figure.view": RECORD_KEEPERS,
    "numbers.view": RECORD_KEEPERS,
    "numbers.export": RECORD_KEEPERS,
    "report.view": (StationClerk, BureauOfficer, Leader),
    "report.begin": (BureauOfficer, Leader),
    "report.evaluate": (BureauOfficer, Leader),
    "report.reword": (BureauOfficer, Leader),
    "report.discard": (BureauOfficer, Leader),
    "report.publish": (Leader,),
    "report.export": (BureauOfficer, Leader),
    "errand.view": RECORD_KEEPERS,
    "errand.issue": (StationClerk, BureauOfficer, Leader),
    "errand.answer": (StationClerk, BureauOfficer),
    "errand.reissue": (StationClerk, BureauOfficer, Leader),
    "errand.urge": (StationClerk, BureauOfficer, Leader),
    "errand.close": (StationClerk, BureauOfficer, Leader),
    "errand.export": RECORD_KEEPERS,
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
