"""Members and leaders of the coalition's working groups: they work on the money, the message or the recruits of IS.

"Kuwait, the Netherlands and Turkey lead the working group on foreign fighters", "Japan and Panama belong to the finance
group", "The cell, run jointly by Britain and the Emirates, ..." give the line of effort of the group. A later sentence
may say "the group" or "it".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction.clauses import MODALS, NEGATIONS, PREPOSITIONS, VerbGroup
from articles.extraction.rules.pledges.actors import Actor
from articles.extraction.rules.pledges.memory import Memory
from articles.extraction.rules.pledges.topics import TopicReader
from articles.extraction.rules.pledges.view import Link
from articles.extraction.types import COALITION, Act, Capability, CapabilityMention, PledgeFact

_RULE = "pledges.group"

_HEADS = frozenset({"group", "groups", "cell", "workstream", "subgroup", "pillar", "track"})
_BEFORE_HEAD: dict[str, Capability] = {
    "finance": "counter_finance",
    "financing": "counter_finance",
    "messaging": "counter_messaging",
    "communications": "counter_messaging",
    "communication": "counter_messaging",
    "propaganda": "counter_messaging",
    "fighters": "foreign_fighters",
    "fighter": "foreign_fighters",
    "stabilisation": "stabilisation_funding",
    "stabilization": "stabilisation_funding",
}
"""Words between the article and the head: "the finance group", "the foreign fighters working group"."""
_SUBJECTS: dict[str, Capability] = _BEFORE_HEAD | {
    "finances": "counter_finance",
    "money": "counter_finance",
    "funds": "counter_finance",
    "funding": "counter_finance",
    "revenue": "counter_finance",
    "revenues": "counter_finance",
    "income": "counter_finance",
    "narrative": "counter_messaging",
    "narratives": "counter_messaging",
    "recruits": "foreign_fighters",
    "reconstruction": "stabilisation_funding",
}
"""Words after the head that say what the group is on: "the working group on foreign fighters"."""
_ON = frozenset({"on", "against", "dealing", "that", "which"})
_RELATIVE = frozenset({"that", "which"})
_STATES = frozenset({"states", "countries", "nations", "governments"})
_FIGHTING = frozenset({"battle", "strike", "carrier", "militant", "terror", "terrorist", "rebel", "task", "armed"})
"""Groups of other kinds."""
_BETWEEN = frozenset({"working", "-", "coalition", "counter", "foreign", "terrorist"})
_REACH = 9
_LONGEST_HEADING = 5

_LEADING = frozenset(
    "lead leads led leading chair chairs chaired chairing head heads headed run runs ran coordinate coordinates "
    "coordinated".split()
)
_JOINING = frozenset(
    "join joins joined joining belong belongs belonged participate participates participated sit sits sat part "
    "left leave leaves quit".split()
)
_RECEIVING = frozenset({"host", "hosts", "hosted", "hosting", "receive", "receives", "received", "convened"})
_LED = frozenset({"led", "chaired", "headed", "run", "coordinated", "hosted", "joined"})
_MEMBERS = frozenset({"member", "members", "chair", "chairs", "leader", "leaders", "participants", "leads"})
_BREAKS = frozenset({";", ":", ".", "but", "while"})

_TAKING_PART = _LEADING | _JOINING | _RECEIVING
_RELATIONS = _TAKING_PART | _LED | _MEMBERS
"""Words that can say of a state that it belongs to a group."""
WORDS = _HEADS | _RELATIONS
"""A sentence without one of these words tells of no membership."""


def topic_of(keys: Sequence[str], first: int, end: int) -> tuple[Capability, int] | None:
    """What a working group named in these tokens works on, with the token of its head; None where none is named."""
    if _HEADS.isdisjoint(keys[first:end]):
        return None
    for token in range(first, end):
        if keys[token] in _HEADS and keys[token - 1] not in _FIGHTING:
            topic = _topic_before(keys, token, first) or _topic_behind(keys, token, end)
            if topic is not None:
                return topic, token
    return None


def heading_of(keys: Sequence[str], first: int, end: int) -> Capability | None:
    """The line of effort that a short heading names: "Foreign terrorist fighters.", "Finance."."""
    if end - first > _LONGEST_HEADING:
        return None
    return next((_SUBJECTS[key] for key in keys[first:end] if key in _SUBJECTS), None)


def _topic_before(keys: Sequence[str], head: int, first: int) -> Capability | None:
    for token in range(head - 1, max(first - 1, head - 5), -1):
        if keys[token] in _BEFORE_HEAD:
            return _BEFORE_HEAD[keys[token]] if _is_whole(keys, token) else None
        if keys[token] not in _BETWEEN:
            return None
    return None


def _topic_behind(keys: Sequence[str], head: int, end: int) -> Capability | None:
    start = head + 1
    of_states = keys[head - 1] == "working"
    if keys[start : start + 1] == ["of"] and keys[start + 1 : start + 2] and keys[start + 1] in _STATES:
        start, of_states = start + 2, True
    if start >= end or keys[start] not in _ON or (keys[start] in _RELATIVE and not of_states):
        return None  # "the group that finances itself" is the enemy
    for token in range(start + 1, min(start + _REACH, end)):
        if keys[token] in _BREAKS or keys[token] == ",":
            return None
        if keys[token] in _SUBJECTS and _is_whole(keys, token):
            return _SUBJECTS[keys[token]]
    return None


def _is_whole(keys: Sequence[str], token: int) -> bool:
    """Fighters are recruits of the enemy only where they are foreign."""
    return keys[token] not in {"fighter", "fighters"} or not {"foreign", "terrorist"}.isdisjoint(
        keys[max(0, token - 2) : token]
    )


class GroupReader(TopicReader):
    """Reads who leads, joins, hosts or leaves a working group."""

    def group_facts(self, memory: Memory) -> Iterator[PledgeFact]:
        """The memberships that the sentence tells."""
        named = topic_of(self.keys, self.first, self.end)
        topic = named[0] if named is not None else memory.topic
        if topic is None:
            return
        told: set[tuple[str, Act]] = set()
        for token, key in enumerate(self.keys[self.first : self.end], self.first):
            if key not in _RELATIONS:
                continue
            for act, actors in self._relations(token, named[1] if named is not None else None):
                codes = [code for actor in actors for code in self._codes(actor) or () if code != COALITION]
                new = tuple(code for code in codes if (code, act) not in told)
                told |= {(code, act) for code in new}
                yield from self._memberships(topic, token, act, new)

    def _memberships(self, topic: Capability, token: int, act: Act, codes: Sequence[str]) -> Iterator[PledgeFact]:
        mention = CapabilityMention(topic, "", token, token + 1, role="mass")
        link = Link(mention, token, self._verb_at(token) or self._participle(token), False)
        for fact in self._emit(link, act, codes, _RULE, ""):
            yield replace(
                fact, quantity=None, quantity_low=None, quantity_high=None, qualifier="", unit="", additional=False,
                amount=None, currency="", instrument="",
            )  # fmt: skip

    def _relations(self, token: int, head: int | None) -> Iterator[tuple[Act, Sequence[Actor]]]:
        """What the word at `token` says of states and the group: the act, and who does it."""
        key = self.keys[token]
        if key in _LED and self._by(token) is not None:
            if self._is_of_group(token, head):
                act = self._act_at(token, "delivering")
                if act is not None:
                    yield act, self._agents(token)
        elif key in _TAKING_PART and self._takes_group(token, head):
            yield from self._done(token)
        elif key in _MEMBERS:
            yield from self._are_members(token, head)

    def _by(self, token: int) -> int | None:
        """The "by" behind a participle: "led by", "run jointly by"."""
        return next((t for t in range(token + 1, min(token + 3, self.end)) if self.keys[t] == "by"), None)

    def _agents(self, token: int) -> Sequence[Actor]:
        """Those after "by", with their partners: "run by A and B with C"."""
        by = self._by(token)
        agents: list[Actor] = []
        for actor in self.actors:
            if by is None or actor.first <= by or actor.kind not in {"nation", "minister"}:
                continue
            last = agents[-1].end if agents else by
            gap = self.keys[last + (0 if agents else 1) : actor.first]
            if all(key in {"the", "and", ",", "with", "together", "by"} for key in gap):
                agents.append(actor)
        return agents

    def _is_of_group(self, token: int, head: int | None) -> bool:
        """Whether a participle belongs to the group before it: "The finance group, led by", "Led by Italy, it"."""
        if head is not None and token < head:
            return token - self.first <= 2  # "Co-chaired by Italy, the finance group met"
        if head is not None:
            return 0 < token - head <= _REACH and not any(k in _BREAKS for k in self.keys[head:token])
        if token - self.first <= 1:
            return True
        return any(self._is_mention(t) for t in range(max(self.first, token - 4), token))

    def _is_mention(self, token: int) -> bool:
        """ "the group", "the working group", "the cell"."""
        if self.keys[token] not in _HEADS:
            return False
        return self.keys[token - 1] == "the" or self.keys[token - 2 : token] == ["the", "working"]

    def _takes_group(self, token: int, head: int | None) -> bool:
        """Whether the group is object of the word: "chairs the finance group", "belong to the group", "lead it"."""
        if self.keys[token] == "part" and self.keys[token - 1] not in {"take", "takes", "took", "taken", "taking"}:
            return False
        if self.keys[token + 1 : token + 2] == ["it"] and self.keys[token] in _LEADING and head is None:
            return True
        for t in range(token + 1, min(token + _REACH, self.end)):
            if self.keys[t] in _BREAKS or (self.keys[t] in PREPOSITIONS and t > token + 2 and head != t + 1):
                return head is not None and token < head <= token + _REACH and not self._broken(token, head)
            if t == head or (head is None and self._is_mention(t)):
                return True
        return False

    def _broken(self, first: int, end: int) -> bool:
        return any(self.keys[t] in _BREAKS | {","} for t in range(first, end)) or any(
            verb.is_finite and first < verb.first < end for verb in self.clauses.verbs
        )

    def _done(self, token: int) -> Iterator[tuple[Act, Sequence[Actor]]]:
        verb = self._verb_at(token)
        ended = self.keys[token] in {"left", "leave", "leaves", "quit"}
        if self.keys[token] == "left" and verb is not None and verb.passive:
            return
        act = self._act(_as_joining(verb)) if verb is not None else self._act_of_unknown(token)
        if ended and act in {"delivering", "pledged"}:
            act = "ended"
        elif act is None or (ended and act != "considering"):
            return
        actor = self.subjects.of(verb) if verb is not None else None
        if act == "requested" and verb is not None and verb.governor is not None:
            actor = self.subjects.asked(verb.governor, verb)
        actor = actor or self._subject_before(token)
        if actor is not None:
            yield act, [actor]

    def _act_of_unknown(self, token: int) -> Act | None:
        """The act of a word that is no verb of the lexicon: "is to receive", "will co-lead", "co-leads"."""
        start = token - 2 if self.keys[token - 1] == "-" else token
        before = self.keys[start - 1]
        governor = next((verb for verb in self.clauses.verbs if 0 <= start - verb.end <= 1), None)
        if before == "to" and governor is not None:
            return "pledged" if governor.lemma == "be" else self._act(governor)
        modal = MODALS.get(before)
        if modal is not None:
            return "pledged" if modal in {"will", "would"} else "considering" if modal == "may" else None
        return None if before in NEGATIONS else "delivering"

    def _subject_before(self, token: int) -> Actor | None:
        for actor in reversed(self.actors):
            if actor.end <= token and actor.codes and not actor.preposition:
                return actor if token - actor.end <= 4 else None
        return None

    def _are_members(self, token: int, head: int | None) -> Iterator[tuple[Act, Sequence[Actor]]]:
        """ "Japan is a member of the group", "Its members are Italy and Spain"."""
        if self._takes_group(token, head) and self.keys[token + 1 : token + 2] in (["of"], ["in"]):
            verb = next((v for v in reversed(self.clauses.verbs) if v.end <= token and v.form != "noun"), None)
            if verb is None or verb.lemma not in {"be", "become"} or token - verb.end > 5:
                return
            act = self._act(_as_joining(verb))
            actor = self.subjects.of(verb)
            if act is not None and actor is not None:
                yield act, [actor]
        elif self.keys[token - 1] in {"its", "'s", "co", "-", "whose"} or head is not None:
            follows = self.keys[token + 1 : token + 2] in (["are"], ["include"], [":"], ["were"])
            near = head is None or 0 < token - head <= 4
            if follows and near:
                yield "delivering", [a for a in self.actors if 0 <= a.first - token - 2 <= 1 and a.kind == "nation"]

    def _verb_at(self, token: int) -> VerbGroup | None:
        return next(
            (verb for verb in self.clauses.verbs if verb.first <= token < verb.end and verb.form != "noun"), None
        )

    def _participle(self, token: int) -> VerbGroup:
        return VerbGroup(token, token, token + 1, "lead", frozenset({"join"}), "present")

    def _act_at(self, token: int, otherwise: Act) -> Act | None:
        verb = self._verb_at(token)
        if verb is None or verb.form == "participle" or not verb.passive:
            return otherwise
        return self._act(_as_joining(verb))


def _as_joining(verb: VerbGroup) -> VerbGroup:
    """The verb with the act of taking part, whatever it says elsewhere: "left the group", "is a member"."""
    return replace(verb, lemma="join", classes=frozenset({"join"}))
