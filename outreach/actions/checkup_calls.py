"""Taking telephone numbers and notices away: changes nothing and leaves one line a list (handbook §10.4)."""

from core.actions import action
from core.audit import record


@action("checkup.call_list")
def take_sheet(*, by, campaign, count):
    """A printed list or a stack of notices."""
    record("checkup.call_list", campaign, by=by, note=str(count))
    return campaign


@action("checkup.notify")
def take_numbers(*, by, campaign, count):
    """Numbers shown in full while calls are being entered."""
    record("checkup.call_list", campaign, by=by, note=f"{count} shown")
    return campaign
