"""One record: its page, and what is decided about it."""
