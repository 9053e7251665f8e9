"""The pages of the council's staff: signing in, calls, the queue and what is decided there."""
