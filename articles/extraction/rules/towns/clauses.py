"""What the clause around a town says of it.

Four places are looked at: the word that governs the town ("retook Hit", "the battle for Hit"), what is said with the
town as subject ("Hit was retaken", "Hit fell to IS"), asides and relative clauses ("Hit, which IS had held"), and the
heads of lists ("towns freed from IS, such as Hit"). Who acts, whether it has happened and whether it is denied decide
what a verb says.
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.rules.towns.bodies import AIMS, BE, FINITE, PREPOSITIONS, STOPS, weightiest
from articles.extraction.rules.towns.subjects import Subjects
from articles.extraction.types import Objective

_BULLETS = frozenset({"–", "-", "--", ":", "*", "•", "—", ".", "aug", "sept", "oct", "nov", "dec", "jan", "feb"})
_SPELLS = frozenset(
    {"months", "month", "weeks", "week", "days", "day", "years", "year", "hours", "shortly", "soon", "long"}
)
_GAP = 24


class TownClauses(Subjects):
    """Reads one line: groups of towns, each with the weightiest thing the line says of it."""

    def readings(self) -> Iterator[tuple[int, Objective]]:
        """Each town's item with the weightiest thing the line says of it."""
        before: Objective = "mentioned"
        last = -1
        for first, end in self.groups():
            main = weightiest(self.main_readings(first, end))
            if main == "mentioned" and last >= 0 and self.is_gap(last, first, end):
                main = before
            found = self.read_group(first, end, main)
            for at in range(first, end):
                if self.kinds[at] == "town":
                    yield at, found
            before, last = main, end

    def main_readings(self, first: int, end: int) -> set[Objective]:
        """What the clause itself says of a group of towns, its asides left out."""
        told = (
            self.by_governor(first),
            self.by_predicate(end, first),
            self.by_neighbours(first),
            self.by_list_head(first, end),
        )
        return {one for one in told if one}

    def read_group(self, first: int, end: int, main: Objective) -> Objective:
        found: set[Objective] = {main, *self.by_asides(end)} - {"mentioned"}
        if "defended" in found and self.governor(first)[1] in {"to", "toward", "towards"}:
            found.discard("retake")  # troops that move towards a town which never fell come to its help
        if not found and self.by_air and self.is_bombed_around(first, end):
            return "struck"
        return weightiest(found)

    def groups(self) -> list[tuple[int, int]]:
        """Runs of towns joined by commas and "and"; a last town with a verb of its own stands alone."""
        towns = [at for at, kind in enumerate(self.kinds) if kind == "town"]
        runs: list[list[int]] = []
        for at in towns:
            if runs and self.is_joined(runs[-1][-1], at):
                runs[-1].append(at)
            else:
                runs.append([at])
        return [group for run in runs for group in self.split(run)]

    def is_joined(self, left: int, right: int) -> bool:
        between = self.keys[left + 1 : right]
        if between[-1:] == ["of"] and between[-2:-1] and between[-2] in self.sets["sides"]:
            return False
        return (
            right - left < 12
            and not {",", "and", "or", "&", "but", "as"}.isdisjoint(between)
            and all(key in self.sets["joining"] for key in between)
        )

    def split(self, run: list[int]) -> list[tuple[int, int]]:
        first, last = run[0], run[-1]
        if len(run) > 1 and self.is_subject(last) and not self.governor(first)[1] and self.by_governor(first):
            return [(first, run[-2] + 1), (last, last + 1)]
        return [(first, last + 1)]

    def is_subject(self, at: int) -> bool:
        """A finite verb follows the town, "in Iraq" between them passed over."""
        after = at + 1
        if self.keys[after : after + 1] == ["in"] and self.kinds[after + 1 : after + 2] == ["friend"]:
            after += 2
        return after < self.end and self.keys[after] in FINITE

    def is_gap(self, last: int, first: int, end: int) -> bool:
        """A verb said once serves two towns: "in August, and Dabiq in October", "; Qayyarah followed", "a month after
        Hit", "Raqqa, which it has held for a year, and Manbij".
        """
        if self.keys[end : end + 1] in (["followed"], ["follows"]):
            return first - last < _GAP
        if self.is_subject(end - 1) or self.governor(first)[3]:
            return False
        opening, links = first, {"and", ",", ";", "then", "after"}
        passed = self.sets["passing"] | self.sets["time_words"]
        while opening > last and self.keys[opening - 1] in passed and self.keys[opening - 1] not in links:
            opening -= 1
        link = self.keys[opening - 1] if opening > last else ""
        asides = list(self.asides(last))
        if link == "and" and asides and asides[-1][1] >= opening - 1:
            return True
        if link == "after" and opening - 2 > last and self.keys[opening - 2] in _SPELLS:
            return all(self.is_of_gap(at) for at in range(last, opening - 1))
        if link not in {"and", ",", ";", "then"} or not all(self.is_of_gap(at) for at in range(last, opening)):
            return False
        after = next((closing for _, closing in reversed(list(self.asides(end)))), end)
        return after >= self.end or self.keys[after] in self.sets["time_words"] | STOPS or self.keys[after].isdigit()

    def is_of_gap(self, at: int) -> bool:
        """Words of the clause that serves both: its verb, who did it and when."""
        key = self.keys[at]
        if self.kinds[at] == "town":
            return False
        return (
            self.kinds[at] != "word"
            or key in self.sets["time_words"]
            or key in self.sets["auxiliaries"]
            or key in self.sets["adverbs"]
            or key in self.verbs
            or key in {"from", "by", "with", "back", "to"}
            or key.isdigit()
        )

    def is_bombed_around(self, first: int, end: int) -> bool:
        """ "Near Hit, two strikes destroyed", "A bunker outside Hit was destroyed by jets"."""
        at, link, _, beside = self.governor(first)
        placed = link in {"near", "in", "around", "at", "outside", "over", "on", "inside"} or beside
        if not placed or (at >= 0 and self.keys[at] in self.sets["persons"]):
            return False
        start = next((i + 1 for i in range(at, -1, -1) if self.keys[i] in {";", ":"}), 0)
        opening = all(
            key in _BULLETS or key in self.sets["time_words"] or key[0].isdigit() for key in self.keys[start : at + 1]
        )
        for item in range(end, min(end + 14, self.end)):
            key = self.keys[item]
            if key in STOPS:
                return False
            if key == "by" and not self.sets["air_words"].isdisjoint(self.keys[item + 1 : item + 4]):
                return not BE.isdisjoint(self.keys[end:item])
            verb = "bomb" in self.verbs.get(key, {})
            if verb and not self.is_hit_without_aircraft(item) and (self.is_passive(item) or opening):
                return self.actor(item, end) != "enemy" or self.is_passive(item)
            if verb and self.is_flown(at) and "town" not in self.kinds[item + 1 : item + 9]:
                return self.actor(item, end) != "enemy"
            if opening and key in self.sets["strike_noun"] and not self.is_hit_without_aircraft(item):
                return True
        return False

    def is_flown(self, at: int) -> bool:
        """Aircraft are the subject: "A drone patrolled near Hit and engaged two trucks"."""
        start = next((i + 1 for i in range(at, -1, -1) if self.keys[i] in STOPS), 0)
        return any(
            self.keys[i] in self.sets["air_words"]
            and self.keys[i - 1 : i] not in (["by"], ["from"], ["of"], ["no"], ["without"])
            for i in range(start, min(start + 9, at + 1))
        )

    def by_neighbours(self, first: int) -> Objective | None:
        """ "IS-held Hit", "the IS stronghold Hit", "besieged Hit", "the next target is Hit"."""
        near = range(max(0, first - 7), first)
        for at in reversed(near):
            key = self.keys[at]
            if key in STOPS or (key in PREPOSITIONS and key not in {"of", "in"}):
                break
            if key == "enemy-held":
                return "held_by_is"
            if key in self.sets["bastion"] and first - at <= 3:
                return self.by_bastion_before(at)
            if key in AIMS and set(self.keys[at:first]) & {"be", "is", "was", ":"}:
                return "retake"
        return None

    def by_bastion_before(self, at: int) -> Objective | None:
        """A stronghold named before the town; an operation against it is an operation to retake it."""
        found = self.by_bastion(at)
        head, link, *_ = self.governor(at)
        while head >= 0 and not link and head > at - 6 and self.kinds[head] != "word":
            head, link, *_ = self.governor(head)
        if found and link in {"on", "against", "for"} and self.by_battle(head, link, at):
            return "retake"
        return found

    def by_list_head(self, first: int, end: int) -> Objective | None:
        """ "towns freed from IS, such as Hit", "Among the places still in militant hands are Hit", "Hit among them"."""
        if self.is_left_to_enemy(first):
            return "held_by_is"
        link = first - 1
        if self.keys[end : end + 2] == ["among", "them"] and first:
            return self.by_list_before(first - 1, first - 1)
        while link >= 0 and (
            self.keys[link] in self.sets["listing"] or self.keys[link] in {"the", "town", "of", "both", ","}
        ):
            link -= 1
        if link < 0 or self.sets["listing"].isdisjoint(self.keys[link + 1 : first]):
            return None
        return self.by_list_before(link, link + 1)

    def is_left_to_enemy(self, first: int) -> bool:
        """ "what is left to IS is a strip of land with the towns of Hit and Rawa"."""
        return any(
            self.keys[at] in {"left", "remains"}
            and self.keys[at + 1] == "to"
            and "enemy" in self.kinds[at + 2 : at + 4]
            for at in range(max(0, first - 24), first - 2)
        )

    def by_list_before(self, link: int, stop: int) -> Objective | None:
        for at in range(link, max(link - 18, -1), -1):
            if self.keys[at] in STOPS:
                return None
            if self.keys[at] in self.sets["heads"] and self.kinds[at] == "word":
                return self.by_list_clause(at, stop)
        return None

    def by_list_clause(self, head: int, stop: int) -> Objective | None:
        if (
            self.keys[head] in {"gains", "successes", "victories"}
            and "enemy" not in self.kinds[max(0, head - 4) : head]
        ):
            return "retaken"
        before = self.keys[max(0, head - 2) : head]
        if {"liberated", "freed", "recaptured", "retaken", "cleared"} & set(before):
            return "retaken"
        if "enemy-held" in before:
            return "held_by_is"
        return self.by_hands(head + 1, stop) or (self.by_clause(head + 1, stop) if head + 1 < stop else None)
