"""One JSON object with strings replaced and members added, spliced by offset into its text as it stood."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog_cli.formats.json_values import ITEM, StringStyle, decoded
from catalog_cli.formats.table import AddedColumn, is_number

Span = tuple[int, int]
Splice = tuple[int, int, str]
"""text[start:end] gives way to the new text."""
_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class _Member:
    """A member by the spans of its name and value, and where its object starts.

    `elements` are the scalars of its array, None if it is none.
    """

    parent: int
    name: Span
    value: Span
    elements: Sequence[Span] | None = None


@dataclass(slots=True)
class _Open:
    """An object or array that is not closed yet, and the member that it is the value of."""

    name: Span
    start: int
    is_array: bool
    elements: list[Span] = field(default_factory=list)


def spliced(text: str, splices: list[Splice]) -> str:
    """Return the text with every splice made; an insertion at the end of a replaced span follows it.

    >>> spliced("abc", [(1, 2, "X"), (2, 2, "!")])
    'aX!c'
    """
    parts: list[str] = []
    end = 0
    for start, stop, new in sorted(splices, key=lambda splice: (splice[0], splice[1])):
        parts += (text[end:start], new)
        end = stop
    parts.append(text[end:])
    return "".join(parts)


def replacements(
    text: str, spans: Sequence[tuple[int, int]], replaced: Mapping[int, str], style: StringStyle
) -> list[Splice]:
    """Return the splices that write new strings at positions; a number takes the place of a number as it is."""
    found: list[Splice] = []
    for position, value in replaced.items():
        start, end = spans[position]
        old = text[start:end]
        found.append((start, end, value if is_number(old) else style.written(value, old)))
    return found


@dataclass(frozen=True, slots=True)
class Addition:
    """A member that is added beside a source cell: its name, its text, and the object that it is in.

    `container` is the name of the object beside the source's own, None for that one.
    """

    name: str
    text: str
    container: str | None = None


def additions(text: str, spans: Sequence[Span], added: Mapping[int, Addition], style: StringStyle) -> list[Splice]:
    """Return the splices that add members; `added` maps the position of a source cell to what stands beside it.

    A scalar in an array gets no member of its own: one array beside the array holds the added texts of all of them,
    and an element without one as it stands. If that array is there already and shorter, it grows; a member of that
    name that is something else stays as it is.
    """
    wanted = {spans[position]: new for position, new in added.items()}
    splices: list[Splice] = []
    contained: dict[tuple[int, str], list[tuple[_Member, str]]] = {}
    members = list(_members(text))
    there = {(member.parent, decoded(text[slice(*member.name)])): member for member in members}
    for member in members:
        inside = member.elements or (member.value,)
        new = next((wanted[span] for span in inside if span in wanted), None)
        if new is None:
            continue
        tokens = [text[start:end] for start, end in inside]
        for index, span in enumerate(inside):
            if span in wanted:
                tokens[index] = style.written(wanted[span].text, tokens[index])
        if new.container is None and (other := there.get((member.parent, new.name))) is not None:
            splices += _grown(text, other, tokens, _between(text, member.elements)) if member.elements else ()
            continue
        value = f"[{_between(text, member.elements).join(tokens)}]" if member.elements else tokens[0]
        spelled = _like(text, member, style.written(new.name, text[slice(*member.name)]), value)
        if new.container is None:
            splices.append(_beside(text, member, spelled))
        else:
            contained.setdefault((member.parent, new.container), []).append((member, spelled))
    holders = {member.value[0]: member for member in members}
    for (start, container), own in contained.items():
        if (holder := holders.get(start)) is not None:
            token = style.written(container, text[slice(*holder.name)])
            splices += _held(text, holder, there.get((holder.parent, container)), token, own)
    return splices


@dataclass(frozen=True, slots=True)
class Appended:
    """A member behind all others of a record: its name, and its value as text or, with `is_json`, as JSON."""

    name: str
    text: str
    is_json: bool = False


def appendings(text: str, appended: Sequence[Appended], style: StringStyle) -> list[Splice]:
    """Return the splice that adds members behind the last of an object, spaced as that one is."""
    start = text.index("{")
    last = None
    for member in _members(text):
        if member.parent == start:
            last = member
    token = '""' if last is None else text[slice(*last.name)]
    values = [new.text if new.is_json else style.written(new.text, '""') for new in appended]
    named = [(style.written(new.name, token), value) for new, value in zip(appended, values, strict=True)]
    if last is None:
        return [(start + 1, start + 1, ",".join(f"{name}:{value}" for name, value in named))]
    before = _before_next(text, last)
    end = last.value[1]
    return [(end, end, "".join(f",{before}{_like(text, last, name, value)}" for name, value in named))]


def member_values(text: str, names: Collection[str]) -> dict[str, str]:
    """Return the values of an object's own members of some names, as they are written.

    >>> member_values('{"sku": "7", "tags": {"a": [ 1e2 ]}}', ["tags"])
    {'tags': '{"a": [ 1e2 ]}'}
    """
    start = text.index("{")
    own = (member for member in _members(text) if member.parent == start)
    named = ((decoded(text[slice(*member.name)]), text[slice(*member.value)]) for member in own)
    return {name: value for name, value in named if name in names}


def _like(text: str, member: _Member, token: str, value: str) -> str:
    """Return a member as text, spaced like another."""
    return f"{token}{text[member.name[1] : member.value[0]]}{value}"


def _beside(text: str, member: _Member, spelled: str) -> Splice:
    end = member.value[1]
    return end, end, f",{_before_next(text, member)}{spelled}"


def _held(
    text: str, holder: _Member, other: _Member | None, token: str, added: Sequence[tuple[_Member, str]]
) -> list[Splice]:
    """Return the splice that adds members of the object `holder` to the one beside it, `other`, made if not there."""
    first, last = holder.value[0] + 1, holder.value[1] - 1
    lead, trail = text[first : _after_space(text, first)], text[_before_space(text, last) : last]
    glue = f",{_before_next(text, added[0][0])}"
    inside = glue.join(spelled for _, spelled in added)
    if other is None:
        return [_beside(text, holder, _like(text, holder, token, f"{{{lead}{inside}{trail}}}"))]
    start, end = other.value
    if text[start] != "{":
        return []  # somebody's own, whatever it is
    place = _before_space(text, end - 1)
    if place == start + 1:
        return [(start, end, f"{{{lead}{inside}{trail}}}")]
    return [(place, place, f"{glue}{inside}")]


def _grown(text: str, member: _Member, tokens: Sequence[str], glue: str) -> list[Splice]:
    """Return the splice that brings an array to as many elements as `tokens`, with `glue` between them."""
    if member.elements:
        end = member.elements[-1][1]
        return [(end, end, "".join(glue + token for token in tokens[len(member.elements) :]))]
    start, end = member.value
    is_empty = text[start:end] == "null" or (text[start] == "[" and not text[start + 1 : end - 1].strip(_SPACE))
    return [(start, end, f"[{glue.join(tokens)}]")] if is_empty else []


def member_name(column: AddedColumn, path: str) -> str:
    """Return the name of the member that an added column is, as `AddedColumn` says.

    >>> member_name(AddedColumn(0, "variants[].title [pt-BR]"), "variants[].title")
    'title [pt-BR]'
    >>> member_name(AddedColumn(0, "tags[] [pt-BR]"), "tags[]"), member_name(AddedColumn(0, "título"), "title")
    ('tags [pt-BR]', 'título')
    >>> member_name(AddedColumn(0, "variants[].name:pt"), "variants[].name:en")
    'name:pt'
    """
    if container_name(column, path) is not None:
        return column.name.rpartition(".")[2]
    plain = path
    while plain.endswith("[]"):
        plain = plain[:-2]
    for whole in (path, plain):
        if column.name.startswith(whole):
            return plain.rpartition(".")[2] + column.name[len(whole) :]
    parent = plain[: plain.rfind(".") + 1]
    return column.name.removeprefix(parent)


def container_name(column: AddedColumn, path: str) -> str | None:
    """Return the name of the object that an added member is in, None if it is that of its source.

    >>> container_name(AddedColumn(0, "i18n.pt.title"), "i18n.en.title"), container_name(AddedColumn(0, "a:pt"), "a")
    ('pt', None)
    """
    plain, name = path.removesuffix("[]").split("."), column.name.split(".")
    if len(plain) != len(name) or len(name) < 2 or plain[:-2] != name[:-2] or plain[-1] != name[-1]:
        return None
    return name[-2] if name[-2] != plain[-2] and not plain[-2].endswith("[]") else None


def _between(text: str, elements: Sequence[Span]) -> str:
    """Return what stands between two elements of an array, ", " where that cannot be seen."""
    if len(elements) < 2:
        return ", "
    between = text[elements[0][1] : elements[1][0]]
    return between if between.strip(_SPACE) == "," else ", "


def _before_next(text: str, member: _Member) -> str:
    """Return the white space after a comma between members, as near this member as it can be seen."""
    comma = _after_space(text, member.value[1])
    if text[comma] == ",":
        return text[comma + 1 : _after_space(text, comma + 1)]
    start = member.name[0]
    while text[start - 1] in _SPACE:
        start -= 1
    # An only member on one line, as in {"a": "b"}: spaced like its colon.
    return text[start : member.name[0]] or (" " if text[member.value[0] - 1] == " " else "")


def _after_space(text: str, start: int) -> int:
    while text[start] in _SPACE:
        start += 1
    return start


def _before_space(text: str, end: int) -> int:
    while text[end - 1] in _SPACE:
        end -= 1
    return end


def _members(text: str) -> Iterator[_Member]:
    """Yield the members at any depth, those inside of one before it."""
    outer: list[_Open] = []
    for item in ITEM.finditer(text, text.index("{")):
        name, part = item.groups()
        if part in ("{", "["):
            opened = _Open(item.span(1), item.start(2), part == "[")
            # Scalars of arrays in an array count as elements of the outermost one.
            if opened.is_array and outer and outer[-1].is_array:
                opened.elements = outer[-1].elements
            outer.append(opened)
        elif part in ("}", "]"):
            closed = outer.pop()
            if closed.name[0] >= 0:
                elements = closed.elements if closed.is_array else None
                yield _Member(outer[-1].start, closed.name, (closed.start, item.end(2)), elements)
            if not outer:
                return
        elif name is not None:
            yield _Member(outer[-1].start, item.span(1), item.span(2))
        else:
            outer[-1].elements.append(item.span(2))
