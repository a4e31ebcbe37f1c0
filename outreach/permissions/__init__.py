"""Who may do what in outreach, by topic."""

from outreach.permissions import activities, checkups, entitlements, visits

GRANTS = visits.GRANTS | entitlements.GRANTS | checkups.GRANTS | activities.GRANTS
VERB_LABELS = visits.VERB_LABELS | entitlements.VERB_LABELS | activities.VERB_LABELS
