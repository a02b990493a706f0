"""The trap tables beside this file, read into cases, and what extraction answers in the same terms.

A table is a text file. Its head says which layer it tests, when its sentences were published and, optionally, a
sentence of context that follows each of them as a paragraph of its own. Then come phenomena in brackets and cases, one
a line:

    layer: pledges
    published: 2016-02-10
    context: The campaign against Islamic State goes on.

    [refusals]
    Denmark offered 60 trainers but ruled out air strikes. → DNK trainers pledged 60; DNK air_strikes declined
    Denmark offered its thanks. → –
    ? Asked for trainers, Oslo shook its head. → NOR trainers declined

A `¶` in a text begins a new paragraph. What stands right of the arrow is the complete set for the layer, `–` for none. `a/b` accepts either value, `[…]` marks
a fact that is neither required nor wrong, and a leading `?` a known gap: a line that extraction still reads wrongly.

Facts by layer (what is in braces is compared only where a line writes it):

    pledges    NATION capability act [number {unit} | amount CURRENCY] {@place} {<ASKED_BY}
    nations    ALPHA3
    ministers  Surname NATION portfolio
    meetings   City date status {participants=A,B} {hosts=A} {count=N}, with - for none
    cities     Name objective

A number is digits with an optional k, m or bn; a pledge without one must come without one, except that a single thing
("a frigate") may count as 1. Dates are ISO, cut to their precision.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import get_args

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon
from articles.extraction.types import (
    Act,
    Capability,
    Extraction,
    MeetingFact,
    MeetingStatus,
    Objective,
    PledgeFact,
    Portfolio,
    Source,
)
from coalition.dates import PartialDate

FOLDER = Path(__file__).parent
ARROW = " → "
NOTHING = "–"
UNSAID = "-"

Values = Mapping[str, frozenset[str]]
"""A fact as field → values. An expected fact lists what is accepted, a found one what it says."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One fact right of the arrow, as written and as compared."""

    written: str
    values: Values
    optional: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a table."""

    table: str
    line: int
    layer: str
    phenomenon: str
    published: datetime.date
    context: str
    text: str
    expected: tuple[Expected, ...]
    gap: bool

    @property
    def source(self) -> Source:
        """The article that extraction reads for this line."""
        text = self.text.replace("¶", "\n\n")
        text = f"{text}\n\n{self.context}" if self.context else text
        return Source(text, published=PartialDate(self.published))


def found(case: Case, lexicon: Lexicon) -> list[Values]:
    """What extraction reads in the text of `case`, in the layer that the case tests."""
    return LAYERS[case.layer].read(extract(case.source, lexicon))


def agrees(expected: Sequence[Expected], facts: Sequence[Values]) -> bool:
    """Whether every required fact was found, each once, and nothing beyond what is allowed."""
    required = [one for one in expected if not one.optional]
    allowed = [one for one in expected if one.optional]
    return any(
        all(any(_fits(one, fact) for one in allowed) for fact in left) for left in _left_over(required, list(facts))
    )


def _left_over(required: Sequence[Expected], facts: list[Values]) -> Iterator[list[Values]]:
    """For each way to pair every required fact with a found one: the facts without partner."""
    if not required:
        yield facts
        return
    for number, fact in enumerate(facts):
        if _fits(required[0], fact):
            yield from _left_over(required[1:], facts[:number] + facts[number + 1 :])


def _fits(expected: Expected, fact: Values) -> bool:
    return all(accepted & fact[name] for name, accepted in expected.values.items())


def shown(fact: Values) -> str:
    """A found fact on one line, for the message of a failing case."""
    return " ".join(
        f"{name}={'/'.join(sorted(values))}" for name, values in fact.items() if values != frozenset({UNSAID})
    )


# --- tables -----------------------------------------------------------------------------------------------------------


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Every line of every table. A malformed table raises `ValueError` with its name and line."""
    return [case for path in sorted(folder.glob("*.txt")) for case in read_table(path.stem, path.read_text("utf-8"))]


