"""What the council's staff do with a record: who may, what can be decided, and where that leaves it. No database."""
