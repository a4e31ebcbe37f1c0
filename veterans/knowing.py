"""Who may see a record and who did: what an auditor asks, who sees no record (三员). By number, never by name."""

from dataclasses import dataclass

from core.audit import Subject, said
from core.models import Event
from stations.models import Account, Reach
from veterans.models import Person

LOOKS = ("person.view", "person.view_plain", "person.form", "person.reveal", "person.print")
SHOWN = 100


@dataclass(frozen=True)
class Knowing:
    subject: Subject
    place: str
    accounts: tuple
    looks: tuple

    @classmethod
    def of(cls, number, auditor):
        """What there is to know about the record of that number, if it lies below the auditor's station; else None."""
        below = Reach.objects.filter(upper=auditor.station_id).values("lower")
        person = Person.objects.select_related("station__division").filter(pk=number, station__in=below).first()
        if person is None:
            return None
        subject = Subject("veterans.person", person.pk, person.ledger_label)
        return cls(subject, person.station.place, tuple(cls._accounts(person)), tuple(cls._looks(person)))

    @staticmethod
    def _accounts(person):
        """The accounts in use whose station stands above the record or keeps it, and whose role sees records."""
        above = Reach.objects.filter(lower=person.station_id).values("upper")
        accounts = Account.objects.filter(station__in=above, is_active=True).select_related("station__division")
        return [
            account
            for account in accounts.order_by("station__division__code", "username")
            if account.may("person.view")
        ]

    @staticmethod
    def _looks(person):
        events = Event.objects.filter(subject_type="veterans.person", subject_id=person.pk, verb__in=LOOKS)
        found = list(events.select_related("station__division")[:SHOWN])
        for event in found:
            event.said = said(event.verb)
        return found
