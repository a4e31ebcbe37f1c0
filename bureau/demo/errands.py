"""Two tasks for stations: one of the city's, answered in part; one of a town's that is overdue."""

from datetime import timedelta

from bureau.actions.errands import answer, issue_errand, people_of, receive
from bureau.models import Errand
from stations.models import Account, Station

WORDS = ("已逐户核对，名单随附。", "已办，缺 2 人外出，电话已联系。", "")


def load(today, rng):
    """Make them once; a second load adds nothing."""
    if not Errand.objects.filter(is_demo=True).exists():
        _city(today, rng)
        _town(today, rng)
    return {"tasks": Errand.objects.filter(is_demo=True).count()}


def _city(today, rng):
    officer = Account.objects.get(username="yewu")
    towns = list(Station.objects.filter(parent=officer.station, closed_on__isnull=True).order_by("division__code"))
    body = "请各镇（街道）站核对本辖区光荣牌悬挂情况，有褪色、破损的登记更换，并报送应更换数量。"
    values = {"title": "光荣牌悬挂情况复查", "body": body, "asks": "应更换块数", "due_on": today + timedelta(days=4)}
    began = today - timedelta(days=6)
    errand = issue_errand(by=officer, values=values | {"stations": towns, "is_demo": True}, today=began)
    for place, part in enumerate(errand.parts.order_by("pk")):
        if place % 4 != 3:
            receive(by=officer, part=part, today=began + timedelta(days=1))
        if place % 4 < 2:
            said = {
                "outcome": "done" if place % 3 else "partly",
                "answer": WORDS[place % 2],
                "number": rng.randrange(0, 9),
            }
            answer(by=officer, part=part, values=said, today=today - timedelta(days=1))


def _town(today, rng):
    clerk = Account.objects.get(username="zhenzhan")
    villages = list(Station.objects.filter(parent=clerk.station, closed_on__isnull=True).order_by("division__code"))
    values = {
        "title": "优待证照片补采",
        "body": "名单里的人照片不合格，请通知本人到镇站补拍，或上门采集。",
        "asks": "",
        "due_on": today - timedelta(days=2),
        "stations": villages,
        "people": people_of("RURAL_60", villages)[:40],
        "is_demo": True,
    }
    errand = issue_errand(by=clerk, values=values, today=today - timedelta(days=12))
    for part in list(errand.parts.order_by("pk"))[::3]:
        said = {"outcome": "done", "answer": "", "done": [one.pk for one in part.people.all()]}
        answer(by=clerk, part=part, values=said, today=today - timedelta(days=rng.randrange(3, 9)))


def remove():
    """Take them away again."""
    Errand.objects.filter(is_demo=True).delete()
