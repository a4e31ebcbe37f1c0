"""A labour market for the demonstration: employers, posts, wishes, a fair that is over, one that is on, referrals."""

from datetime import timedelta
from decimal import Decimal

from employment.actions import candidacies, employers, fair_day, fairs, posts, seekers
from employment.choices import market as choices
from employment.choices.employers import credit_check_sign
from employment.models import Attendee, Candidacy, Employer, Fair, Holding, Post, Seeker
from stations.actions import system_account
from stations.models import Account, Station
from veterans.models import EmploymentSnapshot, Person

# name, short name, kind, industry, town of the work, posts: title, trade, openings, pay from, pay to, certificates
FIRMS = (
    ("维达力实业（赤壁）有限公司", "维达力实业", "PRIVATE_FIRM", "MANUFACTURE", "蒲圻街道",
     (("玻璃装配工", "ASSEMBLY", 40, 4200, 6000, ""), ("设备维修工", "MECHANIC", 6, 5000, 7000, "ELECTRICIAN"))),
    ("赤壁市融媒体中心", "市融媒体中心", "INSTITUTION", "PUBLIC", "蒲圻街道",
     (("实习记者", "MEDIA", 8, 3200, 4200, ""),)),
    ("湖北神龙防腐保温工程有限公司", "神龙防腐保温", "PRIVATE_FIRM", "BUILDING", "赤马港街道",
     (("安全员", "SAFETY", 4, 5000, 6500, "SAFETY"), ("防腐施工员", "BUILDING", 8, 5500, 8000, ""))),
    ("赤壁机电信息技术学校", "机电学校", "INSTITUTION", "EDUCATION", "蒲圻街道",
     (("实训教师", "TEACHER", 3, 4500, 6000, ""), ("宿舍管理员", "SECURITY", 2, 2800, 3200, ""))),
    ("赤壁市卫民保安服务有限公司", "卫民保安", "PRIVATE_FIRM", "SECURITY", "赤马港街道",
     (("保安员", "SECURITY", 25, 2800, 3800, "GUARD"), ("押运员", "SECURITY", 6, 4200, 5200, "GUARD"))),
    ("赤壁市公共交通有限公司", "市公交公司", "STATE_FIRM", "TRANSPORT", "蒲圻街道",
     (("公交驾驶员", "DRIVER", 12, 4500, 5800, "A1"),)),
    ("赤壁羊楼洞茶业有限公司", "羊楼洞茶业", "PRIVATE_FIRM", "FARMING", "赵李桥镇",
     (("制茶工", "FARMING", 10, 3500, 4800, ""), ("货车司机", "DRIVER", 3, 5000, 6500, "B2"))),
    ("湖北华新陆水建材有限公司", "陆水建材", "PRIVATE_FIRM", "MANUFACTURE", "陆水湖街道",
     (("叉车司机", "WAREHOUSE", 5, 4800, 6000, "FORKLIFT"), ("电工", "ELECTRIC", 3, 5000, 6800, "ELECTRICIAN"))),
    ("赤壁市陆水湖旅游发展有限公司", "陆水湖旅游", "STATE_FIRM", "TOURISM", "陆水湖街道",
     (("游船驾驶员", "DRIVER", 4, 4000, 5000, ""), ("厨师", "COOK", 3, 4500, 7000, "COOKING"))),
    ("赤壁市康宁养老服务中心", "康宁养老", "SOCIAL", "HEALTH", "官塘驿镇",
     (("护理员", "MEDICAL", 8, 3500, 4500, "NURSING"),)),
    ("赤壁市老兵物流有限公司", "老兵物流", "PRIVATE_FIRM", "TRANSPORT", "茶庵岭镇",
     (("快递员", "WAREHOUSE", 15, 4500, 7500, "C1"), ("调度员", "OFFICE", 2, 3800, 4500, "COMPUTER"))),
    ("赤壁市退役军人服务中心", "市退役军人服务中心", "INSTITUTION", "PUBLIC", "蒲圻街道", ()),
)  # fmt: skip
VETERAN_OWNED = ("神龙防腐保温", "老兵物流")
# public-welfare posts: 31 are provided (handbook §9 row 42)
WELFARE = (
    ("村（社区）退役军人服务站协理员", "COMMUNITY", 14),
    ("河湖巡护员", "COMMUNITY", 9),
    ("烈士陵园保洁员", "CLEANING", 8),
)
MEN = (
    "孟国平",
    "龙海涛",
    "葛建军",
    "尉永红",
    "查德胜",
    "骆新华",
    "仇爱民",
    "单启明",
    "饶文斌",
    "舒大勇",
    "解军",
    "涂学军",
)
REFERRED, REFERRED_HIRED, INTENTS, CAME = 8, 3, 15, 86


def load(today, random):
    """Make everything once; a second load adds nothing."""
    if Employer.objects.filter(is_demo=True).exists() or not Person.objects.filter(is_demo=True).exists():
        return {"employers": Employer.objects.filter(is_demo=True).count()}
    return Market(today, random).make()


