"""The addresses of the checkups: a running campaign of the city with one entitled person of the home village."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from outreach.actions import checkup_lists, checkup_results
from outreach.imports.checkups import read_results
from outreach.models import CheckupResult
from tests.builders import TODAY, build_account
from tests.outreach.made_checkups import (
    build_campaign,
    build_hospital,
    build_running,
    build_session,
    build_veteran,
    exam_of,
    examined,
)
from tests.probes import Probe


def officer(world):
    if "probe_officer" not in world.made:
        world.made["probe_officer"] = build_account("probe_officer", world.city, "bureau_officer")
    return world.made["probe_officer"]


def hospital(world):
    world.made["probe_person"] = build_veteran(world.clerk)
    return build_running(officer(world))[1]


def campaign(world):
    return world.once(hospital).campaign


def planned(world):
    row = build_campaign(officer(world), title="2027 年度免费体检", year=2027)
    build_hospital(officer(world), row)
    return row


def session(world):
    return build_session(officer(world), world.once(hospital))


def exam(world):
    world.once(hospital)
    return exam_of(world.made["probe_person"])


def result(world):
    world.once(hospital)
    person = build_veteran(world.clerk, name="周桂香")
    checkup_lists.add_to_list(by=officer(world), campaign=campaign(world), person=person, reason="补充", today=TODAY)
    values = {"received_on": TODAY, "is_flagged": True, "findings": "肺部结节", "summary": "复查"}
    file = SimpleUploadedFile("报告.pdf", b"%PDF-1.4\n%synthetic\n")
    row = examined(officer(world), person)
    checkup_results.enter_result(by=officer(world), exam=row, values={**values, "file": file}, today=TODAY)
    return CheckupResult.objects.get(exam=row)


def sheet(world):
    file = io.BytesIO("姓名,身份证号,体检结论\n涂长林,110105194912310028,正常\n".encode())
    file.name = "结果.csv"
    rows, unread = read_results(file)
    kept = {"file_name": file.name, "rows": rows, "unread": unread}
    return checkup_results.keep_sheet(by=officer(world), campaign=campaign(world), **kept, today=TODAY)


def invoice(world):
    values = {"hospital": world.once(hospital), "number": "No.1", "on": TODAY, "heads": 1, "amount": 400}
    return checkup_results.add_invoice(by=officer(world), campaign=campaign(world), values=values, today=TODAY)


def of(make):
    return lambda world: [world.once(make).pk]


def of_campaign(world):
    return [campaign(world).pk]


# Campaigns and their days are shared with the stations below the bureau: strangers of another village read them, and
# find nobody of the others' on them. What the bureau changes is writable by the bureau alone.
SHARED = {"outside": "shared"}
PROBES = {
    "outreach:campaigns": Probe(),
    "outreach:add_campaign": Probe(),
    "outreach:missed": Probe(),
    "outreach:findings": Probe(),
    "outreach:campaign": Probe(of_campaign, **SHARED),
    "outreach:amend_campaign": Probe(of(planned)),
    "outreach:freeze_list": Probe(of(planned), method="post"),
    "outreach:drop_list": Probe(of(planned), method="post"),
    "outreach:close_campaign": Probe(of_campaign, method="post"),
    "outreach:add_checkup_hospital": Probe(of_campaign, method="post"),
    "outreach:add_sessions": Probe(of_campaign, method="post"),
    "outreach:board": Probe(of_campaign, **SHARED),
    "outreach:allot": Probe(of_campaign, method="post"),
    "outreach:exams": Probe(of_campaign, **SHARED),
    "outreach:add_to_list": Probe(of_campaign, method="post"),
    "outreach:village_calls": Probe(of_campaign, **SHARED),
    "outreach:call_sheet": Probe(of_campaign, **SHARED),
    "outreach:checkup_notices": Probe(of_campaign, **SHARED),
    "outreach:checkin": Probe(of_campaign, **SHARED),
    "outreach:checkin_code": Probe(lambda world: [exam(world).code]),
    "outreach:upload_results": Probe(of_campaign),
    "outreach:invoices": Probe(of_campaign, **SHARED),
    "outreach:add_invoice": Probe(of_campaign),
    "outreach:settle_invoice": Probe(of(invoice), method="post"),
    "outreach:checkup_day": Probe(of(session), **SHARED),
    "outreach:set_quota": Probe(of(session), method="post"),
    "outreach:cancel_day": Probe(of(session), method="post"),
    "outreach:close_day": Probe(of(session), method="post"),
    "outreach:book_village": Probe(of(session), method="post", **SHARED),
    "outreach:move_village": Probe(of(session), method="post", **SHARED),
    "outreach:exam": Probe(of(exam)),
    "outreach:result": Probe(of(result)),
    "outreach:checkup_report": Probe(of(result)),
    "outreach:result_sheet": Probe(of(sheet)),
    "outreach:write_sheet": Probe(of(sheet), method="post"),
    "outreach:discard_sheet": Probe(of(sheet), method="post"),
}
