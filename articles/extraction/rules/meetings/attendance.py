"""Who takes part in a gathering, how many states, and at which level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.rules.meetings.hosts import Hosts
from articles.extraction.rules.meetings.view import Part, Role, Text, is_state, runs_of
from articles.extraction.types import MinisterMention, NationMention, PlaceMention, QuantityMention, Sentence


class Attendance(Part):
    """Reads who sits at the table."""

    def __init__(self, text: Text, hosts: Hosts) -> None:
        super().__init__(text)
        self.hosts = hosts
        self.place_starts = {place.first for place in text.mentions.places}

    def ministers_taking_part(self, number: int, sentence: Sentence) -> Iterator[tuple[MinisterMention, Role]]:
        """Ministers of the sentence; a host makes hosts of those joined to him: "Hammond and Kerry co-hosted"."""
        present = [m for m in self.ministers.get(number, ()) if m.nation and not self.is_only_topic(m)]
        hosting = [self.hosts.is_host(sentence, minister.first, minister.end) for minister in present]
        for at in range(len(present) - 2, -1, -1):
            hosting[at] = hosting[at] or (hosting[at + 1] and self.are_joined(present[at], present[at + 1]))
        for at in range(1, len(present)):
            hosting[at] = hosting[at] or (hosting[at - 1] and self.closes_list(sentence, present[at - 1], present[at]))
        for minister, hosts in zip(present, hosting, strict=True):
            yield minister, "host" if hosts else "participant"

    def will_come(self, sentence: Sentence, minister: MinisterMention) -> bool:
        """ "Kerry will travel to Paris", "to be attended by Fallon"; not who only announced the meeting."""
        after = self.keys[self.hosts.past_apposition(sentence, minister.end) :][:6]
        before = self.keys[max(sentence.first, minister.first - 6) : minister.first]
        if not {"accepted", "confirmed"}.isdisjoint(after[:3]) and not _ATTENDANCE.isdisjoint(after):
            return True
        if "will" in after or "to" in after[:2] or "would" in after[:2] or "is" in after[:1]:
            return not {"said", "announced", "told", "says", "announce"}.intersection(after[:2])
        return not {"with", "by", "between", "including", "invited", "counterpart", "counterparts"}.isdisjoint(before)

    def are_joined(self, first: MinisterMention, second: MinisterMention) -> bool:
        between = self.keys[first.end : second.first]
        joined = {"and", "join", "joins", "joining"}.intersection(between)
        return bool(joined) and len(between) <= 11 and "by" not in between

    def closes_list(self, sentence: Sentence, first: MinisterMention, second: MinisterMention) -> bool:
        """The last of "co-chaired by the French minister X, the Iraqi premier Y and the American secretary Z"."""
        between = self.keys[first.end : second.first]
        named = self.hosts.is_agent(sentence, first.first) or self.hosts.is_named_host(sentence, first.first)
        joined = between[:1] == ["and"] or between[:2] == [",", "and"] or between[-1:] == ["and"]
        return named and joined and len(between) <= 13 and _VERBAL.isdisjoint(between)

    def is_only_topic(self, minister: MinisterMention) -> bool:
        """ "against President Assad", "the fall of Saddam"."""
        near = self.keys[max(0, minister.first - 4) : minister.first]
        return not _TOPICAL.isdisjoint(near)

    def states_taking_part(
        self, number: int, sentence: Sentence, place: PlaceMention
    ) -> Iterator[tuple[NationMention, Role]]:
        mentions = [mention for mention in self.nations.get(number, ()) if is_state(mention)]
        for run in runs_of(self.keys, mentions):
            first, last = run[0], run[-1]
            if first.first >= place.first and last.end <= place.end + 3 and self.key(first.first - 1) in {",", "'s"}:
                continue
            if self.keys[first.first : last.end] and self.takes_part(sentence, run):
                for mention in run:
                    host = self.hosts.is_host(sentence, first.first, last.end)
                    yield mention, "host" if host else "participant"

    def takes_part(self, sentence: Sentence, run: Sequence[NationMention]) -> bool:
        """Whether a list of states, or one state, stands where participants stand."""
        first, end, form = run[0].first, run[-1].end, run[-1].form
        if self.key(end) == "-" and self.key(end + 1) in _COMPOUNDS:
            return False
        if self.hosts.is_host(sentence, first, end):
            return True
        first -= self.key(first - 1) == "the"
        before = self.key(first - 1)
        owner = self.owns_officials(sentence, end, form)
        if owner is not None:
            return owner and before not in {"in", "against"}
        if self.attends(sentence, first, end):
            return True
        if len(run) >= 3:
            return before not in _NOT_AMONG
        return (
            self.is_led_in(sentence, first, before)
            or self.acts(sentence, first, end)
            or self.speaks_when_others_meet(sentence, first, end)
        )

    def attends(self, sentence: Sentence, first: int, end: int) -> bool:
        """ "Finland was also represented", "Sweden was at the table", "Qatar took part", "Iraq sent its minister"."""
        if "not" in self.keys[end : end + 4] or self.key(first - 1) in {"in", "against", "for", "to"}:
            return False
        at = end = self.past_aside(sentence, end)
        while at < min(end + 7, sentence.end) and self.keys[at] in _AUXILIARIES:
            at += 1
        after = self.keys[at : min(at + 5, sentence.end)]
        if after[:4] == ["for", "the", "first", "time"] and "attended" in self.keys[sentence.first : first]:
            return True
        if any(after[: len(words)] == words for words in _PRESENT):
            return True
        if (
            after[:2] in (["come", "to"], ["came", "to"], ["travel", "to"], ["go", "to"])
            and at + 2 in self.place_starts
        ):
            return True
        if after[:1] == ["expected"]:
            return after[1:2] != ["to"] or after[2:3] in _TO_COME
        if after[:1] in (["accepted"], ["confirmed"]):
            return not _ATTENDANCE.isdisjoint(after)
        return after[:1] in (["sent"], ["sends"]) and not (_SENT | self.sets["officials"]).isdisjoint(after[1:])

    def past_aside(self, sentence: Sentence, end: int) -> int:
        """Past ", which joined the air strikes last week," after a state."""
        if self.key(end) != "," or self.key(end + 1) not in {"which", "whose", "a", "the"}:
            return end
        return next((at + 1 for at in range(end + 2, min(end + 17, sentence.end)) if self.keys[at] == ","), end)

    def is_roll(self, sentence: Sentence, run: Sequence[NationMention]) -> bool:
        """A list of states that tells who was there: "So were A and B", "A and B took part", "among them A, B"."""
        first = run[0].first - (self.key(run[0].first - 1) == "the")
        if self.attends(sentence, run[0].first, run[-1].end):
            return True
        if not _ABSENT.isdisjoint(self.keys[max(sentence.first, first - 5) : first]):
            return False
        before = self.keys[max(sentence.first, first - 7) : first]
        if not _ROLL_BEFORE.isdisjoint(before) or "so" in self.keys[sentence.first : sentence.first + 1]:
            return True
        if run[-1].form == "demonym" or self.key(run[-1].end) == "'s":
            return self.takes_part(sentence, run)
        return 2 * (run[-1].end - run[0].first) >= sentence.end - sentence.first

    def speaks_when_others_meet(self, sentence: Sentence, first: int, end: int) -> bool:
        """ "Iraq appealed for weapons when 21 states met in Rome": who speaks while others meet sits with them."""
        if first > sentence.first + 1 or self.key(end) not in _SPEAKING:
            return False
        joint = next((at for at in range(end, sentence.end) if self.keys[at] in {"when", "as", "while"}), sentence.end)
        return not {"met", "gathered", "meet", "convened", "talks", "conferred"}.isdisjoint(
            self.keys[joint : sentence.end]
        )

    def owns_officials(self, sentence: Sentence, end: int, form: str) -> bool | None:
        """ "French officials", "U.S. and allied ministers": True or False, None where nothing is owned."""
        after = self.keys[end : min(end + 4, sentence.end)]
        after = after[: after.index(",")] if "," in after else after
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
            total += self.further_guests(quantity, sentence)
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

    def further_guests(self, first: QuantityMention, sentence: Sentence) -> int:
        """The second number of "36 members and three observers", "27 nations and representatives of seven more"."""
        for quantity in self.mentions.quantities:
            if quantity.first <= first.first or quantity.best is None or quantity.first >= sentence.end:
                continue
            between = self.keys[first.end : quantity.first]
            after = self.keys[quantity.end : quantity.end + 2]
            if "and" not in between or len(between) > 6:
                return 0
            more = quantity.additional or after[:1] in (["more"], ["others"]) or "observers" in after
            return int(quantity.best) if more else 0
        return 0

    def is_counted_noun(self, after: Sequence[str], position: int) -> bool:
        """ "26 countries", "twelve defence ministers", "20 foreign chiefs of defence"; not "six Arab ministers"."""
        if after[position] in self.sets["count_nouns"]:
            return not {"of", "in", "from", "to", ","}.intersection(after[:position])
        return after[position] in {"ministers", "chiefs"} and all(key in _OFFICE_WORDS for key in after[:position])

    def listed_before(self, number: int, token: int) -> int:
        """How many states the list right before "and five other nations" names."""
        mentions = [mention for mention in self.nations.get(number, ()) if is_state(mention) and mention.end <= token]
        runs = list(runs_of(self.keys, mentions))
        if not runs or token - runs[-1][-1].end > 4:
            return 0
        return len(runs[-1])

    def level(self, sentence: Sentence) -> str:
        found = [level for _, _, level in self.words.levels.find(self.keys, sentence.first, sentence.end)]
        return next((level for level in found if level not in VAGUE_LEVELS), found[0] if found else "")


_AS_WELL = (["as", "well", "as"], ["together", "with"], ["along", "with"], ["plus"])
_AUXILIARIES = frozenset({
    "was", "were", "is", "are", "will", "be", "been", "has", "have", "had", "also", "both", "all", "again", "each",
    "would", "which", ",", "too", "now", "to", "there",
})  # fmt: skip
_PRESENT = (
    ["attended"], ["attend"], ["attending"], ["took", "part"], ["taking", "part"], ["take", "part"], ["participated"],
    ["participate"], ["participating"], ["represented"], ["present"], ["at", "the", "table"], ["in", "attendance"],
    ["among", "the"], ["among", "those"], ["in", "the", "room"], ["took", "its", "seat"], ["took", "their", "seats"],
)  # fmt: skip
"""What says, after a state and its auxiliaries, that it was there."""
_TO_COME = (["attend"], ["come"], ["join"], ["participate"], ["take"])
_ATTENDANCE = frozenset({"invitation", "invitations", "attendance", "participation", "invite"})
_SENT = frozenset({
    "theirs", "envoys", "delegates", "someone", "observer", "observers", "people", "foreign", "defence", "defense",
    "deputy",
})  # fmt: skip
_ROLL_BEFORE = frozenset({
    "represented", "included", "include", "including", "includes", "came", "attended", "joined", "present",
    "participants", "attending", "invited", "among", "guests", "seats", "table", "participating", "brought", "welcomed",
})  # fmt: skip
_ABSENT = frozenset({"absent", "missing", "excluded", "without", "not", "neither", "except", "apart", "uninvited"})
_SPEAKING = frozenset({
    "appealed", "asked", "told", "urged", "called", "pressed", "pledged", "promised", "offered", "announced", "warned",
    "said", "pleaded", "sought", "proposed", "demanded", "reported",
})  # fmt: skip
_VERBAL = frozenset({"said", "who", "told", "with", "while", "met", ".", ";", "that", "when", "after", "was", "were"})
_TOPICAL = frozenset({
    "against", "regime", "oust", "overthrow", "transition", "away", "criticised", "criticized",
})  # fmt: skip
_COMPOUNDS = frozenset({"led", "backed", "born", "based", "held"})
_NOT_AMONG = frozenset({"in", "against", "across", "over", "except", "excluding", "without"})
_LEADS = frozenset({"with", "including", "between", "by", "invited", "alongside", "plus", "representing", "joined"})
_MEETS = frozenset({
    "met", "meet", "gathered", "gather", "attended", "attend", "will", "agreed", "participated", "joined", "hosted",
    "host", "convened", "convene", "and",
})  # fmt: skip
_OFFICE_WORDS = frozenset({"foreign", "defence", "defense", "interior", "finance", "other", "allied", "coalition"})
_MEMBER = frozenset({"member", "nation", "country", "state"})
VAGUE_LEVELS = frozenset({"ministers", "senior officials", "diplomats"})
