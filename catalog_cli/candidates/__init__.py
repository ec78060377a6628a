"""The candidate search: the one place that decodes, and decodes again.

Guarding against bad output, retrying a lost number, placing terms and choosing what fits a limit are one search:
proposers yield candidates, acceptors say what is wrong with them, and it widens until one is accepted. A cell that is
too long all the same is fitted as a whole, once its segments are finished (`cells`).
"""

from catalog_cli.candidates.acceptors import acceptors
from catalog_cli.candidates.cells import CellFitting, CellRules
from catalog_cli.candidates.decoding import Candidate, decode
from catalog_cli.candidates.proposers import proposers, refiners
from catalog_cli.candidates.search import Acceptor, Case, Placer, Proposer, segment_key, translate
from catalog_cli.candidates.shortening import fitters
from catalog_cli.candidates.stored import stored_judge
from catalog_cli.candidates.terms import TermPlacer

__all__ = [
    "Acceptor",
    "Candidate",
    "Case",
    "CellFitting",
    "CellRules",
    "Placer",
    "Proposer",
    "TermPlacer",
    "acceptors",
    "decode",
    "fitters",
    "proposers",
    "refiners",
    "segment_key",
    "stored_judge",
    "translate",
]
