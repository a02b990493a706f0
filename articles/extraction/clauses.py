"""Verb groups and clauses of one sentence, by closed word lists and a verb lexicon.

No tagger: a word is a verb where its form and its neighbours allow it. The result is shallow but enough to say which
verb
a noun phrase belongs to and whether the verb is negated, modal, passive or governed by another one.

Example: "Denmark has refused to send combat troops, but will keep its trainers at Al Asad" has the verb groups
"has refused" (perfect), "to send" (infinitive, governed by it) and "will keep" (future), in two segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from articles.extraction.lexicon_pledges import BASE, GERUND, PARTICIPLE, PAST, THIRD, PledgeWords, VerbForm

Form = Literal["past", "present", "base", "infinitive", "gerund", "participle", "noun", "adjective"]
Modal = Literal["", "will", "would", "may", "should"]

MODALS: dict[str, Modal] = {
    "will": "will", "shall": "will", "wont": "will", "would": "would", "wouldnt": "would", "may": "may",
    "might": "may", "could": "may", "can": "may", "cannot": "may", "cant": "may", "couldnt": "may",
    "should": "should", "must": "should", "ought": "should", "shouldnt": "should",
}  # fmt: skip
HAVE = frozenset({"have", "has", "had", "having", "hasnt", "havent", "hadnt"})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "isnt", "arent", "wasnt", "werent"})
DO = frozenset({"do", "does", "did", "dont", "doesnt", "didnt"})
NEGATIONS = frozenset({"not", "never", "neither", "nor"})
_NEGATED_AUXILIARY = frozenset(
    "wont wouldnt cannot cant couldnt shouldnt hasnt havent hadnt isnt arent wasnt werent dont doesnt didnt".split()
)
_PAST_BE = frozenset({"was", "were", "wasnt", "werent", "been"})
CONTRACTIONS = {
    "'ll": "will", "'ve": "have", "'re": "are", "'d": "would", "'m": "am",
}  # fmt: skip

PREPOSITIONS = frozenset(
    "in to from of against with over near by on at for into onto towards toward across through throughout under among "
    "between alongside inside outside around off via about without within during including besides beyond behind above "
    "below as per upon along like despite beside amid amongst until since after before unlike".split()
)
DETERMINERS = frozenset(
    "the a an this that these those its their his her our my your some any no another each every all both either "
    "neither several many few more most other such much less enough own same".split()
)
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i", "you"})
RELATIVES = frozenset({"which", "who", "that", "whose", "whom"})
_OPENERS = frozenset(
    "while although though whereas but because after before if unless until when where since whether as once "
    "than so yet".split()
)
_HARD = frozenset({";", ":", "—", "--", "(", ")", "…"})
ADVERBS = frozenset(
    "each also now already still just then soon only even ever again once both currently since so far together "
    "recently "
    "formally officially initially directly actively reportedly subsequently later first twice alone yet all instead "
    "long always often today yesterday tomorrow however nonetheless nevertheless too hence thus indeed further "
    "effectively jointly finally meanwhile meantime nowadays anew henceforth therefore moreover furthermore likewise "
    "accordingly additionally consequently presently".split()
)
NOUN_LIKE = frozenset(
    "plan plans support supports offer offers request requests strike strikes attack attacks report reports "
    "force forces "
    "air base bases aid aids train trains help helps call calls increase increases end ends vote votes visit "
    "visits place "
    "places cut cuts fight fights back arm arms target targets need needs hope hopes demand demands bomb bombs "
    "raid raids "
    "ship ships boost fund funds finance finances grant grants budget budgets review reviews debate debates "
    "study studies "
    "display move moves escort escorts transfer transfers host hosts mandate mandates aim aims lead leads question "
    "questions state states focus advance advances control border borders refuse supply supplies field fields station "
    "stations position positions second seconds loan loans start starts use uses run runs stage stages make makes fire "
    "fires share shares work works guard guards monitor monitors deal deals cost costs share cause causes "
    "result results "
    "contact head heads land lands leave travel return returns cover covers guarantee guarantees order orders promise "
    "promises pledge pledges challenge challenges appeal appeals push press pressure rise rises drop drops hold holds "
    "reach name names pass charge charges average number numbers total totals model set partner partners shell shells "
    "sign signs clear open close limit limits conduct voice patrol patrols balance double triple like view rule rules "
    "claim claims record treat sail spread address access permit permits lift block blocks march blast issue issues "
    "show shows contract threat influence feature features release releases interest concern concerns charter "
    "benefit benefits process damage drive drives match link links talk talks".split()
)
_SUBJECT_NOUNS = frozenset(
    "government country parliament ministry minister military army nation nations countries governments ministers "
    "president chancellor cabinet officials lawmakers mps allies partners pentagon premier commander navy bundestag "
    "states members administration house senate alliance coalition".split()
)
_OBJECT_STARTS = DETERMINERS | frozenset({"up", "to", "about", "around", "over", "as"})


@dataclass(slots=True, eq=False)
class VerbGroup:
    """A verb with its auxiliaries, or a noun or adjective that takes a verb's place ("plans to", "ready to").

    `head` is the token of the main word; `governor` the group that decides what an infinitive or gerund states.
    """

    first: int
    head: int
    end: int
    lemma: str
    classes: frozenset[str]
    form: Form
    modal: Modal = ""
    perfect: bool = False
    progressive: bool = False
    passive: bool = False
    negated: bool = False
    past: bool = False
    segment: int = 0
    governor: VerbGroup | None = None
    ceased: bool = False
    """True with "no longer": what was done before is done no more."""
    purpose: bool = False
    """True for an infinitive of purpose under a verb of doing ("sent 60 soldiers to train …")."""

    @property
    def is_finite(self) -> bool:
        return self.form in {"past", "present"}


@dataclass(slots=True)
class Clauses:
    """Verb groups in text order and the number of the segment that each token belongs to."""

    first: int
    end: int
    verbs: list[VerbGroup]
    segments: list[int]
    openers: dict[int, str]
    """Segment number → the word that opened it ("" for the main one)."""

    def segment_of(self, token: int) -> int:
        return self.segments[token - self.first]


def analyse(
    keys: Sequence[str],
    lowers: Sequence[str],
    first: int,
    end: int,
    names: Sequence[int],
    nouns: dict[int, int],
    words: PledgeWords,
) -> Clauses:
    """Verb groups and segments of the tokens `first` to `end`.

    `names` gives, for each token from `first` on, 0 or a mark for tokens inside a name or number (`Names`); `nouns`
    maps
    the first token of each capability mention to its end.
    """
    scan = _Scan(keys, lowers, first, end, names, nouns, words)
    verbs = scan.verb_groups()
    segments, openers = _segments(keys, first, end, verbs)
    for verb in verbs:
        verb.segment = segments[verb.first - first]
    _govern(keys, verbs)
    _negate_by_subject(keys, first, end, verbs)
    return Clauses(first, end, verbs, segments, openers)


@dataclass(slots=True)
class _Auxiliaries:
    """A run of auxiliaries: where it ends, what is in it, and the kind of the last one."""

    end: int
    modal: Modal = ""
    last: str = ""
    have: bool = False
    be: bool = False
    negated: bool = False
    past: bool = False
    ceased: bool = False


@dataclass(frozen=True, slots=True)
class _Inversion:
    """An auxiliary before its subject: where the subject begins, and what the verb behind takes from it."""

    end: int
    modal: Modal
    negated: bool
    past: bool


_CHANCES = frozenset({"likely", "unlikely"})
_GUESSES = frozenset({"probably", "likely", "possibly", "perhaps", "presumably", "maybe", "conceivably"})
"""Adverbs that make what will be done a guess: "will probably send"."""
_INVERTING = frozenset({"nor", "neither"})
_SUPPOSING = frozenset({"had", "should", "were"})
_CLAUSE_STARTS = frozenset({"", ",", "“", '"', "-", "—"})
_ASIDE_OPENERS = {")": "(", ",": ",", "—": "—", "–": "–", "-": "-"}
"""What closes an aside → what opened it."""
_ASIDE_WORDS = frozenset(
    "together along alongside jointly like with as a an the one itself already which who whose now also part home both "
    "once long among including not".split()
)
"""Words that open an aside between commas or dashes."""
_MOST_ASIDE = 20
"""Tokens of an aside."""
_MOST_SUBJECT = 8
"""Tokens of a subject between an auxiliary and its verb."""

NAME, ADJECTIVE_NAME, OTHER_NAME = 1, 2, 3
"""Marks of tokens: a nation or person that can be a subject; a demonym or possessive; a place, date or number."""


class _Scan:
    """One pass over a sentence that finds its verb groups."""

    __slots__ = ("end", "first", "groups", "inverted", "keys", "lowers", "names", "noun_ends", "nouns", "words")

    def __init__(
        self,
        keys: Sequence[str],
        lowers: Sequence[str],
        first: int,
        end: int,
        names: Sequence[int],
        nouns: dict[int, int],
        words: PledgeWords,
    ) -> None:
        self.keys, self.lowers, self.first, self.end = keys, lowers, first, end
        self.names, self.nouns, self.words = names, nouns, words
        self.noun_ends = frozenset(nouns.values())
        self.groups: list[VerbGroup] = []
        self.inverted: _Inversion | None = None

    def verb_groups(self) -> list[VerbGroup]:
        openings, also = _openings(self.words), self._contracted() | self.nouns.keys()
        free = self.first
        for position, key in enumerate(self.keys[self.first : self.end], self.first):
            if (key in openings or position in also) and position >= free:
                free = self._step(position)
        return self.groups

    def _contracted(self) -> set[int]:
        """Tokens with an apostrophe, which may hide an auxiliary."""
        lowers = self.lowers[self.first : self.end]
        text = "".join(lowers)
        if "'" not in text and "’" not in text:
            return set()
        return {i for i, lower in enumerate(lowers, self.first) if "'" in lower or "’" in lower}

    def _step(self, i: int) -> int:
        """Add the group that begins at token `i`, if any; the position after it."""
        key = self.keys[i]
        if self.names[i - self.first] or key == "including" or (self._key(i - 1) == "-" and key in self.words.verbs):
            return i + 1
        stop = self.nouns.get(i)
        if stop is not None and not ((stop == i + 1 or self._form(stop - 1) & BASE) and self._is_own_verb(i)):
            return stop
        group: VerbGroup | None = None
        if key in MODALS or key in HAVE or key in BE or key in DO or "'" in self._plain(i):
            group = self._auxiliary_group(i)
        elif key == "to" or (key == "not" and self._key(i + 1) == "to"):
            group = self._infinitive(i)
        elif key in self.words.verbs:
            group = self._bare_verb(i)
        if group is None and key in self.words.nouns:
            group = self._noun(i, i + 1, self.words.nouns[key])
        if group is None and key in _BILATERAL and self._is_made_with(i, i + 1):
            group = self._noun(i, i + 1, "promise")
        if group is None:
            phrase = self.words.noun_phrases.match_at(self.keys, i, self.end)
            group = None if phrase is None else self._noun(i, phrase[0], phrase[1])
        if group is None:
            return i + 1
        self.groups.append(group)
        return max(group.end, i + 1)

    def _key(self, i: int) -> str:
        return self.keys[i] if self.first <= i < self.end else ""

    def _plain(self, i: int) -> str:
        return self.lowers[i].replace("’", "'")

    def _is_own_verb(self, i: int) -> bool:
        """Whether a capability word of one token is used as a verb here: "is bombing", "to train", "jets strike"."""
        key = self.keys[i]
        form = self.words.verbs.get(key)
        if form is None or not ("own" in form.classes or form.forms & GERUND or key in _SUPPORTING):
            return False
        before = self._before(i)
        if before == "to" or before in _HELPING or (form.forms & GERUND and (before in BE or self._follows_verb(i))):
            return True
        if form.forms & GERUND and i in self.noun_ends and self._starts_object(i + 1):
            return True
        if form.forms & GERUND:
            return before in {"by", "from", "after", "while", "and", "of", "for", "in", "without", ",", "on"} and (
                self._starts_object(i + 1)
            )
        inverted = self.inverted
        is_verb = self._bare_verb(i) is not None
        self.inverted = inverted
        return is_verb

    def _follows_verb(self, i: int) -> bool:
        if not self.groups or self.groups[-1].end != i:
            return False
        group = self.groups[-1]
        return bool(group.classes & (_COMPLEMENT_CLASSES - {"wish", "request"})) or group.lemma in _BEGINNINGS

    def _starts_object(self, i: int) -> bool:
        """Whether a noun phrase begins at `i`, as after a verb with an object."""
        if i >= self.end:
            return False
        return (self.keys[i] in _OBJECT_STARTS or self.names[i - self.first] > 0 or i in self.nouns) and self.keys[
            i
        ] not in {"as"}

    def _before_index(self, i: int) -> int:
        j = i - 1
        while j >= self.first and (self.keys[j] in ADVERBS or _is_manner(self.keys[j])):
            j -= 1
        return j

    def _before(self, i: int) -> str:
        return self._key(self._before_index(i))

    def _auxiliary_group(self, i: int) -> VerbGroup | None:
        """ "has been asked", "will not be sending", "is ready", "has" (as a full verb)."""
        found = self._auxiliaries(i)
        self.inverted = self._inversion(i, found)
        if self.inverted is not None:
            return None
        group = self._complete(i, found)
        if group is not None:
            group.ceased = found.ceased
        return group

    def _auxiliaries(self, i: int) -> _Auxiliaries:
        """The auxiliaries from token `i` on, with negations and adverbs between them."""
        found = _Auxiliaries(i)
        while found.end < self.end and not self.names[found.end - self.first]:
            key = self._auxiliary(found.end)
            if key in MODALS and not (found.have or found.be):
                found.modal, found.last = MODALS[key], "modal"
            elif key in HAVE:
                found.have, found.past, found.last = True, key in {"had", "hadnt"}, "have"
            elif key in BE:
                found.be, found.past, found.last = True, found.past or key in _PAST_BE, "be"
            elif key in DO and not (found.have or found.be or found.modal):
                found.past, found.last = key in {"did", "didnt"}, "do"
            elif key == "no" and self._key(found.end + 1) == "longer":
                found.negated = found.ceased = True
                found.end += 1
            elif found.be and key in _CHANCES and self._key(found.end + 1) == "to":
                break  # "is likely to send" states a chance, "is currently to send" a plan
            elif not (key in NEGATIONS or key in ADVERBS or _is_manner(key) or key in _GUESSES):
                break
            if key in _GUESSES and found.modal in {"will", "would"}:
                found.modal = "may"  # "will probably send" is no promise
            found.negated = found.negated or key in NEGATIONS or key in _NEGATED_AUXILIARY
            found.end += 1
        return found

    def _inversion(self, i: int, found: _Auxiliaries) -> _Inversion | None:
        """An auxiliary that stands before its subject, for the verb behind it: "nor will Italy send", "had Spain
        sent"."""
        j, before = found.end, self._key(i - 1)
        if before not in _INVERTING and not (before in _CLAUSE_STARTS and self.keys[i] in _SUPPOSING):
            return None
        if j >= self.end or not (self.names[j - self.first] or self._key(j) in DETERMINERS or self._key(j) in PRONOUNS):
            return None
        if before in _INVERTING:
            return _Inversion(j, found.modal, True, found.past)
        return _Inversion(j, "should", False, found.past)

    def _auxiliary(self, j: int) -> str:
        plain = self._plain(j)
        cut = plain.find("'")
        if cut > 0:
            return CONTRACTIONS.get(plain[cut:], self.keys[j])
        return self.keys[j]

    def _complete(self, i: int, found: _Auxiliaries) -> VerbGroup | None:
        """The group whose auxiliaries begin at token `i`."""
        j, modal, have, be = found.end, found.modal, found.have, found.be
        negated, past, last = found.negated, found.past, found.last
        key = self._key(j)
        words = self.words
        free = j < self.end and not self.names[j - self.first]
        predicate = words.predicates.match_at(self.keys, j, self.end) if last == "be" and free else None
        if predicate is not None and predicate[1] != "host" and self._key(predicate[0]) in DETERMINERS:
            predicate = None  # "had been over the country"
        if predicate is not None:
            group = VerbGroup(i, j, predicate[0], "be", frozenset({predicate[1]}), "present", modal)
        elif last == "be" and free and key in words.adjectives and self._takes_complement(j):
            group = VerbGroup(i, j, j + 1, key, frozenset({words.adjectives[key]}), "present", modal)
        elif last == "be" and key == "to" and (self._form(j + 1) & BASE or self._key(j + 1) == "be"):
            group = VerbGroup(i, j - 1, j, "be", frozenset({"promise"}), "present", modal)
        elif last == "have" and key == "to" and self._form(j + 1) & BASE:
            yet = "yet" in self.keys[i:j]
            group = self._main(i, j + 1, "")
            group.modal, group.negated, group.perfect = ("" if yet else "should"), yet or negated, yet
            return group
        elif free and key in words.verbs and self._fits(j, last):
            group = self._main(i, j, modal)
            bits = words.verbs[key].forms
            group.perfect = have
            group.passive = be and not bits & GERUND
            group.progressive = be and (bool(bits & GERUND) or "being" in self.keys[i:j])
        elif last in {"have", "be"}:
            lemma = "have" if last == "have" else "be"
            unknown = lemma == "have" and free and key.endswith("ed") and j not in self.nouns and key not in _TASKED
            classes = frozenset({"plain"}) if unknown else frozenset({lemma})
            group = VerbGroup(i, j - 1, j, lemma, classes, "present", modal, perfect=have and be)
        else:
            return None
        group.negated = negated
        group.past = past
        if past or group.perfect:
            group.form = "past"
        return group

    def _fits(self, j: int, last: str) -> bool:
        """Whether the verb at `j` can follow the auxiliary: a participle after have and be, a base after the others."""
        bits = self.words.verbs[self.keys[j]].forms
        stop = self.nouns.get(j)
        if last == "have":
            return bool(bits & PARTICIPLE) and not (stop is not None and stop > j + 1)
        if last == "be":
            return bool(bits & (PARTICIPLE | GERUND)) and not (stop is not None and stop > j + 1)
        return bool(bits & BASE)

    def _form(self, i: int) -> int:
        form = self.words.verbs.get(self._key(i))
        return form.forms if form else 0

    def _takes_complement(self, j: int) -> bool:
        following = self._key(j + 1)
        if following == "to":
            return True
        return self.keys[j] in _TAKES_NOUNS and following in {"for", "on", "against", "only", "in", "at", "back"}

    def _main(self, i: int, j: int, modal: Modal) -> VerbGroup:
        """A group from token `i` whose main verb stands at `j`, with its particle where it has one."""
        verb: VerbForm = self.words.verbs[self.keys[j]]
        following = self._key(j + 1)
        for lemma in (verb.lemma, *verb.others):
            particles = self.words.phrasal.get(lemma)
            if particles is None:
                continue
            if following in particles and self._takes_particle(j, following):
                return VerbGroup(i, j, j + 2, f"{lemma} {following}", particles[following], "present", modal)
            distant = self._distant_particle(j, lemma)
            if distant in particles:
                return VerbGroup(i, j, j + 1, f"{lemma} {distant}", particles[distant], "present", modal)
        if verb.lemma == "play" and not _ROLES.isdisjoint(self.keys[j + 1 : min(j + 5, self.end)]):
            return VerbGroup(i, j, j + 1, "take part", frozenset({"join"}), "present", modal)
        return VerbGroup(i, j, j + 1, verb.lemma, verb.classes, "present", modal)

    def _takes_particle(self, j: int, particle: str) -> bool:
        """ "said no to a request" and "said no." but not "said no troops would go"; "keeps up to 30 men" keeps men."""
        if particle == "up" and self.names[j + 1 - self.first]:
            return False
        return particle not in {"no", "yes"} or self._key(j + 2) in {"to", ".", ",", "", "”", '"'}

    def _distant_particle(self, j: int, lemma: str) -> str:
        """The particle after the object: "pull its jets out", "bring the troops home"."""
        for k in range(j + 2, min(j + 8, self.end)):
            key = self.keys[k]
            if key in _DISTANT.get(lemma, ()):
                return key
            if key in self.words.verbs and not self.nouns.get(k) and key not in NOUN_LIKE:
                return ""
        return ""

    def _infinitive(self, i: int) -> VerbGroup | None:
        """ "to send", "not to send", "to be sent", "to immediately send"."""
        negated = self.keys[i] == "not"
        j = i + 2 if negated else i + 1
        if self._key(i - 1) == "not":
            negated = True
        while j < self.end and (self.keys[j] in ADVERBS or _is_manner(self.keys[j])):
            j += 1
        if j >= self.end or self.names[j - self.first]:
            return None
        group = self._infinitive_of(i, j)
        if group is None:
            return None
        if group.form != "infinitive" and not self.groups and i > self.first and self.names[i - 1 - self.first] == NAME:
            group.modal = "will"  # a headline: "Germany to send 650 troops"
            return group
        group.form = "infinitive"
        group.negated = negated
        return group

    def _infinitive_of(self, i: int, j: int) -> VerbGroup | None:
        """The group that begins with "to" at `i` and has its first verb at `j`."""
        key = self.keys[j]
        if key == "be":
            return self._passive_infinitive(i, j)
        if key == "have":
            if self._form(j + 1) & PARTICIPLE:
                group = self._main(i, j + 1, "")
                group.perfect = True
                return group
            return VerbGroup(i, j, j + 1, "have", frozenset({"have"}), "infinitive")
        if not self._form(j) & BASE or not self._form(self.nouns.get(j, j + 1) - 1) & BASE:
            return None
        return self._main(i, j, "")

    def _passive_infinitive(self, i: int, j: int) -> VerbGroup:
        """ "to be sent", "to be flying", "to be ready to"."""
        bits = self._form(j + 1)
        if bits & (PARTICIPLE | GERUND):
            group = self._main(i, j + 1, "")
            group.passive = bool(bits & PARTICIPLE)
            group.progressive = not group.passive
            return group
        group = VerbGroup(i, j, j + 1, "be", frozenset({"be"}), "infinitive")
        adjective = self.words.adjectives.get(self._key(j + 1))
        if adjective and self._takes_complement(j + 1):
            group.classes, group.end = frozenset({adjective}), j + 2
        return group

    def _bare_verb(self, i: int) -> VerbGroup | None:
        """A verb without auxiliary, where form and neighbours allow one."""
        bits = self.words.verbs[self.keys[i]].forms
        inversion = self._inversion_for(i, bits)
        if inversion is not None:
            self.inverted = None
            group = self._main(i, i, inversion.modal)
            group.negated, group.past = inversion.negated, inversion.past
            return group
        b = self._before_parenthesis(self._before_index(i))
        before = self._key(b)
        form = self._bare_form(i, b, before, bits)
        if form is None:
            return None
        group = self._main(i, i, "")
        group.form = form
        group.past = form == "past"
        if before == "never":
            group.negated = True
        elif self._is_no_longer(b):
            group.negated = group.ceased = True
        elif form == "present" and before in {"and", "or", "nor", ","} and bits & BASE:
            self._share_modal(group)
        return group

    def _before_parenthesis(self, b: int) -> int:
        """The end of the subject where an aside stands before the verb: "Norway (a partner since 2014) sends",
        "Norway, together with Denmark, sends"."""
        close = self._key(b)
        if close not in _ASIDE_OPENERS:
            return b
        opener = _ASIDE_OPENERS[close]
        for j in range(b - 2, max(self.first, b - _MOST_ASIDE), -1):
            if self.keys[j] == opener and (close == ")" or self.keys[j + 1] in _ASIDE_WORDS):
                return j - 1 if self.names[j - 1 - self.first] == NAME or self.keys[j - 1] in _SUBJECT_NOUNS else b
        return b

    def _bare_form(self, i: int, b: int, before: str, bits: int) -> Form | None:
        """In which form the word at `i` is a verb after the word at `b`, None where it is none."""
        if self.keys[i] == "last" and self._key(i + 1) in _DATE_WORDS:
            return None  # "since last October"
        mark = self.names[b - self.first] if b >= self.first else 0
        if bits & (PAST | PARTICIPLE) and not bits & BASE:
            return self._past_form(i, before, mark)
        if bits & GERUND:
            free = before not in DETERMINERS or before == "those"  # "among those sending trainers"
            return "gerund" if free and mark != ADJECTIVE_NAME and before != "'s" else None
        if bits & BASE and before in _HELPING:
            return "infinitive"
        if self.keys[i] in _UNITS and self._key(i + 1) not in {"up", "with"} and before not in PRONOUNS:
            return None
        opens = b < self.first and self._is_entry(i, bits)
        if opens or (self._is_no_longer(b) and bits & (THIRD | BASE)) or self._is_present(i, b, before, mark, bits):
            return self._present_form(bits, before)
        return None

    def _is_entry(self, i: int, bits: int) -> bool:
        """Whether a sentence opens with its verb, as in a list by nation: "Flies most of the strikes"."""
        return bool(bits & THIRD) and self._starts_object(i + 1) and self.keys[i] not in self.words.nouns

    def _is_no_longer(self, b: int) -> bool:
        """ "no longer strikes": the word at `b` ends the adverb."""
        return self._key(b) == "longer" and self._key(b - 1) == "no"

    def _inversion_for(self, i: int, bits: int) -> _Inversion | None:
        """The auxiliary before the subject that belongs to the verb at `i`; one too far back is forgotten."""
        inverted = self.inverted
        if inverted is None:
            return None
        if i - inverted.end > _MOST_SUBJECT:
            self.inverted = None
            return None
        wanted = BASE if inverted.modal and not inverted.past else BASE | PARTICIPLE | GERUND
        return inverted if bits & wanted and i > inverted.end else None

    def _share_modal(self, group: VerbGroup) -> None:
        """ "will withdraw its jets and triple its trainers": the second verb has the modal of the first."""
        for other in reversed(self.groups):
            if other.is_finite:
                group.modal = other.modal
                group.negated = other.negated and self._key(group.first - 1) in {"or", "nor"}
                return

    def _past_form(self, i: int, before: str, mark: int) -> Form | None:
        if before in DETERMINERS or before == "'s" or (before in PREPOSITIONS and before not in {"since", "as"}):
            return None
        if mark == ADJECTIVE_NAME and not self._starts_object(i + 1) and self._key(i + 1) not in PREPOSITIONS:
            return None
        if self.keys[i] == "armed" and self._key(i + 1) in {"forces", "services", "force", "groups", "men"}:
            return None
        bits = self._form(i)
        if self._key(i + 1) == "up" and self.keys[i] == "made":
            return "participle"
        if not bits & PAST or (bits & PARTICIPLE and self._key(i + 1) == "by" and mark != NAME):
            return "participle"
        if bits & PARTICIPLE and self._is_reduced(i, before, mark):
            return "participle"
        return "past"

    def _is_reduced(self, i: int, before: str, mark: int) -> bool:
        """Whether a participle follows its noun: "troops deployed in Iraq", "a decision made in May"."""
        if mark == NAME or before in PRONOUNS or before in RELATIVES or before in {",", "and", "but", "or", ""}:
            if before != "," or mark == NAME or self._is_phrasal(i):
                return False
            return self._key(i + 1) in PREPOSITIONS or self._key(i + 1) == "up"
        counted = mark == OTHER_NAME and self._key(self._before_index(i) - 1) == "the"  # "the six already stationed at"
        if (mark and not counted) or before in _SUBJECT_NOUNS:
            return False
        return self._key(i + 1) in PREPOSITIONS

    def _is_phrasal(self, i: int) -> bool:
        """ "handed over", "carried out": the word behind belongs to the verb."""
        particle = self._key(i + 1)
        return particle in {"over", "out", "off"} and particle in self.words.phrasal.get(
            self.words.verbs[self.keys[i]].lemma, ()
        )

    def _present_form(self, bits: int, before: str) -> Form:
        if bits & BASE and not bits & PAST and before in {"and", "or", "nor", ",", "but"}:
            for group in reversed(self.groups):
                if group.form == "infinitive":
                    return "infinitive"
                if group.modal or group.is_finite:
                    return "present"
        if bits & PAST and not bits & THIRD:
            return "past"
        return "present"

    def _is_present(self, i: int, b: int, before: str, mark: int, bits: int) -> bool:
        """Whether a word in base or third-person form is a verb here."""
        key = self.keys[i]
        noun_like = key in NOUN_LIKE
        following = self._key(i + 1)
        object_follows = self._starts_object(i + 1) or following in {"to", "that"} or self._is_calling(i)
        if before in PRONOUNS or before in {"who", "which", "whom"} or self._is_counting(i):
            return True
        if mark == NAME:
            if self.lowers[b] in {"us", "uk", "u.s.", "u.s", "u.k.", "uae", "eu", "un"} and noun_like:
                return bool(bits & THIRD) and object_follows
            return bool(bits & (THIRD | PAST)) or not noun_like or object_follows
        if mark == OTHER_NAME and not noun_like:
            return bool(bits & (THIRD | BASE)) and key not in self.words.nouns
        if mark or before in DETERMINERS or before in PREPOSITIONS or before in {"'s", ""}:
            return False
        if self.groups and self.groups[-1].end == b + 1:
            return False
        if before in {"and", "or", "nor", ",", "that", "but"}:
            return self._continues(bits) and (not noun_like or object_follows)
        if before in _SUBJECT_NOUNS:
            return not noun_like or object_follows
        if noun_like:
            return (
                bool(bits & THIRD) != (before.endswith(("s", "men")) or before in _PLURALS)
                and (object_follows or self._is_paired(i))
                and before.isalpha()
            )
        return (before.isalpha() or b + 1 in self.noun_ends) and before not in self.words.adjectives

    def _is_paired(self, i: int) -> bool:
        """ "train and mentor Iraqi units": a second verb shares the object."""
        paired = self._key(i + 1) in {"and", "or"} and bool(self._form(i + 2) & BASE)
        return paired and self._key(i + 2) not in NOUN_LIKE and self._starts_object(i + 3)

    def _is_calling(self, i: int) -> bool:
        """ "Ministers call on all members to": a particle and its object make the noun a verb."""
        return self.keys[i] in {"call", "calls"} and self._key(i + 1) in {"on", "upon"} and self._starts_object(i + 2)

    def _is_counting(self, i: int) -> bool:
        """ "the contingent at Taji now numbers 480"."""
        return self.keys[i] in {"numbers", "totals"} and self._key(i + 1)[:1].isdigit()

    def _continues(self, bits: int) -> bool:
        """Whether the form fits the verb before it, as the second of two joined verbs."""
        for group in reversed(self.groups):
            if group.form == "infinitive" or group.modal:
                return bool(bits & BASE)
            if group.is_finite and not group.past:
                return bool(bits & (THIRD | BASE))
            if group.is_finite:
                return bool(bits & PAST)
        return False

    def _noun(self, i: int, end: int, kind: str) -> VerbGroup | None:
        """A noun that states an act and has a complement: "plans to send", "a request for jets", "deployment of",
        "the green light for"."""
        if self._key(end) not in _COMPLEMENT_LINKS and not self._is_made_with(i, end):
            return None
        back = self._key(i - 1)
        if self.keys[i] == "addition" and back == "in":
            return None
        if self.keys[i] in _PAID and self.groups and self.groups[-1].lemma in _PAYING and i - self.groups[-1].end <= 2:
            return None
        if kind == "end" and not _TIME_WORDS.isdisjoint((back, self._key(i - 2), self._key(i - 3))):
            return None
        negated = back == "no" or self._key(i - 2) == "no" or (back == "any" and self._has_negation(i))
        return VerbGroup(i, i, end, " ".join(self.keys[i:end]), frozenset({kind}), "noun", negated=negated)

    def _is_made_with(self, i: int, end: int) -> bool:
        """ "an agreement with Washington to open its base": what two sides agree on follows the second."""
        if self.keys[i] not in _BILATERAL or self._key(end) != "with":
            return False
        return any(self._key(j) == "to" and self._form(j + 1) & BASE for j in range(end + 2, end + 9))

    def _has_negation(self, i: int) -> bool:
        return bool(self.groups) and self.groups[-1].negated and i - self.groups[-1].end < 4


