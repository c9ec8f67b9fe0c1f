"""Built again, the files are the same to the byte; and those in the repository are the ones that a build gives."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates.subjects import each_template
from xlfuncs.templates.catalogue import TEMPLATES

REPOSITORY = Path(__file__).parents[2]
COMMITTED = {"portable": REPOSITORY / "workbooks", "libreoffice": REPOSITORY / "workbooks" / "libreoffice"}
on_the_builders_platform = pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="the committed files are built on Linux, x86-64: the last bit of exp and log may differ elsewhere",
)
each_committed = pytest.mark.parametrize("flavour", COMMITTED)


@pytest.fixture(scope="module")
def built_elsewhere(tmp_path_factory):
    """Build by the command, in a process of another kind: other hashes, place, time zone and language."""
    folder = tmp_path_factory.mktemp("again")
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "xlfuncs", "templates", "made"]
    subprocess.run(command, check=True, cwd=folder, env=os.environ | surroundings, capture_output=True)
    return folder / "made"


@each_template
def test_a_second_build_gives_the_same_bytes(workbooks, template, built_elsewhere):
    assert (built_elsewhere / template.file_name).read_bytes() == workbooks.path(template.slug).read_bytes()


def test_a_build_leaves_nothing_else_behind(built_elsewhere):
    assert {path.name for path in built_elsewhere.iterdir()} == {template.file_name for template in TEMPLATES}


@on_the_builders_platform
@each_committed
@each_template
def test_the_committed_file_is_what_a_build_gives(workbooks, template, flavour):
    committed = COMMITTED[flavour] / template.file_name
    assert committed.exists(), f"xlfuncs templates {COMMITTED[flavour]} --host {flavour}"
    assert committed.read_bytes() == workbooks.path(template.slug, flavour).read_bytes()


@each_committed
def test_no_other_workbook_is_committed(flavour):
    known = {template.file_name for template in TEMPLATES}
    assert {path.name for path in COMMITTED[flavour].glob("*.xls*")} <= known
