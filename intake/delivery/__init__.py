"""Getting there what was sent: the worker, what it carries, and the places it delivers to."""
