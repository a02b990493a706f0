"""What a generic force is for: "60 troops to train" are trainers, "Tornados for reconnaissance" look and do not
strike."""

from __future__ import annotations

from articles.extraction.rules.pledges.view import Link, replace_link
from articles.extraction.rules.pledges.words import (
    CARRYING,
    HOSTING,
    HUMANS,
    LOOKING,
    SENSORS,
    TRAINING,
    TRAINING_SITES,
)
from articles.extraction.rules.pledges.writing import Writing
from articles.extraction.types import (
    Capability,
    CapabilityMention,
)

_DEVELOPING = frozenset("build strengthen develop improve enhance increase raise".split()) | {"build up"}
_CAPACITIES = frozenset({"capacity", "capacities", "capability", "capabilities", "competence", "skills"})
_FLYING = frozenset({"fly", "conduct", "carry out", "provide", "perform", "do", "undertake"})
_LESSONS_GIVEN = frozenset("provide provides provided giving give gives offer offers conduct conducts deliver".split())
_CLOSE = 6
_TEACHING = frozenset({"provide", "give", "deliver", "offer", "conduct", "run"})
_FAR = 16
_MADE_OF = frozenset({"involve", "include", "comprise", "number", "have", "consist"})
_EQUIPPED = frozenset("with carry carries carrying equipped fitted".split())
_ASSISTING = frozenset({"assist", "help", "support", "aid"})
_FIRING = frozenset({"fire", "shell", "pound", "bombard", "shoot", "open fire"})
_GUNS = frozenset({"gun", "guns", "howitzer", "howitzers", "mortars"})
_POSTED = frozenset({"station", "position", "deploy", "base", "stand", "place", "dig in"})
_UNITS_OF_FORCE = frozenset({"detachment", "contingent", "force", "group", "unit", "component"})
_MANNED = frozenset({"aircraft", "ships"})
_PICTURES = frozenset("pictures photographs photos images".split())
_SUFFERERS = frozenset("refugees displaced civilians families fled uprooted homeless victims yazidis hungry".split())


