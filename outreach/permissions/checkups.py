"""Who may do what: checkup campaigns."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)
DESK = (StationClerk, BureauOfficer)
BUREAU = (BureauOfficer,)
CHECKUP_VERBS = {
    "checkup.grant": "超容量安排体检",
    "checkup.plan": "体检筹备",
    "checkup.freeze": "冻结应检名单",
    "checkup.close": "结束体检",
    "checkup.list": "列入应检名单",
    "checkup.allot": "自动排期",
    "checkup.cancel_day": "取消体检日",
    "checkup.close_day": "体检日收尾",
    "checkup.call_list": "打印体检通知名单",
    "checkup.results": "查看体检结果",
    "checkup.invoice": "体检对账",
    "checkup.export": "导出体检名单",
    "checkup.gone": "因去世退出体检",
    "checkup.left": "因迁出退出体检",
}

GRANTS = {
    # checkups: a station knows done or call back; what was found is read by the bureau's officer (handbook §6)
    "checkup.view": READERS,
    "checkup.export": READERS,
    "checkup.plan": BUREAU,
    "checkup.freeze": BUREAU,
    "checkup.close": BUREAU,
    "checkup.list": BUREAU,
    "checkup.remove": BUREAU,
    "checkup.restore": BUREAU,
    "checkup.gone": (),
    "checkup.left": (),
    "checkup.allot": BUREAU,
    "checkup.grant": BUREAU,
    "checkup.cancel_day": BUREAU,
    "checkup.book": DESK,
    "checkup.rebook": DESK,
    "checkup.unbook": DESK,
    "checkup.notify": DESK,
    "checkup.tell": DESK,
    "checkup.call_list": DESK,
    "checkup.check_in": DESK,
    "checkup.undo_check_in": DESK,
    "checkup.miss": DESK,
    "checkup.examine": DESK,
    "checkup.examine_at_home": DESK,
    "checkup.decline": DESK,
    "checkup.pass_on": (StationClerk,),
    "checkup.results": BUREAU,
    "checkup.enter_result": BUREAU,
    "checkup.follow_up": BUREAU,
    "checkup.close_follow_up": BUREAU,
    "checkup.invoice": BUREAU,
}