_BILATERAL = frozenset({"agreement", "deal", "pact", "accord", "understanding"})
_ROLES = frozenset({"role", "roles", "part", "parts"})
_PAID = frozenset({"bill", "bills"})
_PAYING = frozenset({"foot", "pay", "pick", "settle", "share"})
"""Who "foots the bill" pays and drafts no law."""

_COMPLEMENT_LINKS = frozenset({"to", "for", "of", "not", "by", "from", "on", "in", "that", "at", "as"})
"""Words after a noun that begin what it is about: "a plan to", "a request for"."""

_AUXILIARIES = MODALS.keys() | HAVE | BE | DO | {"to", "not"}
"""Words that open a verb group without being its verb."""


@lru_cache(maxsize=8)
def _openings(words: PledgeWords) -> frozenset[str]:
    """Every word with which a verb group can begin."""
    return frozenset((*words.verbs, *_AUXILIARIES, *words.nouns, *_BILATERAL)) | words.noun_phrases.first_words()


_TASKED = frozenset({"armed", "manned", "combined", "united", "unmanned", "limited", "wounded", "skilled", "dedicated"})
"""Adjectives that stand after a full "have": "has armed drones in the area"; other such words make a perfect."""

_SUPPORTING = frozenset("support supports help helps aid aids fund funds finance finances supplies".split())
"""Words for a contribution that are verbs as often as nouns."""

