"""Two tasks for stations: one of the city's, answered in part, one station asked again; one of a town's that is overdue."""

from datetime import timedelta

from bureau.actions.errands import answer, answer_people, issue_errand, people_of, receive, reissue
from bureau.models import Errand
from stations.models import Account, Station

UNABLE = ("在外务工，春节返乡补拍", "住院，电话已联系", "已在迁入地补拍")
WORDS = ("已逐户上门核对。", "已办，缺 2 人外出，电话已联系。", "")


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
    again = errand.parts.filter(outcome="partly").order_by("pk").last()
    reissue(by=officer, part=again, reason="外出 2 人的光荣牌请照片补报", due_on=errand.due_on, today=today)


def _town(today, rng):
    clerk = Account.objects.get(username="zhenzhan")
    villages = list(Station.objects.filter(parent=clerk.station, closed_on__isnull=True).order_by("division__code"))
    values = {
        "title": "优待证照片补采",
        "body": "名单里的人照片不合格，请通知本人到镇站补拍，或上门采集。",
        "asks": "",
        "due_on": today - timedelta(days=2),
        "stations": villages,
        "people": people_of("81", villages)[:60],
        "is_demo": True,
    }
    errand = issue_errand(by=clerk, values=values, today=today - timedelta(days=12))
    for place, part in enumerate(errand.parts.order_by("pk")):
        people = list(part.people.order_by("pk"))
        given = people if place % 3 == 0 else people[: len(people) // 2]
        if place % 3 != 2:
            unable = {row.pk: ("unable", rng.choice(UNABLE)) for row in given[3::6]}
            answers = {row.pk: ("done", "") for row in given} | unable
            answer_people(by=clerk, part=part, answers=answers, today=today - timedelta(days=4))
        if place % 3 == 0:
            answer(by=clerk, part=part, values={"outcome": "done", "answer": WORDS[0]}, today=today - timedelta(days=3))


def remove():
    """Take them away again."""
    Errand.objects.filter(is_demo=True).delete()
