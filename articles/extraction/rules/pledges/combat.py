"""What soldiers are kept out of: "will not have a combat role", "there to train and not to fight".

News and releases refuse ground forces far more often by the task than by the troops: "no combat role", "will not be
involved in fighting", "rules out any military role". Whoever refuses the task refuses forces on the ground; where the
sentence speaks of aircraft, it refuses their strikes.
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.acts import stance_of
from articles.extraction.clauses import PREPOSITIONS, VerbGroup
from articles.extraction.rules.pledges.permissions import Permissions
from articles.extraction.rules.pledges.view import Link, replace_link
from articles.extraction.types import Act, Capability, CapabilityMention, PledgeFact

_TASKS = frozenset({"combat", "fighting", "hostilities"})
"""Words that name the task by themselves: "in combat", "the fighting on the ground"."""
_MILITARY = frozenset({"military", "combative", "frontline", "front-line", "warfighting", "war-fighting"})
_ROLES = frozenset("role roles task tasks mission missions operation operations duty duties action".split())
"""What a task is called: "a military role", "front-line duties"."""
_OPENING = _TASKS | _MILITARY | {"fight"}
"""A sentence without one of these words refuses no task."""
_TAKING_PART = frozenset({"join", "have", "conduct", "be", "transfer", "effect", "support"})
"""Classes of verbs that, denied, keep somebody out of a task."""
_ENTERING = frozenset("see enter go involve engage put get draw face assume play seek want include".split())
_FORBIDDING = frozenset({"forbid", "prohibit", "ban", "outlaw", "disallow"})
"""What a constitution does: no answer of a government."""
_REACH = 7
"""Tokens between a verb and the task that it denies."""
_ALOFT = frozenset({"aircraft"})
_STRESSED = frozenset({"train", "advise", "teach", "assist", "instruct", "mentor", "help", "support"})


class Combat(Permissions):
    """Reads the tasks that a nation refuses its soldiers."""

    def _combat_facts(self) -> Iterator[PledgeFact]:
        """The refusals of a sentence that names combat or a military role, and of one that contrasts it."""
        if _OPENING.isdisjoint(self.keys[self.first : self.end]):
            return
        for token, key in enumerate(self.keys[self.first : self.end], self.first):
            if key in _OPENING and self._is_task(token):
                yield from self._refused_task(token)
            elif key in {"fight", "fighting"}:
                yield from self._contrasted(token)

    def _is_task(self, token: int) -> bool:
        """Whether a noun phrase at this token is fighting and no thing: "combat role", not "combat aircraft"."""
        key = self.keys[token]
        following = self.keys[token + 1] if token + 1 < self.end else "."
        if following == "missions":
            return False  # "combat missions" are flown
        if key in _MILITARY:
            return following in _ROLES
        if key not in _TASKS or token in self.verb_tokens or self.keys[token - 1] in {"-", "air", "aerial"}:
            return False
        return following in _ROLES or not following.isalpha() or following in PREPOSITIONS | {"and", "or", "itself"}

    def _refused_task(self, token: int) -> Iterator[PledgeFact]:
        verb = self._verb_over(token)
        if verb is None or not self._can_keep_out(verb) or self._permission_before(verb) is not None:
            return
        act = self._act(verb)
        denied = "no" in self.keys[max(verb.end, token - 3) : token] and not verb.past
        if act == "declined" or (denied and act in {"delivering", "pledged"}):
            yield from self._kept_out(verb, token)

    def _verb_over(self, token: int) -> VerbGroup | None:
        segment = self.clauses.segment_of(token)
        for verb in reversed(self.clauses.verbs):
            if verb.end <= token and verb.segment == segment and verb.form not in {"participle", "noun"}:
                return verb if token - verb.end <= _REACH else None
        return None

    def _can_keep_out(self, verb: VerbGroup) -> bool:
        if verb.lemma in _FORBIDDING:
            return False
        return (
            stance_of(verb) in {"decline", "promise", "wish"}
            or bool(verb.classes & _TAKING_PART)
            or verb.lemma in _ENTERING
        )

    def _contrasted(self, token: int) -> Iterator[PledgeFact]:
        """ "They are there to train, not to fight", "will be advising, not fighting"."""
        start = token - 1 if self.keys[token - 1] == "to" else token
        if self.keys[start - 1] != "not":
            return
        tasks = [verb for verb in self.clauses.verbs if verb.end <= start and verb.lemma in _STRESSED]
        if tasks and start - tasks[-1].end <= _REACH and not tasks[-1].negated:
            yield from self._kept_out(tasks[-1], token)

    def _kept_out(self, verb: VerbGroup, token: int) -> Iterator[PledgeFact]:
        """The refusal of the one whose soldiers or aircraft are the subject, else of the subject itself."""
        things = [c for c in self.capabilities if c.end <= verb.first and c.role in {"asset", "generic"}]
        refused: Capability = "ground_forces"
        codes: tuple[str, ...] | None = None
        for thing in things[-1:]:
            link = Link(thing, self._phrase_first(thing), verb, True)
            if thing.unit in _ALOFT:
                refused = "air_strikes"
            codes = self._owner_codes(link) or self._giver(link, "delivering")[0]
        if codes is None:
            codes = self._codes(self._with_companions(self.subjects.of(verb), verb))
        mention = CapabilityMention(refused, "", token, token + 1, role="deed")
        yield from self._emit(Link(mention, token, verb, False), "declined", codes or (), "pledges.verb", "")

    def _as_refused(self, link: Link, act: Act) -> Link:
        """A "combat mission" that is refused is one on the ground, unless the sentence speaks of aircraft; "combat
        missions" are flown."""
        phrase = self.keys[link.capability.first : link.capability.end]
        if act != "declined" or phrase != ["combat", "mission"] or any(c.unit in _ALOFT for c in self.capabilities):
            return link
        return replace_link(link, "ground_forces")
