"""The room for secrets: the code that people carry, the locks it opens, sealing, limits of guessing, references."""
