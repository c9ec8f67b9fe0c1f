"""The LAMBDA of each worksheet function, made from its entry: checks in the order of the arguments, then the formula.

Whatever is wrong, the leftmost argument's fault stands in each result cell, and a good cell's result beside it.

- A function of single cells has two names. NERNST calculates at once and looks whether all was good; if not, it asks
  XLF.NERNST, which looks at each cell. So a cell or a column of good numbers costs one short LAMBDA: IronCalc 0.9 keeps
  the tree of every LAMBDA that it has evaluated.
- No LAMBDA is handed to another, none is without parameters: engines other than Excel fail at those.
- Of an argument x, x_ok are its cells as the formula wants them, with an error for each bad one; x_in are those with
  any number for each bad one; x_fault are the errors alone, added to the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from xlfuncs.compute.ions import BLANKS, SPELLINGS, ions
from xlfuncs.formulas.expressions import Expander, Node, parse, with_variables, write
from xlfuncs.functions import FUNCTIONS, MACROS, Quantity, WorksheetFunction
from xlfuncs.functions.units import G_PER_MOL, PM

Named = tuple[str, str]
_LONGEST_TEXT = 255  # that Excel takes between quotes


def lambdas() -> Iterator[Named]:
    """Yield name and LAMBDA of each function and of what they share, those that others call first."""
    yield _without_blanks()
    yield _spelled()
    yield _ion_table()
    yield from (_named(f"XLF.{m.name}", m.parameters, m.formula) for m in MACROS if m.is_named)
    for function in FUNCTIONS:
        yield from _of(function)


def _of(function: WorksheetFunction) -> Iterator[Named]:
    parameters = tuple(a.parameter for a in function.arguments)
    if any(a.shape.axis for a in function.arguments):
        yield _named(function.name, parameters, _along_axes(function))
    elif function.result.rows or function.takes_texts:
        yield _named(function.name, parameters, _cell_by_cell(function))
    else:
        yield _named(f"XLF.{function.name}", parameters, _cell_by_cell(function))
        yield _named(function.name, parameters, _at_once(function), quick=True)


def _named(name: str, parameters: tuple[str, ...], formula: str, quick: bool = False) -> Named:
    body = write(Expander(_macros(quick)).expand(parse(formula)))
    return name, f"LAMBDA({','.join((*parameters, body))})"


@cache
def _macros(quick: bool) -> dict[str, tuple[tuple[str, ...], Node]]:
    """Return parameters and formula of each short-hand; `quick` ones may fail where others do not."""
    return {
        m.name: (
            m.parameters,
            parse(f"XLF.{m.name}({', '.join(m.parameters)})" if m.is_named else (quick and m.quick) or m.formula),
        )
        for m in MACROS
    }


def _at_once(function: WorksheetFunction) -> str:
    """The result, if every cell of every argument is good and the ranges combine; else what XLF.… says."""
    bound, values = "", {}
    for a in function.arguments:
        values[a.name] = a.parameter
        if a.domain.lambda_value != "x":
            values[a.name] = f"{a.parameter}_ok"
            bound += f"{values[a.name]}, {_about(a.domain.lambda_value, a)}, "
    tests = [_are_numbers(a) for a in function.arguments]
    least: dict[str, list[str]] = {}
    for a in function.arguments:
        for test in a.domain.lambda_tests:
            asked = test.replace("(k)", f"({values[a.name]})")
            if "MIN(x)" in test:  # the least of several arguments is asked for once
                least.setdefault(asked, []).append(a.parameter)
            else:
                tests.append(_about(asked, a))
    tests += [test.replace("(x)", f"({', '.join(names)})") for test, names in least.items()]
    tests.append('result<>""' if function.gives_text else 'SUM(result)<""')  # an error: too large, or no fit
    formula = write(with_variables(parse(function.formula), {n: ("variable", v) for n, v in values.items()}))
    arguments = ", ".join(a.parameter for a in function.arguments)
    return f"""LET({bound}result, {formula},
      IF(IFERROR(AND({", ".join(tests)}), FALSE), result, XLF.{function.name}({arguments})))"""


def _are_numbers(a: Quantity) -> str:
    """What is true if all cells are numbers. COUNT alone would take a typed TRUE or "5" for one."""
    x = a.parameter
    if a.domain.kind == "number" and a.domain.reads_as_is:
        return f'IF(ROWS({x})=1, {x}<"", COUNTS({x}))'
    return f'{x}<""'  # seldom a column


def _cell_by_cell(function: WorksheetFunction) -> str:
    arguments = function.arguments
    checked = "".join(f"{a.parameter}_ok, {_checked(a)}, " for a in arguments)
    fault = "+".join(_zeros(a) for a in arguments)
    values: dict[str, Node] = {a.name: ("variable", f"{a.parameter}_ok") for a in arguments}
    formula = write(with_variables(parse(function.formula), values))
    joined = f"IF(fault, 0, {formula})" if function.gives_text else f"fault + {formula}"
    heights = ", ".join(f"HEIGHT({a.parameter})" for a in arguments)
    widths = ", ".join(f"WIDTH({a.parameter})" for a in arguments)
    body = f"LET({checked}fault, {fault}, {joined})"
    if function.result.rows:
        return f"LET(widths, HSTACK({widths}), IF((MAX({heights})=1)*FIT(1, widths), {body}, #VALUE!))"
    if len(arguments) == 1:
        return body
    return f"LET(heights, HSTACK({heights}), widths, HSTACK({widths}), IF(FIT(heights, widths), {body}, #VALUE!))"


def _along_axes(function: WorksheetFunction) -> str:
    """The formula gets lists as rows, tables with one condition per row, and 1 for each bad cell; faults are added."""
    sizes, tests = _sizes(function)
    inner = [pair for a in function.arguments for pair in _checked_together(a)]
    faults = (f"{a.parameter}_fault" if a.shape.axis else _zeros(a) for a in function.arguments)
    inner.append(("fault", "+".join(faults)))
    has_tables = any(a.shape.has_conditions for a in function.arguments)
    inner += _last_condition(function) if has_tables else []
    values: dict[str, Node] = {}
    for a in function.arguments:
        value = f"IFERROR({a.parameter}_ok, 1)" if a.shape.axis else f"{a.parameter}_ok"
        if has_tables and (a.shape.has_conditions or not a.shape.axis):
            value = f"TAKE({value}, last)"
        inner.append((f"{a.parameter}_in", value))
        values[a.name] = ("variable", f"{a.parameter}_in")
    formula = write(with_variables(parse(function.formula), values))
    if function.result.like:
        like = next(a for a in function.arguments if a.name == function.result.like).parameter
        inner.append(("result", formula))
        formula = f"IF(HEIGHT({like})>1, TRANSPOSE(result), result)"
    if has_tables:
        inner.append(("result", formula))
        formula = "IF(ROWS(result)=1, result, EXPAND(result, MAX(heights), COLUMNS(result)))"
    return _let(sizes, f"IF(AND({', '.join(tests)}), {_let(inner, f'fault + {formula}')}, #VALUE!)")


def _let(pairs: list[tuple[str, str]], body: str) -> str:
    return f"LET({''.join(f'{name}, {value}, ' for name, value in pairs)}{body})" if pairs else body


def _sizes(function: WorksheetFunction) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the sizes of what a vector function gets, and what is true if they fit."""
    lists = [a for a in function.arguments if a.shape.axis and not a.shape.has_conditions]
    tables = [a for a in function.arguments if a.shape.has_conditions]
    cells = [a for a in function.arguments if not a.shape.axis]
    sizes: dict[str, str] = {}
    for a in lists:
        sizes.setdefault(a.shape.axis, f"SIZE({a.parameter})")
    for a in tables:
        sizes[f"{a.parameter}_rows"] = f"TABLE_ROWS({a.parameter}, {a.shape.axis})"
    tests = [f"IS_LIST({a.parameter}, {a.shape.axis})" for a in lists]
    heights = (
        f"HSTACK({', '.join([f'{a.parameter}_rows' for a in tables] + [f'HEIGHT({a.parameter})' for a in cells])})"
    )
    if tables:
        sizes["heights"] = heights
        tests.append("MIN(heights)>0")
    if len(tables) + len(cells) > 1:
        widths = ", ".join(f"WIDTH({a.parameter})" for a in cells) or "1"
        tests.append(f"FIT({'heights' if tables else heights}, HSTACK({widths}))")
    return list(sizes.items()), tests


