"""Bringing articles in through the desk: what waits to be read, which worker reads it, and what became of it.

The queue is a table of our own rather than a task library's: the row that a worker claims is the row whose progress the
page shows, one source fails or is tried again without the others, and a source whose worker died is taken up again.

`submit` puts sources into the queue, `queue` hands them out, `work` reads them (the only module here that loads the
libraries for reading), `feeds` says which feeds are due, `found` tells what was found.
"""
