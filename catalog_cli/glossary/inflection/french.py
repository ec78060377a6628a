"""French plurals and genders (Grevisse, Le bon usage, on the number of nouns and adjectives); the lists are ours."""

from __future__ import annotations

import re

from catalog_cli.glossary.inflection.noun_phrase import Grammar, both_ways, pairs, recase, words

_BORROWED = re.compile(r"[kw]|oo|sh|[bg]$")
_LINKS = words(
    "a après au aux avant avec à chez comme contre dans de des du en entre jusqu'à par pour que qui sans sous sur "
    "vers vs x"
)
_NEVER_NOUNS = _LINKS | words(
    "aucun aucune autre avoir bien ce cela ces cet cette chaque combien contient deux doit elle elles en encore entre "
    "est et être fait il ils jamais je la le les leur lors lorsque ma mais même moins mon ne ni non nos notre nous on "
    "ou oui où pas peu peut plus plusieurs quand quatre quel quelle rien sa se sera ses si son sont ta tous tout "
    "toute toutes très trois trop tu un une vers voici vos votre vous y"
)
_PLURALS = pairs(
    "arc-en-ciel=arcs-en-ciel aval=avals bail=baux bal=bals banal=banals bateau-citerne=bateaux-citernes bijou=bijoux "
    "bleu=bleus caillou=cailloux cal=cals canapé-lit=canapés-lits carnaval=carnavals carte-cadeau=cartes-cadeaux "
    "chacal=chacals chou=choux ciel=ciels corail=coraux couvre-lit=couvre-lits e-mail=e-mails essuie-tout=essuie-tout "
    "émail=émaux fatal=fatals festival=festivals final=finals|finaux genou=genoux gentleman=gentlemen "
    "grand-mère=grands-mères hibou=hiboux idéal=idéals|idéaux joujou=joujoux landau=landaus "
    "lave-vaisselle=lave-vaisselle madame=mesdames mini-jupe=mini-jupes monsieur=messieurs natal=natals naval=navals "
    "ouvre-boîte=ouvre-boîtes pneu=pneus porte-monnaie=porte-monnaie pou=poux récital=récitals régal=régals "
    "sarrau=sarraus sèche-cheveux=sèche-cheveux soupirail=soupiraux sous-total=sous-totaux "
    "soutien-gorge=soutiens-gorge t-shirt=t-shirts taie-d'oreiller=taies-d'oreiller tire-bouchon=tire-bouchons "
    "tonal=tonals travail=travaux vantail=vantaux vitrail=vitraux week-end=week-ends œil=yeux"
)
_FIRST_STAYS = words("anti auto contre demi macro micro mini multi non post pré semi sous super sur")
_BEFORE = pairs(
    "beau=beaux belle=belles bon=bons bonne=bonnes dernier=derniers dernière=dernières grand=grands grande=grandes "
    "haut=hauts haute=hautes meilleur=meilleurs meilleure=meilleures mini=mini mon=mes non=non notre=nos "
    "nouveau=nouveaux nouvelle=nouvelles petit=petits petite=petites premier=premiers première=premières votre=vos"
)
_INVARIABLE = words(
    "abricot acajou amande anthracite argent aubergine azur bordeaux brique bronze cachou café camel caramel carmin "
    "cerise champagne chocolat corail crème cuivre extra ébène émeraude garance gratis grenat indigo ivoire jade kaki "
    "lavande lilas marine marron mastic maxi menthe midi mini moutarde noisette ocre olive or orange paille pastel "
    "perle pêche pistache platine prune rouille rubis sable safran saumon sépia standard tabac taupe thé tilleul "
    "tomate topaze turquoise vanille vermillon"
)
_FIXED = _INVARIABLE | words(
    "bébé bio bluetooth bomber boxer cargo chic crayon e-mail enfant femme fitness flare homme jogger palazzo "
    "portefeuille premium skinny slim stretch tote vintage"
)
_APPOSED = words("col couleur coupe format manche manches modèle motif style taille type")
_ADJECTIVES = words(
    "ajusté ample antiadhésif bas beau beige blanc bleu blond bon bref brillant brun brut chaud châtain circulaire "
    "clair complet confortable court couvert dense décontracté différent direct discret double doux droit dur exact "
    "externe extérieur extrême éclatant épais étanche étroit facile faux ferme féminin fin fixe foncé fort fragile "
    "frais froid général grand gras gratuit gris gros haut humide inférieur interne intérieur jaune jetable jeune "
    "joli large lavable lent léger libre lisse long lourd masculin mat mauve mince mixte moderne moelleux mou mouillé "
    "multiple musculaire naturel neuf neutre nocturne noir nouveau nu ovale parfait pâle petit plat plein pliable "
    "pointu portable postal pratique précis profond propre pur rapide rayé rectangulaire réglable rigide robuste rond "
    "rose rouge sain sale scolaire sec simple solaire solide sombre souple spécial supérieur sûr tactile tiède "
    "transparent triple uni unique utile vert vide vieux vif violet"
)
_ADJECTIVE = re.compile(r"\w{2}(?:ée?|ique|eux|euse|if|ive|able|ible|elle?|ale?|ante?|aire)$")
_NOUNS_LIKE_ADJECTIVES = words(
    "animal appareil armoire bague blé boutique bretelle cable cadeau café canal canapé cartable carte câble chaussée "
    "chemise cheval clé client côté cristal dentelle diamant durée entrée élastique fabrique ficelle fusée gant "
    "hôpital journal lave-vaisselle lunaire marché matinée métal modèle musée musique nouvelle pantalon pédale "
    "plastique poubelle poupée presse-purée purée sable semelle signal soirée table tapis thé vaisselle"
)
_FEMININES = pairs(
    "anglais=anglaise bas=basse beau=belle blanc=blanche bleu=bleue blond=blonde bon=bonne brun=brune brut=brute "
    "chaud=chaude cher=chère clair=claire complet=complète concret=concrète coquet=coquette court=courte "
    "couvert=couverte dernier=dernière différent=différente direct=directe discret=discrète doux=douce droit=droite "
    "dur=dure dû=due entier=entière exact=exacte extérieur=extérieure épais=épaisse étroit=étroite faux=fausse "
    "favori=favorite féminin=féminine fin=fine fort=forte frais=fraîche franc=franche français=française froid=froide "
    "gentil=gentille général=générale grand=grande gras=grasse gratuit=gratuite gris=grise gros=grosse haut=haute "
    "inférieur=inférieure inquiet=inquiète intérieur=intérieure joli=jolie léger=légère long=longue lourd=lourde "
    "masculin=masculine mat=mate meilleur=meilleure mignon=mignonne mou=molle mûr=mûre net=nette neuf=neuve "
    "noir=noire nouveau=nouvelle nu=nue ouvert=ouverte parfait=parfaite petit=petite plat=plate plein=pleine "
    "pointu=pointue premier=première précis=précise profond=profonde public=publique pur=pure régulier=régulière "
    "rigolo=rigolote rond=ronde roux=rousse sain=saine sec=sèche secret=secrète subtil=subtile supérieur=supérieure "
    "sûr=sûre transparent=transparente uni=unie vert=verte vieux=vieille vif=vive violet=violette"
)
# Regular feminines by the ending of the masculine; after "-é", "-el" the noun would be another word.
_ENDINGS = (
    ("eux", "euse"),
    ("if", "ive"),
    ("ien", "ienne"),
    ("el", "elle"),
    ("ant", "ante"),
    ("é", "ée"),
    ("al", "ale"),
)


