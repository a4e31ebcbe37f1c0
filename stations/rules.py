"""When something may happen in the network: pure checks that raise Refused with the reason."""

from datetime import timedelta

from django.utils.translation import gettext as _

from core import roles
from core.actions import Refused
from stations.choices import SchemeKind, Stage, Standing, Tier
from stations.permissions import TOKENS_ONLY

TOKEN_DAYS = 366
# who looks at an assessment at which stage: the tier of the user's own station
STAGE_OF_TIER = {Tier.VILLAGE: Stage.SELF, Tier.TOWN: Stage.TOWN, Tier.CITY: Stage.CITY}


def check_roles_fit(role_names):
    """三员 exclude one another and every business role (GB/T 22239)."""
    pair = roles.conflict(role_names)
    if pair:
        labels = {"first": roles.ROLES[pair[0]].label, "second": roles.ROLES[pair[1]].label}
        raise Refused("roles_conflict", _("%(first)s and %(second)s exclude one another.") % labels)


def check_grant(account, by):
    if account.pk == by.pk:
        raise Refused("own_account", _("Nobody gives roles to themselves."))
    if account.created_by_id == by.pk:
        raise Refused("two_people", _("Whoever created an account may not give it roles: that takes a second person."))
    if not account.is_active:
        raise Refused("disabled", _("The account is disabled."))


def check_not_oneself(account, by):
    if account.pk == by.pk:
        raise Refused("own_account", _("This cannot be done to one's own account."))
    if account.is_system:
        raise Refused("system_account", _("The portal's own account stays as it is."))


def check_disable(account, by):
    check_not_oneself(account, by)
    if not account.is_active:
        raise Refused("disabled", _("The account is disabled."))


def check_enable(account, by):
    check_not_oneself(account, by)
    if account.is_active:
        raise Refused("enabled", _("The account is in use already."))
    if account.station.closed_on:
        raise Refused("station_closed", _("Its station is closed: move the account to another station first."))


def check_hand_over(account, by):
    check_disable(account, by)


def check_successor(account, successor):
    """Whoever takes over must see what they take over."""
    if successor.pk == account.pk or not successor.is_active:
        raise Refused("no_successor", _("Choose somebody else whose account is in use."))
    if not successor.station.reaches.filter(lower=account.station_id).exists():
        raise Refused(
            "out_of_sight", _("The successor's station does not reach this station: the work would be out of sight.")
        )
    if account.sees_records and not successor.sees_records:
        raise Refused("no_records", _("The successor has no role that sees records."))


def check_stand_in(absent, substitute, starts_on, ends_on, today):
    if absent.pk == substitute.pk:
        raise Refused("own_account", _("Nobody stands in for themselves."))
    check_roles_fit({*absent.role_names, *substitute.role_names})
    if not (absent.is_active and substitute.is_active):
        raise Refused("disabled", _("Both accounts must be in use."))
    if ends_on < starts_on or ends_on < today:
        raise Refused("bad_period", _("The last day lies before the first, or is over already."))
    if (ends_on - starts_on).days > 92:
        raise Refused("too_long", _("Nobody stands in for longer than three months: give the roles instead."))


def check_integration(role, permissions, plain_reason, expires_on, today):
    """What may be asked for: business work, no more than the role's, for a year at most."""
    if role not in roles.BUSINESS:
        raise Refused("no_business", _("Another system does business work only."))
    beyond = sorted(set(permissions) - roles.ROLES[role].may - TOKENS_ONLY)
    if beyond:
        said = {"role": roles.ROLES[role].label, "permission": beyond[0]}
        raise Refused("beyond_role", _("%(role)s may not do this: %(permission)s.") % said)
    if not today < expires_on <= today + timedelta(days=TOKEN_DAYS):
        raise Refused("expiry", _("It is valid for a year at most, and at least until tomorrow."))
    if "changes.plain" in permissions and not ("changes.view" in permissions and plain_reason.strip()):
        raise Refused("plain_reason", _("Numbers in plain go with the changes only, and need the reason."))


