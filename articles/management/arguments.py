"""Values of the command line that several commands take."""

from __future__ import annotations

_MOST_JOBS = 64


def jobs(text: str) -> int:
    """A number of processes, 1 to 64; raises ValueError otherwise."""
    number = int(text)
    if not 1 <= number <= _MOST_JOBS:
        raise ValueError(text)
    return number
