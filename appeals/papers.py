"""The words of the papers a case owes (handbook §4.3, column paper). Chinese by nature: they are official documents.

Each text is a template over the case and what the step's form said; what is filed is the finished text.
"""

import re
from dataclasses import dataclass
from datetime import date

from appeals.choices import Kind, Outcome, PaperKind, Rejection, Superior
from core.papers import Letter, chinese_date, letter
from stations.choices import Tier

DAY = re.compile(r"\d{4}-\d\d-\d\d")
LAW = "《信访工作条例》"
REMEDY = "如不服本处理意见，可以自收到本意见书之日起30日内，向{superiors}提出复查申请。逾期未提出的，本意见即为信访终结性意见。"
# 受理, 不予受理, 答复, …: the word in the document number of numbered papers
NUMBER_WORDS = {
    PaperKind.ACCEPTANCE: "受",
    PaperKind.REJECTION: "不受",
    PaperKind.TRANSFER: "转",
    PaperKind.TRANSFER_NOTICE: "告",
    PaperKind.ASSIGNMENT: "交",
    PaperKind.EXTENSION: "延",
    PaperKind.OPINION: "复",
    PaperKind.URGE: "督",
}
# Papers that are handed to the petitioner; the others go to stations, organs or the file
TO_PETITIONER = (
    PaperKind.ACCEPTANCE,
    PaperKind.REJECTION,
    PaperKind.TRANSFER_NOTICE,
    PaperKind.EXTENSION,
    PaperKind.OPINION,
)
TITLES = {
    PaperKind.REGISTRATION: "诉求登记表",
    PaperKind.ESCALATION: "诉求上报单",
    PaperKind.TRANSFER: "关于转送信访事项的函",
    PaperKind.TRANSFER_NOTICE: "信访事项转送告知书",
    PaperKind.ASSIGNMENT: "信访事项交办函",
    PaperKind.OBJECTION: "关于交办事项的异议说明",
    PaperKind.REJECTION: "信访事项不予受理告知书",
    PaperKind.ACCEPTANCE: "信访事项受理告知书",
    PaperKind.INQUIRY: "调查笔录",
    PaperKind.MEDIATION: "调解协议书",
    PaperKind.EXTENSION: "信访事项延期办理告知书",
    PaperKind.HEARING: "听证记录",
    PaperKind.OPINION: "信访事项处理意见书",
    PaperKind.URGE: "督办函",
    PaperKind.REVIEW: "复查意见书（收存）",
    PaperKind.RECHECK: "复核意见书（收存）",
    PaperKind.TALK: "谈话记录",
    PaperKind.WITHDRAWAL: "撤回信访事项记录",
    PaperKind.CLOSING: "结案登记",
}
# Row 8: the paragraph of the Regulations behind each reason
REJECTION_LAW = {
    Rejection.LITIGATION: "第三十一条",
    Rejection.DISCIPLINE: "第三十条",
    Rejection.ENDED: "第三十六条第三款",
    Rejection.PENDING: "第十九条",
    Rejection.NOT_OURS: "第二十三条",
}
# What a draft begins with; the officer goes on from there
REPLY_TEMPLATES = {
    Outcome.SOLVED: "您的请求有事实根据，符合有关规定，予以支持。我局将于　年　月　日前办理完毕。",
    Outcome.EXPLAINED: "您反映的问题，按照现行政策规定处理，理由说明如下：",
    Outcome.AIDED: "您的请求超出现行政策范围；考虑到您家庭的实际困难，决定给予如下帮扶：",
    Outcome.NOT_SUPPORTED: "您的请求缺乏事实根据（或者不符合法律、法规和政策规定），不予支持，理由如下：",
    Outcome.ADOPTED: "您提出的建议对改进工作有帮助，予以采纳，落实安排如下：",
    Outcome.ANSWERED: "您提出的建议已认真研究，答复如下：",
}


@dataclass(frozen=True)
class Draft:
    """A finished text before it is filed."""

    kind: str
    title: str
    addressee: str
    body: str


def number_word(kind, station):
    """赤退信复 for the bureau, 赵李桥镇退信受 for a town."""
    place = "赤" if station.tier == Tier.CITY else station.place
    return f"{place}退信{NUMBER_WORDS[kind]}"


def compose(kind, appeal, *, today, said, due=None):
    """The text of a paper. `said`: {name: text} of the step's form; `due`: the clock that the step set going."""
    said = {name: _written_out(told) for name, told in said.items()}
    return Draft(kind, TITLES[kind], addressee(kind, appeal, said), "\n".join(_body(kind, appeal, today, said, due)))


def _written_out(told):
    """A day as papers write it; what is none, or only looks like one, stays."""
    try:
        return chinese_date(date.fromisoformat(told)) if DAY.fullmatch(told) else told
    except (TypeError, ValueError):
        return told


def addressee(kind, appeal, said):
    if kind in TO_PETITIONER:
        return "" if appeal.is_anonymous else f"{appeal.name}："
    if kind == PaperKind.TRANSFER:
        return f"{said.get('recipient', '')}："
    if kind in (PaperKind.ASSIGNMENT, PaperKind.URGE):
        return f"{said.get('station') or appeal.handler}："
    return ""


def _body(kind, appeal, today, said, due):
    return BODIES.get(kind, _record)(appeal, today, said, due)


def _matter(appeal):
    return f"您于{chinese_date(appeal.received_on)}提出的“{appeal.title}”事项（编号{appeal.number}）"


def _until(due):
    return f"{chinese_date(due.due_on)}前" if due else "法定期限内"