def check_approve(integration, by, today):
    _check_standing(integration, today, Standing.WAITING)
    if integration.created_by_id == by.pk:
        raise Refused(
            "two_people", _("Whoever asked for an integration may not approve it: that takes a second person.")
        )
    if integration.station.closed_on:
        raise Refused("station_closed", _("Its station is closed: ask for one at another station."))


def check_issue(integration, by, today):
    _check_standing(integration, today, Standing.APPROVED, Standing.IN_USE)


def check_revoke(integration, by):
    if integration.revoked_at:
        raise Refused("revoked", _("It is revoked already."))


def _check_standing(integration, today, *allowed):
    standing = integration.standing(today)
    if standing not in allowed:
        raise Refused(standing.value, _("Not now: %(standing)s.") % {"standing": standing.label})


def stage_for(user, assessment):
    """Which column of an assessment the user's station fills in, or None."""
    if user.station_id == assessment.station_id:
        return Stage.SELF
    return STAGE_OF_TIER.get(user.station.tier) if user.station_id else None


def check_score(assessment, by):
    """The column of the stage is filled in by whoever's turn it is; the city may also do the town's."""
    if assessment.stage == Stage.DONE:
        raise Refused("settled", _("This assessment is settled."))
    turn = stage_for(by, assessment)
    if turn == assessment.stage or (turn == Stage.CITY and assessment.stage == Stage.TOWN):
        return
    raise Refused("not_your_turn", _("It waits for: %(stage)s.") % {"stage": assessment.get_stage_display()})


def check_return(assessment, by):
    check_score(assessment, by)
    if assessment.stage == Stage.SELF:
        raise Refused("nothing_to_return", _("The station itself has it."))


def check_reopen(assessment, by):
    if assessment.stage != Stage.DONE:
        raise Refused("not_settled", _("This assessment is not settled yet."))
    if by.station_id is None or by.station.tier != Tier.CITY:
        raise Refused("not_your_turn", _("Only the city's centre reopens a settled assessment."))


def next_stage(assessment):
    """A village goes on to its town, a town to the city; the city's word is the last."""
    if assessment.stage == Stage.SELF:
        return {Tier.VILLAGE: Stage.TOWN, Tier.TOWN: Stage.CITY}.get(assessment.station.tier, Stage.DONE)
    return Stage.CITY if assessment.stage == Stage.TOWN else Stage.DONE


def stars_of(total, thresholds, is_vetoed):
    """0 to 5: how many of the five thresholds the points reach."""
    return 0 if is_vetoed else sum(total >= threshold for threshold in thresholds)


def result_of(scheme, total, most, is_vetoed):
    """{"stars": n} for a star scheme, {"is_designated": bool} for the Fengqiao checklist (every item met)."""
    if scheme.kind == SchemeKind.FENGQIAO:
        return {"is_designated": total >= most and not is_vetoed}
    return {"stars": stars_of(total, scheme.thresholds, is_vetoed)}


def check_close(station, by):
    if station.closed_on:
        raise Refused("closed", _("This station is closed already."))
    if station.children.filter(closed_on__isnull=True).exists():
        raise Refused("has_stations_below", _("Stations below it are still open: close or move them first."))
    if station.tier not in (Tier.VILLAGE, Tier.TOWN):
        raise Refused("not_closable", _("Only stations of towns and villages are merged or closed."))


def check_close_into(station, successor, on, today):
    if successor.pk == station.pk or successor.closed_on:
        raise Refused("bad_successor", _("The successor must be another open station."))
    if successor.tier != station.tier:
        raise Refused("other_tier", _("The successor must be of the same tier."))
    if on > today:
        raise Refused("in_future", _("The day has not come yet: do it when the merger takes effect."))


def check_undo(change, by):
    if change.undone_at:
        raise Refused("undone", _("This step has been taken back already."))
    if change.target.closed_on:
        raise Refused("successor_closed", _("The successor has been closed since: take that step back first."))
