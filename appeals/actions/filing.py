"""Filing the papers a step owes, with gap-free document numbers."""

from appeals.choices import PaperState
from appeals.models import Numbers, Paper
from appeals.papers import NUMBER_WORDS, compose, number_word
from core.papers import document_number


def take_number(kind, station, today):
    """赤退信复〔2026〕12号; inside the transaction that files the paper."""
    last = Numbers.take(f"paper:{kind}:{station.pk}:{today.year}")
    return document_number(number_word(kind, station), today.year, last)


def file_paper(appeal, kind, *, by, today, said=None, due=None, state=PaperState.FILED):
    """Compose a paper and file it with the case; numbered ones that leave the house get their number here."""
    draft = compose(kind, appeal, today=today, said=said or {}, due=due)
    is_numbered = kind in NUMBER_WORDS and state == PaperState.FILED
    return Paper.objects.create(
        appeal=appeal,
        kind=kind,
        state=state,
        number=take_number(kind, issuer_of(appeal, by), today) if is_numbered else None,
        title=draft.title,
        addressee=draft.addressee,
        body=draft.body,
        on=today,
        by=by,
        signed_by=by if state == PaperState.FILED and is_numbered else None,
    )


def issuer_of(appeal, by):
    """Who signs at the foot: the station of whoever acts; hourly steps act for whoever handles the case."""
    return by.station or appeal.handler
