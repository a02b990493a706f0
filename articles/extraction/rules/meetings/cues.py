"""Words that speak of a gathering of officials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.rules.meetings.view import Part, Text
from articles.extraction.tokens import fold
from articles.extraction.types import PlaceMention, Sentence


class Cues(Part):
    """Finds the words of a sentence that speak of a gathering."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.place_starts = {place.first for place in text.mentions.places}
        self.named_starts = {minister.first for minister in text.mentions.ministers}
        self.where_clauses = {
            clause for place in text.mentions.places if (clause := self.where_after(place)) is not None
        }
        self.openings = self.sets["nouns"] | self.sets["verbs_alone"] | _OTHER_CUES

    def of(self, sentence: Sentence) -> Iterator[int]:
        """Tokens that speak of a meeting of officials."""
        for at in self.document.tokens_among(self.openings, sentence.first, sentence.end):
            key = self.keys[at]
            if (
                (
                    key in self.sets["nouns"]
                    and not self.is_other_noun(at, sentence)
                    and not self.is_of_other_body(at, sentence)
                )
                or (
                    key in self.sets["verbs_alone"]
                    and self.key(at + 1) not in self.sets["not_met"]
                    and self.key(at + 2) not in self.sets["not_met"]
                    and not self.is_of_other_body(at, sentence)
                )
                or self.takes_place(at, sentence)
                or self.sees_each_other(at)
                or self.sits_together(at)
                or self.arrives_as_group(at, sentence)
                or self.agrees_as_group(at, sentence)
                or self.receives_guest(at, sentence)
                or self.shakes_hands(at)
                or self.is_next_round(at)
            ):
                yield at

    def sees_each_other(self, at: int) -> bool:
        """ "they will see one another in Brussels"."""
        return (
            self.keys[at] in _SEEING
            and self.key(at + 1) in {"one", "each"}
            and self.key(at + 2) in {"another", "other"}
        )

    def receives_guest(self, at: int, sentence: Sentence) -> bool:
        """ "received his Danish counterpart", "welcomed Secretary X to Rome"; not "received weapons"."""
        if self.keys[at] not in _RECEIVING or self.key(at - 1) in {"are", "be", "is"}:
            return False
        ahead = range(at + 1, min(at + 9, sentence.end))
        return any(token in self.named_starts or self.keys[token] in _COUNTERPARTS for token in ahead)

    def shakes_hands(self, at: int) -> bool:
        """ "shakes hands with", the words of a caption."""
        return self.keys[at] in _SHAKING and self.keys[at + 1 : at + 3] == [
            "hands",
            "with",
        ]

    def is_next_round(self, at: int) -> bool:
        """ "the next round", "a follow-up is set for Rome"; not "the next round of strikes"."""
        if self.keys[at] == "follow" and self.keys[at + 1 : at + 3] == ["-", "up"]:
            return self.key(at + 3) in {"is", "was", "will", "in", "has", "to"}
        if self.keys[at] not in _ROUNDS or self.key(at - 1) not in _ORDINALS:
            return False
        return self.key(at + 1) != "of" or self.key(at + 2) in self.sets["nouns"]

    def where_after(self, place: PlaceMention) -> int | None:
        """The "where" that a town leads in: "in Rome, where ministers of ten states"; None without one."""
        at = place.end + (self.key(place.end) == "again")
        at += self.key(at) == ","
        return at if place.kind == "venue_city" and self.key(at) == "where" else None

    def is_told_of_town(self, at: int, sentence: Sentence) -> bool:
        """A clause that a town leads in: "in Jeddah, where ten states agreed"."""
        return any(token in self.where_clauses for token in range(max(sentence.first, at - 18), at))

    def agrees_as_group(self, at: int, sentence: Sentence) -> bool:
        """ "specialists from 22 delegations have agreed in Washington", "35 of them are expected in Brussels"."""
        if self.keys[at] not in _AGREED or not (self.is_in_town(at, sentence) or self.is_told_of_town(at, sentence)):
            return False
        before = self.keys[max(sentence.first, at - 16) : at]
        return not (_GROUPS_OF_STATES | {"ministers", "directors"}).isdisjoint(before)

    def is_in_town(self, at: int, sentence: Sentence) -> bool:
        """A town stands within a few words: "agreed on Tuesday in Rome", not "agreed in principle"."""
        ahead = range(at + 1, min(at + 9, sentence.end - 1))
        return any(self.keys[token] == "in" and token + 1 in self.place_starts for token in ahead)

    def sits_together(self, at: int) -> bool:
        """ "sat down together", "came together", "sat down with", "got together"; not "sat down to breakfast"."""
        if self.keys[at] in _SITTING:
            return self.key(at + 1) in _TOGETHER and self.key(at + 2) in {
                "together",
                "with",
                "in",
                "at",
                "on",
                "around",
            }
        if self.keys[at] in _GETTING:
            return self.key(at + 1) == "together"
        return False

    def arrives_as_group(self, at: int, sentence: Sentence) -> bool:
        """ "ministers of 60 states had come to Washington", "envoys descended on Rabat", "ministers are in Paris"."""
        key, after = self.keys[at], self.key(at + 1)
        if key not in _TRAVELLING or at + 2 not in self.place_starts:
            return False
        if after not in ({"in"} if key in _AWAITED else {"to"} if key in _SUMMONED else {"to", "on", "in"}):
            return False
        return not _OFFICIALS.isdisjoint(self.keys[max(sentence.first, at - 12) : at])

    def is_of_other_body(self, at: int, sentence: Sentence) -> bool:
        """A session of one organisation: "NATO ambassadors met", "the Security Council met"."""
        before = self.keys[max(sentence.first, at - 5) : at]
        if "ambassadors" in before:
            return not {"nato", "alliance", "alliance's", "eu"}.isdisjoint(before)
        return "council" in before and not {"security", "atlantic", "european"}.isdisjoint(before)

    def takes_place(self, at: int, sentence: Sentence) -> bool:
        """ "the next one took place", "a session was held", "talks were opened", said of a gathering."""
        key, after = self.keys[at], self.key(at + 1)
        if not (key in _TAKING and after == "place") and not (key in _BEING and after == "held"):
            return False
        before = self.keys[max(sentence.first, at - 9) : at]
        return not (self.sets["nouns"] | {"one", "next", "first", "second", "third", "last", "it"}).isdisjoint(before)

    def group_cues(self, number: int, sentence: Sentence) -> Iterator[int]:
        """ "Twelve defence ministers agreed in Stuttgart on Wednesday": many officials, in a town, on a day."""
        towns = [
            place
            for place in self.places.get(number, ())
            if place.kind == "venue_city"
            and not place.is_dateline
            and (self.key(place.first - 1) == "in" or self.where_after(place) is not None)
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


_AGREED = frozenset(
    {"agreed", "conferred", "resolved", "assured", "decided", "reviewed", "expected", "adopted", "endorsed"}
)
_GROUPS_OF_STATES = frozenset({
    "delegations", "governments", "states", "countries", "nations", "partners", "members", "allies", "specialists",
    "planners", "chiefs",
})  # fmt: skip
_OFFICIALS = frozenset({
    "ministers", "counterparts", "secretaries", "delegations", "delegates", "representatives", "diplomats",
    "ambassadors", "envoys", "leaders", "chiefs", "presidents", "heads", "directors", "planners", "experts",
    "specialists", "members", "premiers", "generals", "governments", "officials",
})  # fmt: skip
_TRAVELLING = frozenset({
    "came", "come", "comes", "coming", "flew", "fly", "travelled", "traveled", "travel", "descended", "descend",
    "converged", "converge", "arrived", "arrive", "flocked", "returned", "are", "were", "invited", "summoned", "called",
    "head", "heading", "headed", "due", "bound", "gone", "asked", "travelling", "traveling",
})  # fmt: skip
_AWAITED = frozenset({"are", "were", "due"})
_SUMMONED = frozenset({"invited", "summoned", "called", "asked", "head", "heading", "headed"})
_RECEIVING = frozenset({"received", "receives", "receive", "welcomed", "welcomes", "welcome", "greeted", "greets"})
_COUNTERPARTS = frozenset({"counterpart", "counterparts", "colleague", "colleagues"})
_ORDINALS = frozenset({"next", "second", "third", "fourth", "another", "following", "new", "latest", "final"})
_TOGETHER = frozenset({"together", "down"})
_SEEING = frozenset({"see", "saw"})
_SITTING = frozenset({"sat", "sit", "sits", "sitting"})
_GETTING = frozenset({"came", "come", "comes", "coming", "got", "get", "brought", "brings", "bring"})
_TAKING = frozenset({"took", "takes", "take"})
_BEING = frozenset({"was", "were", "be"})
_SHAKING = frozenset({"shakes", "shake", "shook", "shaking"})
_ROUNDS = frozenset({"round", "edition"})
_OTHER_CUES = (
    _AGREED | _TRAVELLING | _RECEIVING | _SEEING | _SITTING | _GETTING | _TAKING | _BEING | _SHAKING | _ROUNDS
) | {"follow"}
"""Words that speak of a gathering only with others beside them; `Cues.of` asks about no other word."""
_GATHERING_LEVELS = frozenset({
    "defence ministers", "foreign ministers", "interior ministers", "finance ministers", "military chiefs", "ministers",
    "heads of state and government",
})  # fmt: skip
