"""Gatherings of officials of several states about the fight against Islamic State (IS).

The parts: `words` (the lexicon's lists), `view` (the text), `subject`, `cues` (words of a gathering), `venues`,
`times`, `hosts`, `attendance` (who takes part), and `reader`, which goes from sentence to sentence.
"""

from __future__ import annotations

from articles.extraction.lexicon import Lexicon
from articles.extraction.rules.meetings.reader import Reader
from articles.extraction.rules.meetings.view import Text
from articles.extraction.rules.meetings.words import words_of
from articles.extraction.types import Document, MeetingFact, Mentions

__all__ = ["meeting_facts"]


def meeting_facts(
    document: Document, mentions: Mentions, lexicon: Lexicon, title: Document | None = None
) -> tuple[MeetingFact, ...]:
    """Meetings with a town, each once, with who takes part as far as the text says.

    Rule ids: `meetings.venue` ("ministers of six nations met in Paris on Wednesday") and `meetings.dateline` ("PARIS
    (AP) —
    Defence ministers met on Wednesday"). Press conferences, cabinets, calls and meetings on other subjects are none.
    """
    reader = Reader(Text(document, mentions, words_of(lexicon), title))
    if not reader.subject.is_about_the_fight():
        return ()
    return tuple(reader.fact(meeting) for meeting in reader.read())
