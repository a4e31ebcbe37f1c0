"""Who may do what: visits, assistance and honours."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)
WRITERS = (StationClerk, BureauOfficer)
BUREAU = (BureauOfficer, Leader, DataAdmin)

GRANTS = {
    "outreach.view": READERS,
    # visits, assistance, honours
    "visit.view": READERS,
    "visit.export": READERS,
    "visit.record": WRITERS,
    "visit.withdraw": WRITERS,
    "visit.raise": WRITERS,
    "visit_plan.add": WRITERS,
    "visit_plan.remove": WRITERS,
    "grant.view": READERS,
    "grant.export": READERS,
    "grant.apply": WRITERS,
    "grant.review": (StationClerk,),
    "grant.check": (StationClerk,),
    "grant.approve": (BureauOfficer, Leader),
    "grant.pay": (BureauOfficer,),
    "grant.book": (BureauOfficer,),
    "grant.unbook": (BureauOfficer,),
    "grant.send_back": (*WRITERS, Leader),
    "grant.hand_in_again": WRITERS,
    "grant.refuse": (*WRITERS, Leader),
    "grant.revoke": (BureauOfficer, Leader),
    "grant.withdraw": WRITERS,
    "fund.view": BUREAU,
    "fund.set": (BureauOfficer, Leader),
    "watch.view": READERS,
    "watch.export": READERS,
    "watch.look_after": WRITERS,
    "watch.set_line": (BureauOfficer, Leader),
    "plaque.view": READERS,
    "honour.view": READERS,
    "honour.export": READERS,
    "merit_notice.record": WRITERS,
    "merit_notice.remove": WRITERS,
    "award.record": WRITERS,
    "award.remove": WRITERS,
}

# The verbs in the ledger's words
VERB_LABELS = {
    "visit.record": "登记走访",
    "visit.withdraw": "撤回走访",
    "visit.raise": "走访中登记诉求",
    "visit.photos": "添加走访照片",
    "visit.export": "导出走访",
    "visit_plan.add": "制定走访计划",
    "visit_plan.remove": "取消走访计划",
    "grant.view": "查看帮扶",
    "grant.export": "导出帮扶",
    "fund.set": "设定帮扶资金预算",
    "fund.view": "导出帮扶资金",
    "watch.look_after": "返贫监测：已帮扶",
    "watch.export": "导出返贫监测名单",
    "watch.set_line": "设定收入线",
    "honour.export": "导出褒扬名单",
    "merit_notice.record": "登记送喜报",
    "merit_notice.remove": "删除喜报",
    "award.record": "登记荣誉",
    "award.remove": "删除荣誉",
}
