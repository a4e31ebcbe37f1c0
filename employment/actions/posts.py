"""Posts, and who holds a public-welfare one."""

from core.actions import action
from core.audit import record
from employment.actions.amending import amend, told_of_new
from employment.actions.keeping import remover
from employment.choices.market import SEEKING, PostState, Stage
from employment.models import Holding, Post
from employment.rules import market as rules
from veterans.actions import note_employment

remove_post = remover("post.remove")


@action("post.add")
def add_post(*, by, employer, values, today, station=None):
    """A new post. `station`: whose it is; the author's own, or the fair's when an employer posts through a link."""
    rules.check_not_blacklisted(employer)
    post = Post(employer=employer, station=station or by.station, created_by=by, offered_on=today, **values)
    post.full_clean()
    post.save()
    record("post.add", post, by=by, changes=told_of_new(values))
    return post


@action("post.amend")
def amend_post(*, by, post, values):
    amend(post, values, verb="post.amend", by=by)
    return recount(post)


@action("post.close")
def close_post(*, by, post, reason):
    """No longer offered, whatever the number of openings left."""
    rules.check_can_close(post)
    before, post.state = post.state, PostState.CLOSED
    post.save(update_fields=["state", "updated_at"])
    record("post.close", post, by=by, changes={"state": (before, post.state)}, note=reason)
    return post


@action("post.reopen")
def reopen_post(*, by, post, today):
    rules.check_can_reopen(post)
    post.state, post.offered_on = PostState.OPEN, today
    post.save(update_fields=["state", "offered_on", "updated_at"])
    recount(post)
    record("post.reopen", post, by=by, changes={"state": (PostState.CLOSED, post.state)})
    return post


@action("holding.begin")
def begin_holding(*, by, post, person, started_on, until_on, today):
    """Somebody takes up a public-welfare post."""
    post = locked(post)
    rules.check_can_hold(post)
    rules.check_live_person(person)
    holding = Holding(post=post, person=person, started_on=started_on, until_on=until_on, made_by=by)
    holding.full_clean()
    holding.save()
    recount(post)
    record("holding.begin", holding, by=by, changes={"person": (None, person.ledger_label)})
    employment = rules.employment_of(post.employer)
    _note(
        by,
        person,
        {"on": started_on, "employment": employment, "employer": post.employer.name, "occupation": post.title},
    )
    return holding


@action("holding.end")
def end_holding(*, by, holding, on, reason):
    """The opening is free again."""
    rules.check_holding(holding)
    post = locked(holding.post)
    holding.ended_on, holding.end_reason = on, reason
    holding.save(update_fields=["ended_on", "end_reason"])
    recount(post)
    record("holding.end", holding, by=by, changes={"ended_on": (None, str(on))}, note=reason)
    _note(by, holding.person, {"on": on, "employment": SEEKING})
    return holding


def _note(by, person, values):
    note_employment(by=by, person=person, values=values)


def locked(post):
    """The post held until the end of the transaction, so that two desks cannot fill its last opening."""
    return Post.objects.select_for_update().select_related("employer").get(pk=post.pk)


def recount(post):
    """`filled` counted anew from who is in the post; with the last opening filled the post is no longer offered."""
    hired = post.candidacies.filter(state=Stage.HIRED).count()
    post.filled = hired + post.holdings.running().count()
    if post.state != PostState.CLOSED:
        post.state = PostState.FILLED if post.left == 0 else PostState.OPEN
    post.save(update_fields=["filled", "state", "updated_at"])
    return post
