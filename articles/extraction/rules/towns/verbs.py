"""What a verb says of the town that is its object or, in the passive, its subject."""

from __future__ import annotations

from collections.abc import Mapping

from articles.extraction.rules.towns.bodies import STOPS, Aspect, Bodies, Side
from articles.extraction.types import Objective

_WAGED = frozenset({"waged", "fought"})
_WON = frozenset({"won", "completed", "finished", "concluded"})
_DRAWN_OUT = frozenset({
    "long", "lengthy", "protracted", "hard", "hard-fought", "bloody", "costly", "bruising", "gruelling", "grueling",
})  # fmt: skip
"""Adjectives that look back on a battle as a whole."""


class Verbs(Bodies):
    """ "IS overran Hit" held_by_is, "the army took Hit from IS" retaken, "the army hopes to take Hit" retake."""

    def by_object(self, at: int, low: int, town: int, *, partly: bool = False) -> Objective | None:
        """What a verb says of the town that is its object."""
        classes = self.verbs.get(self.keys[at])
        if classes is None:
            return self.by_other_object(at, low)
        side, aspect = self.actor(at, low), "done" if self.is_fought_out(at) else self.aspect(at, low)
        for name, forms in classes.items():
            found = self.by_class(name, forms, at, town, side=side, aspect=aspect, partly=partly)
            if found:
                return found
        return None

    def is_fought_out(self, at: int) -> bool:
        """ "who waged a long battle to retake Hit", "won the fight to free Hit": told of as over, not as under way."""
        if at < 2 or self.keys[at - 1] != "to" or self.keys[at - 2] not in self.sets["battle"]:
            return False
        before = self.keys[max(0, at - 8) : at - 2]
        if not {"have", "has", "having"}.isdisjoint(before):
            return False
        return not _WON.isdisjoint(before) or not (_WAGED.isdisjoint(before) or _DRAWN_OUT.isdisjoint(before))

    def by_other_object(self, at: int, low: int) -> Objective | None:
        """ "visit", "leave", and participles that stand for a clause."""
        if self.keys[at] in {"get", "got", "getting"} and "back" in self.keys[at + 1 : at + 4]:
            return self.by_regaining(self.actor(at, low), self.aspect(at, low), partly=False)
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
        if source == "friend" or "friend-held" in self.keys[at:town]:
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

    def by_passive(self, at: int, *, waits: bool = False, denied: bool = False, part: bool = False) -> Objective | None:
        """ "Hit was retaken", "is held by IS", "will be taken", "was besieged", "has been bombed"."""
        classes, agent = self.verbs[self.keys[at]], self.agent(at, 10)
        unfinished = waits or denied or part
        if "regain" in classes or "back" in self.keys[at + 1 : at + 3]:
            return "held_by_is" if agent == "enemy" else "retake" if unfinished else "retaken"
        if "capture" in classes:
            return self.by_captured(at, agent, unfinished=unfinished)
        if "surround" in classes:
            by_enemy = agent == "enemy" or (not agent and (self.keys[at] == "besieged" or self.is_early(at)))
            return "defended" if by_enemy else "retake"
        if "enter" in classes or "attack" in classes:
            if self.by_air and self.keys[at] == "attacked":
                return "struck"
            return "retake" if agent == "friend" else None
        return self.by_weak_passive(at, classes, agent, waits=waits)

    def by_captured(self, at: int, agent: Side, *, unfinished: bool) -> Objective | None:
        """ "was seized by IS", "has been taken from IS", "was captured in June"."""
        source = self.source(at)
        if agent == "enemy":
            return "defended" if unfinished else "held_by_is"
        if source == "friend":
            return None
        if unfinished:
            return "retake"
        return "retaken" if agent == "friend" or source == "enemy" else self.by_date(at)

    def by_weak_passive(
        self, at: int, classes: Mapping[str, frozenset[str]], agent: Side, *, waits: bool
    ) -> Objective | None:
        """ "was bombed", "is held", "was defended", "was lost"."""
        if "bomb" in classes:
            return "struck" if self.by_air and agent != "enemy" and not self.is_hit_by_other(at) else None
        if "hold" in classes:
            held = not agent and not waits and self.keys[at] == "held"
            return "held_by_is" if agent == "enemy" or held else None
        if "defend" in classes:
            return "defended"
        if "lose" in classes:
            return "held_by_is" if self.taker(at) == "enemy" and self.is_early(at) else self.by_date(at)
        return None

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
            if key in STOPS or key in {"which", "who", "and"}:
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
