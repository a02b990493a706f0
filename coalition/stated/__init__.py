"""Quantities, sums and dates as people write them: "about 200 trainers", "€20m", "11 February 2016".

Pure Python on the word lists of `seeds/reference/`, with the number reading that extraction uses. What cannot be read,
or can be read in two ways, is refused with `NotUnderstoodError`, whose message says what to write instead.
"""

from coalition.stated.dates import read_date
from coalition.stated.money import StatedMoney, read_money
from coalition.stated.quantities import StatedQuantity, numbers_in, read_quantity
from coalition.stated.tokens import NotUnderstoodError
from coalition.stated.words import EntryWords, entry_words

__all__ = [
    "EntryWords",
    "NotUnderstoodError",
    "StatedMoney",
    "StatedQuantity",
    "entry_words",
    "numbers_in",
    "read_date",
    "read_money",
    "read_quantity",
]
