"""Sums as typed: "€20m", "US$ 1.5 billion", "20 million Danish kroner", "up to £300,000 as a loan"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from coalition.numbers import Hedge, Number, hedge_before, loosened, read_number, read_range
from coalition.stated.tokens import NotUnderstoodError, Token, tokens_of, words_between
from coalition.stated.words import EntryWords, entry_words

Form = Literal["", "grant", "loan", "in_kind"]
"""The form in which money is given; spelled as in `coalition.enums.Instrument`."""

_LARGEST = Decimal(10) ** 16
_LEADING = frozenset({"between", "from"})
_DASHES = frozenset({"-", "–", "to"})
_FORMS: Mapping[str, Form] = {"loan": "loan", "loans": "loan", "credit": "loan", "grant": "grant", "grants": "grant"}
_FORM_WORDS = frozenset({"as", "a", "an", "in", "of", "soft", "kind"})
_WITHOUT_DEMONYM = frozenset({"dollar", "pound"})
_CROWNS = ("krone", "kroner", "krona", "kronor", "crown", "crowns")
_EXAMPLE = "such as €20m, US$ 1.5 billion or 20 million Danish kroner"


@dataclass(frozen=True, slots=True)
class StatedMoney:
    """A sum as it was understood, in full units of its own currency; `remarks` say what was decided on the way."""

    amount: Decimal
    currency: str
    qualifier: Hedge = ""
    instrument: Form = ""
    low: Decimal | None = None
    remarks: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Each number it states, once."""
        return (self.amount,) if self.low is None else (self.low, self.amount)


def read_money(
    text: str, words: EntryWords | None = None, *, demonyms: Mapping[str, str] | None = None, payer: str = ""
) -> StatedMoney:
    """Read one sum. Raises NotUnderstoodError with what to write instead.

    `demonyms` gives the alpha-3 code behind a word such as "danish", `payer` that of the state that pays: its own money
    decides whose krone is meant. "20 million kroner" of nobody is refused, since two states have money of that name.
    """
    return _MoneyReader(text, words or entry_words(), demonyms or {}, payer).read()


