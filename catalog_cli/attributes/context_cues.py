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
    imitated: re.Pattern[str]
    """Before a material: it only looks like it."""
    resembles: re.Pattern[str]
    """After a material: "leather look"."""
    stated: re.Pattern[str]
    """Before a colour or a pattern that is said of the product without its noun: "available in red"."""
    subjects: re.Pattern[str]
    """Before the noun of the product itself: "this", "our"."""
    parts_before: re.Pattern[str]
    """Before a material: "lining: cotton". Each group is named after the attribute, or "minor"."""
    parts_after: re.Pattern[str]
    """After a material, a colour or a pattern: "rubber sole"."""
    part_noun: re.Pattern[str]
    """A part, wherever it stands."""
    function_words: frozenset[str]
    """Words that end a run of adjectives before a noun."""


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
        "soft as|smooth as|light as|strong as|warm as|tough as|hard as|than|unlike|instead of|replaces|replacement for|alternative to|"
        "compared to|compared with|similar to|reminiscent of|inspired by|as seen|also available in|"
        "models wears|model wears|model is wearing|shown with|shown in|pictured|serve with|served with|"
        "enjoy with|holds|hold|haul|hauls|packed with|pack|packs|stores|store your|stash|carries|fits your|cleans|removes|removing|remove|"
        "protects against|protect from|protects from|rather than|not to mention|resembles|resembling|imitates|"
        "printed in|packed in|shipped in|comes in a|packaged in|presented in|presented in a|see our|see also|"
        "check out|browse|shop our|other",
        Cue.PURPOSE: "for|for use with|for use on|for use in|suitable for|ideal for|perfect for|great for|designed for|"
        "ideal on|use with|use on|used with|used on|works on|compatible with|fits|ideal with|perfect with|safe on|"
        "safe for|recommended for|made for|great with|great on|perfect on",
        Cue.SEPARATE: "sold separately|not included|available separately|sold individually|optional|"
        "purchased separately|can be added|also available|are also available|is also available|"
        "not supplied|excluded",
    }
)
_ENGLISH_MINOR = (
    "straps?|handles?|zip|zips|zippers?|buttons?|trim|trims|trimmed|trimming|pockets?|cuffs?|collar|hem|laces?|buckles?|"
    "lids?|caps?|cords?|cables?|hooks?|drawers?|knobs?|pads?|patch|patches|labels?|details?|detailing|accents?|accented|"
    "piping|stitching|inserts?|tips?|clasps?|chains?|packaging|pouch|pouches|tray|trays|blades?|wheels?|casters|"
    "grates?|grid|filling|stuffing|fill|backing|stripes?|logo|letters|lettering|text|lights?|leds?|gift box|gift bag|"
    "tote|sleeves?|floors?|walls?|surfaces?|tables?|counters?|stains?|cleaner|polish|conditioner|care|protector|"
    "ink|eyelets?|rivets?|studs?|tassels?|bow|ribbon|fringe|lens|lenses|waistband|drawstrings?|elastic|seams?|"
    "edges?|border|rim|spout|plug|nozzle|button|tab|tabs|badge|emblem|embroidery|hardware|screws?|rings?|box|case|"
    "dial|hands|numerals|markers|foot|feet|stand|base|grinder|burrs?|motor|burners?|elements?|plates?|filter|jug|jar|"
    "sections?"
)
ENGLISH = Language(
    cues=_ENGLISH_CUES,
    joins=frozenset({"or", "nor"}),
    only=frozenset({"only", "just", "merely"}),
    contrasts=frozenset({"but", "with", "features", "featuring", "includes", "including", "in"}),
    restarts=frozenset({"and", "a", "an", "just"}),
    turns=frozenset({"but", "with", "has", "have", "features", "featuring", "includes", "including", "is", "made"}),
    resumes=re.compile(r" *(?:this|these|the|our|it|it's|they|each|made|crafted|with|in|featuring|a|an) "),
    imitated=re.compile(
        r"(?:^| )(?:faux|fake|imitation|artificial|simulated|mock|pseudo|vegan|synthetic|man made|look of|feel of|"
        r"looks? like|effect|inspired by|simili?|touch of|hint of|notes? of|scent of|taste of) +$"
    ),
    resembles=re.compile(
        r" *(?:looks?|looking|effects?|like|style|styled|feel|prints?|printed|tones?|toned|colou?red|colou?rs?|scented|"
        r"scents?|flavou?red|flavou?rs?|inspired|imitation|alternative|substitute|free|less|friendly|safe|grain|"
        r"pattern|smooth|soft|touch|cleaners?|polish|conditioner|care|floors?|surfaces?|furniture|walls?|goods|"
        r"industry|lovers?|extract|oil|seeds?|milk|butter|water|powder|padded|filled|backed|infused|stuffed|sourced) "
    ),
    stated=re.compile(
        r"(?:^| )(?:in|available in|comes in|come in|offered in|colou?rs?|colou?r is|shade|hue|finished in|painted|"
        r"dyed|is|are|in an?|in the colou?rs?|in a shade of|in solid|in classic|in bold|in all) +$"
    ),
    subjects=re.compile(r"(?:^| )(?:this|these|our|your new|the perfect|the ultimate|the) (?:[\w']+ +){0,4}$"),
    parts_before=re.compile(
        r"(?:^| )(?:(?P<lining_material>lining|lined|inner lining|interior|insulated|inside)|"
        r"(?P<sole_material>outsoles?|soles?|midsole)|(?P<frame_material>frames?|legs?|structure|framework)|"
        rf"(?P<minor>{_ENGLISH_MINOR}))"
        r" +(?:(?:is|are|made|crafted|of|in|with|from|constructed|built|100|solid|genuine|real|pure|soft|full) +){0,4}$"
    ),
    parts_after=re.compile(
        r" *(?:(?!(?:and|or|with|in|on|for|of|to|the|a|an|is|are|has) )[\w']+ +){0,2}?(?:(?P<lining_material>lining|lined|liner|interior|inside)|"
        r"(?P<sole_material>outsoles?|soles?)|(?P<frame_material>frames?|framed|legs?|structure|framework|posts?)|"
        rf"(?P<minor>{_ENGLISH_MINOR}))(?= |$)"
    ),
    part_noun=re.compile(rf" (?:soles?|legs?|frames?|{_ENGLISH_MINOR}) "),
    function_words=frozenset(
        "with in on of for from to that is are the a an by at as it its has have this these which while who when "
        "where into onto featuring features made your our you we be can will than like without no not".split()
    ),
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
    "alças?|zíper|zíperes|botão|botões|bolsos?|punhos?|gola|barra|cadarços?|fivelas?|tampas?|cabos?|ganchos?|gavetas?|"
    "puxador|puxadores|etiquetas?|detalhes?|apliques?|aplicações|costuras?|ponteiras?|fechos?|correntes?|embalagem|"
    "estojo|bandeja|lâminas?|rodas?|rodinhas|enchimento|recheio|listras?|logo|letras?|luzes|luz|caixa|pisos?|paredes?|"
    "superfícies?|móveis|limpador|cuidado|cós|elástico|ilhós|rebites?|franjas?|laços?|fita|lentes?|borda|bico|base|pés|"
    "argolas?|acabamentos?|suporte|manopla|empunhadura|cordão"
)
PORTUGUESE = Language(
    cues=_PORTUGUESE_CUES,
    joins=frozenset({"ou", "nem"}),
    only=frozenset({"só", "somente", "apenas"}),
    contrasts=frozenset({"mas", "com", "porém", "inclui", "em", "também"}),
    restarts=frozenset({"e", "um", "uma", "só"}),
    turns=frozenset({"mas", "com", "porém", "tem", "possui", "inclui", "é", "feito", "feita"}),
    resumes=re.compile(r" *(?:este|esta|estes|estas|esse|essa|nosso|nossa|o|a|os|as|feito|feita|com|em) "),
    imitated=re.compile(
        r"(?:^| )(?:imitação de|imita|símil|efeito|tipo|estilo|aparência de|aspecto de|falso|falsa|cor de|toque de|"
        r"sabor|sabor de|aroma de|cheiro de|fragrância de|como|estampa de|óleo de|manteiga de|leite de|extrato de|"
        r"água de) +$"
    ),
    resembles=re.compile(
        r" *(?:sintétic[oa]s?|ecológic[oa]s?|vegan[oa]s?|fake|artificial|artificiais|fals[oa]s?|look|free|imitação) "
    ),
    stated=re.compile(
        r"(?:^| )(?:em|na cor|nas cores|no tom|nos tons|cor|cores|disponível em|disponíveis em|tons de|tom de|"
        r"pintad[oa] de|é|são|nas versões|na versão|na tonalidade) +$"
    ),
    subjects=re.compile(r"(?:^| )(?:este|esta|estes|estas|esse|essa|esses|essas|nosso|nossa|nossos|nossas|o|a) +$"),
    parts_before=re.compile(
        r"(?:^| )(?:(?P<lining_material>forro|forros|forrad[oa]s?|forração|revestimento interno|interior)|"
        r"(?P<sole_material>solas?|solados?)|(?P<frame_material>estrutura|armação|pernas|pés|quadro)|"
        rf"(?P<minor>{_PORTUGUESE_MINOR}))"
        r"(?: +(?:intern[oa]|lateral|laterais|regulável|reguláveis|em|de|do|da|com|feit[oa]|é|são|100))* +$"
    ),
    parts_after=re.compile(r"(?!)"),
    part_noun=re.compile(rf" (?:solas?|pernas|pés|{_PORTUGUESE_MINOR}) "),
    function_words=frozenset(
        "com em para por que e ou o a os as um uma do da dos das no na nos nas ao à como se sem não seu sua".split()
    ),
)

LANGUAGES = {"en": ENGLISH, "pt": PORTUGUESE}
