"""What the clause around a town says of it.

Four places are looked at: the word that governs the town ("retook Hit", "the battle for Hit", "driven out of Hit"), what
is said with the town as subject ("Hit was retaken", "Hit fell to IS"), asides and relative clauses ("Hit, which IS had
held"), and the heads of lists ("towns freed from IS, such as Hit"). Who acts, whether it has happened and whether it is
denied decide what a verb says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from articles.extraction.rules.town_lines import Line, TownWords
from articles.extraction.types import Objective

Side = Literal["enemy", "friend", ""]
Aspect = Literal["done", "pending", "negated"]

ORDER: tuple[Objective, ...] = ("retaken", "retake", "struck", "defended", "held_by_is", "mentioned")
"""Where a text says several things of a town, the first of these counts."""

_BE = frozenset({"was", "were", "is", "are", "been", "be", "being", "got", "gets", "get", "isnt", "wasnt", "'s"})
_HAVE = frozenset({"has", "have", "had", "having", "hasnt", "hadnt", "havent", "'ve"})
_PREPOSITIONS = frozenset({
    "for", "on", "against", "toward", "towards", "into", "to", "in", "out", "at", "inside", "around", "from", "near",
    "over", "outside", "onto", "within", "across", "through", "throughout", "under", "above", "beyond", "by", "round",
})  # fmt: skip
_NO_ACTORS_AFTER = frozenset({
    "from", "against", "on", "over", "by", "with", "to", "near", "in", "at", "for", "than", "between", "into", "inside",
    "under", "beyond", "across", "outside", "through", "throughout",
})  # fmt: skip
_STOPS = frozenset({";", ".", "?", "!", '"', "”", "“"})
_RELATIVES = frozenset({"which", "that", "whom", "where", "whose", "both", "all", "each"})
_TOWN_NOUNS = frozenset({
    "city", "town", "village", "place", "one", "capital", "towns", "cities", "places", "stronghold", "port", "area", "areas",
    "strongholds", "crossing", "junction", "bastion", "bastions", "settlement", "settlements", "two", "three", "hometown",
    "list", "spot",
})  # fmt: skip
_FINITE = _BE | _HAVE | {"remains", "remained", "remain", "fell", "will", "would", "could", "lies", "lie"}
_WAYS = frozenset({"move", "moves", "approach", "ground", "front", "step", "steps"})
_CORNERED = frozenset({"siege", "besieged", "surrounded", "encircled", "trapped", "cornered"})
_AIMS = frozenset({"target", "goal", "objective", "prize", "aim"})
_SPELLS = frozenset({"months", "month", "weeks", "week", "days", "day", "years", "year", "hours", "shortly", "soon", "long"})
_LENGTHS = frozenset({"kilometres", "kilometers", "km", "miles", "mile", "metres", "meters"})
_GAP = 24
"""Items over which a verb said once reaches the next town."""
_CLOSING = {"(": ")", "–": "–", "—": "—", ",": ",", "--": "--"}
_PLACE_ASIDES = frozenset({"in", "near", "north", "south", "east", "west", "on", "further", "some", "about", "at", "along"})


def weightiest(found: set[Objective]) -> Objective:
    """The first in order of what was found."""
    return next(objective for objective in ORDER if objective in found or objective == "mentioned")


class TownClauses:
    """Reads one line; `is_early` says whether the item at a place is dated while Islamic State grew, `by_air` whether
    aircraft are at work around the sentence.
    """

    def __init__(self, line: Line, words: TownWords, *, is_early: Callable[[int], bool], by_air: bool) -> None:
        self.keys = line.keys
        self.kinds = line.kinds
        self.sets = words.sets
        self.verbs = words.verbs
        self.is_early = is_early
        self.by_air = by_air
        self.end = len(line.keys)

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
        if not found and self.by_air and self.is_bombed_around(first, end):
            return "struck"
        return weightiest(found)

    # --- groups ---------------------------------------------------------------------------------------------------------

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
        return after < self.end and self.keys[after] in _FINITE

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
        return after >= self.end or self.keys[after] in self.sets["time_words"] | _STOPS or self.keys[after].isdigit()

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

    # --- the governing word ---------------------------------------------------------------------------------------------

    def by_governor(self, first: int) -> Objective | None:
        at, link, partly, beside = self.governor(first)
        if at < 0:
            return None
        if link == "of":
            return self.by_noun(at, first)
        if link:
            return self.by_preposition(at, link, first, partly=partly)
        if beside:
            return self.by_side(at)
        return self.by_object(at, 0, first, partly=partly)

    def governor(self, first: int) -> tuple[int, str, bool, bool]:
        """The item that governs a town, the preposition between them, whether only parts of the town are meant and
        whether it is a place beside the town.
        """
        partly = beside = False
        at = first - 1
        while at >= 0:
            key = self.keys[at]
            if key == "of" and at:
                head = self.keys[at - 1]
                if head in self.sets["parts"]:
                    partly, at = True, at - 2
                    continue
                if head in self.sets["wholes"] and head != "control":
                    at -= 2
                    continue
                if head in self.sets["sides"]:
                    beside, at = True, at - 2
                    continue
                if head == "direction":
                    return max(at - 4, 0), "towards", partly, beside
                if head == "out":
                    return at - 2, "out of", partly, beside
                if head in _LENGTHS:
                    return at - 1, "within", partly, beside
                return at - 1, "of", partly, beside
            if key in _PREPOSITIONS:
                if key in {"in", "inside"} and self.keys[at - 1] in self.sets["parts"] and at:
                    partly, at = True, at - 2
                    continue
                return at - 1, key, partly, beside
            if key in self.sets["parts"] or key == "into":
                partly = True
            elif key == "now" or not (key in self.sets["passing"] and self.kinds[at] != "enemy"):
                return at, "", partly, beside
            at -= 1
        return -1, "", partly, beside

    def by_side(self, at: int) -> Objective | None:
        """ "hit a bunker north of Hit": what lies beside a town is only struck."""
        return "struck" if self.is_struck(at, at + 1) else None

    # --- verbs and their object -----------------------------------------------------------------------------------------

    def by_object(self, at: int, low: int, town: int, *, partly: bool = False) -> Objective | None:
        """What a verb says of the town that is its object."""
        classes = self.verbs.get(self.keys[at])
        if classes is None:
            return self.by_other_object(at, low)
        side, aspect = self.actor(at, low), self.aspect(at, low)
        for name, forms in classes.items():
            found = self.by_class(name, forms, at, town, side=side, aspect=aspect, partly=partly)
            if found:
                return found
        return None

    def by_other_object(self, at: int, low: int) -> Objective | None:
        """ "visit", "leave", and participles that stand for a clause."""
        if self.keys[at] in {"left", "evacuated"} and self.actor(at, low) == "enemy":
            return "retaken"
        return "defended" if self.keys[at] in {"besieged", "beleaguered"} else None

    def by_class(
        self, name: str, forms: frozenset[str], at: int, town: int, *, side: Side, aspect: Aspect, partly: bool
    ) -> Objective | None:
        if name == "regain":
            return self.by_regaining(side, aspect, partly=partly)
        if name == "capture":
            return self.by_capturing(at, town, side, aspect, partly=partly)
        if name in {"enter", "attack"}:
            return self.by_attacking(name, at, side, aspect)
        if name == "surround":
            return self.by_surrounding(at, side)
        if name == "bomb":
            return self.by_bombing(at, side)
        if name == "defend":
            return "held_by_is" if side == "enemy" else "defended"
        if name == "hold":
            return self.by_holding(at, side, aspect, partly=partly)
        if name == "lose":
            return self.by_losing(at, town, side, aspect)
        return None

    def by_regaining(self, side: Side, aspect: Aspect, *, partly: bool) -> Objective:
        if side == "enemy":
            return "held_by_is" if aspect == "done" else "defended"
        return "retaken" if aspect == "done" and not partly else "retake"

    def by_capturing(self, at: int, town: int, side: Side, aspect: Aspect, *, partly: bool) -> Objective | None:
        back = "back" in self.keys[at + 1 : town + 3]
        source = self.source(town)
        if side == "enemy":
            return "held_by_is" if aspect == "done" else "defended"
        if source == "friend":
            return None
        if side == "friend" or back or source == "enemy":
            return "retaken" if aspect == "done" and not partly else "retake"
        if self.keys[at] in {"take", "takes", "took", "taking", "won", "win"}:
            return None
        return self.by_date(at) if aspect == "done" else "retake"

    def by_attacking(self, name: str, at: int, side: Side, aspect: Aspect) -> Objective | None:
        if side == "enemy":
            return "held_by_is" if name == "enter" and aspect == "done" and self.keys[at] != "stormed" else None
        if self.is_other_quarrel():
            return None
        if name == "attack" and self.by_air and self.is_aircraft_before(at):
            return "struck"
        return "retake" if side == "friend" or aspect == "pending" else None

    def by_surrounding(self, at: int, side: Side) -> Objective | None:
        if side == "enemy":
            return "defended"
        if side == "friend":
            return None if self.is_other_quarrel() else "retake"
        return "defended" if self.keys[at] != "surrounding" else None

    def by_bombing(self, at: int, side: Side) -> Objective | None:
        if side == "enemy" or self.is_hit_without_aircraft(at):
            return None
        return "struck" if self.by_air or self.keys[at] in {"bomb", "bombed", "bombing"} else None

    def by_holding(self, at: int, side: Side, aspect: Aspect, *, partly: bool) -> Objective | None:
        if side == "enemy":
            return "held_by_is"
        if self.keys[at] in {"run", "runs", "ran", "running", "kept", "keep", "keeps"} or side == "":
            return None
        again = not {"again", "back", "now", "full", "fully"}.isdisjoint(self.keys[max(0, at - 3) : at + 4])
        if again and aspect == "done":
            return "retake" if partly else "retaken"
        return "defended" if any(kind == "enemy" for kind in self.kinds) else None

    def by_losing(self, at: int, town: int, side: Side, aspect: Aspect) -> Objective | None:
        to = next((item for item in range(town, min(town + 6, self.end)) if self.keys[item] == "to"), -1)
        taker = self.first_side(to, 5) if to >= 0 else ""
        fled = self.keys[at] in {"flee", "fled", "flees", "fleeing"}
        if taker == "enemy" or (side == "friend" and aspect == "done" and not fled):
            return "held_by_is"
        if taker == "friend" or side == "enemy":
            return "retaken" if aspect == "done" else "retake"
        return None

    def source(self, town: int) -> Side:
        """Who stands after "from" behind the town: "took Hit from the militants"."""
        for at in range(town + 1, min(town + 9, self.end)):
            if self.keys[at] == "from":
                return self.first_side(at, 4)
            if self.keys[at] in _STOPS:
                break
        return ""

    def by_date(self, at: int) -> Objective:
        """A fall without an agent: to Islamic State while it grew, to its opponents later."""
        return "held_by_is" if self.is_early(at) else "retaken"

    # --- nouns ----------------------------------------------------------------------------------------------------------

    def by_noun(self, at: int, town: int) -> Objective | None:
        """ "the liberation of", "the fall of", "in control of", "the people of"."""
        key, sets = self.keys[at], self.sets
        if self.kinds[at] == "enemy":
            return "retaken" if at and self.keys[at - 1] in {"deprived", "stripped", "robbed"} else None
        side = self.possessor(at)
        agent = side or self.agent(town, 8)
        if key in sets["liberation"]:
            if agent == "enemy":
                return "held_by_is"
            return "retake" if self.is_prospective(at, town) else "retaken"
        if key in sets["seizure"]:
            if agent == "enemy":
                return "held_by_is"
            if self.is_prospective(at, town):
                return "retake"
            return "retaken" if agent == "friend" else self.by_date(at)
        if key in sets["fall_noun"]:
            taker = self.taker(town)
            if taker:
                return "retaken" if taker == "friend" else "held_by_is"
            return "retake" if self.is_prospective(at, town) and not self.is_early(at) else self.by_date(at)
        if key in sets["loss"]:
            loser = side or self.actor(at, 0)
            if loser:
                return "retaken" if loser == "enemy" else "held_by_is"
            return self.by_date(at)
        if key in sets["siege_noun"]:
            return "defended" if agent == "enemy" or (not agent and self.is_early(at)) else "retake"
        if key in sets["battle"]:
            return self.by_battle(at, "of", town)
        if key in sets["defence"]:
            return "defended" if key != "garrison" or "enemy" in self.kinds or self.is_early(at) else None
        if key in {"bombing", "bombardment"}:
            return None if self.is_hit_without_aircraft(at) else "struck"
        if key in sets["bastion"]:
            return self.by_bastion(at)
        if key == "control":
            return self.by_control(at)
        return None

    def by_control(self, at: int) -> Objective | None:
        """ "took control of", "lost control of", "in full control of"."""
        for verb in range(at - 1, max(at - 6, -1), -1):
            classes = self.verbs.get(self.keys[verb], {})
            side, aspect = self.actor(verb, 0), self.aspect(verb, 0)
            if "lose" in classes:
                return self.by_losing(verb, self.end, side, aspect)
            if "regain" in classes:
                return self.by_regaining(side, aspect, partly=False)
            if "capture" in classes or self.keys[verb] in {"assumed", "established", "assume", "establish", "assert"}:
                if side == "enemy":
                    return "held_by_is" if aspect == "done" else "defended"
                return "retaken" if aspect == "done" else "retake"
        side = self.actor(at, 0)
        if side == "enemy":
            return "held_by_is"
        return "retaken" if side == "friend" and {"full", "back", "now"} & set(self.keys[max(0, at - 5) : at]) else None

    def by_bastion(self, at: int) -> Objective | None:
        near = self.keys[max(0, at - 6) : at]
        own = self.keys[at] in self.sets["bastion_own"]
        theirs = "enemy" in self.kinds[max(0, at - 6) : at]
        cued = not self.sets["bastion_cues"].isdisjoint(near)
        if "former" in near and not theirs:
            return None
        return "held_by_is" if own or theirs or cued else None

    def taker(self, town: int) -> Side:
        """Who stands after "to" or "into the hands of" behind the town."""
        for at in range(town + 1, min(town + 7, self.end)):
            if self.keys[at] in {"to", "into"}:
                return self.first_side(at, 6)
            if self.keys[at] in _STOPS or self.keys[at] == ",":
                break
        return ""

    def possessor(self, at: int) -> Side:
        """ "Islamic State's seizure", "their capture"."""
        for item in range(at - 1, max(at - 5, -1), -1):
            if self.keys[item] in {"'s", "'"} and item:
                return self.side(item - 1)
            if self.kinds[item] == "enemy" and self.keys[item + 1] not in _PREPOSITIONS:
                return "enemy"
            if self.keys[item] in {"their", "its"}:
                return self.actor(item, 0)
        return ""

    def is_prospective(self, at: int, town: int) -> bool:
        """ "preparing for the liberation of Mosul", "the liberation of Mosul will"."""
        near = self.keys[max(0, at - 7) : at]
        if not {"after", "since", "following"}.isdisjoint(near[-3:]):
            return False
        after = self.keys[town + 1 : min(town + 5, self.end)]
        return not self.sets["prospects"].isdisjoint(near) or not self.sets["prospects_after"].isdisjoint(after)

    # --- prepositions ---------------------------------------------------------------------------------------------------

    def by_preposition(self, at: int, link: str, town: int, *, partly: bool) -> Objective | None:
        if link in {"from", "out of"}:
            return self.by_expulsion(at, town) or self.by_cutting(at)
        if link == "within":
            return self.by_motion(at, link) if "within" in self.keys[max(0, at - 4) : at] else None
        found = None
        if link not in {"by", "under"}:
            found = self.by_battle(at, link, town) or self.by_motion(at, link)
        if found is None and link in {"in", "at", "around", "near", "over", "on", "inside", "outside", "against", "to"}:
            found = self.by_event_in(at, link, town)
        return found

    def by_expulsion(self, at: int, town: int) -> Objective | None:
        """ "drove IS out of Hit", "IS withdrew from Hit", "the expulsion of IS from Hit"."""
        for verb in range(at, max(at - 9, -1), -1):
            key = self.keys[verb]
            if key in _STOPS:
                return None
            classes = self.verbs.get(key, {})
            if key in self.sets["defeat"] and "expel" not in classes:
                victim = self.side_between(verb, town) or self.possessor(verb)
                if victim == "enemy":
                    return "retake" if self.is_prospective(verb, town) else "retaken"
                return "held_by_is" if victim == "friend" else None
            if "expel" in classes:
                return self.by_driving(verb, town)
            if "leave" in classes:
                side = self.actor(verb, 0)
                if side == "friend":
                    return "held_by_is"
                return ("retaken" if self.aspect(verb, 0) == "done" else "retake") if side == "enemy" else None
            if key in {"kept", "keep", "keeping", "keeps"} and self.side_between(verb, town) == "enemy":
                return "defended"
        return None

    def by_cutting(self, at: int) -> Objective | None:
        """ "cut the last road out of Hit"."""
        near = set(self.keys[max(0, at - 7) : at + 1])
        cut = near & {"cut", "severed", "sever", "sealed", "blocked", "cutting"}
        return "retake" if cut and near & {"road", "roads", "route", "routes", "line", "lines"} and self.actor(at, 0) == "friend" else None

    def by_driving(self, verb: int, town: int) -> Objective | None:
        """Who is driven out: the object before "from", or the subject of the passive."""
        victim = self.side_between(verb, town)
        if not victim and self.is_passive(verb):
            victim = self.actor(verb, 0)
            if self.agent(town, 8) == "enemy":
                return "held_by_is"
        elif not victim and verb and self.side(verb - 1) and "part" in self.verbs[self.keys[verb]]["expel"]:
            victim = self.side(verb - 1)
        elif not victim and {"them", "it"} & set(self.keys[verb:town]):
            victim = "enemy" if self.actor(verb, 0) != "enemy" else "friend"
        if victim == "friend":
            return "held_by_is" if self.aspect(verb, 0) == "done" else "defended"
        if victim == "enemy":
            return "retaken" if self.aspect(verb, 0) == "done" else "retake"
        return None

    def by_battle(self, at: int, link: str, town: int) -> Objective | None:
        """ "the battle for", "an offensive on", "fighting in"."""
        towards = link in {"toward", "towards", "to"}
        for noun in range(at, max(at - 8, -1), -1):
            if self.keys[noun] in self.sets["battle"] and (towards or self.keys[noun] not in _WAYS):
                break
            if (self.keys[noun] in _PREPOSITIONS and self.keys[noun] != "against") or noun == at - 3 and not towards:
                return None
        else:
            return None
        key = self.keys[noun]
        if link in {"in", "at", "around", "inside", "near", "over"} and (
            key not in self.sets["battle_there"] or link == "near"
        ):
            return None
        if link in {"from", "outside"} or self.is_other_quarrel():
            return None
        owner = self.possessor(noun) or self.battle_owner(noun, at)
        repelled = any("repel" in self.verbs.get(word, {}) for word in self.keys[max(0, noun - 7) : noun])
        beaten = {"beat", "beaten", "fought", "fend", "drove"} & set(self.keys[max(0, noun - 5) : noun]) and {
            "back",
            "off",
        } & set(self.keys[max(0, noun - 4) : noun])
        if repelled or beaten:
            return "defended"
        if owner == "enemy":
            return None
        if link in {"in", "at", "around"} and self.is_early(town):
            return None
        weak = {"attack", "attacks", "effort", "efforts", "plan", "plans", "progress", "way", "pressure", "clashes", "race"}
        if towards and key in _WAYS:
            return None if owner == "enemy" else "retake"
        if key in weak and link != "of" and owner != "friend" and self.actor(noun, 0) != "friend":
            return "retake" if key == "pressure" else None
        if link == "of" and key in {"attack", "attacks", "plan", "plans", "way", "progress", "effort", "efforts", "clashes"}:
            return None
        over = {"since", "after", "during", "in", "from", "following"} & set(self.keys[max(0, noun - 2) : noun])
        return None if over and link in {"of", "for"} and not self.is_early(town) else "retake"

    def battle_owner(self, noun: int, at: int) -> Side:
        """Whose attack: "an attack by IS on", "IS launched an offensive on"."""
        for item in range(noun + 1, at + 1):
            if self.kinds[item] == "enemy" and self.keys[item - 1] == "by":
                return "enemy"
        return self.actor(noun, 0)

    def by_motion(self, at: int, link: str) -> Objective | None:
        """ "advanced on Hit", "pushed deeper into Hit", "closing in on Hit", "swept through Hit"."""
        if link not in {"on", "into", "to", "towards", "toward", "in", "through", "for", "onto", "within", "around"}:
            return None
        for verb in range(at, max(at - 6, -1), -1):
            if self.kinds[verb] == "enemy" or self.keys[verb] in _STOPS:
                return None
            forms = self.verbs.get(self.keys[verb], {}).get("advance")
            if forms is None or (link == "in" and verb < at):
                continue
            side, aspect = self.actor(verb, 0), self.aspect(verb, 0)
            if link == "to" and self.keys[verb] not in {"turn", "turned", "advance", "advanced", "move"}:
                return None
            if side == "enemy":
                return "held_by_is" if link in {"into", "through"} and aspect == "done" else None
            if side == "friend" and link == "into" and self.keys[verb] in {"swept", "rolled", "marched"}:
                return "retaken"
            if side == "friend" and not self.is_other_quarrel() and not (link == "in" and self.keys[verb] == "go"):
                if link in {"in", "around"} and self.keys[verb] not in {"fighting", "battling", "fought", "advanced"}:
                    return None
                if self.keys[verb] in {"go", "goes", "went", "going", "moved", "turned"} and link in {"to", "in"}:
                    return "retake" if aspect == "pending" else None
                return "retake"
            return None
        return "retake" if {"noose", "ring", "encirclement", "siege"} & set(self.keys[max(0, at - 2) : at + 1]) else None

    def by_event_in(self, at: int, link: str, town: int) -> Objective | None:
        """Strikes, the rule of Islamic State, its flag, victory over it: all "in" or "over" a town."""
        near = self.keys[max(0, at - 10) : at + 1]
        if self.is_struck(at, town):
            return "struck"
        if link in {"in", "at", "inside"}:
            defeated = self.by_defeat(at, town)
            if defeated:
                return defeated
            if near[-1:] == ["out"] or near[-2:] == ["on", "out"]:
                return "defended" if self.actor(at, 0) != "enemy" else "held_by_is"
        rule = self.sets["control_noun"] | {"flag", "flags", "banner"}
        owner = self.actor(at + 1, 0)
        if not rule.isdisjoint(near[-5:]):
            if "raised" in near or "hoisted" in near:
                return "retaken" if owner == "friend" else "held_by_is" if owner == "enemy" else None
            if owner == "enemy" or "enemy" in self.kinds[max(0, at - 6) : at + 1]:
                return "held_by_is"
            if not owner and {"their", "its"} & set(near[-3:]) and "enemy" in self.kinds:
                return "held_by_is"
        return self.by_presence(at, link)

    def by_defeat(self, at: int, town: int) -> Objective | None:
        """ "the defeat of IS in Hit", "declared victory in Hit", "IS was beaten in Hit"."""
        for item in range(at, max(at - 7, -1), -1):
            key = self.keys[item]
            if key in _STOPS or key == ",":
                return None
            if key == "victory" and "over" not in self.keys[item:at]:
                side = self.actor(item, 0)
                return "held_by_is" if side == "enemy" else "retaken"
            if key in self.sets["defeat"]:
                victim = self.side_between(item, town) or self.possessor(item)
                if victim == "enemy":
                    return "retake" if self.is_prospective(item, town) else "retaken"
                return "held_by_is" if victim == "friend" else None
            if key in {"defeated", "beaten", "routed", "vanquished", "crushed"}:
                victim = self.side_between(item, town) or (self.actor(item, 0) if self.is_passive(item) else "")
                if victim == "enemy":
                    return "retaken" if self.aspect(item, 0) == "done" else "retake"
        return None

    def by_presence(self, at: int, link: str) -> Objective | None:
        """ "IS fighters in Hit", "under IS in Hit", "IS has its headquarters in Hit", "clings on to Hit"."""
        near = self.keys[max(0, at - 4) : at + 1]
        enemy = "enemy" in self.kinds[max(0, at - 3) : at + 1]
        if {"clings", "cling", "clung", "clinging"} & set(near) and self.actor(at + 1, 0) == "enemy":
            return "held_by_is"
        if link not in {"in", "inside"}:
            return None
        if self.kinds[at] == "enemy":
            if at and self.keys[at - 1] == "against":
                war = not self.sets["battle_there"].isdisjoint(self.keys[max(0, at - 14) : at])
                return "retake" if war else None
            return "held_by_is" if not at or self.keys[at - 1] not in {"by", "from"} else None
        if self.keys[at] in _CORNERED and self.actor(at, 0) == "enemy":
            return "retake"
        if self.keys[at] in {"stood", "stand", "stands"} and self.actor(at, 0) == "friend":
            return "retaken"
        if not self.sets["bastion"].isdisjoint(near[-2:]) and (self.actor(at, 0) == "enemy" or enemy):
            return "held_by_is"
        positions = {"leader", "leaders", "positions", "targets", "headquarters", "commander", "emir", "leadership", "fighters"}
        return "held_by_is" if enemy and not positions.isdisjoint(near) else None

    # --- strikes --------------------------------------------------------------------------------------------------------

    def is_struck(self, at: int, town: int) -> bool:
        """A strike before the preposition: "six strikes near", "bombed targets in", "sorties were flown over"."""
        if not self.by_air or not self.sets["persons"].isdisjoint(self.keys[at : at + 1]):
            return False
        for item in range(at, max(at - 16, -1), -1):
            key = self.keys[item]
            if key in _STOPS:
                return False
            noun, verb = key in self.sets["strike_noun"], "bomb" in self.verbs.get(key, {})
            if verb and key in {"dropped", "drop", "dropping", "drops"}:
                verb = not {"bombs", "bomb", "munitions", "missiles"}.isdisjoint(self.keys[item : item + 8])
            verb = verb or (key == "against" and not self.sets["air_words"].isdisjoint(self.keys[max(0, item - 3) : item]))
            if (noun or verb) and not self.is_hit_without_aircraft(item):
                return self.actor(item, 0) != "enemy" or self.is_passive(item)
        return False

    def is_bombed_around(self, first: int, end: int) -> bool:
        """ "Near Hit, two strikes destroyed", "A bunker outside Hit was destroyed by jets"."""
        at, link, _, beside = self.governor(first)
        placed = link in {"near", "in", "around", "at", "outside", "over", "on", "inside"} or beside
        if not placed or (at >= 0 and self.keys[at] in self.sets["persons"]):
            return False
        opening = at < 0 or self.keys[at] in {"–", "-", "--", ":", "*", "•", "—"} or (at == 0 and self.kinds[0] == "word")
        for item in range(end, min(end + 14, self.end)):
            key = self.keys[item]
            if key in _STOPS:
                return False
            verb = "bomb" in self.verbs.get(key, {})
            if verb and not self.is_hit_without_aircraft(item) and (self.is_passive(item) or opening):
                return self.actor(item, end) != "enemy" or self.is_passive(item)
            if opening and key in self.sets["strike_noun"] and not self.is_hit_without_aircraft(item):
                return True
        return False

    def is_hit_without_aircraft(self, at: int) -> bool:
        """ "car bomb", "suicide attack", "heavy rain hit"."""
        return not self.sets["not_air"].isdisjoint(self.keys[max(0, at - 3) : at])

    def is_aircraft_before(self, at: int) -> bool:
        return not self.sets["air_words"].isdisjoint(self.keys[max(0, at - 6) : at])

    # --- the town as subject --------------------------------------------------------------------------------------------

    def by_predicate(self, end: int, first: int) -> Objective | None:
        """What follows the town and its asides: "Hit, a market town, was retaken"."""
        if end < self.end and self.keys[end] in self.sets["battle"] and self.keys[end] not in {"ground", "way", "front", "plan"}:
            return None if self.is_other_quarrel() else "retake"
        link = self.governor(first)[1]
        if link:
            return self.by_collapse(first, end)
        at = self.after_place(end)
        for _, closing in self.asides(end):
            at = closing
        if self.keys[at : at + 2] == ["on", "the"] and "list" in self.keys[at : at + 5]:
            return self.by_complement(at, self.end, set(_BE))
        return self.by_subject(at, self.end, part=self.has_part_before(first))

    def after_place(self, end: int) -> int:
        """Past "in Iraq", "in the north" and "and with it the whole province" behind a town."""
        at = end
        if self.keys[at : at + 2] == ["and", "with"]:
            return next((i for i in range(at, min(at + 12, self.end)) if self.keys[i] in _FINITE), at)
        if self.keys[at : at + 1] != ["in"]:
            return at
        at += 1
        while at < self.end and (self.keys[at] in self.sets["countries"] or self.keys[at] in _SIDES | self.sets["sides"] | {"the"}):
            at += 1
        return at if at > end + 1 else end

    def by_collapse(self, first: int, end: int) -> Objective | None:
        """ "The last tents at Hit fell": what falls is the last that was held there."""
        at, link, *_ = self.governor(first)
        fell = self.keys[self.skip_auxiliaries(end)] if self.skip_auxiliaries(end) < self.end else ""
        if link in {"at", "in", "of", "around"} and fell in {"fell", "fallen", "collapsed", "crumbled"} and (
            self.keys[at] in {"tents", "pocket", "enclave", "positions", "position", "resistance", "camp", "redoubt"}
            or self.keys[at] in self.sets["bastion_own"]
        ):
            return self.by_date(end)
        return None

    def skip_auxiliaries(self, at: int) -> int:
        while at < self.end and (self.keys[at] in self.sets["auxiliaries"] or self.keys[at] in self.sets["adverbs"]):
            at += 1
        return at

    def has_part_before(self, first: int) -> bool:
        """ "Half of Hit was taken"."""
        return first > 1 and self.keys[first - 1] == "of" and self.keys[first - 2] in self.sets["parts"]

    def by_subject(self, at: int, stop: int, *, part: bool = False, reduced: bool = False) -> Objective | None:
        """The reading of a verb phrase that begins here and whose subject is the town."""
        start, at = at, self.skip_auxiliaries(at)
        if at >= stop:
            return None
        key, passed = self.keys[at], set(self.keys[start:at])
        if key == "declared" and self.keys[at + 1 : at + 2] in (["free"], ["liberated"], ["secure"], ["secured"]):
            return "retaken"
        if key in {"free", "theirs"} and not passed.isdisjoint(_FINITE):
            return "held_by_is" if key == "theirs" else "retake" if {"will", "must", "not"} & passed else "retaken"
        if found := self.by_hands(start, stop):
            return found
        classes = self.verbs.get(key, {})
        waits = not passed.isdisjoint({"will", "would", "to", "could", "can", "should", "must", "may", "might", "needs", "being"})
        denied = not passed.isdisjoint({"not", "never", "yet", "n't", "isnt", "wasnt", "hasnt", "didnt"})
        if "fall" in classes:
            return self.by_falling(at, waits=waits, denied=denied)
        if "followed" == key:
            return None
        if self.keys[at : at + 2] in (["changed", "hands"], ["change", "hands"]):
            return self.by_date(at)
        if key in {"next", *_AIMS} and not passed.isdisjoint(_BE):
            return "retake"
        if key in {"holding", "held", "holds", "hold", "resisted", "withstood"} and (
            self.keys[at + 1 : at + 2] in (["out"], ["on"], ["firm"]) or "repel" in classes
        ):
            return "defended"
        if passed.isdisjoint(_BE) and not reduced:
            return self.by_home(at) if key in {"home", "headquarters", "serves", "served"} else None
        if not any("part" in forms for forms in classes.values()):
            return self.by_complement(at, stop, passed)
        return self.by_passive(at, classes, waits=waits, denied=denied, part=part)

    def by_passive(
        self, at: int, classes: object, *, waits: bool, denied: bool, part: bool
    ) -> Objective | None:
        names = self.verbs[self.keys[at]]
        agent = self.agent(at, 10)
        source = self.source(at)
        back = "back" in self.keys[at + 1 : at + 3]
        if "regain" in names or back:
            if agent == "enemy":
                return "held_by_is"
            return "retake" if waits or denied or part else "retaken"
        if "capture" in names:
            if agent == "enemy":
                return "defended" if denied or waits else "held_by_is"
            if source == "friend":
                return None
            if waits or denied or part:
                return "retake"
            return "retaken" if agent == "friend" or source == "enemy" else self.by_date(at)
        if "surround" in names:
            if agent == "friend":
                return "retake"
            return "defended" if agent == "enemy" or self.keys[at] == "besieged" or self.is_early(at) else "retake"
        if "enter" in names or "attack" in names:
            if self.by_air and self.keys[at] in {"attacked"}:
                return "struck"
            return "retake" if agent == "friend" else None
        if "bomb" in names:
            return "struck" if self.by_air and agent != "enemy" and not self.is_hit_by_other(at) else None
        if "hold" in names:
            return "held_by_is" if agent == "enemy" or (not agent and not waits and self.keys[at] == "held") else None
        if "defend" in names:
            return "defended"
        if "lose" in names:
            taker = self.taker(at)
            return "held_by_is" if taker == "enemy" and self.is_early(at) else self.by_date(at)
        return None

    def is_hit_by_other(self, at: int) -> bool:
        """ "was hit by a car bomb"."""
        return not self.sets["not_air"].isdisjoint(self.keys[at : min(at + 6, self.end)])

    def by_falling(self, at: int, *, waits: bool, denied: bool) -> Objective | None:
        taker = self.taker(at)
        if denied or waits:
            return "defended" if denied or self.is_early(at) or taker == "enemy" else "retake"
        if taker:
            return "retaken" if taker == "friend" else "held_by_is"
        rest = self.keys[at : min(at + 14, self.end)]
        if not {"hands", "grip"}.isdisjoint(rest) and not {"its", "their"}.isdisjoint(rest):
            return "held_by_is"
        return self.by_date(at)

    def by_hands(self, at: int, stop: int) -> Objective | None:
        """ "is in the hands of IS", "remains under its control", "beyond the reach of the government"."""
        for item in range(at, min(at + 7, stop)):
            key = self.keys[item]
            if key in _STOPS or key in {"which", "who", "and"}:
                return None
            if key not in {"in", "under", "beyond", "outside", "out", "back", "inside", "with"}:
                continue
            window = self.keys[item + 1 : min(item + 9, stop)]
            if self.sets["hands"].isdisjoint(window[:6]):
                if key in {"under", "with"} and self.kinds[item + 1 : item + 2] == ["enemy"]:
                    return "held_by_is"
                continue
            side = self.first_side(item, 8)
            if not side and {"its", "their"} & set(window[:2]):
                side = "enemy"
            if key in {"beyond", "outside", "out"}:
                return "held_by_is" if side == "friend" else "retaken" if side == "enemy" else None
            if side == "friend":
                return "retaken"
            return "held_by_is" if side == "enemy" else None
        return None

    def by_home(self, at: int) -> Objective | None:
        return "held_by_is" if "enemy" in self.kinds[at : at + 10] else None

    def by_complement(self, at: int, stop: int, passed: set[str]) -> Objective | None:
        """ "is one of the last bastions of IS", "are on the list of towns that the army has taken"."""
        if passed.isdisjoint(_BE | {"remains", "remain", "remained"}):
            return None
        for item in range(at, min(at + 9, stop)):
            key = self.keys[item]
            if key in _STOPS or key in {",", "and"}:
                return None
            if key in _AIMS:
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

    # --- asides and relative clauses ------------------------------------------------------------------------------------

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
            close = next((i for i in range(start, min(start + 32, self.end)) if self.keys[i] in {closer, ";"}), self.end)
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

    def clause_end(self, at: int, stop: int) -> int:
        return next((i for i in range(at, stop) if self.keys[i] in _STOPS), stop)

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
        if key == "whose":
            return self.by_noun(first + 1, min(first + 1, stop)) if first + 1 < stop else None
        if any("part" in forms for forms in self.verbs.get(key, {}).values()):
            return self.by_subject(first, stop, reduced=True)
        return self.by_apposition(first, stop)

    def by_apposition(self, first: int, stop: int) -> Objective | None:
        """ "the group's de facto capital", "a town that the army freed in May", "one of the last held by IS"."""
        inside = self.keys[first:stop]
        if "where" not in inside and not {"which", "that"} & set(inside[:1]):
            for item in range(first, min(first + 9, stop)):
                if self.keys[item] in self.sets["bastion"]:
                    theirs = "enemy" in self.kinds[first:stop] or not self.sets["bastion_cues"].isdisjoint(inside)
                    theirs = theirs or self.keys[item] in self.sets["bastion_own"]
                    if theirs and not {"former", "once"} & set(inside[: item - first]):
                        return "held_by_is"
        if self.keys[first] in _PLACE_ASIDES:
            return None
        for item in range(first, min(first + 10, stop - 1)):
            if self.keys[item] not in _TOWN_NOUNS and self.keys[item - 1] not in _TOWN_NOUNS:
                continue
            head = item + 1 if self.keys[item] in _TOWN_NOUNS else item
            while head < min(item + 6, stop - 1) and (self.keys[head] == "in" or self.keys[head] in self.sets["countries"] or self.keys[head] in _SIDES):
                head += 1
            if self.keys[head] in {"which", "that"} or self.kinds[head] in {"enemy", "friend"}:
                return self.by_clause(head, stop)
            if self.keys[head] == "where":
                return self.by_where(head + 1, stop)
            if any("part" in forms for forms in self.verbs.get(self.keys[head], {}).values()):
                return self.by_subject(head, stop, reduced=True)
        return None

    def by_clause(self, first: int, stop: int) -> Objective | None:
        """A relative clause: each verb in it says something of the town, which is its object or its subject."""
        found: set[Objective] = set()
        if self.keys[first] in {"which", "that"}:
            one = self.by_subject(first + 1, stop)
            if one:
                found.add(one)
        is_of_town = True
        for at in range(first, stop):
            is_of_town = self.kinds[at] != "town" and (is_of_town or self.keys[at] in {"which", "that"})
            if not is_of_town:
                continue
            classes = self.verbs.get(self.keys[at], {})
            if not classes:
                continue
            if self.is_passive(at):
                one = self.by_passive(at, classes, waits=self.aspect(at, first) == "pending", denied=False, part=False)
            elif self.actor(at, first):
                one = self.by_object(at, first, at)
            elif at == first or self.keys[at - 1] in {"both", "been"}:
                one = self.by_subject(at, stop, reduced=True)
            else:
                one = None
            if one:
                found.add(one)
        return weightiest(found) if found else None

    def by_where(self, first: int, stop: int) -> Objective | None:
        """ "where IS was defeated", "where the fighting ended", "where IS has its headquarters"."""
        keys, kinds = set(self.keys[first:stop]), self.kinds[first:stop]
        if self.by_air and any("bomb" in self.verbs.get(key, {}) for key in keys) and self.actor(stop, first) != "enemy":
            return "struck"
        battle = not self.sets["battle"].isdisjoint(keys)
        if battle and {"ended", "over", "concluded", "finished"} & keys:
            return "retaken"
        if "enemy" in kinds:
            if {"defeated", "beaten", "routed", "defeat", "expelled", "ousted"} & keys:
                return "retaken" if not {"being", "will", "must"} & keys else "retake"
            if not self.sets["bastion"].isdisjoint(keys) or {"holds", "clings", "rules", "holding", "still"} & keys:
                return "held_by_is"
        if battle and {"fighting", "battle", "offensive", "operation", "operations"} & keys and not self.is_early(first):
            return "retake"
        return None

    # --- words around and heads of lists ---------------------------------------------------------------------------------

    def by_neighbours(self, first: int) -> Objective | None:
        """ "IS-held Hit", "the IS stronghold Hit", "besieged Hit", "the next target is Hit"."""
        near = range(max(0, first - 7), first)
        for at in reversed(near):
            key = self.keys[at]
            if key in _STOPS or (key in _PREPOSITIONS and key not in {"of", "in"}):
                break
            if key == "enemy-held":
                return "held_by_is"
            if key in self.sets["bastion"] and first - at <= 3:
                return self.by_bastion_before(at)
            if key in _AIMS and set(self.keys[at:first]) & {"be", "is", "was", ":"}:
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
        while link >= 0 and (self.keys[link] in self.sets["listing"] or self.keys[link] in {"the", "town", "of", "both", ","}):
            link -= 1
        if link < 0 or self.sets["listing"].isdisjoint(self.keys[link + 1 : first]):
            return None
        return self.by_list_before(link, link + 1)

    def is_left_to_enemy(self, first: int) -> bool:
        """ "what is left to IS is a strip of land with the towns of Hit and Rawa"."""
        return any(
            self.keys[at] in {"left", "remains"} and self.keys[at + 1] == "to" and "enemy" in self.kinds[at + 2 : at + 4]
            for at in range(max(0, first - 24), first - 2)
        )

    def by_list_before(self, link: int, stop: int) -> Objective | None:
        for at in range(link, max(link - 18, -1), -1):
            if self.keys[at] in _STOPS:
                return None
            if self.keys[at] in self.sets["heads"] and self.kinds[at] == "word":
                return self.by_list_clause(at, stop)
        return None

    def by_list_clause(self, head: int, stop: int) -> Objective | None:
        if self.keys[head] in {"gains", "successes", "victories"} and "enemy" not in self.kinds[max(0, head - 4) : head]:
            return "retaken"
        before = self.keys[max(0, head - 2) : head]
        if {"liberated", "freed", "recaptured", "retaken", "cleared"} & set(before):
            return "retaken"
        if "enemy-held" in before:
            return "held_by_is"
        return self.by_hands(head + 1, stop) or (self.by_clause(head + 1, stop) if head + 1 < stop else None)

    # --- who acts and whether it has happened ----------------------------------------------------------------------------

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
        return self.first_side(at, 14) if dangling or (at and self.keys[at - 1] == "having") else ""

    def may_act(self, item: int) -> bool:
        before = item - 1
        while before >= 0 and (self.keys[before] in {"the", "a", "an", "these", "those", "last"} or self.keys[before] in _SIDES):
            before -= 1
        if before < 0:
            return True
        key = self.keys[before]
        if key in _NO_ACTORS_AFTER:
            return key == "with" and self.keys[item + 1 : item + 2] != [] and self.keys[item + 1].endswith("ing")
        if key == "of":
            head = self.keys[before - 1] if before else ""
            return head in self.sets["enemy_bodies"] or head in {"hundreds", "dozens", "thousands", "convoy", "wave", "column"}
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
            if self.keys[item] in _STOPS:
                break
        return ""

    def is_passive(self, at: int) -> bool:
        """ "was driven", "has been held"; a participle form after a form of "be"."""
        if not any("part" in forms for forms in self.verbs.get(self.keys[at], {}).values()):
            return False
        before = at - 1
        while before >= 0 and self.keys[before] in self.sets["adverbs"]:
            before -= 1
        return before >= 0 and self.keys[before] in _BE

    def aspect(self, at: int, low: int) -> Aspect:
        """Whether what a verb says has happened, is to come or under way, or is denied."""
        before = at - 1
        while before >= low and self.keys[before] in self.sets["adverbs"] and self.keys[before] not in {"not", "never", "yet"}:
            before -= 1
        near = self.keys[max(low, at - 6) : at]
        key = self.keys[before] if before >= 0 else ""
        forms = frozenset().union(*self.verbs.get(self.keys[at], {}).values())
        if not self.sets["negations"].isdisjoint(near[-4:]) and "before" not in near[-1:] and ("base" in forms or "ing" in forms or key in {"not", "never", "yet", "been"}):
            return "negated"
        if "ing" in forms:
            return self.aspect_of_gerund(key, near)
        if "base" in forms and forms.isdisjoint({"past"}):
            return self.aspect_of_base(key, near)
        if key in self.sets["modal"] or (key in {"be", "being"} and not self.sets["modal"].isdisjoint(near[-3:] + ["to"] if key == "being" else near[-3:])):
            return "pending"
        if "base" in forms and key in {"to", "will", "would", "could", "can", "should", "must"}:
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


_SIDES = frozenset({"northern", "southern", "eastern", "western", "northeastern", "northwestern", "central", "neighbouring", "neighboring"})
