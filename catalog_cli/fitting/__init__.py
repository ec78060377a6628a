"""Texts within limits: what a title can do without, short forms, clean cuts, and lists of texts. Pure functions.

fit, cut                      a title or another short text             (texts)
fit_list, fit_tags, fit_terms bullets, tags, search terms               (lists)
measured, is_within           how long a text is, in the limit's unit   (measure)
"""

from catalog_cli.fitting.lists import FittedList, fit_list, fit_tags, fit_terms
from catalog_cli.fitting.measure import is_within, measured
from catalog_cli.fitting.parts import Kind, Named, Part
from catalog_cli.fitting.texts import DROP_ORDER, KEPT_ATTRIBUTES, Fitted, Rules, cut, fit

__all__ = [
    "DROP_ORDER",
    "KEPT_ATTRIBUTES",
    "Fitted",
    "FittedList",
    "Kind",
    "Named",
    "Part",
    "Rules",
    "cut",
    "fit",
    "fit_list",
    "fit_tags",
    "fit_terms",
    "is_within",
    "measured",
]
