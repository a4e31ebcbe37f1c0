"""The network's tables in the import centre: master data of stations, and who works there."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from core.actions import Refused
from core.imports.columns import Column
from core.imports.plan import sheet_kind
from core.imports.secondary import Scoped, Secondary
from core.imports.words import YES_NO, Read, a_day_gone, yes_or_no
from core.validators import parse_partial_date
from stations import actions
from stations.models import StaffMember, Station

CODE = Column(
    "code",
    gettext_lazy("division code"),
    formal="区划代码",
    synonyms=("行政区划代码", "站点代码", "村代码", "统计用区划代码"),
    example="421281100201",
    note="12 位，与系统中一致",
    is_required=True,
    takes_ditto=False,
)


class StationResource(Scoped):
    """Name, address, telephone, head, hours of the stations on file; stations themselves are opened in the tree."""

    code = Field("division__code", "code", readonly=True)
    order = ("division__code",)

    class Meta(Scoped.Meta):
        model = Station
        fields = ("code", "name", "head_name", "phone", "address", "open_hours", "opened_on")
        import_id_fields = ("code",)

    def widgets(self):
        return {"opened_on": a_day_gone(self.today)}

    def get_queryset(self):
        return super().get_queryset().open().select_related("division")

    def init_instance(self, row=None):
        raise Refused("unknown_code", _("No station of your area has this code."))

    def amend(self, row, values):
        actions.amend_station(by=self.by, station=row, values=values, version=row.version)


class StaffResource(Scoped):
    """Who works at a station: found by station and name, among those who have not left."""

    code = Field("station__division__code", "code", readonly=True)
    order = ("station__division__code", "pk")

    class Meta(Scoped.Meta):
        model = StaffMember
        fields = ("code", "name", "post", "phone", "since", "is_full_time", "is_veteran")
        import_id_fields = ("code", "name")

    def widgets(self):
        return {
            "since": Read(partial(parse_partial_date, today=self.today)),
            "is_full_time": yes_or_no(),
            "is_veteran": yes_or_no(),
        }

    def get_queryset(self):
        return super().get_queryset().filter(left_on__isnull=True).select_related("station__division")

    def in_order(self, rows):
        return super().in_order(rows.filter(left_on__isnull=True).select_related("station__division"))

    def init_instance(self, row=None):
        """A new member of the station that the code names, if it is one of the user's."""
        stations = StationResource(by=self.by, today=self.today).get_queryset()
        station = stations.filter(division__code=row["code"]).first()
        if station is None:
            raise Refused("unknown_code", _("No station of your area has this code."))
        return StaffMember(station=station)

    def add(self, values):
        return actions.add_staff(by=self.by, values=values, station=values["station"])

    def fixed(self, instance):
        return {"station": instance.station}

    def amend(self, row, values):
        actions.amend_staff(by=self.by, row=row, values=values)

    def remove(self, row):
        actions.remove_staff(by=self.by, row=row)


@sheet_kind("stations.stations")
class Stations(Secondary):
    """Master data of stations."""

    title, model, resource = gettext_lazy("Stations"), Station, StationResource
    needs, export_needs = "station.amend", "station.export"
    key_columns = ("code",)
    columns = (
        CODE,
        Column("name", gettext_lazy("name"), formal="站点名称", synonyms=("名称", "服务站名称")),
        Column("head_name", gettext_lazy("head of the station"), formal="站长", synonyms=("负责人", "站点负责人")),
        Column("phone", gettext_lazy("service telephone"), formal="服务电话", synonyms=("联系电话", "电话", "办公电话")),
        Column("address", gettext_lazy("address"), formal="地址", synonyms=("站点地址", "办公地址", "详细地址")),
        Column("open_hours", gettext_lazy("opening hours"), formal="开放时间", synonyms=("服务时间", "办公时间")),
        Column("opened_on", gettext_lazy("opened on"), formal="成立日期", synonyms=("成立时间",), example="2019-05-20"),
    )  # fmt: skip


@sheet_kind("stations.staff")
class Staff(Secondary):
    """Who works at the stations."""

    title, model, resource = gettext_lazy("Staff of the stations"), StaffMember, StaffResource
    needs, export_needs = "staff.amend", "station.export"
    key_columns = ("code", "name")
    columns = (
        CODE,
        Column("name", gettext_lazy("name"), formal="姓名", is_required=True, takes_ditto=False, example="但家旺"),
        Column("post", gettext_lazy("post"), formal="职务", synonyms=("岗位", "职务岗位")),
        Column("phone", gettext_lazy("office phone"), formal="办公电话", synonyms=("电话", "联系电话")),
        Column("since", gettext_lazy("since"), formal="到岗时间", synonyms=("任职时间", "入职时间"), example="2020-06"),
        Column("is_full_time", gettext_lazy("full-time"), formal="是否专职", synonyms=("专职", "专兼职"), choices=YES_NO),
        Column("is_veteran", gettext_lazy("is a veteran"), formal="是否退役军人", synonyms=("退役军人",), choices=YES_NO),
    )  # fmt: skip

    @classmethod
    def address_of(cls, row):
        return ""
