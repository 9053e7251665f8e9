"""What we ask: the questions in three voices, and the path a person takes through them."""
