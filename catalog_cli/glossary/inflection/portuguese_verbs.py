"""Portuguese verbs: of an infinitive the imperative, the participle and the gerund, and of verbs in -ar the present.

An English base form is an infinitive, an imperative or a present ("wash"), "-ed" mostly a participle, "-ing" mostly a
gerund: these are what the forms of an English verb become. A verb that changes its stem has only the forms that stay
regular.
"""

from __future__ import annotations

import re

from catalog_cli.glossary.inflection.noun_phrase import pairs, recase, words
from catalog_cli.glossary.inflection.portuguese_words import LINKS

_INFINITIVE = re.compile(r"[^\W\d_]+[aei]r")

# Verbs of which no form follows a rule, and those of which only the participle and the gerund do.
_IRREGULAR = words("caber dar dizer estar haver ir poder querer rir saber ser sorrir trazer vir")
_CHANGING = words(
    "abster ansiar conter crer desaguar desfazer deter enraizar entreter enxaguar fazer incendiar intermediar ler "
    "manter mediar obter odiar ouvir perder prever proibir refazer reler remediar requerer reter reunir rever "
    "satisfazer saudar suster ter valer ver"
)
# "-ir" after e or o in the stem, "-guir", "-uar" after g or q: "servir, sirva"; "seguir, siga"; and the like.
_CHANGING_ENDS = re.compile(r"[eo][^aeiou]{0,3}ir$|guir$|[gq]uar$|vir$")
_PARTICIPLES = pairs(
    "abrir=aberto cobrir=coberto descobrir=descoberto descrever=descrito desfazer=desfeito encobrir=encoberto "
    "entreabrir=entreaberto escrever=escrito fazer=feito inscrever=inscrito prever=previsto reabrir=reaberto "
    "recobrir=recoberto reescrever=reescrito refazer=refeito rever=revisto satisfazer=satisfeito subscrever=subscrito "
    "ver=visto"
)
# Short participles, said beside the regular ones.
_SHORT = pairs(
    "aceitar=aceito acender=aceso expressar=expresso extinguir=extinto fritar=frito ganhar=ganho gastar=gasto "
    "imprimir=impresso incluir=incluso limpar=limpo pagar=pago prender=preso salvar=salvo secar=seco soltar=solto "
    "suspender=suspenso"
)


def verb_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the other forms of an infinitive with what depends on it; none of anything else.

    >>> verb_forms("lavar à mão")[:3], verb_forms("não torcer")
    (('lave à mão', 'lava à mão', 'lavam à mão'), ('não torça',))
    >>> verb_forms("proteger"), verb_forms("vir"), verb_forms("lave")
    (('proteja', 'protegido', 'protegida', 'protegidos', 'protegidas', 'protegendo'), (), ())
    """
    tokens = text.split(" ")
    opening = tokens[:1] if tokens[0].lower() == "não" and len(tokens) > 1 else []
    verb, *rest = tokens[len(opening) :]
    lower = verb.lower()
    if not _INFINITIVE.fullmatch(lower) or lower in _IRREGULAR:
        return ()
    forms = [] if lower in _CHANGING or _CHANGING_ENDS.search(lower) else _finite(lower)
    if opening:
        forms = forms[:1]  # a prohibition: "não torça"
    elif not rest or rest[0].lower() in LINKS:  # not before an object: "produto adicionado", no "adicionado produto"
        forms += _nominal(lower)
    return tuple(" ".join([*opening, recase(form, verb), *rest]) for form in dict.fromkeys(forms))


def _finite(verb: str) -> list[str]:
    """Return the imperative of a regular verb, and of one in "-ar" the present of the third person."""
    stem = verb[:-2]
    if verb.endswith("ar"):
        if stem.endswith("e"):  # passear: passeie, passeia
            return [f"{stem}ie", f"{stem}ia", f"{stem}iam"]
        for end, before_e in (("ç", "c"), ("c", "qu"), ("g", "gu")):
            if stem.endswith(end):
                return [f"{stem[: -len(end)]}{before_e}e", f"{stem}a", f"{stem}am"]
        return [f"{stem}e", f"{stem}a", f"{stem}am"]
    for end, before_a in (("gu", "g"), ("c", "ç"), ("g", "j")):
        if stem.endswith(end):
            return [f"{stem[: -len(end)]}{before_a}a"]
    return [f"{stem}ia"] if verb.endswith("air") else [f"{stem}a"]


def _nominal(verb: str) -> list[str]:
    """Return the participles and the gerund of a verb."""
    stem, vowel = verb[:-2], verb[-2]
    forms = []
    participles = [_PARTICIPLES.get(verb, "")]
    if not participles[0]:
        hiatus = (
            stem.endswith(("a", "o")) or (stem.endswith("u") and not stem.endswith(("gu", "qu")))
        ) and vowel != "a"
        participles = [_SHORT.get(verb, ""), stem + ("ad" if vowel == "a" else "íd" if hiatus else "id") + "o"]
    for participle in filter(None, participles):
        short = participle[:-1]
        forms += [short + "o", short + "a", short + "os", short + "as"]
    return [*forms, f"{stem}{vowel}ndo"]
