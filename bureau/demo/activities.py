"""Synthetic sessions, lectures, talks, publicity and organisation of two years, bulk-made and the same every time."""

from datetime import date, timedelta

from appeals.models import Category, Issue
from outreach.actions.activities import raise_at_talk
from outreach.choices.activities import LecturerKind, TalkKind, Venue
from outreach.choices.visits import Team
from outreach.models import (
    Evidence,
    Lecture,
    MediaColumn,
    MediaItem,
    MonthTheme,
    OnlineLesson,
    Organ,
    OutreachEvent,
    Post,
    PropagandaSession,
    Speaker,
    TalkPoint,
)
from stations.actions import system_account
from stations.choices import Tier
from stations.models import Account, Station
from veterans.models import Person

KINDS = (Evidence, Lecture, MediaColumn, MediaItem, OnlineLesson, Organ, OutreachEvent, PropagandaSession)
PLACES = {
    Venue.SCHOOL: ("第三小学", "实验中学", "车埠高中", "机电信息技术学校"),
    Venue.COMMUNITY: ("社区党群服务中心", "社区广场", "居民议事厅"),
    Venue.COUNTRYSIDE: ("村委会会议室", "村湾文化广场", "新时代文明实践站"),
    Venue.OFFICE: ("镇政府三楼会议室", "市直机关工委", "税务局"),
    Venue.HOSPITAL: ("市人民医院", "镇卫生院", "蒲纺医院"),
    Venue.BARRACKS: ("武警中队", "消防救援站", "人武部"),
    Venue.ENTERPRISE: ("维达力公司", "神龙防腐保温公司", "茶厂车间"),
    Venue.SOCIETY: ("志愿者协会", "老年体协", "退役军人志愿服务队"),
}
SESSION_THEMES = (
    "我和我的祖国",
    "我和我的祖国",
    "我和我的祖国",
    "老兵讲抗美援朝",
    "学习退役军人保障法",
    "身边的最美退役军人",
)
LECTURE_THEMES = (
    "退伍不褪色 永葆军人本色", "学习《退役军人保障法》", "传承雷锋精神", "缅怀先烈 致敬英雄", "劳动创造幸福", "党章与党员义务",
    "光荣在党五十年", "牢记宗旨 服务群众", "国防教育与强军思想", "喜迎国庆 讲好红色故事", "基层治理中的老兵力量", "年度学习总结与承诺",
)  # fmt: skip
TALK_TOPICS = (
    "听取优抚政策意见",
    "就业创业怎么帮",
    "养老与医疗的难处",
    "村里的事老兵来议",
    "移交安置的疑问",
    "新春座谈",
)
OUTLETS = (
    ("中国退役军人网", "nation", "web"), ("湖北日报", "province", "press"), ("长江云", "province", "web"),
    ("湖北卫视", "province", "tv"), ("湖北省退役军人事务厅网站", "province", "web"), ("咸宁日报", "prefecture", "press"),
    ("咸宁电视台", "prefecture", "tv"), ("赤壁电视台", "city", "tv"), ("云上赤壁", "city", "web"),
    ("赤壁热线", "city", "wechat"), ("赤壁退役军人", "city", "douyin"),
)  # fmt: skip
HEADLINES = (
    "赤壁：红色宣讲进校园 老兵故事润童心", "赤壁退役军人“村湾夜话”话发展", "光荣牌挂进农家小院", "赤壁创建枫桥式退役军人服务站",
    "老兵志愿队清洁陆水湖", "退役军人专场招聘走进园区", "微党课上的老班长", "走访慰问暖兵心", "最美退役军人事迹报告会举行",
    "赤壁开展退役军人健康体检", "“兵支书”带富一方百姓", "思想政治工作“六个一”见实效",
)  # fmt: skip
COLUMNS = (
    ("退役军人就业创业专栏", "赤壁电视台", "tv", "employment", None), ("就业创业专栏", "云上赤壁", "web", "employment", None),
    ("老兵就业", "赤壁热线", "wechat", "employment", None), ("就业意愿电访", "电访", "phone", "employment", 1260),
    ("军人风采", "赤壁电视台", "tv", "style", None), ("退役军人思想政治", "云上赤壁", "web", "thought", None),
    ("政策问答", "赤壁热线", "wechat", "policy", None), ("退役军人保障法宣传电访", "电访", "phone", "policy", 840),
)  # fmt: skip
EVIDENCE = (
    ("platform", "云上赤壁“退役军人思想政治工作360”", ""), ("platform", "抖音号“赤壁退役军人”", ""),
    ("bases", "羊楼洞烈士陵园教育基地", "赤退役发〔2021〕6号"), ("bases", "黄龙中小学生实践基地", ""),
    ("team", "红色宣讲团（24人）", "赤退役发〔2021〕11号"), ("materials", "《赤壁老兵故事》读本", ""),
    ("mechanisms", "思想政治工作联席会议制度", "赤退役组〔2021〕2号"),
)  # fmt: skip
TALK_POINTS = (
    ("BENEFIT", "待遇落实", "抚恤补助短信没收到"), ("AID", "就医养老", "住院报销要跑两趟"), ("EMPLOYMENT", "就业创业", "想学叉车没有班"),
    ("CONSULT", "政策宣传", "新条例看不懂，盼上门讲"), ("HONOUR", "荣誉褒扬", "光荣牌褪色要换"),
)  # fmt: skip
SURNAMES, GIVEN = "涂廖但宋魏程雷龚饶熊", ("长青", "国良", "建国", "志强", "胜利", "卫东", "春生", "永红")


