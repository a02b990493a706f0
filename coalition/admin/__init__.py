"""The editors' desk in Django's admin: entry and correction of every record of the ledger."""

from coalition.admin import cities, meetings, ministers, nations, pledges

__all__ = ["cities", "meetings", "ministers", "nations", "pledges"]