_UNITS = frozenset({"team", "teams"})
"""Words that are nouns unless "up" or "with" follows: "an imagery analysis team and a medical team"."""

_PLURALS = frozenset({"personnel", "staff", "police", "people", "troops", "aircraft"})
_HELPING = frozenset({"help", "helps", "helped", "helping"})
"""A base form after these is an infinitive: "help train the police"."""

_BEGINNINGS = frozenset({"begin", "start", "commence", "finish"})
_TIME_WORDS = frozenset({"at", "by", "until", "towards", "toward", "before", "since"})
"""Words that make "the end" and "its return" a point in time."""

_TAKES_NOUNS = frozenset({"ready", "prepared", "open", "opposed", "committed", "set", "due", "reluctant", "cleared"})
_DISTANT = {
    "pull": ("out", "back"),
    "bring": ("home", "back"),
    "take": ("home", "out"),
    "turn": ("down",),
    "call": ("off", "back", "home"),
    "rule": ("out",),
    "send": ("home", "back"),
    "fly": ("home", "back"),
    "order": ("home", "out", "back"),
    "wind": ("down", "up"),
    "draw": ("down",),
    "phase": ("out",),
    "put": ("forward",),
    "set": ("aside",),
    "make": ("available",),
    "let": ("lapse", "expire", "end", "run"),
    "hand": ("over", "back"),
    "scale": ("back", "down"),
    "wave": ("through",),
    "stand": ("down",),
    "ship": ("home", "back"),
    "keep": ("out", "home"),
    "cut": ("short",),
}


