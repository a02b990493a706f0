"""The pages of the ledger, one module a noun."""
