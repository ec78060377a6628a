"""Everything that was asked for, as one frozen value: it can be printed, hashed and sent to another process."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from catalog_cli.product import Role
from catalog_cli.segment import Severity

DEFAULT_MEMORY = Path(".catalog") / "catalog.sqlite"
# Committed beside the catalog: what `catalog check` finds and a person let pass.
ACCEPTED_FILE = "catalog.accepted.toml"
# Segments that are looked up, translated and remembered together. It bounds memory, and how long an engine waits for
# the first and a writer for the last.
WINDOW = 4_096
# Most models translate from or into English.
PIVOT_LOCALE = "en"


class Layout(StrEnum):
    """Where the targets go."""

    REPLACE = "replace"
    """In place of the source, or into the file's own columns for the target locale where it has them."""
    COLUMNS = "columns"
    """Into a column beside the source's: the file's own for the target locale, else one that is added."""
    ROWS = "rows"
    """Into a row of its own for the target locale, below the product's others."""
    TRANSLATIONS = "translations"
    """Into a file of translations alone: what names each product, and its texts in the target locale."""


class Measures(StrEnum):
    """What becomes of measures in units that the target locale's buyers do not use."""

    KEEP = "keep"
    """The unit stays."""
    CONVERT = "convert"
    """The target locale's unit takes its place: "12 in" -> "30 cm"."""
    BOTH = "both"
    """It stands behind: "12 in" -> "30 cm (12 pol)"."""


class HandlePolicy(StrEnum):
    """What becomes of the handles that name products in their addresses."""

    KEEP = "keep"
    """They stay: every link to the shop goes on working."""
    TRANSLATE = "translate"
    """Each is made from the localized title."""


class Spaces(StrEnum):
    """Which spaces are written in translated texts: inside of numbers and prices, and around signs."""

    LOCALE = "locale"
    """The locale's: mostly no-break spaces."""
    ASCII = "ascii"
    """U+0020 alone, for feeds that choke on others."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an input is read: what the user said of it; None means find out.

    `brands` are columns of names. `store_view` names the rows of the target locale in a feed that has such rows.
    """

    input_format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    has_header: bool = True
    feed: str | None = None
    roles: tuple[tuple[str, Role], ...] = ()
    keep: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    store_view: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One input language, one target locale, and how to get from one to the other.

    `layout` None is the feed's own default. `memory` is None to keep nothing beyond the run. `limit` is the number of
    products to localize, None for all.
    `accept_outdated` takes a person's texts whose source changed since as made for the source as it is now.
    `fail_on` is the least severity that fails the run, None for never. `threads` 0 means one per usable core.
    `glossaries` names starters and files, of which later ones win, `do_not_translate` files of names that are kept; a
    share of terms held (0..1) below `min_term_adherence` fails the run, None for no bound.
    Prices are converted into `currency` by the `rates` of a file, and get the `price_endings` of another; None for not.
    `sizes` is the file of a chart that names the target's size behind each size in texts.
    `marketplace` is the one whose limits the texts are fitted to: a name or a merchant's own file, None for no limits.
    `commercial_only` rules out models whose licence forbids commercial use or is not known. `pivot` is the locale that
    two models may go through where none translates directly, None for not. `device` is "auto", "cpu" or "cuda".
    Translations of a confidence (0..1) below `review_below` are told, None for not asking for it.
    A person's translation of a text that is `fuzzy_from` percent alike is used; None for only exact ones.
    `window` is the number of segments that are committed to the memory together.
    """

    target_locale: str
    source_locale: str = "en"
    reading: Reading = Reading()
    output_encoding: str | None = None
    layout: Layout | None = None
    overwrite: bool = False
    force: bool = False
    accept_outdated: bool = False
    frozen: bool = False
    limit: int | None = None
    model: str | None = None
    memory: Path | None = DEFAULT_MEMORY
    fail_on: Severity | None = Severity.CRITICAL
    threads: int = 0
    window: int = WINDOW
    glossaries: tuple[str, ...] = ()
    do_not_translate: tuple[str, ...] = ()
    measures: Measures = Measures.KEEP
    spaces: Spaces = Spaces.LOCALE
    handles: HandlePolicy = HandlePolicy.KEEP
    min_term_adherence: float | None = None
    currency: str | None = None
    rates: Path | None = None
    price_endings: Path | None = None
    sizes: Path | None = None
    marketplace: str | None = None
    commercial_only: bool = False
    pivot: str | None = None
    fuzzy_from: int | None = None
    review_below: float | None = None
    device: str = "auto"
