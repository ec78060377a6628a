"""Measures that keep their unit where others are converted: what a merchant expects, with the reason.

Our own list, from how shops in metric countries name these goods; words in English and Portuguese.
"""

from __future__ import annotations

from typing import NamedTuple


class StayingMeasure(NamedTuple):
    """Measures that keep their unit: words around them (a pattern), of which units, and why.

    `near` is how many characters to each side are read; `is_single` leaves out products, which are plain dimensions.
    """

    words: str
    units: frozenset[str]
    reason: str
    near: int = 32
    is_single: bool = False


_LENGTHS = frozenset("length-millimeter length-centimeter length-inch length-foot".split())
_ANY_LENGTH = _LENGTHS | {"length-meter", "length-yard"}

STAYING = (
    StayingMeasure(
        r"screens?|displays?|monitors?|tvs?|televisions?|laptops?|notebooks?|tablets?|macbooks?|ipads?|chromebooks?|lcd"
        r"|oled|qled|led tv|smartphones?|touchscreens?|telas?|monitore?s?|televis(?:ão|ões|or|ores)|visor",
        _LENGTHS,
        "A screen is sold by its diagonal in inches everywhere.",
        is_single=True,
    ),
    StayingMeasure(
        r"wheels?|rims?|t[iy]res?|rodas?|aros?|pneus?|hubcaps?|calotas?",
        _LENGTHS,
        "Wheels and tyres are sized in inches.",
        is_single=True,
    ),
    StayingMeasure(
        r"bikes?|bicycles?|mtb|bmx|scooters?|bicicletas?|patinetes?",
        frozenset({"length-inch"}),
        "Bicycles go by the inches of their wheels.",
        is_single=True,
    ),
    StayingMeasure(
        r"npt|bsp[pt]?|threads?|threaded|pipes?|plumbing|hoses?|fittings?|faucets?|valves?|roscas?|roscad[oa]s?|canos?"
        r"|mangueiras?|conex(?:ão|ões)|válvulas?|torneiras?|tubula(?:ção|ções)",
        frozenset({"length-inch", "length-millimeter"}),
        "A pipe thread's inches name a standard (ISO 228, NPT), not a length.",
        is_single=True,
    ),
    StayingMeasure(
        r"wrench(?:es)?|sockets?|ratchets?|drill bits?|hex|allen|chaves?|soquetes?|catracas?|brocas?|square drive"
        r"|screws?|bolts?|parafusos?",
        frozenset({"length-inch", "length-millimeter"}),
        "Tools and screws must fit one of their own system.",
        is_single=True,
    ),
    StayingMeasure(
        r"needles?|awg|gauge|crochet|knitting|agulhas?|crochê|tricô|calibres?|bitolas?",
        frozenset({"length-inch", "length-millimeter"}),
        "Needles, hooks and wires have numbered sizes.",
        is_single=True,
    ),
    StayingMeasure(
        r"(?:shoe|ring|hat|cap) sizes?|(?:numeração|tamanho) d[oa] (?:sapato|anel)|aro d[oa] anel",
        _LENGTHS,
        "Shoe, ring and hat sizes are converted by a chart.",
    ),
    StayingMeasure(
        r"jeans|inseams?|waists?|entrepernas?|\bW ?\d\d\b|\bL ?\d\d\b",
        frozenset({"length-inch"}),
        "Jeans are sized by waist and inseam in inches.",
        is_single=True,
    ),
    StayingMeasure(
        r"ssds?|hdds?|hard (?:disks?|drives?)|drives?|drive bays?|sata|nvme|enclosures?|caddy|floppy|jacks?|plugs?"
        r"|headphones?|headsets?|earphones?|audio|aux|auxiliary|connectors?|stereo|trrs|trs|entrada|conector(?:es)?|fones?"
        r"|disco rígido|gaveta|p2",
        frozenset({"length-inch", "length-millimeter"}),
        "Drives and plugs are named by their size.",
        is_single=True,
    ),
    StayingMeasure(
        r"photos?|photographs?|(?:photo|art) prints?|posters?|polaroids?|picture frames?|photo frames?"
        r"|fotos?|fotografias?|porta-retratos?|impress(?:ão|ões)",
        _LENGTHS,
        "Photo formats are named by their inches (10 x 15 in Brazil is another product).",
    ),
    StayingMeasure(
        r"vinyls?|lps?|records?|turntables?|discos?(?: de vinil)?|vini(?:l|s)|toca-discos",
        frozenset({"length-inch"}),
        "A 12-inch is a kind of record.",
        is_single=True,
    ),
    StayingMeasure(
        r"lens(?:es)?|focal|film|films|camera|ammo|ammunition|caliber|pistol|airsoft|lentes?|objetivas?|filmes?|câmeras?"
        r"|munição|watch(?:es)?|bezel|relógios?",
        frozenset({"length-millimeter"}),
        "Lenses, film, cartridges and watches are named in millimetres everywhere.",
        is_single=True,
    ),
    StayingMeasure(
        r"cymbals?|snares?|tom-toms?|bass drums?|drumheads?|pratos? de bateria|speakers?|subwoofers?|woofers?"
        r"|alto-falantes?",
        frozenset({"length-inch"}),
        "Drums and loudspeakers go by inches.",
        is_single=True,
    ),
    StayingMeasure(
        r"coffee|espresso|tea ?pot|percolator|muffin|rice cooker|food processor|moka|cafeteiras?|bule|panela de arroz",
        frozenset({"volume-cup"}),
        "The cups of a coffee maker are servings, not the cup of the kitchen.",
    ),
    StayingMeasure(
        r"bond|cover ?stock|card ?stock|test|fishing(?: line)?|line test|linha de pesca|pesca",
        frozenset({"mass-pound"}),
        "The weight of paper is that of a ream, of a line what it carries.",
        near=16,
    ),
    StayingMeasure(
        r"denim|canvas|boxing|gloves?|jeans|luvas?|selvedge|lona|boxe",
        frozenset({"mass-ounce"}),
        "The ounces of denim are per square yard, those of a boxing glove a class.",
    ),
    StayingMeasure(
        r"bottles?|cups?|mugs?|tumblers?|glass(?:es)?|flasks?|lotion|shampoos?|conditioner|serum|oil|spray|mist|juice"
        r"|drink|beverage|soda|toner|cleanser|perfume|cologne|garrafas?|copos?|canecas?|loção|condicionador|óleo|suco"
        r"|bebida|capacity|capacidade",
        frozenset({"mass-ounce"}),
        "These ounces may be fluid ones: which, nobody wrote down.",
    ),
    StayingMeasure(
        r"air condition(?:er|ing)s?|hvac|heat pump|floor jack|hoist|ar[- ]condicionado|macaco|talha|winch",
        frozenset({"mass-ton"}),
        "A ton of cooling is a power, a jack's ton its class.",
    ),
    StayingMeasure(
        r"paint (?:name|colou?r)|shade|colou?r(?:way)?:|cor:|tom:|tinta",
        _ANY_LENGTH | {"temperature-fahrenheit", "temperature-celsius", "mass-pound", "mass-ounce"},
        "A number in the name of a colour is a name.",
        near=20,
    ),
)
