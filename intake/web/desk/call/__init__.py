"""A call: the sheet, reading it back, and what becomes of it."""
