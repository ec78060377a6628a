"""JSON: shapes, paths, how strings are written, members added, and text that is no JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.errors import FileProblem
from catalog_cli.formats import AddedColumn, ReadOptions, Table, cell_name, open_table
from catalog_cli.formats.json_values import scalar_spans
from catalog_cli.product import Edit

KNOWN = {"sku", "title", "name", "description", "price"}


def score(names) -> float:
    return sum(name.lower() in KNOWN for name in names)


def opened(tmp_path: Path, content: bytes | str, suffix: str = ".json", **options) -> Table:
    path = tmp_path / f"catalog{suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_table(path, ReadOptions(**options), score)


def written(table: Table, edits=None, **how) -> str:
    out = io.BytesIO()
    edits = edits or {}
    table.write(out, ((record, edits.get(record.number, Edit())) for record in table.records()), **how)
    return out.getvalue().decode()


@pytest.mark.parametrize(
    ("text", "format_", "columns", "records"),
    [
        ('[{"a": "x"}]', "json", ("a",), [("x",)]),
        ("[]", "json", (), []),
        (" [\n] ", "json", (), []),
        ("[{}]", "json", (), [()]),
        ('[{"a": "x"},{"b": 1}]', "json", ("a", "b"), [("x",), ("1",)]),
        ('{"a": "x"}\n{"a": "y"}\n', "jsonl", ("a",), [("x",), ("y",)]),  # JSON Lines by another name
        ('{"title": "x",\n"b": null}', "json", ("title", "b"), [("x", "")]),  # a single object
        # An object that holds the catalog, and one that is a product with variants.
        ('{"total": 2, "products": [{"title": "x"}, {"title": "y"}], "z": []}', "json", ("title",), [("x",), ("y",)]),
        ('{"data": {"tags": ["n"], "products": [{"title": "x"}]}}', "json", ("title",), [("x",)]),
        (
            '{"title": "x", "variants": [{"price": 1}, {"price": 2}]}',
            "json",
            ("title", "variants[].price"),
            [("x", "1", "2")],
        ),
        (
            '[{"id": 7, "tags": ["a", "b"], "o": {"c": {"d": true}}, "m": [["x"], []], "t": "é"}]',
            "json",
            ("id", "tags[]", "o.c.d", "m[][]", "t"),
            [("7", "a", "b", "true", "x", "é")],
        ),
        ('[{"a": "x", "a": "y"}]', "json", ("a",), [("x", "y")]),  # a duplicate name
        ('[{"caf\\u00e9": "x"}, {"café": "y"}]', "json", ("café",), [("x",), ("y",)]),
        ('[{"a": 1.50, "b": 1E5, "c": 007}]', None, None, None),  # not a JSON number
        (f'[{{"a": {"9" * 5000}}}]', "json", ("a",), [("9" * 5000,)]),
        ('[{"a": "\\ud83d", "b": "حقيبة", "c": "👜 ™ € ½", "d": "NA"}]', "json", tuple("abcd"), None),
        ('[{"a": "{[,:]}", "{": "\\"}"}]', "json", ("a", "{"), [("{[,:]}", '"}')]),
    ],
)
def test_shapes(tmp_path, text, format_, columns, records) -> None:
    if format_ is None:
        with pytest.raises(FileProblem, match="is not valid JSON"):
            opened(tmp_path, text)
        return
    table = opened(tmp_path, text)
    assert (table.facts.format, table.columns) == (format_, columns)
    if records is not None:
        assert [record.values for record in table.records()] == records
    assert written(table) == text


@pytest.mark.parametrize(
    ("suffix", "text", "format_"),
    [
        (".ndjson", '{"a": 1}\n', "jsonl"),
        (".txt", '{"a": 1}\n\n{"a": 2}\n', "jsonl"),
        (".txt", '\n[{"a": 1}]', "json"),
        (".txt", '{"a":\n1}', "json"),
        ("", "sku,title\n", "csv"),
    ],
)
def test_format_by_content(tmp_path, suffix, text, format_) -> None:
    assert opened(tmp_path, text, suffix).facts.format == format_


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"Red"', "Vermelho", '"Vermelho"'),
        ('"Red"', "ação ½", '"ação ½"'),
        ('"caf\\u00e9"', "ação", '"a\\u00e7\\u00e3o"'),  # this string escapes its letters
        ('"a\\u0026b"', "ação & é", '"ação \\u0026 é"'),  # only markup is escaped
        ('"\\u003cp\\u003e"', "<b>", '"\\u003cb\\u003e"'),
        ('"<p>a<\\/p>"', "</b>", '"<\\/b>"'),
        ('"é \\/"', "ã/", '"ã\\/"'),
        ('"x"', 'a "b"\\\n\t', '"a \\"b\\"\\\\\\n\\t"'),
        ('"x"', "\ud83d", '"\\ud83d"'),  # half a character can only be escaped
        ("null", "x", '"x"'),
        ('"x"', "", '""'),
        ('"c:\\\\users"', "ç", '"ç"'),  # a backslash before "u" is no escape
        ('"x"', "حقيبة 帽 👜", '"حقيبة 帽 👜"'),
    ],
)
def test_strings_take_the_style_of_what_they_replace(tmp_path, old, new, expected) -> None:
    text = '[ {"n" : 1.50,\t"a" :%s , "b":"007"} , {"c": "é"} ]\r\n'
    table = opened(tmp_path, text % old)
    out = io.BytesIO()
    records = list(table.records())
    table.write(out, [(records[0], Edit({1: new})), (records[1], Edit())])
    assert out.getvalue().decode("utf-8", "surrogatepass") == text % expected


def test_a_file_that_escapes_letters_stays_ascii(tmp_path) -> None:
    table = opened(tmp_path, '[{"a": "x", "b": "caf\\u00e9"}]')
    assert written(table, {1: Edit({0: "ação"})}) == '[{"a": "a\\u00e7\\u00e3o", "b": "caf\\u00e9"}]'


def test_what_the_encoding_cannot_hold_is_escaped(tmp_path) -> None:
    table = opened(tmp_path, '[{"a": "café"}]'.encode("cp1252"))
    out = io.BytesIO()
    table.write(out, [(record, Edit({0: "łódź ç 👜"})) for record in table.records()])
    assert out.getvalue() == '[{"a": "\\u0142ód\\u017a ç \\ud83d\\udc5c"}]'.encode("cp1252")


@pytest.mark.parametrize(
    ("text", "name", "texts", "expected"),
    [
        ('[{"title": "a", "n": 1}]', "title:pt", {"a": "x"}, '[{"title": "a", "title:pt": "x", "n": 1}]'),
        ('[{"title":"a","n":1}]', "title:pt", {"a": "x"}, '[{"title":"a","title:pt":"x","n":1}]'),
        ('[{"title": "a"}]', "título", {"a": "x"}, '[{"title": "a", "título": "x"}]'),
        ('[{"title":"a"}]', "title:pt", {"a": "x"}, '[{"title":"a","title:pt":"x"}]'),
        (
            '[\n  {\n    "title" : "a",\n    "n": 1\n  }\n]',
            "title:pt",
            {"a": "x"},
            '[\n  {\n    "title" : "a",\n    "title:pt" : "x",\n    "n": 1\n  }\n]',
        ),
        ('[\n {\n  "title": "a"\n }\n]', "title:pt", {"a": "x"}, '[\n {\n  "title": "a",\n  "title:pt": "x"\n }\n]'),
        (
            '[{"v": [{"title": "a"}, {"title": "b", "n": 1}]}]',
            "v[].title:pt",
            {"a": "x", "b": "y"},
            '[{"v": [{"title": "a", "title:pt": "x"}, {"title": "b", "title:pt": "y", "n": 1}]}]',
        ),
        ('[{"o": {"title": "a"}}]', "o.title:pt", {"a": "x"}, '[{"o": {"title": "a", "title:pt": "x"}}]'),
        (
            '[{"tags": ["a", "b", 3], "n": 1}]',  # one array; what has no text of its own as it stands
            "tags[]:pt",
            {"a": "x"},
            '[{"tags": ["a", "b", 3], "tags:pt": ["x", "b", 3], "n": 1}]',
        ),
        ('[{"tags":["a","b"]}]', "tags:pt", {"b": "y"}, '[{"tags":["a","b"],"tags:pt":["a","y"]}]'),
        # The member is there already: its array grows, and a value that is no array is somebody's.
        ('[{"t":["a","b"],"t:pt":["x"]}]', "t:pt", {"b": "y"}, '[{"t":["a","b"],"t:pt":["x","y"]}]'),
        ('[{"t": ["a", "b"], "t:pt": [ ]}]', "t:pt", {"b": "y"}, '[{"t": ["a", "b"], "t:pt": ["a", "y"]}]'),
        ('[{"t": ["a"], "t:pt": null}]', "t:pt", {"a": "x"}, '[{"t": ["a"], "t:pt": ["x"]}]'),
        ('[{"t": ["a"], "t:pt": "mine"}]', "t:pt", {"a": "x"}, '[{"t": ["a"], "t:pt": "mine"}]'),
        ('[{"t": ["a"], "t:pt": [{"n": 1}]}]', "t:pt", {"a": "x"}, '[{"t": ["a"], "t:pt": [{"n": 1}]}]'),
        ('[{"t": "a", "t:pt": 7}]', "t:pt", {"a": "x"}, '[{"t": "a", "t:pt": 7}]'),
        (
            '[{"v": [{"t": ["a"]}, {"t:pt": ["x"], "t": ["a", "b"]}]}]',
            "v[].t:pt",
            {"b": "y"},
            '[{"v": [{"t": ["a"]}, {"t:pt": ["x", "y"], "t": ["a", "b"]}]}]',
        ),
        ('[{"t": [["a"], ["b"]]}]', "t[][]:pt", {"b": "y"}, '[{"t": [["a"], ["b"]], "t:pt": ["a", "y"]}]'),
    ],
)
def test_added_members(tmp_path, text, name, texts, expected) -> None:
    table = opened(tmp_path, text)
    (record,) = table.records()
    added = {position: texts[value] for position, value in enumerate(record.values) if value in texts}
    column = record.columns[next(iter(added))]
    result = written(table, {1: Edit(added=added)}, added=[AddedColumn(column, name)])
    assert result == expected
    json.loads(result)


CONTAINED = [
    # (the record, what it becomes): "i.pt.t" stands in the object beside "en", which may be there
    ('{"i": {"en": {"t": "a", "d": "b"}}}', '{"i": {"en": {"t": "a", "d": "b"}, "pt": {"t": "x", "d": "y"}}}'),
    ('{"i":{"en":{"t":"a"}}}', '{"i":{"en":{"t":"a"},"pt":{"t":"x"}}}'),
    ('{"i":{"en":{"t":"a"},"pt":{}}}', '{"i":{"en":{"t":"a"},"pt":{"t":"x"}}}'),
    ('{"i":{"pt":{"n":1 },"en":{"t":"a"}}}', '{"i":{"pt":{"n":1,"t":"x" },"en":{"t":"a"}}}'),
    ('{"i":{"en":{"t":"a"},"pt":7}}', '{"i":{"en":{"t":"a"},"pt":7}}'),
    (
        '{"i": {\n  "en": {\n    "t": "a"\n  }\n}}',
        '{"i": {\n  "en": {\n    "t": "a"\n  },\n  "pt": {\n    "t": "x"\n  }\n}}',
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONTAINED)
def test_members_added_to_the_object_beside_their_source_s(tmp_path, text, expected) -> None:
    table = opened(tmp_path, f"[{text}]")
    (record,) = table.records()
    texts = {"a": "x", "b": "y"}
    added = {position: texts[value] for position, value in enumerate(record.values) if value in texts}
    names = [AddedColumn(i, name.replace(".en.", ".pt.")) for i, name in enumerate(table.columns) if ".en." in name]
    assert written(table, {1: Edit(added=added)}, added=names) == f"[{expected}]"


def test_replaced_and_added_in_one_record(tmp_path) -> None:
    table = opened(tmp_path, '{"title": "a", "name": "b"}\n', ".jsonl")
    edit = Edit({0: "x"}, {0: "y"})
    assert written(table, {1: edit}, added=[AddedColumn(0, "alt")]) == '{"title": "x", "alt": "y", "name": "b"}\n'


def test_cell_name(tmp_path) -> None:
    table = opened(tmp_path, '[{"a": "x", "v": [{"t": "y"}, {"t": "z"}]}]')
    (record,) = table.records()
    assert [cell_name(table.columns, record, p) for p in range(3)] == ["a", "v[].t", "v[].t"]


def test_fixed_values_cannot_be_replaced(tmp_path) -> None:
    table = opened(tmp_path, '[{"a": 1, "b": true, "c": null, "d": "x"}]')
    (record,) = table.records()
    assert record.fixed == {0, 1}
    with pytest.raises(ValueError, match="cannot be written"):
        written(table, {1: Edit({0: "x"})})
    with pytest.raises(ValueError, match="cannot be written"):
        written(table, {1: Edit({1: "1"})})


def test_a_number_takes_the_place_of_a_number(tmp_path) -> None:
    table = opened(tmp_path, '[{"a": 49.00, "b": "49.00"}]')
    assert written(table, {1: Edit({0: "265.09", 1: "265.09"})}) == '[{"a": 265.09, "b": "265.09"}]'


@pytest.mark.parametrize(
    ("suffix", "text", "message"),
    [
        (".json", '[{"a": 1}\n{"a": 2}]', r"row 2: is not valid JSON at character 1: expecting ',' delimiter"),
        (".json", '[{"a": 1},\n {"a" 2}]', r"row 2: is not valid JSON at character 7: expecting ':'"),
        (".json", '[{"a": 1}, ]', "row 1: is not valid JSON at character 12"),
        (".json", '[{"a": 1}', "the array is never closed"),
        (".json", '[{"a": "x', "unterminated string"),
        (".json", '[{"a": 1}] x', "row 1: is not valid JSON at character 12: extra data"),
        (".json", '{"p": [{"a": 1}]', "is not valid JSON at character 17"),
        (".json", '{"p" [{"a": 1}]}', "row 1: is not valid JSON at character 6"),
        (".json", '{"a": 1} []', "extra data"),
        (".json", "[1, 2]", "row 1: is not a JSON object"),
        (".json", "x", "neither an array nor an object. Give JSON, .*--input-format"),
        (".jsonl", '{"a" 1}\n{"a": 1}\n', r"row 1: is not valid JSON at character 6.*--input-format"),
        (".jsonl", '{"a": 1}\nx\ny\n{"a": 1}\nz\n', "row 2: is not valid JSON"),  # more than half
        (".jsonl", "[1]\n", "row 1: is not a JSON object"),
    ],
)
def test_invalid(tmp_path, suffix, text, message) -> None:
    with pytest.raises(FileProblem, match=message):
        opened(tmp_path, text, suffix, format=suffix[1:])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[\n{"a": "x\ty"}]', "row 2: is not valid JSON at character 9: a bare control character, such as a tab or a"),
        ('[{"a": "x"}], "b\n', "row 1: is not valid JSON at character 13: extra data behind the end of the JSON. Corr"),
        ('{"p": [{"a": "x"}],\n"b\tc": 1}', "row 2: is not valid JSON at character 3: a bare control character"),
        (
            '[{"a": "é',
            "row 1: is not valid JSON at character 8: unterminated string: the quote here is never closed. Close",
        ),
        (
            r'[{"a": "x\y"}]',
            r"character 10: a backslash before a character that is no escape. Write \\ for a backslash",
        ),
        (r'[{"a": "\u12"}]', r"four hexadecimal digits must follow \u. Correct it and run again."),
        ('[{"a": }]', "row 1: is not valid JSON at character 8: a value is missing here. Correct it and run again."),
        ('[{"a": "x",}]', "a name in double quotes is missing here. Correct it and run again."),
    ],
)
def test_invalid_json_is_told_in_whole_sentences(tmp_path, text, sentence) -> None:
    with pytest.raises(FileProblem) as caught:
        opened(tmp_path, text, format="json")
    message = str(caught.value)
    assert sentence in message
    assert message.endswith("run again.")
    # Messages of the decoder that a place was to follow.
    assert " at." not in message


def test_invalid_line_far_down_passes_through(tmp_path) -> None:
    lines = [json.dumps({"sku": f"{n:05}", "title": "Bag"}) for n in range(1, 9001)]
    lines[7311] = '{"sku": "07312", "title": "Bag'
    text = "\n".join(lines)
    table = opened(tmp_path, text, ".jsonl")
    bad = [(r.line, r.problem) for r in table.records() if r.problem]
    assert bad == [(7312, "is not valid JSON at character 27: unterminated string: the quote here is never closed")]
    assert written(table) == text


def test_invalid_element_far_down_is_named(tmp_path) -> None:
    lines = [json.dumps({"sku": f"{n:05}", "title": "Bag" * 20}) for n in range(1, 9001)]
    lines[7311] = '{"sku": 07312}'
    with pytest.raises(FileProblem, match="row 7312: is not valid JSON at character 10: expecting ',' delimiter"):
        opened(tmp_path, "[" + ",\n".join(lines) + "]")
    with pytest.raises(FileProblem, match="row 1: is not valid JSON at character"):
        opened(tmp_path, "[" + ",".join(lines) + "]")


@pytest.mark.parametrize("depth", [500, 100_000])
def test_deep_nesting_does_not_crash(tmp_path, depth) -> None:
    deep = '{"a": ' + "[" * depth + '"x"' + "]" * depth + "}"
    for suffix, text in ((".json", '[{"a": "y"},' + deep + "]"), (".jsonl", '{"a": "y"}\n' + deep + "\n")):
        table = opened(tmp_path, text, suffix)
        assert [r.problem for r in table.records()] == [None, "is nested too deeply" if depth > 900 else None]
        assert written(table) == text


def test_elements_across_reading_blocks(tmp_path) -> None:
    """Every way a block can end inside an element: sizes around the 64 KB that are read at once."""
    for pad in range(65_480, 65_560, 7):
        text = '[{"title": "' + "x" * pad + '\\ud83d\\ude00 \\u00e9", "n": [true, 12345]},\n {"title": "é"}]'
        table = opened(tmp_path, text)
        assert [len(r.values) for r in table.records()] == [3, 1]
        assert next(iter(table.records())).values[2] == "12345"
        assert written(table) == text


SCALARS = st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), min_size=1, max_size=4)


def scalars(value) -> list:
    """The scalars of a value in reading order, by recursion over what json read."""
    if isinstance(value, dict):
        value = list(value.values())
    return [leaf for item in value for leaf in scalars(item)] if isinstance(value, list) else [value]


@settings(max_examples=120, deadline=None)
@given(
    objects=OBJECTS,
    lines=st.booleans(),
    indent=st.sampled_from([None, 0, 2, "\t"]),
    ascii_=st.booleans(),
    data=st.data(),
)
def test_only_the_edited_string_changes(tmp_path_factory, objects, lines, indent, ascii_, data) -> None:
    if lines:
        text = "".join(json.dumps(o, ensure_ascii=ascii_) + "\n" for o in objects)
    else:
        text = json.dumps(objects, ensure_ascii=ascii_, indent=indent)
    table = opened(tmp_path_factory.mktemp("j"), text, ".jsonl" if lines else ".json")
    assert written(table) == text
    records = list(table.records())
    leaves = [scalars(o) for o in objects]
    assert [len(r.values) for r in records] == list(map(len, leaves))
    for record, found in zip(records, leaves, strict=True):
        for position, (value, leaf) in enumerate(zip(record.values, found, strict=True)):
            assert value == (leaf if isinstance(leaf, str) else "" if leaf is None else json.dumps(leaf))
            assert (position in record.fixed) == (leaf is not None and not isinstance(leaf, str))
    writable = [(r, p) for r in records for p in range(len(r.values)) if p not in r.fixed]
    if not writable:
        return
    record, position = data.draw(st.sampled_from(writable))
    new = data.draw(st.text(max_size=8))
    result = written(table, {record.number: Edit({position: new})})
    read = [json.loads(line) for line in result.split("\n") if line] if lines else json.loads(result)
    leaves[record.number - 1][position] = new
    assert [scalars(o) for o in read] == leaves
    # Byte for byte: what stands before the string and behind it stands as it stood.
    raw = [r.raw for r in records if r.number >= record.number]
    tail = 0 if lines else len(text) - text.rindex("}") - 1
    offset = len(text) - tail - sum(len(r.before + r.text + r.after) for r in raw) + len(raw[0].before)
    start, end = (offset + at for at in scalar_spans(raw[0].text)[position])
    assert result.startswith(text[:start])
    assert result.endswith(text[end:])