def load(today, rng):
    """Make them once; a second load adds nothing."""
    if PropagandaSession.objects.filter(is_demo=True).exists():
        return {"activities": PropagandaSession.objects.filter(is_demo=True).count()}
    maker = Maker(today, rng)
    return {
        "activities": maker.sessions() + maker.lectures() + maker.talks(),
        "media": maker.media(),
        "organs": maker.organs(),
    }


def remove():
    """Take them away again."""
    raised = list(TalkPoint.objects.filter(talk__is_demo=True).values_list("issue", flat=True))
    TalkPoint.objects.filter(issue__in=raised).delete()
    Issue.objects.filter(pk__in=raised).delete()
    for model in (*KINDS, MonthTheme):
        model.objects.filter(is_demo=True).delete()


class Maker:
    def __init__(self, today, rng):
        self.today, self.rng = today, rng
        rows = Station.objects.filter(closed_on__isnull=True).select_related("division").order_by("division__code")
        self.city = next((row for row in rows if row.tier == Tier.CITY), rows[0])
        self.towns = [row for row in rows if row.tier == Tier.TOWN]
        self.villages = [row for row in rows if row.tier == Tier.VILLAGE]
        self.common = {"is_demo": True, "created_by": system_account()}

    def day(self, back=680):
        return self.today - timedelta(days=self.rng.randrange(back))

    def name(self):
        return self.rng.choice(SURNAMES) + self.rng.choice(GIVEN)

    def sessions(self):
        rows = [self.session(serial) for serial in range(96)]
        PropagandaSession.objects.bulk_create(rows)
        people = {
            person.name: person for person in Person.objects.filter(is_demo=True, station__in=self.villages)[:400]
        }
        names = list(people) or [self.name()]
        speakers = []
        for row in rows:
            for name in dict.fromkeys(self.rng.choice(names) for _time in range(self.rng.choice((1, 1, 2)))):
                speakers.append(Speaker(session=row, name=name, person=people.get(name)))
        Speaker.objects.bulk_create(speakers)
        return len(rows)

    def session(self, serial):
        venue = Venue.values[serial % 8]
        if venue == Venue.BARRACKS and serial > 40:
            venue = Venue.COUNTRYSIDE.value
        rural = venue in (Venue.COUNTRYSIDE, Venue.COMMUNITY)
        station = self.rng.choice(self.villages if rural else [*self.towns, self.city])
        return PropagandaSession(
            station=station, on=self.day(), venue=venue, place=self.rng.choice(PLACES[venue]),
            theme=self.rng.choice(SESSION_THEMES), audience=self.rng.randrange(25, 260),
            campaign=self.rng.choice(("study", "", "", "action", "discussion")), **self.common,
        )  # fmt: skip

    def lectures(self):
        """A lecture in most months, in several places; one month of this year is left without."""
        rows, gap = [], max(1, self.today.month - 3)
        for year in (self.today.year - 1, self.today.year):
            for month, theme in enumerate(LECTURE_THEMES, start=1):
                first = date(year, month, 1)
                if first > self.today:
                    continue
                MonthTheme.objects.create(station=self.city, month=first, theme=theme, **self.common)
                if not (year == self.today.year and month == gap):
                    rows += [self.lecture(first, theme) for _time in range(self.rng.randrange(1, 5))]
        Lecture.objects.bulk_create(rows)
        return len(rows)

    def lecture(self, first, theme):
        on = min(first + timedelta(days=self.rng.randrange(4, 27)), self.today)
        return Lecture(
            station=self.rng.choice([self.city, *self.towns]), on=on, theme=theme, lecturer=self.name(),
            lecturer_kind=self.rng.choice(LecturerKind.values[:4]), attendees=self.rng.randrange(18, 120),
            place="党员活动室", material="学习课件", **self.common,
        )  # fmt: skip

    def talks(self):
        rows = []
        for serial in range(44):
            kind = TalkKind.values[serial % 5]
            in_village = kind in (TalkKind.EVENING_TALK, TalkKind.HOME_CHAT)
            station = self.rng.choice(self.villages if in_village else self.towns[:-2])
            rows.append(
                OutreachEvent(
                    station=station, on=self.day(), kind=kind, topic=self.rng.choice(TALK_TOPICS),
                    team=Team.CITY if serial % 3 else Team.TOWN, hosts=f"局思权股 {self.name()}",
                    attendees=self.rng.randrange(6, 45), campaign=self.rng.choice(("research", "discussion", "")),
                    note="主要说到抚恤补助、就业和看病。", **self.common,
                )
            )  # fmt: skip
        OutreachEvent.objects.bulk_create(rows)
        self.points([row for row in rows if row.kind == TalkKind.EVENING_TALK])
        return len(rows)

    def points(self, talks):
        """What was raised at the last three evening talks, two points each."""
        officer, categories = Account.objects.get(username="yewu"), {row.code: row for row in Category.current()}
        for talk in sorted(talks, key=lambda row: row.on)[-3:]:
            for code, aspect, title in self.rng.sample(TALK_POINTS, 2):
                values = {
                    "title": title,
                    "aspect": aspect,
                    "category": categories[code],
                    "owner": "服务站",
                    "is_demo": True,
                }
                raise_at_talk(by=officer, talk=talk, values=values, today=self.today)

    def media(self):
        rows = []
        for _serial in range(380):
            outlet, level, channel = self.rng.choice(OUTLETS)
            kind = "brief" if level in ("province", "nation") and channel != "tv" else "news"
            station = self.city if self.rng.random() < 0.7 else self.rng.choice(self.towns)
            title = self.rng.choice(HEADLINES)
            rows.append(MediaItem(station=station, on=self.day(), outlet=outlet, level=level, channel=channel,
                                  kind=kind, title=title, **self.common))  # fmt: skip
        MediaItem.objects.bulk_create(rows)
        OnlineLesson.objects.bulk_create(self.lesson(theme) for theme in LECTURE_THEMES)
        MediaColumn.objects.bulk_create(
            MediaColumn(station=self.city, on=date(self.today.year - 1, 3, 1), name=name, outlet=outlet, channel=channel,
                        purpose=purpose, reached=reached, **self.common)
            for name, outlet, channel, purpose, reached in COLUMNS
        )  # fmt: skip
        return len(rows)

    def lesson(self, theme):
        return OnlineLesson(
            station=self.city, on=self.day(330), title=theme, channel=self.rng.choice(("douyin", "web", "wechat")),
            outlet="云上赤壁", lecturer=self.name(), views=self.rng.randrange(300, 9000), counted_on=self.today, **self.common,
        )  # fmt: skip

    def organs(self):
        since = date(self.today.year - 2, 4, 12)
        Evidence.objects.bulk_create(
            Evidence(station=self.city, on=since, part=part, title=title, document_no=number, **self.common)
            for part, title, number in EVIDENCE
        )
        rows = [Organ(station=self.city, on=since, kind="leading_group", name="赤壁市退役军人思想政治工作领导小组",
                      document_no="赤退役组〔2021〕1号", **self.common)]  # fmt: skip
        rows += [Organ(station=town, on=since, kind="office", name=f"{town.place}退役军人思想政治工作办公室", **self.common)
                 for town in self.towns]  # fmt: skip
        rows += [Organ(station=village, on=since, kind="key_village", name=f"{village.place}思想政治工作重点村（社区）",
                       **self.common) for village in self.villages[::15]]  # fmt: skip
        Organ.objects.bulk_create(rows)
        posts = []
        for row in rows:
            duties = ("head", "deputy", "member", "member") if row.kind == "leading_group" else ("head", "liaison")
            posts += [Post(organ=row, duty=duty, name=self.name(), office="党（工）委委员" if duty == "head" else "", since=since)
                      for duty in duties]  # fmt: skip
        Post.objects.bulk_create(posts)
        return len(rows)
