"""Contributions told without a verb: fact sheets, tables, bullets, "Denmark: seven F-16s, 120 trainers".

The nation stands at the head of the line, before the thing ("three French frigates") or after it ("50 trainers from
Italy"); a bullet without any nation belongs to the one spoken of before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.further import FurtherFacts
from articles.extraction.rules.pledges.view import Link
from articles.extraction.types import Act, CapabilityMention, MoneyMention, PledgeFact

BULLETS = frozenset({"•", "-", "*", "–", "—", "·", "▪", "‣", "●", "○"})
_MOST_LINE = 30
"""Tokens of a line that stands under a heading."""
_HEAD_MARKS = frozenset({":", "-", "–", "—", "--", ","})
ACT_WORDS: tuple[tuple[Act, frozenset[str]], ...] = (
    ("declined", frozenset("refused rejected declined".split())),
    (
        "considering",
        frozenset("possible considered mulled discussed possibly perhaps maybe consideration discussion".split()),
    ),
    ("ended", frozenset("withdrawn ended returned finished completed ceased former formerly".split())),
    ("requested", frozenset("requested wanted sought".split())),
    (
        "pledged",
        frozenset(
            "promised pledged offered planned announced approved agreed pledge pledges offer due pending forthcoming "
            "upcoming".split()
        ),
    ),
)
"""Participles that tell what becomes of a thing in a line without a finite verb; the first list that fits."""

_UNTIL = frozenset({"until", "till", "through", "ended"})
_STARTING = frozenset({"from", "starting", "beginning"})
_BEFORE_DATE = frozenset("early mid late the end of - start middle spring summer autumn winter".split())
"""Words between such a preposition and its date: "until the end of June"."""


class Listings(FurtherFacts):
    """Reads lines without a finite verb."""

    def _listed_facts(self, links: Sequence[Link]) -> Iterator[PledgeFact]:
        """All contributions of the parts of a line that have no verb of their own."""
        head = self._head()
        bullet = self.keys[self.first] in BULLETS or self._is_bare_list() or self._is_under_heading()
        if head is None and not bullet:
            return
        linked = {id(link.capability) for link in links}
        for capability in self.capabilities:
            if capability.role in {"weak", "munition", "modifier"} or self._has_verb(capability.first, head):
                continue
            if id(capability) in linked and self._has_finite(capability.first):
                continue
            yield from self._listed_fact(capability, head)
        for money in self.view.money:
            if not self._pays_for_thing(money) and not self._has_verb(money.first, head):
                yield from self._listed_sum(money, head)

    def _pays_for_thing(self, money: MoneyMention) -> bool:
        """Whether a sum is the worth of a thing of the line: "machine guns worth 1.6 million pounds"."""
        lines = (Link(c, self._phrase_first(c), self._verbless(), False) for c in self.capabilities)
        return any(self._money(line) is money for line in lines)

    def _is_bare_list(self) -> bool:
        """A line of counts without verb and nation in a text of one state: "Weapons, 2014–2017: 24,000 rifles"."""
        if not self.subjects.remembered.get("home") or not self.view.quantities:
            return False
        return not self.clauses.verbs and not any(actor.codes for actor in self.actors)

    def _is_under_heading(self) -> bool:
        """A line without verb under the name of a nation: "Seven F-16s" below "DENMARK"."""
        if not self.subjects.remembered.get("heading") or self.end - self.first > _MOST_LINE:
            return False
        return not any(verb.is_finite for verb in self.clauses.verbs)

    def _head(self) -> Actor | None:
        """The nation that a line opens with: "Denmark:", "• Italy –", "South Korea, 60 million dollars"."""
        for actor in self.actors:
            if actor.kind != "nation" or not actor.codes:
                continue
            mark = self.keys[actor.end] if actor.end < self.end else ""
            if actor.first - self.first > 2 or mark not in _HEAD_MARKS:
                return None
            if mark == "," and any(verb.is_finite for verb in self.clauses.verbs):
                return None
            return actor
        return None

    def _has_verb(self, token: int, head: Actor | None) -> bool:
        """Whether the part of the line around the token has a finite verb or an infinitive."""
        segment = self.clauses.segment_of(token)
        start = head.end if head is not None else self.first
        return any(
            verb.segment == segment and verb.first >= start and verb.form in {"past", "present", "infinitive", "base"}
            for verb in self.clauses.verbs
        )

    def _has_finite(self, token: int) -> bool:
        segment = self.clauses.segment_of(token)
        return any(verb.is_finite and verb.segment == segment for verb in self.clauses.verbs)

    def _listed_fact(self, capability: CapabilityMention, head: Actor | None) -> Iterator[PledgeFact]:
        link = self._with_purpose(Link(capability, self._phrase_first(capability), self._verbless(), False))
        if self._is_never_given(link) or self.keys[link.start - 1] in {"for", "with", "of", "against", "by"} - {"with"}:
            return
        act = self._act_told(link.start, self._item_end(capability), self._line_act(capability.first, "delivering"))
        if self._is_none_of(link):
            act = "declined"
        yield from self._emit(link, act, self._line_codes(link, head), "pledges.list", "")

    def _listed_sum(self, money: MoneyMention, head: Actor | None) -> Iterator[PledgeFact]:
        purpose = self._purpose_of(money) or self._known_purpose()
        if purpose is None:
            return
        mention = CapabilityMention(purpose, "", money.first, money.end, role="mass")
        link = Link(mention, money.first, self._verbless(), False)
        act = self._line_act(money.first, "pledged" if self.subjects.remembered.get("donors") else "delivering")
        for fact in self._emit(link, act, self._line_codes(link, head), "pledges.list", ""):
            yield self._paying(fact, money)

    def _verbless(self) -> VerbGroup:
        return VerbGroup(self.first, self.first, self.first + 1, "", frozenset(), "noun")

    def _line_codes(self, link: Link, head: Actor | None) -> tuple[str, ...]:
        owner = self._owner_codes(link)
        if owner is not None:
            return owner
        source = self._source(link)
        if source is not None:
            return self._codes(source) or ()
        if head is not None:
            return self._codes(head) or ()
        known = self.subjects.remembered
        return self._contributors(known.get("heading") or known.get("it", ())) or ()

    def _item_end(self, capability: CapabilityMention) -> int:
        """Where the item of a list ends that a capability heads: before the next one or a semicolon."""
        following = next((self._phrase_first(c) for c in self.capabilities if c.first >= capability.end), self.end)
        stop = max(following, capability.end)
        return next((t for t in range(capability.end, stop) if self.keys[t] == ";"), stop)

    def _act_told(self, low: int, high: int, otherwise: Act) -> Act:
        """The act that a participle or a date tells between two tokens of a line: "until June 2015" has ended."""
        part = frozenset(self.keys[low:high])
        for act, words in ACT_WORDS:
            if not words.isdisjoint(part):
                return act
        published = self.document.source.published
        for mention in self.view.dates:
            if not low <= mention.first < high:
                continue
            last = mention.end_date or mention.date
            before = self._word_before_date(mention.first)
            over = published is None or last.day <= published.day
            if over and (before in _UNTIL or mention.end_date is not None):
                return "ended"
            if before in _STARTING and published is not None and mention.date.day > published.day:
                return "pledged"
        return otherwise

    def _word_before_date(self, token: int) -> str:
        """The word that a date hangs on: "until" in "until the end of June"."""
        token -= 1
        while token > self.first and self.keys[token] in _BEFORE_DATE:
            token -= 1
        return self.keys[token]

    def _line_act(self, token: int, otherwise: Act) -> Act:
        segment = self.clauses.segment_of(token)
        low = self.clauses.segments.index(segment) + self.first
        part = {self.keys[t] for t in range(low, self.end) if self.clauses.segment_of(t) == segment}
        for act, words in ACT_WORDS:
            if not words.isdisjoint(part):
                return act
        return otherwise