class Purposes(Writing):
    """Reads the task that a sentence gives to people and aircraft."""

    def _with_purpose(self, link: Link) -> Link:
        """Troops sent to train are trainers, jets sent to look are reconnaissance."""
        capability = link.capability
        task = self._task_of_thing(link)
        if task is not None:
            return replace_link(link, task)
        if capability.capability in HUMANS and capability.role == "deed":
            return link
        if capability.capability in HUMANS or (capability.capability == "other" and capability.unit == "personnel"):
            task = self._task_of_people(link)
        elif self._is_drone_that_strikes(link):
            task = "air_strikes"
        elif capability.capability == "air_strikes" and capability.role in {"asset", "generic"}:
            task = self._air_task(link)
        return link if task is None else replace_link(link, task)

    def _task_of_thing(self, link: Link) -> Capability | None:
        """What a deed, a thing or a guest comes to under its verb: flights, relief, gunfire, hosting."""
        capability, verb = link.capability, link.verb
        if self._is_flown_mission(link):
            return "air_support"
        if verb.lemma in {"gather", "collect"} and self.keys[capability.first] == "intelligence":
            return "reconnaissance"
        hosts = verb.lemma in HOSTING or (verb.lemma == "be" and "host" in verb.classes)
        if hosts and not link.is_subject and capability.role in {"asset", "generic", "deed", "site"}:
            return "basing_access"
        if capability.capability == "equipment" and capability.role == "weak" and self._is_relief(capability):
            return "humanitarian"
        fires = link.is_subject and (
            verb.lemma in _FIRING or (self.keys[capability.end - 1] in _GUNS and verb.lemma in _POSTED)
        )
        return "ground_forces" if fires and capability.capability == "weapons_munitions" else None

    def _task_of_people(self, link: Link) -> Capability | None:
        """Whether people teach, or belong to what they come with."""
        capability = link.capability
        served = self._served(capability) if capability.role == "generic" else None
        if served is not None:
            return served
        trains = self._has_training_purpose(link) or self._is_at_training_site(link) or self._makes_up_training(link)
        return "trainers" if trains else None

    def _gives_lessons(self, people: CapabilityMention) -> bool:
        """ "60 specialists who would provide training for the Iraqi army"."""
        if self._sent_to_teach(people):
            return True
        if self.keys[people.end : people.end + 1] not in (["who"], ["which"], ["that"]):
            return False
        lesson = next((c for c in self.capabilities if c.first > people.end), None)
        if lesson is None or lesson.capability != "trainers" or lesson.first - people.end > _CLOSE:
            return False
        return not _LESSONS_GIVEN.isdisjoint(self.keys[people.end : lesson.first])

    def _sent_to_teach(self, people: CapabilityMention) -> bool:
        """ "Fifty experts will be sent to the base to provide training on explosives"."""
        for verb in self.clauses.verbs:
            teaching = verb.form == "infinitive" and verb.lemma in _TEACHING and 0 < verb.first - people.end <= _FAR
            if teaching and any(c.capability == "trainers" and 0 <= c.first - verb.end <= 1 for c in self.capabilities):
                return True
        return False

    def _makes_up_training(self, link: Link) -> bool:
        """ "its training mission, which involves 300 personnel": who makes up such a mission trains."""
        if link.is_subject or link.verb.lemma not in _MADE_OF or self.keys[link.verb.first - 1] != "which":
            return False
        before = [c for c in self.capabilities if 0 <= link.verb.first - 1 - c.end <= 6]
        return bool(before) and before[-1].capability == "trainers"

    def _assists_by_teaching(self, link: Link) -> bool:
        """ "1,800 soldiers assist the Iraqi army with training and intelligence"."""
        for deed in self.capabilities:
            if deed.capability == "trainers" and deed.role == "deed" and link.verb.end < deed.first:
                return "with" in self.keys[link.verb.end : deed.first]
        return False

    def _served(self, people: CapabilityMention) -> Capability | None:
        """What people come with: "250 soldiers have left with six jets" fly and look after them."""
        thing = self._next_capability(people)
        if (
            thing is None
            or thing.role not in {"asset", "generic"}
            or thing.unit not in _MANNED
            or people.unit != "personnel"
        ):
            return None
        before = self.keys[self._phrase_first(thing) - 1]
        made_of = before in {"to", "of"} and self.keys[people.end - 1] in _UNITS_OF_FORCE
        return thing.capability if made_of or before in {"with", "aboard"} else None

    def _is_drone_that_strikes(self, link: Link) -> bool:
        """ "Reaper drones hit a bunker": what looks can also strike."""
        if link.capability.capability != "reconnaissance" or not link.is_subject or link.verb.passive:
            return False
        return "effect" in link.verb.classes and not link.verb.negated

    def _is_relief(self, capability: CapabilityMention) -> bool:
        """ "supplies for displaced people" are relief and no materiel."""
        following = self.keys[capability.end : min(capability.end + 12, self.end)]
        return not _SUFFERERS.isdisjoint(following)

    def _air_task(self, link: Link) -> Capability | None:
        """What aircraft are for, where the text says so: "Tornados for reconnaissance", "surveillance with two
        jets"."""
        capability = link.capability
        if self._carries_sensors(link) or self._looks(link):
            return "reconnaissance"
        if self._carries_cargo(link):
            return "air_support"
        for other in self.capabilities:
            if other.capability not in {"reconnaissance", "air_support", "humanitarian"}:
                continue
            if other.first >= capability.end:
                if self._is_named_task(link, other):
                    return other.capability
            elif other.role in {"deed", "mass"} and self._is_done_with(link, other):
                return other.capability
        return None

    def _looks(self, link: Link) -> bool:
        """ "is watching the border with Tornados", "sent two jets to photograph the front"."""
        if link.verb.lemma in LOOKING and self.keys[link.start - 1] == "with":
            return True
        return any(
            verb.form == "infinitive" and 0 <= verb.first - link.capability.end <= 8 and verb.lemma in LOOKING
            for verb in self.clauses.verbs
        )

    def _is_named_task(self, link: Link, other: CapabilityMention) -> bool:
        """Whether a deed behind the aircraft is what they are there for."""
        between = self.keys[link.capability.end : other.first]
        if 0 < len(between) <= 7 and between[0] in {"for", "to", "on"} and not {"and", ","} & {*between}:
            return True
        if other.role != "asset" and 0 < len(between) <= 9 and between[-1] == "for":
            return True
        if other.role in {"deed", "mass"} and self._is_told_in_relative(link, other):
            return True
        return other.role in {"deed", "mass"} and self._is_flown_for(link, other)

    def _is_told_in_relative(self, link: Link, deed: CapabilityMention) -> bool:
        """ "four F-16s, which carry out reconnaissance", "left for Kuwait, where they will fly surveillance"."""
        segment = self.clauses.segment_of(deed.first)
        if segment == link.verb.segment or self.clauses.openers.get(segment) not in {"which", "who", "that", "where"}:
            return False
        start = self.clauses.segments.index(segment) + self.first
        if not 0 <= start - link.capability.end <= 8:
            return False
        verb = next((v for v in self.clauses.verbs if v.segment == segment and v.end <= deed.first), None)
        if verb is None or any(a.kind == "nation" and start <= a.first < verb.first for a in self.actors):
            return False  # "to Kuwait, where Italian drones carry out reconnaissance"
        return verb.lemma in _FLYING and self._phrase_first(deed) - verb.end <= 1

    def _carries_cargo(self, link: Link) -> bool:
        """ "which Canadian aircraft flew to Erbil", "American planes dropped food": what carries is no bomber."""
        if link.capability.role != "generic" or not link.is_subject or link.verb.lemma not in CARRYING:
            return False
        load = self._next_capability(link.capability)
        if load is not None and load.first - link.verb.end <= 4:
            return load.capability in {"humanitarian", "weapons_munitions", "equipment"}
        carried = self.clauses.openers.get(link.verb.segment) in {"which", "that"}
        return carried and self.keys[link.verb.end : link.verb.end + 1] in (["to"], ["into"])

    def _carries_sensors(self, link: Link) -> bool:
        """ "four F-16s with reconnaissance pods", "the jets carry cameras", "will only take pictures"."""
        stop = min(link.capability.end + 8, self.end)
        for t in range(link.capability.end, stop):
            if self.keys[t] in SENSORS:
                return not _EQUIPPED.isdisjoint(self.keys[link.capability.end : t])
        if not link.is_subject or link.verb.negated:
            return False
        pictured = link.verb.lemma == "take" and not _PICTURES.isdisjoint(self.keys[link.verb.end : link.verb.end + 3])
        return pictured or link.verb.lemma in {"photograph", "film", "map", "scout"}

    def _is_flown_for(self, link: Link, deed: CapabilityMention) -> bool:
        """ "arrived in Kuwait in May to fly reconnaissance": the deed is the object of a purpose of the verb."""
        for verb in self.clauses.verbs:
            if verb.purpose and verb.governor is link.verb and verb.form == "infinitive":
                return verb.lemma in _FLYING and 0 <= self._phrase_first(deed) - verb.end <= 1
        return False

    def _is_done_with(self, link: Link, deed: CapabilityMention) -> bool:
        """ "flies reconnaissance with four Tornados": the deed is the object, the aircraft its means."""
        if self.keys[link.start - 1] != "with" or link.verb.end > deed.first:
            return False
        return "conduct" in link.verb.classes or deed.end == link.start - 1

    def _is_at_training_site(self, link: Link) -> bool:
        """Soldiers at Taji or Besmayah train: the camps are the coalition's schools."""
        if link.capability.role != "generic" or link.capability.unit != "personnel":
            return False
        place = self._place(link)
        return place is not None and place[0] in TRAINING_SITES

    def _builds_capacity(self, people: CapabilityMention) -> bool:
        """ "90 soldiers to help build the capacity of the Iraqi forces"."""
        for verb in self.clauses.verbs:
            near = 0 <= verb.first - people.end <= 10
            if near and verb.lemma in _DEVELOPING and verb.form in {"infinitive", "gerund", "base"}:
                return not _CAPACITIES.isdisjoint(self.keys[verb.end : min(verb.end + 5, self.end)])
        return False

    def _is_given_object(self, people: CapabilityMention, training: CapabilityMention) -> bool:
        """ "60 soldiers to provide training", "personnel who are authorised to conduct courses": what the people do."""
        start = self._phrase_first(training)
        return any(
            verb.form == "infinitive"
            and verb.first >= people.end
            and verb.end == start
            and (verb.lemma in _FLYING or verb.lemma in {"deliver", "give", "support"})
            for verb in self.clauses.verbs
        )

    def _has_training_purpose(self, link: Link) -> bool:
        capability = link.capability
        if link.verb.lemma in TRAINING and (link.is_subject or self.keys[link.start - 1] == "with"):
            return True
        if link.is_subject and link.verb.lemma in _ASSISTING and self._assists_by_teaching(link):
            return True
        for verb in self.clauses.verbs:
            gap = verb.first - capability.end
            if 0 <= gap <= 18 and verb.lemma in TRAINING and verb.form in {"infinitive", "gerund", "base", "present"}:
                between = self.keys[capability.end : verb.first]
                if "whom" in between and any(capability.end <= q.first < verb.first for q in self.view.quantities):
                    continue  # "110 soldiers, 60 of whom train": the rest has another task
                if ";" not in between and not any(
                    other.is_finite
                    and other is not link.verb
                    and other is not link.verb.governor
                    and not (other is verb.governor and other.lemma in {"help", "assist"})
                    and capability.end <= other.first < verb.first
                    for other in self.clauses.verbs
                ):
                    return True
        if self._builds_capacity(capability) or self._gives_lessons(capability):
            return True
        following = self._next_capability(capability)
        if following is not None and following.capability == "trainers":
            between = self.keys[capability.end : following.first]
            as_such = "as" in between[-3:] or self.keys[self._phrase_first(following) - 1] == "as"
            if 0 < len(between) <= 14 and (as_such or self._is_given_object(capability, following)):
                return True
            return (
                0 < len(between) <= 7 and between[0] in {"as", "for", "in", "on", "to", "from"} and "," not in between
            )
        return False
