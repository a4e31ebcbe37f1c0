"""Rows 9–13, 15, 17–20, 28–30, 32, 45: visits, talks, points raised, questionnaires, sessions, lectures, publicity."""

from datetime import date, timedelta

from appeals.models import Category, Issue
from bureau.demo import surveys
from bureau.demo.activities import HEADLINES, LECTURE_THEMES, PLACES, TALK_TOPICS
from bureau.demo.outreach import NOTES
from bureau.demo.report.scene import LAST
from outreach.choices.activities import LecturerKind, Venue
from outreach.choices.organisation import SixOne
from outreach.models import (
    Evidence,
    Lecture,
    MediaColumn,
    MediaItem,
    MonthTheme,
    OnlineLesson,
    OutreachEvent,
    PropagandaSession,
    Visit,
)

# In the order of their days, as the report names them
MEETINGS = (
    ("陆水湖", "symposium", date(2020, 4, 16)),
    ("官塘", "symposium", date(2020, 5, 21)),
    ("神山", "heart_to_heart", date(2020, 6, 18)),
    ("黄盖湖", "symposium", date(2020, 9, 10)),
    ("新店", "heart_to_heart", date(2020, 10, 22)),
    ("陆水湖", "heart_to_heart", date(2021, 3, 18)),
    ("官塘", "heart_to_heart", date(2021, 6, 24)),
)
SURVEY_ENDS = date(2020, 10, 20)
TALKS, POINTS, SETTLED = 30, 37, 33
OTHER_POINTS = (("chat", date(2020, 3, 12)), ("symposium", date(2020, 6, 3)), ("survey", date(2020, 11, 5)))
SESSIONS, BRIEFS, ITEMS = 34, 84, 297
FIRMS = (
    "神龙防腐保温工程集团有限公司", "维达力实业（赤壁）有限公司", "赤壁羊楼洞茶业有限公司", "赤壁市卫民保安服务有限公司",
    "赤壁市老兵物流有限公司", "湖北华新陆水建材有限公司", "赤壁市公共交通有限公司", "赤壁市卫东生态农业有限公司",
)  # fmt: skip
SIX = (
    (SixOne.PLATFORM, "云上赤壁“退役军人思想政治工作360”", ""),
    (SixOne.BASES, "羊楼洞烈士陵园、黄龙中小学生实践基地等教育基地", "赤退役军人发〔2020〕6号"),
    (SixOne.TEAM, "红色宣讲团和“五老”志愿队伍", "赤退役军人发〔2020〕11号"),
    (SixOne.MATERIALS, "《赤壁老兵故事》和微党课课件", ""),
    (SixOne.MECHANISMS, "思想政治工作联席会议制度", "赤退役组〔2020〕2号"),
    (SixOne.EVALUATION, "思想政治工作考核评估办法", "赤退役军人发〔2020〕19号"),
)
COLUMNS = (
    ("就业意愿电访", "电访", "phone", 1260),
    ("退役军人就业创业专栏", "赤壁电视台", "tv", None),
    ("就业创业专栏", "云上赤壁", "web", None),
    ("老兵就业", "赤壁热线微信公众号", "wechat", None),
)
PAPERS = (("湖北日报", "province", "press"), ("中国国防报", "nation", "press"), ("党员生活", "province", "press"))
SCREENS = (
    ("湖北卫视", "province", "tv"),
    ("咸宁电视台", "prefecture", "tv"),
    ("赤壁电视台", "city", "tv"),
    ("云上赤壁", "city", "web"),
    ("长江云", "province", "web"),
)


def load(scene):
    visits(scene)
    talks(scene)
    surveys.Finished(scene.officer, scene.towns, SURVEY_ENDS, scene.rng).make()
    points(scene)
    sessions(scene)
    lectures(scene)
    media(scene)
    organisation(scene)
    return {"visits": Visit.objects.count(), "issues": Issue.objects.count(), "media": MediaItem.objects.count()}


def visits(scene):
    """Every station was visited, in each town also by the bureau's own people; so were the firms."""
    homes = {person.station_id: person for person in scene.alive()}
    places = [*scene.villages, *scene.villages]
    rows = [
        Visit(
            station=station, subject="person", person=homes[station.pk], occasion="routine", on=on, team="village",
            visitors="镇站、村站工作人员", note=scene.rng.choice(NOTES), **scene.common,
        )
        for station, on in zip(places, scene.days(len(places)), strict=True)
        if station.pk in homes
    ]  # fmt: skip
    met = {row.station_id for row in rows}
    stations = [*scene.towns, *(village for village in scene.villages if village.pk not in met)]
    stations += [scene.village_of(town, 1) for town in scene.towns]
    bureau = {"team": "city", "visitors": "局思权股、办公室工作专班"}
    rows += [
        Visit(station=station, subject="station", occasion="routine", on=on, **bureau, **scene.common)
        for station, on in zip(stations, scene.days(len(stations)), strict=True)
    ]
    rows += [
        Visit(
            station=scene.city,
            subject="enterprise",
            unit_name=firm,
            occasion="routine",
            on=on,
            **bureau,
            **scene.common,
        )
        for firm, on in zip(FIRMS, scene.days(len(FIRMS)), strict=True)
    ]
    Visit.objects.bulk_create(rows)


