"""The editor's desk at `/desk/`: judging proposals, entering pledges, bringing articles in, and undoing it all.

One module a job; `urls` lists the pages, `navigation` the links of the desk's own bar, `access` who may open what.
"""