def plurals(word: str) -> tuple[str, ...]:
    """Return the plurals of a word, the likeliest first; itself if it does not change, none if not known.

    >>> plurals("manteau"), plurals("cheval"), plurals("bijou"), plurals("tapis"), plurals("robe")
    (('manteaux',), ('chevaux',), ('bijoux',), ('tapis',), ('robes',))
    """
    lower = word.lower()
    if lower in _PLURALS:
        return tuple(recase(form, word) for form in _PLURALS[lower].split("|"))
    first, hyphen, last = lower.rpartition("-")
    if hyphen:
        tails = plurals(last) if first in _FIRST_STAYS else ()
        return tuple(recase(f"{first}-{tail}", word) for tail in tails)
    if not word.isalpha() or (word.isupper() and len(word) <= 4):
        return ()  # an acronym does not change: "les CD"
    return (recase(_plural(lower), word),) if _plural(lower) else ()


def _plural(word: str) -> str:
    """Return the plural of a word in lower case by its ending, "" where that is not safe."""
    if word[-1] in "sxz":
        return word
    if word.endswith(("eau", "au", "eu", "œu")):
        return word + "x"
    if word.endswith("al"):
        return word[:-2] + "aux" if len(word) > 3 else ""
    if word[-1] in "ywk" or word.endswith(("man", "ch", "sh", "um", "us")) or not word[-1].isascii():
        return word + "s" if word[-1] in "éè" or word.endswith("ch") else ""
    return word + "s" if "a" <= word[-1] <= "z" else ""


_ONLY_IN_S = words(
    "abus accès ailleurs alors ananas anchois anglais après arrhes atlas autobus auxquelles auxquels avis bas blues "
    "bois bonus bordeaux bras brebis cactus campus cas cassis certes chablis châssis ciseaux colis coloris compas "
    "concis concours confins confus contresens corps cosmos coulis cours croquis cyprès dans dedans dehors des "
    "desquels dessous dessus deux devis dès débris décès décombres dépens discours divers dos encens envers excès "
    "exclus exprès épais épars épinards fiançailles fonds fracas frais français funérailles gâchis gens gras gratis "
    "gris gros héros hors inclus iris jadis jamais jeans jus las leggings legs les lesquelles lesquels lilas lis "
    "logis lors lunettes mais maquis marais mars matelas mes mesdames messieurs mets moins mois mœurs néanmoins nos "
    "oasis obsèques obus os ours palais paradis parcours pas pays permis pervers pis plus plusieurs poids pois pouls "
    "précis process procès progrès propos puits radis ras rebours recours refus relais remords repas repos revers ris "
    "rubis sans sas secours ses sms souris sous stress succès sursis suspens taillis talus tamis tandis tapis tas "
    "temps tes ténèbres thermes tiers torchis toujours tournevis tracas travers treillis très trois univers vacances "
    "velours verglas vernis vers virus vis volontiers vos vous"
)


