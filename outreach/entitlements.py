"""What entitlements, confirmation, family doctors and care register with the frame: doors, work, panels."""

from core import audit, worklist
from core.navigation import Entry
from outreach.desk import entitlements as desk
from outreach.doors import CARE_DOORS, care
from outreach.panels import entitlements as panels
from outreach.rules.entitlements import RULES


def register():
    for url, label, icon, needs, about in CARE_DOORS:
        care.register(Entry(f"outreach:{url}", label, icon, needs=needs, order=20, about=about))
    audit.WORDS.update({f"veterans.person.{rule.key}": rule.label for rule in RULES})  # noted as received
    worklist.register("confirmation.confirm", desk.confirmations_due)
    worklist.register("confirmation.decide", desk.proposals)
    worklist.register("contract.sign", desk.contracts)
    panels.register_all()
