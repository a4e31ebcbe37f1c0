"""Who may do what with the people on file."""

from core.roles import RECORD_KEEPERS, BureauOfficer, DataAdmin, Leader, StationClerk

WRITERS = (StationClerk, BureauOfficer, DataAdmin)

GRANTS = {
    "person.view": RECORD_KEEPERS,
    "person.add": WRITERS,
    "person.amend": WRITERS,
    "person.reveal": WRITERS,
    "person.export": (*WRITERS, Leader),
    "person.import": (DataAdmin, BureauOfficer, StationClerk),
}
