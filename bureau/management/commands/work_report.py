from datetime import date
from pathlib import Path

from django.conf import settings

from bureau import drafting
from bureau.actions.reports import begin_report, fill_in
from core.actions import Refused
from core.commands import PortalCommand
from stations.models import Account


class Command(PortalCommand):
    help = "Write the work report of a period: its numbers and sentences, and with --out the .docx."

    def arguments(self, parser):
        parser.add_argument("--from", dest="first", required=True, help="2020-01-01")
        parser.add_argument("--to", dest="last", required=True)
        parser.add_argument("--user", required=True, help="for whose station, as far as this account sees")
        parser.add_argument("--out", default="", help="a .docx")

    def work(self, *, first, last, user, out, **options):
        account = Account.objects.filter(username=user, is_active=True).first()
        if account is None:
            raise Refused("no_account", f"There is no account {user}.")
        report = begin_report(
            by=account, title=f"{settings.BUREAU_NAME}工作报告", first_on=day(first), last_on=day(last), has_job=False
        )
        report = fill_in(by=account, report=report)
        if out:
            Path(out).write_bytes(drafting.as_word(report, settings.BUREAU_NAME, report.last_on))
        return {
            "figures": {answer.row: answer.value for answer in report.answers.all() if answer.row.isdecimal()},
            "sentences": [
                "".join(part.words for part in parts)
                for paragraph in drafting.paragraphs(report)
                for _sentence, parts in paragraph.sentences
            ],
            "report": report.pk,
        }


def day(text):
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Refused("bad_date", f"{text} is no date such as 2021-12-31.") from problem
