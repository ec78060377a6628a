"""XML feeds: which elements are records and cells, how text is spelled, what is refused."""

from __future__ import annotations

import io
import tracemalloc
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pytest

from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.formats import AddedColumn, ReadOptions, Table, open_table
from catalog_cli.product import Edit, Record

G = 'xmlns:g="http://base.google.com/ns/1.0"'
KNOWN = {"id", "sku", "title", "description", "price", "size", "color"}


def score(names) -> float:
    return sum(name.lower() in KNOWN for name in names)


def table_of(tmp_path: Path, content: str | bytes, suffix: str = ".xml", **options) -> Table:
    raw = content.encode() if isinstance(content, str) else content
    path = tmp_path / f"feed-{sha256(raw).hexdigest()[:12]}{suffix}"
    path.write_bytes(raw)
    return open_table(path, ReadOptions(name="feed.xml", **options), score)


def written(table: Table, edit=lambda record: Edit(), **how) -> bytes:
    out = io.BytesIO()
    table.write(out, ((record, edit(record)) for record in table.records()), **how)
    return out.getvalue()


def rows(table: Table) -> list[list[tuple[str, str]]]:
    return [
        [(table.columns[column], value) for column, value in zip(record.columns, record.values, strict=True)]
        for record in table.records()
    ]


def item(inside: str, attributes: str = G) -> str:
    return f"<rss {attributes}><channel><title>Shop</title><item>{inside}</item></channel></rss>"


RECORDS = [
    # RSS 2.0: the channel's own title is no cell.
    (item("<g:id>1</g:id><title>Bag</title>"), [[("g:id", "1"), ("title", "Bag")]]),
    ('<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><title>Bag</title><link href="x"/>'
     "</entry></feed>",
     [[("title", "Bag"), ("link", "")]]),
    # The prefix is the file's own, whatever namespace it stands for.
    ('<rss xmlns:base="http://base.google.com/ns/1.0"><channel><item><base:id>1</base:id></item></channel></rss>',
     [[("base:id", "1")]]),
    # RSS 1.0: items stand beside the channel.
    ('<rdf:RDF xmlns:rdf="r"><channel><title>S</title></channel><item><title>A</title></item></rdf:RDF>',
     [[("title", "A")]]),
    ("<products><product><sku>1</sku></product><product><sku>2</sku></product></products>",
     [[("sku", "1")], [("sku", "2")]]),
    # One product only.
    ("<products><product><sku>1</sku><title>A</title></product></products>", [[("sku", "1"), ("title", "A")]]),
    ("<product><sku>1</sku><title>A</title></product>", [[("sku", "1"), ("title", "A")]]),
    # The catalog's own elements around it, and leaves that repeat more often than products.
    ("<catalog><shop>S</shop><categories><category>A</category><category>B</category><category>C</category>"
     "</categories><offers><offer><title>X</title><pic>1</pic><pic>2</pic></offer><offer><title>Y</title></offer>"
     "</offers></catalog>",
     [[("title", "X"), ("pic", "1"), ("pic", "2")], [("title", "Y")]]),
    # The better known of two repeated elements.
    ("<c><cat><id>1</id></cat><cat><id>2</id></cat><cat><id>3</id></cat><p><id>1</id><title>T</title></p>"
     "<p><id>2</id></p></c>",
     [[("id", "1"), ("title", "T")], [("id", "2")]]),
    # Products rather than their more numerous variants.
    ("<ps><p><sku>1</sku><title>A</title><vs><v><sku>a</sku></v><v><sku>b</sku></v><v><sku>c</sku></v></vs></p>"
     "<p><sku>2</sku><title>B</title></p></ps>",
     [[("sku", "1"), ("title", "A"), ("vs.v.sku", "a"), ("vs.v.sku", "b"), ("vs.v.sku", "c")],
      [("sku", "2"), ("title", "B")]]),
    # One product rather than its variants.
    ("<product><sku>1</sku><title>A</title><v><sku>a</sku></v><v><sku>b</sku></v></product>",
     [[("sku", "1"), ("title", "A"), ("v.sku", "a"), ("v.sku", "b")]]),
    # An element called like the record inside it, in a comment and in CDATA; a list of other things between records.
    (item("<item>x</item><a/><item/>").replace("<item>", "<!-- <item> --><other><b>1</b></other><item>", 1),
     [[("item", "x"), ("a", ""), ("item", "")]]),
    (item("<description><![CDATA[<item><title>no</title></item>]]></description>"),
     [[("description", "<item><title>no</title></item>")]]),
    ("<rss><channel><title>S</title><link>l</link></channel></rss>", []),
    (item("").replace("<item></item>", "<item/><item />"), [[], []]),
    (item(" only text "), [[]]),
    ("<products/>", []),
    # YML, with a document type that is not loaded.
    ('<?xml version="1.0"?><!DOCTYPE yml SYSTEM "a>b.dtd"><yml><offer><name>A</name></offer><offer><name>B</name>'
     "</offer></yml>", [[("name", "A")], [("name", "B")]]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), RECORDS)
