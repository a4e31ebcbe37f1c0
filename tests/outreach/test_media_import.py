"""A list of media items through the import centre: planned, written, planned again, mended, undone."""

from core.imports.models import BatchState
from core.models import Event
from outreach.models import MediaItem
from tests.builders import TODAY
from tests.cast import *  # noqa: F403
from tests.imports.centre import plan, undo, write
from tests.outreach.made_activities import build_item
from tests.rosters.make import xlsx

HEADS = ["发布时间", "媒体名称", "级别", "媒体类型", "稿件类型", "题目", "链接"]
ROW = ["2026-03-05", "湖北日报", "省级", "报纸", "动态", "老兵故事润童心", ""]


def planned(by, *rows):
    return plan(by, content=xlsx({"名单": [HEADS, *rows]}), kind="outreach.media", name="媒体名单.xlsx")


def row(**changes):
    return list((dict(zip(HEADS, ROW, strict=True)) | changes).values())


def test_a_media_list_is_planned_written_and_planned_again_without_a_change(officer):
    rows = [row(), row(媒体名称="湖北卫视", 媒体类型="电视台", 稿件类型="新闻", 链接="https://example.org/1")]
    batch = planned(officer, *rows)
    assert (batch.created, batch.rows) == (2, 2) and not MediaItem.objects.exists()
    write(officer, batch)
    assert batch.state == BatchState.APPLIED
    item = MediaItem.objects.get(outlet="湖北日报")
    assert (item.level, item.channel, item.kind, item.station) == ("province", "press", "brief", officer.station)
    assert Event.objects.filter(verb="media.record").count() == 2
    again = planned(officer, *rows)
    assert (again.unchanged, again.rows) == (2, 2)


def test_unknown_levels_and_days_to_come_are_returned_with_their_reasons(officer):
    batch = planned(
        officer, row(级别="市级", 题目="另一则"), row(发布时间="2030-01-01"), row(媒体名称=""), row(), row()
    )
    assert (batch.created, batch.rejected, batch.rows) == (1, 4, 5)


def test_a_changed_level_is_an_amendment(officer):
    build_item(officer, on=TODAY, level="city", outlet="云上赤壁", channel="web", title="一则")
    batch = planned(
        officer, row(发布时间=TODAY.isoformat(), 媒体名称="云上赤壁", 级别="地市级", 媒体类型="网络", 题目="一则")
    )
    assert batch.changed == 1
    write(officer, batch)
    assert MediaItem.objects.get().level == "prefecture"


def test_items_out_of_sight_are_not_touched(clerk, outsider):
    build_item(outsider)
    batch = planned(clerk, row(发布时间=TODAY.isoformat(), 级别="中央"))
    assert batch.created == 1
    write(clerk, batch)
    assert MediaItem.objects.get(station=outsider.station).level == "province"


def test_undoing_takes_the_new_items_back(officer):
    batch = planned(officer, row())
    write(officer, batch)
    undo(officer, batch)
    assert not MediaItem.objects.in_force().exists()
