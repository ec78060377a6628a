"""What a title can do without, by language: words that no listing needs, words that cannot stand last, phrases' heads.

The tables are ours. A word of two meanings is left out: "light" may be a lamp, "novo" a state of use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from catalog_cli import locales


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def _pattern(phrases: str) -> re.Pattern[str]:
    """Return what matches any of the phrases, one a line, whole words, longest first."""
    listed = sorted({line.strip() for line in phrases.splitlines() if line.strip()}, key=len, reverse=True)
    body = "|".join(re.escape(phrase).replace(r"\ ", r"[ \u00a0]+") for phrase in listed)
    return re.compile(rf"(?<![\w'’-])(?:{body})(?![\w'’-])[!¡]*", re.IGNORECASE) if body else re.compile(r"(?!)")


@cache
def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    `function_words` never stand last; `joints` among them join two words of a kind; `prepositions` are those that
    open a phrase that says of what, in what. `features` and `purposes` open the phrases that say with what and for what
    a thing is. `intensifiers` go with the adjective behind them. `adjectives` are those that praise or say what the
    picture shows. `noun_is_last`: adjectives stand before their noun. `promotional` are phrases, one a line, and
    `adjective` is a pattern: both are compiled when a text is first shortened (7 ms for two languages).
    """

    function_words: frozenset[str]
    joints: frozenset[str]
    prepositions: frozenset[str]
    features: frozenset[str]
    purposes: frozenset[str]
    intensifiers: frozenset[str]
    adjectives: frozenset[str]
    promotional: str
    noun_is_last: bool = False
    adjective: str = ""

    @property
    def promotions(self) -> re.Pattern[str]:
        """What praises the offer."""
        return _pattern(self.promotional)

    @property
    def descriptive(self) -> re.Pattern[str] | None:
        """The form of other adjectives, where the language has one that few nouns share."""
        return _form(self.adjective) if self.adjective else None


def _gendered(stems: str, invariable: str = "") -> frozenset[str]:
    """Return the four forms of Portuguese adjectives in -o, and the two of those that have one gender."""
    found = {word[:-1] + ending for word in stems.split() for ending in ("o", "a", "os", "as")}
    for word in invariable.split():
        plural = word[:-1] + "is" if word.endswith("l") else word + "s"
        if word.endswith(("ável", "ível")):
            plural = word[:-2] + "eis"
        found |= {word, plural}
    return frozenset(found)


_EN = Wording(
    function_words=_words(
        "a an the of for with without and or in on to by from at as into onto over under than that which who your our "
        "its his her their this these those & + w/ w/o plus via per made featuring including includes is are be nor"
    ),
    joints=_words("and or & + , /"),
    prepositions=_words("of in from"),
    features=_words("with w/ featuring including"),
    purposes=_words("for"),
    intensifiers=_words("very super ultra extra so more most highly really extremely"),
    adjectives=_words(
        "amazing awesome beautiful lovely gorgeous stunning pretty cute adorable charming elegant stylish fashionable "
        "trendy chic modern contemporary fancy luxurious luxury premium deluxe exclusive exquisite good nice "
        "perfect ideal excellent fantastic wonderful unique special authentic comfortable comfy cozy "
        "cosy durable sturdy robust strong reliable versatile practical convenient handy useful functional essential "
        "lightweight portable adjustable innovative smart-looking must-have eye-catching high-quality long-lasting "
        "popular famous favorite favourite timeless classy sleek delicate handy soft-touch sexy fun funny"
    ),
    promotional=(
        """best seller
        best selling
        bestseller
        best-selling
        hot sale
        big sale
        on sale
        flash sale
        clearance
        free shipping
        fast shipping
        free delivery
        fast delivery
        free gift
        free returns
        limited edition offer
        limited time offer
        limited time
        special offer
        special price
        best price
        low price
        lowest price
        great price
        best quality
        high quality
        top quality
        premium quality
        superior quality
        good quality
        brand new
        new arrival
        new arrivals
        top rated
        must have
        hot item
        money back guarantee
        satisfaction guaranteed
        100% satisfaction
        buy now
        shop now
        order now
        don't miss
        while stocks last
        best gift
        great gift
        perfect gift
        gift idea
        ready to ship
        in stock"""
    ),
    noun_is_last=True,
    # Nouns of these forms are excepted: "vegetable", "additive", "waterproof" is none.
    adjective=(
        r"(?!(?:vegetable|syllable|collectible|adhesive|additive|abrasive|detective|executive|locomotive|laxative|"
        r"sedative|preservative|native|olive|archive|handful|mouthful|spoonful)s?$)"
        r"(?:[a-z]{3,}(?:able|ible|ous|ful|less|ive)|[a-z]{2,}-?(?:proof|resistant|friendly))"
    ),
)

