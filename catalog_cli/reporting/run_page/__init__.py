"""The report of a run as a page: one file that needs no network, no script and nothing beside it."""
