"""The template workbooks, each built once in each flavour when a test first asks for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter.worksheet import Worksheet

from tests.support.live_workbook import Live
from tests.templates.subjects import BY_SLUG
from xlfuncs.templates import build
from xlfuncs.templates.flavours import FLAVOURS, Flavour
from xlfuncs.templates.start_here.parts import StartHere
from xlfuncs.templates.template import Template


class Workbooks:
    """The built files, and those that are loaded into the engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._values: dict[tuple[str, StartHere | None], Any] = {}
        self._live: dict[tuple[str, bool], Live] = {}

    def path(self, slug: str, flavour: str = "portable") -> Path:
        """Return the file of one workbook."""
        template, folder = BY_SLUG[slug], self.folder / flavour
        if not (folder / template.file_name).exists():
            folder.mkdir(exist_ok=True)
            with pytest.MonkeyPatch.context() as shared:
                shared.setattr(build, "_calculated", self._calculated)
                shared.setattr(Worksheet, "_prepare_formula", lambda _, text, new=False: _prepared(text, new))
                build.build_one(template, folder, FLAVOURS[flavour])
        return folder / template.file_name

    def _calculated(self, template: Template, flavour: Flavour, draft: Path) -> Any:
        # All flavours that begin with the same sheet have the same values: calculated for one, they serve the others.
        key = (template.slug, flavour.start)
        if key not in self._values:
            self._values[key] = _CALCULATED(template, flavour, draft)
        return self._values[key]

    def live(self, slug: str, with_charts: bool = False) -> Live:
        """Return one portable workbook in the engine; what a test types it takes back."""
        key = (slug, with_charts)
        if key not in self._live:
            self._live[key] = Live(self.path(slug), with_charts)
        return self._live[key]


_CALCULATED = build._calculated
_PREPARE = Worksheet._prepare_formula


@cache
def _prepared(formula: str, with_new_functions: bool) -> str:
    # Looked at once: XlsxWriter's many regular expressions take most of the time of building, again for each flavour.
    return str(_PREPARE(Worksheet(), formula, with_new_functions))


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory):
    return Workbooks(tmp_path_factory.mktemp("workbooks"))
