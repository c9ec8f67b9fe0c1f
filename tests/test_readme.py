from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from install.commands import COMMANDS
from xlfuncs.cli import main
from xlfuncs.reference import function_table

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_function_table_is_the_list() -> None:
    table = re.search(r"<!-- functions: .*?-->\n(.*?)\n<!-- end", README, re.DOTALL)
    assert table
    assert table.group(1).strip() == function_table()


def test_the_python_examples_print_what_they_say() -> None:
    example = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    assert doctest.DocTestRunner().run(example).failed == 0


def test_the_eval_examples_print_what_they_say() -> None:
    shown = re.findall(r"^\$ xlfuncs (eval .*)\n((?:[^$`].*\n)+)", README, re.MULTILINE)
    assert len(shown) == 3
    for command, printed in shown:
        done = CliRunner().invoke(main, shlex.split(command, comments=True))
        assert done.output == printed


def test_the_page_on_excel_names_only_commands_that_there_are() -> None:
    page = (Path(__file__).parents[1] / "install" / "EXCEL.md").read_text(encoding="utf-8")
    told = re.findall(
        r"(?:`|^ *)(python install|(?:\.venv\\Scripts\\)?xlfuncs)(?: ([^`\n]+))?(?:`|$)", page, re.MULTILINE
    )
    assert len(told) > 12
    for program, words in told:
        known = COMMANDS if program == "python install" else main.commands
        assert not words or words.split()[0] in known, (program, words)
