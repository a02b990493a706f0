"""Which meeting a contribution was announced, asked for or refused at.

"At the Brussels meeting, Denmark promised …", "in Paris on Wednesday Carter asked …", and announcements told in the
same paragraph right after a meeting that is over. What runs anyway, and what is dated otherwise, was not said there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from articles.extraction.types import (
    Attendee,
    DateMention,
    Document,
    MeetingFact,
    Mentions,
    PlaceMention,
    PledgeFact,
    Sentence,
)
from coalition.dates import PartialDate

_LEAD = 800
"""A report tells of its meeting within so many characters."""

_GATHERINGS = frozenset(
    "meeting conference talks summit gathering ministerial forum session sessions discussions consultations "
    "roundtable dinner donors".split()
)
_AT = frozenset({"at", "during", "after", "following", "in"})
_ANNOUNCING = frozenset(
    "announced announcing announcement promised promise promises pledged pledge pledges pledging offered offer offers "
    "said told asked asking urged urging called calls agreed committed commitments undertook vowed requested request "
    "appealed declined refused rejected unveiled disclosed contributions joined volunteered".split()
)
_OFFICIALDOM = frozenset(
    "government parliament ministry cabinet officials lawmakers embassy authorities leaders".split()
)
_EARLIER = frozenset("earlier already previously last ago since before had meanwhile parliament parliamentary".split())
"""Words of a sentence that tells what was said before."""

_DONATING = frozenset({"donor", "donors", "pledging", "reconstruction", "rebuilding"})
"""Words of a text about a conference at which money is promised."""

_NEWS_DAYS = 5
"""A meeting is news for so many days."""

_SAID = frozenset({"pledged", "considering", "requested", "declined"})


def with_meetings(
    pledges: Iterable[PledgeFact], meetings: Sequence[MeetingFact], document: Document, mentions: Mentions
) -> tuple[PledgeFact, ...]:
    """The pledges, each with the city of the meeting at which the text says it was made, where there is one."""
    if not meetings:
        return tuple(pledges)
    venues = _Venues(document, mentions, meetings)
    return tuple(replace(fact, meeting_city=city) if (city := venues.city_of(fact)) else fact for fact in pledges)


def with_givers(
    meetings: Sequence[MeetingFact], pledges: Iterable[PledgeFact], document: Document
) -> tuple[MeetingFact, ...]:
    """The meetings, with the states that pledged something at them among those who take part.

    "At the meeting in Brussels Norway pledged 60 trainers" puts Norway at the table; whoever is only asked need not be
    there.
    """
    givers: dict[str, list[PledgeFact]] = {}
    for fact in pledges:
        if fact.meeting_city and fact.act != "requested" and len(fact.nation) == 3:
            givers.setdefault(fact.meeting_city, []).append(fact)
    published = document.source.published
    return tuple(
        _with_givers(meeting, givers.get(meeting.city, ())) if _is_news(meeting, published) else meeting
        for meeting in meetings
    )


def _is_news(meeting: MeetingFact, published: PartialDate | None) -> bool:
    """The text opens with the meeting, held in these days."""
    if meeting.status != "held" or meeting.proof.sentence.start > _LEAD or meeting.date is None:
        return False
    return meeting.date.precision == "day" and (
        published is None or (published.last_day - meeting.date.day).days <= _NEWS_DAYS
    )


def _with_givers(meeting: MeetingFact, facts: Iterable[PledgeFact]) -> MeetingFact:
    present = {attendee.nation for attendee in meeting.attendees}
    added = {
        fact.nation: Attendee(fact.nation, "participant", fact.speaker, fact.proof.sentence)
        for fact in facts
        if fact.nation not in present
    }
    return replace(meeting, attendees=(*meeting.attendees, *added.values()))


class _Venues:
    """The meetings of one text and the sentences that report them."""

    def __init__(self, document: Document, mentions: Mentions, meetings: Sequence[MeetingFact]) -> None:
        self.document, self.mentions, self.meetings = document, mentions, meetings
        self.sentences = {sentence.span.start: sentence for sentence in document.sentences}
        self.held = [meeting for meeting in meetings if meeting.status == "held"]
        self.reports = {
            proof.sentence.start: meeting
            for meeting in reversed(self.held)
            for proof in (meeting.proof, *meeting.further_proofs)
        }
        self.event = self._event()
        self.is_donors = not _DONATING.isdisjoint(document.keys)

    def city_of(self, fact: PledgeFact) -> str:
        if fact.act not in _SAID:
            return ""
        sentence = self.sentences[fact.proof.sentence.start]
        named = self._named(fact, sentence)
        if named is not None:
            return named.city
        meeting = self.reports.get(sentence.span.start) or self._at_the_meeting(sentence)
        meeting = meeting or self._of_report(fact, sentence)
        return meeting.city if meeting is not None and self._fits(meeting, sentence) else ""

    def _named(self, fact: PledgeFact, sentence: Sentence) -> MeetingFact | None:
        """The meeting whose city the sentence names: "at the Brussels meeting", "in Paris on Wednesday"."""
        keys = self.document.keys
        for place in self._places(sentence):
            before = keys[place.first - 1] if place.first > sentence.first else ""
            meeting = self._meeting_in(place)
            if meeting is None or place.name == fact.place:
                continue
            noun = not _GATHERINGS.isdisjoint(keys[max(sentence.first, place.first - 6) : place.end + 3])
            scene = before == "in" and keys[place.first - 2] not in _OFFICIALDOM
            if (noun and _AT & set(keys[max(sentence.first, place.first - 8) : place.first])) or (
                scene and self._is_announced(sentence)
            ):
                return meeting if self._fits(meeting, sentence) else None
        return None

    def _meeting_in(self, place: PlaceMention) -> MeetingFact | None:
        for meeting in (*self.held, *self.meetings):
            if meeting.city == place.name:
                return meeting
        return None

    def _places(self, sentence: Sentence) -> list[PlaceMention]:
        return [
            place
            for place in self.mentions.places
            if sentence.first <= place.first < sentence.end and not place.is_dateline
        ]

    def _at_the_meeting(self, sentence: Sentence) -> MeetingFact | None:
        """ "At the conference Norway offered …" where the text reports one meeting only."""
        keys = self.document.keys
        if len(self.meetings) != 1:
            return None
        for token in range(sentence.first, sentence.end):
            if keys[token] in _GATHERINGS and self._is_referred_to(sentence, token):
                return self.meetings[0]
        return None

    def _is_referred_to(self, sentence: Sentence, token: int) -> bool:
        """ "at the meeting", "during the closing session", "after these talks"."""
        before = self.document.keys[max(sentence.first, token - 4) : token]
        return bool(_AT & set(before)) and bool({"the", "this", "that", "these"} & set(before))

    def _of_report(self, fact: PledgeFact, sentence: Sentence) -> MeetingFact | None:
        """The meeting that the article is a report of, for what its participants announce or are asked.

        Right after a sentence about the meeting anybody's announcement counts, at a donor conference every gift.
        """
        meeting = self.event
        if meeting is None:
            return None
        if self.is_donors and fact.amount is not None:
            return meeting
        if not self._is_announced(sentence):
            return None
        present = {attendee.nation for attendee in meeting.attendees}
        is_told_there = any(
            other.span.start in self.reports
            for other in self.document.sentences
            if other.paragraph == sentence.paragraph and other.first < sentence.first
        )
        return meeting if is_told_there or (fact.asked_by or fact.nation) in present else None

    def _event(self) -> MeetingFact | None:
        """The one meeting of these days that the text opens with."""
        published = self.document.source.published
        paragraphs = 1 + self.document.sentences[-1].paragraph
        opening = {
            sentence.span.start for sentence in self.document.sentences if sentence.paragraph <= max(1, paragraphs // 3)
        }
        events = [
            meeting
            for meeting in self.held
            if meeting.proof.sentence.start in opening
            and (published is None or meeting.date is None or (published.day - meeting.date.day).days <= _NEWS_DAYS)
        ]
        return events[0] if len(events) == 1 else None

    def _is_announced(self, sentence: Sentence) -> bool:
        return not _ANNOUNCING.isdisjoint(self.document.keys[sentence.first : sentence.end])

    def _fits(self, meeting: MeetingFact, sentence: Sentence) -> bool:
        """Whether the sentence may tell of the meeting: it is not dated otherwise and tells nothing from before."""
        dates = [date for date in self.mentions.dates if sentence.first <= date.first < sentence.end]
        keys = self.document.keys[sentence.first : sentence.end]
        agreeing = [date for date in dates if _agree(date, meeting)]
        if any(date.date.precision == "day" for date in agreeing):
            return True
        if not _EARLIER.isdisjoint(keys) or _same_month(keys):
            return False
        published = self.document.source.published
        return all(date in agreeing or (published is not None and date.date.day > published.day) for date in dates)


def _same_month(keys: Sequence[str]) -> bool:
    """ "announced in the same month": as something told before, on another day."""
    return any(pair in {("same", "month"), ("same", "week"), ("same", "year")} for pair in pairwise(keys))


def _agree(date: DateMention, meeting: MeetingFact) -> bool:
    """Whether a date can be a day of the meeting."""
    held = meeting.date
    if held is None:
        return True
    last = (meeting.ends or held).last_day
    return date.date.day <= last and held.day <= date.date.last_day
