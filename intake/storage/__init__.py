"""Where things are kept. SQLAlchemy and nothing else; every function takes a connection, and the caller commits."""
