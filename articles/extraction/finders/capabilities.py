"""Find words that name a kind of contribution: "six F-16s", "air strikes", "military trainers".

The head noun decides. A generic head ("jets", "troops") takes the capability of a modifier that stands before it in the
same noun phrase: "reconnaissance jets", "training personnel".
"""

from __future__ import annotations

from articles.extraction.lexicon import Lexicon
from articles.extraction.lexicon_pledges import CapabilityWord, pledge_words
from articles.extraction.types import CapabilityMention, Document

_YIELDING = frozenset({"generic", "weak"})


def find_capabilities(document: Document, lexicon: Lexicon) -> tuple[CapabilityMention, ...]:
    """All capability mentions in text order, without overlaps.

    Example: "four Danish F-16s and 120 trainers" gives air_strikes (F-16s) and trainers (trainers).
    """
    table = pledge_words(lexicon).capabilities
    found: list[CapabilityMention] = []
    for first, end, word in table.find_in(document):
        if _is_name_part(document, first, end, word):
            continue
        mention = _mention(first, end, word)
        if found and found[-1].end == first and _can_join(document, found[-1], mention):
            merged = _merge(found[-1], mention)
            if merged is not None:
                found[-1] = merged
                continue
        found.append(mention)
    return tuple(mention for mention in found if mention.role != "modifier")


def _mention(first: int, end: int, word: CapabilityWord) -> CapabilityMention:
    return CapabilityMention(word.capability, word.unit, first, end, role=word.role, singular=word.singular)


def _merge(modifier: CapabilityMention, head: CapabilityMention) -> CapabilityMention | None:
    """One mention from two that touch: "Tornado" + "reconnaissance jets", "training" + "troops"."""
    if head.role in _YIELDING and modifier.role != "weak":
        capability = modifier.capability
    elif (modifier.role, head.role) == ("generic", "asset") or (
        modifier.role in {"modifier", "asset", "mass", "deed"} and head.role in {"asset", "deed", "mass", "site"}
    ):
        capability = head.capability
    else:
        return None
    role = "asset" if head.role == "generic" and modifier.role != "generic" else head.role
    role = "deed" if head.role == "weak" else role
    return CapabilityMention(
        capability, head.unit or modifier.unit, modifier.first, head.end, role=role, singular=head.singular
    )


_BEING = frozenset({"is", "are", "was", "were", "been", "be"})
_UNCHANGED = frozenset({"forces", "ops", "operations", "sas", "awacs", "hercules", "polaris"})


def _can_join(document: Document, modifier: CapabilityMention, head: CapabilityMention) -> bool:
    """Whether two mentions that touch are one compound: "drone strikes" is one, "jets strike" is none."""
    last = document.keys[modifier.end - 1]
    if last.endswith("ing") and document.keys[modifier.first - 1] in _BEING:
        return False  # "were advising brigades"
    is_plural = modifier.role == "asset" and last.endswith("s") and last not in _UNCHANGED and not modifier.singular
    return head.role != "modifier" and not is_plural and not _has_object(document, head)


def _has_object(document: Document, mention: CapabilityMention) -> bool:
    """Whether a word such as "support" is followed by an object and so a verb: "380 personnel support the mission"."""
    if mention.role != "weak" or mention.end >= len(document.keys):
        return False
    return document.keys[mention.end] in {"the", "its", "their", "his", "this", "these", "those"}


_NAME_TAILS = frozenset({"times", "journal", "post", "herald", "street"})


def _is_name_part(document: Document, first: int, end: int, word: CapabilityWord) -> bool:
    """Whether the words belong to a proper name ("Marine Corps", "Air Force Base") or stand in another sense."""
    following = document.keys[end] if end < len(document.keys) else ""
    if word.capability == "ground_forces" and following in {"corps", "commander", "general", "le"}:
        return True
    if document.words[first] == "Task" and document.words[end - 1].startswith("Force"):
        return True
    if word.role == "asset" and end - first == 1 and document.words[first][0].islower():
        return following in {"in", "of"} and document.keys[first] in {"carrier", "shell"}
    return following in _NAME_TAILS
