"""The translation memory: what was accepted, what was written where, and by which run. One SQLite file."""
