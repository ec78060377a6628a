"""Models: where they come from, how they are stored and checked, and what their licences allow."""
