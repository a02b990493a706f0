"""What states do about the money, the message and the recruits of IS without naming the line of effort.

"Tunisia has kept 12,000 young people from leaving for Syria", "Belgium takes away passports", "froze the accounts of 40
persons", "opened a centre against the propaganda of the group".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from articles.extraction.acts import stance_of
from articles.extraction.clauses import VerbGroup
from articles.extraction.rules.pledges.presence import Presence
from articles.extraction.rules.pledges.view import Link
from articles.extraction.types import COALITION, Capability, CapabilityMention, PledgeFact

_RULE = "pledges.civil"
_HOLDING = frozenset("prevent stop keep bar block hinder ban deter dissuade stopped".split()) | {"turn back"}
_GOING = frozenset("travelling traveling leaving joining going departing entering returning crossing".split())
_TRAVELLERS = frozenset(
    "people persons nationals citizens youths youngsters men women fighters fighter recruits travellers travelers "
    "suspects jihadists jihadis minors teenagers extremists volunteers them".split()
)
_ARRESTING = frozenset("arrest detain jail convict sentence charge prosecute deport expel".split())
_RECRUITING = frozenset("recruiting recruiter recruiters recruits recruitment returnees".split())
_TAKING = frozenset("withdraw revoke cancel seize confiscate take invalidate suspend annul remove".split()) | {
    "take away"
}
_PAPERS = frozenset({"passport", "passports", "citizenship", "nationality"})
_LISTING = frozenset("extend expand keep introduce create share publish draw compile enlarge lengthen".split())
_LISTED = frozenset("banned barred denied refused suspected suspects travellers travelers fighters".split())
_FREEZING = frozenset("freeze close block seize confiscate shut".split()) | {"shut down", "close down"}
_ACCOUNTS = frozenset({"account", "accounts", "assets"})
_FREED = frozenset({"freezing", "closing", "closure", "seizure", "blocking"})
_REPORTING = frozenset({"report", "present", "describe", "announce"})
_SETTING_UP = frozenset("run open launch plan establish create host build start staff found".split()) | {"set up"}
_CENTRES = frozenset("centre center cell hub office unit campaign site website".split())
_MESSAGES = frozenset("propaganda messaging message messages narrative narratives".split())
WORDS = _GOING | _RECRUITING | _PAPERS | _LISTED | _ACCOUNTS | _MESSAGES | {"banking"}
"""A sentence without one of these words tells of no such deed."""


class CivilDeeds(Presence):
    """Reads deeds of police, courts, banks and broadcasters."""

    def _civil_facts(self) -> Iterator[PledgeFact]:
        """The deeds that no noun of a line of effort names."""
        if WORDS.isdisjoint(self.keys[self.first : self.end]):
            return
        for verb in self.clauses.verbs:
            if verb.form in {"noun", "adjective", "participle"} or (verb.passive and self.subjects.agent(verb) is None):
                continue
            effort = self._effort_of(verb)
            if effort is not None:
                yield from self._done_for(effort, verb)

    def _effort_of(self, verb: VerbGroup) -> Capability | None:
        """The line of effort that a verb serves with its object, None for none."""
        behind = self.keys[verb.end : min(verb.end + 16, self.end)]
        if self._is_about_fighters(verb, behind):
            return "foreign_fighters"
        if self._is_about_money(verb, behind):
            return "counter_finance"
        centre = next((n for n, key in enumerate(behind[:9]) if key in _CENTRES), None)
        if verb.lemma in _SETTING_UP and centre is not None and not _MESSAGES.isdisjoint(behind[: centre + 7]):
            return "counter_messaging"
        return None

    def _is_about_fighters(self, verb: VerbGroup, behind: list[str]) -> bool:
        if verb.lemma in _HOLDING and "from" in behind:
            held = behind.index("from")
            return not (_GOING.isdisjoint(behind[held : held + 2]) or _TRAVELLERS.isdisjoint(behind[:held]))
        if verb.lemma in _ARRESTING:
            return not _RECRUITING.isdisjoint(behind)
        if verb.lemma in _TAKING:
            return not _PAPERS.isdisjoint(behind[:5])
        return verb.lemma in _LISTING and "list" in behind[:4] and not _LISTED.isdisjoint(behind[:10])

    def _is_about_money(self, verb: VerbGroup, behind: list[str]) -> bool:
        if verb.lemma in _FREEZING:
            return not _ACCOUNTS.isdisjoint(behind[:6])
        if verb.lemma in _REPORTING:
            freed = next((n for n, key in enumerate(behind[:5]) if key in _FREED), None)
            return freed is not None and not _ACCOUNTS.isdisjoint(behind[freed : freed + 5])
        return verb.lemma in {"cut", "cut off"} and "from" in behind and not {"banking", "banks"}.isdisjoint(behind)

    def _done_for(self, effort: Capability, verb: VerbGroup) -> Iterator[PledgeFact]:
        does = verb if stance_of(verb) in {"promise", "consider"} and verb.lemma == "plan" else _as_deed(verb)
        act = self._act(does)
        actor = self.subjects.agent(verb) if verb.passive else self.subjects.of(verb)
        codes = tuple(code for code in self._codes(actor) or () if code != COALITION)
        if act is None or act == "requested" or not codes:
            return
        mention = CapabilityMention(effort, "", verb.head, verb.head + 1, role="mass")
        for fact in self._emit(Link(mention, verb.head, verb, False), act, codes, _RULE, ""):
            yield replace(fact, quantity=None, quantity_low=None, quantity_high=None, unit="", qualifier="")


def _as_deed(verb: VerbGroup) -> VerbGroup:
    """The verb as one of doing, whatever it says of contributions elsewhere: "stopped" ends nothing here."""
    return replace(verb, classes=frozenset({"conduct"}))
