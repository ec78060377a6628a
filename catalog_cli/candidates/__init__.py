"""The candidate search: the one place that decodes, and decodes again.

Guarding against bad output, retrying a lost number and, later, placing terms and fitting a title to a limit are
one search: proposers yield candidates, acceptors say what is wrong with them, and it widens until one is accepted.
"""

from catalog_cli.candidates.acceptors import acceptors
from catalog_cli.candidates.decoding import Candidate, decode
from catalog_cli.candidates.proposers import proposers, refiners
from catalog_cli.candidates.search import Acceptor, Case, Placer, Proposer, segment_key, translate
from catalog_cli.candidates.terms import TermPlacer

__all__ = [
    "Acceptor",
    "Candidate",
    "Case",
    "Placer",
    "Proposer",
    "TermPlacer",
    "acceptors",
    "decode",
    "proposers",
    "refiners",
    "segment_key",
    "translate",
]
