"""Who may do what: activities, publicity and organisation."""

from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk

READERS = (StationClerk, BureauOfficer, Leader, DataAdmin)
WRITERS = (StationClerk, BureauOfficer)

GRANTS = {
    # activities, publicity, organisation
    "activity.view": READERS,
    "activity.export": READERS,
    "activity.record": WRITERS,
    "activity.withdraw": WRITERS,
    "lecture_theme.set": (BureauOfficer,),
    "media.view": READERS,
    "media.export": READERS,
    "media.record": (*WRITERS, DataAdmin),
    "media.withdraw": (*WRITERS, DataAdmin),
    "organisation.view": READERS,
    "organisation.export": READERS,
    "organisation.record": WRITERS,
    "organisation.withdraw": WRITERS,
}

# The verbs in the ledger's words
VERB_LABELS = {
    "activity.view": "查看活动",
    "media.view": "查看宣传报道",
    # activities, publicity, organisation
    "activity.record": "登记活动",
    "activity.withdraw": "撤回活动",
    "activity.export": "导出活动",
    "lecture_theme.set": "设定微党课主题",
    "media.record": "登记宣传报道",
    "media.withdraw": "撤回宣传报道",
    "media.export": "导出宣传报道",
    "organisation.record": "登记组织建设",
    "organisation.withdraw": "撤回组织建设",
    "organisation.export": "导出组织建设",
}
