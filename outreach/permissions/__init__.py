"""Who may do what in outreach, by topic."""

from outreach.permissions import activities, checkups, entitlements, visits

GRANTS = visits.GRANTS | entitlements.GRANTS | checkups.GRANTS | activities.GRANTS
VERB_LABELS = visits.VERB_LABELS | entitlements.VERB_LABELS | activities.VERB_LABELS

# What they change, in the ledger's words
WORDS = {
    "bed": "床位",
    ".line": "低收入标准（元/年）",
    "outreach.exam.session": "体检场次",
    "outreach.checkupcampaign.days": "体检天数",
    "outreach.confirmationyear.people": "领取人数",
    "outreach.organ.post": "职务",
    "outreach.propagandasession.person": "宣讲人",
    "outreach.propagandasession.speakers": "宣讲人",
}
