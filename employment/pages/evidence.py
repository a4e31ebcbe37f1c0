"""Evidence: three small pages for each kind of row that can have files, made from one table."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from appeals.forms import AttachForm
from core.pages import ActionPage, OfModel, PortalView
from core.pages.files import as_download
from employment.actions import evidence
from employment.forms.market import ReasonForm
from employment.models import Base, ContestEntry, LoanSupport, MentorSession
from employment.models.evidence import EVIDENCE

OWNERS = {"session": MentorSession, "base": Base, "entry": ContestEntry, "loan": LoanSupport}


class Attach(ActionPage):
    """One file with a row."""

    needs, action, form = "evidence.keep", evidence.attach, AttachForm
    label, icon, title = _("Add evidence"), "up", _("Supporting files")
    kind = ""

    def arguments(self, form):
        return super().arguments(form) | {"owner": self.row, "kind": self.kind}

    def done_address(self, result):
        return result.get_absolute_url()

    @property
    def back_address(self):
        return getattr(self.row, "mentor", self.row).get_absolute_url()


class File(OfModel, PortalView):
    """The file itself, always as a download."""

    needs = "evidence.fetch"

    def get(self, request, pk):
        content = evidence.content_of(by=self.user, evidence=self.row)
        return as_download(HttpResponse(content, content_type="application/octet-stream"), self.row.name)


class Remove(ActionPage):
    needs, action, form = "evidence.remove", evidence.remove, ReasonForm
    label, icon, tone, title = _("Remove"), "cross", "stop", _("Remove this file")
    explain = _("The file goes altogether; the ledger keeps its name.")

    def arguments(self, form):
        return super().arguments(form) | {"evidence": self.row}

    def done_address(self, result):
        return self.row.get_absolute_url()

    back_address = property(lambda self: self.row.get_absolute_url())


def pages_for(kind):
    """{url name: page} of one kind."""
    owner, files = OWNERS[kind], EVIDENCE[kind]
    return {
        f"attach_{kind}": type(f"Attach{owner.__name__}", (Attach,), {"model": owner, "kind": kind}),
        f"{kind}_file": type(f"{files.__name__}Page", (File,), {"model": files}),
        f"remove_{kind}_file": type(f"Remove{files.__name__}", (Remove,), {"model": files}),
    }


PAGES = {name: page for kind in OWNERS for name, page in pages_for(kind).items()}
