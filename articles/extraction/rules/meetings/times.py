"""When a gathering takes place, and whether it lies ahead."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from articles.extraction.rules.meetings.view import Meeting, Part
from articles.extraction.types import DateMention, MeetingStatus, PlaceMention, Sentence
from coalition.dates import PartialDate


class Times(Part):
    """Reads date and tense of a gathering."""

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
        if self.keys[cue] in _OVER:
            return "held"
        after = self.keys[cue : min(cue + 12, sentence.end)]
        if (
            not _AHEAD.isdisjoint(before)
            or not {"will", "scheduled", "next", "due"}.isdisjoint(after)
            or self.is_to_meet(cue)
            or self.is_yet_to_come(cue, sentence)
        ):
            return "planned"
        return "held"

    def is_to_meet(self, cue: int) -> bool:
        """ "are to meet", "set to host", headline "to meet"."""
        return self.key(cue - 1) == "to" and self.key(cue - 2) in _SET_TO

    def is_yet_to_come(self, cue: int, sentence: Sentence) -> bool:
        """ "when defence ministers meet in Brussels", "meet later this month"."""
        if self.keys[cue] not in {"meet", "meets", "convene", "convenes", "gather", "gathers", "hosts"}:
            return False
        opened = {"when", "before"} & {*self.keys[max(sentence.first, cue - 7) : cue]}
        after = self.keys[cue : min(cue + 12, sentence.end)]
        return bool(opened) or any(after[t : t + 2] == ["later", "this"] for t in range(len(after)))

    def final_date(self, meeting: Meeting) -> tuple[PartialDate | None, PartialDate | None]:
        """The date read; without one, the month of publication for what the first sentences report as news."""
        if meeting.date is not None:
            return self.begun(meeting, meeting.date)
        published = self.document.source.published
        if published is None or published.precision == "year" or meeting.status != "held" or meeting.sentence > 3:
            return None, None
        yesterday = published.day - datetime.timedelta(days=1) if published.precision == "day" else published.day
        return PartialDate(yesterday, "month"), None

    def begun(self, meeting: Meeting, date: DateMention) -> tuple[PartialDate, PartialDate | None]:
        """First and last day: a "two-day meeting that ended on Friday" began on Thursday."""
        days = self.days_long(meeting)
        if days < 2 or date.end_date is not None or date.date.precision != "day":
            return date.date, date.end_date
        sentence = self.document.sentences[meeting.sentence]
        if _ENDING.isdisjoint(self.keys[sentence.first : sentence.end]):
            return date.date, None
        return PartialDate(date.date.day - datetime.timedelta(days=days - 1)), date.date

    def days_long(self, meeting: Meeting) -> int:
        """The length that the sentence of the meeting, or one right after it, states: "a three-day conference"."""
        last = min(meeting.sentence + 2, len(self.document.sentences) - 1)
        first, end = self.document.sentences[meeting.sentence].first, self.document.sentences[last].end
        for at in range(first, end - 2):
            number = _NUMBERS.get(self.keys[at])
            if number is None:
                continue
            if self.keys[at + 1] == "-" and self.keys[at + 2] == "day":
                return number
            if self.keys[at + 1] == "days" and (
                self.key(at - 1) in {"for", "over", "lasting"} or self.keys[at + 2] == "of"
            ):
                return number
        return 1

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


_OVER = frozenset({
    "met", "gathered", "convened", "hosted", "assembled", "represented", "took", "was", "were", "sat", "came",
    "huddled", "conferred", "reconvened", "flew", "descended", "converged", "saw",
})  # fmt: skip
_AHEAD = frozenset({
    "will", "would", "planned", "scheduled", "upcoming", "next", "due", "forthcoming", "shall", "expected", "invited",
    "invite",
})  # fmt: skip
_SET_TO = frozenset({
    "are", "is", "were", "was", "set", "due", "ministers", "leaders", "agreed", "plan", "plans",
})  # fmt: skip
_ENDING = frozenset({
    "ended", "ending", "ends", "closed", "closes", "closing", "concluded", "concludes", "concluding", "wrapped",
    "finished", "wound",
})  # fmt: skip
_NUMBERS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
