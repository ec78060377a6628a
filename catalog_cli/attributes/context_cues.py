"""Words that decide whether a value beside them is said of the product: what they do to it, and how far they reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Cue(StrEnum):
    """What a cue does to the values after it, or before it for SEPARATE."""

    NEGATION = "negation"
    """"without hood": the value is denied."""
    OTHER = "other"
    """"goes with black jeans": the value belongs to another thing."""
    PURPOSE = "purpose"
    """"for wooden floors": a place, a person or an occasion may be said so, nothing else."""
    SEPARATE = "separate"
    """"sold separately": what stands in the same sentence does not come with the product."""


class Language(NamedTuple):
    """The cues of one language, and its patterns. Each pattern is matched against folded text."""

    cues: Mapping[str, Cue]
    joins: frozenset[str]
    """Words that carry a negation on: "without hood or pockets"."""
    only: frozenset[str]
    """Behind a negation they turn it: "not only"."""
    contrasts: frozenset[str]
    """Words that end a negation: "no zip but buttons"."""
    restarts: frozenset[str]
    """Words that begin something new behind what is denied: "no collar and a hood"."""
    turns: frozenset[str]
    """Words that end what another cue began: "with", "features"."""
    resumes: re.Pattern[str]
    """After a comma, the product again: "Perfect for parties, this dress …"."""
    imitated: frozenset[str]
    """Right before a material: it only looks, smells or feels like it."""
    resembles: frozenset[str]
    """Right behind a material: "leather look"."""
    stated: frozenset[str]
    """Right before a colour or a pattern that is said of the product without its noun: "available in red"."""
    gains: frozenset[str]
    """Right behind "for", they lead to what the product itself has: "for added durability"."""
    options: frozenset[str]
    """Before what a product may have and does not come with: "optional"."""
    neutral: frozenset[str]
    """Phrases that hold a cue and are none: "search for"."""
    coordinates: frozenset[str]
    """Words that join a noun to another."""
    subjects: frozenset[str]
    """Before the noun of the product itself, `subject_reach` words at most: "this", "our"."""
    subject_reach: int
    parts: Mapping[str, str]
    """Words for parts, and the attribute that their material is, or MINOR."""
    links: frozenset[str]
    """Words that lead from a part to what it is made of: "the frame is made of oak"."""
    function_words: frozenset[str]
    """Words that end a run of adjectives before a noun."""
    noun_is_last: bool
    """Whether adjectives stand before their noun."""


MINOR = "minor"


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


def _phrases(written: str) -> frozenset[str]:
    return frozenset(written.split("|"))


def _parts(**named: str) -> dict[str, str]:
    """Return the attribute of each word: `minor` are words too."""
    return {word: attribute for attribute, words in named.items() for word in words.split()}


def _cues(kinds: Mapping[Cue, str]) -> dict[str, Cue]:
    return {phrase.strip(): kind for kind, phrases in kinds.items() for phrase in phrases.split("|") if phrase.strip()}


_ENGLISH_CUES = _cues(
    {
        Cue.NEGATION: "no|not|non|without|free of|free from|never|isn't|aren't|doesn't|don't|does not|do not|lacks|"
        "lacking|zero|contains no|excluding|excludes|neither|nor|w o|minus|less|won't|will not|cannot|can't",
        Cue.OTHER: "goes with|go with|goes well with|goes great with|pairs with|pair with|pairs well with|"
        "pair it with|paired with|pairs perfectly with|pairs beautifully with|pairs nicely with|pair them with|"
        "wear with|wear it with|worn with|team with|team it with|teamed with|looks great with|looks good with|"
        "style with|style it with|styled with|match with|matches|matches with|matched with|combine with|"
        "combined with|combines with|works with|works well with|layer over|layered over|layer under|like|"
        "soft as|smooth as|light as|strong as|warm as|tough as|hard as|than|unlike|instead of|"
        "replaces|replacement for|alternative to|pixels of|the resolution of|"
        "compared to|compared with|similar to|reminiscent of|inspired by|as seen|also available in|"
        "models wears|model wears|model is wearing|shown with|shown in|pictured|serve with|served with|"
        "enjoy with|holds|hold|haul|hauls|packed with|pack|packs|stores|store your|stash|carries|"
        "fits your|cleans|removes|removing|remove|"
        "protects against|protect from|protects from|rather than|not to mention|resembles|resembling|imitates|"
        "printed in|packed in|shipped in|comes in a|packaged in|presented in|presented in a|see our|see also|"
        "check out|browse|shop our|other|applicable material|applicable materials|applicable surface|"
        "applicable surfaces",
        Cue.PURPOSE: "for|for use with|for use on|for use in|suitable for|ideal for|perfect for|great for|designed for|"
        "ideal on|use with|use on|used with|used on|works on|compatible with|fits|ideal with|perfect with|safe on|"
        "safe for|recommended for|made for|great with|great on|perfect on",
        Cue.SEPARATE: "sold separately|not included|available separately|sold individually|optional|"
        "purchased separately|can be added|also available|are also available|is also available|"
        "not supplied|excluded",
    }
)
_ENGLISH_MINOR = (
    "strap straps handle handles zip zips zipper zippers button buttons trim trims trimmed trimming pocket pockets "
    "cuff cuffs collar hem lace laces buckle buckles lid lids cap caps cord cords cable cables hook hooks drawer "
    "drawers knob knobs pad pads patch patches label labels detail details detailing accent accents accented piping "
    "stitching insert inserts tip tips clasp clasps chain chains packaging pouch pouches tray trays blade blades wheel "
    "wheels casters grate grates grid filling stuffing fill backing stripe stripes logo letters lettering text light "
    "lights led leds tote sleeve sleeves floor floors wall walls surface surfaces table tables counter counters stain "
    "stains cleaner polish conditioner care protector ink eyelet eyelets rivet rivets stud studs tassel tassels bow "
    "ribbon fringe lens lenses waistband drawstring drawstrings elastic seam seams edge edges border rim spout plug "
    "nozzle tab tabs badge emblem embroidery hardware screw screws ring rings box case dial hands numerals markers "
    "foot feet stand base grinder burr burrs motor burner burners element elements plate plates filter jug jar section "
    "sections bristles lock locks"
)
ENGLISH = Language(
    cues=_ENGLISH_CUES,
    joins=frozenset({"or", "nor"}),
    only=frozenset({"only", "just", "merely"}),
    contrasts=frozenset({"but", "with", "features", "featuring", "includes", "including", "in"}),
    restarts=frozenset({"and", "a", "an", "just"}),
    turns=frozenset({"but", "with", "has", "have", "features", "featuring", "includes", "including", "is", "made"}),
    resumes=re.compile(r" *(?:this|these|the|our|it|it's|they|each|made|crafted|with|in|featuring|a|an) "),
    imitated=_phrases(
        "faux|fake|imitation|artificial|simulated|mock|pseudo|vegan|synthetic|man made|look of|feel of|look like|"
        "looks like|effect|inspired by|simili|touch of|hint of|note of|notes of|scent of|taste of"
    ),
    resembles=_words(
        "look looks looking effect effects like style styled feel print prints printed tone tones toned colored "
        "coloured color colour colors colours scented scent scents flavored flavoured flavor flavour flavors flavours "
        "inspired imitation alternative substitute free less friendly safe grain pattern smooth soft touch cleaner "
        "cleaners polish conditioner care protect protects protection protector corrosion "
        "floor floors surface surfaces furniture wall walls goods industry lover "
        "lovers extract oil seed seeds milk butter water powder padded filled backed infused stuffed sourced"
    ),
    stated=_phrases(
        "in|available in|comes in|come in|offered in|color|colors|colour|colours|color is|colour is|shade|hue|"
        "finished in|painted|dyed|is|are|in a|in an|tone of|tones of|shade of|shades of|color of|colour of|colors of|"
        "colours of|in the color|in the colour|in a shade of|in solid|in classic|in bold|in all"
    ),
    gains=_words(
        "improved added extra better easy easier increased maximum greater superior enhanced additional more quick "
        "fast ultimate optimal excellent lasting"
    ),
    options=frozenset({"optional"}),
    neutral=_phrases(
        "search for|searching for|looking for|shopping for|known for|famous for|renowned for|ask for|asked for|"
        "thanks for|except for|for sale|for example|for instance|for years|like new"
    ),
    coordinates=frozenset({"and", "plus"}),
    subjects=_words("this these our the"),
    subject_reach=5,
    parts=_parts(
        minor=_ENGLISH_MINOR,
        lining_material="lining lined liner insulated interior inside",
        sole_material="outsole outsoles sole soles midsole",
        frame_material="frame frames framed leg legs structure framework post posts",
    ),
    links=_words("is are made crafted of in with from constructed built 100 solid genuine real pure soft full"),
    function_words=_words(
        "with in on of for from to that is are the a an by at as it its has have this these which while who when "
        "where into onto featuring features made your our you we be can will than like without no not"
    ),
    noun_is_last=True,
)

_PORTUGUESE_CUES = _cues(
    {
        Cue.NEGATION: "não|sem|nem|nunca|livre de|livres de|isento de|isenta de|isentos de|zero|não contém|exceto|"
        "jamais|nenhum|nenhuma|ausência de|não possui|não tem|não é",
        Cue.OTHER: "combina com|combinam com|combine com|combinando com|fica bem com|fica ótimo com|ficam bem com|"
        "fica lindo com|fica linda com|use com|usar com|usado com|usada com|harmoniza com|harmonizam com|como|"
        "do que|diferente de|em vez de|ao invés de|substitui|inspirado em|inspirada em|inspirado no|inspirada na|"
        "parecido com|parecida com|semelhante a|semelhante ao|imita|imitando|lembra|modelo veste|modelo usa|"
        "também disponível em|embalado em|embalada em|vem em uma|acompanha bem|sirva com|remove|limpa|protege contra|"
        "veja também|confira também",
        Cue.PURPOSE: "para|para uso com|para uso em|ideal para|perfeito para|perfeita para|indicado para|indicada para|"
        "recomendado para|recomendada para|compatível com|compatíveis com|próprio para|própria para|serve em|"
        "feito para|feita para|p|pra|destinado a",
        Cue.SEPARATE: "vendido separadamente|vendida separadamente|vendidos separadamente|vendidas separadamente|"
        "não incluso|não inclusa|não inclusos|não inclusas|não incluído|não incluída|não acompanha|não inclui|"
        "opcional|à parte|vendido à parte",
    }
)
_PORTUGUESE_MINOR = (
    "alça alças zíper zíperes botão botões bolso bolsos punho punhos gola barra cadarço cadarços fivela fivelas tampa "
    "tampas cabo cabos gancho ganchos gaveta gavetas puxador puxadores etiqueta etiquetas detalhe detalhes aplique "
    "apliques aplicações costura costuras ponteira ponteiras fecho fechos corrente correntes embalagem estojo bandeja "
    "lâmina lâminas roda rodas rodinhas enchimento recheio listra listras logo letra letras luzes luz caixa piso pisos "
    "parede paredes superfície superfícies móveis limpador cuidado cós elástico ilhós rebite rebites franja franjas "
    "laço laços fita lente lentes borda bico base argola argolas acabamento acabamentos suporte manopla empunhadura "
    "cordão cerdas"
)
PORTUGUESE = Language(
    cues=_PORTUGUESE_CUES,
    joins=frozenset({"ou", "nem"}),
    only=frozenset({"só", "somente", "apenas"}),
    contrasts=frozenset({"mas", "com", "porém", "inclui", "em", "também"}),
    restarts=frozenset({"e", "um", "uma", "só"}),
    turns=frozenset({"mas", "com", "porém", "tem", "possui", "inclui", "é", "feito", "feita"}),
    resumes=re.compile(r" *(?:este|esta|estes|estas|esse|essa|nosso|nossa|o|a|os|as|feito|feita|com|em) "),
    imitated=_phrases(
        "imitação de|imita|símil|efeito|tipo|estilo|aparência de|aspecto de|falso|falsa|cor de|toque de|sabor|sabor de|"
        "aroma de|cheiro de|fragrância de|como|estampa de|óleo de|manteiga de|leite de|extrato de|água de"
    ),
    resembles=_words(
        "sintético sintética sintéticos sintéticas ecológico ecológica ecológicos ecológicas vegano vegana veganos "
        "veganas fake artificial artificiais falso falsa falsos falsas look free imitação"
    ),
    stated=_phrases(
        "em|na cor|nas cores|no tom|nos tons|cor|cores|disponível em|disponíveis em|tons de|tom de|pintado de|"
        "pintada de|é|são|nas versões|na versão|na tonalidade"
    ),
    gains=_words("maior mais melhor fácil extra rápida rápido máxima máximo total excelente"),
    options=frozenset({"opcional"}),
    neutral=_phrases("procura por|à procura de|conhecido por|conhecida por|por exemplo|como novo|como nova"),
    coordinates=frozenset({"e", "mais"}),
    subjects=_words("este esta estes estas esse essa esses essas nosso nossa nossos nossas o a"),
    subject_reach=1,
    parts=_parts(
        minor=_PORTUGUESE_MINOR,
        lining_material="forro forros forrado forrada forrados forradas forração interior",
        sole_material="sola solas solado solados",
        frame_material="estrutura armação pernas pés quadro",
    ),
    links=_words(
        "interno interna lateral laterais regulável reguláveis em de do da com feito feita é são 100 puro pura macio "
        "macia"
    ),
    function_words=_words(
        "com em para por que e ou o a os as um uma do da dos das no na nos nas ao à como se sem não seu sua"
    ),
    noun_is_last=False,
)

LANGUAGES = {"en": ENGLISH, "pt": PORTUGUESE}
