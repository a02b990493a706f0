"""What the stages of extraction hand to each other.

Plain frozen data, no Django. Offsets count characters of the stored text, end exclusive; token positions count tokens
of
the document, end exclusive. The closed lists are the same as `coalition.enums` (a test compares them).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import field
from decimal import Decimal
from itertools import chain
from typing import Literal

from articles.extraction.records import record
from coalition.dates import PartialDate

Capability = Literal[
    "air_strikes",
    "reconnaissance",
    "air_support",
    "trainers",
    "special_operations",
    "ground_forces",
    "naval",
    "weapons_munitions",
    "equipment",
    "humanitarian",
    "stabilisation_funding",
    "counter_finance",
    "counter_messaging",
    "foreign_fighters",
    "basing_access",
    "medical",
    "other",
]
Act = Literal["requested", "considering", "pledged", "delivering", "ended", "declined"]
Portfolio = Literal[
    "defence_minister",
    "foreign_minister",
    "head_of_government",
    "head_of_state",
    "envoy",
    "military_commander",
    "spokesperson",
    "other",
]
Objective = Literal["retake", "struck", "retaken", "defended", "held_by_is", "mentioned"]
MeetingStatus = Literal["planned", "held", "cancelled"]
Qualifier = Literal["", "about", "up_to", "more_than", "less_than", "range"]
Instrument = Literal["", "grant", "loan", "in_kind"]

COALITION = "COALITION"
"""Code of the coalition as a whole, where a text credits or asks it and names no member."""


@record(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the stored text, in characters, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")


@record(frozen=True, slots=True)
class Source:
    """One article as extraction receives it: the stored text and what its header says."""

    text: str
    title: str = ""
    published: PartialDate | None = None
    publisher: str = ""
    dateline: str = ""


@record(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `end` (exclusive) form one sentence in paragraph `paragraph` (counted from 0)."""

    first: int
    end: int
    paragraph: int
    span: Span


@record(frozen=True, slots=True)
class Document:
    """A source cut into tokens and sentences. The lists run in parallel, one entry a token.

    `keys` are the forms under which tokens are looked up (`tokens.fold`), `tokens_by_key` says where each stands;
    `sentence_firsts` are the first tokens of the sentences.
    """

    source: Source
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    sentences: tuple[Sentence, ...]
    keys: list[str] = field(default_factory=list)
    sentence_firsts: list[int] = field(default_factory=list)
    tokens_by_key: dict[str, list[int]] = field(default_factory=dict)
    _sought: dict[frozenset[str], list[int]] = field(default_factory=dict, repr=False, compare=False)
    """What `tokens_among` has found: most lists of words are asked for sentence by sentence."""

    def tokens_among(self, words: frozenset[str], first: int = 0, end: int | None = None) -> list[int]:
        """The tokens from `first` to `end` (exclusive) whose key is one of `words`, in text order.

        A text is looked through once for each list of words and not once for each sentence and word.
        """
        found = self._sought.get(words)
        if found is None:
            tokens = self.tokens_by_key
            # The shorter of the two is gone through: some lists hold thousands of words.
            keys = words.intersection(tokens) if len(tokens) < len(words) else filter(tokens.__contains__, words)
            found = self._sought[words] = sorted(chain.from_iterable(map(tokens.__getitem__, keys)))
        if end is None or not found:
            return found
        return found[bisect_left(found, first) : bisect_left(found, end)]

    def span(self, first: int, end: int) -> Span:
        """Characters of the tokens `first` to `end` (exclusive)."""
        return Span(self.starts[first], self.ends[end - 1])

    def quote(self, span: Span) -> str:
        """The exact characters of `span`."""
        return self.source.text[span.start : span.end]


# --- mentions: what the finders see, in token positions -------------------------------------------------------------


NationForm = Literal["name", "demonym", "capital", "institution", "abbreviation", "collective", "office", "pronoun"]


@record(frozen=True, slots=True)
class NationMention:
    """A nation, an organisation or the coalition, by whatever form stands in the text.

    `code` is ISO 3166 alpha-3 for states, `COALITION` for the coalition as a whole, a short code (NATO, EU) for
    organisations, and "" for a collective whose members the text does not name ("Arab nations").
    """

    code: str
    first: int
    end: int
    form: NationForm
    possessive: bool = False


@record(frozen=True, slots=True)
class MinisterMention:
    """A person with an office in the service of a state: "Defence Minister Jean-Yves Le Drian", later "Le Drian"."""

    name: str
    nation: str
    portfolio: Portfolio
    office: str
    first: int
    end: int
    introduced: bool
    """True where the text gives name and office together, False for a later mention by surname."""
    rule: str = ""
    """Id of the rule that read name and office together, "" for a later mention."""


@record(frozen=True, slots=True)
class PlaceMention:
    """A town, base, region, sea or landmark. `kind` is "city" for contested towns, else as in `places.yaml`."""

    name: str
    kind: str
    country: str
    first: int
    end: int
    is_dateline: bool = False


