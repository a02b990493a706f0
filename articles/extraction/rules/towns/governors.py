"""What the word says that governs a town: a verb, a noun with "of", or a preposition with what stands before it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from articles.extraction.rules.towns.bodies import PREPOSITIONS, STOPS, Side, weightiest
from articles.extraction.rules.towns.verbs import Verbs
from articles.extraction.types import Objective

_WAYS = frozenset({"move", "moves", "approach", "ground", "front", "step", "steps"})
_CORNERED = frozenset({"siege", "besieged", "surrounded", "encircled", "trapped", "cornered"})
_LENGTHS = frozenset({"kilometres", "kilometers", "km", "miles", "mile", "metres", "meters"})

_MOVING = frozenset({"on", "into", "to", "towards", "toward", "in", "through", "for", "onto", "within", "around"})
_GOING = frozenset({"go", "goes", "went", "going", "moved", "turned"})
_FIGHTING = frozenset({"fighting", "battling", "fought", "advanced"})
_WEAK = frozenset({
    "attack", "attacks", "effort", "efforts", "plan", "plans", "progress", "way", "pressure", "clashes", "race",
})  # fmt: skip
"""Nouns that mean an operation only where the opponents of Islamic State (IS) are their subject."""


_COLOURS = frozenset({"iraqi", "syrian", "libyan", "kurdish", "national"})
_FLYING = frozenset(
    {"raised", "hoisted", "flies", "flew", "flying", "planted", "unfurled", "waves", "raising", "hoisting"}
)
_RUINING = (
    ["took", "out"], ["take", "out"], ["taken", "out"], ["taking", "out"], ["blew", "up"], ["blown", "up"],
    ["knocked", "out"], ["knock", "out"], ["set", "ablaze"], ["delivered", "weapons"], ["released", "weapons"],
)  # fmt: skip


class Governor(NamedTuple):
    """The item that governs a town (-1 for none), the preposition between them, whether only parts of the town are
    meant, and whether it is a place beside the town.
    """

    at: int
    link: str
    partly: bool
    beside: bool


class Governors(Verbs):
    """ "retook Hit", "the liberation of Hit", "the battle for Hit", "driven out of Hit", "six strikes near Hit"."""

    def governor(self, first: int) -> Governor:
        """The word that governs a town: articles, adjectives, other towns and "the city of" are passed over."""
        partly = beside = False
        at = first - 1
        while at >= 0:
            key, head = self.keys[at], self.keys[at - 1] if at else ""
            if (key == "of" and head in self.sets["parts"]) or (key in {"in", "inside"} and head in self.sets["parts"]):
                partly, at = True, at - 2
            elif key == "of" and head in self.sets["wholes"] and head != "control":
                at -= 2
            elif key == "of" and head in self.sets["sides"]:
                beside, at = True, at - 2
            elif key == "of":
                return Governor(*self.before_of(at, head), partly, beside)
            elif key in PREPOSITIONS:
                return Governor(at - 1, key, partly, beside)
            elif self.is_attribute(at):
                at -= 1
            elif key in self.sets["passing"] and key != "now" and self.kinds[at] != "enemy":
                partly = partly or key in self.sets["parts"]
                at -= 1
            elif key in self.sets["parts"]:
                partly, at = True, at - 1
            else:
                return Governor(at, "", partly, beside)
        return Governor(-1, "", partly, beside)

    def is_attribute(self, at: int) -> bool:
        """Islamic State as owner of what follows: "the group's stronghold", "the IS bastion"."""
        after = self.keys[at + 1 : at + 2]
        if self.keys[at] == "'" and at:
            return self.kinds[at - 1] == "enemy"
        return self.kinds[at] == "enemy" and (after in (["'s"], ["'"]) or not self.sets["bastion"].isdisjoint(after))

    def before_of(self, at: int, head: str) -> tuple[int, str]:
        """The governing item before "of" and the link it makes: "out of", "in the direction of", "30 km of"."""
        if head == "direction":
            return max(at - 4, 0), "towards"
        if head == "out":
            return at - 2, "out of"
        return at - 1, "within" if head in _LENGTHS else "of"

    def by_governor(self, first: int) -> Objective | None:
        at, link, partly, beside = self.governor(first)
        if at < 0:
            return None
        if link == "of":
            told = self.by_noun(at, first)
            outer = self.by_governor(at) if told and self.keys[at] in self.sets["bastion"] else None
            return weightiest({told, outer}) if told and outer else told
        if link:
            return self.by_preposition(at, link, first, partly=partly)
        if beside:
            return self.by_side(at)
        return self.by_object(at, 0, first, partly=partly)

    def by_side(self, at: int) -> Objective | None:
        """ "hit a bunker north of Hit": what lies beside a town is only struck."""
        return "struck" if self.is_struck(at, at + 1) else None

    def by_noun(self, at: int, town: int) -> Objective | None:
        """ "the liberation of", "the fall of", "in control of", "the people of"."""
        if self.kinds[at] == "enemy":
            return "retaken" if at and self.keys[at - 1] in {"deprived", "stripped", "robbed"} else None
        return self.by_taking_noun(at, town) or self.by_fighting_noun(at, town)

    def by_taking_noun(self, at: int, town: int) -> Objective | None:
        """Nouns for a town that changes hands."""
        key, sets = self.keys[at], self.sets
        if key in sets["liberation"]:
            return self.by_taking(at, town, "retaken")
        if key in sets["seizure"]:
            return self.by_taking(at, town, "")
        if key in sets["fall_noun"]:
            return self.by_fall_of(at, town)
        if key in sets["loss"]:
            loser = self.possessor(at) or self.actor(at, 0)
            if not loser:
                return self.by_date(at)
            return "retaken" if loser == "enemy" else "held_by_is"
        return None

    def by_taking(self, at: int, town: int, otherwise: Objective | Literal[""]) -> Objective:
        """ "their capture of Hit", "the liberation of Hit by tribesmen", "plans for the recapture of Hit"."""
        agent = self.possessor(at) or self.agent(town, 8)
        if agent == "enemy":
            return "held_by_is"
        if self.is_prospective(at, town):
            return "retake"
        return "retaken" if agent == "friend" else otherwise or self.by_date(at)

    def by_fall_of(self, at: int, town: int) -> Objective:
        """ "the fall of Hit to IS"."""
        taker = self.taker(town)
        if taker:
            return "retaken" if taker == "friend" else "held_by_is"
        return "retake" if self.is_prospective(at, town) and not self.is_early(at) else self.by_date(at)

    def by_fighting_noun(self, at: int, town: int) -> Objective | None:
        """Nouns for a town that is fought for, ruled or defended."""
        key, sets = self.keys[at], self.sets
        if key in sets["siege_noun"]:
            agent = self.possessor(at) or self.agent(town, 8)
            return "defended" if agent == "enemy" or (not agent and self.is_early(at)) else "retake"
        if key in sets["battle"]:
            return self.by_battle(at, "of", town)
        if key in sets["defence"]:
            return "defended" if key != "garrison" or "enemy" in self.kinds or self.is_early(at) else None
        if key in {"bombing", "bombardment"}:
            return None if self.is_hit_without_aircraft(at) else "struck"
        if key in sets["bastion"]:
            return self.by_bastion(at)
        return self.by_control(at) if key == "control" else None

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

    def is_prospective(self, at: int, town: int) -> bool:
        """ "preparing for the liberation of Mosul", "the liberation of Mosul will"."""
        near = self.keys[max(0, at - 7) : at]
        if not {"after", "since", "following"}.isdisjoint(near[-3:]):
            return False
        after = self.keys[town + 1 : min(town + 9, self.end)]
        return not self.sets["prospects"].isdisjoint(near) or not self.sets["prospects_after"].isdisjoint(after)

    def by_preposition(self, at: int, link: str, town: int, *, partly: bool) -> Objective | None:
        if link in {"from", "out of"}:
            return self.by_expulsion(at, town) or self.by_cutting(at)
        if link == "to" and self.keys[at] == "on" and "hold" in self.verbs.get(self.keys[at - 1], {}):
            return "held_by_is" if self.actor(at, 0) == "enemy" else "defended"
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
            if key in STOPS:
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
        return (
            "retake"
            if cut and near & {"road", "roads", "route", "routes", "line", "lines"} and self.actor(at, 0) == "friend"
            else None
        )

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
        noun = self.battle_before(at, towards=towards)
        if noun < 0 or self.is_other_quarrel() or not self.is_linked(self.keys[noun], link):
            return None
        if self.is_repelled(noun):
            return "defended"
        owner = self.possessor(noun) or self.battle_owner(noun, at)
        if owner == "enemy" or (link in {"in", "at", "around"} and self.is_early(town)):
            return None
        if towards and self.keys[noun] in _WAYS:
            return "retake"
        return self.by_own_battle(noun, link, owner, town)

    def battle_before(self, at: int, *, towards: bool) -> int:
        """The noun of a battle shortly before a preposition, -1 for none."""
        for noun in range(at, max(at - (8 if towards else 4), -1), -1):
            key = self.keys[noun]
            if key in self.sets["battle"] and (towards or key not in _WAYS):
                return noun
            if key in PREPOSITIONS and key not in {"against", "by"}:
                return -1
        return -1

    def is_linked(self, key: str, link: str) -> bool:
        """Whether a noun and a preposition make a battle for the town: "battle in", "plan for"; no "plan in"."""
        if link in {"in", "at", "around", "inside", "over"}:
            return key in self.sets["battle_there"]
        return link not in {"from", "outside", "near"} and not (link == "of" and key in _WEAK - {"race", "pressure"})

    def is_repelled(self, noun: int) -> bool:
        """ "repelled an attack", "beat back an assault"."""
        near = self.keys[max(0, noun - 7) : noun]
        if any("repel" in self.verbs.get(word, {}) for word in near):
            return True
        return not {"beat", "beaten", "fought", "drove"}.isdisjoint(near) and not {"back", "off"}.isdisjoint(near[-4:])

    def by_own_battle(self, noun: int, link: str, owner: Side, town: int) -> Objective | None:
        """A battle against Islamic State; one that is over is no operation, a mere "attack" needs a friend."""
        if self.keys[noun] in _WEAK and link != "of" and owner != "friend":
            return "retake" if self.keys[noun] == "pressure" else None
        near = self.keys[max(0, noun - 2) : noun]
        over = not {"since", "after", "during", "in", "from", "following"}.isdisjoint(near)
        return None if over and link in {"of", "for"} and not self.is_early(town) else "retake"

    def battle_owner(self, noun: int, at: int) -> Side:
        """Whose attack: "an attack by IS on", "IS launched an offensive on"."""
        for item in range(noun + 1, at + 1):
            if self.kinds[item] == "enemy" and self.keys[item - 1] == "by":
                return "enemy"
        return self.actor(noun, 0)

    def by_motion(self, at: int, link: str) -> Objective | None:
        """ "advanced on Hit", "pushed deeper into Hit", "closing in on Hit", "swept through Hit"."""
        if link not in _MOVING:
            return None
        for verb in range(at, max(at - 6, -1), -1):
            if self.kinds[verb] == "enemy" or self.keys[verb] in STOPS:
                return None
            if "advance" in self.verbs.get(self.keys[verb], {}) and not (link == "in" and verb < at):
                return self.by_advance(verb, at, link)
        ring = not {"noose", "ring", "encirclement", "siege"}.isdisjoint(self.keys[max(0, at - 2) : at + 1])
        return "retake" if ring else None

    def by_advance(self, verb: int, at: int, link: str) -> Objective | None:
        key, side, aspect = self.keys[verb], self.actor(verb, 0), self.aspect(verb, 0)
        closer = not {"closer", "nearer"}.isdisjoint(self.keys[verb : at + 1])
        if link == "to" and not closer and key not in {"turn", "turned", "advance", "advanced", "move"}:
            return None
        if side == "enemy":
            return "held_by_is" if link in {"into", "through"} and aspect == "done" else None
        if side == "" or self.is_other_quarrel():
            return None
        if link == "into" and key in {"swept", "rolled", "marched"}:
            return "retaken"
        if key in _GOING and link in {"to", "in"}:
            return "retake" if aspect == "pending" else None
        return "retake" if link not in {"in", "around"} or key in _FIGHTING else None

    def by_event_in(self, at: int, link: str, town: int) -> Objective | None:
        """Strikes, the rule of Islamic State, its flag, victory over it: all "in" or "over" a town."""
        if self.is_struck(at, town):
            return "struck"
        if link in {"in", "at", "inside"}:
            defeated = self.by_defeat(at, town)
            if defeated:
                return defeated
            if self.keys[at] == "out":
                return "defended" if self.actor(at, 0) != "enemy" else "held_by_is"
        return self.by_rule(at) or self.by_presence(at, link)

    def by_rule(self, at: int) -> Objective | None:
        """ "its grip on Hit", "the flag was raised over Hit", "lost its hold on Hit", "tightened their grip on Hit"."""
        near = self.keys[max(0, at - 10) : at + 1]
        if self.sets["control_noun"].isdisjoint(near[-5:]) and {"flag", "flags", "banner"}.isdisjoint(near[-5:]):
            return None
        owner = self.actor(at + 1, 0)
        if not _COLOURS.isdisjoint(near) and "flag" in near and not _FLYING.isdisjoint(near):
            return "retaken"
        if "raised" in near or "hoisted" in near:
            return "retaken" if owner == "friend" or "enemy" not in self.kinds else "held_by_is"
        if owner == "friend":
            return "retake" if not {"tightened", "tighten", "tightening", "tightens"}.isdisjoint(near) else None
        if owner == "enemy" and any("lose" in self.verbs.get(key, {}) for key in near):
            return "retaken"
        theirs = "enemy" in self.kinds and not {"their", "its"}.isdisjoint(near[-3:])
        return "held_by_is" if owner or theirs or "enemy" in self.kinds[max(0, at - 6) : at + 1] else None

    def by_defeat(self, at: int, town: int) -> Objective | None:
        """ "the defeat of IS in Hit", "declared victory in Hit", "IS was beaten in Hit"."""
        for item in range(at, max(at - 7, -1), -1):
            key = self.keys[item]
            if key in STOPS or key == ",":
                return None
            if key == "victory" and "over" not in self.keys[item:at]:
                side = self.actor(item, 0)
                return "held_by_is" if side == "enemy" else "retaken"
            if key in self.sets["defeat"]:
                victim = self.side_between(item, town) or self.possessor(item)
                if victim == "enemy":
                    return "retake" if self.is_prospective(item, town) else "retaken"
                return "held_by_is" if victim == "friend" else None
            if key in {"beaten", "driven", "pushed", "thrown"} and self.keys[item + 1 : item + 2] == ["back"]:
                return "defended" if self.actor(item, 0) == "enemy" else None
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
        positions = {
            "leader",
            "leaders",
            "positions",
            "targets",
            "headquarters",
            "commander",
            "emir",
            "leadership",
            "fighters",
        }
        return "held_by_is" if enemy and not positions.isdisjoint(near) else None

    def is_struck(self, at: int, town: int) -> bool:
        """A strike before the preposition: "six strikes near", "bombed targets in", "sorties were flown over"."""
        if not self.by_air or not self.sets["persons"].isdisjoint(self.keys[at : at + 1]):
            return False
        for item in range(at, max(at - 16, -1), -1):
            key = self.keys[item]
            if key in STOPS:
                return False
            noun, verb = key in self.sets["strike_noun"], "bomb" in self.verbs.get(key, {})
            if verb and key in {"dropped", "drop", "dropping", "drops"}:
                verb = not {"bombs", "bomb", "munitions", "missiles"}.isdisjoint(self.keys[item : item + 8])
            verb = verb or (
                key == "against" and not self.sets["air_words"].isdisjoint(self.keys[max(0, item - 3) : item])
            )
            verb = verb or self.keys[item : item + 2] in _RUINING
            if (noun or verb) and not self.is_hit_without_aircraft(item):
                return self.actor(item, 0) != "enemy" or self.is_passive(item)
        return False
