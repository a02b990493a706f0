"""Which verb group says what becomes of a capability.

"Denmark will send [four F-16s]" ties the jets to "will send" as its object; "[The jets] will fly from Kuwait" "
"ties them to
"will fly" as its subject.
"""

from __future__ import annotations

from dataclasses import replace

from articles.extraction.acts import stance_of
from articles.extraction.clauses import PREPOSITIONS, VerbGroup
from articles.extraction.rules.pledges.view import Link, Reading
from articles.extraction.rules.pledges.words import (
    PERMISSIONS,
    USES,
)
from articles.extraction.types import (
    CapabilityMention,
)

_OFFERS = frozenset({"promise", "request"})
_PAPERS = frozenset("motion bill resolution mandate proposal decision plan law decree package".split())


class Links(Reading):
    """Ties capabilities to verb groups."""

    def _link(self, capability: CapabilityMention) -> Link | None:
        start = self._phrase_first(capability)
        segment = self.clauses.segment_of(capability.first)
        fronted = self._verb_after_with(capability, segment)
        if fronted is not None:
            return Link(capability, start, fronted, False)
        left = self._left_verb(capability, segment)
        right = self._right_verb(capability, segment)
        if right is not None and self._is_subject(capability, start, left, right):
            return Link(capability, start, self._innermost(right), True)
        if left is None:
            left = self._verb_before_colon(capability, segment)
        if left is not None:
            return Link(capability, start, self._permission(capability, left), False)
        return None

    def _verb_after_with(self, capability: CapabilityMention, segment: int) -> VerbGroup | None:
        """The main verb of a sentence that opens with means: "With six Tornados and a tanker, Germany takes part"."""
        if self.keys[self.first] != "with":
            return None
        verb = next((v for v in self.clauses.verbs if v.is_finite and v.segment == segment), None)
        if (
            verb is None
            or capability.end > verb.first
            or not (verb.classes & {"join", "support", "be"} or self._adds(verb))
        ):
            return None
        actor = self.subjects.of(verb)
        before = actor is not None and actor.first > capability.end and self.keys[actor.first - 1] in {",", "the"}
        return verb if before else None

    def _adds(self, verb: VerbGroup) -> bool:
        return verb.lemma in {"contribute", "assist", "help", "reinforce"}

    def _verb_before_colon(self, capability: CapabilityMention, segment: int) -> VerbGroup | None:
        """The verb that a list after a colon belongs to: "authorised a new contribution: six jets and a warship"."""
        if self.clauses.openers.get(segment) not in {":", "—", "--"}:
            return None
        for verb in reversed(self.clauses.verbs):
            if verb.end <= capability.first and verb.segment != segment and stance_of(verb) in _OFFERS:
                return verb  # "is making a second offer: a surgical unit"
            if verb.end <= capability.first and verb.form not in {"participle", "noun"}:
                if verb.segment == segment or "report" in verb.classes:
                    return None
                return self._as_adopting(verb)
        return None

    def _as_adopting(self, verb: VerbGroup) -> VerbGroup:
        """ "adopted the motion on", "passed a bill for": what an assembly adopts is promised."""
        following = self.keys[verb.end : min(verb.end + 7, self.end)]
        if verb.lemma in {"adopt", "pass"} and not _PAPERS.isdisjoint(following):
            return replace(verb, classes=frozenset({"promise"}))
        return verb

    def _permission(self, capability: CapabilityMention, verb: VerbGroup) -> VerbGroup:
        """Who lets others use a base gives it: "Turkey will let the coalition use its air base"."""
        if capability.capability != "basing_access" or verb.lemma not in USES:
            return verb
        permission = self._permission_before(verb)
        if permission is not None:
            return permission
        for other in reversed(self.clauses.verbs):
            if other.first < verb.first and other.lemma in PERMISSIONS:
                return other
        return verb

    def _permission_before(self, verb: VerbGroup) -> VerbGroup | None:
        """The verb of a nation that lets another one act: "agreed to let the U.S. military launch strikes"."""
        for other in self.clauses.verbs:
            lets = other.lemma in {"let", "allow", "permit"} and other.segment == verb.segment
            if lets and any(other.end <= actor.first < verb.first and actor.codes for actor in self.actors):
                return other
        return None

    def _left_verb(self, capability: CapabilityMention, segment: int) -> VerbGroup | None:
        for verb in reversed(self.clauses.verbs):
            if verb.end > capability.first or verb.segment != segment:
                continue
            if verb.form == "participle" or ("report" in verb.classes and not verb.classes - {"report", "plain"}):
                continue
            return verb
        return None

    def _right_verb(self, capability: CapabilityMention, segment: int) -> VerbGroup | None:
        for verb in self.clauses.verbs:
            if verb.first < capability.end:
                continue
            if verb.segment == segment and (verb.is_finite or verb.form == "participle"):
                return verb
            if verb.segment != segment and verb.is_finite and verb.first - capability.end <= 3:
                return self._main_verb_after(verb, segment) or verb
        return None

    def _main_verb_after(self, relative: VerbGroup, segment: int) -> VerbGroup | None:
        """The verb of the main clause after a relative one: "The soldiers who guarded the base came home"."""
        for verb in self.clauses.verbs:
            if verb.first >= relative.end and verb.segment == segment and verb.is_finite:
                return verb if stance_of(verb) not in {"", "be"} else None
        return None

    def _is_subject(self, capability: CapabilityMention, start: int, left: VerbGroup | None, right: VerbGroup) -> bool:
        between = self.keys[capability.end : right.first]
        if start > self.first and self.keys[start - 1] in PREPOSITIONS and self.keys[start - 1] != "of":
            return False
        if right.form == "participle" and left is not None:
            return False
        if self._encloses_relative(capability, right):
            return right.is_finite
        if left is None:
            return "," not in between or right.first - capability.end <= 12
        if "," in between or len(between) > 5 or ("and" in between and self._next_capability(capability) is None):
            return False
        if right.first - capability.end > 1 and not all(k in PREPOSITIONS or k.isalpha() for k in between):
            return False
        before = self.keys[start - 1] if start > self.first else ""
        return (
            right.is_finite
            and (right.first < right.head or right.past)
            and (before in {"and", ",", "that", "but"} or bool(left.classes & {"report", "promise", "consider"}))
        )

    def _encloses_relative(self, capability: CapabilityMention, right: VerbGroup) -> bool:
        """ "the mission at Taji, which was due to end in May, will continue": only a relative clause stands between."""
        segment = self.clauses.segment_of(capability.first)
        inside = [t for t in range(capability.end, right.first) if self.clauses.segment_of(t) != segment]
        if right.segment != segment or not inside or len(inside) < right.first - capability.end - 7:
            return False
        return self.clauses.openers.get(self.clauses.segment_of(inside[0])) in {"which", "who", "whose"}

    def _innermost(self, verb: VerbGroup) -> VerbGroup:
        for other in self.clauses.verbs:
            if (
                other.governor is verb
                and not other.purpose
                and other.form == "infinitive"
                and other.first - verb.end <= 1
            ):
                return self._innermost(other)
        return verb