def test_records(tmp_path: Path, content: str, expected: list) -> None:
    table = table_of(tmp_path, content)
    assert rows(table) == expected
    assert written(table) == content.encode()


CELLS = [
    ("plain", "plain"),
    ("", ""),
    (" padded\n\t", " padded\n\t"),
    ("a &amp; b &lt;p&gt; &quot;&apos; &#189; &#x1F45C;", "a & b <p> \"' ½ 👜"),
    ("&amp;amp; &amp;lt;", "&amp; &lt;"),
    ("<![CDATA[a & b <p> &amp;]]>", "a & b <p> &amp;"),
    (" <![CDATA[x]]>\n", " x\n"),
    ("<![CDATA[]]>", ""),
    ("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]>b"),
    ("a<![CDATA[ ] ]> ]]>b &amp; <![CDATA[&lt;]]> c", "a ] ]> b & &lt; c"),
    ("a<!-- > <b> & --->b".replace("--->", "-->"), "ab"),
    ("a<?php > ?>b", "ab"),
    ("a\r\nb\rc", "a\nb\nc"),  # XML 1.0, 2.11
    ("<![CDATA[a\r\nb]]>", "a\nb"),
    ("<![CDATA[]]><![CDATA[a\r]]>\nb", "a\n\nb"),  # two line ends: what stands between them parts them
    ("a\r<!-- -->\nb", "a\n\nb"),
    ("a&#13;&#10;b", "a\r\nb"),
    ("حقيبة 日本 👜 ™", "حقيبة 日本 👜 ™"),
    ("007", "007"),
    ("NA", "NA"),
    ("a > b ' \"", "a > b ' \""),
]


@pytest.mark.parametrize(("raw", "expected"), CELLS)
@pytest.mark.parametrize("tag", ["<t>{}</t>", "<t a='x>y' b=\"/>\" >{}</t\n>", "<g:t xml:lang='en'>{}</g:t>"])
def test_cells(tmp_path: Path, raw: str, expected: str, tag: str) -> None:
    content = item(f"\n<a>1</a>\n{tag.format(raw)}<b/>\n")
    table = table_of(tmp_path, content)
    assert [record.values for record in table.records()] == [("1", expected, "")]
    assert written(table) == content.encode()
    # The same text changes nothing, however it is spelled.
    assert written(table, lambda record: Edit(dict(enumerate(record.values)))) == content.encode()
    for new in ("", "x", "a & <b> ]]> \"'\r\n\t½ 👜", "  "):
        edited = table_of(tmp_path, written(table, lambda record, new=new: Edit({1: new})))
        assert [record.values for record in edited.records()] == [("1", new, "")]