def _last_condition(function: WorksheetFunction) -> list[tuple[str, str]]:
    """Bind the last row that has to be calculated: of whole columns most rows are blank, and have their fault."""
    tables = [a.parameter for a in function.arguments if a.shape.has_conditions]
    conditions = f"MAX({', '.join(f'{x}_rows' for x in tables)})"
    by_row = "+".join(f"{x}_fault" for x in tables)
    return [("last", f"IF({conditions}=1, MAX(heights), IFERROR(XMATCH(0, {by_row}, 0, -1), 1))")]


def _checked_together(a: Quantity) -> list[tuple[str, str]]:
    x, axis = a.parameter, a.shape.axis
    checked = _checked(a)
    if not axis:
        return [(f"{x}_ok", checked)]
    if not a.shape.has_conditions:
        return [(f"{x}_ok", f"TOROW({checked})"), (f"{x}_fault", f"SUM(0*{x}_ok)")]
    return [
        (f"{x}_all", checked),
        (f"{x}_ok", f"IF(WIDTH({x})={axis}, {x}_all, TOROW({x}_all))"),
        (
            f"{x}_fault",
            f"IF(ISERROR(SUM({x}_ok)), BYROW(0*{x}_ok, LAMBDA(cells, SUM(cells))), SEQUENCE(ROWS({x}_ok), 1, 0, 0))",
        ),
    ]


