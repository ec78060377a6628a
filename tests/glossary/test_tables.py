"""Term bases as CSV and TSV: what a row says, what is refused and in which words, and that writing loses nothing."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.glossary.tables import COLUMNS, TermTable, is_table, read_names, read_table, write_table
from catalog_cli.glossary.term import Term, TermCase, TermStatus

HEADER = "source,target,source_forms,target_forms,part_of_speech,gender,case,exact,status,domain,note\n"


def read(text: str, file: str = "terms.csv") -> TermTable:
    return read_table(text.encode(), file)


def placeless(terms: tuple[Term, ...]) -> list[Term]:
    return [replace(term, place=None) for term in terms]


def written(terms: list[Term], file: str = "terms.csv") -> bytes:
    out = io.BytesIO()
    write_table(terms, out, file)
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
    TermStatus.ADMITTED,
    "apparel",
    "not decote",
)


@pytest.mark.parametrize(
    ("row", "term"),
    [
        ("bag,bolsa", Term("bag", "bolsa")),
        ("bag,bolsa,,,,,,,,,", Term("bag", "bolsa")),
        (
            "crew neck,gola careca,crewneck|round neck,golas carecas,noun,f,same,true,admitted,apparel,not decote",
            FULL,
        ),
        ("bag,bolsa,,,NOUN,F,Same,TRUE,Preferred,,", Term("bag", "bolsa", (), (), "noun", "f", TermCase.SAME, True)),
        ("bag,bolsa,,,,,any,no,,,", Term("bag", "bolsa")),
        ("bag,bolsa,,,,,,0,,,", Term("bag", "bolsa")),
        ("bag,bolsa,,,,,,1,,,", Term("bag", "bolsa", exact=True)),
        # White space around a cell and a form is none of theirs, and a line break in a term is a space.
        (" bag ,  bolsa  de mão , bags | tote ||bag,", Term("bag", "bolsa de mão", ("bags", "tote"))),
        ('"crew\nneck",gola', Term("crew neck", "gola")),
        ("bag,bolsa,bags|bags", Term("bag", "bolsa", ("bags",))),
        # A no-break space is a character of the term.
        ("10 cm,10\u00a0cm", Term("10 cm", "10\u00a0cm")),
        # Text, never a number, a formula or a missing value.
        ("007,007", Term("007", "007")),
        ("NA,N/D", Term("NA", "N/D")),
        ("1E5,1E5", Term("1E5", "1E5")),
        ("=SUM,=SOMA", Term("=SUM", "=SOMA")),
        ("-,@home", Term("-", "@home")),
        ('"7"" tablet","tablet de 7"""', Term('7" tablet', 'tablet de 7"')),
        ('"shirt, long",camisa', Term("shirt, long", "camisa")),
        ("סוודר,suéter", Term("סוודר", "suéter")),
        ("パーカー,moletom 🧥", Term("パーカー", "moletom 🧥")),
        ("AirFlow™,AirFlow™ ½ €", Term("AirFlow™", "AirFlow™ ½ €")),
    ],
)
def test_a_row_is_an_entry(row: str, term: Term) -> None:
    table = read(HEADER + row + "\n")
    assert table.problems == ()
    assert placeless(table.terms) == [term]
    assert table.terms[0].place == Where("terms.csv", 2)


