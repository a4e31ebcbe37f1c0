"""The three-tier network: divisions, stations, their staff and standards, and the accounts that work in them."""
