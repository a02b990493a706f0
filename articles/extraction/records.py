"""Frozen records that cost no more to make than plain ones.

A frozen dataclass sets each of its fields through `object.__setattr__`, which takes several times as long as an
assignment; a text makes a thousand mentions, spans and proofs. To the type checker these classes are frozen, so that no
line of code changes one; when the program runs they are ordinary dataclasses with slots and the same equality and hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots, order=False):
        """`dataclass(frozen=True, slots=True)`, checked before the program runs and not while it does."""
        return dataclass(slots=slots, order=order, unsafe_hash=frozen)


__all__ = ["record"]