def talks(scene):
    rows = [
        talk(scene, scene.town(name), kind, on, "听取退役军人代表意见", "局思权股、办公室工作专班")
        for name, kind, on in MEETINGS
    ]
    kinds = ("evening_talk", "evening_talk", "home_chat")
    for number, on in enumerate(scene.days(TALKS)):
        village = scene.village_of(scene.towns[number % len(scene.towns)], number)
        rows.append(talk(scene, village, kinds[number % 3], on, TALK_TOPICS[number % 6], "局思权股、村站工作人员"))
    OutreachEvent.objects.bulk_create(rows)


def talk(scene, station, kind, on, topic, hosts):
    return OutreachEvent(
        station=station, on=on, kind=kind, topic=topic, team="city", hosts=hosts, attendees=scene.rng.randrange(8, 40),
        campaign="research", **scene.common,
    )  # fmt: skip


def points(scene):
    """Six aspects and 37 points from evening talks; the other ways of listening touch all ten categories."""
    kinds = {category.code: category for category in Category.current()}
    wells = [(aspect, kinds[code], title) for aspect, found in surveys.ASPECTS.items() for code, title in found]
    rows = [
        point(scene, number, "evening_talk", on, *wells[number % len(wells)])
        for number, on in enumerate(scene.days(POINTS, first=date(2020, 4, 1)))
    ]
    rows += [
        point(scene, number, source, on + timedelta(days=number), "综合", category, f"{category.short}方面的建议")
        for source, on in OTHER_POINTS
        for number, category in enumerate(kinds.values())
    ]
    Issue.objects.bulk_create(rows)


def point(scene, number, source, on, aspect, category, title):
    town = scene.towns[number % len(scene.towns)]
    row = Issue(
        station=town, handler=town, owner="服务站", source=source, occasion=f"{town.place}收集", raised_on=on, aspect=aspect,
        category=category, title=f"{title}（{town.place}）", due_on=on + timedelta(days=60), **scene.common,
    )  # fmt: skip
    if source != "evening_talk" or number < SETTLED:
        row.outcome, row.result = "solved", "已到现场核实并办理，向本人说明。"
        row.settled_on = min(on + timedelta(days=20), LAST)
    return row


def sessions(scene):
    rows = []
    for number, on in enumerate(scene.days(SESSIONS)):
        venue = Venue.values[number % len(Venue.values)]
        rural = venue in (Venue.COUNTRYSIDE, Venue.COMMUNITY)
        station = scene.village_of(scene.towns[number % 14], number) if rural else scene.towns[number % 14]
        rows.append(
            PropagandaSession(
                station=station, on=on, venue=venue, place=scene.rng.choice(PLACES[venue]), theme="我和我的祖国",
                audience=scene.rng.randrange(40, 220), campaign="study", **scene.common,
            )
        )  # fmt: skip
    PropagandaSession.objects.bulk_create(rows)


def lectures(scene):
    """One theme and one lecture every month."""
    months = [date(year, month, 1) for year in (2020, 2021) for month in range(1, 13)]
    themes = [LECTURE_THEMES[month.month - 1] for month in months]
    MonthTheme.objects.bulk_create(
        MonthTheme(station=scene.city, month=month, theme=theme, **scene.common)
        for month, theme in zip(months, themes, strict=True)
    )
    Lecture.objects.bulk_create(
        Lecture(
            station=scene.city, on=month + timedelta(days=14), theme=theme, lecturer="外请讲师",
            lecturer_kind=LecturerKind.values[number % 3], attendees=scene.rng.randrange(30, 120), place="局党员活动室",
            **scene.common,
        )
        for number, (month, theme) in enumerate(zip(months, themes, strict=True))
    )  # fmt: skip
    OnlineLesson.objects.bulk_create(
        OnlineLesson(station=scene.city, on=month, title=theme, channel="douyin", outlet="赤壁退役军人", **scene.common)
        for month, theme in zip(months, themes, strict=True)
    )


def media(scene):
    items = [(PAPERS[number % 3], "brief", on) for number, on in enumerate(scene.days(BRIEFS))]
    items += [(SCREENS[number % 5], "news", on) for number, on in enumerate(scene.days(ITEMS))]
    MediaItem.objects.bulk_create(
        MediaItem(
            station=scene.city, on=on, outlet=outlet, level=level, channel=channel, kind=kind,
            title=HEADLINES[number % len(HEADLINES)], **scene.common,
        )
        for number, ((outlet, level, channel), kind, on) in enumerate(items)
    )  # fmt: skip
    MediaColumn.objects.bulk_create(
        MediaColumn(
            station=scene.city, on=date(2020, 3, 1), name=name, outlet=outlet, channel=channel, purpose="employment",
            reached=reached, **scene.common,
        )
        for name, outlet, channel, reached in COLUMNS
    )  # fmt: skip


def organisation(scene):
    Evidence.objects.bulk_create(
        Evidence(station=scene.city, on=date(2020, 4, 12), part=part, title=title, document_no=number, **scene.common)
        for part, title, number in SIX
    )
