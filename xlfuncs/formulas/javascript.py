"""The formulas of the list as JavaScript: one result, from good values alone, as functions of plain numbers.

An argument is a number, or an array of numbers where several cells belong together. So each part of a formula is known
to be a number or a list before it runs. A list is written as what stands at its place i, and becomes an array where it
gets a name: SUM(c*z^2) is sum(c.length, (i) => c[i] * (z[i] * z[i])). A LET is a row of constants, IF a choice that
calculates one branch only. What is no number in Excel is NaN here.

The small functions that the text calls (sum, vector, root, …) are in hosts/web/runtime/formulas.js and numbers.js.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from textwrap import indent

from xlfuncs.compute.rules import TOO_LARGE
from xlfuncs.formulas.expressions import Expander, Node, parse, with_variables
from xlfuncs.functions import MACROS, Macro, WorksheetFunction

_CHOICE, _COMPARISON, _SUM, _PRODUCT, _SIGNED, _CLOSED = range(6)  # how strongly the parts of an expression hold on
_OPERATORS = {
    "=": ("===", _COMPARISON),
    "<>": ("!==", _COMPARISON),
    "<": ("<", _COMPARISON),
    ">": (">", _COMPARISON),
    "<=": ("<=", _COMPARISON),
    ">=": (">=", _COMPARISON),
    "+": ("+", _SUM),
    "-": ("-", _SUM),
    "*": ("*", _PRODUCT),
    "/": ("/", _PRODUCT),
}
_OF_NUMBERS = {
    "ABS": "Math.abs",
    "EXP": "Math.exp",
    "IFERROR": "orElse",
    "LN": "Math.log",
    "LOG_RATIO": "logRatio",  # one logarithm where two would do as well
    "MAX": "Math.max",
    "MEDIAN": "median",
    "MIN": "Math.min",
    "ROOT_OF_SUM": "rootOfSum",  # SQRT(x^2+y), which overflows where the result need not
    "SIGN": "Math.sign",
    "SQRT": "Math.sqrt",
}
_OF_LISTS = {"SUM": "sum", "MAX": "greatest", "MIN": "least"}
_TAKEN = {*_OF_NUMBERS.values(), *_OF_LISTS.values(), "vector", "root", "digits", "i", "in", "new", "with"}


@dataclass(frozen=True)
class Code:
    """An expression: a number's, or that of what a list holds at its place i if there is a `length`.

    `name` is the array's where the list is one already.
    """

    text: str
    strength: int = _CLOSED
    length: str = ""
    name: str = ""

    def within(self, strength: int) -> str:
        """Return the text as an operand, in brackets if it does not hold together as strongly."""
        return self.text if self.strength >= strength else f"({self.text})"

    @property
    def value(self) -> str:
        """The number, or the whole list as an array."""
        if not self.length:
            return self.text
        return self.name or f"vector({self.length}, (i) => {self.text})"


@dataclass
class Library:
    """Compiles functions; what several of them share, the list's named short-hands, gathers in `shared`."""

    shared: dict[str, str] = field(default_factory=dict)

    def result(self, name: str, function: WorksheetFunction) -> str:
        """Return a function that gives one result (a number, a text, an array) of good values."""
        return self._function(name, _parameters(function), lambda w: [f"return {w.write(function.formula).value};"])

    def results(self, name: str, function: WorksheetFunction, result: str) -> str:
        """Return a function that fills an array with the results of single cells, in one short loop.

        Of each argument it gets the values and the step from one to the next, 0 where there is but one. Where only the
        argument varies that one would vary, the engine calculates what stays the same before its loop.
        """
        names = list(map(identifier, _parameters(function)))
        varied = names.index(identifier(function.varied or function.arguments[0].name))
        others = [k for k in range(len(names)) if k != varied]
        lines = [f"const {name} = values[{k}], step_{k} = steps[{k}];" for k, name in enumerate(names)]
        loop = "for (let n = 0; n < out.length; n++) out[n] = {}({});".format
        if others:
            same = ", ".join(f"one_{k} = {names[k]}[0]" for k in others)
            values = ", ".join(f"{x}[n]" if k == varied else f"one_{k}" for k, x in enumerate(names))
            condition = " && ".join([f"step_{varied} === 1", *(f"step_{k} === 0" for k in others)])
            lines.append(f"if ({condition}) {_block([f'const {same};', loop(result, values), 'return;'])}")
        lines.append(loop(result, ", ".join(f"{x}[n * step_{k}]" for k, x in enumerate(names))))
        return f"function {name}(out, values, steps) {_block(lines)}"

    def refusal(self, name: str, function: WorksheetFunction) -> str:
        """Return a function that says in words why good values have no result."""

        def body(writer: _Writer) -> list[str]:
            lines = []
            for refusal in function.refusals:
                words = json.dumps(refusal.words, ensure_ascii=False)
                if refusal.value:
                    number = writer.write(refusal.value).text
                    words = words.replace("{value:.6g}", f'" + digits({number}, 6) + "')
                lines.append(f"if ({writer.write(refusal.where).text}) return {words};")
            return [*lines, f"return {json.dumps(TOO_LARGE)};"]

        return self._function(name, _parameters(function), body)

    def share(self, macro: Macro, are_lists: Sequence[bool]) -> None:
        """Compile a short-hand, whose arguments are always of the same kinds."""
        if macro.name not in self.shared:
            parameters = dict(zip(macro.parameters, are_lists, strict=True))
            text = self._function(macro.name, parameters, lambda w: [f"return {w.write(macro.formula).value};"])
            self.shared[macro.name] = text

    def _function(self, name: str, parameters: dict[str, bool], body: Callable[[_Writer], list[str]]) -> str:
        writer = _Writer(self, {parameter for parameter, is_list in parameters.items() if is_list})
        last = body(writer)
        return f"function {name}({', '.join(map(identifier, parameters))}) {_block([*writer.lines, *last])}"


