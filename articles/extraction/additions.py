"""What a database adds to the words of the reference files, in a form that can be sent to another process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from articles.extraction.lexicon import KnownMinister, Lexicon, NationEntry, PlaceEntry, load_lexicon


@dataclass(frozen=True, slots=True)
class LexiconAdditions:
    """Entries that the files do not have, or have with fewer words; each replaces its namesake."""

    nations: tuple[NationEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    ministers: tuple[KnownMinister, ...] = ()


def load_extended(folder: Path, additions: LexiconAdditions) -> Lexicon:
    """The lexicon of the files in `folder` with the additions."""
    return extend_lexicon(load_lexicon(folder), additions)


def extend_lexicon(lexicon: Lexicon, additions: LexiconAdditions) -> Lexicon:
    """The lexicon with entries replaced or added; the very same one where there is nothing to add."""
    if additions == LexiconAdditions():
        return lexicon
    nations = {entry.code: entry for entry in (*lexicon.nations, *additions.nations)}
    places = {(entry.kind, entry.name): entry for entry in (*lexicon.places, *additions.places)}
    ministers = {(entry.name, entry.nation): entry for entry in (*lexicon.ministers, *additions.ministers)}
    return replace(
        lexicon,
        nations=tuple(nations.values()),
        places=tuple(places.values()),
        ministers=tuple(ministers.values()),
    )