@pytest.mark.parametrize(
    ("text", "file", "pairs"),
    [
        ("source,target\n", "a.csv", []),
        ("source,target\nbag,bolsa", "a.csv", [("bag", "bolsa")]),
        ("\ufeffsource,target\r\nbag,bolsa\r\n", "a.csv", [("bag", "bolsa")]),
        ("source,target\rbag,bolsa\r", "a.csv", [("bag", "bolsa")]),
        ("\n\nsource,target\n\n\nbag,bolsa\n,,,\n", "a.csv", [("bag", "bolsa")]),
        ("Target;SOURCE\nbolsa;bag\n", "a.csv", [("bag", "bolsa")]),
        ('"source";"target";"Source Forms"\n"bag";"bolsa, sacola";""\n', "a.csv", [("bag", "bolsa, sacola")]),
        ("source\ttarget\nbag\tbolsa\n", "a.csv", [("bag", "bolsa")]),
        ("source\ttarget\nbag, tote\tbolsa;|\n", "a.TSV", [("bag, tote", "bolsa;|")]),
        ("source,target,,\nbag,bolsa,,\n", "a.csv", [("bag", "bolsa")]),
        ("source,target\nbag,bolsa,,\n", "a.csv", [("bag", "bolsa")]),
    ],
)
def test_dialects(text: str, file: str, pairs: list[tuple[str, str]]) -> None:
    table = read(text, file)
    assert table.problems == ()
    assert [(term.source, term.target) for term in table.terms] == pairs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source,target\n,bolsa\n", 'a.csv, row 2, column "source": is empty. Write the term, or remove row 2.'),
        ("source,target\nbag\n", 'a.csv, row 2, column "target": is empty. Write the term, or remove row 2.'),
        ("source,target\nbag, \t\n", 'a.csv, row 2, column "target": is empty. Write the term, or remove row 2.'),
        (
            "source,target,status\nbag,bolsa,forbidden\n",
            'a.csv, row 2, column "status": is "forbidden". '
            "Write one of preferred, admitted, deprecated, or leave it empty.",
        ),
        (
            "source,target,case\nbag,bolsa,lower\n",
            'a.csv, row 2, column "case": is "lower". Write one of any, same, or leave it empty.',
        ),
        (
            "source,target,exact\nbag,bolsa,x\n",
            'a.csv, row 2, column "exact": is "x". Write one of true, yes, 1, false, no, 0, or leave it empty.',
        ),
        (
            "source,target,gender\nbag,bolsa,fem\n",
            'a.csv, row 2, column "gender": is "fem". Write one of m, f, or leave it empty.',
        ),
        (
            "source,target,part_of_speech\nbag,bolsa,adverb\n",
            'a.csv, row 2, column "part_of_speech": is "adverb". '
            "Write one of noun, adjective, verb, phrase, or leave it empty.",
        ),
        (
            'source,target\n"a\nb",c\nbag,bolsa, de mão\n',  # rows as an editor counts them
            'a.csv, row 4: has more cells than the first row. Put a cell that holds the delimiter in quotes (").',
        ),
        (
            "source,target\nbag,bol\x1bsa\n",
            'a.csv, row 2, column "target": has a control character in it. Remove it: type the cell anew.',
        ),
    ],
)
def test_a_row_that_is_wrong_is_told_and_left_out(text: str, message: str) -> None:
    table = read(text + "shirt,camisa\n", "a.csv")
    assert [str(problem.error()) for problem in table.problems] == [message]
    assert [term.source for term in table.terms][-1] == "shirt"
    assert "bag" not in [term.source for term in table.terms]


