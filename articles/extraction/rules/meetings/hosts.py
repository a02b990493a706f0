"""Who hosts, chairs, convenes or leads a gathering."""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.rules.meetings.view import Part, Text
from articles.extraction.tokens import sentence_index
from articles.extraction.types import Sentence


class Hosts(Part):
    """Tells hosts from guests."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.date_tokens = {token for date in text.mentions.dates for token in range(date.first, date.end)}

    def is_host(self, sentence: Sentence, first: int, end: int) -> bool:
        """ "hosted by France and Iraq", "France will co-host", "chaired by Carter"."""
        if (
            self.is_runner(sentence, first, end)
            or self.is_agent(sentence, first)
            or self.is_named_host(sentence, first)
            or self.hosts_in_aside(end)
        ):
            return True
        end = self.past_apposition(sentence, end)
        return self.is_joint_host(sentence, end) or self.hosts_actively(sentence, end)

    def is_runner(self, sentence: Sentence, first: int, end: int) -> bool:
        """ "the conference, which Japan ran", "the talks that Italy is hosting": the gathering stands before."""
        first -= self.key(first - 1) == "the"
        if self.key(first - 1) not in {"which", "that"} or first - 2 < sentence.first:
            return False
        gathering = self.sets["nouns"].intersection(self.keys[max(sentence.first, first - 6) : first - 1])
        verbs = self.keys[end : min(end + 3, sentence.end)]
        return bool(gathering) and not (_RUNNING | self.sets["hosts"] - _LOOSE).isdisjoint(verbs)

    def is_agent(self, sentence: Sentence, first: int) -> bool:
        """ "hosted by X", "led jointly by X", "convened in Rome with X": a verb of hosting rules the name."""
        start = max(sentence.first, first - 14)
        near = self.keys[start:first]
        if "by" in near:
            by = len(near) - 1 - near[::-1].index("by")
            verb = by - 2 if by > 1 and near[by - 1] in {"jointly", "together", "again"} else by - 1
            between = near[by + 1 :]
            if (
                by
                and self.is_hosting_verb(start + verb, sentence, passive=True)
                and len(between) < 10
                and not {"in", "to", "on", "at", "that"} & set(between)
            ):
                return True
        return self.is_fellow_host(near)

    def is_fellow_host(self, near: Sequence[str]) -> bool:
        """ "convened the conference in Oslo with Japan" names a fellow host; "hosted talks with Japan" a guest."""
        if near[-1:] == ["the"]:
            near = near[:-1]
        if near[-2:] in (["jointly", "with"], ["together", "with"]) and not _RUNNING.isdisjoint(near[-4:]):
            return True
        if near[-1:] != ["with"] or _CONVENING.isdisjoint(near):
            return False
        return near[-2] not in self.sets["nouns"]

    def is_hosting_verb(self, at: int, sentence: Sentence, *, passive: bool) -> bool:
        """ "hosted"; "led" and "called" only of a gathering, never "led the delegation" or "called for"."""
        key = self.keys[at]
        if key not in self.sets["hosts"]:
            return False
        if key not in _LOOSE:
            return _THINGS.isdisjoint(self.keys[at + 1 : min(at + 6, sentence.end)])
        if key == "invited":
            return not passive
        if passive:
            before = self.keys[max(sentence.first, at - 5) : at]
            return key != "opened" and (at <= sentence.first + 1 or not self.sets["nouns"].isdisjoint(before))
        after = self.keys[at + 1 : min(at + 5, sentence.end)]
        noun = next((i for i, word in enumerate(after) if word in self.sets["nouns"] or word == "group"), None)
        return noun is not None and not {"for", "to", "on", "side", "delegation", "at"}.intersection(after[:noun])

    def is_named_host(self, sentence: Sentence, first: int) -> bool:
        """ "at the invitation of Italy", "under the chairmanship of X", "opening the session, the minister"."""
        near = self.keys[max(sentence.first, first - 16) : first]
        for at, key in enumerate(near):
            if key in {"invitation", "chairmanship", "presidency", "auspices", "leadership"} and near[
                at + 1 : at + 2
            ] == ["of"]:
                return not {"in", "on", "that", "with"}.intersection(near[at + 2 :])
            if key == "chair" and near[at + 1 : at + 3] == ["was", "shared"]:
                return True
            if key in {"host", "hosts", "co-host", "co-hosts"} and near[at + 1 : at + 2] in _COPULAS:
                return not _VERBS_OF_SPEECH.intersection(near[at + 2 :])
        if not {"opening", "chairing", "hosting"}.isdisjoint(near[:5]) and not self.sets["nouns"].isdisjoint(near):
            return "," in near and near.index(",") >= len(near) - 4
        return False

    def hosts_in_aside(self, end: int) -> bool:
        """ ", who convened the meeting,", ", which is hosting the talks", ", the host country," after a name."""
        after = self.keys[end : end + 6]
        if after[:1] != [","]:
            return False
        if after[1:2] in (["the"], ["as"], ["its"], ["their"]):
            return not {"host", "hosts", "co-host", "co-hosts"}.isdisjoint(after[2:4]) and after[4:5] != ["of"]
        if after[1:2] not in (["who"], ["which"]):
            return False
        return not (self.sets["hosts"] - _LOOSE).isdisjoint(after[2:5])

    def is_joint_host(self, sentence: Sentence, end: int) -> bool:
        """ "… were the hosts", "… was in the chair", "… presided over", within a few words of the name."""
        for at in range(end, min(end + 9, sentence.end)):
            key = self.keys[at]
            if key in {"host", "hosts"} and self.key(at - 1) in {"the", "joint", "a", "its", "were", "was", "as"}:
                return not {"will", "conference", "that"}.intersection(self.keys[end:at])
            if key == "chair" and self.key(at - 1) in {"the", "its"}:
                return self.key(at - 2) in _TAKING_CHAIR
            if key in {"presided", "presiding", "chairing", "preside", "presides"}:
                return True
            if key in {".", ";", ":", "said", "told"}:
                return False
        return False

    def hosts_actively(self, sentence: Sentence, end: int) -> bool:
        """ "France will host", "Carter had invited the ministers", "they gathered a core of allies"."""
        following = self.keys[end : min(end + 10, sentence.end)]
        for position, key in enumerate(following):
            at = end + position
            if at in self.date_tokens:
                continue
            if key in {"received", "welcomed", "greeted"} and self.is_reception(at, sentence):
                return True
            if key in _GATHERING and self.gathers_others(at, sentence):
                return True
            if key == "invited" and self.keys[at - 1] in {"was", "were", "been", "be", "is", "are"}:
                return False
            if key in self.sets["hosts"] and self.is_hosting_verb(at, sentence, passive=False):
                return following[position + 1 : position + 2] != ["by"] and "to" not in following[:position]
            if key not in _BEFORE_HOSTING:
                break
        return False

    def gathers_others(self, at: int, sentence: Sentence) -> bool:
        """ "gathered a core group of allies", "brought together ministers"; not "gathered in Rome"."""
        after = self.keys[at + 1 : min(at + 12, sentence.end)]
        if self.keys[at].startswith("br") and "together" not in after:
            return False
        return after[:1] not in (["in"], ["at"], ["on"], ["to"], [","], ["with"]) and any(
            key in self.sets["groups"] or key in {"delegates", "experts"} for key in after
        )

    def is_reception(self, at: int, sentence: Sentence) -> bool:
        """ "received his counterparts from", "received them", "was the host in Jeddah"."""
        if self.key(at - 1) in {"the", "joint"} and self.key(at - 2) in {"was", "were", "is", "are"}:
            return True
        after = self.keys[at + 1 : min(at + 8, sentence.end)]
        if any(at < minister.first <= at + 5 for minister in self.ministers.get(sentence_index(self.document, at), ())):
            return self.keys[at].startswith("receive")
        return after[:1] == ["them"] or not _GUESTS.isdisjoint(after)

    def past_apposition(self, sentence: Sentence, end: int) -> int:
        """Past ", the US defence secretary," after a name."""
        if self.key(end) != ",":
            return end
        closing = next((at for at in range(end + 1, min(end + 17, sentence.end)) if self.keys[at] == ","), end)
        return closing + 1 if closing > end else end


_BEFORE_HOSTING = frozenset({
    "will", "would", "is", "to", "was", "also", "has", "jointly", "and", "the", "later", "which", "who", ",", "co", "-",
    "had", "have", "in", "are", "were", "be", "been", "being", "again", "himself", "herself", "then", "both",
})  # fmt: skip
_THINGS = frozenset({
    "site", "sites", "refugees", "base", "bases", "troops", "aircraft", "training", "jets", "headquarters", "centre",
    "center", "camp", "camps", "command",
})  # fmt: skip
"""What a state hosts without anybody meeting."""
_LOOSE = frozenset({"led", "lead", "leads", "called", "opened", "invited"})
"""Verbs of hosting that have other senses as well."""
_CONVENING = frozenset({
    "convened", "convenes", "convene", "co-hosted", "co-hosts", "co-host", "cohosted", "co-chaired", "co-chairs",
    "co-chair", "co-chairing", "co-hosting", "organised", "organized", "organises", "organizes", "chaired",
})  # fmt: skip
_GATHERING = frozenset(
    {"gathered", "gathers", "assembled", "assembles", "brought", "brings", "bring", "gather", "assemble"}
)
_RUNNING = frozenset(
    {"ran", "runs", "run", "running", "staged", "stages", "sponsored", "sponsors", "arranged", "leads"}
)
_TAKING_CHAIR = frozenset({"in", "shared", "share", "shares", "took", "take", "takes", "taking", "held", "hold"})
_GUESTS = frozenset({
    "counterparts", "ministers", "delegations", "colleagues", "chiefs", "delegates", "envoys", "guests", "diplomats",
    "ambassadors", "representatives",
})  # fmt: skip
_COPULAS = (["was"], ["were"], ["is"], ["are"], ["being"])
_VERBS_OF_SPEECH = frozenset({"said", "told", "that", "where", "but", "when"})
