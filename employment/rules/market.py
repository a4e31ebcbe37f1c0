"""When something may happen to posts, fairs and candidacies."""

from datetime import timedelta

from django.utils.translation import gettext as _

from core.actions import Refused
from employment.choices import market as choices
from employment.choices.market import FairState, PostState

SILENT_DAYS = 90  # unemployed and not spoken with for so long: the call list
LINK_DAYS = 30  # how long after the fair an employer may still confirm results
MOST_OFFERS = 50  # posts of one employer at one fair, by its link
DESK_ROLES = ("station_clerk", "bureau_officer")


def check_can_vet(employer):
    if employer.vetted_on:
        raise Refused("vetted", _("This employer is vetted already."))
    if employer.is_blacklisted:
        raise Refused(
            "blacklisted", _("The employer is on the black list: %(why)s") % {"why": employer.blacklist_reason}
        )


def check_not_blacklisted(employer):
    if employer.is_blacklisted:
        raise Refused(
            "blacklisted", _("The employer is on the black list: %(why)s") % {"why": employer.blacklist_reason}
        )


def check_is_blacklisted(employer):
    if not employer.is_blacklisted:
        raise Refused("not_blacklisted", _("The employer is not on the black list."))


def check_trusted(employer):
    """Who may offer work at a fair or take somebody recommended."""
    check_not_blacklisted(employer)
    if employer.vetted_on is None:
        raise Refused("not_vetted", _("The employer has not been vetted yet."))


def check_open_post(post):
    if post.state == PostState.CLOSED:
        raise Refused("post_closed", _("The post is no longer offered."))
    if post.left == 0:
        raise Refused("post_filled", _("All openings of this post are filled."))


def check_can_close(post):
    if post.state == PostState.CLOSED:
        raise Refused("post_closed", _("The post is no longer offered."))


def check_can_reopen(post):
    if post.state != PostState.CLOSED:
        raise Refused("post_open", _("The post is offered already."))
    check_not_blacklisted(post.employer)


def check_can_hold(post):
    """A public-welfare post can be given to somebody."""
    if not post.is_welfare:
        raise Refused("no_welfare", _("This is no public-welfare post."))
    check_open_post(post)


def check_holding(holding):
    if holding.ended_on:
        raise Refused("ended", _("This has ended already."))


def check_live_person(person):
    if person.record_state != "live" or person.alive != "alive":
        raise Refused("not_live", _("This record is not of somebody who can look for work now."))


def check_can_publish(fair, today):
    if fair.state != FairState.PLANNED:
        raise Refused("published", _("Signing up is open already, or the fair is over."))
    if fair.held_on < today:
        raise Refused("past", _("The day of the fair has passed: please put it right first."))


def check_running(fair):
    """Somebody can be entered: signing up is open, and the fair has not been concluded."""
    if fair.state == FairState.PLANNED:
        raise Refused("not_published", _("Open the signing up first."))
    if fair.is_done:
        raise Refused("done", _("The fair is concluded."))


def check_can_conclude(fair, today):
    check_running(fair)
    if fair.held_on > today:
        raise Refused("future", _("The fair has not taken place yet."))


def check_not_done(fair):
    if fair.is_done:
        raise Refused("done", _("The fair is concluded."))


def link_until(fair):
    """The last day of an employer's link."""
    return fair.held_on + timedelta(days=LINK_DAYS)


def check_link_day(fair, result, on, today):
    """What an employer says through its link happened at the fair or since; only an interview may lie ahead."""
    if on < fair.held_on:
        raise Refused("before", _("This day lies before the fair."))
    if on > (link_until(fair) if result == "interview" else today):
        raise Refused("future", _("This day is still to come."))


def check_room_for_offers(stand):
    """A link is no way to fill the portal with posts."""
    if stand.offers.count() >= MOST_OFFERS:
        message = _("There are %(count)s posts at this stand; please speak with the bureau.")
        raise Refused("many", message % {"count": MOST_OFFERS})


# guards of the table of steps: (case, by, today)


def guard_opening(candidacy, by, today):
    if candidacy.post.left == 0:
        raise Refused("post_filled", _("All openings of this post are filled."))


def guard_trusted(candidacy, by, today):
    check_not_blacklisted(candidacy.post.employer)


def check_waiting(check, today):
    """A check whether somebody is in work can be answered once its day is near."""
    if check.is_dropped or check.checked_on:
        raise Refused("answered", _("This check is settled."))
    if check.due_on > today + timedelta(days=choices.EARLY_DAYS):
        raise Refused(
            "early", _("This check is due on %(date)s; it can be answered from a week before.") % {"date": check.due_on}
        )


def employment_of(employer):
    """The code of employment on the record of somebody who works there."""
    return choices.EMPLOYMENT_OF_KIND.get(employer.kind, choices.EMPLOYED_ELSEWHERE)
