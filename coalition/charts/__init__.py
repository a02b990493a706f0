"""Figures for pages: plain rows in, a `Chart` out. Pure: no database, no request.

Use it in a template with `{% load charts %}{% chart chart %}`.
"""

from coalition.charts.chart import Cell, Chart, Table
from coalition.charts.contributions import contributions_by_capability
from coalition.charts.maps import contributor_map, theatre_map
from coalition.charts.rows import CapabilityCount, CityRow, ContributorRow, MeetingRow, PledgeEventRow
from coalition.charts.timelines import pledge_timeline
from coalition.charts.years import MeetingYears, meeting_years

__all__ = [
    "CapabilityCount",
    "Cell",
    "Chart",
    "CityRow",
    "ContributorRow",
    "MeetingRow",
    "MeetingYears",
    "PledgeEventRow",
    "Table",
    "contributions_by_capability",
    "contributor_map",
    "meeting_years",
    "pledge_timeline",
    "theatre_map",
]
