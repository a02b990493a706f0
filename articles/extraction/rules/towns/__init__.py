"""How a sentence that names towns is read, from its words to what it says of each."""
