"""Who may do what in employment."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)
DESK = (StationClerk, BureauOfficer)
OFFICER = (BureauOfficer,)

GRANTS = {
    "employment.view": READERS,
}

# placement, training, dependants, enterprise, policies
GRANTS |= {
    "placement.view": READERS,
    "placement.export": READERS,
    "placement.register": OFFICER,
    "placement.report": OFFICER,
    "placement.amend": OFFICER,
    "placement.choose": OFFICER,
    "placement.unchoose": OFFICER,
    "placement.write_letter": OFFICER,
    "placement.assign": OFFICER,
    "placement.receive": OFFICER,
    "placement.start": OFFICER,
    "placement.withdraw": OFFICER,
    "placement.tick": OFFICER,
    "placement.wage": OFFICER,
    "placement.pay": OFFICER,
    "choosing.view": (BureauOfficer, Leader),
    "choosing.prepare": OFFICER,
    "choosing.run": OFFICER,
    "training.view": READERS,
    "training.export": READERS,
    "training.plan": OFFICER,
    "training.enrol": DESK,
    "training.attend": DESK,
    "training.finish": OFFICER,
    "training.pay": OFFICER,
    "dependant.view": READERS,
    "dependant.export": READERS,
    "dependant.apply": DESK,
    "dependant.amend": DESK,
    "dependant.decide": OFFICER,
    "dependant.limits": OFFICER,
    "enterprise.view": READERS,
    "enterprise.export": READERS,
    "enterprise.keep": DESK,
    "enterprise.grant": OFFICER,
    "policy.view": READERS,
    "policy.export": READERS,
    "policy.keep": OFFICER,
}
