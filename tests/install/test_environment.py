"""When the environment is kept, filled or made anew. Nothing is installed here."""

from __future__ import annotations

import json
import sys

import pytest

from install import environment as module
from install.environment import Environment, ensure
from xlfuncs.system.user_errors import UserError


@pytest.fixture(params=["checkout", "a b", "é ü Ω"])
def checkout(request, tmp_path):
    folder = tmp_path / request.param
    (folder / "install").mkdir(parents=True)
    (folder / "pyproject.toml").write_text("[project]\n", "utf-8")
    for lock in module.LAYERS.values():
        (folder / "install" / lock).write_text("numpy==2.4.6\n", "utf-8")
    return Environment(folder)


@pytest.fixture
def done(monkeypatch):
    """Note what would be made and installed; the environment is sound once its folder exists."""
    steps = []

    def make(environment):
        module.remove(environment.folder) if environment.folder.exists() else None
        environment.folder.mkdir()
        steps.append("make")

    monkeypatch.setattr(module, "make", make)
    monkeypatch.setattr(module, "fill", lambda _environment, layer: steps.append(layer))
    monkeypatch.setattr(Environment, "sound", lambda environment: environment.folder.is_dir())
    return steps


def test_first_run_makes_and_fills(checkout, done):
    ensure(checkout, "runtime")
    assert done == ["make", "runtime"]


def test_second_run_does_nothing(checkout, done):
    ensure(checkout, "runtime")
    done.clear()
    ensure(checkout, "runtime")
    assert done == []


def test_test_layer_comes_on_top(checkout, done):
    ensure(checkout, "runtime")
    ensure(checkout, "test")
    assert done == ["make", "runtime", "test"]
    done.clear()
    ensure(checkout, "runtime")
    ensure(checkout, "test")
    assert done == []


@pytest.mark.parametrize("file", ["install/requirements.txt", "pyproject.toml"])
def test_changed_lock_is_installed_into_the_same_environment(checkout, done, file):
    ensure(checkout, "runtime")
    done.clear()
    (checkout.checkout / file).write_text("changed", "utf-8")
    ensure(checkout, "runtime")
    assert done == ["runtime"]


@pytest.mark.parametrize("stamp", [None, "", "[]", '{"python": ', '{"python": "cpython-27 elsewhere"}'])
def test_unfinished_or_foreign_environment_is_made_anew(checkout, done, stamp):
    ensure(checkout, "runtime")
    done.clear()
    checkout.stamp.unlink() if stamp is None else checkout.stamp.write_text(stamp, "utf-8")
    ensure(checkout, "runtime")
    assert done == ["make", "runtime"]


def test_moved_checkout_is_made_anew(checkout, done):
    ensure(checkout, "runtime")
    done.clear()
    stamp = json.loads(checkout.stamp.read_text("utf-8"))
    checkout.stamp.write_text(json.dumps(stamp | {"place": "elsewhere"}), "utf-8")
    ensure(checkout, "runtime")
    assert done == ["make", "runtime"]


def test_broken_environment_is_made_anew(checkout, done, monkeypatch):
    ensure(checkout, "runtime")
    done.clear()
    monkeypatch.setattr(Environment, "sound", lambda _environment: False)
    ensure(checkout, "runtime")
    assert done == ["make", "runtime"]


def test_killed_installation_leaves_no_stamp(checkout, done, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "fill", killed)
    with pytest.raises(KeyboardInterrupt):
        ensure(checkout, "runtime")
    assert checkout.read_stamp() == {}


def test_failed_download_keeps_what_was_complete(checkout, done, monkeypatch):
    def offline(*_):
        raise UserError("pip could not reach the package index")

    ensure(checkout, "runtime")
    done.clear()
    monkeypatch.setattr(module, "fill", offline)
    with pytest.raises(UserError):
        ensure(checkout, "test")
    ensure(checkout, "runtime")
    assert done == []


def test_environment_without_a_python_that_starts_is_not_sound(checkout):
    assert not checkout.sound()
    checkout.python.parent.mkdir(parents=True)
    checkout.python.write_text("not a program", "utf-8")
    assert not checkout.sound()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own on Windows")
def test_python_that_is_gone_is_not_sound(checkout):
    checkout.python.parent.mkdir(parents=True)
    checkout.python.symlink_to(checkout.checkout / "python that was removed")
    assert not checkout.sound()


def test_python_without_venv_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(module, "can_make_environments", lambda: False)
    monkeypatch.setattr(module.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(UserError, match=rf"sudo apt-get install python3\.{sys.version_info.minor}-venv"):
        module.require_venv()


def test_root_gets_the_part_of_python_that_is_missing(monkeypatch):
    installed = []
    monkeypatch.setattr(module, "can_make_environments", lambda: bool(installed))
    monkeypatch.setattr(module, "can_install", lambda: True)
    monkeypatch.setattr(module, "apt_install", installed.extend)
    monkeypatch.setattr(module.shutil, "which", lambda program: f"/usr/bin/{program}")
    module.require_venv()
    assert installed == [f"python3.{sys.version_info.minor}-venv"]
