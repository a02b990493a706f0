"""Who speaks in a report of a meeting: ministers of its kind whose words the text gives sat at the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.rules.meetings.view import Meeting, Part, is_state
from articles.extraction.types import DateMention, MinisterMention, NationMention, Sentence


class Speakers(Part):
    """Reads the voices of a report."""

    def event(self, meetings: Sequence[Meeting]) -> Meeting | None:
        """The one meeting held in these days that the text opens with."""
        published = self.document.source.published
        events = [
            meeting
            for meeting in meetings
            if meeting.status == "held"
            and meeting.sentence <= _OPENING
            and (
                published is None
                or meeting.date is None
                or abs((published.last_day - meeting.date.date.day).days) <= _NEWS_DAYS
            )
        ]
        return events[0] if len(events) == 1 else None

    def of(self, meeting: Meeting) -> Iterator[MinisterMention]:
        """Ministers of the meeting's kind who speak in the report, in the town, on the day.

        "Foreign ministers met in Rome on Tuesday. Norway's foreign minister, X, warned against haste." gives X; who
        spoke in Oslo, to parliament or a day earlier is not one of them.
        """
        portfolios = _PORTFOLIOS.get(meeting.level, _MINISTERS)
        for number, sentence in enumerate(self.document.sentences):
            if number < meeting.sentence or not self.is_there(meeting, number, sentence):
                continue
            for minister in self.ministers.get(number, ()):
                if minister.portfolio in portfolios and minister.nation and self.speaks(sentence, minister):
                    yield minister

    def states(self, meeting: Meeting) -> Iterator[NationMention]:
        """States that speak in the report: "Kuwait said a law was on its way", "an Iraqi delegate said".

        States outside the coalition comment from afar ("Russia said"), and a report on a day not known tells of more
        than the meeting.
        """
        if meeting.date is None or meeting.date.date.precision != "day":
            return
        for number, sentence in enumerate(self.document.sentences):
            if not 0 < number - meeting.sentence <= _REPORT or not self.is_there(meeting, number, sentence):
                continue
            mention = next(iter(self.nations.get(number, ())), None)
            if mention is None or not is_state(mention) or mention.code.lower() in self.sets["outsiders"]:
                continue
            if mention.first <= sentence.first + 1 and self.speaks_for_itself(mention):
                yield mention

    def speaks_for_itself(self, mention: NationMention) -> bool:
        after = self.key(mention.end)
        if mention.form in {"name", "abbreviation"}:
            return after in _REPORTING
        return after in {"delegate", "delegates", "delegation"} and self.key(mention.end + 1) in _REPORTING

    def is_there(self, meeting: Meeting, number: int, sentence: Sentence) -> bool:
        """No other town, day or audience stands in the sentence."""
        if not _ELSEWHERE.isdisjoint(self.keys[sentence.first : sentence.end]):
            return False
        for place in self.places.get(number, ()):
            scene = place.kind == "venue_city" and self.key(place.first - 1) == "in" and not place.is_dateline
            if scene and place.name != meeting.place.name:
                return False
        if meeting.date is None:
            return True
        held = meeting.date.end_date or meeting.date.date
        return all(date.date.day >= meeting.date.date.day or date.date.overlaps(held) for date in self.days(number))

    def days(self, number: int) -> list[DateMention]:
        return [date for date in self.dates.get(number, ()) if date.date.precision == "day"]

    def speaks(self, sentence: Sentence, minister: MinisterMention) -> bool:
        """ "X, the Danish minister, said", "said X", "according to X"."""
        if self.key(minister.first - 1) in _QUOTING or self.has_title_between(minister):
            return True
        end = minister.end
        if self.key(end) == ",":
            closing = next((at for at in range(end + 1, min(end + 17, sentence.end)) if self.keys[at] == ","), end)
            end = closing + 1 if closing > end else end
        for at in range(end, min(end + 4, sentence.end)):
            if self.keys[at] in _SPEAKING:
                return True
            if self.keys[at] not in _BEFORE_SPEECH:
                return False
        return False

    def has_title_between(self, minister: MinisterMention) -> bool:
        """ "said its defence minister, X", "said Defence Minister X": the office lies between verb and name."""
        before = self.keys[max(0, minister.first - 7) : minister.first]
        if not _QUOTING.isdisjoint(before):
            verb = max(at for at, key in enumerate(before) if key in _QUOTING)
            return not {"minister", "secretary"}.isdisjoint(before[verb:]) and "that" not in before[verb:]
        return False


_OPENING = 3
_NEWS_DAYS = 4
_REPORT = 14
"""So many sentences after the first belong to the report of a meeting."""
_REPORTING = frozenset({
    "said", "reported", "offered", "promised", "pledged", "announced", "proposed", "urged", "asked", "called", "warned",
    "told", "agreed", "volunteered", "undertook",
})  # fmt: skip
_MINISTERS = frozenset({"defence_minister", "foreign_minister"})
_PORTFOLIOS = {
    "defence ministers": frozenset({"defence_minister"}),
    "foreign ministers": frozenset({"foreign_minister"}),
    "military chiefs": frozenset({"military_commander"}),
    "heads of state and government": frozenset({"head_of_state", "head_of_government"}),
    "envoys": frozenset({"envoy"}),
}
_QUOTING = frozenset({"said", "says", "added", "to"})
_SPEAKING = frozenset({
    "said", "says", "told", "warned", "urged", "added", "offered", "promised", "pledged", "announced", "insisted",
    "called", "noted", "welcomed", "thanked", "praised", "spoke", "stressed", "argued", "asked", "appealed", "agreed",
    "settled", "reported", "proposed", "vowed", "acknowledged", "conceded", "complained", "admitted", "used",
    "pressed", "put",
})  # fmt: skip
_BEFORE_SPEECH = frozenset({"also", "later", "then", "has", "had", "himself", "herself", "again", "who", "which", ","})
_ELSEWHERE = frozenset({
    "parliament", "interview", "phone", "telephone", "earlier", "cabinet", "lawmakers", "congress", "senate",
    "newspaper", "radio", "television", "tweeted", "wrote", "absent", "bundestag", "commons", "mps", "absence",
    "stayed", "spokesman", "spokeswoman", "ago", "last",
})  # fmt: skip
"""Words of a sentence told from another place or time."""
