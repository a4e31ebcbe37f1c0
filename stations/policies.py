"""The policies that the security administrator may change while the portal runs; read through the cache."""

from django.core.cache import cache

from core.ledger import KEEP_DAYS
from core.models import Setting
from core.roles import ADMINISTRATORS, BUSINESS
from stations.passwords import MAX_DAYS

FACTOR_ROLES = "factor.roles"
PASSWORD_DAYS = "password.max_days"
LEDGER_DAYS = "ledger.keep_days"
API_RATE, API_ANONYMOUS = "api.rate", "api.anonymous_rate"  # requests a minute
DEFAULTS = {
    FACTOR_ROLES: [],
    PASSWORD_DAYS: MAX_DAYS,
    LEDGER_DAYS: KEEP_DAYS,
    API_RATE: 120,
    API_ANONYMOUS: 20,
}
# 等保 level 3 wants two factors of whoever works in the bureau; station clerks may follow
BUREAU_ROLES = sorted(ADMINISTRATORS | BUSINESS - {"station_clerk"})
CACHE_KEY, CACHE_SECONDS = "stations.policies", 60


def read_policies():
    """{key: value} of all policies, changed or not. One query a minute."""
    found = cache.get(CACHE_KEY)
    if found is None:
        found = DEFAULTS | dict(Setting.objects.filter(pk__in=DEFAULTS).values_list("key", "value"))
        cache.set(CACHE_KEY, found, CACHE_SECONDS)
    return found


def write_policies(values):
    """Store what differs; returns {key: (old, new)}."""
    now = read_policies()
    changes = {key: (now[key], value) for key, value in values.items() if value != now[key]}
    for key, (_old, value) in changes.items():
        Setting.objects.update_or_create(pk=key, defaults={"value": value})
    cache.delete(CACHE_KEY)
    return changes


def needs_factor(account, policies=None):
    """Whether the policy asks this account for a second factor."""
    return bool(set((policies or read_policies())[FACTOR_ROLES]) & set(account.role_names))