def _checked(a: Quantity) -> str:
    """Return the cells of an argument at once if they are good, else one by one."""
    if a.domain.kind == "text":
        return check(a)
    x, value = a.parameter, a.domain.lambda_value
    read = x if value == "x" else f"{x}_read"
    good = ", ".join([f'{x}<""', *(_about(test.replace("(k)", f"({read})"), a) for test in a.domain.lambda_tests)])
    checked = f"IF(IFERROR(AND({good}), FALSE), {read}, {check(a)})"
    return checked if value == "x" else f"LET({read}, {_about(value, a)}, {checked})"


def check(a: Quantity) -> str:
    """Return what gives each good cell of an argument as the formula wants it, and the error of each other."""
    x, domain = a.parameter, a.domain
    number = _about(domain.lambda_check, a)
    if domain.kind == "text":
        return f'IF({x}<"", #VALUE!, IF({x}="", #N/A, IF({x}>=FALSE, #VALUE!, {x})))'
    if domain.kind == "number":
        return f'IF({x}<"", {number}, IF({x}="", #N/A, #VALUE!))'
    symbol = f'IF({x}="", #N/A, IF({x}>=FALSE, #VALUE!, {_about(domain.lookup, a)}))'
    return f'LET({x}_value, IF({x}<"", {x}, {symbol}), {_about(domain.lambda_check, a, f"{x}_value")})'


def _about(test: str, a: Quantity, variable: str = "") -> str:
    return write(with_variables(parse(test), {"x": ("variable", variable or a.parameter)}))


def _zeros(a: Quantity) -> str:
    return f'0*({a.parameter}_ok="")' if a.domain.kind == "text" else f"0*{a.parameter}_ok"


def _without_blanks() -> Named:
    """A text without blanks of any kind around it: Excel's TRIM knows one kind. By number, as most cannot be seen."""
    codes = ",".join(str(ord(blank)) for blank in BLANKS if blank != " ")
    replaced = 'LAMBDA(kept, blank, SUBSTITUTE(kept, UNICHAR(blank), " "))'
    return _named("XLF.TRIM", ("label",), f"TRIM(REDUCE(label, {{{codes}}}, {replaced}))")


def _spelled() -> Named:
    """A symbol as the table spells it; what is replaced and what by stand side by side, each four characters wide."""
    pairs = "".join(f"{written:4}{own:4}" for written, own in SPELLINGS)
    old, new = "TRIM(MID(pairs, 8*place-7, 4))", "TRIM(MID(pairs, 8*place-3, 4))"
    replaced = f"LAMBDA(kept, place, SUBSTITUTE(kept, {old}, {new}))"
    steps = f"REDUCE(UPPER(XLF.TRIM(symbol)), SEQUENCE({len(SPELLINGS)}), {replaced})"
    return _named("XLF.SYMBOL", ("symbol",), f"LET(pairs, {in_quotes(pairs)}, {steps})")


def _ion_table() -> Named:
    """A number of an ion out of a text that holds them all, each in its place behind the ion's name.

    Behind the colon: valence (2 characters), size in pm (4, or 0n/a), mass in 0.1 mg/mol (8). Whole numbers:
    a text with a decimal point is no number, or another one, in an Excel of a country with decimal commas.
    """
    rows = "".join(
        f"|{name}:{ion.z:+d}{'n/a' if ion.size is None else f'{ion.size / PM.factor:.6g}':0>4}"
        f"{round(ion.molar_mass / G_PER_MOL.factor * 10000):08d}"
        for ion in ions().values()
        for name in ion.names
    )
    return _named("XLF.ION", ("symbol", "start", "width"), f"ENTRY(symbol, {in_quotes(rows + '|')}, start, width)")


def in_quotes(text: str) -> str:
    """Return a text of any length as a formula."""
    return "&".join(f'"{text[i : i + _LONGEST_TEXT]}"' for i in range(0, len(text), _LONGEST_TEXT))
