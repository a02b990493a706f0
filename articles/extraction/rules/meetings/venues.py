"""Where a gathering takes place: a town, a base, or the town of the dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.rules.meetings.view import Part
from articles.extraction.tokens import sentence_index
from articles.extraction.types import PlaceMention, Sentence


class Venues(Part):
    """Tells the venue of a gathering from other places."""

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
        if self.leads_clause(place, cues):
            return True
        if place.kind == "venue_city" and after in _HOSTED and not self.names_host(number_of=place, sentence=sentence):
            return True
        if place.kind == "region" and place.name not in _VENUE_REGIONS:
            return False
        if place.kind == "city" and before != "to" and not self.is_scene(place, cues):
            return False
        if before in {"in", "at", "outside", "near"}:
            if self.key(place.first - 2) in {"minister", "government", "embassy", "president", "officials", "ministry"}:
                return False
            return not self.is_attack_site(place)
        if before in {"to", "on"} and any(place.first - 2 == cue for cue in cues):
            return True
        if before == "to":
            near = self.keys[max(sentence.first, place.first - 4) : place.first - 1]
            if any(self.keys[cue] in _WELCOMING and cue < place.first for cue in cues):
                return True
            if not {"delegation", "delegations", "team", "visit"}.isdisjoint(near):
                return any(place.end <= cue <= place.end + 9 for cue in cues)
            if not {"invited", "invites", "summoned", "called"}.isdisjoint(self.keys[sentence.first : place.first]):
                return True
            return not self.sets["travel"].isdisjoint(near) and any(place.end <= cue <= place.end + 9 for cue in cues)
        if before == "for" and self.key(place.first - 2) in _SET:
            return True
        if before == "of" and self.key(place.first - 2) in self.sets["venue_nouns"]:
            return True
        return before in self.sets["hosts"] or (before == "," and self.key(place.first - 2) in self.sets["venue_nouns"])

    def leads_clause(self, place: PlaceMention, cues: Sequence[int]) -> bool:
        """ "the turn of Rome, where on Friday five states will chair the next session"."""
        at = place.end + (self.key(place.end) == "again")
        at += self.key(at) == ","
        if place.kind != "venue_city" or self.key(at) != "where":
            return False
        return any(at < cue <= at + 22 for cue in cues)

    def arrival(self, number: int, sentence: Sentence) -> tuple[int, PlaceMention] | None:
        """The town where a minister arrived in one of the two sentences before, with the number of that sentence.

        "X flew into Baghdad on Tuesday. He met the prime minister, Y": what follows took place there.
        """
        if not 0 < number <= _OPENING or not self.has_traveller(number, sentence):
            return None
        for earlier in (number - 1, number - 2):
            if earlier < 0 or not self.ministers.get(earlier):
                continue
            for place in self.places.get(earlier, ()):
                if self.is_arrival(place, self.document.sentences[earlier]):
                    return earlier, place
        return None

    def has_traveller(self, number: int, sentence: Sentence) -> bool:
        """The sentence opens with whoever came ("he", a minister, "there") and names an official to be met."""
        opening = self.key(sentence.first) in _TRAVELLERS or any(
            minister.first <= sentence.first + 4 for minister in self.ministers.get(number, ())
        )
        return opening and bool(self.ministers.get(number))

    def is_arrival(self, place: PlaceMention, sentence: Sentence) -> bool:
        """ "landed in Amman", "flew unannounced into Baghdad"; not "has arrived from Amman"."""
        if place.is_dateline or place.kind not in {"venue_city", "city"}:
            return False
        if self.key(place.first - 1) not in {"in", "into", "to", "at"}:
            return False
        return not _ARRIVING.isdisjoint(self.keys[max(sentence.first, place.first - 6) : place.first - 1])

    def is_scene(self, place: PlaceMention, cues: Sequence[int]) -> bool:
        """A contested town is a venue only where the words of a gathering stand close by."""
        if self.key(place.first - 1) == "in" and any(
            self.keys[cue] in _FACE_TO_FACE and place.first - 25 <= cue < place.first for cue in cues
        ):
            return True
        return self.key(place.first - 1) == "in" and min(abs(cue - place.first) for cue in cues) <= 8

    def of_clause(self, venues: list[PlaceMention], cues: Sequence[int]) -> list[PlaceMention]:
        """Of several towns those in a clause that speaks of a gathering: "spoke in Oslo before they meet in Rome"."""
        if len(venues) < 2:
            return venues
        near = [
            place
            for place in venues
            if any(_CLAUSES.isdisjoint(self.keys[min(cue, place.first) : max(cue, place.first)]) for cue in cues)
        ]
        return near or venues

    def houses(self, sentence: Sentence) -> Iterator[PlaceMention]:
        """Towns by a building in them: "at NATO headquarters", "in the State Department", "in the French capital"."""
        for first, end, (city, country) in self.words.houses.find(self.keys, sentence.first, sentence.end):
            before = self.key(first - 2 if self.key(first - 1) == "the" else first - 1)
            if before in {"at", "in", "inside"}:
                yield PlaceMention(city, "venue_city", country, first, end)
        for mention in self.nations.get(sentence_index(self.document, sentence.first), ()):
            led = self.key(mention.first - 1) == "the" and self.key(mention.first - 2) in {"in", "to"}
            if led and self.key(mention.end) == "capital" and mention.code in self.words.capitals:
                city = self.words.capitals[mention.code]
                yield PlaceMention(city, "venue_city", mention.code, mention.first, mention.end + 1)

    def city_states(self, sentence: Sentence, cues: Sequence[int]) -> Iterator[PlaceMention]:
        """States that bear the name of their town, where a gathering is said to be in them: "met in Kuwait"."""
        for mention in self.nations.get(sentence_index(self.document, sentence.first), ()):
            name = _CITY_STATES.get(mention.code)
            near = any(mention.first - 8 <= cue < mention.first for cue in cues)
            if name is not None and near and self.key(mention.first - 1) == "in":
                yield PlaceMention(name, "venue_city", mention.code, mention.first, mention.end)

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
        return not _NO_SCENE.isdisjoint(near)

    def dateline_venue(self, number: int, sentence: Sentence) -> PlaceMention | None:
        """The dateline's town for a meeting of ministers that one of the first sentences reports without a town."""
        if number > 3:
            return None
        place = next((place for place in self.mentions.places if place.is_dateline), None)
        if place is None or place.kind != "venue_city" or self.places_of_venue(number):
            return None
        keys = self.keys[sentence.first : sentence.end]
        groups = self.sets["groups"] | {"group", "delegations", "specialists", "donors", "delegates"}
        met = not _AT_DATELINE.isdisjoint(keys) and not groups.isdisjoint(keys)
        titled = "conference" in keys and not {"closed", "opened", "ended", "began", "concluded"}.isdisjoint(keys)
        return place if met or titled or not {"received", "chair"}.isdisjoint(keys) else None

    def places_of_venue(self, number: int) -> bool:
        return any(place.kind == "venue_city" and not place.is_dateline for place in self.places.get(number, ()))


