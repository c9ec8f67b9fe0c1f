"""A formula as a tree: read from text, with our short-hands written out, and written as text again.

A node is a tuple: ("number" | "text" | "error" | "array" | "variable", text), ("call", name, [nodes]),
("minus", node) or (operator, left, right).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

Node = tuple[Any, ...]
Macro = tuple[tuple[str, ...], Node]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*") | (?P<error>\#N/A|\#VALUE!|\#NUM!) | (?P<array>\{[^}]*\})
    | (?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?) | (?P<variable>[a-z]\w*) | (?P<name>[A-Z][\w.]*)
    | (?P<operator><=|>=|<>|[-+*/^&=<>(),])
    )""",
    re.VERBOSE,
)
_STRENGTH = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_UNARY = 6  # Excel's minus sign binds tighter than ^


def tokens(formula: str) -> list[tuple[str, str]]:
    """Return the formula's parts as pairs of kind and text, without spaces.

    By our own rule functions and names are in capitals, parameters and LET's variables in small letters.
    """
    formula = formula.strip()
    parts, end = [], 0
    while end < len(formula):
        match = _TOKEN.match(formula, end)
        if match is None:
            raise ValueError(f"no formula: {formula[end : end + 20]!r}")
        kind = str(match.lastgroup)
        parts.append((kind, match.group(kind)))
        end = match.end()
    return parts


def parse(formula: str) -> Node:
    """Return the tree of a formula."""
    reader = _Reader(tokens(formula))
    node = reader.expression(1)
    if reader.at < len(reader.tokens):
        raise ValueError(f"what follows the end of {formula!r}?")
    return node


class _Reader:
    def __init__(self, parts: list[tuple[str, str]]) -> None:
        self.tokens, self.at = parts, 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def expression(self, least: int) -> Node:
        left = self.operand()
        while (strength := _STRENGTH.get(self.peek(), 0)) >= least:
            operator = self.take()[1]
            left = (operator, left, self.expression(strength + 1))
        return left

    def operand(self) -> Node:
        kind, text = self.take()
        if text == "-":
            return ("minus", self.operand())
        if text == "(":
            node = self.expression(1)
            self.take()
            return node
        if kind != "name":
            return (kind, text)
        if self.peek() != "(":
            return ("name", text)
        self.take()
        arguments: list[Node] = []
        while self.peek() != ")":
            arguments.append(self.expression(1))
            if self.peek() == ",":
                self.take()
        self.take()
        return ("call", text, arguments)


def write(node: Node, least: int = 0) -> str:
    """Return the text of a tree, with the brackets that it needs."""
    kind = node[0]
    if kind == "call":
        return f"{node[1]}({','.join(write(a) for a in node[2])})"
    if kind == "minus":
        return f"-{write(node[1], _UNARY)}" if least <= 3 else f"(-{write(node[1], _UNARY)})"
    if kind in _STRENGTH:
        strength = _STRENGTH[kind]
        text = f"{write(node[1], strength)}{kind}{write(node[2], strength + 1)}"
        return f"({text})" if strength < least else text
    return str(node[1])


def walk(node: Node) -> Iterable[Node]:
    """Yield every node of a tree."""
    yield node
    for part in node[2] if node[0] == "call" else node[1:]:
        if isinstance(part, tuple):
            yield from walk(part)


def replaced(node: Node, by: Callable[[Node], Node | None]) -> Node:
    """Return the tree with nodes replaced where `by` gives something."""
    other = by(node)
    if other is not None:
        return other
    if node[0] == "call":
        return ("call", node[1], [replaced(a, by) for a in node[2]])
    return tuple(replaced(part, by) if isinstance(part, tuple) else part for part in node)


def with_variables(node: Node, values: dict[str, Node]) -> Node:
    """Return the tree with variables replaced by other nodes."""
    return replaced(node, lambda n: values.get(n[1]) if n[0] == "variable" else None)


def let(pairs: list[tuple[str, Node]], body: Node) -> Node:
    """Return LET(name, value, …, body); one LET where the body or the last value is another: IronCalc copies each."""
    if not pairs:
        return body
    parts = [part for name, value in pairs for part in (("variable", name), value)]
    *inner, last = _parts_of_let(parts[-1])
    *more, body = _parts_of_let(body)
    return ("call", "LET", [*parts[:-2], *inner, parts[-2], last, *more, body])


def _parts_of_let(node: Node) -> list[Node]:
    return node[2] if node[:2] == ("call", "LET") else [node]


class Expander:
    """Writes macros out: what Excel then sees has no call but of its own functions.

    A call of a macro becomes its formula, its variables renamed. ROOT(count, x, start, step) becomes a REDUCE of that
    many steps and is #NUM! where the last of them is not negligible: a root that is not found is never shown.
    """

    def __init__(self, macros: dict[str, Macro]) -> None:
        self.macros = macros
        self.count = 0

    def expand(self, node: Node) -> Node:
        """Return the tree without macros."""
        if node[0] != "call":
            return tuple(self.expand(part) if isinstance(part, tuple) else part for part in node)
        if node[1] == "ROOT":
            return self.root(*node[2])
        arguments = [self.expand(a) for a in node[2]]
        if node[1] not in self.macros:
            return ("call", node[1], arguments)
        parameters, body = self.macros[node[1]]
        assert len(parameters) == len(arguments), node[1]
        pairs, values = [], {}
        for parameter, argument in zip(parameters, arguments, strict=True):
            uses = sum(n == ("variable", parameter) for n in walk(body))
            if argument[0] in ("variable", "number") or uses <= 1:
                values[parameter] = argument
            else:
                name = self.fresh(parameter)
                pairs.append((name, argument))
                values[parameter] = ("variable", name)
        return let(pairs, self.expand(with_variables(self.renamed(body), values)))

    def fresh(self, name: str) -> str:
        """Return a name for a variable that no other has."""
        self.count += 1
        return f"{name}_{self.count}"

    def renamed(self, body: Node) -> Node:
        """Return the tree with the variables that its LETs declare renamed, so that none meets another's."""
        declared = {
            n[2][i][1] for n in walk(body) if n[0] == "call" and n[1] == "LET" for i in range(0, len(n[2]) - 1, 2)
        }
        return with_variables(body, {name: ("variable", self.fresh(name)) for name in sorted(declared)})

    def root(self, count: Node, variable: Node, start: Node, step: Node) -> Node:
        """Return what calculates a root, without macros."""
        x, after, turn = (self.fresh(name) for name in (variable[1], "after", "turn"))
        body = self.expand(with_variables(self.renamed(step), {variable[1]: ("variable", x)}))
        # Newton's error after a step is of the order of the square of the step: nothing that a double can hold.
        is_found = f"ABS({after}-{x})<=1E-8*(1+ABS({x}))"
        checked = let([(after, body)], parse(f"IF({turn}<{count[1]}, {after}, IF({is_found}, {after}, #NUM!))"))
        steps = ("call", "LAMBDA", [("variable", x), ("variable", turn), checked])
        return ("call", "REDUCE", [self.expand(start), ("call", "SEQUENCE", [count]), steps])