def _is_manner(key: str) -> bool:
    return len(key) > 4 and key.endswith("ly") and key not in {"italy", "supply", "apply", "reply", "july", "comply"}


def _segments(
    keys: Sequence[str], first: int, end: int, verbs: Sequence[VerbGroup]
) -> tuple[list[int], dict[int, str]]:
    """The segment number of each token, and what opened each segment.

    Subordinate and relative clauses open a segment; one that stands between commas gives way to its parent again.
    """
    segments: list[int] = []
    openers: dict[int, str] = {0: ""}
    stack = [0]
    enclosing: list[int] = []
    cuts = [i for i, key in enumerate(keys[first:end], first) if key in _CUTS]
    main = {verb.first for verb in _verbs_after_relatives(keys, cuts, verbs)}
    cuts = sorted({*cuts, *main}) if main else cuts
    covered = {token for verb in verbs for token in range(verb.first, verb.end)} if cuts else set()
    for i in cuts:
        key = keys[i]
        segments += [stack[-1]] * (i - first - len(segments))
        if i in main:
            stack = stack[:-1] or stack
        if i in covered:
            continue
        if key in _HARD and not _encloses_name(keys, i, end):
            if key == ")" and enclosing:
                stack = enclosing  # the clause goes on behind a bracket
                enclosing = []
                continue
            if key == "(":
                enclosing = stack
            number = len(openers)
            openers[number] = key
            stack = [number]
        elif _opens(keys, i, first, end, verbs):
            number = len(openers)
            openers[number] = key
            stack.append(number)
        elif key == "," and len(stack) > 1 and _resumes(keys, i, end, verbs):
            stack.pop()
    segments += [stack[-1]] * (end - first - len(segments))
    return segments, openers


