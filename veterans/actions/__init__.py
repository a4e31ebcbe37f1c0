"""Every write of the people on file: one verb per function, atomic, the ledger inside."""

from veterans.actions.claims import merge_claimed, return_claim, submit_claim, transfer_claimed
from veterans.actions.corrections import request_correction, settle_correction
from veterans.actions.entry import HeldElsewhere, add_person, amend_person
from veterans.actions.honours import (
    accept_card,
    advance_card,
    advance_plaque,
    apply_for_plaque,
    hand_over_card,
    hang_plaque,
    hang_plaques,
    refuse_plaque,
    replace_plaque,
    settle_household,
)
from veterans.actions.merging import merge_people, unmerge_people
from veterans.actions.moving import reinstate, report_death, report_moving_out, transfer_person
from veterans.actions.related import add_related, amend_related, note_employment, withdraw_related
from veterans.actions.reveal import print_form, reveal, take_call_list

__all__ = [
    "HeldElsewhere",
    "accept_card",
    "add_person",
    "add_related",
    "advance_card",
    "advance_plaque",
    "amend_person",
    "amend_related",
    "apply_for_plaque",
    "hand_over_card",
    "hang_plaque",
    "hang_plaques",
    "merge_claimed",
    "merge_people",
    "note_employment",
    "print_form",
    "refuse_plaque",
    "reinstate",
    "replace_plaque",
    "report_death",
    "report_moving_out",
    "request_correction",
    "return_claim",
    "reveal",
    "settle_correction",
    "settle_household",
    "submit_claim",
    "take_call_list",
    "transfer_claimed",
    "transfer_person",
    "unmerge_people",
    "withdraw_related",
]