def _registration(appeal, today, said, due):
    petition = "信访事项（本人要求按《信访工作条例》办理）" if appeal.is_petition else "站内诉求"
    yield f"编号：{appeal.number}　　性质：{appeal.get_kind_display()}，{petition}"
    yield f"来源：{appeal.get_channel_display()}　　类别：{appeal.category}　　收到日期：{chinese_date(appeal.received_on)}"
    yield f"诉求人：{appeal.who}　　人数：{appeal.head_count}"
    if appeal.delegates:
        yield f"代表：{'、'.join(appeal.delegates)}"
    yield f"事实和理由：{appeal.facts}"
    yield f"请求：{appeal.demand or '（未另提出）'}"
    if appeal.query_code:
        yield f"查询码：{appeal.query_code}。凭查询码和证件号码或电话号码后四位，可在网上查询办理进度并作评价。"
    yield f"登记单位：{appeal.origin}　　登记人：{appeal.created_by}"


def _acceptance(appeal, today, said, due):
    yield f"{_matter(appeal)}收悉。经审查，属于本单位职权范围，根据{LAW}第二十三条的规定，予以受理。"
    yield f"本单位将自受理之日起60日内作出处理意见，即{_until(due)}书面答复您；情况复杂的，经批准可以延长，并向您说明理由。"
    yield f"承办单位：{appeal.handler}。办理期间可凭查询码{appeal.query_code or '（略）'}查询进度。"


def _rejection(appeal, today, said, due):
    law = REJECTION_LAW.get(said.get("rejection_code"), "第二十三条")
    yield f"{_matter(appeal)}收悉。经审查，{said.get('rejection', '')}，根据{LAW}{law}的规定，不予受理。"
    yield f"理由和建议的途径：{said.get('note', '')}"


def _transfer(appeal, today, said, due):
    yield f"现将{appeal.who}反映的“{appeal.title}”事项（编号{appeal.number}）转送你单位，请依法按政策办理，并答复诉求人。"
    yield f"主要内容：{appeal.facts}"
    yield f"转送理由：{said.get('note', '')}"
    yield f"依据：{LAW}第二十二条、第二十三条。"


def _transfer_notice(appeal, today, said, due):
    yield f"{_matter(appeal)}收悉。经审查，属于{said.get('recipient', '')}职权范围，根据{LAW}第二十三条的规定，已转送该单位办理。"
    yield "请直接向该单位了解办理情况。"


def _assignment(appeal, today, said, due):
    yield f"现将“{appeal.title}”事项（编号{appeal.number}）交你单位办理，请于{said.get('feedback_on', '')}前反馈办理情况。"
    yield f"主要内容：{appeal.facts}"
    if said.get("note"):
        yield f"办理要求：{said['note']}"
    yield f"认为不属于本单位职权的，自收到之日起5个工作日内提出异议并说明理由（{LAW}第二十三条）。"


def _extension(appeal, today, said, due):
    law = f"根据{LAW}第三十四条的规定，经本单位负责人批准，延长办理期限{said.get('days', '')}日"
    yield f"{_matter(appeal)}，因情况复杂，不能在规定期限内办结。{law}，即{_until(due)}作出处理意见。"
    yield f"延期理由：{said.get('reason', '')}"


def _opinion(appeal, today, said, due):
    yield f"{_matter(appeal)}收悉并受理。现已办理完毕，提出如下处理意见："
    yield "一、请求事项"
    yield appeal.demand or appeal.facts
    yield "二、查明的事实"
    yield said.get("found", "")
    yield "三、处理意见"
    yield said.get("opinion", "")
    yield "四、依据"
    yield said.get("law", "")
    if appeal.kind == Kind.CLAIM:
        superiors = "或者".join(str(body.label) for body in Superior)
        yield REMEDY.format(superiors=superiors)


def _urge(appeal, today, said, due):
    until = chinese_date(appeal.due_on) if appeal.due_on else "未定"
    yield f"“{appeal.title}”事项（编号{appeal.number}）由你单位承办，办理期限为{until}。"
    yield said.get("note", "")
    yield f"请立即办理，并将办理情况和未按期办结的原因书面报告（{LAW}第四十条）。"


def _record(appeal, today, said, due):
    """Records of what was said and done: the form's own words."""
    yield f"事项：{appeal.title}（编号{appeal.number}）"
    yield f"日期：{chinese_date(today)}"
    for name, label in RECORD_LABELS:
        if said.get(name):
            yield f"{label}：{said[name]}"


RECORD_LABELS = (
    ("escalation", "上报理由"),
    ("work", "方式"),
    ("outcome", "结果"),
    ("superior", "复查机关"),
    ("recheck_body", "复核机关"),
    ("review_result", "结论"),
    ("first_on", "听证起"),
    ("last_on", "听证止"),
    ("told_on", "告知本人日期"),
    ("note", "内容"),
)
BODIES = {
    PaperKind.REGISTRATION: _registration,
    PaperKind.ACCEPTANCE: _acceptance,
    PaperKind.REJECTION: _rejection,
    PaperKind.TRANSFER: _transfer,
    PaperKind.TRANSFER_NOTICE: _transfer_notice,
    PaperKind.ASSIGNMENT: _assignment,
    PaperKind.EXTENSION: _extension,
    PaperKind.OPINION: _opinion,
    PaperKind.URGE: _urge,
}


def as_word(paper, issuer):
    """The paper as a .docx in official layout."""
    return letter(
        Letter(
            title=paper.title,
            number=paper.number or "",
            addressee=paper.addressee,
            paragraphs=tuple(line for line in paper.body.splitlines() if line.strip()),
            issuer=issuer,
            on=paper.on,
        )
    )
