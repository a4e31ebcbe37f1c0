"""One room of each kind of page, over people on file: what the page grammar is tried on."""

from django import forms
from django.template import Template
from django.urls import include, path

import config.urls
from core import audit, navigation, panels
from core.actions import Refused, action
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.listing import Choice, Column, Filters, Listing, RowChoice
from core.pages import ActionPage, FormPage, ListPage, PortalView, RecordPage
from core.roles import StationClerk
from stations.models import Station
from veterans.models import Person

ROW = '<tr><th scope="row"><a href="/room/{{ row.pk }}/">{{ row.name }}</a></th><td>{{ row.id_no }}</td><td></td></tr>'


@action("room.add", hands_over=False)
def add(*, by, station, name, today):
    person = Person(station=station, name=name, pinyin=name, note=str(today))
    person.full_clean()
    person.save()
    return person


@action("room.amend")
def amend(*, by, person, values):
    if values["name"] == "拒绝":
        raise Refused("no_such_name", "没有人叫这个名字。")
    for name, value in values.items():
        setattr(person, name, value)
    person.version += 1
    person.updated_by = by
    person.save()
    return person


@action("room.note")
def note(*, by, person, reason):
    person.note = reason
    person.save()
    return person


@action("room.pass_on", hands_over=True)
def pass_on(*, by, row):
    row.station = Station.objects.exclude(tier="village").first()
    row.save()
    audit.record("room.pass_on", row, by=by)
    return row


def check_is_alive(person, by, today):
    if person.alive != "alive":
        raise Refused("not_alive", "此人不在册。")


class PeopleFilters(Filters):
    station = RowChoice(of=Station, named="name", label="站", every="全部站")
    sex = Choice(choices=[("1", "男"), ("2", "女")], label="性别", every="性别不限")


class People(Listing):
    columns = (
        Column("name", "姓名", sort="pinyin"),
        Column("id_no", "证号", wide=True),
        Column("birth", "出生", sort="birth_date", value="birth_date", num=True),
        Column("station", "站", value="station.place", sort="station__division__code", shown=False),
        Column("secret", "只在页上", value=lambda row: "页", exported=False),
    )
    filters = PeopleFilters
    search_label = "姓名"
    default_order = "name"
    page_sizes = (5, 20)
    row_template = Template(ROW)

    def search(self, rows, text):
        return rows.filter(name__contains=text)


class PeoplePage(ListPage):
    model, needs, title, listing = Person, "room.view", "人员", People
    export, export_plain, add, add_label = "room.export", "room.export_plain", "room:add", "登记"

    def refine(self, rows):
        return rows.select_related("station__division")


class PersonPage(RecordPage):
    model, needs, opens = Person, "room.view", "room.open"


class NameForm(PortalForm):
    sections = (Section("one", "身份", (Field("name", 2), "station")),)
    name = forms.CharField(label="姓名", max_length=50)
    station = forms.ModelChoiceField(Station.objects.all(), label="站")


class PersonForm(PortalModelForm):
    sections = (Section("one", "身份", (Field("name", 2), "id_no")), Section("two", "服役", ("enlist_date",)))
    live = ("name",)

    class Meta:
        model = Person
        fields = ["name", "id_no", "enlist_date", "addr", "sex"]

    def clean(self):
        super().clean()
        if str(self.cleaned_data.get("enlist_date") or "9") < "1950":
            self.warn("enlist_date", "入伍太早，请核对")
        if self.cleaned_data.get("name") == "疑":
            self.question("one_character", "名字只有一个字吗？", needs_reason=True)


class Add(FormPage):
    needs, form, action, title, keeps, done = "room.add", NameForm, add, "登记", ("station",), "room:people"


class Amend(FormPage):
    model, needs, form, action, title, done = Person, "room.amend", PersonForm, amend, "修改", "room:people"

    def live(self, form, name):
        return {"fill": {"addr": "赤壁市"}} if name == "name" else {}


class AmendUnmasked(Amend):
    unmasked = True


class ReasonForm(PortalForm):
    reason = forms.CharField(label="原因")


class Note(ActionPage):
    model, needs, form, action, label, done = Person, "room.note", ReasonForm, note, "备注", "room:people"
    check = check_is_alive


class PassOn(ActionPage):
    model, needs, action, label, icon = Person, "room.pass_on", pass_on, "移交", "swap"


class Buttons(RecordPage):
    model, needs = Person, "room.view"
    buttons = Template('{% act "room:note" row %}{% act "room:pass_on" row "sm" %}')

    def get(self, request, **kwargs):
        return self.show(self.buttons, row=self.row)

    def show(self, template=None, status=200, **context):
        from django.http import HttpResponse
        from django.template import RequestContext

        return HttpResponse(template.render(RequestContext(self.request, {"page": self, **context})))


class Refusing(PortalView):
    def get(self, request):
        raise Refused("closed", "今天不办。")


room = [
    path("", PeoplePage.as_view(), name="people"),
    path("add/", Add.as_view(), name="add"),
    path("refusing/", Refusing.as_view(), name="refusing"),
    path("<int:pk>/", PersonPage.as_view(), name="person"),
    path("<int:pk>/amend/", Amend.as_view(), name="amend"),
    path("<int:pk>/plain/", AmendUnmasked.as_view(), name="amend_plain"),
    path("<int:pk>/note/", Note.as_view(), name="note"),
    path("<int:pk>/pass-on/", PassOn.as_view(), name="pass_on"),
    path("<int:pk>/buttons/", Buttons.as_view(), name="buttons"),
]

urlpatterns = [path("room/", include((room, "room"))), *config.urls.urlpatterns]

GRANTS = ("view", "add", "amend", "note", "pass_on", "export")


def open_room(monkeypatch):
    """Clerks may use the room, for one test; the frame of its pages asks nothing of other departments."""
    monkeypatch.setattr(StationClerk, "may", StationClerk.may | {f"room.{verb}" for verb in GRANTS})
    monkeypatch.setattr(navigation.menu, "entries", [])
    monkeypatch.setattr(navigation.quick, "entries", [])
    monkeypatch.setattr(panels, "PANELS", {})