_PT = Wording(
    function_words=_words(
        "a o as os um uma uns umas de do da dos das em no na nos nas num numa com sem para pra por pelo pela pelos "
        "pelas e ou ao aos à às que se seu sua seus suas este esta esse essa isto c/ s/ p/ & + mais até entre sobre "
        "sob como feito feita é são nem mas onde qual"
    ),
    joints=_words("e ou & + , /"),
    prepositions=_words("de do da dos das em no na nos nas"),
    features=_words("com c/"),
    purposes=_words("para pra p/"),
    intensifiers=_words("muito super ultra extra tão mais bem extremamente altamente"),
    adjectives=_gendered(
        "bonito lindo charmoso moderno contemporâneo luxuoso exclusivo exótico ótimo perfeito fantástico maravilhoso "
        "único autêntico genuíno robusto prático clássico fofo gracioso belo famoso favorito fashionado estiloso "
        "resistentíssimo sofisticado refinado requintado divertido descolado encantador delicado inovador",
        "elegante excelente impressionante deslumbrante fashion chique atraente aconchegante confortável durável "
        "versátil especial ideal essencial funcional popular atemporal incrível adorável portátil ajustável "
        "leve resistente premium",
    )
    | _words("encantadora encantadores encantadoras inovadora inovadores inovadoras versáteis portáteis"),
    promotional=(
        """mais vendido
        mais vendida
        mais vendidos
        campeão de vendas
        oferta
        ofertas
        oferta especial
        oferta imperdível
        super oferta
        promoção
        em promoção
        em oferta
        liquidação
        queima de estoque
        frete grátis
        frete gratuito
        envio grátis
        envio gratuito
        envio rápido
        envio imediato
        entrega rápida
        entrega grátis
        pronta entrega
        brinde grátis
        tempo limitado
        por tempo limitado
        preço baixo
        melhor preço
        menor preço
        preço especial
        melhor qualidade
        alta qualidade
        de alta qualidade
        ótima qualidade
        qualidade premium
        de qualidade premium
        excelente qualidade
        qualidade superior
        lançamento
        novidade
        imperdível
        garanta já
        compre já
        compre agora
        aproveite
        últimas unidades
        satisfação garantida
        100% satisfação
        ótimo presente
        presente perfeito
        presente ideal
        ideia de presente
        em estoque"""
    ),
    adjective=(
        r"(?!(?:vestid|tecid|teclad|calçad|bordad|gelad|telhad|mercad|pescad|sapat|machad|soldad|salad|pomad|escad|"
        r"espad|entrad|estrad|almofad|camad|tomad|bebid|comid|medid|saíd|batid|corrid|cuidad|líquid|fluid|ácid|"
        r"plástic|elástic|músic|fábric|cerâmic|técnic|óptic|ótic|mágic|químic|físic|tônic|túnic|clínic|gráfic|"
        r"cosmétic|cálic|tópic|rústic)[oa]s?$)"
        r"\w{2,}(?:[áí]vel|[áí]veis|os[oa]s?|ad[oa]s?|id[oa]s?|[áéíóúâêô]\w{1,2}?ic[oa]s?)"
    ),
)

_NOTHING: frozenset[str] = frozenset()


def _plain(function_words: str, features: str, purposes: str) -> Wording:
    """Return the little that keeps a cut clean in a language whose titles we do not shorten in other ways."""
    words = _words(function_words)
    opening = _words(features), _words(purposes)
    return Wording(words, _NOTHING, _NOTHING, *opening, _NOTHING, _NOTHING, "")


_WORDINGS = {
    "en": _EN,
    "pt": _PT,
    "es": _plain(
        "a ante con de del desde el en entre hasta la las lo los o para por sin su sus un una y e al", "con", "para"
    ),
    "fr": _plain(
        "à au aux avec ce ces d' dans de des du en et l' la le les ou par pour sans son sur un une", "avec", "pour"
    ),
    "de": _plain(
        "am an auf aus bei das dem den der des die ein eine einem einen einer für im in mit nach oder ohne und von vom "
        "zu zum zur",
        "mit",
        "für",
    ),
    "it": _plain(
        "a al alla con da dal dalla dei del della di e ed gli i il in la le lo nel nella o per su un una", "con", "per"
    ),
}
_UNKNOWN = _plain("", "", "")


@lru_cache(maxsize=64)
def wording(locale: str) -> Wording:
    """Return the words of a locale's language; empty tables for one that has none.

    >>> "com" in wording("pt-BR").features, wording("ja").function_words
    (True, frozenset())
    """
    return _WORDINGS.get(locales.language(locale), _UNKNOWN)
