"""All template workbooks, in the order of the index."""

from __future__ import annotations

from functools import partial

from xlfuncs.functions import FUNCTIONS
from xlfuncs.templates.function_reference import write_function_reference
from xlfuncs.templates.index import write_index
from xlfuncs.templates.lessons.description import Theme
from xlfuncs.templates.lessons.notes import functions_used
from xlfuncs.templates.lessons.themes import THEMES
from xlfuncs.templates.lessons.workbook import write_theme
from xlfuncs.templates.record.howto import FUNCTIONS_USED
from xlfuncs.templates.record.sheets import write_record
from xlfuncs.templates.template import Template

_LESSONS, _TOOLS = "Lessons", "For the laboratory"


def _lesson(theme: Theme) -> Template:
    functions = tuple(function.name for function in functions_used(theme))
    return Template(theme.slug, _LESSONS, theme.title, theme.question, functions, partial(write_theme, theme=theme))


_REFERENCE = Template(
    slug="reference",
    heading=_TOOLS,
    title="Function reference",
    question="What is there, what does it take, what does it give? One page, with an example of each that calculates.",
    functions=(f"all {len(FUNCTIONS)}",),
    write=write_function_reference,
)
_RECORD = Template(
    slug="record",
    heading=_TOOLS,
    title="Laboratory record",
    question="What is in my solutions, where did my cells reverse, and how far is that from theory?",
    functions=FUNCTIONS_USED,
    write=write_record,
)
_LISTED = (*map(_lesson, THEMES), _RECORD, _REFERENCE)
_INDEX = Template(
    slug="index",
    heading="",
    title="xlfuncs workbooks",
    question="Which workbook answers my question?",
    functions=(),
    write=partial(write_index, templates=_LISTED),
)
TEMPLATES: tuple[Template, ...] = (_INDEX, *_LISTED)
