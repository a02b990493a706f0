"""From the text of an article to the facts it states: pure Python, no Django, no database, no network."""
