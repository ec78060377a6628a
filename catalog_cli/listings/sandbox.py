"""The sandbox that templates run in: what they may look at and call, every loop counted, every text bounded.

Jinja2 is an extra: its classes are completed by `sandbox_class` when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from catalog_cli.errors import UsageProblem
from catalog_cli.listings.bounds import Budget, TooMuch

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from jinja2.visitor import NodeTransformer
else:
    ImmutableSandboxedEnvironment = NodeTransformer = object

Filters = Mapping[str, Callable[..., Any]]

# What templates may use of Jinja2's own filters and tests: none draws at random, reads attributes by name or pads.
_FILTERS = (
    "abs capitalize count d default dictsort e escape first float forceescape int items last length lower map max min "
    "reject rejectattr reverse round safe select selectattr sort string striptags sum title trim truncate unique upper "
    "wordcount".split()
)
_TESTS = (
    "boolean defined divisibleby eq equalto even false float ge greaterthan gt in integer iterable le lessthan lower "
    "lt mapping ne none number odd sameas sequence string true undefined upper == != < > <= >=".split()
)
# Methods of texts and mappings that only look; what widens a text is not among them.
_METHODS = {
    str: frozenset(
        "capitalize casefold count endswith find index isalpha isdigit islower isspace isupper lower lstrip "
        "removeprefix removesuffix rstrip split splitlines startswith strip title upper".split()
    ),
    dict: frozenset("get items keys values".split()),
}
# Numbers of more digits than this are no prices.
_MOST_DIGITS = 100
_NUMBER_CHARACTERS = 24


@lru_cache(maxsize=1)
def sandbox_class() -> Any:
    """Return the class of environments: Sandbox(loader, filters, budget, is_html)."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment as Immutable
    from jinja2.visitor import NodeTransformer as Transformer

    counting = type("Counting", (_Counting, Transformer), {})
    return type(
        "Sandbox", (_Sandbox, Immutable), {"intercepted_binops": frozenset("* ** % +".split()), "tree": counting}
    )


class _Counting(NodeTransformer):
    """Counts the turns of each loop, and joins texts within bounds."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # the name that Jinja2 calls
        node.iter = _filtered(node.iter, "_steps")
        return self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802  # the visitor finds it by this name
        from jinja2 import nodes

        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "_joined")


def _filtered(node: Any, name: str) -> nodes.Filter:
    from jinja2 import nodes

    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


class _Sandbox(ImmutableSandboxedEnvironment):
    """An immutable sandbox: calls are counted, texts bounded, and only what looks can be called."""

    budget: Budget
    tree: Any

    def __init__(self, loader: Any, own: Filters, budget: Budget, is_html: bool) -> None:
        from jinja2 import StrictUndefined

        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=is_html,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._finalized,
            auto_reload=False,
        )
        self.budget = budget
        # Neither `range` nor `lipsum`: what there is to loop over is the product's.
        self.globals = {}
        bounded = {"_steps": budget.steps, "_joined": _concatenated(), **_bounded(self.filters, budget)}
        self.filters = {**{name: self.filters[name] for name in _FILTERS}, **bounded, **own}
        self.tests = {name: self.tests[name] for name in _TESTS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed: nodes.Template = self.tree().visit(super()._parse(source, name, filename))
        parsed.set_environment(self)
        return parsed

    def _finalized(self, value: Any) -> Any:
        from jinja2 import Undefined

        if isinstance(value, Undefined):
            return str(value)  # which raises, and says what is not known
        if value is None:
            return ""
        if isinstance(value, str | bool | int | float):
            self.budget.write(len(value) if isinstance(value, str) else _NUMBER_CHARACTERS)
            return value
        raise UsageProblem(f"a {type(value).__name__} is no text: print one of its parts, or join it")

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        self.budget.step()
        return super().call(context, obj, *args, **kwargs)

    def _load_template(self, name: Any, own_globals: Any) -> Any:
        self.budget.step()
        return super()._load_template(name, own_globals)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        _check_operation(self.budget, operator, left, right)
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        from jinja2.runtime import Macro

        if not super().is_safe_attribute(obj, attr, value):
            return False
        for kind, names in _METHODS.items():
            if isinstance(obj, kind):
                return attr in names
        return not callable(value) or isinstance(value, Macro)

    def is_safe_callable(self, obj: Any) -> bool:
        from jinja2 import Undefined
        from jinja2.runtime import LoopContext, Macro

        if isinstance(obj, Macro | Undefined | LoopContext):
            return True  # what is not known says so when it is called
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        return any(isinstance(owner, kind) and name in names for kind, names in _METHODS.items())


def _check_operation(budget: Budget, operator: str, left: Any, right: Any) -> None:
    """Raise TooMuch if the result of an operation is too large, or would be made by a text's own formatting."""
    sized = [len(value) for value in (left, right) if isinstance(value, str | list | tuple)]
    if operator == "%" and isinstance(left, str):
        raise TooMuch("a text cannot be formatted with %: use a filter")
    if operator == "+":
        budget.hold(sum(sized))
    elif operator == "*" and sized:
        count = right if isinstance(right, int) else left
        budget.hold(sized[0] * abs(count) if isinstance(count, int) else 0)
    elif operator == "*" and max(_digits(left), _digits(right)) > _MOST_DIGITS:
        raise TooMuch(f"it multiplies numbers of more than {_MOST_DIGITS} digits")
    elif operator == "**" and _digits(left) * abs(right if isinstance(right, int) else 1) > _MOST_DIGITS:
        raise TooMuch(f"it makes a number of more than {_MOST_DIGITS} digits")


def _digits(value: Any) -> int:
    # A bit is three tenths of a digit; what a long number is written as is not needed to know that it is long.
    return value.bit_length() // 3 + 1 if isinstance(value, int) else 1


def _concatenated() -> Callable[..., Any]:
    """Return what joins the operands of "~", marked as text of HTML where the template is."""
    from jinja2 import pass_eval_context
    from jinja2.runtime import markup_join, str_join

    @pass_eval_context
    def joined(context: Any, values: list[Any]) -> str:
        text: str = (markup_join if context.autoescape else str_join)(values)
        context.environment.budget.hold(len(text))
        return text

    return joined


def _bounded(builtin: Filters, budget: Budget) -> Filters:
    """Return Jinja2's own filters that widen a text, within bounds."""
    from jinja2 import pass_eval_context

    @pass_eval_context
    def replace(context: Any, text: Any, old: str, new: str, count: int | None = None) -> Any:
        text, old = text if isinstance(text, str) else str(text), str(old)
        budget.hold(len(text) + (text.count(old) if old else len(text) + 1) * len(str(new)))
        return builtin["replace"](context, text, old, new, count)

    @pass_eval_context
    def join(context: Any, values: Any, d: str = "", attribute: Any = None) -> Any:
        listed = list(budget.steps(values))
        budget.hold(len(listed) * len(str(d)) + sum(len(value) for value in listed if isinstance(value, str)))
        return builtin["join"](context, listed, d, attribute)

    return {"replace": replace, "join": join}
