"""The words of pledges: capabilities, verbs and nouns of acts, and what sets the scope.

They stand in `capabilities.yaml`, `acts.yaml` and `scope.yaml`; the rules see them compiled as one frozen
`PledgeWords`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from articles.extraction.lexicon import Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.types import Capability
from coalition.plurals import number_forms, plural_of

Role = Literal["asset", "deed", "mass", "generic", "weak", "weakdeed", "modifier", "munition", "site"]
"""How a noun takes part in a contribution; the meanings stand at the head of `capabilities.yaml`."""

BASE, THIRD, PAST, PARTICIPLE, GERUND = 1, 2, 4, 8, 16
"""Bits of the forms a verb can stand in: send, sends, sent, sent, sending."""


@dataclass(frozen=True, slots=True)
class CapabilityWord:
    """A noun phrase of `capabilities.yaml`."""

    capability: Capability
    role: Role
    unit: str
    singular: bool


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One spelling of a verb: its infinitive, the bits of the forms it can be, and the classes of the verb."""

    lemma: str
    forms: int
    classes: frozenset[str]
    others: tuple[str, ...] = ()
    """Further verbs with this spelling: "wound" is also the past of "wind"."""


@dataclass(frozen=True, slots=True)
class CapabilityVerb:
    """A verb that names a capability by itself; `needs` says what its object must be ("" for anything)."""

    capability: Capability
    needs: str


@dataclass(frozen=True, slots=True, eq=False)
class PledgeWords:
    """All that the pledge rules look up, compared by identity. Keys are folded tokens."""

    capabilities: PhraseTable[CapabilityWord]
    verbs: Mapping[str, VerbForm]
    phrasal: Mapping[str, Mapping[str, frozenset[str]]]
    """infinitive → particle → classes of the phrasal verb ("rule" → "out" → decline)."""
    capability_verbs: Mapping[str, CapabilityVerb]
    capability_verb_forms: frozenset[str]
    """Every form of the verbs above, for a quick look whether a sentence has one."""
    nouns: Mapping[str, str]
    noun_phrases: PhraseTable[str]
    """Nouns of several words or with a hyphen: "green light", "pull-out"."""
    adjectives: Mapping[str, str]
    predicates: PhraseTable[str]
    """Words after "be" → class: "on the table" → consider."""
    islamic_state: PhraseTable[bool]
    theatre: PhraseTable[bool]
    elsewhere: PhraseTable[bool]
    history: PhraseTable[bool]
    outsiders: PhraseTable[bool]


@lru_cache(maxsize=8)
def pledge_words(lexicon: Lexicon) -> PledgeWords:
    """The compiled words of a lexicon. Raises KeyError where a reference file is missing."""
    capabilities, acts, scope = (lexicon.reference[name] for name in ("capabilities", "acts", "scope"))
    classes = _verb_classes(acts["verbs"], capabilities["verbs"])
    for verb in acts["phrasal"]:
        classes.setdefault(verb, {"plain"})
    forms = _verb_forms(classes, acts["irregular"], acts["spellings"])
    return PledgeWords(
        capabilities=PhraseTable(_noun_entries(capabilities["nouns"])),
        verbs=forms,
        phrasal=_phrasal(acts["phrasal"], classes),
        capability_verbs={
            word: CapabilityVerb(entry["capability"], entry.get("needs", ""))
            for entry in capabilities["verbs"]
            for word in entry["words"]
        },
        capability_verb_forms=frozenset(form for form, verb in forms.items() if "own" in verb.classes),
        nouns=_word_classes(acts["nouns"], with_plural=True),
        noun_phrases=PhraseTable(_noun_phrases(acts["nouns"])),
        adjectives=_word_classes(acts["adjectives"], with_plural=False),
        predicates=PhraseTable((phrase, name) for name, phrases in acts["predicates"].items() for phrase in phrases),
        islamic_state=PhraseTable((phrase, True) for phrase in scope["islamic_state"]),
        theatre=PhraseTable((phrase, True) for phrase in scope["theatre"]),
        elsewhere=PhraseTable((phrase, True) for phrase in scope["elsewhere"]),
        history=PhraseTable((phrase, True) for phrase in scope["history"]),
        outsiders=PhraseTable((form, True) for phrase in scope["outsiders"] for form in number_forms(phrase)),
    )


