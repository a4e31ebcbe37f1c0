"""When a plaque may be replaced or end, a card be handed over: what the buttons ask. The actions of `veterans` ask again."""

from veterans.choices import CardState, PlaqueState
from veterans.rules import CARD_STEPS, PLAQUE_STEPS, check_lives_there, check_step


def check_replace(plaque):
    check_step(PLAQUE_STEPS, plaque, PlaqueState.REPLACED)
    check_lives_there(plaque)


def check_cancel(plaque):
    check_step(PLAQUE_STEPS, plaque, PlaqueState.CANCELLED)


def check_hand_over(card):
    check_step(CARD_STEPS, card, CardState.HANDED_OVER)
