"""Who may do what with appeals. Within a role the table of `workflow.py` tells the tiers apart."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

DESK = (StationClerk, BureauOfficer)
READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)

GRANTS = {
    "appeal.view": READERS,
    "appeal.export": READERS,
    "appeal.dashboard": READERS,
    "appeal.restricted": (BureauOfficer, Leader),
    # the steps of the table
    "appeal.register": DESK,
    "appeal.accuse": DESK,
    "appeal.merge": DESK,
    "appeal.settle_on_spot": (StationClerk,),
    "appeal.escalate": (StationClerk,),
    "appeal.transfer": DESK,
    "appeal.assign": (BureauOfficer, Leader),
    "appeal.object": DESK,
    "appeal.reject": (BureauOfficer,),
    "appeal.accept": DESK,
    "appeal.work": DESK,
    "appeal.ask_extension": (BureauOfficer,),
    "appeal.extend": (Leader,),
    "appeal.decline_extension": (Leader,),
    "appeal.hearing": (BureauOfficer,),
    "appeal.draft_opinion": (BureauOfficer,),
    "appeal.return_opinion": (Leader,),
    "appeal.sign_opinion": (Leader,),
    "appeal.serve": DESK,
    "appeal.supervise": (StationClerk, Leader),
    "appeal.rate": (StationClerk,),
    "appeal.close": (),
    "appeal.ask_review": (StationClerk,),
    "appeal.record_review": (StationClerk,),
    "appeal.close_review": (),
    "appeal.ask_recheck": (StationClerk,),
    "appeal.record_recheck": (StationClerk,),
    "appeal.reopen": (BureauOfficer,),
    "appeal.withdraw": DESK,
    "appeal.take_up": DESK,
    "appeal.settle": DESK,
    "appeal.make_petition": DESK,
    "appeal.handle_again": (BureauOfficer,),
    # beside the table
    "appeal.attach": (*DESK, Leader),
    "appeal.download": READERS,
    "appeal.promise": (*DESK, Leader),
    "appeal.serve_paper": DESK,
    "appeal.recompute": (BureauOfficer, Leader),
    "appeal.calendar": (BureauOfficer, Leader),
    "appeal.limits": (BureauOfficer, Leader),
    "appeal.categories": (BureauOfficer, DataAdmin),
}
