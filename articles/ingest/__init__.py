"""From a source to a stored article: fetch (network), read (bytes to text, pure), store (upsert)."""