SPELLINGS = [
    ("old", "a & b < c > d \"'", "a &amp; b &lt; c &gt; d \"'"),
    ("x > y", "a > b", "a > b"),
    ("x > y", "a ]]> b", "a ]]&gt; b"),
    ("x &#62; y", "a > b", "a &#62; b"),
    ("6&quot; &#38; up", "7\" & 'up'", "7&quot; &#38; 'up'"),
    ("it&#x27;s", "d'água", "d&#x27;água"),
    ("it&#39;s 'x'", "d'água", "d'água"),  # both are there
    ("5&#160;cm é", "7\u00a0cm ç", "7&#160;cm ç"),
    ("Caf&#233;", "maçã", "ma&#231;&#227;"),
    ("Caf&#xE9;", "maçã", "ma&#xE7;&#xE3;"),
    ("<![CDATA[old & new]]>", "a & <b>", "<![CDATA[a & <b>]]>"),
    ("<![CDATA[old]]>", "a]]>b", "<![CDATA[a]]]]><![CDATA[>b]]>"),
    ("<![CDATA[old]]>", "", "<![CDATA[]]>"),
    ("\n  <![CDATA[old]]>\n ", "\n  new\n ", "\n  <![CDATA[new]]>\n "),
    ("\n  <![CDATA[old]]>\n ", "new", "<![CDATA[new]]>"),
    ("one <!-- c --> two<?p?>", "new", "new<!-- c --><?p?>"),
    ("<!-- c -->", "new", "<!-- c -->new"),
    ("<![CDATA[one]]> &amp; <![CDATA[two]]>", "a & b", "<![CDATA[a & b]]>"),
    ("a\r\nb", "c\nd", "c\r\nd"),
    ("a", "c\rd", "c&#13;d"),
    ("<![CDATA[a]]>", "c\rd", "<![CDATA[c]]>&#13;<![CDATA[d]]>"),
    ("", "new", "new"),
]


@pytest.mark.parametrize(("old", "new", "expected"), SPELLINGS)
def test_spellings(tmp_path: Path, old: str, new: str, expected: str) -> None:
    content = item(f"<x/><t a='1' >{old}</t ><!-- end -->")
    output = written(table_of(tmp_path, content), lambda record: Edit({1: new}))
    assert output.decode() == item(f"<x/><t a='1' >{expected}</t ><!-- end -->")


@pytest.mark.parametrize(
    ("empty", "expected"),
    [("<t/>", "<t>é</t>"), ("<t />", "<t>é</t>"), ("<g:t a='/' b=\"x\"\n/>", "<g:t a='/' b=\"x\">é</g:t>")],
)
def test_empty_elements_open_for_text(tmp_path: Path, empty: str, expected: str) -> None:
    table = table_of(tmp_path, item(f"<a/>{empty}"))
    assert written(table, lambda record: Edit({1: "é"})).decode() == item(f"<a/>{expected}")
    assert written(table, lambda record: Edit({1: ""})).decode() == item(f"<a/>{empty}")


def test_a_file_without_letters_beyond_ascii_stays_so(tmp_path: Path) -> None:
    content = item("<t>plain</t><u>Caf&#xe9;</u>")
    assert b"<t>ma&#xE7;&#xE3;</t>" in written(table_of(tmp_path, content), lambda record: Edit({0: "maçã"}))
    # An apostrophe or a non-breaking space says nothing about letters.
    content = item("<t>plain</t><u>it&#39;s&#160;5</u>")
    assert "<t>maçã</t>" in written(table_of(tmp_path, content), lambda record: Edit({0: "maçã"})).decode()


def test_parts_of_a_sentence_are_fixed(tmp_path: Path) -> None:
    content = item("<a>1</a><d>Red <b>bag</b> and <i>more <u>text</u></i></d><c>2</c>")
    record = next(table_of(tmp_path, content).records())
    assert (record.values, record.fixed) == (("1", "bag", "text", "2"), {1, 2})
    with pytest.raises(ValueError, match="cannot be written"):
        written(table_of(tmp_path, content), lambda record: Edit({1: "x"}))


