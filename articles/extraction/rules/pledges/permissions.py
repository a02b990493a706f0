"""Host states: bases that one state permits another to use, sites where another trains.

"won Turkish approval to launch strikes from Incirlik", "agreed to host an American programme to train rebels".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.extraction.acts import stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.hosting import Hosting
from articles.extraction.rules.pledges.view import Link
from articles.extraction.rules.pledges.words import USES
from articles.extraction.types import Act, CapabilityMention, PledgeFact

_PERMISSIONS = frozenset(
    "permission approval clearance consent authorisation authorization green-light go-ahead agreement".split()
)
_GIVING = frozenset({"give", "grant", "offer", "provide", "secure", "extend"})
_OWNER_REACH = 4
"""Tokens after a permission within which "by Turkey" or "from Ankara" names who gives it."""


class Permissions(Hosting):
    """Reads what a state places at the disposal of others on its own soil."""

    def _permission_facts(self) -> Iterator[PledgeFact]:
        """The bases and sites of the sentence that the link of verb and capability does not show."""
        for verb in self.clauses.verbs:
            if verb.form == "noun" and verb.lemma in _PERMISSIONS:
                yield from self._permitted_base(verb)
            elif verb.lemma == "train" and self._is_hosted(verb):
                yield from self._hosted_training(verb)

    def _permitted_base(self, permission: VerbGroup) -> Iterator[PledgeFact]:
        """ "was given permission by Turkey to use Incirlik"."""
        owner = self._permitting(permission) or self._giving_permission(permission)
        base = next(
            (c for c in self.capabilities if c.capability == "basing_access" and c.first >= permission.end), None
        ) or self._base_named(permission)
        codes = self._codes(owner)
        act = self._act_of_permission(permission)
        if base is not None and codes and act is not None and self._use_under(permission) is not None:
            yield from self._emit(Link(base, base.first, permission, False), act, codes, "pledges.subject", "")

    def _permitting(self, permission: VerbGroup) -> Actor | None:
        """Who permits: the owner before the noun, or who follows "by" or "from"."""
        for actor in self.actors:
            gap = actor.first - permission.end
            if actor.kind == "nation" and 0 < gap <= _OWNER_REACH and actor.preposition in {"by", "from", "of"}:
                return actor
        return self.subjects.owner(permission.first)

    def _giving_permission(self, permission: VerbGroup) -> Actor | None:
        """ "Kuwait gave permission to use": the subject of the verb of giving."""
        verb = self.subjects.previous(permission)
        gives = verb is not None and verb.lemma in _GIVING and not verb.passive and permission.first - verb.end <= 4
        return self.subjects.of(verb) if verb is not None and gives else None

    def _base_named(self, permission: VerbGroup) -> CapabilityMention | None:
        """A base that the text calls by its name only: "permission to use Ali al-Salem"."""
        for place in self.view.places:
            if place.kind == "base" and place.first >= permission.end:
                return CapabilityMention("basing_access", "", place.first, place.end, role="mass")
        return None

    def _use_under(self, permission: VerbGroup) -> VerbGroup | None:
        for verb in self.clauses.verbs:
            if verb.governor is permission and verb.form == "infinitive" and verb.lemma in USES:
                return verb
        return None

    def _act_of_permission(self, permission: VerbGroup) -> Act | None:
        """Permission is given unless it is refused or only sought."""
        verb = self.subjects.previous(permission)
        if verb is None:
            return "pledged"
        stance = stance_of(verb)
        if verb.negated or stance == "consider" or verb.modal == "may":
            return None
        return {"decline": "declined", "request": "requested", "end": "ended"}.get(stance, "pledged")  # type: ignore[return-value]

    def _is_permitted_deed(self, link: Link) -> bool:
        """Whether a deed is done under another's permission: the strikes are not those of who approves them."""
        verb = link.verb
        opens = self._may_open(verb) and verb.form != "noun" and link.capability.capability != "basing_access"
        if opens and self._ground_of(verb) is not None and self._codes(self.subjects.of(verb)):
            return True
        permission = link.verb.governor
        if permission is None or permission.form != "noun" or permission.lemma not in _PERMISSIONS:
            return False
        owner, user = self._permitting(permission), self._user(permission)
        return owner is not None and user is not None and set(owner.codes).isdisjoint(user.codes)

    def _user(self, permission: VerbGroup) -> Actor | None:
        for actor in self.actors:
            if actor.end <= permission.first and actor.codes and not actor.preposition:
                return actor
        return None

    def _hosted_training(self, verb: VerbGroup) -> Iterator[PledgeFact]:
        """ "agreed to host an American programme to train Syrian rebels"."""
        host = self._host_of(verb)
        if host is None:
            return
        act, codes = self._act(host), self._codes(self._with_companions(self.subjects.of(host), host))
        if act is not None and codes:
            site = CapabilityMention("basing_access", "", verb.first, verb.end, role="deed")
            yield from self._emit(Link(site, host.end, host, False), act, codes, "pledges.subject", "")

    def _is_receiver(self, link: Link, links: Sequence[Link]) -> bool:
        """ "gave coalition aircraft access to its airspace": who is given access is no contribution."""
        verb, capability = link.verb, link.capability
        if verb.lemma not in _GIVING or link.is_subject or link.start - verb.end > 0:
            return False
        following = self.keys[capability.end : capability.end + 2]
        return following[:1] in (["access"], ["permission"]) or any(
            other.verb is verb and other.start == capability.end for other in links
        )
