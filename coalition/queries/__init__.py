"""Reads that span nouns, as pages need them: typed rows, with a known number of queries."""
