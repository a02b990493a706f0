"""The closed lists of the ledger: spelled the same in code, data, URLs and the JSON of `extract`."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices

NOT_RECORDED: Final = "not-recorded"
"""In the query string: rows for which no report gives a value."""


class NationKind(TextChoices):
    """Who can commit: a state, an organisation (NATO, EU), or the coalition as a whole."""

    STATE = "state", "State"
    ORGANISATION = "organisation", "Organisation"
    COLLECTIVE = "collective", "Coalition as a whole"


class NameKind(TextChoices):
    """What sort of name a nation goes by."""

    OFFICIAL = "official", "Official name"
    SHORT = "short", "Short name"
    DEMONYM = "demonym", "Demonym"
    CAPITAL = "capital", "Capital"
    ABBREVIATION = "abbreviation", "Abbreviation"
    INSTITUTION = "institution", "Institution standing for the government"
    FORMER = "former", "Former name"


class DatePrecision(TextChoices):
    """How far a date is known; see `coalition.dates.PartialDate`."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class Capability(TextChoices):
    """What kind of contribution a pledge is."""

    AIR_STRIKES = "air_strikes", "Air strikes"
    RECONNAISSANCE = "reconnaissance", "Reconnaissance"
    AIR_SUPPORT = "air_support", "Air support"
    TRAINERS = "trainers", "Trainers and advisers"
    SPECIAL_OPERATIONS = "special_operations", "Special operations"
    GROUND_FORCES = "ground_forces", "Ground forces"
    NAVAL = "naval", "Naval forces"
    WEAPONS_MUNITIONS = "weapons_munitions", "Weapons and munitions"
    EQUIPMENT = "equipment", "Equipment"
    HUMANITARIAN = "humanitarian", "Humanitarian aid"
    STABILISATION_FUNDING = "stabilisation_funding", "Stabilisation funding"
    COUNTER_FINANCE = "counter_finance", "Counter-finance"
    COUNTER_MESSAGING = "counter_messaging", "Counter-messaging"
    FOREIGN_FIGHTERS = "foreign_fighters", "Foreign fighters"
    BASING_ACCESS = "basing_access", "Bases and access"
    MEDICAL = "medical", "Medical support"
    OTHER = "other", "Other"


class Act(TextChoices):
    """What a nation did about a contribution. Never mixed in one number."""

    REQUESTED = "requested", "Requested"
    CONSIDERING = "considering", "Considering"
    PLEDGED = "pledged", "Pledged"
    DELIVERING = "delivering", "Delivering"
    ENDED = "ended", "Ended"
    DECLINED = "declined", "Declined"


class Answer(TextChoices):
    """How a nation answered a request, as its own acts since then tell; computed, never stored."""

    OPEN = "open", "Open"
    CONSIDERED = "considered", "Considered"
    GRANTED = "granted", "Granted"
    CONTINUED = "continued", "As before"
    DECLINED = "declined", "Declined"
    ENDED = "ended", "Only ended"


class LeftOut(TextChoices):
    """Why a sum does not count a number that a report states; computed, never stored."""

    REQUEST = "request", "Requests"
    ENDED = "ended", "Lines that ended"
    OTHER_ACT = "other_act", "Acts before the current one"
    UNCOUNTED = "uncounted", "Running totals and repetitions"
    RESTATED = "restated", "Numbers stated anew since"
    PART = "part", "Numbers beside a larger one"
    UNNAMED = "unnamed", "Numbers of what is not stated"
    UNKNOWN = "unknown", "Lines without a number"


class Portfolio(TextChoices):
    """What an office is for, whatever it is called where it is held."""

    DEFENCE_MINISTER = "defence_minister", "Defence minister"
    FOREIGN_MINISTER = "foreign_minister", "Foreign minister"
    HEAD_OF_GOVERNMENT = "head_of_government", "Head of government"
    HEAD_OF_STATE = "head_of_state", "Head of state"
    ENVOY = "envoy", "Envoy"
    MILITARY_COMMANDER = "military_commander", "Military commander"
    SPOKESPERSON = "spokesperson", "Spokesperson"
    OTHER = "other", "Other office"


class Objective(TextChoices):
    """What a report says of a city."""

    RETAKE = "retake", "To be retaken"
    STRUCK = "struck", "Struck from the air"
    RETAKEN = "retaken", "Retaken"
    DEFENDED = "defended", "Defended"
    HELD_BY_IS = "held_by_is", "Held by IS"
    MENTIONED = "mentioned", "Mentioned"


class MeetingStatus(TextChoices):
    """Where a meeting stands in the reports."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class MeetingLevel(TextChoices):
    """Who a meeting gathers."""

    LEADERS = "leaders", "Heads of state or government"
    FOREIGN_MINISTERS = "foreign_ministers", "Foreign ministers"
    DEFENCE_MINISTERS = "defence_ministers", "Defence ministers"
    FOREIGN_AND_DEFENCE_MINISTERS = "foreign_and_defence_ministers", "Foreign and defence ministers"
    FINANCE_MINISTERS = "finance_ministers", "Finance ministers"
    INTERIOR_MINISTERS = "interior_ministers", "Interior ministers"
    MINISTERS = "ministers", "Ministers"
    MILITARY_CHIEFS = "military_chiefs", "Military chiefs"
    OFFICIALS = "officials", "Officials"
    MIXED = "mixed", "Mixed"


class AttendanceRole(TextChoices):
    """How a nation took part in a meeting."""

    HOST = "host", "Host"
    PARTICIPANT = "participant", "Participant"
    INVITED = "invited", "Invited"


class Qualifier(TextChoices):
    """How a report hedges a number."""

    ABOUT = "about", "about"
    UP_TO = "up_to", "up to"
    MORE_THAN = "more_than", "more than"
    LESS_THAN = "less_than", "less than"
    RANGE = "range", "between"


class Instrument(TextChoices):
    """The form in which money is given."""

    GRANT = "grant", "Grant"
    LOAN = "loan", "Loan"
    IN_KIND = "in_kind", "In kind"


class MergeKind(TextChoices):
    """Records of which two may turn out to be one."""

    MINISTER = "minister", "Ministers"
    MEETING = "meeting", "Meetings"
    PLEDGE = "pledge", "Pledges"
    ORIGIN = "origin", "Origins of articles"


class MergeAction(TextChoices):
    """Two records made one, or one made two."""

    MERGE = "merge", "Merged"
    SPLIT = "split", "Split"
