"""Coming in: passwords and second steps, single sign-on, sessions that lock, and who works here."""
