"""The pages of the network, of accounts and access, and of the ledger."""
