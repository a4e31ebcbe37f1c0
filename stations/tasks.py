"""Long work of this department: proving the ledger's chain."""

from dataclasses import asdict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import jobs, ledger
from core.models import Setting


def verify(run):
    """The same proof as `manage.py verify_ledger`, its result kept for the auditor's page."""
    verdict = ledger.verify()
    result = asdict(verdict) | {"checked_at": timezone.now().isoformat()}
    Setting.objects.update_or_create(pk="ledger.verified", defaults={"value": result})
    return {"url": "/ledger/", **result}


jobs.job("ledger.verify", title=_("Proving the ledger"))(verify)
