"""The table of steps as a page to read: a diagram (Mermaid), the rows, and who may do what in which state."""

from appeals.choices import ClockKind, PaperKind, State
from appeals.workflow import APPEALS, POST_LABELS, STEPS

HEAD = """# 诉求办理流程

由 `manage.py appeals_workflow` 从 `appeals/workflow.py` 的表生成，请勿手改；表就是程序，改表即改流程。
"""


def page():
    """The whole document."""
    return "\n".join(
        [HEAD, "## 状态图\n", *diagram(), "", "## 步骤表\n", *table(), "", "## 各状态可做的事\n", *matrix(), ""]
    )


def diagram():
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        yield f'    state "{state.label}" as {state.value}'
    for step in STEPS:
        for source in step.source or ("[*]",):
            yield f"    {source} --> {step.to or source}: {step.row} {name(step)}"
    yield "```"


def table():
    yield "| 序 | 步骤 | 从 | 到 | 谁 | 必填 | 期限与条件 | 起算 | 停止 | 文书 |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for step in STEPS:
        ends = "全部" if len(step.ends) == len(ClockKind) else joined(ClockKind(kind).label for kind in step.ends)
        cells = (
            step.row,
            f"{name(step)} `{step.action}`",
            joined(State(state).label for state in step.source) or "—",
            State(step.to).label if step.to else "不变",
            joined(POST_LABELS[post] for post in step.who),
            joined(step.needs),
            step.deadline,
            joined(ClockKind(kind).label for kind in step.starts),
            ends,
            PaperKind(step.paper).label if step.paper else "",
        )
        yield f"| {' | '.join(cells)} |"


def matrix():
    """State × action: the posts that may."""
    yield f"| 步骤 | {' | '.join(state.label for state in State)} |"
    yield "|---" * (len(State) + 1) + "|"
    for step in STEPS:
        if step.source:
            who = joined(POST_LABELS[post] for post in step.who)
            cells = [who if state in step.source else "" for state in State]
            yield f"| {name(step)} | {' | '.join(cells)} |"


def name(step):
    return str(APPEALS.label_of(step.action))


def joined(words):
    return "、".join(map(str, words))