def test_every_thing_that_is_wrong_is_told() -> None:
    table = read("source,target,case,exact\n,,x,y\nbag,bolsa,,\n,bolsa,,\n")
    assert [(p.where.row, p.where.column) for p in table.problems] == [
        (2, "source"),
        (2, "target"),
        (2, "case"),
        (2, "exact"),
        (4, "source"),
    ]
    assert [term.source for term in table.terms] == ["bag"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.csv: is empty. Write a first row with the columns: source, target."),
        (b"\n \n", "a.csv: is empty. Write a first row with the columns: source, target."),
        # Two columns without a header could be read, but then a wrong header would be a term.
        (
            b"crew neck,gola careca\nbag,bolsa\n",
            'a.csv, row 1: has no header: its first row is "crew neck", "gola careca". '
            "Write a first row with the names of the columns, such as source,target.",
        ),
        (
            b"source,traget\n",
            'a.csv, row 1, column "traget": is no column of a term base. Did you mean "target"? The columns are '
            f"{', '.join(COLUMNS)}: rename or remove it.",
        ),
        (
            b"source,target,price\n",
            'a.csv, row 1, column "price": is no column of a term base. The columns are '
            f"{', '.join(COLUMNS)}: rename or remove it.",
        ),
        (
            b"source,note\n",
            'a.csv, row 1: has no column "target". Add it to the first row, and its text to each row.',
        ),
        (b"source,target,Source\n", 'a.csv, row 1, column "source": is there twice. Remove one of the two columns.'),
        (
            "source,target\nbag,bolsa\nsweater,suéter\n".encode("latin-1"),
            'a.csv, row 3: is not UTF-8 (byte 0xE9). Save it as UTF-8 ("CSV UTF-8" in Excel) and run again.',
        ),
        (
            "source,target\n".encode("utf-16")[:-1],
            'a.csv: is damaged UTF-16. Save it as UTF-8 ("CSV UTF-8" in Excel) and run again.',
        ),
        (
            b"PK\x03\x04\x14\x00\x06\x00",  # an .xlsx file of another name
            'a.csv: is a workbook or an archive, not text. Save it as "CSV UTF-8" and run again.',
        ),
        (
            b'source,target\nbag,bolsa\n"shirt,camisa\nskirt,saia\n',
            'a.csv, row 3: has a cell with a " at its beginning and none at its end. '
            'Write each " inside a quoted cell twice, and a " at the end of the cell.',
        ),
    ],
)
def test_what_is_no_table_of_terms_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FileProblem) as raised:
        read_table(data, "a.csv")
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "data",
    [
        "source\ttarget\r\nbag\tbolsa térmica\r\n".encode("utf-16"),  # "Unicode text" of Excel
        "source;target;;\r\nbag;bolsa térmica;;\r\n".encode("utf-8-sig"),
        "sep=;\r\nsource;target\r\nbag;bolsa térmica\r\n".encode(),
        '"source","target"\n"bag","bolsa\n térmica "\n'.encode(),
    ],
)
def test_what_spreadsheets_write_is_read(data: bytes) -> None:
    table = read_table(data, "a.csv")
    assert [(term.source, term.target) for term in table.terms] == [("bag", "bolsa térmica")]


def test_a_row_is_counted_from_the_line_that_names_the_separator() -> None:
    [problem] = read("sep=;\nsource;target\nbag;\n").problems
    assert str(problem.where) == 'terms.csv, row 3, column "target"'


def test_a_column_without_a_name_is_refused() -> None:
    with pytest.raises(FileProblem, match=r"row 1: has no name for column 2\."):
        read("source,,target\n")


# --- names that are kept


@pytest.mark.parametrize(
    ("text", "file", "names"),
    [
        ("", "brands.txt", []),
        ("AirFlow 3\n", "brands.txt", [("AirFlow 3", 1)]),
        ("# brands\r\n\r\n  Nike  \r\n#Adidas\r\nNike\r\n", "brands.txt", [("Nike", 3)]),
        ("\ufeffLevi's\nH&M, Inc.\n007\nNA\n耐克\nנייקי\n🎉\n", "brands", None),
        ("source,target\nNike,x\n,\nPuma\n", "brands.csv", [("Nike", 2), ("Puma", 4)]),
        ("id;Source;price\n1;Nike;2\n", "brands.csv", None),
        ("vendor\tsource\na\tNike\n", "brands.tsv", [("Nike", 2)]),
    ],
)
def test_names_that_are_kept(text: str, file: str, names: list[tuple[str, int]] | None) -> None:
    if names is None and file == "brands":
        names = [("Levi's", 1), ("H&M, Inc.", 2), ("007", 3), ("NA", 4), ("耐克", 5), ("נייקי", 6), ("🎉", 7)]
    elif names is None:
        names = [("Nike", 2)]
    table = read_names(text.encode(), file)
    assert table.problems == ()
    assert [(term.source, term.place) for term in table.terms] == [(name, Where(file, row)) for name, row in names]
    assert all(term.is_kept and term.case is TermCase.SAME for term in table.terms)