@pytest.mark.parametrize(
    ("inside", "names", "expected"),
    [
        ("\n  <t>A</t>\n", ("t_pt", "B"), "\n  <t>A</t>\n  <t_pt>B</t_pt>\n"),
        ("<t><![CDATA[A]]></t>", ("t.pt-BR", "<B>"), "<t><![CDATA[A]]></t><t.pt-BR><![CDATA[<B>]]></t.pt-BR>"),
        ("<t/>", ("g:t", "&"), "<t/><g:t>&amp;</g:t>"),
        (
            "<s>\n <g:t><!-- c -->A</g:t></s>",
            ("s.título", "B"),
            "<s>\n <g:t><!-- c -->A</g:t>\n <título>B</título></s>",
        ),
    ],
)
def test_added_elements(tmp_path: Path, inside: str, names: tuple[str, str], expected: str) -> None:
    table = table_of(tmp_path, item(inside))
    output = written(table, lambda record: Edit(added={0: names[1]}), added=[AddedColumn(0, names[0])])
    assert output.decode() == item(expected)


@pytest.mark.parametrize("name", ["title:pt-BR", "pt:title", "title [pt-BR]", "1st", "", "a:b:c", "<x>"])
def test_added_elements_without_a_lawful_name(tmp_path: Path, name: str) -> None:
    table = table_of(tmp_path, item("<title>A</title>"))
    with pytest.raises(UsageProblem, match="--layout replace"):
        written(table, lambda record: Edit(added={0: "x"}), added=[AddedColumn(0, name)])


DECLARED = '<?xml version="1.0" encoding="{}"?>\n' + item("<t>caf\u00e9</t><u>\u00e9</u>")


@pytest.mark.parametrize(
    ("declared", "codec", "expected"),
    [
        ("UTF-8", "utf-8", "utf-8"),
        ("utf-8", "utf-8-sig", "utf-8-sig"),
        ("ISO-8859-1", "latin-1", "iso8859-1"),
        ("windows-1252", "cp1252", "cp1252"),
        ("UTF-16", "utf-16", "utf-16-le"),
        ("UTF-16", "utf-16-le", "utf-16-le"),  # no mark: seen from the NULs
        ("utf-16", "utf-8", "utf-8"),  # what .NET writes from a string
        ("Shift_JIS", "utf-16", "utf-16-le"),  # the mark wins
    ],
)
def test_encodings(tmp_path: Path, declared: str, codec: str, expected: str) -> None:
    content = DECLARED.format(declared).encode(codec)
    table = table_of(tmp_path, content)
    assert table.facts.encoding == expected
    assert [record.values for record in table.records()] == [("café", "é")]
    assert written(table) == content
    edited = written(table, lambda record: Edit({0: "ação ™"}))
    assert [record.values for record in table_of(tmp_path, edited).records()] == [("ação ™", "é")]
    assert edited.replace("ação ™".encode(codec)[2 * (codec == "utf-16") :], b"") if "utf" in codec else True


def test_references_for_what_the_encoding_cannot_hold(tmp_path: Path) -> None:
    content = DECLARED.format("ISO-8859-1").replace("<u>é", "<u><![CDATA[é]]>").encode("latin-1")
    edited = written(table_of(tmp_path, content), lambda record: Edit({0: "ação ™", 1: "帽 & é"}))
    assert "<t>ação &#8482;</t><u><![CDATA[]]>&#24125;<![CDATA[ & é]]></u>".encode("latin-1") in edited


@pytest.mark.parametrize(
    ("requested", "declaration"),
    [
        ("cp1252", b'encoding="windows-1252"?>'),
        ("ascii", b'encoding="US-ASCII"?>'),
        ("utf-16", 'encoding="UTF-16"?>'.encode("utf-16-le")),
        ("iso8859-15", b'encoding="ISO-8859-15"?>'),
        ("shift_jis", b'encoding="Shift_JIS"?>'),
    ],
)
def test_another_output_encoding_is_declared(tmp_path: Path, requested: str, declaration: bytes) -> None:
    content = DECLARED.format("UTF-8").replace("<u>é", "<u a='é帽'>😀<![CDATA[帽é]]>")
    table = table_of(tmp_path, content)
    output = written(table, encoding=requested)
    assert declaration in output
    again = table_of(tmp_path, output)
    assert [record.values for record in again.records()] == [record.values for record in table.records()]
    assert written(again, encoding="utf-8").startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


