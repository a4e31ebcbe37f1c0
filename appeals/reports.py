"""The results of a survey on paper and in a workbook. The same withheld cells as on the page."""

from django.conf import settings

from appeals.results import percent
from core.documents import sheet_file
from core.listing import Column
from core.papers import Letter, letter

HEADINGS = ("题号", "题目", "分组", "组", "选项", "人数", "占比（%）", "均分", "满意率（%）")
WITHHELD = "少于5人，不显示"


def workbook(results, counts):
    """A file with one line for each number."""
    columns = [Column(str(place), title, num=place >= 5) for place, title in enumerate(HEADINGS)]
    return sheet_file("问卷结果", columns, _rows(results, counts))[0]


def _rows(results, counts):
    for label, number in (("发放", counts.distributed), ("回收", counts.returned), ("有效", counts.valid)):
        yield ["", "问卷份数", "全部", "", label, number, "", "", ""]
    for finding in results.findings:
        head = [finding.key, finding.title, "全部", ""]
        rate, mean = finding.rate, finding.mean
        yield [*head, "作答", finding.answered, percent(finding.answered, results.valid) or "", mean or "", rate or ""]
        for line in finding.lines:
            yield [*head, line.label, line.number, "" if line.percent is None else line.percent, "", ""]
        for cross in results.crosses(finding):
            for label, people, cells, rate in cross.rows:
                for heading, cell in zip(cross.columns, cells, strict=True):
                    share = "" if cell is None or not people else percent(cell, people)
                    shown = WITHHELD if cell is None else cell
                    yield [finding.key, finding.title, cross.title, label, heading, shown, share, "", rate or ""]


def paper(results, counts, today, remarks):
    """The report as .docx in the layout of official papers."""
    survey = results.survey
    issuer = settings.BUREAU_NAME if survey.station.tier == "city" else survey.station.name
    text = [*_returns(results, counts), *_findings(results), *_remarks(remarks)]
    return letter(Letter(title=f"《{survey.title}》情况报告", paragraphs=tuple(text), issuer=issuer, on=today))


def _returns(results, counts):
    survey = results.survey
    days = f"{survey.starts_on:%Y-%m-%d}至{survey.ends_on:%Y-%m-%d}"
    back, good = percent(counts.returned, counts.distributed), percent(counts.valid, counts.returned)
    yield "一、发放与回收"
    yield (
        f"本次调查时间为{days}，无记名填写。共发放问卷{counts.distributed}份，回收{counts.returned}份"
        f"（回收率{back or 0}%），其中有效{counts.valid}份（有效率{good or 0}%）。"
    )
    if results.overall and results.overall.rate is not None:
        satisfied, among = results.overall.satisfaction
        yield f"总体满意率{results.overall.rate}%（满意和比较满意{satisfied}人，扣除“说不清”后{among}人）。"


def _findings(results):
    yield "二、各题结果"
    for number, finding in enumerate(results.findings, start=1):
        yield f"（{number}）{finding.title}"
        said = "；".join(f"{line.label}{line.number}人，占{line.percent or 0}%" for line in finding.lines)
        tail = [] if finding.mean is None else [f"均分{finding.mean}" if finding.points else f"平均{finding.mean}"]
        if finding.rate is not None:
            satisfied, among = finding.satisfaction
            tail.append(f"满意率{finding.rate}%（{satisfied}/{among}）")
        yield "。".join(part for part in (f"作答{finding.answered}人", said, "，".join(tail)) if part) + "。"
    yield "各镇（街道）、年龄和类别的分组结果见随附工作簿；人数少于5人的分组不公布。"


def _remarks(remarks):
    """`remarks`: (category label, how many, how many taken up)."""
    if remarks:
        yield "三、意见建议"
        whole, taken = sum(n for _label, n, _taken in remarks), sum(taken for _label, _n, taken in remarks)
        said = "、".join(f"{label}{n}条" for label, n, _taken in remarks)
        yield f"共收到意见建议{whole}条，分类为：{said}。其中{taken}条已转为诉求或问题办理。"
