"""Corrupted translations are caught: put right again, told in the ledger, or found by the checks of numbers.

The material is right translations of generated sentences, with the English text's numbers written as Brazil writes
them; each is corrupted in one place and in one way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from itertools import pairwise
from random import Random
from typing import NamedTuple

import pytest
from comparer import faults

from catalog_cli.conventions.numbers import number_differences
from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.conventions.quantity_pairs import key
from catalog_cli.conventions.reconciliation import reconcile
from catalog_cli.ledger import Outcome

PAIR = ("en", "pt-BR")
LEAST_CAUGHT = 0.99
LEAST_CORRUPTIONS = 200  # of each kind
TOLD = frozenset({Outcome.MISSING, Outcome.ADDED, Outcome.CHANGED})

# Right translations, made by hand, of every kind of quantity; the places are filled in alike on both sides.
PATTERNS = (
    ("It measures {n} x {m} x {k} cm and weighs {w} g.", "Mede {n} x {m} x {k} cm e pesa {w} g."),
    ("It is {d} inches long and {n} cm wide.", "Tem {D} polegadas de comprimento e {n} cm de largura."),
    ("A pack of {k} costs ${p}.", "Um pacote com {k} custa US$ {P}."),
    ("Was ${p}, now €{q}.", "Era US$ {P}, agora € {Q}."),
    ("Made of {n}% cotton and {w} g of wool.", "Feito de {n}% de algodão e {w} g de lã."),
    ("The {g} mAh battery lasts {d} hours.", "A bateria de {G} mAh dura {D} horas."),
    ("Holds {w} ml at -{n} °C.", "Comporta {w} ml a -{n} °C."),
    ("For waists of {n}-{w} cm.", "Para cinturas de {n}-{w} cm."),
    ("Tested {g} times over {k} years.", "Testado {G} vezes em {k} anos."),
    ("Weighs {d} kg, carries {n} lb.", "Pesa {D} kg, suporta {n} lb."),
    ("Runs on {n} V and {g} W.", "Funciona com {n} V e {G} W."),
    ("Covers {w} m² with {d} L of paint.", "Cobre {w} m² com {D} L de tinta."),
    ("{k} pockets, {n} buttons and {w} seams.", "{k} bolsos, {n} botões e {w} costuras."),
    ("{w} lumens from {d} W at {n} dB.", "{w} lúmens com {D} W a {n} dB."),
    ("Reaches {n} km/h on {d} kWh.", "Atinge {n} km/h com {D} kWh."),
    ("Bluetooth {v}, {w} GB and {n} MP.", "Bluetooth {v}, {w} GB e {n} MP."),
    ("Use {n} fl oz for {d} ft of wood.", "Use {n} fl oz para {D} pés de madeira."),
    ("On sale until March {e}, {y}, from {w} cm.", "Em promoção até {e} de março de {y}, a partir de {w} cm."),
)
COPIES = 12
# Units that readers know apart; a corruption writes another one of the same line.
UNITS = (
    "cm mm m km polegadas pés",
    "g kg lb mg",
    "ml L",
    "mAh kWh V W dB",
    "km/h mph",
    "GB MP TB",
    "% °C",
    "horas minutos anos dias",
    "US$ € R$ £",
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = re.compile(
    r"(?<=\d )(?:cm|mm|km/h|km|kg|kWh|mAh|ml|lb|polegadas|pés|horas|anos|dB|GB|MP|m(?![²\w])|g|L|V|W)(?!\w)|%|°C|US\$|€"
)


class Pair(NamedTuple):
    """A source and a right translation."""

    source: str
    target: str


def _brazilian(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


def pairs(seed: int = 11) -> list[Pair]:
    """Return the material: each pattern several times, no number twice in one pair."""
    random = Random(seed)
    made = []
    for source, target in PATTERNS:
        for _ in range(COPIES):
            values = {
                "n": str(random.randint(30, 99)),
                "m": str(random.randint(13, 28)),
                "k": str(random.randint(3, 12)),
                "w": str(random.randint(120, 989)),
                "d": f"{random.randint(1, 9)}.{random.randint(1, 9)}",
                "p": f"{random.randint(1_000, 9_999):,}.{random.randint(10, 99)}",
                "q": f"{random.randint(100, 999)}.{random.randint(10, 99)}",
                "g": f"{random.randint(1_000, 29_999):,}",
                "v": f"{random.randint(1, 9)}.{random.randint(1, 9)}",
                "e": str(random.randint(13, 28)),
                "y": str(random.randint(2020, 2029)),
            }
            localized = {name.upper(): _brazilian(value) for name, value in values.items()}
            made.append(Pair(source.format(**values), target.format(**values, **localized)))
    return made


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _drop_digit(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        digits = [index for index, char in enumerate(match.group()) if char.isdigit()]
        if len(digits) > 1:
            written = match.group()
            last = digits[-1]
            yield _replaced(text, match, (written[:last] + written[last + 1 :]).rstrip(".,"))
            yield _replaced(text, match, written[1:].lstrip(".,"))


def _swap_numbers(text: str) -> Iterator[str]:
    """Swap the first two numbers with different units, or of one measure."""
    found = list(_NUMBER.finditer(text))
    for one, two in pairwise(found):
        yield text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]


def _change_unit(text: str) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        family = next(line.split() for line in UNITS if match.group() in line.split())
        yield from (_replaced(text, match, other) for other in family if other != match.group())


def _move_separator(text: str) -> Iterator[str]:
    """Write a comma one place to the left or right, with the groups as they were and set anew; or for a point."""
    for match in _NUMBER.finditer(text):
        written = match.group()
        if text[: match.start()].endswith("Bluetooth "):
            continue
        if "," not in written:
            if "." in written:
                yield _replaced(text, match, written.replace(".", ","))
            continue
        whole, _, decimals = written.rpartition(",")
        for left, right in ((whole + decimals[0], decimals[1:]), (whole[:-1], whole[-1] + decimals)):
            if left:
                yield _replaced(text, match, f"{left},{right}".rstrip(","))
                regrouped = f"{int(left.replace('.', '')):,}".replace(",", ".")
                if regrouped != left:
                    yield _replaced(text, match, f"{regrouped},{right}".rstrip(","))


def _double(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        yield _replaced(text, match, f"{match.group()} {match.group()}")


def _drop_number(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        yield _replaced(text, match, "").replace("  ", " ")


def _change_digit(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        first = match.group()[0]
        yield _replaced(text, match, ("9" if first != "9" else "8") + match.group()[1:])


def _drop_unit(text: str) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        yield re.sub("  +", " ", _replaced(text, match, ""))


MUTATIONS: dict[str, Callable[[str], Iterator[str]]] = {
    "drop a digit": _drop_digit,
    "change a digit": _change_digit,
    "swap two numbers": _swap_numbers,
    "change a unit": _change_unit,
    "drop a unit": _drop_unit,
    "move the decimal separator": _move_separator,
    "write a number twice": _double,
    "drop a number": _drop_number,
}


def is_caught(pair: Pair, corrupted: str) -> bool:
    """Return whether a corruption is told, found by the check of numbers, or repaired to what is right."""
    done = reconcile(pair.source, corrupted, PAIR, alignment=links(pair.source, corrupted))
    if any(entry.outcome in TOLD for entry in done.entries):
        return True
    if any(number_differences(pair.source, done.target, *PAIR)):
        return True
    right = reconcile(pair.source, pair.target, PAIR).target
    return said(done.target) == said(right)


def said(text: str) -> tuple[list[Hashable], str]:
    """Return what the quantities of a Portuguese text state, however spelled, and the text around them."""
    found = find_quantities(text, PAIR[1])
    around, reached = [], 0
    for one in found:
        around.append(text[reached : one.start])
        reached = one.end
    return [key(one) for one in found], plain("#".join([*around, text[reached:]]))


def links(source: str, target: str) -> list[tuple[int, int, int, int]]:
    """Return what the engine's attention would say: the patterns have their numbers in the same order.

    (target start, target end, source start, source end); nothing where a number was dropped or written twice.
    """
    ours, theirs = list(_NUMBER.finditer(target)), list(_NUMBER.finditer(source))
    if len(ours) != len(theirs):
        return []
    return [(*own.span(), *other.span()) for own, other in zip(ours, theirs, strict=True)]


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return re.sub("[\u00a0\u202f]", " ", text)


def test_the_material_is_right() -> None:
    """By the independent judge, before and after; and nothing is told of it."""
    for pair in pairs():
        assert faults(*pair) == []
        done = reconcile(*pair, PAIR)
        assert faults(pair.source, done.target) == []
        assert [entry for entry in done.entries if entry.outcome in TOLD] == []


@pytest.mark.parametrize("kind", MUTATIONS)
def test_corruptions_are_caught(kind: str) -> None:
    counts: Counter[bool] = Counter()
    missed = []
    for pair in pairs():
        for corrupted in MUTATIONS[kind](pair.target):
            if corrupted == pair.target:
                continue
            caught = is_caught(pair, corrupted)
            counts[caught] += 1
            if not caught:
                missed.append((pair.source, corrupted))
    share = counts[True] / counts.total()
    print(f"{kind}: {counts[True]} of {counts.total()} caught, {share:.2%}")
    for source, corrupted in missed[:10]:
        print("  missed:", source, "|", corrupted)
    assert counts.total() >= LEAST_CORRUPTIONS
    assert share >= LEAST_CAUGHT