def remove():
    """Take the demonstration's labour market away, before the people it is about."""
    Candidacy.objects.filter(is_demo=True).delete()
    Attendee.objects.filter(fair__is_demo=True).delete()
    Holding.objects.filter(post__is_demo=True).delete()
    Fair.objects.filter(is_demo=True).delete()
    Post.objects.filter(is_demo=True).delete()
    removed = Employer.objects.filter(is_demo=True).delete()[0]
    Seeker.objects.filter(person__is_demo=True).delete()
    return removed


class Market:
    """Plays the bureau's officer. What lies in the past is done on its own day."""

    def __init__(self, today, random):
        self.today, self.random = today, random
        self.system = system_account()
        self.officer = Account.objects.get(username="yewu")
        self.towns = {
            station.division.name: station for station in Station.objects.filter(tier="town").select_related("division")
        }
        people = Person.objects.filter(
            is_demo=True, record_state="live", alive="alive", birth_date__gte=f"{today.year - 58}"
        )
        self.people = list(people.select_related("station").order_by("pk"))
        random.shuffle(self.people)
        self.firms, self.posts, self.welfare = {}, {}, []

    def make(self):
        self.snapshots()
        self.offer()
        self.wishes()
        self.talks()
        self.past_fair()
        self.fair_of_today()
        self.refer()
        self.take_up_welfare()
        for model in (Employer, Post, Fair, Candidacy):
            model.objects.update(is_demo=True)
        counts = {"employers": Employer, "posts": Post, "job_seekers": Seeker, "candidacies": Candidacy}
        return {name: model.objects.count() for name, model in counts.items()}

    def snapshots(self):
        """What each record says of work, dated: past reports are computed from it."""
        rows = [
            EmploymentSnapshot(
                person=person, on=self.today - timedelta(days=self.random.randint(380, 900)), employment=person.employment,
                employer=person.employer, recorded_by=self.system,
            )
            for person in self.people if person.employment
        ]  # fmt: skip
        EmploymentSnapshot.objects.bulk_create(rows)

    def offer(self):
        for serial, (name, short, kind, industry, town, offers) in enumerate(FIRMS):
            firm = self.register(serial, name, short, kind, industry, town)
            for offer in offers:
                self.posts[offer[0]] = self.post(firm, town, *offer)
        host = self.firms["市退役军人服务中心"]
        for title, trade, openings in WELFARE:
            year = self.today.year
            term = {
                "from_on": self.today.replace(month=1, day=1),
                "to_on": self.today.replace(year=year + 1, month=12, day=31),
            }
            more = {"is_welfare": True, "funder": "市财政（公益性岗位补贴）", **term}
            self.welfare.append(self.post(host, "蒲圻街道", title, trade, openings, 2000, 2400, "", **more))

    def register(self, serial, name, short, kind, industry, town):
        body = f"91990000{serial + 1:09d}"
        values = {
            "name": name, "short_name": short, "kind": kind, "industry": industry, "address": f"赤壁市{town}",
            "credit_code": body + credit_check_sign(body), "contact_name": MEN[serial % len(MEN)],
            "contact_phone": f"126{serial:08d}", "is_veteran_owned": short in VETERAN_OWNED,
        }  # fmt: skip
        day = self.today - timedelta(days=200)
        firm = employers.add_employer(by=self.officer, values=values, today=day)
        if short != "康宁养老":
            employers.vet_employer(by=self.officer, employer=firm, today=day)
        self.firms[short] = firm
        return firm

    def post(self, firm, town, title, trade, openings, pay_from, pay_to, skills, **more):
        values = {
            "title": title, "trade": trade, "openings": openings, "pay_from": Decimal(pay_from), "pay_to": Decimal(pay_to),
            "skills": choices.joined(skills.split()), "workplace": self.towns.get(town), "age_from": 18, "age_to": 55, **more,
        }  # fmt: skip
        return posts.add_post(by=self.officer, employer=firm, values=values, today=self.today - timedelta(days=180))

    def wishes(self):
        """Who is without work, and a few who would like something else."""
        trades = [code for code, _label in choices.TRADES]
        skills = [
            "",
            "",
            "C1",
            "C1",
            "C1 FORKLIFT",
            "B2",
            "A1",
            "GUARD",
            "ELECTRICIAN",
            "COOKING",
            "SAFETY C1",
            "COMPUTER",
        ]
        learnt = ["", "M_DRIVE", "M_REPAIR", "M_SIGNAL", "M_COOK", "M_GUARD M_DRIVE", "M_CLERK"]
        pick = self.random
        rows = [
            Seeker(
                person=person, since_on=self.today - timedelta(days=pick.randint(3, 300)), updated_by=self.officer,
                trades=choices.joined(pick.sample(trades, pick.choice((1, 2, 2, 3)))),
                reach=pick.choice(("town", "city", "city", "city", "any")), pay_min=Decimal(pick.choice((2800, 3500, 4000, 4500, 5000))),
                skills=choices.joined(pick.choice(skills).split()), military_skills=choices.joined(pick.choice(learnt).split()),
            )
            for person in self.people if person.employment == choices.SEEKING or pick.random() < 0.04
        ]  # fmt: skip
        Seeker.objects.bulk_create(rows)

    def talks(self):
        for seeker in Seeker.objects.select_related("person__station")[: Seeker.objects.count() * 2 // 3]:
            on = self.today - timedelta(days=self.random.choice((3, 12, 30, 55, 80, 120, 200)))
            how = self.random.choice(choices.Contacted.values)
            seekers.note_contact(by=self.officer, person=seeker.person, on=on, how=how, note="问了找工作的情况")

    def fair(self, title, held_on, titles):
        values = {
            "title": title, "held_on": held_on, "hours": "8:30—11:30", "place": "黄龙中小学生实践基地",
            "partner": "赤壁机电信息技术学校", "co_organisers": "市人社局、市工商联、赤马港街道",
            "notice": "面向全市退役军人、随军家属，现场面试、现场签意向。",
        }  # fmt: skip
        before = held_on - timedelta(days=20)
        fair = fairs.plan_fair(by=self.officer, values=values, today=before)
        for title in titles:
            firm = self.posts[title].employer
            mine = [self.posts[name] for name in titles if self.posts[name].employer == firm]
            fairs.seat_employer(by=self.officer, fair=fair, employer=firm, posts=mine)
        return fairs.publish_fair(by=self.officer, fair=fair, today=before)

    def past_fair(self):
        """The report's fair: fifteen came to terms on the spot (handbook §9 row 46)."""
        held = self.today - timedelta(days=104)
        titles = ("玻璃装配工", "设备维修工", "安全员", "防腐施工员", "实训教师", "保安员", "公交驾驶员")
        fair = self.fair("退役军人专场招聘会", held, titles)
        came = self.people[:CAME]
        for person in came:
            fair_day.check_in(by=self.officer, fair=fair, person=person)
        agreed = [
            self.intent(fair, person, self.posts[titles[place % 7]], "intent", held)
            for place, person in enumerate(came[:INTENTS])
        ]
        for place, person in enumerate(came[INTENTS : INTENTS + 23]):
            self.intent(fair, person, self.posts[titles[place % 7]], ("interview", "considering")[place % 3 == 2], held)
        for candidacy in agreed[:9]:
            self.step("hire", candidacy, held + timedelta(days=8))
            self.asked(candidacy, held)
        self.step("refuse", agreed[9], held + timedelta(days=9), note="体检不合格")
        values = {"leaflets": 420, "consultations": 63}
        fairs.conclude_fair(by=self.officer, fair=fair, values=values, today=held)

    def asked(self, candidacy, held):
        for check in candidacy.checks.filter(days=30):
            is_in_work = self.random.random() < 0.85
            candidacies.answer_check(
                by=self.officer, check=check, is_in_work=is_in_work, note="", today=held + timedelta(days=40)
            )

    def intent(self, fair, person, post, result, day):
        attendee = fair_day.check_in(by=self.officer, fair=fair, person=person)
        return fair_day.record_intent(
            by=self.officer, fair=fair, attendee=attendee, post=post, result=result, today=day
        )

    def step(self, verb, candidacy, day, note=""):
        return getattr(candidacies, verb)(
            by=self.officer, candidacy=candidacy, values={"on": day, "note": note}, today=day
        )

    def fair_of_today(self):
        titles = ("玻璃装配工", "实习记者", "安全员", "实训教师", "保安员", "货车司机", "快递员", "叉车司机")
        fair = self.fair("退役军人和军属专场招聘会", self.today, titles)
        for place, person in enumerate(self.people[100:148]):
            phone = person.mobile.plain() if person.mobile else f"125{place:08d}"
            fairs.sign_up(by=self.system, fair=fair, name=person.name, phone=phone, trade=choices.TRADES[place % 20][0])
        for place, person in enumerate(self.people[100:131]):
            fair_day.check_in(by=self.officer, fair=fair, person=person)
            if place % 2:
                result = ("intent", "interview", "intent", "considering")[place // 2 % 4]
                self.intent(fair, person, self.posts[titles[place % 8]], result, self.today)

    def refer(self):
        """Eight recommended as trainee reporters, three of them hired (handbook §9 rows 47 and 48)."""
        day = self.today - timedelta(days=75)
        made = []
        for person in self.people[200 : 200 + REFERRED]:
            values = {"post": self.posts["实习记者"], "note": "部队新闻报道骨干"}
            made.append(candidacies.recommend(by=self.officer, person=person, values=values, today=day))
        for candidacy in made[:6]:
            self.step("try_out", candidacy, day + timedelta(days=5))
        for candidacy in made[:REFERRED_HIRED]:
            self.step("hire", candidacy, day + timedelta(days=46))
        for candidacy in made[7:8]:
            self.step("refuse", candidacy, day + timedelta(days=12), note="本人另有安排")

    def take_up_welfare(self):
        people = iter(self.people[220:280])
        for post in self.welfare:
            for person, _opening in zip(people, range(post.openings - 2), strict=False):
                started = self.today.replace(month=1, day=8)
                term = {"started_on": started, "until_on": self.today.replace(month=12, day=31)}
                posts.begin_holding(by=self.officer, post=post, person=person, today=started, **term)
