"""The LAMBDA of each worksheet function, made from its entry: checks in the order of the arguments, then the formula.

Whatever is wrong, the leftmost argument's fault stands in each result cell, and a good cell's result beside it.

- A function of single cells has two names. NERNST calculates at once and looks whether all was good; if not, it asks
  XLF.NERNST, which looks at each cell. So a cell or a column of good numbers costs one short LAMBDA: IronCalc 0.9 keeps
  the tree of every LAMBDA that it has evaluated.
- No LAMBDA is handed to another, none is without parameters: engines other than Excel fail at those.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from xlfuncs.compute.ions import ions
from xlfuncs.formulas.expressions import Expander, Node, parse, with_variables, write
from xlfuncs.functions import FUNCTIONS, MACROS, Quantity, WorksheetFunction

Named = tuple[str, tuple[str, ...], str]
_LONGEST_TEXT = 255  # that Excel takes between quotes
_PM, _G_PER_MOL = 1e-12, 1e-3


def lambdas() -> Iterator[Named]:
    """Yield name, parameters and formula of each LAMBDA, those that others call first."""
    yield _ion_table()
    yield from ((f"XLF.{m.name}", m.parameters, _expanded(parse(m.formula))) for m in MACROS if m.is_named)
    for function in FUNCTIONS:
        yield from _of(function)


def _of(function: WorksheetFunction) -> Iterator[Named]:
    parameters = tuple(a.parameter for a in function.arguments)
    if any(a.shape.axis for a in function.arguments):
        yield function.name, parameters, _expanded(parse(_vector(function)))
    elif function.result.rows or function.takes_texts:
        yield function.name, parameters, _expanded(parse(_careful(function)))
    else:
        yield f"XLF.{function.name}", parameters, _expanded(parse(_careful(function)))
        yield function.name, parameters, _expanded(parse(_quick(function)))


def _expanded(node: Node) -> str:
    return write(Expander(_macros()).expand(node))


@cache
def _macros() -> dict[str, tuple[tuple[str, ...], Node]]:
    return {
        m.name: (m.parameters, parse(f"XLF.{m.name}({', '.join(m.parameters)})" if m.is_named else m.formula))
        for m in MACROS
    }


def _quick(function: WorksheetFunction) -> str:
    """The result, if every cell of every argument is good and the ranges combine; else what XLF.… says."""
    formula = parse(function.formula)
    bound, values = "", {}
    for a in function.arguments:
        values[a.name] = a.parameter
        if a.domain.lambda_value != "x":
            values[a.name] = f"{a.parameter}_ok"
            bound += f"{values[a.name]}, {_about(a.domain.lambda_value, a)}, "
    tests = [f'{a.parameter}<""' for a in function.arguments]
    together: dict[str, list[str]] = {}
    for a in function.arguments:
        for test in a.domain.lambda_tests:
            asked = test.replace("(k)", f"({values[a.name]})")
            if "MIN(x)" in test:  # the least of several arguments is asked for once
                together.setdefault(asked, []).append(a.parameter)
            else:
                tests.append(_about(asked, a))
    tests += [test.replace("(x)", f"({', '.join(names)})") for test, names in together.items()]
    tests.append('result<>""' if function.gives_text else 'SUM(result)<""')  # an error: too large, or no fit
    arguments = ", ".join(a.parameter for a in function.arguments)
    return f"""LET({bound}result, {write(with_variables(formula, {n: ("variable", v) for n, v in values.items()}))},
      IF(IFERROR(AND({", ".join(tests)}), FALSE), result, XLF.{function.name}({arguments})))"""


def _careful(function: WorksheetFunction) -> str:
    arguments = function.arguments
    checked = "".join(f"{a.parameter}_ok, {_checked(a)}, " for a in arguments)
    fault = "+".join(_zeros(a) for a in arguments)
    formula = write(_with_checked(function))
    joined = f"IF(fault, 0, {formula})" if function.gives_text else f"fault + {formula}"
    rows = ", ".join(f"ROWS({a.parameter})" for a in arguments)
    columns = ", ".join(f"COLUMNS({a.parameter})" for a in arguments)
    body = f"LET({checked}fault, {fault}, {joined})"
    if function.result.rows:
        return f"LET(columns, HSTACK({columns}), IF((MAX({rows})=1)*FIT(1, columns), {body}, #VALUE!))"
    if len(arguments) == 1:
        return body
    return f"LET(rows, HSTACK({rows}), columns, HSTACK({columns}), IF(FIT(rows, columns), {body}, #VALUE!))"


def _vector(function: WorksheetFunction) -> str:
    """The formula gets lists as rows, tables with one condition per row, 1 for each bad cell; its faults are added."""
    arguments = function.arguments
    lists = [a for a in arguments if a.shape.axis and not a.shape.has_conditions]
    tables = [a for a in arguments if a.shape.has_conditions]
    cells = [a for a in arguments if not a.shape.axis]
    pairs: list[tuple[str, str]] = []
    for a in lists:
        if a.shape.axis not in dict(pairs):
            pairs.append((a.shape.axis, f"ROWS({a.parameter})*COLUMNS({a.parameter})"))
    for a in tables:
        axis, x = a.shape.axis, a.parameter
        pairs.append((f"{x}_rows", f"IF(COLUMNS({x})={axis}, ROWS({x}), IF(IS_LIST({x}, {axis}), 1, 0))"))
    tests = [f"IS_LIST({a.parameter}, {a.shape.axis})" for a in lists]
    heights = [f"{a.parameter}_rows" for a in tables] + [f"ROWS({a.parameter})" for a in cells]
    if tables:
        pairs.append(("rows", f"HSTACK({', '.join(heights)})"))
        tests.append("MIN(rows)>0")
    if len(tables) + len(cells) > 1:
        widths = ", ".join(f"COLUMNS({a.parameter})" for a in cells) or "1"
        tests.append(f"FIT({'rows' if tables else 'HSTACK(' + ', '.join(heights) + ')'}, HSTACK({widths}))")
    inner: list[tuple[str, str]] = []
    for a in arguments:
        inner += _checked_together(a)
    inner.append(("fault", "+".join(f"{a.parameter}_fault" if a.shape.axis else _zeros(a) for a in arguments)))
    if tables:
        by_row = "+".join(f"{a.parameter}_fault" for a in tables)
        conditions = f"MAX({', '.join(f'{a.parameter}_rows' for a in tables)})"
        inner.append(("last", f"IF({conditions}=1, MAX(rows), IFERROR(XMATCH(0, {by_row}, 0, -1), 1))"))
    values = {}
    for a in arguments:
        value = f"IFERROR({a.parameter}_ok, {neutral(a)})" if a.shape.axis else f"{a.parameter}_ok"
        if tables and not (a.shape.axis and not a.shape.has_conditions):
            value = f"TAKE({value}, last)"
        inner.append((f"{a.parameter}_in", value))
        values[a.name] = ("variable", f"{a.parameter}_in")
    formula = write(with_variables(parse(function.formula), values))
    if function.result.like:
        like = next(a for a in arguments if a.name == function.result.like).parameter
        formula = f"LET(result, {formula}, IF(ROWS({like})>1, TRANSPOSE(result), result))"
    if tables:
        formula = f"LET(result, {formula}, IF(ROWS(result)=1, result, EXPAND(result, MAX(rows), COLUMNS(result))))"
    body = f"LET({''.join(f'{n}, {v}, ' for n, v in inner)}fault + {formula})"
    return f"LET({''.join(f'{n}, {v}, ' for n, v in pairs)}IF(AND({', '.join(tests)}), {body}, #VALUE!))"


def neutral(a: Quantity) -> str:
    """Return what stands for a cell that does not count."""
    return '""' if a.domain.kind == "text" else "1"


def _checked_together(a: Quantity) -> list[tuple[str, str]]:
    x, axis = a.parameter, a.shape.axis
    checked = _checked(a)
    if not axis:
        return [(f"{x}_ok", checked)]
    if not a.shape.has_conditions:
        zeros = f'{x}_ok=""' if a.domain.kind == "text" else f"{x}_ok"
        row = f"TOROW({checked})"
        return [(f"{x}_ok", row), (f"{x}_fault", f"SUM(0*({zeros}))")]
    return [
        (f"{x}_ok", f"LET(table, {checked}, IF(COLUMNS({x})={axis}, table, TOROW(table)))"),
        (
            f"{x}_fault",
            f"IF(ISERROR(SUM({x}_ok)), BYROW(0*{x}_ok, LAMBDA(cells, SUM(cells))), SEQUENCE(ROWS({x}_ok), 1, 0, 0))",
        ),
    ]


def _checked(a: Quantity) -> str:
    """Return the cells of an argument at once if they are good, else one by one."""
    if a.domain.kind == "text":
        return check(a)
    good = ", ".join([f'{a.parameter}<""', *(_about(test, a) for test in a.domain.lambda_tests)])
    return f"IF(IFERROR(AND({good}), FALSE), {_about(a.domain.lambda_value, a)}, {check(a)})"


def check(a: Quantity) -> str:
    """Return what gives each good cell of an argument as the formula wants it, and the error of each other."""
    x, domain = a.parameter, a.domain
    number = _about(domain.lambda_check, a)
    if domain.kind == "text":
        return f'IF({x}<"", #VALUE!, IF({x}="", #N/A, IF({x}>=FALSE, #VALUE!, {x})))'
    if domain.kind == "number":
        return f'IF({x}<"", {number}, IF({x}="", #N/A, #VALUE!))'
    symbol = f'IF({x}="", #N/A, IF({x}>=FALSE, #VALUE!, {_about(domain.lookup, a)}))'
    return f'LET({x}_number, IF({x}<"", {x}, {symbol}), {_about(domain.lambda_check, a, f"{x}_number")})'


def _about(test: str, a: Quantity, variable: str = "") -> str:
    x: Node = ("variable", variable or a.parameter)
    k = with_variables(parse(a.domain.lambda_value), {"x": x})
    return write(with_variables(parse(test), {"x": x, "k": k}))


def _zeros(a: Quantity) -> str:
    return f'0*({a.parameter}_ok="")' if a.domain.kind == "text" else f"0*{a.parameter}_ok"


def _with_checked(function: WorksheetFunction) -> Node:
    values = {a.name: ("variable", f"{a.parameter}_ok") for a in function.arguments}
    return with_variables(parse(function.formula), values)


def _ion_table() -> Named:
    """A number of an ion out of a text that holds them all, each in its place behind the ion's name.

    Behind the colon: valence (2 characters), size in pm (3, or n/a), mass in 0.1 mg/mol (8). Whole numbers:
    a text with a decimal point is no number, or another one, in an Excel of a country with decimal commas.
    """
    rows = "".join(
        f"|{name}:{ion.z:+d}{'n/a' if ion.size is None else f'{ion.size / _PM:.6g}':0>3}{round(ion.molar_mass / _G_PER_MOL * 10000):08d}"
        for ion in ions().values()
        for name in ion.names
    )
    return (
        "XLF.ION",
        ("symbol", "start", "width"),
        _expanded(parse(f"ENTRY(symbol, {in_quotes(rows + '|')}, start, width)")),
    )


def in_quotes(text: str) -> str:
    """Return a text of any length as a formula."""
    return "&".join(f'"{text[i : i + _LONGEST_TEXT]}"' for i in range(0, len(text), _LONGEST_TEXT))
