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

# The verbs of placement, training, dependants, enterprise in the ledger's words; the steps of a case bring their own
PLACEMENT_VERBS = {
    "placement.view": "查看安置",
    "placement.export": "导出安置名单",
    "placement.amend": "修改安置登记",
    "placement.tick": "登记离退休待遇",
    "placement.wage": "录入最低工资标准",
    "placement.pay": "登记生活补助",
    "choosing.prepare": "准备选岗批次",
    "choosing.run": "主持选岗",
    "training.plan": "培训机构、开班",
    "training.enrol": "培训报名",
    "training.attend": "登记到课",
    "training.finish": "登记结业、退出",
    "training.pay": "登记培训补贴",
    "training.export": "导出培训名单",
    "dependant.view": "查看随军家属事项",
    "dependant.apply": "登记随军家属事项",
    "dependant.amend": "修改随军家属事项",
    "dependant.decide": "办理随军家属事项",
    "dependant.limits": "修改办理期限",
    "dependant.export": "导出随军家属名单",
    "enterprise.keep": "登记导师、基地、赛事、贷款",
    "enterprise.grant": "登记贷款结果",
    "enterprise.export": "导出创业名单",
    "policy.keep": "登记政策文件",
    "policy.export": "导出政策文件目录",
}
