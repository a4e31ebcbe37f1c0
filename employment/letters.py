"""The words of placement letters. Chinese by nature: they are official documents."""

from dataclasses import dataclass

from core.papers import Letter, chinese_date, letter
from employment.choices.placement import Mode, PaperKind

LAW = "《退役军人安置条例》"


@dataclass(frozen=True)
class Draft:
    """A finished text before it is filed."""

    addressee: str
    paragraphs: tuple


def compose(kind, case, today):
    """The text of a paper of a case whose unit and post are settled."""
    return (_letter if kind == PaperKind.LETTER else _notice)(case, today)


def _letter(case, today):
    """To the unit: whom it takes, as what, until when, for how long (§§31–32, 75)."""
    year = f"{case.batch_year}年度" if case.mode == Mode.ASSIGNED_WORK else ""
    return Draft(
        f"{case.unit_name}：",
        (
            f"现介绍{year}{case.get_mode_display()}{case.person.name}同志到你单位工作，岗位为{case.post_title}，请予接洽。",
            f"根据{LAW}第七十五条的规定，请自本介绍信开出之日起30日内安排其上岗；非因本人原因未按时上岗的，"
            "自开出之日起按照不低于本单位同等条件人员平均工资80%的标准逐月发给生活费至上岗。",
            f"根据{LAW}第三十二条的规定，请依法与其签订不少于3年的中长期劳动（聘用）合同，办理编制、社会保险等手续。",
            "上岗情况请及时函告我局。",
        ),
    )


def _notice(case, today):
    """To the person: where, as what, until when."""
    return Draft(
        f"{case.person.name}同志：",
        (
            f"你的安置工作已落实，接收单位为{case.unit_name}，岗位为{case.post_title}。",
            f"请持安置介绍信自{chinese_date(today)}起30日内到接收单位报到上岗。"
            f"无正当理由逾期不报到的，按照{LAW}的规定视为放弃安置待遇。",
            "报到和上岗中有困难的，请及时与我局联系。",
        ),
    )


def as_word(paper, issuer):
    """The paper as a .docx in official layout."""
    lines = tuple(line for line in paper.body.splitlines() if line.strip())
    return letter(
        Letter(
            title=paper.title,
            number=paper.number,
            addressee=paper.addressee,
            paragraphs=lines,
            issuer=issuer,
            on=paper.on,
        )
    )
