"""What a text says: rules that combine mentions into facts, one module a noun."""
