"""What a whole text is about: the state whose contribution it describes, and the purpose of the money it counts.

A press release, a fact sheet or a local report names its state once and then says "the government", "we" or nothing;
a report from a donor conference names what the money is for in its first line.
"""

from __future__ import annotations

from collections import Counter

from articles.extraction.rules.pledges.words import OTHER_SIDES, PURPOSES, REGION, THEATRE
from articles.extraction.types import Document, Mentions

_WHERE = frozenset({"in", "from", "to", "at", "near", "over", "of"})
"""Words before a state of the region that make it a mere place: "landed in Kuwait"."""
_PUBLISHER_WEIGHT = 3
"""A publisher that bears the name of a state counts like so many mentions."""

_VAGUE = frozenset("aid help needs food assistance emergency victims suffering camps".split())
"""Words of a purpose that are too common to be the subject of a text."""

_TELLING = {
    word: tuple(capability for capability, words in PURPOSES if word in words)
    for word in set().union(*(words for _, words in PURPOSES)) - _VAGUE
}
"""The purposes that each telling word names."""

_LEAST_MENTIONS = 2
_LEAST_PURPOSES = 2


def home_state(document: Document, mentions: Mentions, states: frozenset[str], published_by: tuple[str, ...]) -> str:
    """The state that has at least half of all mentions of contributing states, "" where none has.

    Example: a release of the Norwegian ministry that names Norway three times and Jordan once gives NOR.
    """
    counts = Counter(
        mention.code
        for mention in mentions.nations
        if mention.code in states
        and mention.code not in THEATRE
        and mention.code not in OTHER_SIDES
        and not (mention.code in REGION and document.keys[mention.first - 1] in _WHERE)
    )
    counts.update(mention.nation for mention in mentions.ministers if mention.nation not in THEATRE)
    total = sum(counts.values())
    for code in published_by:
        counts[code] += _PUBLISHER_WEIGHT
        total += _PUBLISHER_WEIGHT
    if not counts:
        return ""
    code, count = counts.most_common(1)[0]
    return code if count >= _LEAST_MENTIONS and 2 * count >= total else ""


def purpose_of_text(document: Document) -> tuple[str, ...]:
    """The purpose that most words of the text name, as a capability; empty where none is named often enough."""
    named = dict.fromkeys((capability for capability, _ in PURPOSES), 0)
    for key in _TELLING.keys() & document.tokens_by_key.keys():
        for capability in _TELLING[key]:
            named[capability] += len(document.tokens_by_key[key])
    best = max(named, key=lambda capability: named[capability])
    return (best,) if named[best] >= _LEAST_PURPOSES else ()