def read_table(table: str, text: str) -> list[Case]:
    """The cases of one table."""
    head: dict[str, str] = {}
    phenomenon = ""
    cases: list[Case] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            if not line or line.startswith("#"):
                continue
            if line.startswith("[") and line.endswith("]"):
                phenomenon = line[1:-1]
            elif phenomenon:
                cases.append(_case(table, number, head, phenomenon, line))
            else:
                name, value = _matched(_HEAD, line).values()
                head[name] = value
        except (KeyError, ValueError) as error:
            raise ValueError(f"{table}.txt, line {number}: {error}") from error
    return cases


def _case(table: str, number: int, head: Mapping[str, str], phenomenon: str, line: str) -> Case:
    text, arrow, facts = line.removeprefix("? ").partition(ARROW)
    if not arrow:
        raise ValueError("no arrow")
    layer = LAYERS[head["layer"]]
    written = [] if facts == NOTHING else layer.split(facts)
    return Case(
        table=table,
        line=number,
        layer=head["layer"],
        phenomenon=phenomenon,
        published=datetime.date.fromisoformat(head["published"]),
        context=head.get("context", ""),
        text=text,
        expected=tuple(_expected(one, layer.parse) for one in written),
        gap=line.startswith("? "),
    )


def _expected(written: str, parse: Callable[[str], Values]) -> Expected:
    optional = written.startswith("[") and written.endswith("]")
    return Expected(written, parse(written[1:-1] if optional else written), optional)


def _either(written: str) -> frozenset[str]:
    return frozenset(written.split("/"))


# --- layers -----------------------------------------------------------------------------------------------------------


def _some_of(name: str, words: Iterable[str]) -> str:
    """Pattern for one of `words` or several with slashes between, as the group `name`."""
    one = "|".join(words)
    return f"(?P<{name}>(?:{one})(?:/(?:{one}))*)"


_HEAD = re.compile(r"(?P<name>layer|published|context): (?P<value>.+)")
_PLEDGE = re.compile(
    rf"(?P<nation>[A-Z]{{3}}|COALITION) {_some_of('capability', get_args(Capability))} {_some_of('act', get_args(Act))}"
    r"(?: (?P<number>[\d.kmbn/-]+)(?: (?P<currency>[A-Z]{3})| (?P<unit>[a-z][a-z_/-]*))?)?"
    r"(?: @(?P<place>\S+))?(?: <(?P<asked_by>[A-Z]{3}))?"
)
_MEETING = re.compile(
    rf"(?P<city>\D+) (?P<date>\d{{4}}-\d\d(?:-\d\d)?|-) {_some_of('status', get_args(MeetingStatus))}"
    r"(?: participants=(?P<participants>[A-Z,]+|-))?(?: hosts=(?P<hosts>[A-Z,]+|-))?(?: count=(?P<count>\d+))?"
)
_MINISTER = re.compile(rf"(?P<surname>\S+) (?P<nation>[A-Z]{{3}}) {_some_of('portfolio', get_args(Portfolio))}")
_CITY = re.compile(rf"(?P<name>\D+) {_some_of('objective', get_args(Objective))}")
_NATION = re.compile(r"(?P<nation>[A-Z]{3})")
_SCALES = {"k": 3, "m": 6, "bn": 9}


def _matched(pattern: re.Pattern[str], written: str) -> dict[str, str]:
    match = pattern.fullmatch(written)
    if match is None:
        raise ValueError(f"not a fact of this layer: {written!r}")
    return {name: value for name, value in match.groupdict().items() if value is not None}


def _parse_pledge(written: str) -> Values:
    fields = _matched(_PLEDGE, written)
    numbers = frozenset(_number(one) for one in fields.get("number", UNSAID).split("/"))
    currency = frozenset({fields.get("currency", UNSAID)})
    return {name: _either(value) for name, value in fields.items()} | {"number": numbers, "currency": currency}


def _number(written: str) -> str:
    """Digits with a scale in plain digits: "1.5m" is "1500000"."""
    if written == UNSAID:
        return UNSAID
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(k|m|bn)?", written)
    if match is None:
        raise ValueError(f"not a number: {written!r}")
    return _plain(Decimal(match[1]).scaleb(_SCALES.get(match[2], 0)))


