"""A finished survey of 304 questionnaires, a running one, and what was raised at evening talks: 6 aspects, 37 points."""

from datetime import timedelta

from appeals.actions import issues, sheets, surveys
from appeals.choices.surveys import SheetSource
from appeals.models import Batch, Category, Issue, Question, Remark, Response, Survey
from appeals.rules.answers import is_asked
from stations.models import Account, Station

DISTRIBUTED, RETURNED, VOID = 304, 291, 5
LONG_AGO, RUNNING_DAYS = timedelta(days=120), timedelta(days=45)
# How often each option is chosen, by question of the ready questionnaire
WEIGHTS = {
    "1": (6, 9, 26, 34, 25), "2": (38, 10, 7, 5, 12, 14, 9, 5), "3": (62, 18, 13, 7), "4": (22, 24, 9, 24, 12, 6, 3),
    "5": (30, 44, 20, 6), "7": (26, 20, 8, 46), "8": (28, 24, 48), "9": (64, 26, 10), "10": (46, 54), "12": (88, 4, 8),
    "13": (82, 12, 6), "15": (58, 30, 5, 3, 4), "17": (1, 2, 9, 33, 55),
}  # fmt: skip
ITEMS = ((62, 28, 5, 2, 3), (54, 33, 7, 3, 3), (40, 31, 14, 6, 9), (66, 25, 4, 3, 2), (49, 32, 9, 5, 5))
OPINIONS = (
    "住院报销要跑三趟，希望村里能代办。", "希望多讲讲六十岁生活补助的政策，条件说清楚。", "参战补助认定档案不全，请帮忙到原部队查。",
    "建议每年体检放在镇卫生院，路近。", "村里到卫生室的路晚上没有灯。", "想学电工，请组织培训。", "孩子在市里上学，能不能就近入学。",
    "服务站的同志态度好，感谢。", "光荣牌褪色了，想换一块。", "希望八一座谈会叫上我们村的老兵。", "危房改造申请了两年没有回音。",
    "养老保险断缴几年，不知道能不能补。", "多组织老兵给学生讲故事。", "优待证坐公交有时刷不出来。", "烈士墓前面的路下雨走不了。",
    "组织关系一直没转回来。", "创业贷款手续能不能少一点。", "希望工作人员常来家里坐坐。",
)  # fmt: skip
POLICIES = ("六十岁生活补助", "优抚医疗报销", "创业担保贷款", "住房优待", "子女教育优待", "残疾等级评定")
ASPECTS = {
    "待遇落实": (("BENEFIT", "抚恤补助到账时间不固定"), ("BENEFIT", "六十岁补助申报材料看不懂"), ("PLACEMENT", "视同缴费年限没有算够"), ("BENEFIT", "参战身份认定档案不全")),
    "就医养老": (("BENEFIT", "住院优待窗口不好找"), ("AID", "独居老兵没人照看"), ("RETIREE_SERVICE", "体检时间和农忙冲突"), ("AID", "慢性病买药路远")),
    "就业创业": (("EMPLOYMENT", "想学叉车没有报名渠道"), ("EMPLOYMENT", "养殖贷款要担保人"), ("EMPLOYMENT", "招聘会信息知道得晚")),
    "基础设施": (("OTHER", "湾里到公路的路灯不亮"), ("OTHER", "三组饮水管冬天爆裂"), ("OTHER", "水渠淤塞影响灌溉"), ("OTHER", "通组路会车困难")),
    "荣誉褒扬": (("HONOUR", "光荣牌褪色要换"), ("HONOUR", "烈士墓路不通"), ("HONOUR", "优待证刷不出公交")),
    "组织生活": (("PARTY_MEMBER", "组织关系未转入"), ("PARTY_MEMBER", "老党员过组织生活路远"), ("CONSULT", "希望老兵参与村里调解")),
}  # fmt: skip
TALK_POINTS, SETTLED_OF = 37, 31
OTHER_SOURCES = ("symposium", "chat", "survey", "heart_to_heart")


def load(today, rng):
    """Make them once; a second load adds nothing."""
    officer = Account.objects.filter(username="yewu").first()
    if officer is None or Survey.objects.filter(is_demo=True).exists():
        return {}
    towns = list(
        Station.objects.filter(tier="town", closed_on__isnull=True, division__counts_as_town=True).order_by(
            "division__code"
        )
    )
    Finished(officer, towns, today, rng).make()
    running(today, rng)
    points = talks(officer, towns, today, rng)
    return {"surveys": Survey.objects.filter(is_demo=True).count(), "issues": points}


def remove():
    """Take them away again."""
    Issue.objects.filter(is_demo=True).delete()
    batches = Batch.objects.filter(survey__is_demo=True)
    Remark.objects.filter(batch__in=batches).delete()
    Response.objects.filter(batch__in=batches).delete()
    batches.delete()
    Question.objects.filter(survey__is_demo=True).delete()
    Survey.objects.filter(is_demo=True).delete()


def make(by, title, template, today, begin, end):
    values = {
        "title": title,
        "purpose": "想听听您对退役军人工作的真实看法，大约五分钟填完。",
        "starts_on": begin,
        "ends_on": end,
    }
    survey = surveys.make_survey(by=by, station=by.station, values=values, template=template, today=today)
    survey.is_demo = True
    survey.save(update_fields=["is_demo"])
    return surveys.start_survey(by=by, survey=survey, today=today)


