"""Spanish plurals and genders (Real Academia Española, Nueva gramática, chapters 2 and 3); the lists are ours."""

from __future__ import annotations

import re

from catalog_cli.glossary.inflection.noun_phrase import Grammar, both_ways, pairs, recase, words

_BARE = str.maketrans("áéíóú", "aeiou")
_VOWELS = "aeiouáéó"
_BORROWED = re.compile(r"[kw]|[^aeiouáéíóúlnrsdzjy]$|([bdfgmptz])\1|ee|oo|sh|th")

_LINKS = words(
    "a al ante bajo como con contra de del desde durante en entre hacia hasta para por que según sin sobre tras vs x"
)
_NEVER_NOUNS = _LINKS | words(
    "ahora algo alguien alguna algún ambos antes aquí así aún cada como contiene cuando cuyo debe del desde después "
    "donde dos e el ella ellas ellos entre es esta este fue ha hay hoy la las lo los más mejor menos mi muy nada ni "
    "ninguna ningún no nos nunca o otra otro para pero poco por porque puede que quien se sea ser si siempre sin sí "
    "solo son su sus también tiene toda todas todo todos tres tu un una unas unos usted y ya yo"
)
_PLURALS = pairs(
    "abdomen=abdómenes álbum=álbumes bambú=bambúes|bambús buey=bueyes bus=buses carácter=caracteres "
    "certamen=certámenes champú=champús club=clubes|clubs colibrí=colibríes|colibrís crimen=crímenes "
    "dictamen=dictámenes dios=dioses e-mail=e-mails esmoquin=esmóquines espécimen=especímenes espray=espráis "
    "esquí=esquíes|esquís examen=exámenes gas=gases germen=gérmenes gris=grises imagen=imágenes jabalí=jabalíes "
    "jersey=jerséis joven=jóvenes lápiz=lápices ley=leyes mamá=mamás maniquí=maniquíes|maniquís margen=márgenes "
    "menú=menús mes=meses orden=órdenes origen=orígenes órgano=órganos papá=papás pie=pies polen=pólenes res=reses "
    "resumen=resúmenes rey=reyes régimen=regímenes rubí=rubíes|rubís sándwich=sándwiches sí=síes "
    "sofá-cama=sofás-cama|sofás-camas tabú=tabúes|tabús tapiz=tapices té=tés tos=toses virgen=vírgenes "
    "volumen=volúmenes"
)
_INVARIABLE = words(
    "análisis atlas bíceps bonus cactus caos clímax crisis dosis énfasis fénix fórceps inox jueves látex lunes martes "
    "miércoles oasis ónix síntesis tesis tórax tríceps unisex viernes virus"
)
_ONLY_IN_S = _INVARIABLE | words(
    "abrebotellas abrelatas además adiós aguafiestas alias alicates ambas ambos anís antes apenas arnés através atrás "
    "autobús bermudas burdeos burgués bus calientaplatos caries cascanueces compás cortaplumas cortauñas cortés "
    "cubrecolchones cuelgacapas cuentagotas cumpleaños demás después detrás diabetes dieciséis dios dos enseres "
    "entonces entremés escurreplatos escurrevasos estrés exprimelimones francés gafas gas gratis gris guardabarros "
    "guardamuebles guardarropas inglés interés iris jamás japonés jeans lanzallamas las lavamanos lavaplatos "
    "lavavajillas leggings lejos limpiabotas limpiacristales limpiaparabrisas limpiavidrios los luz marqués "
    "matamoscas más menos mes mis mondadientes montacargas natillas nos nosotras nosotros nupcias otras otros país "
    "parabrisas paracaídas parachoques paraguas pararrayos pasapurés pelapapas pelapatatas pelvis pesacartas "
    "pintalabios pintauñas pisapapeles portaaviones portaequipajes portalápices portaminas portarretratos portavasos "
    "portugués posavasos quitaesmaltes quitamanchas quitanieves quitapelusas quizás rascacielos res revés "
    "rompecabezas rompeolas sacacorchos sacapuntas salvamanteles salvapantallas salvavidas secamanos seis "
    "sujetapapeles sus tapacubos tijeras tocadiscos todas todos tos tras través tres tus unas unos vacaciones "
    "vaqueros vez víveres vosotras vosotros"
)
_SINGULARS = pairs(
    "autobuses=autobús azules=azul álbumes=álbum bebés=bebé bufés=bufé cafés=café canapés=canapé caracteres=carácter "
    "carnés=carné chalés=chalé clichés=cliché clones=clon clubes=club collares=collar colores=color comités=comité "
    "corsés=corsé cruces=cruz drones=dron exámenes=examen extremos=extremo flores=flor franceses=francés gases=gas "
    "imágenes=imagen ingleses=inglés interiores=interior jerséis=jersey jóvenes=joven lápices=lápiz leyes=ley "
    "luces=luz márgenes=margen meses=mes mujeres=mujer narices=nariz orígenes=origen órdenes=orden países=país "
    "pares=par peces=pez purés=puré ramos=ramo relojes=reloj remos=remo resúmenes=resumen reyes=rey tés=té tupés=tupé "
    "vales=vale voces=voz volúmenes=volumen"
)
# Words in "-és" that make "-eses"; "-ís", "-ás", "-ús", "-ós" that do likewise.
_STRESSED_IN_S = words(
    "anís arnés autobús burgués ciprés compás cordobés cortés danés envés escocés estrés finlandés francés gas "
    "holandés inglés interés irlandés japonés marqués montés obús país portugués revés tailandés través vienés"
)
_BEFORE = pairs(
    "alta=altas alto=altos baja=bajas bajo=bajos buen=buenos buena=buenas gran=grandes media=medias medio=medios "
    "mejor=mejores mi=mis mini=mini no=no nueva=nuevas nuevo=nuevos pequeña=pequeñas pequeño=pequeños primer=primeros "
    "primera=primeras próxima=próximas próximo=próximos última=últimas último=últimos"
)
_APPOSED = words("ancho color corte cuello diámetro diseño escote estampado estilo largo manga modelo tacón talla tipo")
_COLOURS_OF_THINGS = words(
    "aguamarina albaricoque antracita arena azafrán berenjena burdeos café calabaza caqui caramelo carmesí cereza "
    "champán chocolate ciruela coral crema esmeralda fucsia lavanda lila malva marfil menta mostaza naranja ocre "
    "oliva oro pistacho plata rosa rubí salmón terracota turquesa vino violeta"
)
_FIXED = _COLOURS_OF_THINGS | words(
    "bomber boxer campana cargo cartera casual clave extra gratis inox jogger lápiz maxi midi mini oversize palazzo "
    "pitillo polo premium princesa regalo skinny slim sorpresa standard tote unisex vintage"
)
_ADJECTIVES = words(
    "abierto alto amarillo amplio ancho antiadherente antideslizante antiguo azul azulado ágil bajo bancario barato "
    "beige blanco blando breve bueno caliente caro celeste ceñido circular claro completo corto crudo cuadrado "
    "delgado denso derecho desechable débil difícil digital directo doble dorado dulce duro eléctrico entero escolar "
    "estrecho exacto exterior externo familiar fácil femenino fijo fino firme flexible flojo frágil fresco frío "
    "fuerte general grande gris grueso hondo húmedo igual infantil inferior interior interno invernal izquierdo joven "
    "juvenil largo lento leve ligero limpio lindo liso llano lleno maduro manual marrón masculino mate medio metálico "
    "militar mixto moderno modular mojado morado móvil múltiple negro neutro nocturno nuevo oculto opaco oscuro "
    "pequeño perfecto pesado plano plateado popular portátil postal posterior principal profundo propio puro rápido "
    "recto redondo regular rico rígido rojo rosado roto sano seco sencillo similar simple sintético solar solo sólido "
    "suave sucio suelto superior táctil textil tibio total usado único útil vacío verde versátil viejo vivo volátil"
)
_ADJECTIVE = re.compile(r"\w(?:ad|id|os|iv|ori|ari)[oa]$|\w{3}ic[oa]$|\w[aáií]ble$|\w{3}[td]ora?$|\w{2}ista$")
_NOUNS_LIKE_ADJECTIVES = words(
    "almohada armario bebida calendario calzado comida cuidado diccionario entrada escenario fachada helado horario "
    "lista mercado motor pescado pista pomada resultado revista salida sensor teclado tostada vestido vestuario vista"
)
# The first person plural of verbs: "usamos"; not "mínimos".
_WE = re.compile(r"[aeáéí]mos$|^[^áéíóú]*imos$")
_NO_GENDER = words("unisex gratis extra estándar")
_FEMININES = pairs(
    "alemán=alemana andaluz=andaluza bueno=buena catalán=catalana cortés=cortés danés=danesa escocés=escocesa "
    "español=española francés=francesa holandés=holandesa inglés=inglesa irlandés=irlandesa japonés=japonesa "
    "montés=montés portugués=portuguesa"
)
_TWO_GENDERS = re.compile(r"(?:ad|id|ic|os|iv|ori|ari|an)a$")


