"""Files that prove what was done: checked, sealed, given out as downloads only, seen where the row belongs."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.actions import NotAllowed
from core.models import Event
from employment.actions import enterprise, evidence
from employment.models.evidence import EVIDENCE
from tests.builders import TODAY
from tests.employment import made_placement as made


def session(by):
    values = {"on": TODAY, "topic": "直播带货", "attendees": 30}
    return enterprise.hold_session(by=by, mentor=made.build_mentor(by), values=values, today=TODAY)


OWNERS = {"session": session, "base": made.build_base, "entry": made.build_entry, "loan": made.build_loan}
every_kind = pytest.mark.parametrize("kind", OWNERS)


@every_kind
def test_a_file_is_kept_listed_given_out_as_a_download_and_removed(
    enter, clerk, kind, django_capture_on_commit_callbacks
):
    owner, client = OWNERS[kind](clerk), enter(clerk)
    file = SimpleUploadedFile("<签到>表.pdf", made.PAPER)
    added = client.post(reverse(f"employment:attach_{kind}", args=[owner.pk]), {"file": file, "title": "签到表"})
    assert added.status_code == 302
    kept = EVIDENCE[kind].objects.get()
    assert "签到表" in client.get(added["Location"]).content.decode()
    answer = client.get(reverse(f"employment:{kind}_file", args=[kept.pk]))
    assert answer.content == made.PAPER and answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream" and answer["X-Content-Type-Options"] == "nosniff"
    path = Path(settings.MEDIA_ROOT) / kept.place
    assert b"%PDF" not in path.read_bytes() and "签到" not in str(path)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse(f"employment:remove_{kind}_file", args=[kept.pk]), {"reason": "传错了"})
    assert not EVIDENCE[kind].objects.exists() and not path.exists()
    verbs = set(Event.objects.filter(verb__startswith="evidence.").values_list("verb", flat=True))
    assert verbs == {"evidence.keep", "evidence.fetch", "evidence.remove"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("页面.html", b"<script>"), ("图.jpg", b"<html>"), ("表.xlsx", b"PK\x03\x04 vbaProject.bin"), ("程序.exe", b"MZ"),
     ("图.svg", b"<svg/>"), ("大.pdf", b"%PDF-" + bytes(10 * 1024 * 1024))],
)  # fmt: skip
def test_files_of_other_kinds_or_sizes_leave_nothing(clerk, name, content):
    base = made.build_base(clerk)
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    with pytest.raises(ValidationError):
        made.build_evidence(clerk, "base", base, name=name, content=content)
    assert not EVIDENCE["base"].objects.exists() and sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_the_files_of_a_shared_base_stay_with_the_bureau(enter, officer, clerk):
    base = made.build_base(officer)
    kept = made.build_evidence(officer, "base", base, title="合作协议")
    page = enter(clerk).get(base.get_absolute_url()).content.decode()
    assert base.name in page and "合作协议" not in page and "employment/evidence" not in page
    assert enter(clerk).get(reverse("employment:base_file", args=[kept.pk])).status_code == 404
    assert "合作协议" in enter(officer).get(base.get_absolute_url()).content.decode()


def test_a_leader_reads_files_and_adds_none(enter, leader, officer):
    loan = made.build_loan(officer)
    kept = made.build_evidence(officer, "loan", loan)
    assert enter(leader).get(reverse("employment:loan_file", args=[kept.pk])).status_code == 200
    with pytest.raises(NotAllowed):
        evidence.remove(by=leader, evidence=kept, reason="—")
    with pytest.raises(NotAllowed):
        made.build_evidence(leader, "loan", loan)
