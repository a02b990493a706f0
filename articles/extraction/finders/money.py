"""Amounts of money in any currency and scale: "$20 million", "US$1.4bn", "€20m", "100 million euros"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from articles.extraction.finders.quantities import NumberWords, number_words
from articles.extraction.lexicon import Lexicon
from articles.extraction.tokens import fold
from articles.extraction.types import Document, MoneyMention, Qualifier
from coalition.numbers import Number, read_number

_NATIONAL = frozenset({"krone", "kroner", "krona", "kronor", "crown", "dinar", "riyal", "dirham"})
"""Names of money of several states, of which the state that pays decides."""


@dataclass(frozen=True, slots=True)
class _Words:
    signs: Mapping[str, str]
    codes: Mapping[str, str]
    names: Mapping[str, str]
    by_nation: Mapping[str, Mapping[str, str]]
    demonyms: Mapping[str, str]
    publishers: Mapping[str, str]
    numbers: NumberWords
    triggers: frozenset[str]
    telling: frozenset[str]
    """Triggers and large numbers: the only words at which an amount is looked for."""
    nations: Mapping[str, str]
    """States by the single words that name them: name, demonym, capital."""


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    reference: dict[str, Any] = lexicon.reference["currencies"]
    signs = dict(reference["signs"])
    codes = {fold(code): code for code in reference["codes"]}
    names = dict(reference["words"])
    triggers = frozenset(signs) | frozenset(codes) | frozenset(names)
    return _Words(
        signs=signs,
        codes=codes,
        names=names,
        by_nation=reference["by_nation"],
        demonyms={
            fold(word): nation.code
            for nation in lexicon.nations
            for word in (*nation.demonyms, *nation.abbreviations)
            if " " not in word
        },
        publishers=reference["publisher_dollars"],
        numbers=number_words(lexicon),
        triggers=triggers,
        telling=triggers | _LARGE | {"m"},
        nations={
            fold(word): nation.code
            for nation in lexicon.nations
            if nation.kind == "state"
            for word in (*nation.names, *nation.demonyms, *nation.capitals)
            if " " not in word
        },
    )


_LARGE = frozenset({"million", "billion", "bn"})
_NEAR = 120
"""Tokens after a sum within which a large number without a currency is one of the same currency."""
_AFTER_BARE = frozenset({".", ",", ";", ":", ")", "for", "in", "over", "to", "through", "from", "via", "as", "and"})


def find_money(document: Document, lexicon: Lexicon) -> tuple[MoneyMention, ...]:
    """All amounts in text order. A bare "$" is the US dollar unless the publisher is of another dollar country.

    "nearly $500 million" gives 500000000 USD, "20 million Australian dollars" AUD; "2,000-pound bombs" gives nothing.
    """
    words = _words(lexicon)
    found: list[MoneyMention] = []
    telling = words.telling
    for token in document.tokens_among(telling):
        key = document.keys[token]
        if (key in _LARGE or key == "m") and found and token >= found[-1].end:
            bare = _bare(document.keys, token, found[-1], words)
            if bare is not None:
                found.append(bare)
        if key not in words.triggers:
            continue
        mention = _after_sign(document, token, words) or _before_name(document, token, words)
        if mention is not None and (not found or mention.first >= found[-1].end):
            shared = _sharing(document.keys, mention, words)
            if shared is not None and (not found or shared.first >= found[-1].end):
                found.append(shared)
            found.append(mention)
    return tuple(mention for mention in found if not _is_conversion(document.keys, mention, found))


def _bare(keys: Sequence[str], token: int, known: MoneyMention, words: _Words) -> MoneyMention | None:
    """A large number without a currency soon after a sum, with nothing that it counts, as in "and Japan 1.5 billion in
    loans", "Qatar also promised a billion." It has the currency of the sum before.
    """
    following = keys[token + 1] if token + 1 < len(keys) else "."
    if token - known.end > _NEAR or following not in _AFTER_BARE:
        return None
    number = _number_ending_at(keys, token + 1, words)
    if number is None or number.first < known.end:
        return None
    if keys[token] == "m" and keys[number.first - 1] not in {"with", "another", "further"}:
        return None  # "100m" alone is a distance more often than a sum
    return _mention(keys, number, known.currency, number.first, token + 1, words)


def _sharing(keys: Sequence[str], known: MoneyMention, words: _Words) -> MoneyMention | None:
    """The amount joined to one that alone names the currency: "450 million and 100 million dollars"."""
    joint = known.first - 1
    if joint < 2 or keys[joint] not in {"and", "or", ","} or keys[joint - 1] not in _LARGE:
        return None
    if not any(keys[token] in words.names for token in range(known.first, known.end)):
        return None
    number = _number_ending_at(keys, joint, words)
    return None if number is None else _mention(keys, number, known.currency, number.first, joint, words)


def _is_conversion(keys: Sequence[str], mention: MoneyMention, found: Sequence[MoneyMention]) -> bool:
    """Whether an amount in brackets repeats the one before it: "20 million euros ($22 million)"."""
    opening = next((t for t in range(mention.first - 1, max(-1, mention.first - 3), -1) if keys[t] == "("), None)
    return opening is not None and any(other.end == opening and other.currency != mention.currency for other in found)


def _after_sign(document: Document, token: int, words: _Words) -> MoneyMention | None:
    """ "$20m", "€ 5 million", "USD 3 million"."""
    keys = document.keys
    key = keys[token]
    currency = words.signs.get(key) or (words.codes.get(key) if document.words[token].isupper() else None)
    if currency is None or token + 1 >= len(keys) or not keys[token + 1][0].isdigit():
        return None
    number = read_number(keys, token + 1, words.numbers)
    if number is None:
        return None
    high = _high_end(keys, number, words)
    number = high or number
    first = token
    if key == "$":
        first, currency = _dollar(document, token, words)
    end = number.end
    if end < len(keys) and (keys[end] in words.names or keys[end] in {"usd", "aud", "cad", "nzd"}):
        currency, end = words.codes.get(keys[end]) or currency, end + 1
    return _mention(keys, number, currency, first, end, words, is_range=high is not None)


def _high_end(keys: Sequence[str], number: Number, words: _Words) -> Number | None:
    """ "$20-30 million", "£20m to £30m" are one amount, the upper one."""
    at = number.end
    if at + 1 >= len(keys) or keys[at] not in {"-", "–", "to"}:
        return None
    at += 1
    signed = keys[at] in words.signs
    high = (
        read_number(keys, at + signed, words.numbers)
        if at + signed < len(keys) and keys[at + signed][0].isdigit()
        else None
    )
    if high is None or high.value <= number.value or (not signed and keys[at - 1] == "to" and high.value < 1000):
        return None
    return Number(high.value, number.first, high.end)


def _dollar(document: Document, token: int, words: _Words) -> tuple[int, str]:
    """Whose dollar a bare "$" is: "US $20", "CAD $20", else by the publisher."""
    before = document.keys[token - 1] if token else ""
    if before in {"us", "u.s."} and document.words[token - 1].isupper():
        return token - 1, "USD"
    if before in words.codes and document.words[token - 1].isupper():
        return token - 1, words.codes[before]
    if before in {"a", "c", "nz", "au"} and document.words[token - 1].isupper():
        return token - 1, words.signs[f"{before}$"]
    for name, currency in words.publishers.items():
        if name in document.source.publisher:
            return token, currency
    return token, "USD"


def _before_name(document: Document, token: int, words: _Words) -> MoneyMention | None:
    """ "100 million euros", "2.5bn Danish kroner", "half a million dollars", "20 million USD"."""
    keys = document.keys
    key = keys[token]
    if key in words.codes and not document.words[token].isupper():
        return None
    currency = words.names.get(key) or words.codes.get(key)
    if currency is None:
        return None
    stop = token
    if token and keys[token - 1] in words.demonyms:
        nation = words.demonyms[keys[token - 1]]
        singular = key if key in words.by_nation else key.removesuffix("s")
        currency = words.by_nation.get(singular, {}).get(nation, currency)
        stop = token - 1
    elif (singular := key if key in words.by_nation else key.removesuffix("s")) in _NATIONAL:
        currency = _of_payer(keys, token, words.by_nation.get(singular, {}), words) or currency
    number = _number_ending_at(keys, stop, words)
    if number is None or (key.startswith("pound") and (number.value < 10_000 or keys[token + 1 : token + 2] == ["of"])):
        return None
    return _mention(keys, number, currency, number.first, token + 1, words)


def _of_payer(keys: Sequence[str], token: int, currencies: Mapping[str, str], words: _Words) -> str:
    """The currency of the first state that the sentence names and that has money of this name; Iraq receives."""
    named = []
    for at in range(token - 1, max(-1, token - 60), -1):
        if keys[at] in {".", "!", "?"}:
            break
        if words.nations.get(keys[at]) in currencies:
            named.append(words.nations[keys[at]])
    paying = [nation for nation in reversed(named) if nation != "IRQ"] or named
    return currencies[paying[0]] if paying else ""


def _number_ending_at(keys: Sequence[str], stop: int, words: _Words) -> Number | None:
    """The longest number whose last token lies right before `stop`."""
    for first in range(max(0, stop - 6), stop):
        number = read_number(keys, first, words.numbers)
        if number is not None and number.end == stop:
            return number
    return None


def _mention(
    keys: Sequence[str], number: Number, currency: str, first: int, end: int, words: _Words, *, is_range: bool = False
) -> MoneyMention:
    qualifier: Qualifier = "range" if is_range else ""
    for phrase, kind in words.numbers.qualifiers.get(keys[first - 1], ()) if first else ():
        if not is_range and first >= len(phrase) and tuple(keys[first - len(phrase) : first]) == phrase:
            return MoneyMention(number.value, currency, kind, first - len(phrase), end)
    return MoneyMention(number.value, currency, qualifier, first, end)
