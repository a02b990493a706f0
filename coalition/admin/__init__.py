"""The editors' desk in Django's admin: entry and correction of every record of the ledger."""

from coalition.admin import accounts, cities, meetings, ministers, nations, pledges

__all__ = ["accounts", "cities", "meetings", "ministers", "nations", "pledges"]
