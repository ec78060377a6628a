"""Whether a text tells of the whole product what its facts tell of a part of it, of one of several, or in number.

"Dishwasher-safe basket" makes no fryer dishwasher safe, "two pockets" are not a pocket, and of a bag that comes in grey
and black it is not said that it is grey. The words are all in the facts: what is judged is what they are said of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog_cli.attributes.gazetteer import gazetteer
from catalog_cli.attributes.literals import quantity_literal, same_measure
from catalog_cli.attributes.schema import AttributeSchema, Kind
from catalog_cli.claims import ClaimKind
from catalog_cli.claims.figures import figures_in
from catalog_cli.claims.instructions import without_instructions
from catalog_cli.claims.words import WORD, stem, stems
from catalog_cli.conventions.measures import find_measures
from catalog_cli.generation.plain import ANY_THING, LONGEST_TEXT, plain_words, thing_nouns
from catalog_cli.locales import language
from catalog_cli.product_facts import ProductFacts

# Of several values of these a text tells all or none.
_ALL_OR_NONE = frozenset({"color", "gender", "age_group", "usage_environment"})
_REACH = 3  # words between an adjective and its noun, itself included: "cordless stick vacuum"
_MOST_OF_ITEM = 4  # words of an item in a list of keywords
_CLAUSE = re.compile(r"[.,;:!?()|\n•>]|\s[-–—]+\s")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_EN_STOP = (
    r"(?=[.!?;,:]|\s(?:with|that|which|for|in|by|it|of|to|from|at|on|when|because)\b"
    r"|\sand\s(?:has|have|is|are|comes|it|can)\b|$)"
)
_PT_STOP = r"(?=[.!?;,:]|\s(?:com|que|para|em|por|de|do|da|no|na|quando|porque)\b|\se\s(?:tem|é|são|vem|pode)\b|$)"
# Items of a list behind "has a" that have no article of their own: adjectives of the whole before the noun of a part.
_BARE_LIST = {
    "en": re.compile(r"\bha(?:s|ve) an? [^.;!?]*?,(?!\s*(?:an?|the|and|with|but|it|which|or|\d+)\b)", re.I),
    "pt": re.compile(
        r"\b(?:tem|têm|possui|possuem) uma? [^.;!?]*?,(?!\s*(?:uma?s?|o|a|os|as|e|com|mas|que|\d+)\b)", re.I
    ),
}
_ONE = {"en": re.compile(r"\ban?\s", re.I), "pt": re.compile(r"\buma?\s", re.I)}
_FRAME = {"en": r"\bha(?:s|ve) an? (?:{names})\b(?! block)", "pt": r"\b(?:tem|têm|possui|possuem) uma? (?:{names})\b"}
_BEING = {
    "en": re.compile(rf"(?P<before>\S*)\s(?:is|are)\s(?P<what>.+?){_EN_STOP}", re.I),
    "pt": re.compile(rf"(?P<before>\S*)\s(?:é|são)\s(?P<what>.+?){_PT_STOP}", re.I),
}
_OF_ANOTHER = frozenset({"that", "which", "who", "que"})
_USES = frozenset({"for", "in", "with", "of", "by", "from", "para", "em", "com", "de", "por"})
_ARTICLE = {"en": re.compile(r"(?:an?|the)\s", re.I), "pt": re.compile(r"(?:uma?|o|a|os|as)\s", re.I)}
_SUBJECT = {
    "en": re.compile(
        r"(?:^|(?<=[.!?]\s))(?:this|the|these)\s(?P<what>(?:[\w'’-]+\s){1,7}?)(?=(?:has|is|are|have|comes|can|by|with|weighs)\b)",
        re.I,
    )
}
_DESIGN = re.compile(r"\bha(?:s|ve) an? (?P<what>(?:[\w'’-]+\s){1,3})(?:design|construction|look|build|body)\b", re.I)
_MADE = re.compile(
    r"\b(?:made|crafted|built|feit[oa]s?|fabricad[oa]s?|confeccionad[oa]s?) (?:of|from|with|de|em|com)\b", re.I
)
_BY = re.compile(r"\b(?:by|da marca|por)\s(?P<name>[A-Z][\w'’&-]*(?:\s[A-Z][\w'’&-]*)*)")
_SPAN = re.compile(r"\d\S*\s[-–]\s\d\S*")
# Of a length it is told of what: '11" high splash' is the splash's.
_DIMENSION = re.compile(
    r"[\s.-]*(?:high|deep|wide|long|tall|thick|dia|diameter|[hwdl]|alto|alta|largo|larga|fundo|funda)\b[.\s]*|[\s.]*",
    re.I,
)
_LENGTHS = (" in", " ft", " cm", " mm", " m")
_SINGULAR_IN_S = frozenset({"canvas", "chassis", "gas", "lens", "series"})
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s?(?:%|per ?cent\b|por cento\b)", re.I)
_ALL = 100
_GLUED = re.compile(r"\w+,[^\W\d]\w*")  # cells joined: "neck,rosewood"
_JOINED = re.compile(r"\s(?:and|with|e|com)\s|[&+/]", re.I)
_BE = frozenset({"is", "are", "é", "são"})


class Scope:
    """What one product's facts tell of the whole of it, in one locale."""

    def __init__(self, facts: ProductFacts, schema: AttributeSchema, locale: str) -> None:
        self._facts, self._schema, self._locale = facts, schema, locale
        self._spoken = language(locale)
        self._listed = plain_words(locale)
        self._texts = [without_instructions(text[:LONGEST_TEXT]) for text in (facts.title, *facts.texts)]
        self._nouns = thing_nouns(facts, locale) | ANY_THING
        shown = [
            text
            for tag in facts.tags
            if tag.found_by == "column"
            for text in (tag.text, schema.label(tag.attribute, tag.value, locale) if tag.value else "")
        ]
        self._certain = frozenset(one for text in (facts.title, facts.brand, *shown) for one in stems(text))
        self._heads = (
            frozenset(stem(words[-1]) for tag in facts.tags if len(words := tag.text.split()) > 1) - self._nouns
        )
        materials = {tag.text for tag in facts.tags if self._base(tag.attribute) == "material"}
        self._materials = frozenset(one for text in materials for one in stems(text))
        self._whole = frozenset(one for text in self._texts for one in self._told_of_whole(text))
        self._certain |= frozenset(self._other_words())
        self._words = frozenset(word.casefold() for text in self._texts for word in WORD.findall(text))
        self._counted, self._beside = self._numbers()
        self._lengths = tuple(self._told_lengths())

    def _base(self, attribute: str) -> str:
        known = self._schema.attributes.get(attribute)
        return (known.values_of if known else "") or attribute

    def _other_words(self) -> Iterator[str]:
        """Yield how the schema calls the values that are told of the whole: "gray" where the facts say "grey"."""
        for tag in self._facts.tags:
            is_whole = bool(tag.value) and self._whole | self._certain >= {*stems(tag.text)}
            if is_whole and tag.attribute in self._schema.attributes:
                yield from stems(self._schema.label(tag.attribute, tag.value, self._locale))

    def fault(self, text: str) -> str:
        """Return the first words of a text that say more than the facts, "" if none does."""
        for check in (
            self._list,
            self._maker,
            self._measure,
            self._share,
            self._frame,
            self._one,
            self._number,
            self._being,
            self._one_of_several,
            self._sets,
        ):
            if strange := check(text):
                return strange
        return ""

    def _told_of_whole(self, text: str) -> Iterator[str]:
        """Yield the stems that a text says of the product: before its noun, behind "is", or as a keyword."""
        clauses = [part for part in _CLAUSE.split(text) if part.strip()]
        is_list = not _SENTENCE_END.search(text) and all(len(part.split()) <= _MOST_OF_ITEM for part in clauses)
        for clause in clauses:
            words = stems(clause)
            if is_list:  # of what material a part is stands among keywords too
                yield from (word for word in words if word not in self._materials)
                continue
            for at, word in enumerate(words):
                for other in words[at + 1 : at + 1 + _REACH]:
                    if other in self._nouns:
                        yield word
                        break
                    if other in self._listed.links or other in self._heads:
                        break
            own = next((at for at, word in enumerate(WORD.findall(clause.casefold())) if word in _BE), None)
            if own is not None and (self._nouns | {"it", "this"}) & {*words[:own]}:
                yield from words[own + 1 :]

    def _numbers(self) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """Return the stems of what the facts count as several, and each number with the word beside it."""
        counted: set[str] = set()
        beside: set[tuple[str, str]] = set()
        for text in self._texts:
            for literal, before, after in self._with_neighbours(text):
                beside |= {(literal, one) for one in (*before[-1:], *after[:1])}
                if literal.isdigit() and int(literal) > 1:
                    behind = next((at for at, one in enumerate(after) if one in self._listed.links), len(after))
                    counted |= {*after[:behind][:_REACH]}
        for tag in self._facts.tags:
            label = self._schema.attribute_label(tag.attribute, self._locale)
            beside |= {(tag.literal.split()[0], one) for one in stems(f"{label} {tag.text}") if tag.literal}
        return frozenset(counted - self._nouns - self._listed.plain), frozenset(beside)

    def _with_neighbours(self, text: str) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
        for claim in figures_in(text, self._locale):
            if claim.kind is ClaimKind.NUMBER:
                before = _CLAUSE.split(text[max(0, claim.start - 40) : claim.start])[-1]
                after = _CLAUSE.split(text[claim.end : claim.end + 60])[0]
                for _, literal in claim.values:
                    yield literal, stems(before), stems(after)

    def _maker(self, text: str) -> str:
        """Return "by Cobalt" where that is no maker's name."""
        for found in _BY.finditer(text):
            brand = self._facts.brand.casefold()
            name = found["name"].casefold()
            is_brand = brand and (f"{brand} ".startswith(f"{name} ") or f"{name} ".startswith(f"{brand} "))
            if not is_brand and not any(found[0].casefold() in own.casefold() for own in self._texts):
                return found[0]
        return ""

    def _measure(self, text: str) -> str:
        """Return a length that the facts tell of a part alone, and "96 - 30 in" where they have no such span."""
        for span in _SPAN.finditer(text):
            if not any(span[0] in own for own in self._texts):
                return span[0]
        for measure in find_measures(text, self._locale):
            literal = quantity_literal(measure)
            own = [is_whole for known, is_whole in self._lengths if same_measure(literal, known)]
            if own and not any(own):
                return measure.text
        return ""

    def _told_lengths(self) -> Iterator[tuple[str, bool]]:
        """Yield each length in the facts, and whether it is the product's: no other noun follows it."""
        for text in self._texts:
            is_whole = True
            for measure in reversed(find_measures(text, self._locale)):
                literal = quantity_literal(measure)
                if not literal.endswith(_LENGTHS):
                    continue
                dimension = _DIMENSION.match(text, measure.end)
                behind = text[dimension.end() if dimension else measure.end :][:40]
                if not re.match(
                    r"[x×]\s*(?:[hwdl]\s?)?\d", behind, re.I
                ):  # of "48 x 14 in shelves" both are the shelves'
                    after = WORD.match(behind)
                    one = stem(after[0]) if after else ""
                    known = self._listed.links | self._nouns | self._listed.plain
                    is_whole = not one or one in known or one[0].isdigit()
                yield literal, is_whole

    def _share(self, text: str) -> str:
        """Return a word of which the facts say that it holds for a share alone: "30% recycled"."""
        if "%" in text:
            return ""
        shared = {stem(word) for own in self._texts for word in _words_of_shares(own)}
        shared -= self._listed.links | self._listed.plain | self._nouns
        return next((word for word in WORD.findall(text) if stem(word) in shared), "")

    def _list(self, text: str) -> str:
        if glued := _GLUED.search(text):
            return glued[0]
        found = _BARE_LIST[self._spoken].search(text) if self._spoken in _BARE_LIST else None
        return found[0].strip() if found else ""

    def _frame(self, text: str) -> str:
        """Return "has a shape": what is chosen from a list is an adjective or a noun of its own, not a measure."""
        if self._spoken not in _FRAME:
            return ""
        names = [
            self._schema.attribute_label(one.id, self._locale).casefold()
            for one in self._schema.attributes.values()
            if one.kind is Kind.CHOICE
        ]
        own = [name for name in names if name in text.casefold()]
        body = _FRAME[self._spoken].replace("{names}", "|".join(map(re.escape, own)))
        found = re.search(body, text, re.IGNORECASE) if own else None
        return found[0] if found else ""

    def _one(self, text: str) -> str:
        """Return "a pocket" where the facts have several."""
        for found in _ONE[self._spoken].finditer(text) if self._spoken in _ONE else ():
            words = WORD.findall(_CLAUSE.split(text[found.end() : found.end() + 80])[0])
            links = self._listed.links
            end = next((at for at, word in enumerate(words) if stem(word) in links), len(words))
            phrase = words[: min(end, _REACH + 1)]
            if not phrase or stem(phrase[-1]) in self._nouns:
                continue
            noun = phrase[-1].casefold()
            is_plural = noun.endswith("s") and not noun.endswith(("ss", "us")) and noun not in _SINGULAR_IN_S
            if is_plural and self._spoken == "en" and noun in self._words and noun[:-1] not in self._words:
                return f"{found[0]}{' '.join(phrase)}"  # "a turned-down edges"
            is_several = noun not in self._words and {f"{noun}s", f"{noun}es"} & self._words
            if is_several or stem(noun) in self._counted:
                return f"{found[0]}{' '.join(phrase)}"
        return ""

    def _number(self, text: str) -> str:
        """Return a number with the word beside it if the facts have it beside none of its neighbours."""
        for literal, before, after in self._with_neighbours(text):
            near = [*before[-1:], *after[:1]]
            if near and not any((literal, one) in self._beside for one in near):
                return " ".join((*before[-1:], literal, *after[:1]))
        return ""

    def _being(self, text: str) -> str:
        """Return what a text says that the product is, or calls it by, and the facts say of a part alone."""
        said: list[str] = []
        for found in _BEING[self._spoken].finditer(text) if self._spoken in _BEING else ():
            if found["before"].casefold() in _OF_ANOTHER or found["what"].split(" ")[0].casefold() in _USES:
                continue
            article = _ARTICLE[self._spoken].match(found["what"])
            said.append(found["what"][article.end() :] if article else found["what"])
        for pattern in [_SUBJECT[self._spoken], _DESIGN] if self._spoken in _SUBJECT else []:
            said += [found["what"] for found in pattern.finditer(text)]
        for what in said:
            made = _MADE.search(what)
            for word in WORD.findall(what[: made.start()] if made else what):
                if not self._is_of_whole(stem(word)):
                    return f"{what.strip()} ({word})"
        return ""

    def _is_of_whole(self, word: str) -> bool:
        known = self._whole, self._certain, self._nouns, self._listed.links, self._listed.plain
        return word[0].isdigit() or any(word in one for one in known)

    def _one_of_several(self, text: str) -> str:
        """Return the value of which a text tells one while the product has several, its title's own apart."""
        title = self._facts.title.casefold()
        named: dict[str, set[str]] = {}
        for mention in gazetteer(self._schema, self._locale).mentions(text):
            if not mention.is_weak and text[mention.start : mention.end].casefold() not in title:
                named.setdefault(mention.attribute, set()).add(mention.value)
        wanted = _ALL_OR_NONE | ({"material"} if _MADE.search(text) else frozenset())
        for attribute in sorted(named.keys() & wanted):
            sure = [
                tag for tag in self._facts.tags_of(attribute) if attribute != "material" or tag.found_by == "column"
            ]
            values = {tag.value for tag in sure if tag.value} | (self._made_of() if attribute == "material" else set())
            own = self._schema.attributes[attribute]
            families = {family for value in values for family in own.families(value)}
            if len(values - families) > 1 and named[attribute] & values and not values - families <= named[attribute]:
                return " ".join(sorted(named[attribute] & values))
        return ""

    def _made_of(self) -> set[str]:
        """Return the materials of which the facts say in one sentence that the product is made."""
        found: set[str] = set()
        for text in self._texts:
            for made in _MADE.finditer(text):
                sentence = re.split(r"[.;!?\n]", text[made.end() : made.end() + 160])[0]
                mentions = gazetteer(self._schema, self._locale).mentions(sentence)
                found |= {one.value for one in mentions if one.attribute == "material" and not one.is_weak}
        return found & {tag.value for tag in self._facts.tags_of("material")}

    def _sets(self, text: str) -> str:
        """Return what a set of several things is said to be made of: one of them may be of something else."""
        kinds = {tag.value for tag in self._facts.tags_of("product_type") if tag.text in self._facts.title}
        found = _MADE.search(text) if len(kinds) > 1 and _JOINED.search(self._facts.title) else None
        return found[0] if found else ""


def _words_of_shares(text: str) -> Iterator[str]:
    """Yield the words beside each share that is less than all: before it in its sentence, and the two behind."""
    for share in _SHARE.finditer(text):
        if int(share[1]) < _ALL:
            yield from WORD.findall(text[max(0, share.start() - 24) : share.start()].rpartition(".")[2])[-1:]
            yield from WORD.findall(text[share.end() : share.end() + 40].partition(".")[0])[:2]
