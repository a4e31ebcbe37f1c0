"""What entitlements, confirmation, family doctors and care register with the frame: doors, work, panels."""

from core import worklist
from core.navigation import Entry
from outreach.desk import entitlements as desk
from outreach.doors import CARE_DOORS, care
from outreach.panels import entitlements as panels


def register():
    for url, label, icon, needs, about in CARE_DOORS:
        care.register(Entry(f"outreach:{url}", label, icon, needs=needs, order=20, about=about))
    worklist.register("confirmation.confirm", desk.confirmations_due)
    worklist.register("confirmation.decide", desk.proposals)
    worklist.register("contract.sign", desk.contracts)
    panels.register_all()
