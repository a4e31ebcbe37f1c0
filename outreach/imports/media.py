"""The list of media items that the propaganda office hands in each quarter, through the import centre."""

from django.utils.translation import gettext_lazy as _

from core.imports.columns import Column
from core.imports.plan import sheet_kind
from core.imports.secondary import Scoped, Secondary
from core.imports.words import TAKEN_BACK, a_day_gone, coded, labels_of
from outreach.actions import media
from outreach.choices.media import PUBLISHING, Channel, ItemKind, Level
from outreach.models import MediaItem

LEVEL_WORDS = {
    Level.NATION: ("国家级", "中央级", "央媒", "国家"),
    Level.PROVINCE: ("省", "省媒", "省部级"),
    Level.PREFECTURE: ("地级", "地市", "咸宁市级"),
    Level.CITY: ("县级", "县市", "赤壁市级", "本地"),
}
CHANNEL_WORDS = {
    Channel.PRESS: ("报纸", "纸媒", "杂志"),
    Channel.TV: ("电视台",),
    Channel.RADIO: ("电台",),
    Channel.WEB: ("网站", "网络媒体", "客户端", "新闻网站"),
    Channel.WECHAT: ("微信", "公众号"),
    Channel.DOUYIN: ("短视频", "抖音号"),
}
KIND_WORDS = {
    ItemKind.BRIEF: ("动态", "信息", "简讯"),
    ItemKind.NEWS: ("消息", "新闻报道"),
    ItemKind.FEATURE: ("专题", "通讯", "专栏"),
}


class MediaItemResource(Scoped):
    """Items in force of the user's stations, found by outlet, headline, day and channel; new ones are their own station's."""

    order = ("-on", "pk")

    class Meta(Scoped.Meta):
        model = MediaItem
        fields = ("on", "outlet", "level", "channel", "kind", "title", "url", "note")
        import_id_fields = ("on", "outlet", "title", "channel")

    def widgets(self):
        return {
            "on": a_day_gone(self.today),
            "level": coded(Level.choices, LEVEL_WORDS),
            "channel": coded(PUBLISHING, CHANNEL_WORDS),
            "kind": coded(ItemKind.choices, KIND_WORDS),
        }

    def get_queryset(self):
        return super().get_queryset().in_force()

    def in_order(self, rows):
        return super().in_order(rows.in_force())

    def init_instance(self, row=None):
        return MediaItem(station=self.by.station, created_by=self.by)

    def add(self, values):
        return media.record_media(by=self.by, model=MediaItem, values=values, today=self.today)

    def amend(self, row, values):
        media.amend_media(by=self.by, row=row, values=values, today=self.today)

    def remove(self, row):
        media.withdraw_media(by=self.by, row=row, reason=TAKEN_BACK)


@sheet_kind("outreach.media")
class MediaItems(Secondary):
    """Media items, one a row."""

    title, model, resource = _("Media items"), MediaItem, MediaItemResource
    needs, export_needs = "media.record", "media.export"
    key_columns, called = ("on", "outlet", "title", "channel"), "title"
    columns = (
        Column("on", _("date"), formal="刊播日期", synonyms=("日期", "发布日期", "发布时间", "刊发时间", "刊发日期"),
               example="2026-03-05", is_required=True),
        Column("outlet", _("outlet"), formal="媒体名称", synonyms=("媒体", "刊物", "发布媒体", "刊发媒体"), example="湖北日报",
               is_required=True),
        Column("level", _("outlet level"), formal="媒体级别", synonyms=("级别", "层级"), choices=labels_of(Level.choices),
               example="省级", is_required=True),
        Column("channel", _("media channel"), formal="渠道", synonyms=("媒体类型", "载体", "发布渠道"),
               choices=labels_of(PUBLISHING), example="报刊", is_required=True),
        Column("kind", _("kind of item"), formal="稿件类型", synonyms=("类型", "体裁"), choices=labels_of(ItemKind.choices),
               example="动态信息"),
        Column("title", _("headline"), formal="标题", synonyms=("稿件标题", "题目", "新闻标题"), example="老兵故事润童心",
               is_required=True, takes_ditto=False),
        Column("url", _("web address"), formal="网址", synonyms=("链接", "网络链接", "原文链接")),
        Column("note", _("note"), formal="备注"),
    )  # fmt: skip