_AT_DATELINE = frozenset({
    "met", "meeting", "gathered", "talks", "conference", "convened", "assembled", "summit", "session", "closed",
    "opened", "conferred", "agreed", "gathering", "ministerial", "huddled",
})  # fmt: skip
_NO_SCENE = frozenset({
    "attack", "attacks", "bombing", "bombings", "born", "lives", "based", "embassy", "court", "reporters",
})  # fmt: skip
_CLAUSES = frozenset({"before", "after", "when", "while", "ahead", "where", ";", "until", "since"})
_CITY_STATES = {"KWT": "Kuwait", "LUX": "Luxembourg", "SGP": "Singapore", "DJI": "Djibouti"}
_OPENING = 5
"""A report of a visit tells of its talks within so many sentences."""
_TRAVELLERS = frozenset({"he", "she", "there", "they"})
_ARRIVING = frozenset({"arrived", "arrives", "landed", "lands", "flew", "flies", "came", "travelled", "traveled"})
_FACE_TO_FACE = frozenset({"shakes", "shake", "shook", "shaking", "received", "receives", "welcomed", "greeted"})
_SET = frozenset({"set", "scheduled", "planned", "slated", "fixed"})
_WELCOMING = frozenset({"welcomed", "welcomes", "welcome"})
_HOSTED = frozenset({"hosted", "hosts", "welcomed"})
_VENUE_REGIONS = frozenset({"Wales", "Scotland", "Northern Ireland", "England"})
