"""Accounts: the list, one account, who may do what with it; sessions, locks, policies."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, handover
from core.actions import Refused, check
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from stations import actions, policies, rules
from stations.actions import access
from stations.forms.accounts import AccountForm, AmendAccountForm, HandOverForm, PoliciesForm, RolesForm, StandInForm
from stations.listings import AccountListing
from stations.models import Account, AccountSession, StandIn
from stations.passwords import is_expired

HISTORY_SHOWN = 10


def accounts_crumb():
    return gettext_lazy("Accounts"), reverse("stations:accounts")


class Accounts(ListPage):
    model, needs = Account, "account.view"
    title, listing = gettext_lazy("Accounts"), AccountListing
    export = "account.export"
    add, add_label = "stations:account_add", gettext_lazy("Create an account")
    blank_icon = "user"

    def refine(self, rows):
        return rows.of_people().select_related("station")

    @property
    def buttons(self):
        offers = (
            ("account.unlock", gettext_lazy("Locked accounts"), "lock", "stations:locks"),
            ("account.end_session", gettext_lazy("Sessions"), "clock", "stations:sessions"),
            ("integration.view", gettext_lazy("Other systems"), "swap", "stations:integrations"),
            ("policy.edit", gettext_lazy("Policies"), "gear", "stations:policies"),
        )
        return [
            {"label": label, "icon": icon, "address": reverse(name)}
            for permission, label, icon, name in offers
            if self.user.may(permission)
        ]


class AccountPage(RecordPage):
    model, needs = Account, "account.view"
    template = "stations/account.html"
    has_aside = aside_last = True

    def refine(self, rows):
        return rows.of_people().select_related("station", "created_by", "handed_over_to")

    @property
    def crumbs(self):
        return (accounts_crumb(),)

    def context(self):
        account, rules_now = self.row, policies.read_policies()
        attempts = access.locked_attempts([account.username])
        return {
            "sessions": access.live_sessions(account.sessions.all()),
            "stand_ins": list(account.stand_ins.select_related("substitute")[:5]),
            "desk": handover.on_the_desk(account),
            "failures": sum(attempt.failures_since_start for attempt in attempts),
            "is_password_old": is_expired(account, rules_now[policies.PASSWORD_DAYS]),
            "needs_factor": policies.needs_factor(account, rules_now),
            "history": audit.history(account, HISTORY_SHOWN),
            "today": today(),
        }


class AddAccount(FormPage):
    """An account without roles; its first password is shown once, to be told to its owner."""

    model, needs = Account, "account.create"
    title, form, action = gettext_lazy("Create an account"), AccountForm, actions.open_account
    has_draft = False

    @property
    def crumbs(self):
        return (accounts_crumb(),)

    @property
    def back_address(self):
        return reverse("stations:accounts")

    def saved_text(self, account):
        said = {"account": account.username, "password": account.first_password}
        return _("Account %(account)s is created. First password: %(password)s. It is shown only now.") % said


class AmendAccount(FormPage):
    model, needs = Account, "account.amend"
    title, form, action = gettext_lazy("Account"), AmendAccountForm, actions.amend_account

    def refine(self, rows):
        return rows.of_people().select_related("station")

    @property
    def crumbs(self):
        return (accounts_crumb(), (self.row.full_name, self.row.get_absolute_url()))


class OneAccount(ActionPage):
    """What is done to one account."""

    model = Account

    def refine(self, rows):
        return rows.of_people().select_related("station")


class GrantRoles(OneAccount):
    needs = "account.grant"
    action, form, check = actions.grant_roles, RolesForm, rules.check_grant
    title, label, icon = gettext_lazy("Roles"), gettext_lazy("Give roles"), "people"
    explain = gettext_lazy(
        "The three administrators exclude one another and every business role. The sessions of the account end."
    )


class Disable(OneAccount):
    needs = "account.disable"
    action, check = actions.disable_account, rules.check_disable
    label, icon, tone = gettext_lazy("Disable"), "lock", "stop"


class Enable(OneAccount):
    needs = "account.disable"
    action, check = actions.enable_account, rules.check_enable
    label, icon = gettext_lazy("Put into use again"), "tick"


class ResetPassword(OneAccount):
    needs = "account.reset_password"
    action, check = actions.reset_password, rules.check_not_oneself
    label, icon = gettext_lazy("New first password"), "run"

    def saved_text(self, account):
        return _("First password: %(password)s. It is shown only now.") % {"password": account.first_password}


def check_has_factor(account, by):
    rules.check_not_oneself(account, by)
    if not account.has_factor:
        raise Refused("no_factor", _("No second factor is set up."))


class ResetFactor(OneAccount):
    needs = "account.reset_factor"
    action, check = actions.reset_factor, check_has_factor
    label, icon = gettext_lazy("Reset the second factor"), "phone"


class Unlock(OneAccount):
    needs = "account.unlock"
    action = actions.unlock
    label, icon = gettext_lazy("Unlock"), "lock"
    saved = gettext_lazy("Unlocked.")


class HandOver(FormPage):
    """A clerk leaves: the open work is listed, goes to somebody else, and the account is disabled, in one step."""

    model, needs = Account, "account.hand_over"
    title, form, action = gettext_lazy("Hand over and disable"), HandOverForm, actions.hand_over
    template = "stations/hand_over.html"
    save_label = gettext_lazy("Hand over and disable")
    has_draft = False

    def refine(self, rows):
        return rows.of_people().select_related("station")

    @property
    def crumbs(self):
        return (accounts_crumb(), (self.row.full_name, self.row.get_absolute_url()))

    def ask(self, form, status=200, **context):
        reason = check(rules.check_hand_over, self.row, self.user)
        return super().ask(form, status, desk=handover.on_the_desk(self.row), reason=reason, **context)

    def saved_text(self, account):
        return _("%(count)s pieces of work handed over; the account is disabled.") % {
            "count": sum(account.moved.values())
        }


class Deputise(OneAccount):
    needs = "account.stand_in"
    action, form = actions.stand_in, StandInForm
    title, label, icon = gettext_lazy("Stand-in while absent"), gettext_lazy("Name a stand-in"), "swap"
    explain = gettext_lazy(
        "For the days given, the stand-in may sit at this desk: with its station and roles, in both names."
    )


class EndStandIn(ActionPage):
    model, needs = StandIn, "account.stand_in"
    action = actions.end_stand_in
    label, icon = gettext_lazy("End it"), "cross"

    def refine(self, rows):
        return rows.select_related("absent", "substitute")


class Sessions(OfModel, PortalView):
    """Who is logged in now."""

    model, needs = AccountSession, "account.end_session"
    title, template = gettext_lazy("Sessions"), "stations/sessions.html"
    most = 300

    def refine(self, rows):
        return rows.select_related("account__station")

    @property
    def crumbs(self):
        return (accounts_crumb(),)

    def get(self, request):
        sessions = access.live_sessions(self.rows[: self.most])
        return self.show(sessions=sessions, own=request.session.session_key)


class EndSession(ActionPage):
    model, needs = AccountSession, "account.end_session"
    action = actions.end_session
    label, icon = gettext_lazy("End it"), "cross"
    done = "stations:sessions"
    saved = gettext_lazy("The session is ended.")

    def refine(self, rows):
        return rows.select_related("account")

    def arguments(self, form):
        return super().arguments(form) | {"session": self.row}


class Locks(OfModel, PortalView):
    """Accounts with wrong passwords, by address; unlocking forgets them."""

    model, needs = Account, "account.unlock"
    title, template = gettext_lazy("Locked accounts"), "stations/locks.html"

    @property
    def crumbs(self):
        return (accounts_crumb(),)

    def get(self, request):
        accounts = {account.username: account for account in self.rows.of_people()}
        attempts = list(access.locked_attempts(list(accounts)))
        for attempt in attempts:
            attempt.account = accounts[attempt.username]
        return self.show(attempts=attempts, **access.lock_policy(timezone.now()))


class Policies(FormPage):
    """What holds for everybody's access."""

    needs = "policy.edit"
    title, form, action = gettext_lazy("Policies"), PoliciesForm, actions.change_policies
    template = "stations/policies.html"
    done = "stations:policies"
    has_draft = False

    @property
    def crumbs(self):
        return (accounts_crumb(),)

    def initial(self):
        now = policies.read_policies()
        return {
            "factor_roles": now[policies.FACTOR_ROLES],
            "password_days": now[policies.PASSWORD_DAYS],
            "ledger_days": now[policies.LEDGER_DAYS],
            "api_rate": now[policies.API_RATE],
            "api_anonymous": now[policies.API_ANONYMOUS],
        }

    def ask(self, form, status=200, **context):
        return super().ask(form, status, fixed=access.lock_policy(timezone.now()), **context)

    @property
    def back_address(self):
        return reverse("stations:accounts")
