"""TBX: what a concept says in either style and version, what is refused, and that nothing of ours is lost in it."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.glossary.tables import TermTable
from catalog_cli.glossary.tbx import read_tbx, write_tbx
from catalog_cli.glossary.term import Term, TermCase, TermStatus

DCA = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
    "<tbxHeader><fileDesc><sourceDesc><p>term note</p></sourceDesc></fileDesc></tbxHeader>\n"
    "<text><body>{}</body></text></tbx>"
)
DCT = DCA.replace('style="dca"', 'style="dct" xmlns:min="urn:min" xmlns:basic="urn:basic"')
MARTIF = (
    '<?xml version="1.0"?>\n<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
    '<martif type="TBX-Basic" xml:lang="en"><text><body>{}</body></text></martif>'
)


def read(data: str | bytes, source: str = "en", target: str = "pt-BR") -> TermTable:
    return read_tbx(data if isinstance(data, bytes) else data.encode(), "terms.tbx", source, target)


def placeless(terms: tuple[Term, ...]) -> list[Term]:
    return [replace(term, place=None) for term in terms]


def sections(source: str, target: str, more: str = "") -> str:
    return (
        f'<conceptEntry id="c1">{more}<langSec xml:lang="en">{source}</langSec>'
        f'<langSec xml:lang="pt-BR">{target}</langSec></conceptEntry>'
    )


def term(text: str, **said: str) -> str:
    notes = "".join(f"<termNote type='{name}'>{value}</termNote>" for name, value in said.items())
    return f"<termSec><term>{text}</term>{notes}</termSec>"


PREFERRED = {"administrativeStatus": "preferredTerm-admn-sts"}
BAG = term("bag")


@pytest.mark.parametrize(
    ("body", "terms"),
    [
        ("", []),
        (sections(BAG, term("bolsa")), [Term("bag", "bolsa")]),
        (
            sections(
                term("crew neck", partOfSpeech="noun"),
                term("gola careca", partOfSpeech="noun", grammaticalGender="feminine", **PREFERRED),
                '<descrip type="subjectField">apparel</descrip><note>of shirts</note>',
            ),
            [Term("crew neck", "gola careca", (), (), "noun", "f", domain="apparel", note="of shirts")],
        ),
        # Of several targets without a status, the first is preferred.
        (
            sections(BAG, term("bolsa") + term("sacola")),
            [Term("bag", "bolsa"), Term("bag", "sacola", status=TermStatus.ADMITTED)],
        ),
        (
            sections(BAG, term("sacola") + term("bolsa", **PREFERRED)),
            [Term("bag", "sacola", status=TermStatus.ADMITTED), Term("bag", "bolsa")],
        ),
        (
            sections(
                BAG,
                term("bolsa", administrativeStatus="preferredTerm")
                + term("sacola", administrativeStatus="Admitted")
                + term("saco", administrativeStatus="supersededTerm-admn-sts")
                + term("mala", administrativeStatus="deprecatedTerm-admn-sts"),
            ),
            [
                Term("bag", "bolsa"),
                Term("bag", "sacola", status=TermStatus.ADMITTED),
                Term("bag", "saco", status=TermStatus.DEPRECATED),
                Term("bag", "mala", status=TermStatus.DEPRECATED),
            ],
        ),
        # Variants are forms of the target before them; one of another status is a target of its own.
        (
            sections(
                BAG,
                term("bolsa")
                + term("bolsas", termType="variant")
                + term("bolsinha", termType="variant")
                + term("bolça", termType="variant", administrativeStatus="deprecatedTerm-admn-sts"),
            ),
            [
                Term("bag", "bolsa", (), ("bolsas", "bolsinha")),
                Term("bag", "bolça", status=TermStatus.DEPRECATED),
            ],
        ),
        # Every other term of the source's section is a way to say the source.
        (
            sections(term("trainers") + term("sneakers", **PREFERRED) + term("kicks"), term("tênis")),
            [Term("sneakers", "tênis", ("trainers", "kicks"))],
        ),
        # Markup, white space, entities that XML defines, comments and CDATA.
        (
            sections(
                BAG, "<termSec>\n<term>\n bolsa\n <hi>&amp;</hi> <!-- or -->saco<![CDATA[<]]>&#x2122;</term></termSec>"
            ),
            [Term("bag", "bolsa & saco<™")],
        ),
        (
            sections(BAG, term("de pé", partOfSpeech="other", termType="phrase")),
            [Term("bag", "de pé", part_of_speech="phrase")],
        ),
        (sections(BAG, term("bolsa", partOfSpeech="adverb", grammaticalGender="neuter")), [Term("bag", "bolsa")]),
        (
            sections(BAG, "<termSec><term>Bolsa 3</term><note>catalog-cli: case=same; exact=true</note></termSec>"),
            [Term("bag", "Bolsa 3", case=TermCase.SAME, exact=True)],
        ),
        # Other languages and concepts without the pair are passed over.
        (
            '<conceptEntry><langSec xml:lang="en">' + BAG + "</langSec></conceptEntry>" + sections(BAG, term("bolsa")),
            [Term("bag", "bolsa")],
        ),
        (sections(term("סל"), term("日本 🎉")), [Term("סל", "日本 🎉")]),
    ],
)
def test_dca(body: str, terms: list[Term]) -> None:
    table = read(DCA.format(body))
    assert table.problems == ()
    assert placeless(table.terms) == terms


def test_dct_is_the_same_in_elements_of_other_namespaces() -> None:
    body = (
        "<conceptEntry><basic:subjectField>apparel</basic:subjectField><note>of shirts</note>"
        '<langSec xml:lang="en-US"><descripGrp><basic:definition>a neck</basic:definition></descripGrp>'
        "<termSec><term>crew neck</term></termSec></langSec>"
        '<langSec xml:lang="PT_br"><termSec><term>gola careca</term><min:partOfSpeech>noun</min:partOfSpeech>'
        "<basic:grammaticalGender>feminine</basic:grammaticalGender>"
        "<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>"
        "<termSec><term>golas carecas</term><basic:termType>variant</basic:termType></termSec></langSec></conceptEntry>"
    )
    assert placeless(read(DCT.format(body)).terms) == [
        Term("crew neck", "gola careca", (), ("golas carecas",), "noun", "f", domain="apparel", note="of shirts")
    ]


def test_martif_is_the_same_in_other_words() -> None:
    body = (
        '<termEntry id="1"><descripGrp><descrip type="subjectField">apparel</descrip></descripGrp>'
        '<langSet xml:lang="en"><ntig><termGrp><term>crew neck</term></termGrp></ntig></langSet>'
        '\n<langSet lang="pt"><tig>\n<term>gola careca</term><termNote type="partOfSpeech">noun</termNote>'
        '<termNote type="grammaticalGender">feminine</termNote></tig></langSet></termEntry>'
    )
    [found] = read(MARTIF.format(body)).terms
    assert found == Term(
        "crew neck",
        "gola careca",
        part_of_speech="noun",
        gender="f",
        domain="apparel",
        place=Where("terms.tbx", 4),
    )


@pytest.mark.parametrize(
    ("wanted", "target"),
    [("pt-BR", "gola careca"), ("pt-PT", "decote redondo"), ("pt", "decote redondo")],  # the first that serves it
)
def test_the_section_of_the_very_locale_comes_first(wanted: str, target: str) -> None:
    brazil = '<langSec xml:lang="pt-BR">'
    portugal = f'<langSec xml:lang="pt-PT">{term("decote redondo")}</langSec>'
    body = sections(term("crew neck"), term("gola careca")).replace(brazil, portugal + brazil)
    assert [found.target for found in read(DCA.format(body), target=wanted).terms] == [target]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            sections(BAG, "\n" + term(" ")),
            'terms.tbx, row 4, column "target": is empty. Write the term, or remove the concept.',
        ),
        (
            sections("<termSec/>", term("bolsa")),
            'terms.tbx, row 4, column "source": is empty. Write the term, or remove the concept.',
        ),
        (
            sections(BAG, "\n" + term("bolsa", administrativeStatus="maybe")),
            'terms.tbx, row 5, column "status": has the administrativeStatus "maybe". Write one of '
            "preferredTerm-admn-sts, admittedTerm-admn-sts, deprecatedTerm-admn-sts, supersededTerm-admn-sts, or none.",
        ),
    ],
)
def test_an_entry_that_is_wrong_is_told_and_left_out(body: str, message: str) -> None:
    table = read(DCA.format(body + sections(BAG, term("bolsa"))))
    assert [str(problem.error()) for problem in table.problems] == [message]
    assert placeless(table.terms) == [Term("bag", "bolsa")]


LAUGHS = '<!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><tbx>&b;</tbx>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (LAUGHS, "row 1: declares something in its DOCTYPE"),
        ('<!DOCTYPE tbx SYSTEM "x.dtd" [\n]><tbx/>', "declares something in its DOCTYPE"),
        # A file elsewhere could define it: it is never fetched, and its text is never silently lost.
        (MARTIF.format(sections(BAG, term("bolsa &mdash;"))), "row 3: (has the entity &mdash;|is not well-formed)"),
        (DCA.format("&nbsp;"), r"row 4: is not well-formed XML \(undefined entity\)"),
        (DCA.format("<termSec>"), r"is not well-formed XML \(mismatched tag\)"),
        ("", r"row 1: is not well-formed XML \(no element found\)"),
        ("source,target\n", "is not well-formed XML"),
        ('<?xml version="1.0" encoding="klingon"?><tbx/>', "klingon|unknown encoding"),
        ("<tmx/>", "is XML, but not TBX"),
        (
            DCA.format(sections(BAG, term("bolsa")).replace("pt-BR", "de")),
            r"has no terms in both en and pt-BR\. Its locales are: de, en\. Choose two of them with --from and --to\.",
        ),
    ],
)
def test_what_is_no_tbx_or_unsafe_is_refused(data: str, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        read(data)


def test_depth_costs_no_recursion_and_utf_16_is_read() -> None:
    deep = "<x>" * 50_000 + "</x>" * 50_000
    assert (
        len(read(DCA.format(deep + sections(f"<termSec><term>bag{deep}</term></termSec>", term("bolsa")))).terms) == 1
    )
    text = DCA.replace("utf-8", "utf-16").format(sections(BAG, term("colchão")))
    assert [found.target for found in read(text.encode("utf-16")).terms] == ["colchão"]


# --- writing


def written(terms: list[Term], source: str = "en", target: str = "pt-BR") -> bytes:
    out = io.BytesIO()
    write_tbx(terms, out, source, target)
    return out.getvalue()


FULL = Term(
    "crew neck",
    "gola careca",
    ("crewneck", "round neck"),
    ("golas carecas",),
    "noun",
    "f",
    TermCase.SAME,
    True,
    TermStatus.PREFERRED,
    "apparel",
    "not <decote> & co",
)


@pytest.mark.parametrize(
    "terms",
    [
        [],
        [FULL],
        [FULL, replace(FULL, target="decote careca", status=TermStatus.ADMITTED, target_forms=(), note="")],
        [Term("bag", "bolsa"), Term("bag", "saco", status=TermStatus.DEPRECATED, target_forms=("sacos",))],
        [Term("bag", "bolsa"), Term("shirt", "camisa"), Term("bag", "sacola")],  # the order stays
        [Term("AirFlow 3", "AirFlow 3", exact=True), Term("NA", "N/D", case=TermCase.SAME), Term("007", "007")],
        [Term("on the go", "em movimento", part_of_speech="phrase")],
        [Term("סל", "日本 🎉 ™ ½ €", note="catalog-cli: what it is")],
    ],
)
def test_what_is_written_is_read_back(terms: list[Term]) -> None:
    data = written(terms)
    if terms:
        table = read(data)
        assert table.problems == ()
        assert placeless(table.terms) == terms
    assert data == written(terms)


def test_what_is_written_is_tbx_basic() -> None:
    same = replace(FULL, target="decote careca", status=TermStatus.ADMITTED)
    root = ET.fromstring(written([FULL, same, Term("bag", "bolsa")]))
    tbx = "{urn:iso:std:iso:30042:ed-2}"
    assert (root.tag, root.get("type"), root.get("style")) == (f"{tbx}tbx", "TBX-Basic", "dca")
    assert len(root.findall(f".//{tbx}conceptEntry")) == 2  # two targets of one source are one concept
    # The lists of the dialect's schema (LTAC/TerminOrgs, TBX-Basic_DCA.sch).
    allowed = {
        "partOfSpeech": {"adjective", "noun", "other", "verb", "adverb"},
        "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
        "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
        "administrativeStatus": {f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated")},
    }
    notes = [(note.get("type") or "", note.text) for note in root.iter(f"{tbx}termNote")]
    assert {kind for kind, _ in notes} == {"partOfSpeech", "grammaticalGender", "termType", "administrativeStatus"}
    assert all(text in allowed[kind] for kind, text in notes)


def test_a_pair_of_one_locale_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r"both are en\. Name another with --to"):
        written([FULL], "en", "en")


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
).filter(lambda text: text == text.strip() and "  " not in text)
FORMS = st.lists(TEXT, max_size=3, unique=True).map(tuple)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Term,
            TEXT,
            TEXT,
            FORMS,
            FORMS,
            st.sampled_from(["", "noun", "adjective", "verb", "phrase"]),
            st.sampled_from(["", "m", "f"]),
            st.sampled_from(TermCase),
            st.booleans(),
            st.sampled_from(TermStatus),
            st.one_of(st.just(""), TEXT),
            st.one_of(st.just(""), TEXT),
        ).filter(lambda term: term.source not in term.source_forms),
        min_size=1,
        max_size=5,
    )
)
def test_any_entry_survives_tbx(terms: list[Term]) -> None:
    table = read(written(terms))
    assert table.problems == ()
    assert placeless(table.terms) == terms
