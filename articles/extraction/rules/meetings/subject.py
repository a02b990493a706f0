"""Whether a text, or a sentence of it, is about the fight against Islamic State (IS)."""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.rules.meetings.view import Part, Text
from articles.extraction.types import Sentence


class Subject(Part):
    """Judges what the text is about."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.devoted: bool | None = None

    def is_about_the_fight(self) -> bool:
        """Whether the text speaks of IS or the coalition at all."""
        if any(key in self.sets["alien_subjects"] for key in self.title.keys) if self.title is not None else False:
            return self.names_the_group()
        return (
            any(True for _ in self.subject_at(0, len(self.keys)))
            or (self.title is not None and next(self.words.subject_names.find(self.title.keys), None) is not None)
            or self.is_titled_meeting()
            or self.is_told_from_the_front()
        )

    def is_told_from_the_front(self) -> bool:
        """The text names no group, but two things of this war: "Raqqa", "the Peshmerga", "the SDF"."""
        return len(_FRONT.intersection(self.keys)) >= 2

    def names_the_group(self) -> bool:
        """Islamic State (IS) by name: what a text under another heading must say at least."""
        named = {"isis", "isil", "daesh"}.intersection(self.keys)
        return bool(named) or any(
            self.keys[at] == "islamic" and self.key(at + 1) == "state" for at in range(len(self.keys))
        )

    def is_titled_meeting(self) -> bool:
        """The title itself is of a meeting on Syria or Iraq."""
        if self.title is None:
            return False
        keys = set(self.title.keys)
        return not self.sets["nouns"].isdisjoint(keys) and not {"syria", "iraq", "coalition", "coalition's"}.isdisjoint(
            keys
        )

    def subject_at(self, first: int, end: int) -> Iterator[int]:
        for at, *_ in self.words.subject_names.find(self.keys, first, end):
            if self.keys[at] != "is" or self.document.words[at] == "IS":
                yield at

    def is_on_subject(self, number: int, sentence: Sentence) -> bool:
        """The fight against IS stands in the sentence, beside it, or leads the text."""
        other = next(self.words.other_subjects.find(self.keys, sentence.first, sentence.end), None) is not None
        if next(self.subject_at(sentence.first, sentence.end), None) is not None:
            return True
        if other or self.is_titled_meeting() or number <= 3 or self.is_devoted():
            return not other
        sentences = self.document.sentences
        first = sentences[max(0, number - 2)].first
        end = sentences[min(len(sentences) - 1, number + 2)].end
        return next(self.subject_at(first, end), None) is not None

    def is_devoted(self) -> bool:
        """The title or the first sentences name the fight, or the text does again and again."""
        if self.devoted is None:
            sentences = self.document.sentences
            opening = sentences[min(2, len(sentences) - 1)].end
            titled = self.title is not None and next(self.words.subject_names.find(self.title.keys), None) is not None
            named = sum(1 for _ in self.subject_at(0, len(self.keys)))
            self.devoted = (
                titled
                or self.is_told_from_the_front()
                or named * 8 >= len(sentences)
                or any(True for _ in self.subject_at(0, opening))
            )
        return self.devoted


_FRONT = frozenset({
    "sdf", "peshmerga", "baghouz", "baghuz", "raqqa", "mosul", "caliphate", "kobane", "ramadi", "fallujah",
    "falluja", "sirte", "tabqa", "manbij", "hawija", "sinjar",
})  # fmt: skip
