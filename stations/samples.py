"""The sample schemes a new portal begins with, marked 示例 (handbook §3.3: the province's own text was not found).

Invented for trying out: items, points and thresholds are the bureau's to change.
"""

from stations.choices import SchemeKind
from stations.models import RatingItem, RatingScheme

STAR_ITEMS = (
    ("组织机构", "机构批复、挂牌、职责上墙", 10, "批复文件、照片"),
    ("人员经费", "专兼职人员到位，工作经费落实", 10, "人员名册、经费凭证"),
    ("阵地建设", "有场所、有窗口、有调解室", 15, "平面图、照片"),
    ("制度档案", "制度齐全，一人一档", 15, "制度汇编、抽查档案 10 份"),
    ("信息采集", "信息采集完整、及时、准确", 10, "系统完整率"),
    ("政策宣传与思想政治", "政策宣讲、思想政治工作有计划有记录", 10, "活动台账"),
    ("联系走访", "常态化联系、节日走访慰问", 10, "走访台账"),
    ("就业创业", "就业创业服务有台账", 5, "服务记录"),
    ("帮扶援助", "困难帮扶建档、回访", 5, "帮扶档案"),
    ("信访矛盾化解", "矛盾排查、首接负责、就地化解", 10, "诉求台账"),
)
FENGQIAO_ITEMS = (
    ("矛盾不上交", "年内到市以上越级上访为 0", 1, "诉求台账"),
    ("小事不出村", "村级办结率不低于 90%", 1, "诉求台账"),
    ("小事不出村", "首次联系不超过 24 小时", 1, "诉求台账"),
    ("服务不缺位", "满意度不低于 95%", 1, "回访记录"),
    ("服务不缺位", "设老兵调解室，调解员姓名公示", 1, "照片、名单"),
    ("服务不缺位", "每月矛盾排查有记录", 1, "排查记录"),
    ("服务不缺位", "走访台账完整", 1, "走访台账"),
)
SAMPLES = (
    (SchemeKind.STARS, "星级退役军人服务站评定（示例）", "发生重大事件或弄虚作假", STAR_ITEMS),
    (SchemeKind.FENGQIAO, "枫桥式退役军人服务站创建（示例）", "弄虚作假", FENGQIAO_ITEMS),
)


def seed_schemes(station):
    """Both samples for a centre that has no scheme yet."""
    for kind, name, veto, items in SAMPLES:
        scheme = RatingScheme.objects.create(station=station, kind=kind, name=name, veto=veto, is_sample=True)
        RatingItem.objects.bulk_create(
            RatingItem(scheme=scheme, group=group, text=text, max_points=points, evidence_rule=rule, place=place)
            for place, (group, text, points, rule) in enumerate(items, start=1)
        )