def _verbs_after_relatives(keys: Sequence[str], cuts: Sequence[int], verbs: Sequence[VerbGroup]) -> Iterator[VerbGroup]:
    """The verbs of main clauses that go on behind a relative clause without a comma: "The soldiers who guarded the
    base came home"."""
    for i in cuts:
        if keys[i] not in _SUBJECT_RELATIVES or keys[i - 1] == ",":
            continue
        finite = [verb for verb in verbs if verb.is_finite and verb.first > i]
        if len(finite) < 2 or any(verb.is_finite and verb.first < i for verb in verbs):
            continue
        inner, outer = finite[:2]
        between = keys[inner.end : outer.first]
        if inner.first - i > 2 or not between or inner.classes & _TAKING_CLAUSES:
            continue
        if _BREAKING.isdisjoint(between) and keys[outer.first - 1] not in PRONOUNS:
            yield outer


_SUBJECT_RELATIVES = frozenset({"who", "which", "that"})
_TAKING_CLAUSES = frozenset({"report", "promise", "wish", "request", "consider", "decline"})
"""Classes of verbs after which a clause may follow without "that"."""
_BREAKING = (
    frozenset({",", "and", "or", "but", "that", "which", "who", "whose", "whom", "nor", "as", "than"}) | _OPENERS
)
"""Words between two verbs that keep the second one from being the main verb."""

