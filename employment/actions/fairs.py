"""Job fairs before the day: plan, stands, signing up, and the links for employers without an account."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import vault
from core.actions import Refused, action
from core.audit import record
from core.notices import notify
from employment.actions.amending import amend, told_of_new
from employment.choices.market import FairState
from employment.models import Fair, SignUp, Stand, StandPost
from employment.rules import market as rules

# Without 0 O 1 I L: read aloud at an entrance
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
FAIR_CODE, ENTRANCE_CODE, TRIES = 8, 5, 20
TOKEN_BYTES = 24


def code_of(length):
    return "".join(secrets.choice(SIGNS) for _place in range(length))


@action("fair.plan")
def plan_fair(*, by, values, today):
    fair = Fair(station=by.station, created_by=by, code=code_of(FAIR_CODE), **values)
    fair.full_clean()
    fair.save()
    record("fair.plan", fair, by=by, changes=told_of_new(values))
    return fair


@action("fair.amend")
def amend_fair(*, by, fair, values):
    return amend(fair, values, verb="fair.amend", by=by)


@action("fair.publish")
def publish_fair(*, by, fair, today):
    """Signing up begins; the stations below are told."""
    rules.check_can_publish(fair, today)
    _set_state(fair, FairState.OPEN, "fair.publish", by)
    text = _("Job fair on %(day)s: %(title)s. Please tell who looks for work.") % {"day": fair.held_on, "title": fair}
    notify(station=fair.station, text=text, url=fair.get_absolute_url(), kind="fair", due_on=fair.held_on)
    return fair


@action("fair.conclude")
def conclude_fair(*, by, fair, values, today):
    """The day is over: leaflets and advice are counted, the links stay open for the results."""
    rules.check_can_conclude(fair, today)
    fair.leaflets, fair.consultations = values["leaflets"], values["consultations"]
    fair.save(update_fields=["leaflets", "consultations"])
    return _set_state(fair, FairState.DONE, "fair.conclude", by)


def _set_state(fair, state, verb, by):
    before, fair.state = fair.state, state
    fair.version += 1
    fair.save(update_fields=["state", "version"])
    record(verb, fair, by=by, changes={"state": (before, state)})
    return fair


@action("fair.seat")
def seat_employer(*, by, fair, employer, posts):
    """An employer takes part with some of its posts; asked again, with these instead."""
    rules.check_not_done(fair)
    rules.check_trusted(employer)
    fair = Fair.objects.select_for_update().get(pk=fair.pk)
    stand = fair.stands.filter(employer=employer).first() or _new_stand(fair, employer)
    chosen = {post.pk for post in posts if post.employer_id == employer.pk}
    held = set(stand.offers.filter(post__candidacies__fair=fair).values_list("post", flat=True))
    stand.offers.exclude(post__in=chosen | held).delete()
    present = set(stand.offers.values_list("post", flat=True))
    StandPost.objects.bulk_create([StandPost(stand=stand, post_id=key) for key in sorted(chosen - present)])
    record("fair.seat", fair, by=by, note=f"{stand}: {len(chosen | held)}")
    return stand


def _new_stand(fair, employer):
    last = fair.stands.aggregate(last=Max("number"))["last"] or 0
    return Stand.objects.create(fair=fair, employer=employer, number=last + 1)


@action("fair.unseat")
def unseat_employer(*, by, stand):
    """An employer does not come after all. One with whom somebody has spoken stays."""
    rules.check_not_done(stand.fair)
    if stand.offers.filter(post__candidacies__fair=stand.fair).exists():
        raise Refused("in_use", _("Somebody has spoken with this employer at the fair: the stand stays."))
    fair, said = stand.fair, str(stand)
    stand.delete()
    record("fair.unseat", fair, by=by, note=said)
    return fair


@action("fair.link")
def issue_link(*, by, stand, today):
    """A new link for the employer; an earlier one ends. The link is told once, only its digest is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    stand.token_digest, stand.token_until = token_digest(token), max(rules.link_until(stand.fair), today)
    stand.save(update_fields=["token_digest", "token_until"])
    record("fair.link", stand.fair, by=by, changes={"token_until": (None, str(stand.token_until))}, note=str(stand))
    stand.token = token
    return stand


@action("fair.unlink")
def withdraw_link(*, by, stand):
    stand.token_digest, stand.token_until = "", None
    stand.save(update_fields=["token_digest", "token_until"])
    record("fair.unlink", stand.fair, by=by, note=str(stand))
    return stand


def token_digest(token):
    return vault.digest(token, "employer-link")


@action("fair.sign_up")
def sign_up(*, by, fair, name, phone, trade):
    """Somebody will come. The same number again writes the entry anew, with a new code: nobody learns who had signed up."""
    rules.check_running(fair)
    values = {"name": name, "phone": phone, "trade": trade}
    digest = vault.digest(phone, "phone")
    for _attempt in range(TRIES):
        entry = SignUp.objects.filter(fair=fair, phone_digest=digest).first() or SignUp(fair=fair, phone_digest=digest)
        entry.code = code_of(ENTRANCE_CODE)
        for field, value in values.items():
            setattr(entry, field, value)
        try:
            with transaction.atomic():
                entry.save()
        except IntegrityError:
            continue  # somebody else's code, or the same number at the same moment
        record("fair.sign_up", entry, by=by)
        return entry
    raise Refused("busy", _("Signing up did not succeed. Please try once more."))