def _plain(number: Decimal | None) -> str:
    """Plain digits; nothing and one look alike, since "a frigate" may be read either way."""
    return UNSAID if number is None or number == 1 else f"{number.normalize():f}"


def _read_pledges(extraction: Extraction) -> list[Values]:
    """Pledges as a set; one without a number goes where the same triple also comes with one."""
    facts = {_pledge_key(fact): _pledge_values(fact) for fact in extraction.pledges}
    numbered = {key[:3] for key in facts if key[3] != UNSAID}
    return [values for key, values in facts.items() if key[3] != UNSAID or key[:3] not in numbered]


def _pledge_key(fact: PledgeFact) -> tuple[str, str, str, str]:
    return fact.nation, fact.capability, fact.act, _plain(fact.quantity if fact.amount is None else fact.amount)


def _pledge_values(fact: PledgeFact) -> Values:
    nation, capability, act, number = _pledge_key(fact)
    return {
        "nation": frozenset({nation}),
        "capability": frozenset({capability}),
        "act": frozenset({act}),
        "number": frozenset({number}),
        "currency": frozenset({fact.currency or UNSAID}),
        "unit": frozenset({fact.unit or UNSAID}),
        "place": _either(fact.place or UNSAID),
        "asked_by": frozenset({fact.asked_by or UNSAID}),
    }


def _read_nations(extraction: Extraction) -> list[Values]:
    return [{"nation": frozenset({code})} for code in sorted({fact.code for fact in extraction.nations})]


def _read_ministers(extraction: Extraction) -> list[Values]:
    keys = {(fact.name.split()[-1], fact.nation, fact.portfolio) for fact in extraction.ministers}
    return [_said(("surname", "nation", "portfolio"), key) for key in sorted(keys)]


def _read_meetings(extraction: Extraction) -> list[Values]:
    return [
        _said(("city", "date", "status", "participants", "hosts", "count"), _meeting(f)) for f in extraction.meetings
    ]


def _meeting(fact: MeetingFact) -> tuple[str, ...]:
    attendees = sorted({attendee.nation for attendee in fact.attendees if attendee.role != "invited"})
    hosts = sorted({attendee.nation for attendee in fact.attendees if attendee.role == "host"})
    count = fact.participant_count
    return (
        fact.city,
        UNSAID if fact.date is None else str(fact.date),
        fact.status,
        ",".join(attendees) or UNSAID,
        ",".join(hosts) or UNSAID,
        UNSAID if count is None else str(count),
    )


def _read_cities(extraction: Extraction) -> list[Values]:
    return [_said(("name", "objective"), (fact.name, fact.objective)) for fact in extraction.cities]


def _said(names: Sequence[str], values: Sequence[str]) -> Values:
    return {name: frozenset({value}) for name, value in zip(names, values, strict=True)}


def _parser(pattern: re.Pattern[str]) -> Callable[[str], Values]:
    return lambda written: {name: _either(value) for name, value in _matched(pattern, written).items()}


def _parse_meeting(written: str) -> Values:
    """Lists of states are compared as a whole, in alphabetical order."""
    fields = _matched(_MEETING, written)
    for name in fields.keys() & {"participants", "hosts"}:
        fields[name] = ",".join(sorted(fields[name].split(",")))
    return {name: _either(value) for name, value in fields.items()}


def _by_semicolon(written: str) -> list[str]:
    return written.split("; ")


@dataclass(frozen=True, slots=True)
class Layer:
    """How one layer is written in the tables, and how it is read from an extraction."""

    split: Callable[[str], list[str]]
    parse: Callable[[str], Values]
    read: Callable[[Extraction], list[Values]]


LAYERS = {
    "pledges": Layer(_by_semicolon, _parse_pledge, _read_pledges),
    "nations": Layer(str.split, _parser(_NATION), _read_nations),
    "ministers": Layer(_by_semicolon, _parser(_MINISTER), _read_ministers),
    "meetings": Layer(_by_semicolon, _parse_meeting, _read_meetings),
    "cities": Layer(_by_semicolon, _parser(_CITY), _read_cities),
}
