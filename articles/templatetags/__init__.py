"""How articles read on a page."""