def identifier(name: str) -> str:
    """Return the name of an argument or a variable as JavaScript takes it."""
    return f"{name}_" if name in _TAKEN else name


def _parameters(function: WorksheetFunction) -> dict[str, bool]:
    return {a.name: bool(a.shape.axis) for a in function.arguments}


def _block(lines: list[str]) -> str:
    return "\n".join(["{", *(indent(line, "  ") for line in lines), "}"])


class _Expander(Expander):
    """Keeps ROOT: JavaScript can go on until the root is found, and need not count steps beforehand."""

    def root(self, count: Node, variable: Node, start: Node, step: Node) -> Node:
        own = ("variable", self.fresh(variable[1]))
        renamed = with_variables(self.renamed(step), {variable[1]: own})
        return ("call", "ROOT", [own, self.expand(start), self.expand(renamed)])


# What is long is a function of its own, the rest is written out.
_SHARED = {m.name: m for m in MACROS if m.is_named or "ROOT(" in m.formula}
_WRITTEN_OUT = {
    m.name: (m.parameters, parse(m.formula)) for m in MACROS if m.name not in _SHARED and m.name not in _OF_NUMBERS
}


class _Writer:
    """Writes formulas: what needs statements goes into `lines`, in their order; what is returned may use them."""

    def __init__(self, library: Library, lists: set[str]) -> None:
        self.library = library
        self.lists = lists  # variables that are arrays
        self.lines: list[str] = []
        self.names = 0

    def write(self, formula: str) -> Code:
        """Return the expression of a formula."""
        return self._write(_Expander(_WRITTEN_OUT).expand(parse(formula)))

    def _write(self, node: Node) -> Code:
        kind = node[0]
        if kind == "call":
            return self._call(node[1], node[2])
        if kind == "variable":
            return self._variable(node[1])
        if kind == "minus":
            inner = self._write(node[1])
            return Code(f"-{inner.within(_CLOSED)}", _SIGNED, inner.length)
        if kind == "^":
            return _power(self._write(node[1]), self._write(node[2]))
        if kind in _OPERATORS:
            return _operation(kind, self._write(node[1]), self._write(node[2]))
        if kind == "text":
            return Code(json.dumps(node[1][1:-1], ensure_ascii=False))
        if kind == "error":
            return Code("NaN")
        return Code(node[1].lower() if kind == "name" else node[1])  # TRUE and FALSE; a number

    def _variable(self, variable: str) -> Code:
        name = identifier(variable)
        return Code(f"{name}[i]", length=f"{name}.length", name=name) if variable in self.lists else Code(name)

    def _call(self, name: str, nodes: list[Node]) -> Code:
        if name == "LET":
            return self._let(*nodes)
        if name == "IF":
            return self._if(*nodes)
        if name == "ROOT":
            return self._root(*nodes)
        if name == "SQRT" and nodes[0][0] == "+" and nodes[0][1][0] == "^" and nodes[0][1][2] == ("number", "2"):
            (_, (_, x, _), y) = nodes[0]
            name, nodes = "ROOT_OF_SUM", [x, y]
        arguments = [self._write(node) for node in nodes]
        if name in _SHARED:
            return self._shared(_SHARED[name], arguments)
        if name == "PI":
            return Code("Math.PI")
        if name == "SEQUENCE":
            return Code("i + 1", _SUM, arguments[0].text)
        if name == "TRANSPOSE":  # a list is a row or a column, as one needs it
            return arguments[0]
        if name == "ISERROR":
            return Code(f"!Number.isFinite({arguments[0].text})", _SIGNED)
        if name == "MMULT":  # of a row and a column
            return _over("sum", _operation("*", *arguments))
        if name in _OF_LISTS and arguments[0].length:
            return _over(_OF_LISTS[name], arguments[0])
        return Code(f"{_OF_NUMBERS[name]}({', '.join(a.text for a in arguments)})", length=_length(*arguments))

    def _shared(self, macro: Macro, arguments: list[Code]) -> Code:
        """Return a constant: within a list the call would be made again for each of its places."""
        self.library.share(macro, [bool(a.length) for a in arguments])
        name = self._fresh()
        self.lines.append(f"const {name} = {macro.name}({', '.join(a.value for a in arguments)});")
        return Code(name)

    def _let(self, *nodes: Node) -> Code:
        *pairs, body = nodes
        for variable, node in zip(pairs[::2], pairs[1::2], strict=True):
            value = self._write(node)
            self.lines.append(f"const {identifier(variable[1])} = {value.value};")
            if value.length:
                self.lists.add(variable[1])
        return self._write(body)

    def _if(self, condition: Node, good: Node, bad: Node) -> Code:
        test = self._write(condition)
        if test.length:
            return _choice(test, self._write(good), self._write(bad))
        (yes, yes_lines), (no, no_lines) = self._branch(good), self._branch(bad)
        is_list = bool(yes.length or no.length)
        if not (is_list or yes_lines or no_lines):
            return _choice(test, yes, no)
        name = self._fresh()
        if yes_lines or no_lines:
            blocks = (_block([*lines, f"{name} = {x.value};"]) for x, lines in ((yes, yes_lines), (no, no_lines)))
            self.lines += [f"let {name};", f"if ({test.text}) {' else '.join(blocks)}"]
        else:
            self.lines.append(f"const {name} = {test.within(_COMPARISON)} ? {yes.value} : {no.value};")
        if is_list:
            self.lists.add(name)
        return self._variable(name)

    def _root(self, variable: Node, start: Node, step: Node) -> Code:
        first = self._write(start).text
        following, lines = self._branch(step)
        text = f"({identifier(variable[1])}) => {_block([*lines, f'return {following.text};'])}"
        return Code(f"root({first}, {text})")

    def _branch(self, node: Node) -> tuple[Code, list[str]]:
        """Return an expression and the statements before it, which are to stand in a block of their own."""
        outer, self.lines = self.lines, []
        code = self._write(node)
        inner, self.lines = self.lines, outer
        return code, inner

    def _fresh(self) -> str:
        self.names += 1
        return f"part_{self.names}"


def _length(*codes: Code) -> str:
    return next((code.length for code in codes if code.length), "")


def _operation(sign: str, left: Code, right: Code) -> Code:
    operator, strength = _OPERATORS[sign]
    text = f"{left.within(strength)} {operator} {right.within(strength + 1)}"
    return Code(text, strength, _length(left, right))


def _power(base: Code, exponent: Code) -> Code:
    if exponent.text == "2" and re.fullmatch(r"\w+(\[i\])?", base.text):
        return _operation("*", base, base)
    return Code(f"Math.pow({base.text}, {exponent.text})", length=_length(base, exponent))


def _choice(test: Code, yes: Code, no: Code) -> Code:
    text = f"{test.within(_COMPARISON)} ? {yes.within(_COMPARISON)} : {no.within(_COMPARISON)}"
    return Code(text, _CHOICE, _length(test, yes, no))


def _over(name: str, code: Code) -> Code:
    return Code(f"{name}({code.length}, (i) => {code.text})")
