from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from install.commands import COMMANDS
from xlfuncs.cli import main
from xlfuncs.hosts.officejs.certificate import ensure_certificate, how_to_trust
from xlfuncs.reference import function_table, write_table_into

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVER = (ROOT / "install" / "SERVER.md").read_text(encoding="utf-8")


def test_the_function_table_is_the_list(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(README, encoding="utf-8")
    write_table_into(page)
    assert function_table() in page.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") == README, "bring it up to date: python -m xlfuncs.reference README.md"


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
    page = (ROOT / "install" / "EXCEL.md").read_text(encoding="utf-8")
    told = re.findall(
        r"(?:`|^ *)(python install|(?:\.venv\\Scripts\\)?xlfuncs)(?: ([^`\n]+))?(?:`|$)", page, re.MULTILINE
    )
    assert len(told) > 12
    for program, words in told:
        known = COMMANDS if program == "python install" else main.commands
        assert not words or words.split()[0] in known, (program, words)


def test_the_page_on_the_server_names_only_commands_and_options_that_there_are() -> None:
    told = re.findall(r"(?:`|^ *)(python3? install|\S*\bxlfuncs) ([a-z][^`\n]+)(?:`|$)", SERVER, re.MULTILINE)
    assert len(told) > 12
    for program, words in told:
        name, *rest = shlex.split(words)
        if program.endswith("install"):
            assert name in COMMANDS, words
        else:
            assert_options(main.commands[name], rest)


def assert_options(command: click.Command, words: list[str]) -> None:
    known = {spelled for option in command.params for spelled in option.opts}
    assert {word for word in words if word.startswith("--")} <= known, words


def test_the_page_on_the_server_names_every_option_of_serve_and_no_other_setting() -> None:
    options = main.commands["serve"].params
    for option in options:
        assert option.opts[0] in SERVER, option.opts[0]
    settings = set(re.findall(r"XLFUNCS_SERVE_(\w+)", SERVER))
    assert settings <= {str(option.name).upper() for option in options}


def test_the_page_on_the_server_says_how_to_trust_the_certificate_as_the_server_does(tmp_path) -> None:
    authority = ensure_certificate(tmp_path / "a b", []).authority
    for system in ("win32", "darwin"):
        command = next(line.strip() for line in how_to_trust(authority, system) if line.startswith(" "))
        assert f"`{command.replace(str(authority), 'authority.crt')}`" in SERVER


@pytest.mark.parametrize("page", ["README.md", "install/EXCEL.md", "install/SERVER.md"])
def test_what_a_page_points_at_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for place in re.findall(r"\]\((?!\w+:)([^)#]+)[^)]*\)|src=\"([^\"]+)\"", text):
        assert ((ROOT / page).parent / (place[0] or place[1])).exists(), place
    anchors = {
        re.sub(r"[^\w -]", "", title).replace(" ", "-").lower() for title in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
