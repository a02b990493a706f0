"""Who hosts, chairs, convenes or leads a gathering."""

from __future__ import annotations

from articles.extraction.rules.meetings.view import Part
from articles.extraction.tokens import sentence_index
from articles.extraction.types import Sentence


class Hosts(Part):
    """Tells hosts from guests."""

    def is_host(self, sentence: Sentence, first: int, end: int) -> bool:
        """ "hosted by France and Iraq", "France will co-host", "chaired by Carter"."""
        near = self.keys[max(sentence.first, first - 14) : first]
        if "by" in near:
            by = len(near) - 1 - near[::-1].index("by")
            verb = near[by - 1] if by else ""
            between = near[by + 1 :]
            if (
                verb in self.sets["hosts"] - {"led", "called", "opened", "invited"}
                and len(between) < 10
                and not {"in", "to", "on", "at", "that"} & set(between)
            ):
                return True
        if self.is_named_host(sentence, first) or self.hosts_in_aside(end):
            return True
        end = self.past_apposition(sentence, end)
        return self.is_joint_host(sentence, end) or self.hosts_actively(sentence, end)

    def is_named_host(self, sentence: Sentence, first: int) -> bool:
        """ "at the invitation of Italy", "under the chairmanship of X", "opening the session, the minister"."""
        near = self.keys[max(sentence.first, first - 9) : first]
        for at, key in enumerate(near):
            if key in {"invitation", "chairmanship", "presidency", "auspices", "leadership"} and near[
                at + 1 : at + 2
            ] == ["of"]:
                return not {"in", "on", "that", "with"}.intersection(near[at + 2 :])
            if key == "chair" and near[at + 1 : at + 3] == ["was", "shared"]:
                return True
        if not {"opening", "chairing", "hosting"}.isdisjoint(near[:5]) and not self.sets["nouns"].isdisjoint(near):
            return "," in near and near.index(",") >= len(near) - 4
        return False

    def hosts_in_aside(self, end: int) -> bool:
        """ ", who convened the meeting," after a name."""
        after = self.keys[end : end + 5]
        if after[:1] != [","] or after[1:2] != ["who"]:
            return False
        return not (self.sets["hosts"] - {"led", "called", "opened", "invited"}).isdisjoint(after[2:4])

    def is_joint_host(self, sentence: Sentence, end: int) -> bool:
        """ "… were the hosts", "… was in the chair", "… presided over", within a few words of the name."""
        for at in range(end, min(end + 9, sentence.end)):
            key = self.keys[at]
            if key in {"host", "hosts"} and self.key(at - 1) in {"the", "joint", "a", "its", "were"}:
                return not {"will", "conference", "that"}.intersection(self.keys[end:at])
            if key == "chair" and self.key(at - 1) in {"the", "its"}:
                return self.key(at - 2) in {"in", "shared", "took", "held"}
            if key in {"presided", "presiding", "chairing"}:
                return True
            if key in {".", ";", ":", "said", "told"}:
                return False
        return False

    def hosts_actively(self, sentence: Sentence, end: int) -> bool:
        following = self.keys[end : min(end + 6, sentence.end)]
        for position, key in enumerate(following):
            if key == "received" and self.is_reception(end + position, sentence):
                return True
            if key in self.sets["hosts"] - {"led", "called", "opened"}:
                return following[position + 1 : position + 2] != ["by"] and "to" not in following[:position]
            if key not in _BEFORE_HOSTING:
                break
        return False

    def is_reception(self, at: int, sentence: Sentence) -> bool:
        """ "received his counterparts from", "was the host in Jeddah"."""
        if self.key(at - 1) in {"the", "joint"} and self.key(at - 2) in {"was", "were", "is", "are"}:
            return True
        after = self.keys[at + 1 : min(at + 8, sentence.end)]
        if any(at < minister.first <= at + 5 for minister in self.ministers.get(sentence_index(self.document, at), ())):
            return self.keys[at].startswith("receive")
        return not {"counterparts", "ministers", "delegations", "colleagues", "chiefs"}.isdisjoint(after)

    def past_apposition(self, sentence: Sentence, end: int) -> int:
        """Past ", the US defence secretary," after a name."""
        if self.key(end) != ",":
            return end
        closing = next((at for at in range(end + 1, min(end + 17, sentence.end)) if self.keys[at] == ","), end)
        return closing + 1 if closing > end else end


_BEFORE_HOSTING = frozenset({
    "will", "would", "is", "to", "was", "also", "has", "jointly", "and", "the", "later", "which", "who", ",", "co", "-",
})  # fmt: skip
