"""Whose "we" it is in a transcript: the labels before the speakers' words.

"MINISTER FOR DEFENCE:", "SECRETARY HAGLUND (Sweden):", "MR KIRBY:" speak for a state; "QUESTION:", "HOST:" for none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from articles.extraction.rules.pledges.actors import OFFICES
from articles.extraction.rules.pledges.words import OTHER_SIDES, THEATRE
from articles.extraction.types import Document, Mentions, Sentence

_LONGEST_LABEL = 14
"""Tokens before the colon of a label."""

_ASKERS = frozenset(
    "q question journalist reporter host interviewer moderator presenter press anchor audience correspondent speaker "
    "operator chair chairman chairwoman".split()
)
_CLEAR_LEAD = 1.5
"""How much stronger than the next state's the votes for the speaking state must be."""

_LEAST_VOTES = 4
"""Votes that only a publisher, a dateline or a title can give: a state much spoken of is no speaker."""


def home_of(votes: Mapping[str, float], states: frozenset[str]) -> str:
    """The state that a text clearly speaks from by the votes of its source (`home_votes`), "" where none leads."""
    outside = THEATRE | OTHER_SIDES
    ranked = sorted(((votes[code], code) for code in votes if code in states and code not in outside), reverse=True)
    if not ranked or ranked[0][0] < _LEAST_VOTES or (len(ranked) > 1 and ranked[0][0] < _CLEAR_LEAD * ranked[1][0]):
        return ""
    return ranked[0][1]


class SpeakerLabels:
    """Reads the label of each paragraph; to be asked for every sentence in order."""

    __slots__ = ("_document", "_heads", "_known", "_mentions", "_paragraph", "_speaking", "_states", "is_transcript")

    def __init__(
        self, document: Document, mentions: Mentions, states: frozenset[str], speaking: Callable[[], str]
    ) -> None:
        self._document, self._mentions, self._states, self._speaking = document, mentions, states, speaking
        self._known: dict[str, tuple[str, ...]] = {}
        self._paragraph = -1
        self._heads: Counter[tuple[str, ...]] | None = None
        self.is_transcript = False

    def speaker_of(self, sentence: Sentence) -> tuple[str, ...] | None:
        """The states for which the labelled speaker of this sentence speaks, None where no label begins here.

        Example: "QUESTION: Will you send more?" gives (); "MR KIRBY: We will." in an American briefing ("USA",).
        """
        if sentence.paragraph == self._paragraph:
            return None
        self._paragraph = sentence.paragraph
        end = self._label_end(sentence)
        if end is None:
            return None
        self.is_transcript = True
        name = self._document.keys[end - 1]
        if name not in self._known:
            self._known[name] = self._states_of(sentence.first, end)
        return self._known[name]

    def _label_end(self, sentence: Sentence) -> int | None:
        """The token of the colon that closes a label in capitals or one that names an office holder."""
        keys, words = self._document.keys, self._document.words
        stop = min(sentence.first + _LONGEST_LABEL, sentence.end - 1)
        end = next((t for t in range(sentence.first + 1, stop) if keys[t] == ":"), None)
        if keys[sentence.first] in _ASKERS and keys[sentence.first + 1 : sentence.first + 2] == [":"]:
            return sentence.first + 1
        if end is None or self._is_only_nation(sentence.first, end):
            return None
        printed = [word for word in words[sentence.first : end] if word[0].isalpha()]
        if not printed or not all(word[0].isupper() or word in {"of", "for", "the", "and"} for word in printed):
            return None
        loud = any(word.isupper() and len(word) > 2 and "." not in word for word in printed)
        recurs = len(printed) > 1 and self._recurs(tuple(keys[sentence.first : end]))
        official = self._minister_nation(sentence.first, end) or self._names_office(sentence.first, end)
        return end if loud or recurs or official else None

    def _recurs(self, label: tuple[str, ...]) -> bool:
        """Whether several paragraphs open with these words and a colon: "Sir Gerald Ashworth:" in a record."""
        if self._heads is None:
            keys = self._document.keys
            paragraphs = {s.paragraph: s.first for s in reversed(self._document.sentences)}
            heads = (keys[first : first + _LONGEST_LABEL] for first in paragraphs.values())
            self._heads = Counter(tuple(head[: head.index(":")]) for head in heads if ":" in head)
        return self._heads[label] > 1

    def _names_office(self, first: int, end: int) -> bool:
        """ "Prime Minister of Australia:"."""
        named = any(first <= n.first and n.end <= end for n in self._mentions.nations)
        return named and not OFFICES.isdisjoint(self._document.keys[first:end])

    def _is_only_nation(self, first: int, end: int) -> bool:
        """ "DENMARK:" heads a list of what Denmark gives."""
        return any(n.first - first <= 1 and end - n.end <= 1 for n in self._mentions.nations if n.first < end)

    def _minister_nation(self, first: int, end: int) -> str:
        return next((m.nation for m in self._mentions.ministers if first <= m.first and m.end <= end), "")

    def _states_of(self, first: int, end: int) -> tuple[str, ...]:
        keys = self._document.keys
        numbered = keys[first][0] == "q" and keys[first][1:].isdigit()
        if numbered or not _ASKERS.isdisjoint(keys[first:end]):
            return ()
        named = (n.code for n in self._mentions.nations if first <= n.first and n.end <= end and n.code in self._states)
        code = next(named, "") or self._minister_nation(first, end)
        code = code or self._nation_of_surname(keys[end - 1]) or self._speaking()
        return (code,) if code else ()

    def _nation_of_surname(self, surname: str) -> str:
        """The state of a person whom the text introduces elsewhere."""
        for minister in self._mentions.ministers:
            if minister.name.lower().split()[-1] == surname:
                return minister.nation
        return ""
