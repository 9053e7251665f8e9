"""Where things are kept. SQLAlchemy and nothing else; every function takes a session, and the caller commits."""
