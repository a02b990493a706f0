"""Reads a document sentence by sentence and remembers who was spoken of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from articles.extraction.finders.homes import OFFICIAL
from articles.extraction.lexicon_pledges import PledgeWords
from articles.extraction.rules.pledges.actors import group_nations, is_official, preposition_of
from articles.extraction.rules.pledges.carriage import CARRIED_FORMS
from articles.extraction.rules.pledges.civil import WORDS as CIVIL
from articles.extraction.rules.pledges.continued import Continuation
from articles.extraction.rules.pledges.givers import act_key, ever, thing_keys
from articles.extraction.rules.pledges.groups import WORDS as GROUP_WORDS
from articles.extraction.rules.pledges.groups import heading_of, topic_of
from articles.extraction.rules.pledges.home import home_state, purpose_of_text
from articles.extraction.rules.pledges.memory import Memory
from articles.extraction.rules.pledges.recall import TRIGGERS, RecallingReader, ends_on_auxiliary
from articles.extraction.rules.pledges.sentence import SentenceReader
from articles.extraction.rules.pledges.speakers import SpeakerLabels
from articles.extraction.rules.pledges.topics import label_of
from articles.extraction.rules.pledges.unnamed import WORDS as UNNAMED
from articles.extraction.rules.pledges.view import SentenceView
from articles.extraction.rules.pledges.words import THEATRE
from articles.extraction.scope import Scope, is_question
from articles.extraction.tokens import keys_of, sentence_of
from articles.extraction.types import Document, Mentions, PledgeFact, Sentence


class _Positioned(Protocol):
    @property
    def first(self) -> int: ...


RELEVANT = UNNAMED | CIVIL
"""Words that tell of a contribution without a noun for it."""
_DONORS = frozenset({"donor", "donors", "pledging"})
"""Words of a conference at which what is given is promised."""

T = TypeVar("T", bound=_Positioned)


class Reader:
    """One pass over one document."""

    def __init__(
        self,
        document: Document,
        mentions: Mentions,
        words: PledgeWords,
        states: frozenset[str],
        published_by: tuple[str, ...] = (),
        speaking: Callable[[], str] = str,
    ) -> None:
        self.document, self.mentions, self.words, self.states = document, mentions, words, states
        self._voted_home = speaking
        self.scope = Scope(document, words)
        self.continuation = Continuation(states)
        self.memory = Memory()
        self.remembered: dict[str, tuple[str, ...]] = self._known_of_text(published_by)
        self.labels = SpeakerLabels(
            document, mentions, states, lambda: speaking() or "".join(self.remembered.get("home", ()))
        )
        self._nations = _by_sentence(document, mentions.nations)
        self._ministers = _by_sentence(document, mentions.ministers)
        self._places = _by_sentence(document, mentions.places)
        self._dates = _by_sentence(document, mentions.dates)
        self._quantities = _by_sentence(document, mentions.quantities)
        self._money = _by_sentence(document, mentions.money)
        self._capabilities = _by_sentence(document, mentions.capabilities)
        self._own_tokens = document.tokens_among(words.capability_verb_forms | CARRIED_FORMS)

    def _known_of_text(self, published_by: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """What the whole text tells before its first sentence is read: whose it is, and what its money is for."""
        home = home_state(self.document, self.mentions, self.states, published_by) or self._official_home()
        known = {"purpose": purpose_of_text(self.document)}
        if home:
            known |= {"it": (home,), "we": (home,), "home": (home,), "named": (home,)}
        if self.document.tokens_among(_DONORS):
            known["donors"] = ("donors",)
            known["purpose"] = known["purpose"] or ("stabilisation_funding",)
        return known

    def _official_home(self) -> str:
        """The state whose office published the text, where only its marks tell: "Armed Forces Staff", "Operation
        Chammal"."""
        publisher = keys_of(self.document.source.publisher)
        return "" if OFFICIAL.isdisjoint(publisher) else self._voted_home()

    def read(self) -> Iterator[PledgeFact]:
        for sentence in self.document.sentences:
            labelled = self.labels.speaker_of(sentence)
            if labelled is not None:
                self.remembered["we"] = self.remembered["label"] = labelled
            view = self._view(sentence)
            told: list[PledgeFact] = []
            admitted = self.scope.admits(sentence)
            if admitted:
                told = list(self._told(view))
                yield from told
                yield from self.continuation.read(view, told)
            else:
                self.memory.drop()
            self._remember(view, told)

    def _told(self, view: SentenceView) -> Iterator[PledgeFact]:
        """The facts of a sentence: those it states itself, and what it says of the contribution in focus."""
        self.memory.step()
        self._note_group(view.sentence)
        keys, sentence = self.document.keys, view.sentence
        self.memory.note_heading(label_of(keys, sentence.first, sentence.end), sentence.paragraph)
        relevant = self._is_relevant(view)
        if not relevant:
            self.remembered["roster"] = ()
            if not self._may_recall(view):
                return
        reader = RecallingReader(view, self.words, self.states, self.remembered)
        told = [fact for fact in reader.facts() if self.scope.places(fact, view.sentence)] if relevant else []
        if relevant:
            self._remember_things(reader)
            self._remember_roster(reader, told)
        recalled = list(reader.recalled(self.memory, told))
        self.memory.note([*told, *recalled])
        yield from told
        yield from recalled

    def _note_group(self, sentence: Sentence) -> None:
        """Remember the working group that a sentence or a heading names."""
        keys, first, end = self.document.keys, sentence.first, sentence.end
        named = topic_of(keys, first, end) if not GROUP_WORDS.isdisjoint(keys[first:end]) else None
        self.memory.note_topic(named[0] if named is not None else heading_of(keys, first, end))

    def _may_recall(self, view: SentenceView) -> bool:
        """Whether a sentence without a word for a capability may speak of one told before."""
        keys, sentence, memory = self.document.keys, view.sentence, self.memory
        words = keys[sentence.first : sentence.end]
        tells_group = memory.topic is not None and not GROUP_WORDS.isdisjoint(words)
        if memory.heading is not None and view.nations:
            return not is_question(self.document, sentence)
        if not tells_group and not memory.facts and not memory.of_nation:
            return False
        known = tells_group or bool(view.quantities) or not TRIGGERS.isdisjoint(words)
        known = known or ends_on_auxiliary(keys, sentence.first, sentence.end)
        return known and not is_question(self.document, sentence)

    def _view(self, sentence: Sentence) -> SentenceView:
        return SentenceView(
            document=self.document,
            sentence=sentence,
            nations=self._nations.get(sentence.first, ()),
            ministers=self._ministers.get(sentence.first, ()),
            places=self._places.get(sentence.first, ()),
            dates=self._dates.get(sentence.first, ()),
            quantities=self._quantities.get(sentence.first, ()),
            money=self._money.get(sentence.first, ()),
            capabilities=self._capabilities.get(sentence.first, ()),
        )

    def _is_relevant(self, view: SentenceView) -> bool:
        sentence = view.sentence
        if view.nations and self.remembered.get("roster"):
            return not is_question(self.document, sentence)
        told = view.capabilities or view.money or _counts_people(view)
        if not told and RELEVANT.isdisjoint(self.document.keys[sentence.first : sentence.end]):
            at = bisect_left(self._own_tokens, sentence.first)
            if bisect_right(self._own_tokens, sentence.end - 1) <= at:
                return False
        return not is_question(self.document, sentence)

    def _remember(self, view: SentenceView, told: Sequence[PledgeFact]) -> None:
        """Note whom "it", "he" and "we" of the next sentence mean."""
        self._remember_heading(view)
        self._remember_several(view)
        keys = self.document.keys
        for nation in self._speaking(view):
            self.remembered["he"] = (nation,)
            if not self.labels.is_transcript:
                self.remembered["we"] = (nation,)
        self._remember_group(view)
        self._remember_forces(view)
        for fact in told:
            self.remembered[act_key(fact.nation)] = (fact.act,)
            if fact.amount is not None and fact.capability == "stabilisation_funding":
                self.remembered["purpose"] = (fact.capability,)
        self._own((key, fact.nation) for fact in told for key in thing_keys(fact.capability, fact.unit))
        givers = tuple(dict.fromkeys(fact.nation for fact in told if fact.nation in self.states))
        if givers:
            self.remembered["it"] = givers[:1]
            return
        for mention in view.nations:
            is_state = mention.code in self.states and mention.code not in THEATRE
            if keys[mention.first - 1] in {"(", ","} or keys[mention.end : mention.end + 1] == [")"]:
                continue  # "in the air (Al-Azraq, Jordan)" names a place
            if is_state and not _hangs_on_preposition(keys, mention.first, view.sentence.first):
                self.remembered["it"] = (mention.code,)
                return
        for minister in view.ministers:
            self.remembered["it"] = (minister.nation,)
            return

    def _remember_several(self, view: SentenceView) -> None:
        """Note whom "they" of the next sentence means: the states that open this one, if they are several."""
        keys = self.document.keys
        if not view.nations:
            return
        group = group_nations(keys, view.nations)[:1]
        codes = tuple(dict.fromkeys(m.code for m in group[0] if m.code in self.states)) if group else ()
        opens = bool(group) and group[0][0].first - view.sentence.first <= 3
        hangs = bool(group) and _hangs_on_preposition(keys, group[0][0].first, view.sentence.first)
        self.remembered["they"] = codes if len(codes) > 1 and opens and not hangs else ()

    def _speaking(self, view: SentenceView) -> Iterator[str]:
        """The nations of the ministers and unnamed officials of a sentence."""
        for minister in view.ministers:
            yield minister.nation
        for mention in view.nations if not view.ministers else ():
            if mention.code in self.states and is_official(self.document.keys, mention.end):
                yield mention.code

    def _remember_forces(self, view: SentenceView) -> None:
        """Note whom "the kingdom" and "the army" can mean; the army is nobody's where the theatre's own was named."""
        for mention in view.nations:
            if mention.code in self.states:
                named = self._named()
                if named[:1] != (mention.code,):
                    self.remembered["named"] = (mention.code, *(c for c in named if c != mention.code))
                self.remembered["force"] = () if mention.code in THEATRE else (mention.code,)

    def _named(self) -> tuple[str, ...]:
        """The states named so far, the last one first; before any, the state that the text is about."""
        return self.remembered.get("named") or self.remembered.get("home", ())

    def _remember_things(self, reader: SentenceReader) -> None:
        """Note whose the things of a sentence are: "the jets" of a later one are the Dutch jets of this one."""
        self._own(
            (key, code)
            for capability in reader.capabilities
            if capability.role in {"asset", "generic"}
            for code in reader.owners_of(capability)
            for key in thing_keys(capability.capability, capability.unit)
        )

    def _own(self, owned: Iterable[tuple[str, str]]) -> None:
        """Remember the nations that this sentence gives a thing; who owned such a thing before stays known apart."""
        owners: dict[str, list[str]] = {}
        for key, nation in owned:
            if nation not in owners.setdefault(key, []):
                owners[key].append(nation)
        for key, nations in owners.items():
            before = self.remembered.get(ever(key), ())
            self.remembered[key] = tuple(nations)
            self.remembered[ever(key)] = tuple(dict.fromkeys((*nations, *before)))

    def _remember_roster(self, reader: SentenceReader, told: Sequence[PledgeFact]) -> None:
        """Note what the nations of the next lines are listed for: a heading, or what a group without names does."""
        known = self.remembered.get("roster", ())
        heading = reader.heading()
        roster = heading or reader.group_deed(reader.links)
        if roster is not None:
            self.remembered["roster"] = roster.remembered()
        elif not (known and known[-1] == "heading" and told):
            self.remembered["roster"] = ()

    def _remember_heading(self, view: SentenceView) -> None:
        """Note the nation that a line of its own names, until a sentence names another one."""
        states = {mention.code for mention in view.nations if mention.code in self.states}
        if len(states) == 1 and _is_only(self.document.keys, view):
            self.remembered["heading"] = self.remembered["it"] = tuple(states)
        elif states - set(self.remembered.get("heading", ())) - THEATRE:
            self.remembered["heading"] = ()

    def _remember_group(self, view: SentenceView) -> None:
        """Keep the longest list of nations: "those nine countries" of a later sentence are its members.

        Whoever gathered them ("Kerry invited the ministers of …") belongs to the group.
        """
        if len(view.nations) < 3:
            return
        groups = [tuple(mention.code for mention in group) for group in group_nations(self.document.keys, view.nations)]
        longest = max(groups, key=len, default=())
        members = tuple(dict.fromkeys(code for code in longest if code in self.states))
        if len(members) >= 3:
            inviting = [m.nation for m in view.ministers[:1] if m.nation not in members]
            self.remembered["group"] = (*inviting, *members)


