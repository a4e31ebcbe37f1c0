"""Two systems: the province's, let in by both administrators, and one that waits for the second. Demo mode only."""

from datetime import timedelta

from stations.actions import approve_integration, create_integration, issue_token
from stations.models import Account, Integration

READS = ["person.view", "appeal.view", "station.view"]
# name, what for, role, what it may, further days of validity
SYSTEMS = (
    (
        "省退役军人数据汇聚平台",
        "每日汇聚在册人员、诉求和站点变更，供省级比对核查。",
        "data_admin",
        [*READS, "changes.view"],
        300,
    ),
    (
        "市12345热线工单系统",
        "热线转来的诉求直接登记，回传办理情况。",
        "station_clerk",
        ["appeal.view", "appeal.register"],
        180,
    ),
)


def make_integrations(today):
    """Create what is missing: the first is in use, the second waits. The token is told to nobody."""
    admin, security = (Account.objects.get(username=name) for name in ("xitong", "anquan"))
    if Integration.objects.exists():
        return 0
    for number, (name, purpose, role, permissions, days) in enumerate(SYSTEMS):
        row = create_integration(
            by=admin,
            name=name,
            purpose=purpose,
            station=admin.station,
            role=role,
            permissions=permissions,
            expires_on=today + timedelta(days=days),
            today=today,
        )
        if number == 0:
            approve_integration(by=security, integration=row, today=today)
            issue_token(by=admin, integration=row, today=today)
    return len(SYSTEMS)
