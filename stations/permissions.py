"""Who may do what in the network."""

from core.roles import EVERYONE, RECORD_KEEPERS, SystemAdmin

GRANTS = {
    "station.view": (*RECORD_KEEPERS, SystemAdmin),
    "account.settings": EVERYONE,
    "division.load": (SystemAdmin,),
    "account.view": (SystemAdmin,),
    "account.create": (SystemAdmin,),
    "code_table.edit": (SystemAdmin,),
}
