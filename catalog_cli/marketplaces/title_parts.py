"""The parts of a title, by attribute id: what may be left out to fit a limit, the same for every marketplace."""

from __future__ import annotations

# First dropped first: what a buyer misses least. Ours, no marketplace's. Brand, product type, model and size are not
# among them, and neither is what tells variants apart (colour, capacity): without it two listings would be called
# the same.
DROP_ORDER = (
    "certification",
    "occasion",
    "theme",
    "season",
    "benefit",
    "feature",
    "style",
    "texture",
    "finish",
    "fit",
    "closure",
    "neckline",
    "sleeve_length",
    "room",
    "activity",
    "shape",
    "pattern",
    "age_group",
    "gender",
    "material",
)