def plurals(word: str) -> tuple[str, ...]:
    """Return the plurals of a word, the likeliest first; itself if it does not change, none if not known.

    >>> plurals("cojín"), plurals("lápiz"), plurals("imagen"), plurals("sofá"), plurals("martes")
    (('cojines',), ('lápices',), ('imágenes',), ('sofás',), ('martes',))
    """
    lower = word.lower()
    if lower in _PLURALS:
        return tuple(recase(form, word) for form in _PLURALS[lower].split("|"))
    if lower in _ONLY_IN_S and lower not in _STRESSED_IN_S:
        return (word,)
    if not word.isalpha() or (word.isupper() and len(word) <= 4):
        return ()  # an acronym does not change in writing: "los CD"
    plural = _plural(lower)
    return (recase(plural, word),) if plural else ()


def _plural(word: str) -> str:
    """Return the plural of a word in lower case by its ending, "" where that is not safe."""
    end, before = word[-1], word[-2:-1]
    if end in _VOWELS:
        return word + "s"
    if end in "íúwy" or len(word) < 3:
        return ""
    if end == "z":
        return word[:-1] + "ces"
    if end == "s":
        if word in _STRESSED_IN_S:
            return (word if word.endswith("ís") else word.translate(_BARE)) + "es"
        return "" if before in "áéíóú" else word + "es" if word == "gris" else word
    if end == "n":
        if before in "áéíóú":
            return word[:-2] + before.translate(_BARE) + "nes"
        return ""  # "imagen", "imágenes": the stress would have to be known
    if _BORROWED.search(word):
        return word + "s" if end in "tpkgbfcm" else ""
    return word + "es" if end in "ldrj" and before in "aeiouáéíóú" else ""


