"""How sure each rule is of what it reads: one number a rule, between 0 and 1.

The number is the share of the rule's facts that are expected to be right on unseen articles of several publishers; it
orders the review desk and decides nothing by itself. A rule without an entry is a programming error.
"""

from __future__ import annotations

CONFIDENCE: dict[str, float] = {
    "nations.name": 0.98,
    "nations.abbreviation": 0.98,
    "nations.demonym": 0.97,
    "nations.institution": 0.93,
    "nations.capital": 0.85,
    "nations.office": 0.85,
    "ministers.title_before_name": 0.95,
    "ministers.name_comma_title": 0.93,
    "ministers.rank_and_name": 0.85,
    "ministers.plural_titles": 0.9,
    "ministers.counterpart": 0.9,
    "ministers.nation_and_surname": 0.85,
    "ministers.office_apart": 0.85,
    "ministers.stated": 0.85,
    "meetings.venue": 0.8,
    "meetings.dateline": 0.7,
    "cities.retaken": 0.8,
    "cities.retake": 0.8,
    "cities.struck": 0.8,
    "cities.defended": 0.7,
    "cities.held_by_is": 0.75,
    "cities.mentioned": 0.9,
    "pledges.owner": 0.82,
    "pledges.subject": 0.88,
    "pledges.agent": 0.8,
    "pledges.source": 0.8,
    "pledges.members": 0.85,
    "pledges.verb": 0.87,
    "pledges.answer": 0.8,
    "pledges.requested": 0.8,
    "pledges.limited": 0.75,
    "pledges.money": 0.85,
    "pledges.number": 0.7,
    "pledges.list": 0.7,
    "pledges.thing": 0.75,
    "pledges.pronoun": 0.8,
}