_CUTS = _HARD | _OPENERS | RELATIVES | {","}
"""The only words at which a segment may begin or end."""


def _encloses_name(keys: Sequence[str], i: int, end: int) -> bool:
    """Whether a bracket belongs to an abbreviation: "Islamic State (IS)"."""
    if keys[i] == "(":
        return i + 2 < end and keys[i + 2] == ")"
    return keys[i] == ")" and i >= 2 and keys[i - 2] == "("


def _opens(keys: Sequence[str], i: int, first: int, end: int, verbs: Sequence[VerbGroup]) -> bool:
    key = keys[i]
    if key in {"which", "who", "whose", "whom"}:
        return True
    if key == "that":
        return i > first and any(verb.end == i or (verb.is_finite and 0 < verb.first - i <= 8) for verb in verbs)
    if key not in _OPENERS:
        return False
    if key in {"but", "while", "although", "though", "whereas", "if", "because", "unless", "whether"}:
        return True
    if key in _TIME_OPENERS and _begins_date(keys, i + 1, end):
        return False
    return any(verb.is_finite and 0 < verb.first - i < 12 and "," not in keys[i : verb.first] for verb in verbs)


_TIME_OPENERS = frozenset({"since", "before", "after", "until"})
_DATE_STARTS = frozenset("last early late mid this the beginning end start middle of -".split())
_DATE_WORDS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday year month week spring summer autumn winter".split()
)


