"""What stands behind a number of a report: what it counts, over which days, and its rows, frozen or of today."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from bureau.drafting import listed
from core.figures import FIGURES, Period

A_PAGE, A_FEW = 50, 5


class Explained:
    """A number of a report with what it counts, over which days, and the rows behind it."""

    def __init__(self, user, report, answer):
        self.user, self.report, self.answer = user, report, answer
        self.figure = FIGURES[answer.figure]
        self.address = reverse("bureau:report_rows", args=[report.pk, answer.row])

    @cached_property
    def period(self):
        return Period(self.answer.first_on, self.answer.last_on)

    @cached_property
    def frozen(self):
        """The rows as they were when the report was published, but those out of this reader's sight; None for a draft."""
        if not self.report.is_published:
            return None
        kept = self.report.answers.values_list("rows", flat=True).get(pk=self.answer.pk) or []
        seen = self.figure.seen(self.user, [key for key, _label, _address in kept])
        return [(label, address) for key, label, address in kept if key in seen]

    @cached_property
    def live(self):
        return self.figure.rows(self.user, self.period, self.report.station).order_by("-pk")

    @property
    def total(self):
        return len(self.frozen) if self.frozen is not None else self.live.count()

    def part(self, rows):
        return rows if self.frozen is not None else [tuple(listed(row)[1:]) for row in rows]

    @property
    def few(self):
        return self.part((self.frozen if self.frozen is not None else self.live)[:A_FEW])

    def page(self, number):
        page = Paginator(self.frozen if self.frozen is not None else self.live, A_PAGE).get_page(number)
        page.rows = self.part(page.object_list)
        return page