def singular(word: str) -> str:
    """Return the singular of a plural in lower case, "" if the word is none or its singular is not sure.

    >>> singular("camisetas"), singular("botones"), singular("tijeras"), singular("luces")
    ('camiseta', 'botón', '', 'luz')
    """
    if not word.endswith("s") or len(word) < 4 or word in _ONLY_IN_S or not word.isalpha():
        return ""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if _WE.search(word):
        return ""
    if word.endswith("ones"):
        return word[:-4] + "ón"
    if word.endswith(("ales", "eles", "ores", "ares")):
        return word[:-2]
    if word.endswith("dades"):
        return word[:-2]
    if word.endswith(("tes", "bles", "ques", "gues", "ches", "lles", "pes", "bres", "dres", "tres")):
        return word[:-1]
    return word[:-1] if word[-2] in "aoáó" else ""


def _is_adjective(word: str) -> bool:
    if word in _NOUNS_LIKE_ADJECTIVES:
        return False
    if word in _ADJECTIVES or word in _FEMININES or (word[-1] == "a" and word[:-1] + "o" in _ADJECTIVES):
        return True
    return _ADJECTIVE.search(word) is not None


def _gender_of(word: str) -> str:
    if word.endswith(("ma", "ta", "día", "mapa", "mano", "foto", "moto", "radio")):
        return ""
    return "f" if word.endswith(("a", "ción", "sión", "dad")) else "m" if word.endswith(("o", "or", "aje")) else ""