class Finished:
    """The survey of the summer: handed out in every town, keyed, closed, half of its opinions sorted."""

    def __init__(self, officer, towns, today, rng):
        self.officer, self.towns, self.today, self.rng = officer, towns, today, rng
        self.begin = today - LONG_AGO

    def make(self):
        survey = make(
            self.officer, "退役军人服务需求与满意度问卷", "full", self.today, self.begin, self.begin + RUNNING_DAYS
        )
        self.questions = list(survey.questions.select_related("depends").order_by("position"))
        share, left = DISTRIBUTED // len(self.towns), RETURNED
        for place, town in enumerate(self.towns):
            distributed = DISTRIBUTED - share * place if town is self.towns[-1] else share
            returned = left if town is self.towns[-1] else min(left, distributed - (place % 2))
            left -= returned
            self.batch(survey, town, distributed, returned, voids=1 if place < VOID else 0)
        surveys.close_survey(by=self.officer, survey=survey, today=self.today)
        self.sort(survey)

    def batch(self, survey, town, distributed, returned, voids):
        values = {"distributed": distributed, "on": self.begin, "paper_returned": returned}
        batch = sheets.make_batch(by=self.officer, survey=survey, station=town, values=values, today=self.today)
        made, words = [], []
        for number in range(returned):
            answers = {} if number < voids else self.answers()
            made.append(
                Response(
                    batch=batch,
                    on=self.begin + timedelta(days=9),
                    source=SheetSource.PAPER,
                    answers=answers,
                    is_valid=number >= voids,
                )
            )
            if number >= voids and self.rng.random() < 0.3:
                words.append(Remark(batch=batch, question=self.questions[-1], text=self.rng.choice(OPINIONS)))
            if number >= voids and self.rng.random() < 0.12:
                words.append(Remark(batch=batch, question=self.questions[-2], text=self.rng.choice(POLICIES)))
        Response.objects.bulk_create(made)
        Remark.objects.bulk_create(words)
        sheets.close_batch(by=self.officer, batch=batch, today=self.today)

    def answers(self):
        """One sheet of somebody who never was."""
        found = {}
        for question in self.questions:
            if (
                not question.is_in_words
                and is_asked(question, found, self.questions)
                and (question.is_required or self.rng.random() < 0.96)
            ):
                found[question.key] = self.answer(question)
        return found

    def answer(self, question):
        pick, options = self.rng, range(1, len(question.labels) + 1)
        if question.kind == "matrix":
            return {str(row): pick.choices(range(1, 6), weights)[0] for row, weights in enumerate(ITEMS, start=1)}
        if question.kind == "multi":
            return sorted(pick.sample(options, pick.randint(1, min(2, question.most or 2))))
        if question.kind == "number":
            return pick.choices((0, 1, 2, 3, 4, 6, 12), (12, 20, 30, 16, 12, 6, 4))[0]
        return pick.choices(options, WEIGHTS.get(question.key))[0]

    def sort(self, survey):
        """Two thirds of the opinions are read."""
        kinds = {category.code: category for category in Category.current()}
        rows = list(Remark.objects.filter(batch__survey=survey).order_by("text", "pk"))
        for place, remark in enumerate(rows):
            if place % 3:
                remark.category = self.rng.choice(list(kinds.values()))
                remark.sorted_on = self.today
        Remark.objects.bulk_update(rows, ["category", "sorted_on"])


def running(today, rng):
    """The village's own short one, with its QR code, and a few sheets to key."""
    clerk = Account.objects.filter(username="cunzhan").first()
    survey = make(
        clerk, "羊楼洞村服务站满意度短问卷", "brief", today, today - timedelta(days=6), today + timedelta(days=24)
    )
    values = {"distributed": 40, "on": today - timedelta(days=6), "paper_returned": 12}
    batch = sheets.make_batch(by=clerk, survey=survey, station=clerk.station, values=values, today=today)
    made = [
        Response(
            batch=batch,
            on=today,
            source=SheetSource.ONLINE,
            answers={"1": rng.randint(1, 3), "2": rng.choice((1, 1, 2))},
        )
        for _sheet in range(9)
    ]
    Response.objects.bulk_create(made)


def talks(officer, towns, today, rng):
    """Points of evening talks and of the other ways of listening."""
    kinds = {category.code: category for category in Category.current()}
    wells = [(aspect, code, title) for aspect, points in ASPECTS.items() for code, title in points]
    for place in range(TALK_POINTS + 8):
        aspect, code, title = wells[place % len(wells)]
        town = towns[place % len(towns)]
        is_talk = place < TALK_POINTS
        raised_on = today - timedelta(days=20 + (place * 7) % 220)
        raised_on = max(raised_on, today.replace(month=1, day=1))
        values = {
            "source": "evening_talk" if is_talk else OTHER_SOURCES[place % len(OTHER_SOURCES)],
            "occasion": f"{town.place}{'村湾夜话' if is_talk else '座谈'}",
            "raised_on": raised_on, "aspect": aspect, "category": kinds[code], "title": f"{title}（{town.place}）",
            "detail": "群众当场提出，已登记。", "handler": town, "owner": "服务站", "due_on": raised_on + timedelta(days=60), "is_demo": True,
        }  # fmt: skip
        issue = issues.raise_issue(by=officer, station=officer.station, values=values, today=today)
        if place < SETTLED_OF or not is_talk:
            done = {
                "outcome": rng.choice(("solved", "solved", "explained", "planned")),
                "result": "已到现场核实并办理，向本人说明。",
            }
            issues.settle_issue(
                by=officer,
                issue=issue,
                values={**done, "settled_on": min(today, raised_on + timedelta(days=18))},
                today=today,
            )
    return TALK_POINTS + 8
