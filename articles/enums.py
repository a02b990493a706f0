"""The closed lists of ingestion and review."""

from __future__ import annotations

from django.db.models import TextChoices


class ArticleState(TextChoices):
    """What has happened to a stored article."""

    NEW = "new", "New"
    READ = "read", "Read"
    NOTHING_RELEVANT = "nothing_relevant", "Read, nothing relevant"
    UNREADABLE = "unreadable", "Unreadable"
    REPLACED = "replaced", "Replaced by a newer version"


class CandidateKind(TextChoices):
    """What a candidate proposes."""

    PLEDGE = "pledge", "Pledge"
    MEETING = "meeting", "Meeting"
    MINISTER = "minister", "Minister"
    CITY = "city", "City"


class CandidateState(TextChoices):
    """Where a candidate stands."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    SUPERSEDED = "superseded", "Superseded"


class ChangeKind(TextChoices):
    """What a run does to a proposal of an article that was read before."""

    ADDED = "added", "Added"
    LOST = "lost", "Lost"
    CHANGED = "changed", "Changed"


class WayIn(TextChoices):
    """How sources came to be read."""

    PASTE = "paste", "Pasted text"
    UPLOAD = "upload", "Files"
    LINK = "link", "Links"
    FEED = "feed", "Feed"
    COMMAND = "command", "Command line"


class SourceStage(TextChoices):
    """How far a source of the queue has come; `running` ones have a worker at work on them."""

    WAITING = "waiting", "Waiting"
    FETCHING = "fetching", "Being fetched"
    READING = "reading", "Being read"
    RECORDING = "recording", "Being recorded"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class StoredAs(TextChoices):
    """What became of one article of a source."""

    CREATED = "created", "New"
    UPDATED = "updated", "Updated"
    UNCHANGED = "unchanged", "Already stored"
    FAILED = "failed", "Not read"
