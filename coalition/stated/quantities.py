"""Things and people as typed: "up to 6 F-16s", "between 150 and 200 soldiers", "a dozen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coalition.numbers import Hedge, Number, hedge_before, loosened, read_number, read_range
from coalition.stated.tokens import NotUnderstoodError, Token, pieces_of, tokens_of, words_between
from coalition.stated.words import EntryWords, Noun, entry_words, folded

UNSTATED_UNIT = "units"
"""What the ledger writes where a report gives a number without saying of what."""

_LARGEST = Decimal(10) ** 12
_UNIT_LENGTH = 60
_LEADING = frozenset({"between", "from"})
_JOINTS = frozenset({"and", ",", "plus", "&", "+", ";", "with"})
# Where a noun phrase ends and says to whom or where.
_AFTER_NOUN = frozenset("for to in at from with on against who that which under until by per near".split())
_MONEY_WORDS = frozenset({"dollar", "dollars", "euro", "euros"})


@dataclass(frozen=True, slots=True)
class StatedQuantity:
    """A quantity as it was understood: best, low and high reading, the unit in which it is added up, the hedge.

    `noun` is what it counts as typed, `capability` what that noun tells of a line, where it is clear. `remarks` say in
    words what was decided on the way.
    """

    best: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = UNSTATED_UNIT
    qualifier: Hedge = ""
    noun: str = ""
    capability: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Each number it states, once."""
        return tuple(dict.fromkeys(number for number in (self.low, self.best, self.high) if number is not None))


def read_quantity(text: str, words: EntryWords | None = None) -> StatedQuantity:
    """Read one quantity with what it counts. Raises NotUnderstoodError with what to write instead.

    "about 200 trainers" gives 200 personnel, about; "between 150 and 200 soldiers" the best reading 200 with 150 as the
    low one, as extraction has it.
    """
    words = words or entry_words()
    tokens = tokens_of(text)
    keys = [token.key for token in tokens]
    _refuse_money(tokens, words)
    number = _first_number(keys, words)
    if number is None:
        raise NotUnderstoodError(_without_number(keys, text, words))
    low, number = read_range(keys, number, words.numerals)
    first, _, before = hedge_before(keys, low.first if low else number.first, words.numerals)
    leading = [token for token in tokens[:first] if token.key not in _LEADING]
    if leading:
        raise NotUnderstoodError(f"“{words_between(text, leading)}” before the number is not understood.")
    end, after = _after(keys, number.end, words)
    noun, remarks = _noun(tokens[end:], text, words)
    return _quantity(number, low, "range" if low else before or after, noun, remarks, words)


def numbers_in(text: str, words: EntryWords | None = None) -> frozenset[Decimal]:
    """Every number that `text` states, in digits or words, alone and with its scale ("20 million" is not also 20)."""
    words = words or entry_words()
    keys = [token.key for token in pieces_of(text)]
    found = set()
    for at in range(len(keys)):
        number = read_number(keys, at, words.numerals)
        if number is None:
            continue
        low, high = read_range(keys, number, words.numerals)
        found |= {number.value, high.value, *([low.value] if low else [])}
    return frozenset(found)


def _refuse_money(tokens: Sequence[Token], words: EntryWords) -> None:
    for token in tokens:
        is_code = token.text.isupper() and token.text in words.codes
        if is_code or token.key in words.signs or token.key in _MONEY_WORDS:
            raise NotUnderstoodError("This is money: write it in the field for money.")


def _first_number(keys: Sequence[str], words: EntryWords) -> Number | None:
    for at in range(len(keys)):
        number = read_number(keys, at, words.numerals)
        if number is not None:
            return number
    return None


def _without_number(keys: Sequence[str], text: str, words: EntryWords) -> str:
    if words.numerals.vague & set(keys):
        return (
            f"“{text.strip()}” states no number. Leave the field empty and put the words into the note: "
            "unknown is not zero."
        )
    return "There is no number in this. Write it as the source does: about 200 trainers, up to 6 F-16s, a dozen jets."


def _after(keys: Sequence[str], end: int, words: EntryWords) -> tuple[int, Hedge]:
    """What loosens a number from behind, and "more" or "of", which say nothing of what is counted."""
    if keys[end : end + 1] == ["+"]:
        return end + 1, "more_than"
    end, hedge = loosened(keys, end)
    while end < len(keys) and (keys[end] in words.additional_after or keys[end] in {"of", "the", "its", "-"}):
        end += 1
    return end, hedge


def _noun(tokens: Sequence[Token], text: str, words: EntryWords) -> tuple[str, list[str]]:
    """What is counted, as typed, and a remark on words that are left out."""
    for place, token in enumerate(tokens[:-1]):
        if token.key in _JOINTS and read_number([t.key for t in tokens], place + 1, words.numerals):
            raise NotUnderstoodError(
                "These are two quantities. One act states one: enter the other as a pledge of its own."
            )
    if tokens and tokens[0].key in {"%", "percent", "per"}:
        raise NotUnderstoodError("A share is no quantity. Put it into the note.")
    stop = next((place for place, token in enumerate(tokens) if place and token.key in _AFTER_NOUN), len(tokens))
    noun = words_between(text, tokens[:stop]).strip(" .,;")
    if len(noun) > _UNIT_LENGTH:
        raise NotUnderstoodError("Say in a few words what is counted: trainers, F-16s, field hospitals.")
    rest = words_between(text, tokens[stop:]).strip(" .,;")
    return noun, [f"Left out: “{rest}”."] if rest else []


def _quantity(
    number: Number, low: Number | None, hedge: Hedge, noun: str, remarks: list[str], words: EntryWords
) -> StatedQuantity:
    for value in (number.value, low.value if low else number.value):
        if value != value.quantize(Decimal("0.01")) or value >= _LARGEST:
            raise NotUnderstoodError("The ledger keeps numbers with up to twelve digits and two decimals.")
    known = _known(noun, words)
    if not noun:
        remarks.append("What is counted is not said; readers will see that.")
    elif known and known.unit != noun:
        remarks.append(f"“{noun}” are counted as {known.unit}.")
    return StatedQuantity(
        best=number.value,
        low=low.value if low else None,
        high=number.value if low else None,
        unit=known.unit if known else noun or UNSTATED_UNIT,
        qualifier=hedge,
        noun=noun,
        capability=known.capability if known else "",
        remarks=tuple(remarks),
    )


def _known(noun: str, words: EntryWords) -> Noun | None:
    """The longest end of the phrase that the ledger has a unit for: "Danish military trainers" by "trainers"."""
    parts = folded(noun).split()
    for first in range(len(parts)):
        found = words.nouns.get(" ".join(parts[first:]))
        if found is not None:
            return found
    return None