def _is_only(keys: Sequence[str], view: SentenceView) -> bool:
    """Whether a line holds a nation and nothing else: "DENMARK", "• The Netherlands:", "EGYPT."."""
    known = {token for mention in view.nations for token in range(mention.first, mention.end)}
    sentence = view.sentence
    return all(
        token in known or not keys[token].isalnum() or keys[token] == "the"
        for token in range(sentence.first, sentence.end)
    )


def _by_sentence(document: Document, mentions: Iterable[T]) -> dict[int, list[T]]:
    """Mentions by the first token of their sentence."""
    found: dict[int, list[T]] = {}
    for mention in mentions:
        found.setdefault(sentence_of(document, mention.first).first, []).append(mention)
    return found


def _hangs_on_preposition(keys: Sequence[str], token: int, first: int) -> bool:
    """Whether a nation, or the list that it belongs to, follows a preposition: "by our British and French friends"."""
    if preposition_of(keys, token, first):
        return True
    if keys[token - 1] not in {"and", "or"} and keys[token - 2 : token] not in (["and", "the"], ["or", "the"]):
        return False
    return any(preposition_of(keys, t, first) for t in range(max(first + 1, token - 5), token - 1) if keys[t].isalpha())


def _counts_people(view: SentenceView) -> bool:
    """Whether the sentence counts people by their nation, or as "1,200 military": "Fifty Finns arrived"."""
    ends = {quantity.end for quantity in view.quantities}
    if any(view.document.keys[end : end + 1] == ["military"] for end in ends):
        return True
    return any(nation.form == "demonym" and nation.first in ends for nation in view.nations)
