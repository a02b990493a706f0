"""What is said with the town as subject, in asides and in relative clauses."""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.rules.towns.bodies import AIMS, BE, FINITE, PREPOSITIONS, SIDES, STOPS, weightiest
from articles.extraction.rules.towns.governors import Governors
from articles.extraction.types import Objective

_RELATIVES = frozenset({"which", "that", "whom", "where", "whose", "both", "all", "each"})
_TOWN_NOUNS = frozenset({
    "city", "town", "village", "place", "one", "capital", "towns", "cities", "places", "stronghold", "port", "area",
    "areas", "strongholds", "crossing", "junction", "bastion", "bastions", "settlement", "settlements", "two", "three",
    "hometown", "list", "spot",
})  # fmt: skip
_WAITING = frozenset({
    "will", "would", "to", "could", "can", "should", "must", "may", "might", "needs", "being", "cannot",
})  # fmt: skip
_CLOSING = {"(": ")", "–": "–", "—": "—", ",": ",", "--": "--"}
_PLACE_ASIDES = frozenset(
    {"in", "near", "north", "south", "east", "west", "on", "further", "some", "about", "at", "along"}
)
_WON = (["free"], ["freed"], ["liberated"], ["retaken"], ["recaptured"], ["cleared"], ["secured"])
_DENYING = frozenset({"not", "never", "yet", "n't", "isnt", "wasnt", "hasnt", "didnt"})


