"""The text from sentence to sentence: meetings with a town, and what later sentences add to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.rules.meetings.attendance import VAGUE_LEVELS, Attendance
from articles.extraction.rules.meetings.cues import Cues
from articles.extraction.rules.meetings.hosts import Hosts
from articles.extraction.rules.meetings.speakers import Speakers
from articles.extraction.rules.meetings.subject import Subject
from articles.extraction.rules.meetings.times import Times
from articles.extraction.rules.meetings.venues import Venues
from articles.extraction.rules.meetings.view import Meeting, Part, Text, is_state, runs_of
from articles.extraction.types import Attendee, MeetingFact, PlaceMention, Proof, Sentence


class Reader(Part):
    """Reads one document."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.subject = Subject(text)
        self.cues = Cues(text)
        self.venues = Venues(text)
        self.times = Times(text)
        hosts = Hosts(text)
        self.attendance = Attendance(text, hosts)
        self.speakers = Speakers(text)

    def read(self) -> list[Meeting]:
        meetings: list[Meeting] = []
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
                if position == 0 or "again" in self.keys[found[0].place.end : meeting.place.first]:
                    # Of two towns in one sentence the second stands in an aside: who came is said of the first,
                    # unless the same are to meet again.
                    self.join(same or meeting, number, sentence, meeting.place)
            if not found and meetings:
                self.echo(meetings, number, sentence)
        return self.with_voices(self.gatherings(meetings))

    def gatherings(self, meetings: list[Meeting]) -> list[Meeting]:
        """Those that are gatherings of several states, and a second town in the same sentence as one of them."""
        sentences = {meeting.sentence for meeting in meetings if self.is_gathering(meeting)}
        if sentences:
            sentences.update(meeting.sentence for meeting in meetings if self.is_next_of_series(meeting))
        return [
            meeting
            for meeting in meetings
            if meeting.sentence in sentences and (meeting.date is not None or self.is_gathering(meeting))
        ]

    def is_next_of_series(self, meeting: Meeting) -> bool:
        """ "We shall meet again in London in June", "the next meeting will be held in Oslo", after a gathering."""
        sentence = self.document.sentences[meeting.sentence]
        keys = self.keys[sentence.first : sentence.end]
        if meeting.status != "planned" or meeting.date is None or _SERIES.isdisjoint(keys):
            return False
        return any(keys[at] in _SERIES and self.is_of_series(keys, at) for at in range(len(keys)))

    def is_of_series(self, keys: Sequence[str], at: int) -> bool:
        if keys[at] in {"next", "follow"}:
            return not (self.sets["nouns"] | _ROUNDS).isdisjoint(keys[at + 1 : at + 4])
        if keys[at] == "again":
            return not (self.sets["verbs_alone"] | {"together"}).isdisjoint(keys[max(0, at - 2) : at])
        return True

    def with_voices(self, meetings: list[Meeting]) -> list[Meeting]:
        """The meetings; who speaks in the report of one takes part in it."""
        event = self.speakers.event(meetings)
        if event is not None:
            for minister in self.speakers.of(event):
                event.add(minister.nation, "participant", minister.name, (minister.first, minister.end))
            for mention in self.speakers.states(event):
                event.add(mention.code, "participant", "", (mention.first, mention.end))
        return meetings

    def meetings_in(self, number: int, sentence: Sentence) -> Iterator[Meeting]:
        cues = [*self.cues.of(sentence), *self.cues.group_cues(number, sentence)]
        if not cues or not self.subject.is_on_subject(number, sentence):
            return
        venues = [place for place in self.places.get(number, ()) if self.venues.is_venue(place, sentence, cues)]
        venues = self.venues.of_clause(venues, cues) or list(self.venues.houses(sentence))
        venues = venues or list(self.venues.city_states(sentence, cues))
        arrival = None if venues else self.venues.arrival(number, sentence)
        if arrival is not None:
            earlier, venue = arrival
            meeting = self.meeting(venue, number, sentence, cues, "meetings.dateline")
            meeting.date = self.times.date_near(number, venue, cues) or self.times.date_near(
                earlier, venue, [venue.first]
            )
            self.join(meeting, earlier, self.document.sentences[earlier], venue)
            yield meeting
            return
        if not venues:
            dateline = self.venues.dateline_venue(number, sentence)
            if dateline is not None:
                yield self.meeting(dateline, number, sentence, cues, "meetings.dateline")
            return
        towns = [
            venue
            for venue in venues
            if venue.kind != "base" and not (self.key(venue.first - 1) in {"near", "outside"} and len(venues) > 1)
        ]
        for venue in towns or [venue for venue in venues if venue.kind == "base"] or venues:
            yield self.meeting(venue, number, sentence, cues, "meetings.venue")

    def meeting(self, place: PlaceMention, number: int, sentence: Sentence, cues: Sequence[int], rule: str) -> Meeting:
        date = self.times.date_near(number, place, cues) or (self.times.news_date() if number <= 3 else None)
        cue = min(cues, key=lambda at: abs(at - place.first))
        status = self.times.status(sentence, cue, date)
        return Meeting(place, date, status, rule, number, level=self.attendance.level(sentence))

    def join(self, meeting: Meeting, number: int, sentence: Sentence, place: PlaceMention) -> None:
        """Add what one sentence says of the meeting."""
        for mention, role in self.attendance.states_taking_part(number, sentence, place):
            meeting.add(mention.code, role, "", (mention.first, mention.end))
        for minister, role in self.attendance.ministers_taking_part(number, sentence):
            if meeting.status == "planned" and role != "host" and not self.attendance.will_come(sentence, minister):
                continue
            meeting.add(minister.nation, role, minister.name, (minister.first, minister.end))
        meeting.count = meeting.count or self.attendance.stated_count(number, sentence)
        level = self.attendance.level(sentence)
        if not meeting.level or (meeting.level in VAGUE_LEVELS and level and level not in VAGUE_LEVELS):
            meeting.level = level

    def is_roll_call(self, meetings: list[Meeting], number: int, sentence: Sentence) -> bool:
        """ "The countries represented on 3 December were: …": who came to a meeting that was told before."""
        if self.sets["roll_calls"].isdisjoint(self.keys[sentence.first : min(sentence.first + 8, sentence.end)]):
            return False
        dates = [date.date for date in self.dates.get(number, ()) if date.first < sentence.first + 12]
        return any(meeting.date is not None and meeting.date.date in dates for meeting in meetings)

    def echo(self, meetings: list[Meeting], number: int, sentence: Sentence) -> None:
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

    def meant(self, meetings: list[Meeting], number: int, sentence: Sentence) -> Meeting | None:
        """The last meeting of the sentence's tense, where the sentence refers back or tells who sat at the table."""
        cues = list(self.cues.of(sentence))
        if not cues and not self.refers_back(sentence) and not self.is_at_table(number, sentence, cues):
            return None
        status = self.times.status(sentence, cues[0] if cues else sentence.first, None)
        if not cues and not _AWAITED.isdisjoint(self.keys[sentence.first : sentence.end]):
            status = "planned"
        towns = {place.name for place in self.places.get(number, ()) if not place.is_dateline}
        alike = [meeting for meeting in meetings if meeting.status == status and meeting.place.name in towns] or [
            meeting for meeting in meetings if meeting.status == status
        ]
        if not alike or number - max([alike[-1].sentence, *alike[-1].further]) > 8:
            return None
        if self.refers_back(sentence) or self.is_at_table(number, sentence, cues):
            return alike[-1]
        return None

    def is_at_table(self, number: int, sentence: Sentence, cues: Sequence[int]) -> bool:
        """ "after a working lunch with ministers from France and Italy", "he was joined by colleagues from …"."""
        keys = self.keys[sentence.first : sentence.end]
        states = [mention for mention in self.nations.get(number, ()) if is_state(mention)]
        runs = list(runs_of(self.keys, states))
        if any(self.attendance.attends(sentence, run[0].first, run[-1].end) for run in runs):
            return True
        if not self.sets["presence"].isdisjoint(keys):
            rolls = any(len(run) >= 3 and self.attendance.is_roll(sentence, run) for run in runs)
            return rolls or self.has_host_words(keys)
        meals = [cue for cue in cues if self.keys[cue] in self.sets["nouns"]]
        return bool(meals) and any(
            len(run) >= 2 and run[0].first > meals[0] and self.attendance.takes_part(sentence, run) for run in runs
        )

    def has_host_words(self, keys: Sequence[str]) -> bool:
        return not _HOST_WORDS.isdisjoint(keys)

    def refers_back(self, sentence: Sentence) -> bool:
        """ "the meeting", "the talks", "those nine countries", "participants", "also attending"."""
        for at in range(sentence.first, sentence.end - 1):
            if self.keys[at] in {"the", "this", "that", "these", "those", "wednesday's", "'s"} and self.keys[
                at + 1
            ] in self.sets["nouns"] | {"participants", "ministers", "gathering", "attendees"}:
                return not self.cues.is_other_noun(at + 1, sentence)
            if self.keys[at] in _PARTICIPANTS:
                return True
        return False

    def merge(self, old: Meeting, new: Meeting) -> None:
        if old.date is None or (
            new.date is not None and old.date.date.precision != "day" and new.date.date.precision == "day"
        ):
            old.date = new.date
        old.further.append(new.sentence)

    def is_gathering(self, meeting: Meeting) -> bool:
        """Officials of several states; a meeting of two only where it leads the text."""
        if meeting.date is None and meeting.sentence > 3 and len(meeting.roles) < 2:
            return False
        if len(meeting.roles) >= 3 or (meeting.count or 0) >= 3:
            return True
        if self.subject.is_titled_meeting() and self.document.source.text and meeting.date is not None:
            return True
        if self.is_event(meeting) or self.is_of_group(meeting) or self.is_bare_notice(meeting):
            return True
        visit = meeting.rule == "meetings.dateline" or self.is_face_to_face(meeting)
        return len(meeting.roles) == 2 and meeting.sentence <= (5 if visit else 2)

    def is_face_to_face(self, meeting: Meeting) -> bool:
        """A caption or a report of who received whom."""
        sentence = self.document.sentences[meeting.sentence]
        return any(self.cues.shakes_hands(at) for at in range(sentence.first, sentence.end))

    def is_event(self, meeting: Meeting) -> bool:
        """A conference or the like that has a host, or that opens the text with governments at it."""
        sentence = self.document.sentences[meeting.sentence]
        keys = self.keys[sentence.first : sentence.end]
        hosted = any(role == "host" for role, _, _ in meeting.roles.values())
        opens = meeting.sentence <= 1 and not self.sets["groups"].isdisjoint(keys)
        return (hosted or opens) and not _EVENTS.isdisjoint(keys)

    def is_of_group(self, meeting: Meeting) -> bool:
        """Many officials meet: by their office, with a host, or as "they" and "the group" of a sentence before."""
        sentences = [meeting.sentence, *meeting.further]
        if meeting.sentence:
            first = self.document.sentences[meeting.sentence].first
            if self.key(first) in {"they", "both", "all", "these"}:
                sentences.append(meeting.sentence - 1)
            if self.key(first) == "the" and self.key(first + 1) in {"group", "two", "seven", "sides"}:
                sentences.append(0)
        if not any(self.has_group(number) for number in sentences):
            return False
        hosted = any(role == "host" for role, _, _ in meeting.roles.values())
        if meeting.level == "senior officials" and not hosted and meeting.count is None:
            return meeting.sentence <= 2
        return bool(meeting.level) or hosted or len(meeting.roles) >= 2 or sentences[-1] < meeting.sentence

    def has_group(self, number: int) -> bool:
        sentence = self.document.sentences[number]
        return not self.sets["groups"].isdisjoint(self.keys[sentence.first : sentence.end])

    def is_bare_notice(self, meeting: Meeting) -> bool:
        """ "There is a meeting on just that in Aqaba on 2 December", in a text devoted to the fight."""
        if meeting.status != "planned" or meeting.date is None or meeting.date.date.precision != "day":
            return False
        sentence = self.document.sentences[meeting.sentence]
        nouns = {"meeting", "conference", "summit", "ministerial"}.intersection(
            self.keys[sentence.first : sentence.end]
        )
        alone = not self.nations.get(meeting.sentence) and not self.ministers.get(meeting.sentence)
        return bool(nouns) and alone and self.subject.is_devoted()

    def fact(self, meeting: Meeting) -> MeetingFact:
        date, ends = self.times.final_date(meeting)
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


def _is_same(old: Meeting, new: Meeting) -> bool:
    """One town, and dates that do not differ."""
    if old.place.name != new.place.name:
        return False
    return old.date is None or new.date is None or old.date.date.overlaps(new.date.date)


_EVENTS = frozenset({"conference", "summit", "ministerial", "group", "forum", "workshop"})
_AWAITED = frozenset({"expected", "accepted", "confirmed", "will", "due"})
_SERIES = frozenset({"again", "next", "reconvene", "reconvenes", "follow", "reassemble"})
_ROUNDS = frozenset({"round", "one", "edition", "up", "place"})
_HOST_WORDS = frozenset({
    "host", "hosts", "chair", "presided", "convened", "chaired", "came", "joined", "attended", "chairmanship",
    "invitation", "opening", "presiding", "co-chaired", "received", "opened", "hosted", "greeted", "hosting", "guests",
    "room", "lead", "leads", "led",
})  # fmt: skip
_PARTICIPANTS = frozenset({
    "participants", "attendees", "attended", "attending", "represented", "participating", "participated",
})  # fmt: skip
