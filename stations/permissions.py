"""Who may do what in the network."""

from core.roles import (
    EVERYONE,
    RECORD_KEEPERS,
    Auditor,
    BureauOfficer,
    DataAdmin,
    SecurityAdmin,
    StationClerk,
    SystemAdmin,
)

KEEPERS = (StationClerk, BureauOfficer, DataAdmin)
ACCOUNT_READERS = (SystemAdmin, SecurityAdmin, Auditor)

# What nobody does at a desk: given to another system's token alone, by two administrators
TOKENS_ONLY = frozenset({"changes.view", "changes.plain"})

GRANTS = {
    "station.view": (*RECORD_KEEPERS, SystemAdmin),
    "station.amend": KEEPERS,
    "station.export": (*RECORD_KEEPERS, SystemAdmin),
    "station.close": (DataAdmin, SystemAdmin),
    "staff.amend": KEEPERS,
    "five_haves.fill": KEEPERS,
    "five_haves.label": (BureauOfficer, DataAdmin),
    "scheme.edit": (BureauOfficer, DataAdmin),
    "assessment.begin": KEEPERS,
    "assessment.score": KEEPERS,
    "assessment.reopen": (BureauOfficer, DataAdmin),
    "division.view": (*RECORD_KEEPERS, SystemAdmin),
    "division.load": (SystemAdmin,),
    "division.open": (SystemAdmin, DataAdmin),
    "division.alias": (DataAdmin, SystemAdmin, BureauOfficer),
    "division.host": (DataAdmin, SystemAdmin),
    "account.settings": EVERYONE,
    "account.view": ACCOUNT_READERS,
    "account.export": (SystemAdmin, SecurityAdmin),
    # two people, never one: the first creates, the second gives the roles
    "account.create": (SystemAdmin,),
    "account.amend": (SystemAdmin,),
    "account.grant": (SecurityAdmin,),
    "account.disable": (SystemAdmin,),
    "account.reset_password": (SystemAdmin,),
    "account.reset_factor": (SecurityAdmin,),
    "account.unlock": (SystemAdmin, SecurityAdmin),
    "account.hand_over": (SystemAdmin,),
    "account.stand_in": (SecurityAdmin,),
    "account.end_session": (SystemAdmin, SecurityAdmin),
    # another system: one makes it and is given its token, the other approves
    "integration.view": ACCOUNT_READERS,
    "integration.create": (SystemAdmin,),
    "integration.approve": (SecurityAdmin,),
    "integration.issue": (SystemAdmin,),
    "integration.revoke": (SystemAdmin, SecurityAdmin),
    "api.docs": (DataAdmin, SystemAdmin),
    **dict.fromkeys(sorted(TOKENS_ONLY), ()),
    "policy.edit": (SecurityAdmin,),
    "ledger.view": (Auditor,),
    "ledger.export": (Auditor,),
    "ledger.verify": (Auditor,),
    "code_table.edit": (SystemAdmin,),
}
