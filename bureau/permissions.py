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

# The verbs that no page says, in the ledger's words
VERB_LABELS = {
    "blank.export": "导出表格",
    "errand.export": "导出任务",
    "figure.view": "查询统计数字",
    "import.compared": "比对完成",
    "import.returned": "做成退回的工作簿",
    "numbers.export": "导出统计表",
    "report.export": "导出工作报告",
    "table.save": "保存自制统计表",
}
# What the verbs of tasks change
WORDS = {"stations": "站点数", "people": "人数", "reminded": "提醒站点数", "urged": "催办站点数"}
