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


class WaitReason(TextChoices):
    """Why a proposal waits for an editor; the words that it was recorded with say more."""

    UNPROVEN_RULE = "unproven_rule", "Its rule is not proven"
    NO_MATCH = "no_match", "Names nothing on record"
    SEVERAL_MATCHES = "several_matches", "Fits several records"
    NO_DATE = "no_date", "Date missing"
    MAY_BE_HISTORY = "may_be_history", "May be history"
    OFF_TOPIC = "off_topic", "Article off the subject"
    OTHER = "other", "Another reason"


class Outlook(TextChoices):
    """What the ledger gains by a proposal, as the record stands."""

    NEW_RECORD = "new_record", "A new line, meeting, person or event"
    NEW_ACT = "new_act", "A new act in a known line"
    NEW_REPORT = "new_report", "One more report of what is known"
    UNRESOLVED = "unresolved", "Cannot be recorded as it stands"
    NOTHING = "nothing", "Nothing: it only names a place"


class Verdict(TextChoices):
    """What an editor decided in one step."""

    ACCEPTED = "accepted", "Accepted"
    EDITED = "edited", "Corrected and accepted"
    REJECTED = "rejected", "Rejected"
    NOTHING_RELEVANT = "nothing_relevant", "Found nothing relevant"


class RejectReason(TextChoices):
    """Why a proposal is no fact of the ledger."""

    NOT_SAID = "not_said", "The text does not say so"
    NOT_AN_ACT = "not_an_act", "Opinion, history or a condition, not an act"
    OFF_TOPIC = "off_topic", "Not about the fight against IS"
    WRONG_PARTY = "wrong_party", "Another nation, person or place is meant"
    REPEATED = "repeated", "Told already in the same article"
    OTHER = "other", "Another reason"
