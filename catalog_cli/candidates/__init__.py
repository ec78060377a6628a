"""The candidate search: the one place that decodes, and decodes again.

Guarding against bad output, retrying a lost number and, later, placing terms and fitting a title to a limit are
one search: proposers yield candidates, acceptors say what is wrong with them, and it widens until one is accepted.
"""

from catalog_cli.candidates.acceptors import acceptors
from catalog_cli.candidates.proposers import proposers, refiners
from catalog_cli.candidates.search import Acceptor, Candidate, Case, Proposer, decode, segment_key, translate

__all__ = [
    "Acceptor",
    "Candidate",
    "Case",
    "Proposer",
    "acceptors",
    "decode",
    "proposers",
    "refiners",
    "segment_key",
    "translate",
]