def _noun_entries(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, CapabilityWord]]:
    for entry in entries:
        for phrase in entry["words"]:
            forms = list(number_forms(phrase))
            for form in forms:
                singular = form == forms[0] and len(forms) == 2
                yield form, CapabilityWord(entry["capability"], entry["role"], entry["unit"], singular)


def _verb_classes(acts: Mapping[str, list[str]], own: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    classes: dict[str, set[str]] = {}
    for name, lemmas in acts.items():
        for lemma in lemmas:
            classes.setdefault(lemma, set()).add(name)
    for entry in own:
        for lemma in entry["words"]:
            classes.setdefault(lemma, set()).add("own")
    return classes


def _verb_forms(
    classes: Mapping[str, set[str]], irregular: Mapping[str, str], spellings: Mapping[str, str]
) -> dict[str, VerbForm]:
    """Every form of every one-word verb; of two verbs with a common spelling the first keeps it."""
    forms: dict[str, dict[str, int]] = {}
    for lemma in classes:
        if " " in lemma or "-" in lemma:
            continue
        for spelling, bit in _inflect(lemma, irregular.get(lemma, "")):
            bits = forms.setdefault(spelling, {})
            bits[lemma] = bits.get(lemma, 0) | bit
    table: dict[str, VerbForm] = {}
    for spelling, lemmas in forms.items():
        lemma, bits_of = next(iter(lemmas.items()))
        table[spelling] = VerbForm(lemma, bits_of, frozenset(classes[lemma]), tuple(lemmas)[1:])
    for spelling, known in spellings.items():
        if known in table:
            table[spelling] = table[known]
    return table


def _inflect(lemma: str, irregular: str) -> Iterator[tuple[str, int]]:
    past, participle = irregular.split() if irregular else (regular_past(lemma),) * 2
    yield lemma, BASE
    yield plural_of(lemma) if not lemma.endswith("ss") else lemma + "es", THIRD
    yield past, PAST
    yield participle, PARTICIPLE
    yield gerund_of(lemma, past), GERUND


def regular_past(lemma: str) -> str:
    """agree → agreed, supply → supplied, visit → visited."""
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "ed"


def gerund_of(lemma: str, past: str) -> str:
    """send → sending, withdraw → withdrawing, commit (committed) → committing, decide → deciding, agree → agreeing."""
    doubled = lemma + lemma[-1]
    if past.startswith(doubled) or lemma in _DOUBLING:
        return doubled + "ing"
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return lemma + "ing"


_DOUBLING = frozenset("run begin cut hit set let put get win stop quit sit shut split swim forget".split())


def _phrasal(
    particles: Mapping[str, list[str]], classes: Mapping[str, set[str]]
) -> dict[str, dict[str, frozenset[str]]]:
    table: dict[str, dict[str, frozenset[str]]] = {}
    for verb, words in particles.items():
        for word in words:
            known = classes.get(f"{verb} {word}")
            if known:
                table.setdefault(verb, {})[word] = frozenset(known)
    return table


def _word_classes(groups: Mapping[str, list[str]], *, with_plural: bool) -> dict[str, str]:
    """One-word entries with their class; phrases are left to `_noun_phrases`."""
    table: dict[str, str] = {}
    for name, words in groups.items():
        for word in words:
            for form in number_forms(word) if with_plural else (word,):
                if " " not in form and "-" not in form:
                    table.setdefault(form, name)
    return table


def _noun_phrases(groups: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, words in groups.items():
        for word in words:
            if " " in word or "-" in word:
                for form in number_forms(word):
                    yield form, name
