"""Gatherings of officials of several states about the fight against Islamic State (IS)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeVar

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.lexicon import Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import fold, sentence_index
from articles.extraction.types import (
    Attendee,
    DateMention,
    Document,
    MeetingFact,
    MeetingStatus,
    Mentions,
    MinisterMention,
    NationMention,
    PlaceMention,
    Proof,
    Sentence,
)
from coalition.dates import PartialDate

Role = Literal["host", "participant", "invited"]


@dataclass(frozen=True, slots=True)
class _Words:
    sets: Mapping[str, frozenset[str]]
    nouns: PhraseTable[bool]
    not_before: PhraseTable[bool]
    subject: PhraseTable[bool]
    subject_names: PhraseTable[bool]
    other_subjects: PhraseTable[bool]
    levels: PhraseTable[str]
    cues: frozenset[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    reference = lexicon.reference["meeting_words"]
    sets = {key: frozenset(fold(word) for word in value) for key, value in reference.items() if isinstance(value, list)}

    def table(key: str) -> PhraseTable[bool]:
        return PhraseTable((word, True) for word in reference[key])

    return _Words(
        sets=sets,
        nouns=table("nouns"),
        not_before=table("not_meetings_before"),
        subject=table("subject"),
        subject_names=table("subject_names"),
        other_subjects=table("other_subjects"),
        levels=PhraseTable((word, level) for level, words in reference["levels"].items() for word in words),
        cues=sets["nouns"] | sets["verbs_alone"] | sets["echoes"] | sets["presence"] | sets["groups"],
    )


@dataclass(slots=True)
class _Meeting:
    """One meeting while the text is read."""

    place: PlaceMention
    date: DateMention | None
    status: MeetingStatus
    rule: str
    sentence: int
    roles: dict[str, tuple[Role, str, tuple[int, int]]] = field(default_factory=dict)
    count: int | None = None
    level: str = ""
    further: list[int] = field(default_factory=list)

    def add(self, code: str, role: Role, minister: str, tokens: tuple[int, int]) -> None:
        """A state that takes part; a host stays a host, a name stays."""
        old = self.roles.get(code)
        if old is None:
            self.roles[code] = (role, minister, tokens)
        else:
            self.roles[code] = ("host" if "host" in (old[0], role) else old[0], old[1] or minister, old[2])


def meeting_facts(
    document: Document, mentions: Mentions, lexicon: Lexicon, title: Document | None = None
) -> tuple[MeetingFact, ...]:
    """Meetings with a town, each once, with who takes part as far as the text says.

    Rule ids: `meetings.venue` ("ministers of six nations met in Paris on Wednesday") and `meetings.dateline` ("PARIS
    (AP) —
    Defence ministers met on Wednesday"). Press conferences, cabinets, calls and meetings on other subjects are none.
    """
    reader = _Reader(document, mentions, _words(lexicon), title)
    if not reader.is_about_the_fight():
        return ()
    return tuple(reader.fact(meeting) for meeting in reader.read())


class _Reader:
    """Reads one document from sentence to sentence."""

    def __init__(self, document: Document, mentions: Mentions, words: _Words, title: Document | None) -> None:
        self.document = document
        self.mentions = mentions
        self.keys = document.keys
        self.words = words
        self.sets = words.sets
        self.title = title
        self.devoted: bool | None = None
        self.nations = _by_sentence(document, mentions.nations)
        self.ministers = _by_sentence(document, mentions.ministers)
        self.places = _by_sentence(document, mentions.places)
        self.dates = _by_sentence(document, mentions.dates)
        self.states = {mention.code for mention in mentions.nations if _is_state(mention)}

    def key(self, token: int) -> str:
        """Lookup form of a token, "" outside the document."""
        return self.keys[token] if 0 <= token < len(self.keys) else ""

    def is_about_the_fight(self) -> bool:
        """Whether the text speaks of IS or the coalition at all."""
        if any(key in self.sets["alien_subjects"] for key in self.title.keys) if self.title is not None else False:
            return self.names_the_group()
        return (
            any(True for _ in self.subject_at(0, len(self.keys)))
            or (self.title is not None and next(self.words.subject_names.find(self.title.keys), None) is not None)
            or self.is_titled_meeting()
        )

    def names_the_group(self) -> bool:
        """Islamic State (IS) by name: what a text under another heading must say at least."""
        named = {"isis", "isil", "daesh"}.intersection(self.keys)
        return bool(named) or any(
            self.keys[at] == "islamic" and self.key(at + 1) == "state" for at in range(len(self.keys))
        )

    def is_titled_meeting(self) -> bool:
        """The title itself is of a meeting on Syria or Iraq."""
        if self.title is None:
            return False
        keys = set(self.title.keys)
        return not self.sets["nouns"].isdisjoint(keys) and not {"syria", "iraq", "coalition", "coalition's"}.isdisjoint(
            keys
        )

    def subject_at(self, first: int, end: int) -> Iterator[int]:
        for at, *_ in self.words.subject_names.find(self.keys, first, end):
            if self.keys[at] != "is" or self.document.words[at] == "IS":
                yield at

    def read(self) -> list[_Meeting]:
        meetings: list[_Meeting] = []
        for number, sentence in enumerate(self.document.sentences):
            keys = self.keys[sentence.first : sentence.end]
            if self.words.cues.isdisjoint(keys):
                continue
            if meetings and self.is_roll_call(meetings, number, sentence):
                self.echo(meetings, number, sentence)
                continue
            found = list(self.meetings_in(number, sentence))
            for position, meeting in enumerate(found):
                same = next((old for old in meetings if _is_same(old, meeting)), None)
                if same is None:
                    meetings.append(meeting)
                else:
                    self.merge(same, meeting)
                if position == 0:
                    # Of two towns in one sentence the second stands in an aside: who came is said of the first.
                    self.join(same or meeting, number, sentence, meeting.place)
            if not found and meetings:
                self.echo(meetings, number, sentence)
        return [meeting for meeting in meetings if self.is_gathering(meeting)]

    # --- meetings with a town ---------------------------------------------------------------------------------------

    def meetings_in(self, number: int, sentence: Sentence) -> Iterator[_Meeting]:
        cues = [*self.cues(sentence), *self.group_cues(number, sentence)]
        if not cues or not self.is_on_subject(number, sentence):
            return
        venues = [place for place in self.places.get(number, ()) if self.is_venue(place, sentence, cues)]
        if not venues:
            venue = self.dateline_venue(number, sentence)
            if venue is not None:
                yield self.meeting(venue, number, sentence, cues, "meetings.dateline")
            return
        towns = [
            venue
            for venue in venues
            if venue.kind != "base" and not (self.key(venue.first - 1) in {"near", "outside"} and len(venues) > 1)
        ]
        for venue in towns or [venue for venue in venues if venue.kind == "base"] or venues:
            yield self.meeting(venue, number, sentence, cues, "meetings.venue")

    def cues(self, sentence: Sentence) -> Iterator[int]:
        """Tokens that speak of a meeting of officials."""
        for at in range(sentence.first, sentence.end):
            key = self.keys[at]
            if (
                (key in self.sets["nouns"] and not self.is_other_noun(at, sentence))
                or (
                    key in self.sets["verbs_alone"]
                    and self.key(at + 1) not in self.sets["not_met"]
                    and self.key(at + 2) not in self.sets["not_met"]
                )
                or self.takes_place(at, sentence)
                or self.sees_each_other(at)
                or self.agrees_as_group(at, sentence)
            ):
                yield at

    def sees_each_other(self, at: int) -> bool:
        """ "they will see one another in Brussels"."""
        return (
            self.keys[at] in {"see", "saw"}
            and self.key(at + 1) in {"one", "each"}
            and self.key(at + 2) in {"another", "other"}
        )

    def agrees_as_group(self, at: int, sentence: Sentence) -> bool:
        """ "specialists from 22 delegations have agreed in Washington", "35 of them are expected in Brussels"."""
        if self.keys[at] not in _AGREED or "in" not in self.keys[at + 1 : min(at + 9, sentence.end)]:
            return False
        before = self.keys[max(sentence.first, at - 16) : at]
        return not (_GROUPS_OF_STATES | {"ministers", "directors"}).isdisjoint(before)

    def takes_place(self, at: int, sentence: Sentence) -> bool:
        """ "the next one took place", "a session was held", "talks were opened", said of a gathering."""
        key, after = self.keys[at], self.key(at + 1)
        if not (key in {"took", "takes", "take"} and after == "place") and not (
            key in {"was", "were", "be"} and after == "held"
        ):
            return False
        before = self.keys[max(sentence.first, at - 9) : at]
        return not (self.sets["nouns"] | {"one", "next", "first", "second", "third", "last", "it"}).isdisjoint(before)

    def is_reception(self, at: int, sentence: Sentence) -> bool:
        """ "received his counterparts from", "was the host in Jeddah"."""
        if self.key(at - 1) in {"the", "joint"} and self.key(at - 2) in {"was", "were", "is", "are"}:
            return True
        after = self.keys[at + 1 : min(at + 8, sentence.end)]
        if any(at < minister.first <= at + 5 for minister in self.ministers.get(sentence_index(self.document, at), ())):
            return self.keys[at].startswith("receive")
        return not {"counterparts", "ministers", "delegations", "colleagues", "chiefs"}.isdisjoint(after)

    def group_cues(self, number: int, sentence: Sentence) -> Iterator[int]:
        """ "Twelve defence ministers agreed in Stuttgart on Wednesday": many officials, in a town, on a day."""
        towns = [
            place
            for place in self.places.get(number, ())
            if place.kind == "venue_city" and not place.is_dateline and self.key(place.first - 1) == "in"
        ]
        if not towns or not self.has_day(number, towns):
            return
        for first, end, level in self.words.levels.find(self.keys, sentence.first, sentence.end):
            if level in _GATHERING_LEVELS and any(-8 <= place.first - end <= 26 for place in towns):
                yield first

    def has_day(self, number: int, towns: Sequence[PlaceMention]) -> bool:
        """A day in the sentence, or the dateline's own town."""
        dateline = next(
            (place.name for place in self.mentions.places if place.is_dateline), self.document.source.dateline
        )
        if any(date.date.precision in {"day", "month"} for date in self.dates.get(number, ())):
            return True
        return any(fold(place.name.replace(" ", "")) == fold((dateline or "-").replace(" ", "")) for place in towns)

    def is_other_noun(self, at: int, sentence: Sentence) -> bool:
        """ "press conference", "peace talks", "conference call"."""
        if self.key(at + 1) in self.sets["not_meetings_after"]:
            return True
        return any(
            (hit := self.words.not_before.match_at(self.keys, first, at)) is not None and hit[0] == at
            for first in range(max(sentence.first, at - 2), at)
        )

    def is_on_subject(self, number: int, sentence: Sentence) -> bool:
        """The fight against IS stands in the sentence, beside it, or leads the text."""
        other = next(self.words.other_subjects.find(self.keys, sentence.first, sentence.end), None) is not None
        if next(self.subject_at(sentence.first, sentence.end), None) is not None:
            return True
        if other or self.is_titled_meeting() or number <= 3 or self.is_devoted():
            return not other
        sentences = self.document.sentences
        first = sentences[max(0, number - 2)].first
        end = sentences[min(len(sentences) - 1, number + 2)].end
        return next(self.subject_at(first, end), None) is not None

    def is_devoted(self) -> bool:
        """The title or the first sentences name the fight, or the text does again and again."""
        if self.devoted is None:
            sentences = self.document.sentences
            opening = sentences[min(2, len(sentences) - 1)].end
            titled = self.title is not None and next(self.words.subject_names.find(self.title.keys), None) is not None
            named = sum(1 for _ in self.subject_at(0, len(self.keys)))
            self.devoted = titled or named * 8 >= len(sentences) or any(True for _ in self.subject_at(0, opening))
        return self.devoted

    def is_venue(  # noqa: C901 - one kind of place after the other
        self, place: PlaceMention, sentence: Sentence, cues: Sequence[int]
    ) -> bool:
        """ "in Paris", "at the alliance's headquarters in Brussels", "the Brussels meeting", "Paris talks"."""
        if place.is_dateline or place.kind not in {"venue_city", "city", "region", "base"}:
            return False
        if min(abs(cue - place.first) for cue in cues) > 30:
            return False
        after = self.key(place.end)
        if after in self.sets["nouns"] or (after == "'s" and self.key(place.end + 1) in self.sets["nouns"]):
            return place.kind != "region"
        before = self.key(place.first - 1)
        if place.kind == "venue_city" and after in _HOSTED and not self.names_host(number_of=place, sentence=sentence):
            return True
        if place.kind == "region" and place.name not in _VENUE_REGIONS:
            return False
        if place.kind == "city" and not (before == "in" and min(abs(cue - place.first) for cue in cues) <= 8):
            return False
        if before in {"in", "at", "outside", "near"}:
            if self.key(place.first - 2) in {"minister", "government", "embassy", "president", "officials", "ministry"}:
                return False
            return not self.is_attack_site(place)
        if before == "to":
            near = self.keys[max(sentence.first, place.first - 4) : place.first - 1]
            return not self.sets["travel"].isdisjoint(near) and any(place.end <= cue <= place.end + 9 for cue in cues)
        if before == "of" and self.key(place.first - 2) in self.sets["venue_nouns"]:
            return True
        return before in self.sets["hosts"] or (before == "," and self.key(place.first - 2) in self.sets["venue_nouns"])

    def names_host(self, *, number_of: PlaceMention, sentence: Sentence) -> bool:
        """Another town of the sentence follows the verb: then the first one stands for its government."""
        return any(
            place.first > number_of.end and place.kind == "venue_city" and self.key(place.first - 1) == "in"
            for place in self.mentions.places
            if sentence.first <= place.first < sentence.end
        )

    def is_attack_site(self, place: PlaceMention) -> bool:
        """ "the attacks in Paris"."""
        near = self.keys[max(0, place.first - 4) : place.first]
        return not {
            "attack",
            "attacks",
            "bombing",
            "bombings",
            "born",
            "lives",
            "based",
            "embassy",
            "court",
            "reporters",
        }.isdisjoint(near)

    def dateline_venue(self, number: int, sentence: Sentence) -> PlaceMention | None:
        """The dateline's town for a meeting of ministers that one of the first sentences reports without a town."""
        if number > 3:
            return None
        place = next((place for place in self.mentions.places if place.is_dateline), None)
        if place is None or place.kind != "venue_city" or self.places_of_venue(number):
            return None
        keys = self.keys[sentence.first : sentence.end]
        groups = self.sets["groups"] | {"group", "delegations", "specialists"}
        met = not _AT_DATELINE.isdisjoint(keys) and not groups.isdisjoint(keys)
        titled = "conference" in keys and not {"closed", "opened", "ended", "began", "concluded"}.isdisjoint(keys)
        return place if met or titled or not {"received", "chair"}.isdisjoint(keys) else None

    def places_of_venue(self, number: int) -> bool:
        return any(place.kind == "venue_city" and not place.is_dateline for place in self.places.get(number, ()))

    def meeting(self, place: PlaceMention, number: int, sentence: Sentence, cues: Sequence[int], rule: str) -> _Meeting:
        date = self.date_near(number, place, cues) or (self.news_date() if number <= 3 else None)
        cue = min(cues, key=lambda at: abs(at - place.first))
        status = self.status(sentence, cue, date)
        return _Meeting(place, date, status, rule, number, level=self.level(sentence))

    def date_near(self, number: int, place: PlaceMention, cues: Sequence[int]) -> DateMention | None:
        """The date of the sentence nearest to town or cue, a day before a month; else one beside it."""
        dates = [date for date in self.dates.get(number, ()) if date.date.precision != "year"]
        if dates:

            def distance(date: DateMention) -> float:
                far = min(abs(date.first - place.first), min(abs(date.first - cue) for cue in cues) + 2)
                colon = ":" in self.keys[min(date.first, place.first) : max(date.first, place.first)]
                return far + (0 if date.date.precision == "day" else 4) + (30 if colon else 0)

            return min(dates, key=distance)
        return None

    def status(self, sentence: Sentence, cue: int, date: DateMention | None) -> MeetingStatus:
        keys = self.keys[sentence.first : sentence.end]
        if not self.sets["cancelled"].isdisjoint(keys):
            return "cancelled"
        published = self.document.source.published
        if date is not None and published is not None and not date.date.overlaps(published):
            return "planned" if date.date.day > published.day else "held"
        before = self.keys[max(sentence.first, cue - 12) : cue + 1]
        if self.keys[cue] in {
            "met",
            "gathered",
            "convened",
            "hosted",
            "assembled",
            "represented",
            "took",
            "was",
            "were",
        }:
            return "held"
        after = self.keys[cue : min(cue + 12, sentence.end)]
        ahead = {
            "will",
            "would",
            "planned",
            "scheduled",
            "upcoming",
            "next",
            "due",
            "forthcoming",
            "shall",
            "expected",
            "invited",
            "invite",
        }
        if (
            not ahead.isdisjoint(before)
            or not {"will", "scheduled", "next", "due"}.isdisjoint(after)
            or self.is_to_meet(cue)
        ):
            return "planned"
        return "held"

    def is_to_meet(self, cue: int) -> bool:
        """ "are to meet", "set to host", headline "to meet"."""
        return self.key(cue - 1) == "to" and self.key(cue - 2) in {
            "are",
            "is",
            "were",
            "was",
            "set",
            "due",
            "ministers",
            "leaders",
            "agreed",
            "plan",
            "plans",
        }

    # --- who takes part ---------------------------------------------------------------------------------------------

    def join(self, meeting: _Meeting, number: int, sentence: Sentence, place: PlaceMention) -> None:
        """Add what one sentence says of the meeting."""
        for mention, role in self.states_taking_part(number, sentence, place):
            meeting.add(mention.code, role, "", (mention.first, mention.end))
        for minister, role in self.ministers_taking_part(number, sentence):
            if meeting.status == "planned" and role != "host" and not self.will_come(sentence, minister):
                continue
            meeting.add(minister.nation, role, minister.name, (minister.first, minister.end))
        meeting.count = meeting.count or self.stated_count(number, sentence)
        level = self.level(sentence)
        if not meeting.level or (meeting.level in _VAGUE_LEVELS and level and level not in _VAGUE_LEVELS):
            meeting.level = level

    def ministers_taking_part(self, number: int, sentence: Sentence) -> Iterator[tuple[MinisterMention, Role]]:
        """Ministers of the sentence; a host makes hosts of those joined to him: "Hammond and Kerry co-hosted"."""
        role: Role = "participant"
        follower: MinisterMention | None = None
        for minister in reversed(self.ministers.get(number, ())):
            if not minister.nation or self.is_only_topic(minister):
                continue
            joined = follower is not None and role == "host" and self.are_joined(minister, follower)
            role = "host" if joined or self.is_host(sentence, minister.first, minister.end) else "participant"
            follower = minister
            yield minister, role

    def will_come(self, sentence: Sentence, minister: MinisterMention) -> bool:
        """ "Kerry will travel to Paris", "to be attended by Fallon"; not who only announced the meeting."""
        after = self.keys[self.past_apposition(sentence, minister.end) :][:6]
        before = self.keys[max(sentence.first, minister.first - 6) : minister.first]
        if "will" in after or "to" in after[:2] or "would" in after[:2] or "is" in after[:1]:
            return not {"said", "announced", "told", "says", "announce"}.intersection(after[:2])
        return not {"with", "by", "between", "including", "invited", "counterpart", "counterparts"}.isdisjoint(before)

    def are_joined(self, first: MinisterMention, second: MinisterMention) -> bool:
        between = self.keys[first.end : second.first]
        return "and" in between and len(between) <= 11 and "by" not in between

    def is_only_topic(self, minister: MinisterMention) -> bool:
        """ "against President Assad", "the fall of Saddam"."""
        near = self.keys[max(0, minister.first - 4) : minister.first]
        return not {
            "against",
            "regime",
            "oust",
            "overthrow",
            "transition",
            "away",
            "criticised",
            "criticized",
        }.isdisjoint(near)

    def states_taking_part(
        self, number: int, sentence: Sentence, place: PlaceMention
    ) -> Iterator[tuple[NationMention, Role]]:
        mentions = [mention for mention in self.nations.get(number, ()) if _is_state(mention)]
        for run in _runs(self.keys, mentions):
            first, last = run[0], run[-1]
            if first.first >= place.first and last.end <= place.end + 3 and self.key(first.first - 1) in {",", "'s"}:
                continue
            if self.keys[first.first : last.end] and self.takes_part(sentence, run):
                for mention in run:
                    host = self.is_host(sentence, first.first, last.end)
                    yield mention, "host" if host else "participant"

    def takes_part(self, sentence: Sentence, run: Sequence[NationMention]) -> bool:
        """Whether a list of states, or one state, stands where participants stand."""
        first, end, form = run[0].first, run[-1].end, run[-1].form
        if self.key(end) == "-" and self.key(end + 1) in _COMPOUNDS:
            return False
        if self.is_host(sentence, first, end):
            return True
        first -= self.key(first - 1) == "the"
        before = self.key(first - 1)
        owner = self.owns_officials(sentence, end, form)
        if owner is not None:
            return owner and before not in {"in", "against"}
        if len(run) >= 3:
            return before not in _NOT_AMONG
        return self.is_led_in(sentence, first, before) or self.acts(sentence, first, end)

    def owns_officials(self, sentence: Sentence, end: int, form: str) -> bool | None:
        """ "French officials", "U.S. and allied ministers": True or False, None where nothing is owned."""
        after = self.keys[end : min(end + 4, sentence.end)]
        if self.key(end) in {"and", "&"} and self.key(end + 1) in {"allied", "coalition", "other", "partner"}:
            return not self.sets["groups"].isdisjoint(after)
        if form in {"demonym", "institution"} or self.key(end) == "'s":
            return not self.sets["officials"].isdisjoint(after[:3])
        return True if form == "abbreviation" and not self.sets["officials"].isdisjoint(after[:2]) else None

    def is_led_in(self, sentence: Sentence, first: int, before: str) -> bool:
        """ "with Turkey", "ministers from France and Italy", "came for Germany", "as well as Iraq"."""
        if before in {"from", "of"}:
            return self.officials_before(sentence, first)
        if before == "for":
            return self.key(first - 2) in {"came", "sat", "attended", "spoke", "there"}
        return before in _LEADS or (before == "as" and self.key(first - 2) == "well")

    def acts(self, sentence: Sentence, first: int, end: int) -> bool:
        """ "France and Britain met", "Turkey attended": subject at the head of its clause."""
        heads = first == sentence.first or self.key(first - 1) in {",", "and"}
        return heads and end < sentence.end and self.keys[end] in _MEETS

    def officials_before(self, sentence: Sentence, first: int) -> bool:
        """ "ministers from", "defence chiefs of", "officials from"."""
        near = self.keys[max(sentence.first, first - 6) : first]
        return not (self.sets["officials"] | self.sets["groups"]).isdisjoint(near)

    def is_host(self, sentence: Sentence, first: int, end: int) -> bool:
        """ "hosted by France and Iraq", "France will co-host", "chaired by Carter"."""
        near = self.keys[max(sentence.first, first - 14) : first]
        if "by" in near:
            by = len(near) - 1 - near[::-1].index("by")
            verb = near[by - 1] if by else ""
            between = near[by + 1 :]
            if (
                verb in self.sets["hosts"] - {"led", "called", "opened", "invited"}
                and len(between) < 10
                and not {"in", "to", "on", "at", "that"} & set(between)
            ):
                return True
        if self.is_named_host(sentence, first) or self.hosts_in_aside(end):
            return True
        end = self.past_apposition(sentence, end)
        return self.is_joint_host(sentence, end) or self.hosts_actively(sentence, end)

    def is_named_host(self, sentence: Sentence, first: int) -> bool:
        """ "at the invitation of Italy", "under the chairmanship of X", "opening the session, the minister"."""
        near = self.keys[max(sentence.first, first - 9) : first]
        for at, key in enumerate(near):
            if key in {"invitation", "chairmanship", "presidency", "auspices", "leadership"} and near[
                at + 1 : at + 2
            ] == ["of"]:
                return not {"in", "on", "that", "with"}.intersection(near[at + 2 :])
            if key == "chair" and near[at + 1 : at + 3] == ["was", "shared"]:
                return True
        if not {"opening", "chairing", "hosting"}.isdisjoint(near[:5]) and not self.sets["nouns"].isdisjoint(near):
            return "," in near and near.index(",") >= len(near) - 4
        return False

    def hosts_in_aside(self, end: int) -> bool:
        """ ", who convened the meeting," after a name."""
        after = self.keys[end : end + 5]
        if after[:1] != [","] or after[1:2] != ["who"]:
            return False
        return not (self.sets["hosts"] - {"led", "called", "opened", "invited"}).isdisjoint(after[2:4])

    def past_apposition(self, sentence: Sentence, end: int) -> int:
        """Past ", the US defence secretary," after a name."""
        if self.key(end) != ",":
            return end
        closing = next((at for at in range(end + 1, min(end + 17, sentence.end)) if self.keys[at] == ","), end)
        return closing + 1 if closing > end else end

    def is_joint_host(self, sentence: Sentence, end: int) -> bool:
        """ "… were the hosts", "… was in the chair", "… presided over", within a few words of the name."""
        for at in range(end, min(end + 9, sentence.end)):
            key = self.keys[at]
            if key in {"host", "hosts"} and self.key(at - 1) in {"the", "joint", "a", "its", "were"}:
                return not {"will", "conference", "that"}.intersection(self.keys[end:at])
            if key == "chair" and self.key(at - 1) in {"the", "its"}:
                return self.key(at - 2) in {"in", "shared", "took", "held"}
            if key in {"presided", "presiding", "chairing"}:
                return True
            if key in {".", ";", ":", "said", "told"}:
                return False
        return False

    def hosts_actively(self, sentence: Sentence, end: int) -> bool:
        following = self.keys[end : min(end + 6, sentence.end)]
        for position, key in enumerate(following):
            if key == "received" and self.is_reception(end + position, sentence):
                return True
            if key in self.sets["hosts"] - {"led", "called", "opened"}:
                return following[position + 1 : position + 2] != ["by"] and "to" not in following[:position]
            if key not in _BEFORE_HOSTING:
                break
        return False

    def stated_count(self, number: int, sentence: Sentence) -> int | None:
        """ "26 countries", "the US and five other nations", "26 nations as well as Iraq"."""
        for quantity in self.mentions.quantities:
            if (
                quantity.best is None
                or not sentence.first <= quantity.first < sentence.end
                or quantity.best != int(quantity.best)
            ):
                continue
            after = self.keys[quantity.end : min(quantity.end + 4, sentence.end)]
            noun = next((i for i, key in enumerate(after) if self.is_counted_noun(after, i)), None)
            other = bool(after) and after[0] in {"other", "others", "more", "further"}
            member = after[:1] == ["-"] and after[1:2] and after[1] in _MEMBER
            if noun is None and not member and not (other and after[0] == "others"):
                continue
            total = int(quantity.best) + ("foreign" in after[:1] and self.key(quantity.first - 1) == "with")
            if not 2 <= total <= 200:
                continue
            if other or quantity.additional:
                return total + max(1, self.listed_before(number, quantity.first))
            tail = self.keys[quantity.end : min(quantity.end + 14, sentence.end)]
            as_well = next(
                (i + len(words) for words in _AS_WELL for i in range(len(tail)) if tail[i : i + len(words)] == words),
                None,
            )
            if as_well is not None:
                position = quantity.end + as_well
                total += sum(1 for mention in self.nations.get(number, ()) if position <= mention.first < position + 3)
            return total
        return None

    def is_counted_noun(self, after: Sequence[str], position: int) -> bool:
        """ "26 countries", "twelve defence ministers", "20 foreign chiefs of defence"; not "six Arab ministers"."""
        if after[position] in self.sets["count_nouns"]:
            return not {"of", "in", "from", "to", ","}.intersection(after[:position])
        return after[position] in {"ministers", "chiefs"} and all(key in _OFFICE_WORDS for key in after[:position])

    def listed_before(self, number: int, token: int) -> int:
        """How many states the list right before "and five other nations" names."""
        mentions = [mention for mention in self.nations.get(number, ()) if _is_state(mention) and mention.end <= token]
        runs = list(_runs(self.keys, mentions))
        if not runs or token - runs[-1][-1].end > 4:
            return 0
        return len(runs[-1])

    def level(self, sentence: Sentence) -> str:
        found = [level for _, _, level in self.words.levels.find(self.keys, sentence.first, sentence.end)]
        return next((level for level in found if level not in _VAGUE_LEVELS), found[0] if found else "")

    # --- several sentences, one meeting -----------------------------------------------------------------------------

    def is_roll_call(self, meetings: list[_Meeting], number: int, sentence: Sentence) -> bool:
        """ "The countries represented on 3 December were: …": who came to a meeting that was told before."""
        if self.sets["roll_calls"].isdisjoint(self.keys[sentence.first : min(sentence.first + 8, sentence.end)]):
            return False
        dates = [date.date for date in self.dates.get(number, ()) if date.first < sentence.first + 12]
        return any(meeting.date is not None and meeting.date.date in dates for meeting in meetings)

    def echo(self, meetings: list[_Meeting], number: int, sentence: Sentence) -> None:
        """A sentence without a town that speaks of a meeting already found: same date, or soon after with "the
        meeting".
        """
        keys = self.keys[sentence.first : sentence.end]
        if self.sets["echoes"].isdisjoint(keys) and self.sets["presence"].isdisjoint(keys):
            return
        dates = [date for date in self.dates.get(number, ()) if date.date.precision == "day"]
        target = next(
            (
                m
                for date in dates[:1]
                for m in meetings
                if m.date is not None and m.date.date.precision == "day" and m.date.date == date.date
            ),
            None,
        )
        if target is None and not dates:
            target = self.meant(meetings, number, sentence)
        if target is None:
            return
        target.further.append(number)
        self.join(target, number, sentence, target.place)

    def meant(self, meetings: list[_Meeting], number: int, sentence: Sentence) -> _Meeting | None:
        """The last meeting of the sentence's tense, where the sentence refers back or tells who sat at the table."""
        cues = list(self.cues(sentence))
        if not cues and not self.refers_back(sentence) and not self.is_at_table(number, sentence, cues):
            return None
        status = self.status(sentence, cues[0] if cues else sentence.first, None)
        alike = [meeting for meeting in meetings if meeting.status == status]
        if not alike or number - max([alike[-1].sentence, *alike[-1].further]) > 8:
            return None
        if self.refers_back(sentence) or self.is_at_table(number, sentence, cues):
            return alike[-1]
        return None

    def is_at_table(self, number: int, sentence: Sentence, cues: Sequence[int]) -> bool:
        """ "after a working lunch with ministers from France and Italy", "he was joined by colleagues from …"."""
        keys = self.keys[sentence.first : sentence.end]
        states = [mention for mention in self.nations.get(number, ()) if _is_state(mention)]
        runs = list(_runs(self.keys, states))
        if not self.sets["presence"].isdisjoint(keys):
            return any(len(run) >= 3 for run in runs) or self.has_host_words(keys)
        meals = [cue for cue in cues if self.keys[cue] in self.sets["nouns"]]
        return bool(meals) and any(
            len(run) >= 2 and run[0].first > meals[0] and self.takes_part(sentence, run) for run in runs
        )

    def has_host_words(self, keys: Sequence[str]) -> bool:
        return not {
            "host",
            "hosts",
            "chair",
            "presided",
            "convened",
            "chaired",
            "came",
            "joined",
            "attended",
            "chairmanship",
            "invitation",
            "opening",
            "presiding",
            "co-chaired",
        }.isdisjoint(keys)

    def refers_back(self, sentence: Sentence) -> bool:
        """ "the meeting", "the talks", "those nine countries", "participants", "also attending"."""
        for at in range(sentence.first, sentence.end - 1):
            if self.keys[at] in {"the", "this", "that", "these", "those", "wednesday's", "'s"} and self.keys[
                at + 1
            ] in self.sets["nouns"] | {"participants", "ministers", "gathering", "attendees"}:
                return not self.is_other_noun(at + 1, sentence)
            if self.keys[at] in {
                "participants",
                "attendees",
                "attended",
                "attending",
                "represented",
                "participating",
                "participated",
            }:
                return True
        return False

    def merge(self, old: _Meeting, new: _Meeting) -> None:
        if old.date is None or (
            new.date is not None and old.date.date.precision != "day" and new.date.date.precision == "day"
        ):
            old.date = new.date
        old.further.append(new.sentence)

    def is_gathering(self, meeting: _Meeting) -> bool:
        """Officials of several states; a meeting of two only where it leads the text."""
        if meeting.date is None and meeting.sentence > 3 and len(meeting.roles) < 2:
            return False
        sentences = [meeting.sentence, *meeting.further]
        groups = any(
            not self.sets["groups"].isdisjoint(
                self.keys[self.document.sentences[n].first : self.document.sentences[n].end]
            )
            for n in sentences
        )
        if len(meeting.roles) >= 3 or (meeting.count or 0) >= 3:
            return True
        if self.is_titled_meeting() and self.document.source.text and meeting.date is not None:
            return True
        hosted = any(role == "host" for role, _, _ in meeting.roles.values())
        sentence = self.document.sentences[meeting.sentence]
        if hosted and not {"conference", "summit", "ministerial"}.isdisjoint(self.keys[sentence.first : sentence.end]):
            return True
        if groups and (meeting.level or len(meeting.roles) >= 2):
            return True
        return len(meeting.roles) == 2 and meeting.sentence <= 2

    # --- facts ------------------------------------------------------------------------------------------------------

    def fact(self, meeting: _Meeting) -> MeetingFact:
        date, ends = self.final_date(meeting)
        sentence = self.document.sentences[meeting.sentence]
        fields = {"city": self.document.span(meeting.place.first, meeting.place.end)}
        if meeting.date is not None:
            fields["date"] = self.document.span(meeting.date.first, meeting.date.end)
        attendees = tuple(
            Attendee(code, role, minister, self.document.span(*tokens))
            for code, (role, minister, tokens) in meeting.roles.items()
        )
        confidence = CONFIDENCE[meeting.rule]
        return MeetingFact(
            city=meeting.place.name,
            country=meeting.place.country,
            date=date,
            ends=ends,
            status=meeting.status,
            attendees=attendees,
            participant_count=meeting.count,
            level=meeting.level,
            proof=Proof(sentence.span, meeting.rule, confidence, fields),
            further_proofs=tuple(
                Proof(self.document.sentences[number].span, meeting.rule, confidence)
                for number in dict.fromkeys(meeting.further)
                if number != meeting.sentence
            ),
        )

    def final_date(self, meeting: _Meeting) -> tuple[PartialDate | None, PartialDate | None]:
        """The date read; without one, the month of publication for what the first sentences report as news."""
        if meeting.date is not None:
            return meeting.date.date, meeting.date.end_date
        published = self.document.source.published
        if published is None or published.precision == "year" or meeting.status != "held" or meeting.sentence > 3:
            return None, None
        yesterday = published.day - datetime.timedelta(days=1) if published.precision == "day" else published.day
        return PartialDate(yesterday, "month"), None

    def news_date(self) -> DateMention | None:
        """The only day of the week before publication that the first sentences name."""
        published = self.document.source.published
        if published is None or published.precision == "year":
            return None
        recent = [
            date
            for number in range(6)
            for date in self.dates.get(number, ())
            if date.date.precision == "day" and 0 <= (published.last_day - date.date.day).days <= 6
        ]
        return recent[0] if len({date.date for date in recent}) == 1 else None


_AS_WELL = (["as", "well", "as"], ["together", "with"], ["along", "with"], ["plus"])
_AGREED = frozenset(
    {"agreed", "conferred", "resolved", "assured", "decided", "reviewed", "expected", "adopted", "endorsed"}
)
_GROUPS_OF_STATES = frozenset({
    "delegations", "governments", "states", "countries", "nations", "partners", "members", "allies", "specialists",
    "planners",
    "chiefs",
})  # fmt: skip
_AT_DATELINE = frozenset({
    "met", "meeting", "gathered", "talks", "conference", "convened", "assembled", "summit", "session", "closed",
    "opened",
    "conferred", "agreed", "gathering", "ministerial", "huddled",
})  # fmt: skip
_HOSTED = frozenset({"hosted", "hosts", "welcomed"})
_COMPOUNDS = frozenset({"led", "backed", "born", "based", "held"})
_NOT_AMONG = frozenset({"in", "against", "across", "over", "except", "excluding", "without"})
_LEADS = frozenset({"with", "including", "between", "by", "invited", "alongside", "plus", "representing", "joined"})
_MEETS = frozenset({
    "met", "meet", "gathered", "gather", "attended", "attend", "will", "agreed", "participated", "joined", "hosted",
    "host", "convened", "convene", "and",
})  # fmt: skip
_OFFICE_WORDS = frozenset({"foreign", "defence", "defense", "interior", "finance", "other", "allied", "coalition"})
_GATHERING_LEVELS = frozenset({
    "defence ministers", "foreign ministers", "interior ministers", "finance ministers", "military chiefs", "ministers",
    "heads of state and government",
})  # fmt: skip
_BEFORE_HOSTING = frozenset({
    "will", "would", "is", "to", "was", "also", "has", "jointly", "and", "the", "later", "which", "who", ",", "co", "-",
})  # fmt: skip
_MEMBER = frozenset({"member", "nation", "country", "state"})
_VAGUE_LEVELS = frozenset({"ministers", "senior officials", "diplomats"})
_VENUE_REGIONS = frozenset({"Wales", "Scotland", "Northern Ireland", "England"})


def _is_state(mention: NationMention) -> bool:
    return len(mention.code) == 3 and mention.code != "LAS"


def _is_same(old: _Meeting, new: _Meeting) -> bool:
    """One town, and dates that do not differ."""
    if old.place.name != new.place.name:
        return False
    return old.date is None or new.date is None or old.date.date.overlaps(new.date.date)


T = TypeVar("T", NationMention, MinisterMention, PlaceMention, DateMention)


def _by_sentence(document: Document, mentions: Iterable[T]) -> dict[int, list[T]]:
    """Mentions by the number of their sentence."""
    found: dict[int, list[T]] = {}
    for mention in mentions:
        found.setdefault(sentence_index(document, mention.first), []).append(mention)
    return found


def _runs(keys: Sequence[str], mentions: Sequence[NationMention]) -> Iterator[list[NationMention]]:
    """Lists of states: mentions with only commas, "and", "the" and the like between them."""
    run: list[NationMention] = []
    for mention in mentions:
        if run and not all(key in _LIST_GLUE for key in keys[run[-1].end : mention.first]):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


_LIST_GLUE = frozenset({",", "and", "the", "&", ";", "as", "well", "or", "also", "plus", "both"})