class _MoneyReader:
    """Reads one typed line from left to right."""

    def __init__(self, text: str, words: EntryWords, demonyms: Mapping[str, str], payer: str) -> None:
        self.text, self.words, self.demonyms, self.payer = text, words, demonyms, payer
        self.tokens = tokens_of(text)
        self.remarks: list[str] = []
        self._leave_out_conversion()
        self.keys = [token.key for token in self.tokens]

    def read(self) -> StatedMoney:
        """The sum."""
        start = self._start()
        first, _, before = hedge_before(self.keys, start, self.words.numerals)
        leading = [token for token in self.tokens[:first] if token.key not in _LEADING]
        if leading:
            raise NotUnderstoodError(f"“{words_between(self.text, leading)}” before the sum is not understood.")
        currency, at = self._currency_before(start)
        number = read_number(self.keys, at, self.words.numerals) if at < len(self.keys) else None
        if number is None:
            raise NotUnderstoodError(f"There is no sum in this. Write one {_EXAMPLE}.")
        low, number = self._range(number)
        end, after = loosened(self.keys, number.end)
        if self.keys[end : end + 1] == ["+"]:
            end, after = end + 1, "more_than"
        named, end = self._currency_after(end)
        if currency and named and currency != named and self.keys[start] != "$":
            raise NotUnderstoodError(f"Two currencies are named, {currency} and {named}. Write one.")
        form = self._form(end)
        currency = named or currency
        if not currency:
            raise NotUnderstoodError(f"Which money? Write its sign, code or name, {_EXAMPLE}.")
        return self._money(number, low, currency, "range" if low else before or after, form)

    def _leave_out_conversion(self) -> None:
        """A sum in brackets at the end says the same in other money."""
        keys = [token.key for token in self.tokens]
        if keys[-1:] == [")"] and "(" in keys[1:]:
            opening = keys.index("(", 1)
            self.remarks.append(f"Left out: {words_between(self.text, self.tokens[opening:])}.")
            self.tokens = self.tokens[:opening]

    def _start(self) -> int:
        """The first token of the sum: its sign, its code or its number."""
        for at in range(len(self.keys)):
            if self._currency_before(at)[0] or read_number(self.keys, at, self.words.numerals):
                return at
        raise NotUnderstoodError(f"There is no sum in this. Write one {_EXAMPLE}.")

    def _currency_before(self, at: int) -> tuple[str, int]:
        """The currency that a sign or a code before the number names, and where the number begins."""
        key = self.keys[at]
        following = self.keys[at + 1] if at + 1 < len(self.keys) else ""
        if key in {"us", "u.s", "u.s."} and following == "$":
            return "USD", at + 2
        if key.upper() in self.words.codes and len(key) == 3:
            return key.upper(), at + 1 + (following == "$")
        if key == "$":
            return self._bare_dollar(), at + 1
        if key in self.words.signs:
            return self.words.signs[key], at + 1
        return "", at

    def _bare_dollar(self) -> str:
        own = self.words.by_nation["dollar"].get(self.payer, "USD")
        if own != "USD":
            raise NotUnderstoodError(f"These may be US dollars or {own}: write US$ or {own} before the number.")
        return "USD"

    def _range(self, number: Number) -> tuple[Number | None, Number]:
        """ "20-30 million" and "€20m to €30m": the low number and the high one."""
        at = number.end
        is_joined = self.keys[at : at + 1] and (
            self.keys[at] in _DASHES or (self.keys[at] == "and" and "between" in self.keys[: number.first])
        )
        if is_joined and at + 2 < len(self.keys) and self._currency_before(at + 1)[0]:
            high = read_number(self.keys, at + 2, self.words.numerals)
            if high is not None and high.value > number.value:
                return number, high
        low, high = read_range(self.keys, number, self.words.numerals)
        return low, high

    def _currency_after(self, at: int) -> tuple[str, int]:
        """The currency named behind the number, by code or name, and where what follows it begins."""
        if at >= len(self.keys):
            return "", at
        key = self.keys[at]
        if key.upper() in self.words.codes and len(key) == 3:
            return key.upper(), at + 1
        if key == "us" and self.keys[at + 1 : at + 2] in (["dollars"], ["dollar"]):
            return "USD", at + 2
        following = self.keys[at + 1] if at + 1 < len(self.keys) else ""
        if following in self.words.currency_names and (nation := self.demonyms.get(key)):
            return self._of_nation(following, nation, words_between(self.text, self.tokens[at : at + 2])), at + 2
        if key in self.words.currency_names:
            return self._of_name(key), at + 1
        return self.words.signs.get(key, ""), at + (key in self.words.signs)

    def _kinds(self, name: str) -> Mapping[str, str]:
        """The states that have money of this name, with their currencies."""
        return self.words.by_nation.get(name) or self.words.by_nation.get(name.removesuffix("s")) or {}

    def _of_nation(self, name: str, nation: str, written: str) -> str:
        kinds: dict[str, str] = {}
        # "Swedish kroner" can only be Swedish kronor.
        for other in _CROWNS if name in _CROWNS else (name,):
            kinds = {**self._kinds(other), **kinds}
        if kinds and nation not in kinds:
            raise NotUnderstoodError(f"No “{written}” are known: write the three-letter code of the currency.")
        return kinds.get(nation) or self.words.currency_names[name]

    def _of_name(self, name: str) -> str:
        """The currency of a name alone; that of the state that pays where several have money of this name."""
        kinds, single = self._kinds(name), name.removesuffix("s")
        if single == "dollar":
            return self._bare_dollar()
        codes = sorted(set(kinds.values()))
        if self.payer in kinds:
            own = kinds[self.payer]
            if len(codes) > 1:
                self.remarks.append(f"“{name}” of the nation that pays: {own}.")
            return own
        if len(codes) > 1 and single not in _WITHOUT_DEMONYM:
            raise NotUnderstoodError(
                f"Which “{name}”? Several states have money of this name ({', '.join(codes)}): "
                f"write the code, such as {codes[0]} 20 million."
            )
        return self.words.currency_names[name]

    def _form(self, at: int) -> Form:
        """ "loan", "as a grant", "in kind"; any other words are not part of a sum."""
        rest: Sequence[Token] = self.tokens[at:]
        keys = [token.key for token in rest if token.key not in {".", ","}]
        forms = {_FORMS[key] for key in keys if key in _FORMS}
        if "in kind" in " ".join(keys):
            forms.add("in_kind")
        if len(forms) > 1 or any(key not in _FORM_WORDS and key not in _FORMS for key in keys):
            raise NotUnderstoodError(
                f"“{words_between(self.text, rest)}” after the sum is not understood. Write one sum in one currency."
            )
        return next(iter(forms), "")

    def _money(self, number: Number, low: Number | None, currency: str, hedge: Hedge, form: Form) -> StatedMoney:
        amount = number.value
        if amount != amount.quantize(Decimal("0.01")) or amount >= _LARGEST:
            raise NotUnderstoodError("The ledger keeps sums with up to sixteen digits and two decimals.")
        if low:
            self.remarks.append("Of a range the ledger keeps the upper end; name the lower one in the note.")
        return StatedMoney(amount, currency, hedge, form, low.value if low else None, tuple(self.remarks))