def _begins_date(keys: Sequence[str], i: int, end: int) -> bool:
    """Whether a date and no clause follows: "since 2014", "until last year", "after the end of May"."""
    while i < end and keys[i] in _DATE_STARTS:
        i += 1
    return i < end and (keys[i] in _DATE_WORDS or (len(keys[i]) == 4 and keys[i].isdigit()))


_INTERRUPTING = _OPENERS | {"which", "who", "whose", "whom"}
"""Words that begin one more clause: "that the mission, which was due to end, will continue"."""


def _resumes(keys: Sequence[str], i: int, end: int, verbs: Sequence[VerbGroup]) -> bool:
    """Whether the clause that was interrupted goes on after the comma at `i`."""
    for verb in verbs:
        if verb.first > i:
            between = keys[i + 1 : verb.first]
            return verb.is_finite and "," not in between and _INTERRUPTING.isdisjoint(between)
    return False


def _negate_by_subject(keys: Sequence[str], first: int, end: int, verbs: Sequence[VerbGroup]) -> None:
    """Negate the verb whose subject says no: "neither Oslo nor Rome will send", "none of the allies has offered"."""
    if _DENYING.isdisjoint(keys[first:end]):
        return
    for i in range(first, end - 2):
        if keys[i] == "neither":
            start = next((j for j in range(i + 2, min(i + 12, end)) if keys[j] == "nor"), -1)
        elif (keys[i] == "none" and keys[i + 1] == "of") or (
            keys[i] in {"no", "nobody"} and keys[i + 1] in _ANYBODY and keys[i - 1] not in BE
        ):
            start = i
        else:
            continue
        verb = next((verb for verb in verbs if verb.first > start >= 0 and verb.is_finite), None)
        if verb is not None and verb.first - start <= _MOST_SUBJECT and not any(v.first <= i < v.end for v in verbs):
            verb.negated = True