@pytest.mark.parametrize(
    ("name", "forms"),
    [("AirFlow 3", ("AIRFLOW 3",)), ("NASA", ()), ("On", ()), ("007", ()), ("耐克", ()), ("Levi's", ("LEVI'S",))],
)
def test_a_name_is_one_in_capitals_too(name: str, forms: tuple[str, ...]) -> None:
    """As in a title all in capitals; of two letters it is more often an abbreviation."""
    [term] = read_names(name.encode(), "brands.txt").terms
    assert term.source_forms == forms


def test_a_table_of_names_needs_its_column() -> None:
    with pytest.raises(FileProblem, match=r'brands.csv, row 1: has no column "source"\. Name the column'):
        read_names(b"Nike\nPuma\n", "brands.csv")


def test_a_name_with_a_control_character_is_told() -> None:
    table = read_names(b"Nike\nPu\x07ma\n", "brands.txt")
    assert [str(problem.where) for problem in table.problems] == ["brands.txt, row 2"]


# --- writing


TERMS = [FULL, Term("bag", "bolsa"), Term('7" ½', "=SOMA(1)", note='a "quoted", note'), Term("a|b", "ç;\u00a0™ 🎉")]


@pytest.mark.parametrize("file", ["a.csv", "a.tsv", "A.TAB"])
def test_what_is_written_is_read_back(file: str) -> None:
    data = written(TERMS, file)
    assert data.splitlines()[0].decode() == ("," if file == "a.csv" else "\t").join(COLUMNS)
    assert b"\r" not in data
    assert placeless(read_table(data, file).terms) == TERMS
    assert is_table(file)


def test_a_form_that_would_come_back_as_two_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r'"a\|b" has a \| in it'):
        written([Term("bag", "bolsa", target_forms=("a|b",))])


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="|\ufffe\uffff"), min_size=1, max_size=12
).filter(lambda text: text == text.strip(" ") and "  " not in text)
FORMS = st.lists(TEXT.filter(lambda text: text == text.strip()), max_size=3, unique=True).map(tuple)
ENTRIES = st.builds(
    Term,
    TEXT.filter(lambda text: not text.isspace()),
    TEXT.filter(lambda text: not text.isspace()),
    FORMS,
    FORMS,
    st.sampled_from(["", "noun", "adjective", "verb", "phrase"]),
    st.sampled_from(["", "m", "f"]),
    st.sampled_from(TermCase),
    st.booleans(),
    st.sampled_from(TermStatus),
    st.one_of(st.just(""), TEXT),
    st.one_of(st.just(""), TEXT),
).map(
    lambda term: replace(
        term,
        source_forms=tuple(form for form in term.source_forms if form != term.source),
        target_forms=tuple(form for form in term.target_forms if form != term.target),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ENTRIES, max_size=4), st.sampled_from(["a.csv", "a.tsv"]))
def test_any_entry_survives_a_table(terms: list[Term], file: str) -> None:
    table = read_table(written(terms, file), file)
    assert table.problems == ()
    assert placeless(table.terms) == terms


def test_20_000_entries_are_read_at_once() -> None:
    row = "crew neck {0},gola careca {0},crewneck {0}|round neck {0},golas carecas {0},noun,f,same,true,,apparel,note\n"
    data = (HEADER + "".join(row.format(number) for number in range(20_000))).encode()
    assert len(read_table(data, "terms.csv").terms) == 20_000  # 0.3 s on two slow cores


def test_a_quote_that_does_not_pair_is_told_where_it_opens_in_a_large_file() -> None:
    data = b'source,target\nbag,bolsa\n"shirt,camisa\n' + b"bag,bolsa\n" * 200_000
    with pytest.raises(FileProblem, match="row 3: has a cell with"):
        read_table(data, "a.csv")
