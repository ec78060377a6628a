"""The case of titles and fragments: neutral for the engine, then as the target's language writes it.

Every change of case keeps the length, code point by code point, so that offsets hold.

Measured with the embedded model, greedy, against 500 category names of several words and 300 of one (Google's
taxonomy, target in any case), 42 product titles and 47 option values and tags with all accepted translations;
exact hits, and chrF in brackets:

    form                       500 names   300 words   42 titles   47 options and tags
    Sentence case               49 (48.2)  123 (55.0)  24 (83.7)   34 (83.7)
    lower case                  54 (49.6)  127 (61.9)  24 (81.7)   28 (79.6)
    lower case.                 60 (50.0)  103 (59.3)  27 (85.5)   30 (81.3)
    Product: lower case         62 (49.7)  141 (60.4)  29 (87.3)   33 (84.2)
    Product: lower case.        68 (51.0)  149 (64.0)  27 (85.0)   34 (84.6)
    Type: lower case            63 (49.9)  147 (63.8)  28 (86.6)   36 (86.9)

Title Case as it is: 20 titles; a beam of 4 gains at most 2 hits anywhere for four times the time. The lead-in was
never lost. Read one by one (208 titles, 100 option values): with it "Wooden stool" is no longer "fezes", "Matte"
"Matte (em inglês)", "Men" never "os homens".
"""

from catalog_cli.casing.detection import NO_FRAME, Casing, Frame, Style, detect, frame_of
from catalog_cli.casing.endings import end_like, grows, opens_otherwise, shrink
from catalog_cli.casing.neutral import Form, names_in, neutral
from catalog_cli.casing.restoration import restore
from catalog_cli.casing.words import is_loud

__all__ = [
    "NO_FRAME",
    "Casing",
    "Form",
    "Frame",
    "Style",
    "detect",
    "end_like",
    "frame_of",
    "grows",
    "is_loud",
    "names_in",
    "neutral",
    "opens_otherwise",
    "restore",
    "shrink",
]
