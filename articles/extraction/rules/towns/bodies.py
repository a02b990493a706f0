"""Who acts in a clause around a town, and whether what it says has happened, is to come or is denied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from articles.extraction.rules.towns.lines import Line, TownWords
from articles.extraction.types import Objective

Side = Literal["enemy", "friend", ""]
Aspect = Literal["done", "pending", "negated"]

ORDER: tuple[Objective, ...] = ("retaken", "retake", "struck", "defended", "held_by_is", "mentioned")
BE = frozenset({"was", "were", "is", "are", "been", "be", "being", "got", "gets", "get", "isnt", "wasnt", "'s"})
HAVE = frozenset({"has", "have", "had", "having", "hasnt", "hadnt", "havent", "'ve"})
PREPOSITIONS = frozenset({
    "for", "on", "against", "toward", "towards", "into", "to", "in", "out", "at", "inside", "around", "from", "near",
    "over", "outside", "onto", "within", "across", "through", "throughout", "under", "above", "beyond", "by", "round",
})  # fmt: skip
STOPS = frozenset({";", ".", "?", "!", '"', "”", "“"})
FINITE = BE | HAVE | {"remains", "remained", "remain", "fell", "will", "would", "could", "lies", "lie"}
AIMS = frozenset({"target", "goal", "objective", "prize", "aim"})
SIDES = frozenset(
    {
        "northern",
        "southern",
        "eastern",
        "western",
        "northeastern",
        "northwestern",
        "central",
        "neighbouring",
        "neighboring",
    }
)


def weightiest(found: set[Objective]) -> Objective:
    """The first in order of what was found."""
    return next(objective for objective in ORDER if objective in found or objective == "mentioned")


_NO_ACTORS_AFTER = frozenset({
    "from", "against", "on", "over", "by", "with", "to", "near", "in", "at", "for", "than", "between", "into", "inside",
    "under", "beyond", "across", "outside", "through", "throughout",
})  # fmt: skip


class Bodies:
    """The bodies of people and the aspect of verbs in one line.

    `is_early` says whether the item at a place is dated while Islamic State (IS) grew, `by_air` whether aircraft are at
    work around the sentence."""

    def __init__(self, line: Line, words: TownWords, *, is_early: Callable[[int], bool], by_air: bool) -> None:
        self.keys = line.keys
        self.kinds = line.kinds
        self.sets = words.sets
        self.verbs = words.verbs
        self.is_early = is_early
        self.by_air = by_air
        self.end = len(line.keys)

    def side(self, at: int) -> Side:
        kind = self.kinds[at]
        return "enemy" if kind == "enemy" else "friend" if kind == "friend" else ""

    def first_side(self, at: int, reach: int) -> Side:
        """The first body after an item; "the Iraqi state" is one."""
        for item in range(at + 1, min(at + 1 + reach, self.end)):
            if self.side(item):
                return self.side(item)
            if self.keys[item] in {"iraqi", "syrian", "libyan", "kurdish", "turkish"}:
                return "friend"
        return ""

    def side_between(self, first: int, end: int) -> Side:
        return next((side for i in range(first + 1, end) if (side := self.side(i))), "")

    def actor(self, at: int, low: int) -> Side:
        """The nearest body before a verb that no preposition makes something else than its subject."""
        for item in range(at - 1, max(low - 1, at - 26), -1):
            if self.keys[item] in {";", ":"}:
                return ""
            side = self.side(item)
            if side and self.may_act(item):
                return side
        dangling = at < self.end and any("ing" in forms for forms in self.verbs.get(self.keys[at], {}).values())
        if not dangling and not (at and self.keys[at - 1] == "having"):
            return ""
        return next(
            (self.side(i) for i in range(at + 1, min(at + 15, self.end)) if self.side(i) and self.may_act(i)), ""
        )

    def may_act(self, item: int) -> bool:
        before = item - 1
        while before >= 0 and (
            self.keys[before] in {"the", "a", "an", "these", "those", "last"} or self.keys[before] in SIDES
        ):
            before -= 1
        if before < 0:
            return True
        key = self.keys[before]
        if key in _NO_ACTORS_AFTER:
            return key == "with" and self.keys[item + 1 : item + 2] != [] and self.keys[item + 1].endswith("ing")
        if key == "of":
            head = self.keys[before - 1] if before else ""
            return head in self.sets["enemy_bodies"] or head in {
                "hundreds",
                "dozens",
                "thousands",
                "convoy",
                "wave",
                "column",
            }
        if self.kinds[item] == "friend" and self.keys[item] in self.sets["countries"]:
            return self.keys[item + 1 : item + 2] not in (["'s"], ["'"])
        return True

    def agent(self, at: int, reach: int) -> Side:
        """Who stands after "by"."""
        for item in range(at, min(at + reach, self.end)):
            if self.keys[item] == "by":
                side = self.first_side(item, 7)
                if side:
                    return side
            if self.keys[item] in STOPS:
                break
        return ""

    def taker(self, town: int) -> Side:
        """Who stands after "to" or "into the hands of" behind the town."""
        for at in range(town + 1, min(town + 7, self.end)):
            if self.keys[at] in {"to", "into"}:
                return self.first_side(at, 6)
            if self.keys[at] in STOPS or self.keys[at] == ",":
                break
        return ""

    def source(self, town: int) -> Side:
        """Who stands after "from" behind the town: "took Hit from the militants"."""
        for at in range(town + 1, min(town + 9, self.end)):
            if self.keys[at] == "from":
                return self.first_side(at, 4)
            if self.keys[at] in STOPS:
                break
        return ""

    def possessor(self, at: int) -> Side:
        """ "Islamic State's seizure", "their capture"."""
        for item in range(at - 1, max(at - 5, -1), -1):
            if self.keys[item] in {"'s", "'"} and item:
                return self.side(item - 1)
            if self.kinds[item] == "enemy" and self.keys[item + 1] not in PREPOSITIONS:
                return "enemy"
            if self.keys[item] in {"their", "its"}:
                return self.actor(item, 0)
        return ""

    def is_passive(self, at: int) -> bool:
        """ "was driven", "has been held"; a participle form after a form of "be"."""
        if not any("part" in forms for forms in self.verbs.get(self.keys[at], {}).values()):
            return False
        before = at - 1
        while before >= 0 and self.keys[before] in self.sets["adverbs"]:
            before -= 1
        return before >= 0 and self.keys[before] in BE

    def has_form(self, at: int, form: str) -> bool:
        return any(form in forms for forms in self.verbs.get(self.keys[at], {}).values())

    def aspect(self, at: int, low: int) -> Aspect:
        """Whether what a verb says has happened, is to come or under way, or is denied."""
        before = at - 1
        while (
            before >= low
            and self.keys[before] in self.sets["adverbs"]
            and self.keys[before] not in {"not", "never", "yet"}
        ):
            before -= 1
        near = self.keys[max(low, at - 6) : at]
        key = self.keys[before] if before >= 0 else ""
        forms = frozenset().union(*self.verbs.get(self.keys[at], {"": frozenset({"base"})}).values())
        if (
            not self.sets["negations"].isdisjoint(near[-4:])
            and "before" not in near[-1:]
            and ("base" in forms or "ing" in forms or key in {"not", "never", "yet", "been"})
        ):
            return "negated"
        if "ing" in forms:
            if key == "and":
                before = next((i for i in range(at - 2, max(low, at - 9), -1) if self.has_form(i, "ing")), -1)
                return self.aspect(before, low) if before >= 0 else "pending"
            return self.aspect_of_gerund(key, near)
        if "base" in forms and forms.isdisjoint({"past"}):
            return self.aspect_of_base(key, near)
        is_modal = key in self.sets["modal"] or (key == "be" and not self.sets["modal"].isdisjoint(near[-3:]))
        if is_modal or key == "being":
            return "pending"
        return "done"

    def aspect_of_gerund(self, key: str, near: list[str]) -> Aspect:
        if key in {"after", "since", "by", "following", "upon", "having"}:
            return "done"
        if key in {"in", "of", "at"} and not self.sets["done_controllers"].isdisjoint(near):
            return "done"
        return "done" if key == "," else "pending"

    def aspect_of_base(self, key: str, near: list[str]) -> Aspect:
        if not self.sets["done_controllers"].isdisjoint(near) and {"will", "would", "to"}.isdisjoint(near[:-2]):
            return "done"
        return "pending" if key in self.sets["modal"] or not {"help", "helping", "let"}.isdisjoint(near) else "done"

    def is_other_quarrel(self) -> bool:
        """A sentence about a quarrel that is not with Islamic State."""
        if not self.sets["other_quarrels"].isdisjoint(self.keys):
            return True
        return any(
            key in {"kurdish", "kurds", "kurd"} and self.keys[at + 1 : at + 2] in (["control"], ["rule"], ["hands"])
            for at, key in enumerate(self.keys)
        )

    def by_date(self, at: int) -> Objective:
        """A fall without an agent: to Islamic State while it grew, to its opponents later."""
        return "held_by_is" if self.is_early(at) else "retaken"

    def is_hit_without_aircraft(self, at: int) -> bool:
        """ "car bomb", "suicide attack", "heavy rain hit"."""
        return not self.sets["not_air"].isdisjoint(self.keys[max(0, at - 3) : at])

    def is_hit_by_other(self, at: int) -> bool:
        """ "was hit by a car bomb"."""
        return not self.sets["not_air"].isdisjoint(self.keys[at : min(at + 6, self.end)])

    def is_aircraft_before(self, at: int) -> bool:
        return not self.sets["air_words"].isdisjoint(self.keys[max(0, at - 6) : at])

    def skip_auxiliaries(self, at: int) -> int:
        while at < self.end and (self.keys[at] in self.sets["auxiliaries"] or self.keys[at] in self.sets["adverbs"]):
            at += 1
        return at

    def clause_end(self, at: int, stop: int) -> int:
        return next((i for i in range(at, stop) if self.keys[i] in STOPS), stop)
