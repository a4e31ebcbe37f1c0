"""One account for each kind of work, so that every desk can be looked at. Demo mode only."""

from stations.actions import create_account, system_account
from stations.models import Account, Station

PASSWORD = "Chibi-Demo-2026"

# account, full name, station's code, roles
ACCOUNTS = (
    ("cunzhan", "刘敏", "421281101", "village", ("station_clerk",)),
    ("zhenzhan", "徐婧", "421281101", "town", ("station_clerk", "data_admin")),
    ("shizhongxin", "赵启航", "421281", "city", ("station_clerk",)),
    ("yewu", "陈立群", "421281", "city", ("bureau_officer",)),
    ("lingdao", "周向阳", "421281", "city", ("leader",)),
    ("shuju", "何晓", "421281", "city", ("data_admin",)),
    ("xitong", "系统管理员", "421281", "city", ("system_admin",)),
    ("anquan", "安全管理员", "421281", "city", ("security_admin",)),
    ("shenji", "审计员", "421281", "city", ("auditor",)),
)


def make_accounts():
    """Create what is missing; returns [{account, name, role, station}] for the start page."""
    shown = []
    for username, full_name, code, tier, role_names in ACCOUNTS:
        account = Account.objects.filter(username=username).first() or create_account(
            by=system_account(),
            username=username,
            full_name=full_name,
            station=station_of(code, tier),
            role_names=role_names,
            password=PASSWORD,
        )
        shown.append(
            {
                "account": username,
                "password": PASSWORD,
                "name": account.full_name,
                "roles": list(account.role_names),
                "station": str(account.station),
            }
        )
    return shown


def station_of(code, tier):
    """The station of a division code; for a village, the first one under that town that the demo plays in."""
    stations = Station.objects.filter(tier=tier, division__code__startswith=code).order_by("division__code")
    return stations.filter(division__name__startswith="羊楼洞村").first() or stations.first()
