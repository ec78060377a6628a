"""Claims: what a translation says of a product beyond its source, and authorities ask proof for.

A small table of what machine and marketing translations add; `claims` judges generated copy against all of a product.
Kinds after the EU's directive 2005/29/EC and regulation 1924/2006, and the marketplaces' policies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from catalog_cli import locales
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment

# kind -> language -> (what claims it, what else in a source warrants it). Small letters, matched at word borders.
_TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "the best of all": {
        "en": (
            r"the best|world'?s (?:best|finest|leading)|number one|no\. ?1|#1|unbeatable|unrivall?ed|unmatched",
            r"best|finest|ultimate|perfect\w*|top|number one|leading|great\w*|premium|superior|most|first|prime|"
            r"favou?rite|better|improv\w+|optim(?:al|um)\w*|ideal",
        ),
        "pt": (
            r"(?:o|a|os|as) melhor(?:es)?|número um|nº ?1|imbatíve(?:l|is)|inigualáve(?:l|is)|incomparáve(?:l|"
            r"is)|líder de vendas",
            r"melhor\w*|máxim\w+|perfeit\w+|ótim\w+|líder|superior\w*|número um|ideal|imbatív\w+|inigual\w+|"
            r"incompar\w+",
        ),
        "es": (
            r"(?:el|la|los|las) mejor(?:es)?|número uno|n\.?º ?1|inigualables?|insuperables?|líder en ventas",
            r"mejor\w*|máxim\w+|perfect\w+|óptim\w+|líder|superior\w*|número uno|ideal|insuper\w+|inigual\w+",
        ),
        "fr": (
            r"(?:le|la|les) (?:meilleure?s?)|numéro un|n° ?1|imbattables?|inégalée?s?|incomparables?",
            r"meilleur\w*|mieux|parfait\w*|optimal\w*|leader|supérieur\w*|numéro un|idéal\w*|imbatt\w+|inégal\w+",
        ),
        "de": (
            r"(?:der|die|das|den) beste[nrs]?|nummer eins|nr\. ?1|unschlagbar\w*|unvergleichlich\w*|konkurrenzlos\w*",
            r"best\w*|perfekt\w*|optimal\w*|führend\w*|nummer eins|ideal\w*|hervorragend\w*|unschlag\w+|unvergleich\w+",
        ),
    },
    "healing": {
        "en": (
            r"cures?|heals?|treats? (?:pain|disease|illness|acne|eczema)|clinically (?:proven|tested)|medically proven|"
            r"dermatologically tested|relieves? pain|weight loss|lose weight",
            r"cur(?:e|es|ed|ing|ative)|heal\w*|treat\w*|therap\w*|medic\w*|clinical\w*|dermatolog\w*|reliev\w*|"
            r"relief|pain\w*|"
            r"sooth\w*|weight|slim\w*|health\w*|remed\w+|anti-?\w+|calm\w*|repair\w*|doctor\w*",
        ),
        "pt": (
            r"(?:que )?cura(?!d)\w{0,1}|curam|clinicamente \w+|dermatologicamente testad\w+|"
            r"alivia (?:a )?dor\w*|emagrece\w*|perda de peso|medicinal|terapêutic\w+",
            r"cura\w*|clínic\w+|clinicamente|dermatol\w+|alivi\w+|dor\w*|emagrec\w+|peso|medicin\w+|terap\w+|"
            r"trata\w*|saúde|médic\w+|calm\w+|repar\w+",
        ),
        "es": (
            r"cura|curan|clínicamente \w+|dermatológicamente \w+|alivia (?:el )?dolor\w*|adelgaza\w*|"
            r"pérdida de peso|medicinal\w*|terapéutic\w+",
            r"cura\w*|clínic\w+|clínicamente|dermatol\w+|alivi\w+|dolor\w*|adelgaz\w+|peso|medicin\w+|terap\w+|"
            r"trata\w*|salud\w*|médic\w+",
        ),
        "fr": (
            r"guérit|guérissent|cliniquement \w+|testée?s? dermatologiquement|soulage (?:la )?douleur\w*|"
            r"perte de poids|médicina\w+|thérapeutique\w*",
            r"guéri\w+|clini\w+|dermatol\w+|soulag\w+|doul\w+|poids|médic\w+|thérap\w+|trait\w*|soin\w*|santé",
        ),
        "de": (
            r"heilt|heilen|klinisch \w+|dermatologisch \w+|lindert schmerz\w*|gewichtsverlust|therapeutisch\w*",
            r"heil\w*|klinisch\w*|dermatolog\w*|linder\w*|schmerz\w*|gewicht\w*|medizin\w*|therap\w*|"
            r"behandel\w*|gesund\w*",
        ),
    },
    "a guarantee": {
        "en": (
            r"guaranteed?|lifetime warranty|money[- ]back|risk[- ]free",
            r"guarant\w+|warrant\w+|money[- ]back|risk|assur\w*|ensur\w*|promis\w*|return\w*|cover\w*|secure\w*|"
            r"certain\w*",
        ),
        "pt": (
            r"garantid[oa]s?|garantia\w*|dinheiro de volta|satisfação garantida",
            r"garant\w+|devol\w+|risco|assegur\w+|certifi\w+",
        ),
        "es": (
            r"garantizad[oa]s?|garantía\w*|devolución del dinero",
            r"garant\w+|devol\w+|riesgo|asegur\w+|certifi\w+",
        ),
        "fr": (r"garantie?s?|satisfait ou remboursé", r"garant\w+|rembours\w+|risque|assur\w+|certifi\w+"),
        "de": (
            r"garantiert\w*|garantie|geld[- ]zurück\w*",
            r"garant\w+|gewährleist\w*|geld[- ]zurück\w*|risiko\w*|sicher\w*",
        ),
    },
    "a price or delivery": {
        "en": (
            r"free (?:shipping|delivery|returns)|on sale|\d+ ?% off|best price|cheapest|limited time",
            r"free|ship\w*|deliver\w*|sale|off|price\w*|cheap\w*|limited|offer\w*|deal\w*|discount\w*|sav\w+",
        ),
        "pt": (
            r"(?:frete|entrega|envio) (?:grátis|gratuit\w+)|em promoção|\d+ ?% de desconto|melhor preço|"
            r"por tempo limitado",
            r"grátis|gratuit\w+|frete|entreg\w+|envi\w+|promoç\w+|desconto\w*|preço\w*|barat\w+|limitad\w+|ofert\w+",
        ),
        "es": (
            r"envío (?:gratis|gratuito)|en oferta|\d+ ?% de descuento|mejor precio|por tiempo limitado",
            r"gratis|gratuit\w+|env[ií]\w+|ofert\w+|descuento\w*|precio\w*|barat\w+|limitad\w+|rebaj\w+",
        ),
        "fr": (
            r"livraison (?:gratuite|offerte)|en promotion|\d+ ?% de (?:réduction|remise)|meilleur prix|durée limitée",
            r"gratuit\w*|offert\w*|livr\w+|promo\w*|réduction\w*|remise\w*|prix|limit\w+|sold\w+",
        ),
        "de": (
            r"kostenlos\w* (?:versand|lieferung)|versandkostenfrei|im angebot|\d+ ?% rabatt|bester preis|"
            r"nur für kurze zeit",
            r"kostenlos\w*|gratis|versand\w*|liefer\w*|angebot\w*|rabatt\w*|preis\w*|günstig\w*|frei",
        ),
    },
    "a certificate": {
        "en": (
            r"certified|officially (?:licensed|approved)|fda approved|award[- ]winning",
            r"certif\w*|licen[sc]\w*|approv\w*|award\w*|official\w*|standard\w*|complian\w*|fair ?trade|iso|"
            r"oeko-tex|gots|fsc|prize\w*|accredit\w*|tested",
        ),
        "pt": (
            r"certificad[oa]s?|homologad[oa]s?|aprovad[oa]s? pel[ao]|premiad[oa]s?|oficialmente \w+",
            r"certif\w+|homolog\w+|aprov\w+|premiad\w+|prêmi\w+|licenc\w+|ofici\w+|iso|oeko-tex|gots|fsc",
        ),
        "es": (
            r"certificad[oa]s?|homologad[oa]s?|aprobad[oa]s? por|premiad[oa]s?|galardonad[oa]s?",
            r"certif\w+|homolog\w+|aprob\w+|premi\w+|galardon\w+|licenc\w+|ofici\w+|iso|oeko-tex|gots|fsc",
        ),
        "fr": (
            r"certifiée?s?|homologuée?s?|approuvée?s? par|primée?s?",
            r"certif\w+|homolog\w+|approuv\w+|prim\w+|prix|licenc\w+|offici\w+|iso|oeko-tex|gots|fsc|label\w*",
        ),
        "de": (
            r"zertifiziert\w*|preisgekrönt\w*|ausgezeichnet\w* mit|offiziell (?:lizenziert|zugelassen)\w*",
            r"zertifi\w*|preisgekrönt\w*|ausgezeichnet\w*|lizen\w*|offiziell\w*|zugelassen\w*|iso|oeko-tex|gots|"
            r"fsc|geprüft\w*",
        ),
    },
}


def claim_added(segment: Segment, pair: Pair) -> Iterator[str]:
    """The translation claims what the source does not: the best of all, a cure, a guarantee, free shipping, a
    certificate. Marketplaces take such listings down, and you answer for it."""
    spoken, read = locales.language(pair.target), locales.language(pair.source)
    any_claim = _any_claim(spoken)
    target = (segment.target or "").lower()
    if any_claim is None or not any_claim.search(target):
        return
    source = segment.source.lower().replace("’", "'")
    for kind in _TABLES:
        claimed = _expression(kind, spoken, 0)
        warranted = _expression(kind, read, 1)
        found = claimed.search(target) if claimed and warranted else None
        if found and warranted and not warranted.search(source):
            yield f'The translation claims {kind}, which the source does not: "{found.group()}".'


@lru_cache(maxsize=128)
def _expression(kind: str, language: str, which: int) -> re.Pattern[str] | None:
    table = _TABLES[kind].get(language)
    return None if table is None else re.compile(rf"(?<!\w)(?:{table[which]})(?!\w)")


@lru_cache(maxsize=16)
def _any_claim(language: str) -> re.Pattern[str] | None:
    claims = [tables[language][0] for tables in _TABLES.values() if language in tables]
    return re.compile(rf"(?<!\w)(?:{'|'.join(claims)})(?!\w)") if claims else None