class Subjects(Governors):
    """ "Hit was retaken", "Hit fell to IS", "Hit, which IS had held", "Hit, the stronghold of the group"."""

    def by_predicate(self, end: int, first: int) -> Objective | None:
        """What follows the town and its asides: "Hit, a market town, was retaken"."""
        if (
            end < self.end
            and self.keys[end] in self.sets["battle"]
            and self.keys[end] not in {"ground", "way", "front", "plan"}
        ):
            return None if self.is_other_quarrel() else "retake"
        noun = end + 1 if self.keys[end : end + 1] == ["'s"] else end if self.keys[first] == "its" else -1
        if (
            0 <= noun < self.end
            and self.keys[noun] in self.sets["liberation"] | self.sets["seizure"] | self.sets["fall_noun"]
        ):
            return self.by_noun(noun, noun)
        if self.keys[first - 1 : first] == ["with"] and self.keys[end : end + 1] in _WON:
            return "retaken"
        link = self.governor(first)[1]
        if link:
            return self.by_collapse(first, end)
        at = self.after_place(end)
        for _, closing in self.asides(end):
            at = closing
        if self.keys[at : at + 2] == ["on", "the"] and "list" in self.keys[at : at + 5]:
            return self.by_complement(at, self.end, set(BE))
        waits = first > 0 and self.keys[first - 1] in {"if", "once", "unless", "until", "when", "before", "should"}
        present = not {"falls", "is", "are", "fall"}.isdisjoint(self.keys[at : at + 2])
        told = self.by_subject(at, self.end, part=self.has_part_before(first), waits=waits and present)
        return "retaken" if told == "held_by_is" and self.is_won_back(at) else told

    def is_won_back(self, start: int) -> bool:
        """A second verb of the same subject: "fell to IS and was won back", "was lost to IS but later regained"."""
        for at in range(start + 1, self.end - 1):
            if self.keys[at] in STOPS or self.keys[at] in {"which", "that"}:
                return False
            if self.keys[at] not in {"and", "but", "before"}:
                continue
            verb = self.skip_auxiliaries(at + 1)
            passed = set(self.keys[at + 1 : verb])
            if (
                verb >= self.end
                or passed.isdisjoint(BE | {"later", "since", "being"})
                or not self.has_form(verb, "part")
            ):
                continue
            if self.by_passive(verb, waits=not passed.isdisjoint(_WAITING - {"being"} | _DENYING)) == "retaken":
                return True
        return False

    def after_place(self, end: int) -> int:
        """Past "in Iraq", "in the north" and "and with it the whole province" behind a town."""
        at = end
        if self.keys[at : at + 2] == ["and", "with"]:
            return next((i for i in range(at, min(at + 12, self.end)) if self.keys[i] in FINITE), at)
        if self.keys[at : at + 1] != ["in"]:
            return at
        at += 1
        while at < self.end and (
            self.keys[at] in self.sets["countries"] or self.keys[at] in SIDES | self.sets["sides"] | {"the"}
        ):
            at += 1
        return at if at > end + 1 else end

    def by_collapse(self, first: int, end: int) -> Objective | None:
        """ "The last tents at Hit fell": what falls is the last that was held there."""
        at, link, *_ = self.governor(first)
        fell = self.keys[self.skip_auxiliaries(end)] if self.skip_auxiliaries(end) < self.end else ""
        if (
            link in {"at", "in", "of", "around"}
            and fell in {"fell", "fallen", "collapsed", "crumbled"}
            and (
                self.keys[at]
                in {"tents", "pocket", "enclave", "positions", "position", "resistance", "camp", "redoubt"}
                or self.keys[at] in self.sets["bastion_own"]
            )
        ):
            return self.by_date(end)
        return None

    def has_part_before(self, first: int) -> bool:
        """ "Half of Hit was taken"."""
        return first > 1 and self.keys[first - 1] == "of" and self.keys[first - 2] in self.sets["parts"]

    def by_subject(
        self, at: int, stop: int, *, part: bool = False, reduced: bool = False, waits: bool = False
    ) -> Objective | None:
        """The reading of a verb phrase that begins here and whose subject is the town."""
        start, at = at, self.skip_auxiliaries(at)
        if at >= stop:
            return None
        passed = set(self.keys[start:at])
        waits = waits or not passed.isdisjoint(_WAITING)
        denied = not passed.isdisjoint(_DENYING)
        told = self.by_state(at, passed, waits=waits or denied) or self.by_hands(start, stop)
        if told:
            return told
        if "fall" in self.verbs.get(self.keys[at], {}):
            return self.by_falling(at, waits=waits, denied=denied)
        if self.is_holding_out(at):
            return "defended"
        if passed.isdisjoint(BE | {"remains", "remained", "remain"}) and not reduced:
            return self.by_home(at) if self.keys[at] in {"home", "headquarters", "serves", "served"} else None
        if not self.has_form(at, "part"):
            return self.by_complement(at, stop, passed)
        return self.by_passive(at, waits=waits, denied=denied, part=part)

    def by_state(self, at: int, passed: set[str], *, waits: bool) -> Objective | None:
        """ "is free", "is still theirs", "was declared liberated", "is next", "changed hands", "is under siege"."""
        key, after = self.keys[at], self.keys[at + 1] if at + 1 < self.end else ""
        if key == "declared" and after in {"free", "liberated", "secure", "secured"}:
            return "retaken"
        if (key, after) in {("changed", "hands"), ("change", "hands")}:
            return self.by_date(at)
        if key == "theirs" and not passed.isdisjoint(FINITE):
            return "held_by_is"
        if passed.isdisjoint(BE):
            return None
        if key in {"free", "clear"}:
            return "retake" if waits else "retaken"
        if key == "back" and after not in {"in", "under"}:
            return "retake" if waits else "retaken"
        if (key, after) == ("under", "siege"):
            return "defended" if self.agent(at, 6) == "enemy" or self.is_early(at) else "retake"
        return "retake" if key in {"next", *AIMS} and self.keys[at + 1 : at + 3] != ["to", "the"] else None

    def is_holding_out(self, at: int) -> bool:
        """ "is holding out", "held firm", "withstood a siege"."""
        key, after = self.keys[at], self.keys[at + 1] if at + 1 < self.end else ""
        return (key in {"holding", "held", "holds", "hold"} and after in {"out", "on", "firm"}) or key in {
            "resisted",
            "withstood",
        }

    def by_home(self, at: int) -> Objective | None:
        return "held_by_is" if "enemy" in self.kinds[at : at + 10] else None

    def by_complement(self, at: int, stop: int, passed: set[str]) -> Objective | None:
        """ "is one of the last bastions of IS", "are on the list of towns that the army has taken"."""
        if passed.isdisjoint(BE | {"remains", "remain", "remained"}):
            return None
        for item in range(at, min(at + 9, stop)):
            key = self.keys[item]
            if key in STOPS or key in {",", "and"}:
                return None
            if key in AIMS or (key == "next" and self.keys[item + 1 : item + 2] != ["to"]):
                return "retake"
            if key in self.sets["bastion"] and (
                "enemy" in self.kinds[at : min(item + 6, stop)] or not {"their", "its"}.isdisjoint(self.keys[at:item])
            ):
                return "held_by_is" if "former" not in self.keys[at:item] else None
            if key in {"home", "headquarters"}:
                return self.by_home(item)
            if key in {"towns", "cities", "places", "areas", "town", "city"}:
                return self.by_clause(item + 1, self.clause_end(item + 1, stop))
        return None

    def asides(self, end: int) -> Iterator[tuple[int, int]]:
        """Spans between commas, brackets or dashes after a town, with the item after each."""
        at = self.after_place(end)
        if self.keys[at : at + 2] == ["to", "the"] and at + 2 < self.end and self.keys[at + 2] in self.sets["sides"]:
            at += 3
        if self.keys[at : at + 1] == [":"] and self.keys[at + 1 : at + 2] in (["both"], ["all"], ["each"]):
            yield at + 1, self.clause_end(at + 1, self.end)
            return
        while at < self.end and self.keys[at] in _CLOSING:
            closer = _CLOSING[self.keys[at]]
            start = at + 1
            if start >= self.end or self.keys[start] in {"and", "but", "while", "as", "when", "after", "or", "so"}:
                return
            close = next(
                (i for i in range(start, min(start + 32, self.end)) if self.keys[i] in {closer, ";"}), self.end
            )
            yield start, min(close + 1, self.end)
            at = close + 1
            if close < self.end and self.keys[close] == ";":
                return
            if closer == "," and at < self.end and self.keys[at] not in _CLOSING:
                if self.keys[at] in _RELATIVES:
                    at = close
                    continue
                return

    def by_asides(self, end: int) -> Iterator[Objective]:
        spans = list(self.asides(end))
        if not spans and end < self.end and (self.keys[end] in {"which", "that", "where"} or self.is_reduced(end)):
            spans = [(end, self.clause_end(end, self.end))]
        for first, stop in spans:
            found = self.by_aside(first, stop)
            if found:
                yield found

    def is_reduced(self, at: int) -> bool:
        """ "towns retaken from IS": a participle right after the noun."""
        return any(
            forms == {"part"} or ("part" in forms and "base" not in forms and self.agent(at, 6) != "")
            for forms in self.verbs.get(self.keys[at], {}).values()
        )

    def by_aside(self, first: int, stop: int) -> Objective | None:
        key = self.keys[first]
        if key in {"both", "all", "each", "once", "now", "long", "recently", "newly", "only", "just", "still", "since"}:
            following = first + 1
            while following < stop and self.keys[following] in {"of", "them", *self.sets["adverbs"]}:
                following += 1
            if following < stop and self.keys[following] in {"which", "that", "whom"}:
                return self.by_clause(following, stop)
            return self.by_subject(following, stop, reduced=True) or self.by_apposition(first, stop)
        if key in {"which", "that", "whom"}:
            return self.by_clause(first, stop)
        if key == "where":
            return self.by_where(first + 1, stop)
        if key == "from" and self.keys[first + 1 : first + 2] in (["which"], ["where"]):
            gone = any({"expel", "leave"} & set(self.verbs.get(word, {})) for word in self.keys[first:stop])
            return "retaken" if gone and "enemy" in self.kinds[first:stop] else None
        if key == "whose":
            return self.by_noun(first + 1, min(first + 1, stop)) if first + 1 < stop else None
        if self.has_form(first, "part"):
            follows = self.keys[first + 1] if first + 1 < stop else ""
            objectless = follows in PREPOSITIONS | self.sets["adverbs"] | {
                "",
                "last",
                "this",
                "back",
                "two",
                "three",
                "a",
            }
            return self.by_subject(first, stop, reduced=True) if objectless else None
        return self.by_apposition(first, stop)

    def by_apposition(self, first: int, stop: int) -> Objective | None:
        """ "the group's de facto capital", "a town that the army freed in May", "one of the last held by IS"."""
        if self.is_bastion_named(first, stop):
            return "held_by_is"
        if self.keys[first] in _PLACE_ASIDES:
            return None
        for item in range(first, min(first + 10, stop - 1)):
            if self.keys[item] in _TOWN_NOUNS:
                return self.by_postmodifier(self.past_country(item + 1, stop - 1), stop)
        return None

    def is_bastion_named(self, first: int, stop: int) -> bool:
        """ "the group's de facto capital", "its main stronghold"; not "the former stronghold", "Anbar's capital"."""
        inside = self.keys[first:stop]
        if "where" in inside or inside[0] in {"which", "that"}:
            return False
        theirs = "enemy" in self.kinds[first:stop] or not self.sets["bastion_cues"].isdisjoint(inside)
        for item, key in enumerate(inside[:9]):
            if key in self.sets["bastion"] and {"former", "once"}.isdisjoint(inside[:item]):
                return theirs or key in self.sets["bastion_own"]
        return False

    def past_country(self, at: int, stop: int) -> int:
        """Past "in northern Iraq" between a noun and what is said of it."""
        while at < stop and (self.keys[at] == "in" or self.keys[at] in self.sets["countries"] | SIDES):
            at += 1
        return at

    def by_postmodifier(self, at: int, stop: int) -> Objective | None:
        """What follows "a town": "that IS holds", "where IS was beaten", "retaken in May"."""
        if self.keys[at] in {"which", "that"} or self.kinds[at] in {"enemy", "friend"}:
            return self.by_clause(at, stop)
        if self.keys[at] == "where":
            return self.by_where(at + 1, stop)
        return self.by_subject(at, stop, reduced=True) if self.has_form(at, "part") else None

    def by_clause(self, first: int, stop: int) -> Objective | None:
        """A relative clause: each verb in it says something of the town, which is its object or its subject."""
        found: set[Objective | None] = set()
        if self.keys[first] in {"which", "that"}:
            found.add(self.by_subject(first + 1, stop))
        is_of_town = True
        for at in range(first, stop):
            is_of_town = self.kinds[at] != "town" and (is_of_town or self.keys[at] in {"which", "that"})
            if is_of_town and self.keys[at] in self.verbs:
                found.add(self.by_clause_verb(at, first, stop))
        told: set[Objective] = {one for one in found if one}
        return weightiest(told) if told else None

    def by_clause_verb(self, at: int, first: int, stop: int) -> Objective | None:
        """One verb of a relative clause; a participle at its beginning is passive."""
        if at > first and self.keys[at - 1] == "to" and "fall" in self.verbs[self.keys[at]]:
            return self.by_falling(at, waits=False, denied=False)
        if self.is_passive(at):
            return self.by_passive(at, waits=self.aspect(at, first) == "pending")
        if self.actor(at, first):
            return self.by_object(at, first, at)
        if at == first or self.keys[at - 1] in {"both", "been"}:
            return self.by_subject(at, stop, reduced=True)
        return None

    def by_where(self, first: int, stop: int) -> Objective | None:
        """ "where IS was defeated", "where the fighting ended", "where IS has its headquarters"."""
        keys, kinds = set(self.keys[first:stop]), self.kinds[first:stop]
        if (
            self.by_air
            and any("bomb" in self.verbs.get(key, {}) for key in keys)
            and self.actor(stop, first) != "enemy"
        ):
            return "struck"
        battle = not self.sets["battle"].isdisjoint(keys)
        if battle and {"ended", "over", "concluded", "finished"} & keys:
            return "retaken"
        if "enemy" in kinds:
            if {"defeated", "beaten", "routed", "defeat", "expelled", "ousted"} & keys:
                return "retaken" if not {"being", "will", "must"} & keys else "retake"
            if not self.sets["bastion"].isdisjoint(keys) or {"holds", "clings", "rules", "holding", "still"} & keys:
                return "held_by_is"
        if (
            battle
            and {"fighting", "battle", "offensive", "operation", "operations"} & keys
            and not self.is_early(first)
        ):
            return "retake"
        return None
