"""Rows 16–20 and 26: after the reply. Review and recheck are decided by the bodies above and only recorded here."""

from appeals.actions.moving import move
from core.actions import action

# What a case forgets when it is handled again after a changed review
FORGOTTEN = {
    "replied_on": None,
    "decided_on": None,
    "served_on": None,
    "outcome": "",
    "rating": "",
    "rating_note": "",
    "rated_on": None,
    "review_result": "",
    "extended_until": None,
    "was_finished_in_time": None,
    "drafted_by": None,
    "signed_by": None,
}


@action("appeal.close")
def close(*, by, appeal, today):
    """Row 16: thirty days since the service, no request."""
    return move("close", appeal, by=by, today=today)


@action("appeal.ask_review")
def ask_review(*, by, appeal, values, today):
    """Row 17: the person has asked the body above within thirty days (§35)."""
    return move("ask_review", appeal, by=by, today=today, values=values)


@action("appeal.record_review")
def record_review(*, by, appeal, values, today):
    """Row 18: the body above has upheld or changed the opinion."""
    changes = {"review_result": values["review_result"]}
    started = values["served_on"]
    return move("record_review", appeal, by=by, today=today, values=values, changes=changes, clock_from=started)


@action("appeal.close_review")
def close_review(*, by, appeal, today):
    """Row 19: thirty days since the review, no request for recheck."""
    return move("close_review", appeal, by=by, today=today)


@action("appeal.ask_recheck")
def ask_recheck(*, by, appeal, values, today):
    """Row 20, first half (§36)."""
    return move("ask_recheck", appeal, by=by, today=today, values=values)


@action("appeal.record_recheck")
def record_recheck(*, by, appeal, values, today):
    """Row 20, second half: the matter is at its end."""
    changes = {"review_result": values["review_result"]}
    return move("record_recheck", appeal, by=by, today=today, values=values, changes=changes)


@action("appeal.handle_again")
def handle_again(*, by, appeal, values, today):
    """Row 26: the review changed the opinion; the sixty days begin anew."""
    changes = {**FORGOTTEN, "accepted_on": today, "officer": by}
    return move("handle_again", appeal, by=by, today=today, values=values, changes=changes)