def singular(word: str) -> str:
    """Return the singular of a plural in lower case, "" if the word is none or its singular is not sure.

    >>> singular("robes"), singular("manteaux"), singular("tapis"), singular("lunettes")
    ('robe', 'manteau', '', '')
    """
    if len(word) < 4 or not word.isalpha() or word in _ONLY_IN_S:
        return ""
    if word.endswith("eaux"):
        return word[:-1]
    return word[:-1] if word.endswith(("es", "és", "nts", "ts", "ls", "rs", "ns", "ds", "ifs", "cs")) else ""


def _is_adjective(word: str) -> bool:
    if word in _NOUNS_LIKE_ADJECTIVES:
        return False
    return word in _ADJECTIVES or word in _FEMININES or word in _MASCULINES or _ADJECTIVE.search(word) is not None


_MASCULINES = {feminine: masculine for masculine, feminine in _FEMININES.items()}

_GRAMMAR = Grammar(
    links=_LINKS,
    joins=words("& + - / et ni ou – —"),
    apposed=_APPOSED,
    elisions=("d'", "d’", "l'", "l’", "qu'", "qu’"),
    described=words("acier argent bois coton cuir cuivre fibre laine lin or papier peau soie tissu"),
    before=both_ways(_BEFORE),
    fixed=_FIXED,
    plurals=plurals,
    singular=singular,
    is_adjective=_is_adjective,
    borrowed=_BORROWED,
    gender_of=lambda word: "",
)


def noun_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the other number of a noun or noun phrase; the gender of a noun never changes.

    >>> noun_forms("col rond"), noun_forms("mot de passe"), noun_forms("nouveau produit")
    (('cols ronds',), ('mots de passe',), ('nouveaux produits',))
    """
    return _GRAMMAR.other_number(text, gender)


def unknown_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return what `noun_forms` does, unless the text begins with what is no noun: a verb, a particle.

    >>> unknown_forms("commande"), unknown_forms("enregistrer"), unknown_forms("plus")
    (('commandes',), (), ())
    """
    first = text.partition(" ")[0].lower()
    if first in _NEVER_NOUNS or (first.endswith(_LIKE_VERBS) and first not in _NOUNS_LIKE_VERBS):
        return ()
    return noun_forms(text, gender)


_LIKE_VERBS = ("er", "ir", "re", "ait", "aient", "ont", "ement")
_NOUNS_LIKE_VERBS = words(
    "accessoire adaptateur arbre armoire baignoire bandoulière bannière bière blender boîtier bouilloire cadre "
    "cafetière ceinture cendre centre chambre chaussure chiffre cintre clavier coffre collier couverture crémaillère "
    "cuillère cuir désir doublure escalier extrait écritoire élément étagère évier facture fenêtre fermeture fichier "
    "figure filtre front genre heure histoire hiver lait lettre litre livre logement lumière manière membre mer "
    "mesure mètre mémoire miroir mixer montre noir nombre offre ombre ordinateur ordre paiement paire panier papier "
    "plaisir poire polyester pont portrait poster poudre poussière pull-over rangement registre retrait revêtement "
    "souhait soulier sphère sucre sweater tablier texture théière timer tiroir titre trait verre vêtement"
)
_ADVERBS = words("bien entièrement extra non peu plus super très ultra")


def adjective_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the other genders and numbers of an adjective, with what depends on it.

    >>> adjective_forms("blanc"), adjective_forms("rouge"), adjective_forms("lavable en machine")
    (('blanche', 'blancs', 'blanches'), ('rouges',), ('lavables en machine',))
    """
    return _GRAMMAR.adjective_forms(text, _ADVERBS, _adjective)


def _adjective(word: str) -> tuple[str, ...]:
    """Return the other forms of one adjective in lower case; only the number where the gender is not sure."""
    if word in _FIXED or word in _NEVER_NOUNS or not word.isalpha() or _BORROWED.search(word):
        return ()
    base = word if word in _FEMININES or word in _MASCULINES else singular(word) or word
    genders = _genders(base)
    forms = tuple(plural for form in genders for plural in plurals(form)[:1])
    return tuple(form for form in dict.fromkeys((*genders, *forms)) if form != word)


def _genders(word: str) -> tuple[str, ...]:
    """Return the masculine and the feminine of an adjective, or the one form that is sure."""
    if word in _FEMININES:
        return word, _FEMININES[word]
    if word in _MASCULINES:
        return _MASCULINES[word], word
    for masculine, feminine in _ENDINGS:
        if word.endswith(feminine) and feminine not in {"elle", "ale", "ante"}:
            return word[: -len(feminine)] + masculine, word
        if word.endswith(masculine):
            return word, word[: -len(masculine)] + feminine
    return (word,)
