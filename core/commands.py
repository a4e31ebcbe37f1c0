"""What all commands share: `--json` for one object on standard output, exit 0 done, 2 refused."""

import json
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from core import ledger
from core.actions import NotAllowed, OutOfScope, Refused


class PortalCommand(BaseCommand):
    """A command whose `work(**options)` returns a dict; refusals become `{"error": code, "message": …}` and exit 2.

    `seals=False` for commands that write no line of the ledger, or run before there is one.
    """

    requires_migrations_checks = False
    seals = True

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        self.arguments(parser)

    def arguments(self, parser):
        """The command's own arguments."""

    def handle(self, *args, **options):
        try:
            result, status = self.work(**options), 0
        except Refused as refusal:
            result, status = {"error": refusal.code, "message": str(refusal.message)}, 2
        except ValidationError as problem:
            result, status = {"error": "invalid", "message": " ".join(problem.messages)}, 2
        except NotAllowed as refusal:
            result, status = {"error": "not_allowed", "message": refusal.permission}, 2
        except OutOfScope:
            result, status = {"error": "not_found", "message": ""}, 2
        if self.seals:
            ledger.keep_up()
        self.show(result, as_json=options["json"])
        if status:
            sys.exit(status)

    def show(self, result, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False, default=str))
            return
        for key, value in result.items():
            self.stdout.write(f"{key}: {value}")
