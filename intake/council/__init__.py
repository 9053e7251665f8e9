"""One council's facts: who it is, how to reach it, and its own limits. Policy lives in its TOML file, never in code."""
