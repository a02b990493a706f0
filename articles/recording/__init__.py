"""From what extraction proposes to candidates and published facts with their evidence."""

from articles.recording.difference import Difference, difference
from articles.recording.record import RecordCounts, finish_run, record_article, record_new_articles, start_run
from articles.recording.register import Register

__all__ = [
    "Difference",
    "RecordCounts",
    "Register",
    "difference",
    "finish_run",
    "record_article",
    "record_new_articles",
    "start_run",
]