def test_a_comment_holds_no_references(tmp_path: Path) -> None:
    table = table_of(tmp_path, item("<t>A</t><!-- 帽 -->"))
    with pytest.raises(FileProblem, match=r'"帽".*--output-encoding utf-8'):
        written(table, encoding="cp1252")


LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]><r>&j;</r>"
)

REFUSED = [
    (LAUGHS, "row 2: declares entities"),
    ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', "declares entities"),
    ('<!DOCTYPE r [<!ENTITY % p SYSTEM "http://example.com/x.dtd"> %p;]><r/>', "declares entities"),
    ("<!DOCTYPE r [<!ELEMENT r ANY>]><r/>", "declares entities"),
    ("<r>\n<a>1</b></r>", "row 2: is not valid XML at character 7: mismatched tag. Correct it"),
    ("<r><a>Salt & pepper</a></r>", r"row 1: .* character 13: .* Write \"&\" as &amp;"),
    ("<r><a>", "no element found"),
    ("<r><a>1</a></r><r/>", "junk after document element"),
    ("<r><a b=1/></r>", "not well-formed"),
    ("<r><a>&#0;</a></r>", "invalid character number"),
    ("<r><a>]]></a></r>", "not well-formed"),
    ("\n<?xml version='1.0'?><r/>", "Remove what stands before <\\?xml"),
    ("<?xml version='1.0' encoding='klingon'?><r/>", 'declares the encoding "klingon"'),
    ("plain text", "row 1: .*syntax error"),
    ("<r " + "a='1' " * 2 + "/>", "duplicate attribute"),
    ("<a>" * 20_000 + "</a>" * 20_000, "10,000 elements are open"),
    ("<r>" + "".join(f"<a{i}/>" for i in range(100_001)) + "</r>", "kinds of elements"),
]


@pytest.mark.parametrize(("content", "message"), REFUSED, ids=range(len(REFUSED)))
def test_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        table_of(tmp_path, content)


PROBLEMS = [
    ("<t>5&nbsp;cm</t>", "uses &nbsp;, which XML does not define: write &#160; instead"),
    ("<t>&brand;</t>", "uses &brand;, which XML does not define"),
    ("<t>a\0b</t>", "holds a NUL character"),
    ("<t>a\x0bb</t>", "holds U+000B, which no XML may hold"),
    ("<t>a\udce9b</t>", "holds bytes that are not text in the file's encoding"),
    ("<a>" * 5000 + "x" + "</a>" * 5000, "nests elements deeper than 100"),
]


@pytest.mark.parametrize(("inside", "problem"), PROBLEMS, ids=range(len(PROBLEMS)))
def test_a_record_with_a_problem_passes_through(tmp_path: Path, inside: str, problem: str) -> None:
    good = "<t>é</t><!-- &nbsp; --><u><![CDATA[&nbsp;]]></u>"
    content = f"<rss><channel>\n<item>{good}</item>\n<item>{inside}</item>\n<item>{good}</item></channel></rss>"
    raw = content.encode("utf-8", "surrogateescape")
    table = table_of(tmp_path, raw)
    records = list(table.records())
    assert [(record.line, record.problem) for record in records] == [(2, None), (3, problem), (4, None)]
    assert written(table) == raw
    edited = written(table, lambda record: Edit() if record.problem else Edit({0: "x"}))
    assert edited == raw.replace("<t>é<".encode(), b"<t>x<")


def test_depth_counts_from_the_root(tmp_path: Path) -> None:
    for depth, problem in ((97, None), (98, "nests elements deeper than 100")):
        table = table_of(tmp_path, item("<a>" * depth + "x" + "</a>" * depth))
        (record,) = table.records()
        assert (record.problem, record.values) == (problem, ("x",) if problem is None else ())