_DENYING = frozenset({"neither", "none", "no", "nobody"})
_ANYBODY = frozenset(
    {"country", "nation", "state", "government", "one", "ally", "member", "partner", "other", "western"}
)
"""What "no" stands before when it denies for everybody."""

_COMPLEMENT_CLASSES = frozenset({"promise", "consider", "decline", "end", "continue", "request", "wish"})
_DEED_CLASSES = frozenset(
    {"transfer", "conduct", "join", "support", "fund", "increase", "host", "have", "arrive", "own", "be", "limit"}
)
_GERUND_LINKS = frozenset({"of", "from", "for", "in", "on", "about", "to", "against", "with", "by"})


def _govern(keys: Sequence[str], verbs: list[VerbGroup]) -> None:
    """Tie infinitives and gerunds to the group that decides what they state."""
    for number, verb in enumerate(verbs):
        if verb.form == "infinitive":
            _govern_infinitive(keys, verbs, number)
        elif verb.form == "gerund":
            _govern_gerund(keys, verbs, number)


def _govern_infinitive(keys: Sequence[str], verbs: list[VerbGroup], number: int) -> None:
    verb = verbs[number]
    joined = keys[verb.first - 1] in {"and", "or", "but", ","} if verb.first else False
    for other in reversed(verbs[:number]):
        if joined and other.form == "participle":
            continue  # "to join a campaign led by France or provide support"
        if joined and other.form == "infinitive" and not other.purpose:
            verb.governor, verb.purpose = other.governor, other.purpose
            return
        if other.classes & _COMPLEMENT_CLASSES:
            verb.governor = other
            return
        if other.classes & _DEED_CLASSES:
            verb.governor, verb.purpose = other, True
            return
        if other.is_finite:
            verb.governor = other
            verb.purpose = True
            return


def _govern_gerund(keys: Sequence[str], verbs: list[VerbGroup], number: int) -> None:
    verb = verbs[number]
    before = keys[verb.first - 1] if verb.first else ""
    for other in reversed(verbs[:number]):
        if other.form == "gerund" and before in {"and", "or", ","} and other.governor is not None:
            verb.governor, verb.purpose = other.governor, other.purpose
            return
        if other.form == "participle":
            continue
        adjacent = verb.first - other.end <= 1
        if other.classes & _COMPLEMENT_CLASSES and (adjacent or before in _GERUND_LINKS):
            verb.governor = other
            return
        verb.governor, verb.purpose = other, not (adjacent and other.lemma in _BEGINNINGS)
        return
