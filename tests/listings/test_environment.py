"""Templates are texts: what they cannot do, what they say when they are wrong, and that cells are never read as one."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from catalog_cli.errors import FileProblem
from catalog_cli.listings.environment import Renderer, TemplateProblem
from catalog_cli.listings.folders import Templates

NAME = "shop/title.en.j2"


def rendered(folder: Path, text: str, *, is_html: bool = False, **values: Any) -> str:
    (folder / "shop").mkdir(exist_ok=True)
    (folder / NAME).write_text(text, encoding="utf-8")
    return Renderer(Templates((folder,)), {}).render(NAME, values, is_html=is_html)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ product.__init__.__globals__ }}",
        "{{ product['__class__'] }}",
        "{{ product|attr('__class__') }}",
        "{{ product._secret }}",
        "{{ product.run() }}",
        "{{ product.run }}",
        "{{ words.append('x') }}",
        "{{ words.pop() }}",
        "{{ mapping.update({'a': 1}) }}",
        "{{ mapping.clear() }}",
        "{{ '{0.__class__}'.format(product) }}",
        "{{ '{x}'.format_map(mapping) }}",
        "{{ ('{0.__class__}'|safe).format(product) }}",
        "{{ '%s' % product }}",
        "{{ self.__init__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
        "{{ range(10) }}",
        "{{ namespace(a=1) }}",
        "{{ joiner() }}",
        "{{ [1, 2]|random }}",
        "{{ product|pprint }}",
        "{{ words|map(attribute='__class__')|first }}",
        "{{ 'ab'|sort(attribute='__class__')|first }}",
        "{{ words|map('attr', '__class__')|first }}",
        "{% include '../secret.txt' %}",
        "{% include '/etc/hostname' %}",
        "{% include 'shop/../../secret.txt' %}",
        "{% import 'os' as os %}",
        "{% extends '..\\\\secret.txt' %}",
        "{{ config }}",
        "{{ get_flashed_messages.__globals__ }}",
        "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
        "{{ (1).__class__ }}",
        "{% for x in words %}{{ loop.__class__ }}{% endfor %}",
        "{% set product.name = 'x' %}",
    ],
)
def test_nothing_leads_out_of_the_sandbox(tmp_path: Path, text: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()
    words = ["a"]
    product = SimpleNamespace(name="Mug", run=lambda: "ran", _secret="secret")
    with pytest.raises(TemplateProblem):
        rendered(folder, text, product=product, words=words, mapping={"a": "b"})
    assert words == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in 'x' * 400 %}{% for b in 'x' * 400 %}{% endfor %}{% endfor %}",
        "{{ 'x' * 1000000000 }}",
        "{{ 1000000000 * 'x' }}",
        "{{ [1] * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ 10 ** 90 * 10 ** 90 * 10 ** 90 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ ('x' * 10000) | replace('', 'y' * 10000) }}",
        "{{ (['x'] * 10000) | join('y' * 10000) }}",
        "{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}",
        "{% include 'shop/title.en.j2' %}",
        "{% for a in 'ab' recursive %}{{ loop('ab') }}{% endfor %}",
        "{% set a = 'x' * 9999 %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 20,
        "{% set a = 'x' * 9999 %}" + "{% set a = a ~ a %}" * 20,
        "{% set a = 'x' * 9999 %}" + "{% set a = a + a %}" * 20,
    ],
)
def test_nothing_goes_on_or_grows_without_end(tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateProblem):
        rendered(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("a\n\n{{ product.naem }}", 3, "has no attribute 'naem'"),
        ("a\n{% if %}", 2, "Expected an expression"),
        ("a\n{{ 'x' | nope }}", 2, "No filter named 'nope'"),
        ("{% for a in words %}", 1, "Unexpected end of template"),
        ("{{ product }}", 1, "is no text"),
        ("\n{{ 1 / 0 }}", 2, "ZeroDivisionError"),
        ("{% include 'shop/other.en.j2' %}", 1, 'no template "shop/other.en.j2"'),
    ],
)
def test_a_problem_names_the_template_and_the_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        rendered(tmp_path, text, product=SimpleNamespace(name="Mug"), words=())
    assert (caught.value.template, caught.value.line) == (NAME, line)
    assert reason in caught.value.reason


def test_a_problem_in_an_included_template_is_that_template_s(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "m.j2").write_text("{% macro f() %}\n{{ nothing }}{% endmacro %}")
    with pytest.raises(TemplateProblem) as caught:
        rendered(tmp_path, "{% from 'shared/m.j2' import f %}\n\n{{ f() }}")
    assert caught.value.place == "shared/m.j2, line 2"


@pytest.mark.parametrize(
    ("cell", "is_html", "expected"),
    [
        ("{{ 7 * 7 }}", False, "{{ 7 * 7 }}"),
        ("{% for a in b %}", False, "{% for a in b %}"),
        ("<b>Fish & chips</b>", True, "&lt;b&gt;Fish &amp; chips&lt;/b&gt;"),
        ("<b>Fish & chips</b>", False, "<b>Fish & chips</b>"),
        ("maçã 苹果 تفاح 🍏\n½", False, "maçã 苹果 تفاح 🍏\n½"),
        ("", False, ""),
    ],
)
def test_a_cell_is_a_value(tmp_path: Path, cell: str, is_html: bool, expected: str) -> None:
    assert rendered(tmp_path, "{{ cell }}", is_html=is_html, cell=cell) == expected


def test_html_is_escaped_once(tmp_path: Path) -> None:
    text = "{{ cell | safe }}{{ cell ~ '&' }}{% set a %}{{ cell }}{% endset %}{{ a }}{{ [cell] | join }}"
    assert rendered(tmp_path, text, is_html=True, cell="<i>") == "<i>&lt;i&gt;&amp;&lt;i&gt;&lt;i&gt;"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% for w in words %}{{ loop.index }}{{ w }}{{ '' if loop.last else ',' }}{% endfor %}", "1a,2b"),
        ("{{ name.upper().startswith('M') }}", "True"),
        ("{{ mapping.get('a') }}{{ mapping.a }}", "bb"),
        ("{{ words | map('upper') | join('-') }}", "A-B"),
        ("{% macro f(x) %}<{{ x }}>{% endmacro %}{{ f(name) }}", "<Mug>"),
        ("{{ name is defined and name in ['Mug'] }}", "True"),
    ],
)
def test_what_templates_can_do(tmp_path: Path, text: str, expected: str) -> None:
    assert rendered(tmp_path, text, words=("a", "b"), name="Mug", mapping={"a": "b"}) == expected


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    for content, what in ((b"\xff\xfe\x00", "is not UTF-8"), (b"x" * 300_000, "is larger than")):
        (tmp_path / NAME).write_bytes(content)
        with pytest.raises(FileProblem, match=what):
            Renderer(Templates((tmp_path,)), {}).render(NAME, {})


def test_a_link_out_of_the_folder_is_no_template(tmp_path: Path) -> None:
    secret = tmp_path / "secret.en.j2"
    secret.write_text("secret")
    folder = tmp_path / "templates"
    (folder / "shop").mkdir(parents=True)
    (folder / NAME).symlink_to(secret)
    assert Templates((folder,)).source(NAME) is None


def test_names_that_no_template_knows_are_told_before_the_first_product(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / NAME).write_text("{% set a = 1 %}{{ a }}\n{{ prodct.name }}")
    with pytest.raises(TemplateProblem, match="'prodct' is undefined") as caught:
        Renderer(Templates((tmp_path,)), {}).check(NAME, {"product"})
    assert caught.value.line == 2