@record(frozen=True, slots=True)
class DateMention:
    """A date as far as text and publication fix it; `end_date` is the last of a range."""

    date: PartialDate
    first: int
    end: int
    end_date: PartialDate | None = None
    is_relative: bool = False


@record(frozen=True, slots=True)
class QuantityMention:
    """A count of things or people. Vague words ("dozens", "several hundred") have `best` None and keep their words."""

    best: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    first: int
    end: int
    additional: bool = False
    """True for "another 100", "200 more": on top of what is there."""


@record(frozen=True, slots=True)
class MoneyMention:
    """An amount of money in full units of `currency` (ISO 4217)."""

    amount: Decimal
    currency: str
    qualifier: Qualifier
    first: int
    end: int


@record(frozen=True, slots=True)
class CapabilityMention:
    """Words that name a kind of contribution; `unit` is what a number before it counts (aircraft, personnel …).

    `role` says how the words can take part in a contribution, as in `capabilities.yaml`; `singular` marks a noun that
    has
    a plural and stands without it.
    """

    capability: Capability
    unit: str
    first: int
    end: int
    role: str = "asset"
    singular: bool = False


@record(frozen=True, slots=True)
class Mentions:
    """Everything the finders saw in one document, each list in text order and free of overlaps within itself."""

    nations: tuple[NationMention, ...] = ()
    ministers: tuple[MinisterMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    money: tuple[MoneyMention, ...] = ()
    capabilities: tuple[CapabilityMention, ...] = ()


# --- facts: what extraction answers, in character spans -------------------------------------------------------------


@record(frozen=True, slots=True)
class Proof:
    """Where a fact stands and which rule read it.

    `sentence` is the evidence a reader is shown. `fields` gives, where known, the narrower span that each value was
    read
    from ("nation", "quantity", "date" …). `confidence` lies between 0 and 1.
    """

    sentence: Span
    rule: str
    confidence: float
    fields: dict[str, Span] = field(default_factory=dict)


@record(frozen=True, slots=True)
class NationFact:
    """A state that the text mentions, with its first mention."""

    code: str
    proof: Proof


@record(frozen=True, slots=True)
class MinisterFact:
    """A person named with an office in the service of a state; `office` as printed."""

    name: str
    nation: str
    portfolio: Portfolio
    office: str
    proof: Proof


@record(frozen=True, slots=True)
class Attendee:
    """A nation said to take part in a meeting, with its minister where the text names one."""

    nation: str
    role: Literal["host", "participant", "invited"]
    minister: str = ""
    span: Span | None = None


@record(frozen=True, slots=True)
class MeetingFact:
    """A gathering of officials of several states about the fight against IS.

    `participant_count` is the stated number of states, the host included. `country` is the alpha-3 code of the city's
    country, "" where unknown.
    """

    city: str
    country: str
    date: PartialDate | None
    ends: PartialDate | None
    status: MeetingStatus
    attendees: tuple[Attendee, ...]
    participant_count: int | None
    level: str
    proof: Proof
    further_proofs: tuple[Proof, ...] = ()
    """Other sentences that add to the same meeting (participants, its outcome)."""


@record(frozen=True, slots=True)
class PledgeFact:
    """One nation, one capability, one act.

    `nation` is who gives, or for `requested` who is asked; `asked_by` is who asks ("" where unsaid). `quantity` counts
    `unit`; `amount` is money in full units of `currency`. `place` is an alpha-3 code, several joined by "/", or a town
    or
    base by name; "" where unsaid. `additional` marks a number that comes on top of an earlier one.
    """

    nation: str
    capability: Capability
    act: Act
    proof: Proof
    quantity: Decimal | None = None
    quantity_low: Decimal | None = None
    quantity_high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = ""
    additional: bool = False
    amount: Decimal | None = None
    currency: str = ""
    instrument: Instrument = ""
    place: str = ""
    place_text: str = ""
    date: PartialDate | None = None
    asked_by: str = ""
    speaker: str = ""
    """Name of the minister to whom the text credits the statement, as in `MinisterFact.name`."""
    meeting_city: str = ""
    """City of the meeting at which it was said, as in `MeetingFact.city`."""


@record(frozen=True, slots=True)
class CityFact:
    """A contested or target town with what the text says of it."""

    name: str
    country: str
    objective: Objective
    spelling: str
    proof: Proof
    date: PartialDate | None = None
    by_whom: str = ""


@record(frozen=True, slots=True)
class Extraction:
    """All that one article says, in text order within each kind."""

    nations: tuple[NationFact, ...] = ()
    ministers: tuple[MinisterFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    pledges: tuple[PledgeFact, ...] = ()
    cities: tuple[CityFact, ...] = ()
    title_nations: tuple[str, ...] = ()
    """Codes of the states that the title names; those that the body does not name have no proof in `nations`."""
    title_ministers: tuple[MinisterFact, ...] = ()
    """Ministers whom the title names with their office; spans count characters of the title."""
