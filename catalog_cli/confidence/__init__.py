"""How likely a translation is to be right, as far as its engine can tell: for the order of a review, on request only.

features    what is measured of a segment and its translation
estimate    the features as a probability, calibrated on translations with references
"""
