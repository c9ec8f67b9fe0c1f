"""What checks the JavaScript: brought once, by what the lock says; where it cannot be had, that is told."""

from __future__ import annotations

import json
import shutil

import pytest

from install import node
from install.commands import CHECKOUT

LOCK = json.loads((CHECKOUT / node.FOLDER / "package-lock.json").read_text("utf-8"))


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with a lock, and an npm that notes what it is told; nothing is run."""
    (tmp_path / node.FOLDER / "node_modules").mkdir(parents=True)
    (tmp_path / node.FOLDER / "package-lock.json").write_text("{}", "utf-8")
    asked = []
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(node, "run_quietly", lambda *words: asked.append(words) or (0, ""))
    monkeypatch.setattr(node, "run", lambda words, _folder: asked.append(words) or int("tsc" in words[1]))
    monkeypatch.delenv("XLFUNCS_REQUIRE_HOSTS", raising=False)
    return tmp_path, asked


def test_the_tools_are_installed_once_and_run_in_turn(checkout):
    folder, asked = checkout
    assert node.failed_checks(folder) == ["tsc"]
    assert [words[1] for words in asked] == ["ci", *(tool[0] for tool in node.CHECKS)]
    node.failed_checks(folder)
    assert [words[1] for words in asked].count("ci") == 1
    (folder / node.FOLDER / "package-lock.json").write_text("{} ", "utf-8")
    node.failed_checks(folder)
    assert [words[1] for words in asked].count("ci") == 2


@pytest.mark.parametrize(("required", "failed"), [("", 0), ("1", 1)])
def test_where_npm_is_missing_that_is_told(checkout, monkeypatch, capsys, required, failed):
    monkeypatch.setenv("XLFUNCS_REQUIRE_HOSTS", required)
    monkeypatch.setattr(shutil, "which", lambda program: None if program == "npm" else f"/usr/bin/{program}")
    assert len(node.failed_checks(checkout[0])) == failed
    told = capsys.readouterr().err
    assert "sudo apt-get install npm" in told
    assert "not checked" in told


def test_a_failing_npm_is_told_with_its_words(checkout, monkeypatch, capsys):
    monkeypatch.setattr(node, "run_quietly", lambda *_: (7, "no network"))
    assert node.failed_checks(checkout[0]) == []
    told = capsys.readouterr().err
    assert "no network" in told
    assert "exit code 7" in told


def test_the_lock_is_whole_hashed_and_tied_to_no_registry():
    packages = {place: package for place, package in LOCK["packages"].items() if place}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())