def test_text_that_no_xml_holds(tmp_path: Path) -> None:
    table = table_of(tmp_path, item("<t>A</t>"))
    with pytest.raises(FileProblem, match=r'feed.xml, row 1, column "t": the new text holds U\+000B'):
        written(table, lambda record: Edit({0: "a\x0bb"}))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("suffix", [".xml", ".rss", ".ATOM", ".txt", ""])
def test_recognition(tmp_path: Path, suffix: str, mark: bytes) -> None:
    content = mark + f'<?xml version="1.0"?>\r\n{item("<t>A</t>")}'.encode()
    table = table_of(tmp_path, content, suffix)
    assert (table.facts.format, table.facts.newline) == ("xml", "\r\n")
    assert written(table) == content
    wide = table_of(tmp_path, content.decode("utf-8-sig").encode("utf-16"), suffix)
    assert wide.facts.format == "xml"


def test_lines_and_writing_before_reading(tmp_path: Path) -> None:
    content = (
        "<rss><channel>\r\n<item>\r\n<t>A</t>\r\n</item>\r\n\r\n<item><t>B</t></item></channel>\r\n</rss>\n<!-- e -->"
    )
    table = table_of(tmp_path, content)
    records = list(table.records())
    assert [record.line for record in records] == [2, 6]
    # A table that was only opened writes what stands behind the records too.
    out = io.BytesIO()
    table_of(tmp_path, content).write(out, [(record, Edit()) for record in records])
    assert out.getvalue() == content.encode()


def test_records_across_blocks(tmp_path: Path) -> None:
    """Long tags, comments, CDATA and texts are found whole, wherever a block of 64 K characters ends."""
    long = "é 日 " * 30_000
    inside = f"<t>{long}</t><!-- {long} --><u><![CDATA[{long}]]></u><v a='{long}'>1</v>"
    content = item(inside).replace("<item>", f"<!-- {long}<item> --><item>", 1)
    content = content.replace("</channel>", f"<item>{inside}</item></channel>")
    table = table_of(tmp_path, content)
    assert [record.values for record in table.records()] == [(long, long, "1")] * 2
    assert written(table) == content.encode()


def test_memory_and_time_do_not_grow_with_a_hostile_file(tmp_path: Path) -> None:
    # A tag that never ends, a text without end and a comment are each read once, not once for each block.
    started = perf_counter()
    for content in ("<r><a b='" + "x" * 8_000_000, "<r><!-- " + "- " * 4_000_000, "<r><a>" + "& " * 4_000_000):
        with pytest.raises(FileProblem):
            table_of(tmp_path, content)
    huge = item("<t>" + "a ]] > - ? " * 800_000 + "</t>")
    assert written(table_of(tmp_path, huge)) == huge.encode()
    assert perf_counter() - started < 10


def test_memory_is_flat(tmp_path: Path) -> None:
    one = "<item><t>" + "text " * 20 + "</t><u><![CDATA[x]]></u></item>\n"
    peaks = []
    for count in (12_000, 24_000):
        path = tmp_path / f"{count}.xml"
        path.write_text(f"<rss><channel>{one * count}</channel></rss>")
        tracemalloc.start()
        table = open_table(path, ReadOptions(), score)
        assert sum(1 for _ in table.records()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.1
    assert peaks[1] < 4_000_000


def test_a_record_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog_cli.formats.feed_xml_items.MOST_CHARACTERS", 1 << 17)
    table = table_of(
        tmp_path, item("<t>A</t>").replace("</channel>", f"<item><t>{'x' * (1 << 19)}</t></item></channel>")
    )
    with pytest.raises(FileProblem, match="longer than 131,072 characters"):
        list(table.records())
    monkeypatch.setattr("catalog_cli.formats.feed_xml_outline.MOST_CHARACTERS", 1 << 17)
    with pytest.raises(FileProblem, match="tag or comment never ends"):
        table_of(tmp_path, item(f"<t a='{'x' * (1 << 20)}'/>"))


def test_a_record_read_from_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="not read from XML"):
        table_of(tmp_path, item("<t/>")).write(io.BytesIO(), [(Record(1, 1, ("a",)), Edit())])
