"""The law as code: facts and a calendar in, a suggestion with its reasons out. Nothing here refuses anybody."""