_GRAMMAR = Grammar(
    links=_LINKS,
    joins=words("& + - / e ni o u y – —"),
    apposed=_APPOSED,
    elisions=("d'", "d’"),
    described=words("acero algodón cobre cuero fibra lana lino madera malla oro papel piel plata tejido tela"),
    before=both_ways(_BEFORE),
    fixed=_FIXED,
    plurals=plurals,
    singular=singular,
    is_adjective=_is_adjective,
    borrowed=_BORROWED,
    gender_of=_gender_of,
)


def noun_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the other number of a noun or noun phrase; the gender of a noun never changes.

    >>> noun_forms("cuello redondo"), noun_forms("botella de agua"), noun_forms("a prueba de agua")
    (('cuellos redondos',), ('botellas de agua',), ())
    """
    return _GRAMMAR.other_number(text, gender)


def unknown_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return what `noun_forms` does, unless the text begins with what is no noun: a verb, a particle.

    >>> unknown_forms("pedido"), unknown_forms("guardar"), unknown_forms("más")
    (('pedidos',), (), ())
    """
    first = text.partition(" ")[0].lower()
    if first in _NEVER_NOUNS or first.endswith(("ir", "ír", "ando", "iendo")):
        return ()
    if first.endswith(("ar", "er")) and first not in _NOUNS_IN_AR_ER:
        return ()
    return noun_forms(text, gender)


_NOUNS_IN_AR_ER = words(
    "alfiler alquiler altar azúcar bar celular collar hogar líder lugar mujer paladar par pilar placer pulgar radar "
    "suéter"
)
_ADVERBS = words("bien extra más muy no poco super súper totalmente ultra")


def adjective_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the other genders and numbers of an adjective, with what depends on it.

    >>> adjective_forms("rojo"), adjective_forms("azul"), adjective_forms("resistente al agua")
    (('roja', 'rojos', 'rojas'), ('azules',), ('resistentes al agua',))
    """
    return _GRAMMAR.adjective_forms(text, _ADVERBS, _adjective)


def _adjective(word: str) -> tuple[str, ...]:
    """Return the other forms of one adjective in lower case."""
    if word in _FIXED or word in _NO_GENDER or word in _NEVER_NOUNS or not word.isalpha() or _BORROWED.search(word):
        return ()
    base = singular(word) or word
    if base.startswith("anti") and not _is_adjective(base):
        return ()  # "antimanchas" is a noun in apposition
    feminine = _FEMININES.get(base) or _feminine(base)
    masculine = base[:-1] + "o" if base.endswith("a") and feminine == base else base
    masculine = base[:-1] if base.endswith(("dora", "tora", "sora")) else masculine
    forms = (masculine, feminine, *plurals(masculine)[:1], *plurals(feminine)[:1])
    return tuple(form for form in dict.fromkeys(forms) if form and form != word)


def _feminine(word: str) -> str:
    """Return the feminine of a regular adjective, the word itself if it is one, "" if both are one or not sure."""
    if word.endswith("o"):
        return word[:-1] + "a"
    if word.endswith("a") and (word[:-1] + "o" in _ADJECTIVES or _TWO_GENDERS.search(word)):
        return word
    if word.endswith(("dora", "tora", "sora")):
        return word
    return word + "a" if word.endswith(("dor", "tor", "sor")) and word not in {"motor"} else ""
