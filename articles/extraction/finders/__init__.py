"""What stands in a text: one module a kind of mention, each with one public function `find_…`."""
