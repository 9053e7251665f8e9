"""Many records: the queue, the search, what leaves the desk, and who may not see what."""
