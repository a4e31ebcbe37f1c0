"""Who may do what: entitlements, confirmation, family doctors and care."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

DESK = (StationClerk, BureauOfficer)
READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)

GRANTS = {
    # entitlements
    "institution.view": READERS,
    "institution.export": READERS,
    "institution.add": (BureauOfficer,),
    "institution.amend": (BureauOfficer,),
    "entitlement.view": READERS,
    "entitlement.export": READERS,
    "entitlement.note": DESK,
    "standard.view": READERS,
    "standard.export": READERS,
    "standard.enter": (BureauOfficer,),
    "confirmation.view": READERS,
    "confirmation.export": READERS,
    "confirmation.open": (BureauOfficer,),
    "confirmation.confirm": DESK,
    "confirmation.propose": DESK,
    "confirmation.decide": (BureauOfficer,),
    "contract.view": READERS,
    "contract.export": READERS,
    "contract.sign": DESK,
    "contract.log": DESK,
    "contract.end": DESK,
    "care.view": READERS,
    "care.export": READERS,
    "care.assess": DESK,
    "care.ask": DESK,
    "care.beds": (BureauOfficer,),
    "care.place": (BureauOfficer,),
}

# The verbs in the ledger's words
VERB_LABELS = {
    "institution.add": "登记机构",
    "institution.amend": "修改机构",
    "entitlement.note": "登记已享待遇",
    "entitlement.export": "导出应享名单",
    "standard.enter": "登记补助标准",
    "confirmation.open": "启动年度确认",
    "confirmation.confirm": "年度确认",
    "confirmation.propose": "建议停发",
    "confirmation.decide": "决定停发或续发",
    "contract.sign": "家庭医生签约",
    "contract.log": "登记家庭医生服务",
    "contract.end": "提前终止签约",
    "care.assess": "能力评估",
    "care.ask": "申请入住康养中心",
    "care.withdraw": "撤回入住申请",
    "care.beds": "登记床位",
    "care.place": "康养中心入住或离开",
    "care.export": "导出康养名单",
    "confirmation.export": "导出年度确认名单",
    "contract.export": "导出签约名单",
    "institution.export": "导出机构",
    "standard.export": "导出补助标准",
}
