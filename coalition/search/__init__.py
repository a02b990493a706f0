"""One box over everything: `search(text)` and `narrow(rows, kind, text)`, whatever the database.

The index is a table of its own, FTS5 on SQLite and a weighted tsvector on PostgreSQL. It is written from Python, by the
signals of the indexed models and by `rebuild`, and not by triggers of the database: an entry is put together from
several tables and folded by `text.fold`, which SQL cannot do, and SQLite drops the triggers of a table that a migration
rebuilds. What readers may see is not stored in it: every question joins the records as they are published now.
"""

from coalition.search.index import narrow, rebuild
from coalition.search.kinds import kind_named
from coalition.search.results import Group, Hit, SearchResults, hits_of, search

__all__ = ["Group", "Hit", "SearchResults", "hits_of", "kind_named", "narrow", "rebuild", "search"]
