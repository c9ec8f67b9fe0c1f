"""The lock files: whole, hashed, consistent, tied to no registry."""

from __future__ import annotations

import re
import tomllib

import pytest

from install.commands import CHECKOUT
from install.environment import LAYERS
from xlfuncs.hosts.libreoffice.libraries import LOCK

LOCKS = {layer: CHECKOUT / "install" / lock for layer, lock in LAYERS.items()} | {"libreoffice": LOCK}
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))


def lock_text(layer):
    return LOCKS[layer].read_text("utf-8")


def pins(layer):
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock_text(layer), re.MULTILINE))


def names(requirements):
    return {re.match(r"[\w-]+", requirement)[0].lower() for requirement in requirements}


def test_runtime_lock_has_every_dependency():
    assert names(PROJECT["project"]["dependencies"]) <= pins("runtime").keys()


def test_test_lock_has_every_test_tool():
    assert names(PROJECT["project"]["optional-dependencies"]["test"]) <= pins("test").keys()


def test_test_lock_only_adds_to_the_runtime_lock():
    assert pins("runtime").items() <= pins("test").items()


def test_libreoffice_lock_is_part_of_the_runtime_lock():
    assert pins("libreoffice").items() <= pins("runtime").items()


def test_lock_has_what_the_build_needs():
    text = (CHECKOUT / "install" / "build.in").read_text("utf-8")
    wanted = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert wanted == PROJECT["build-system"]["requires"]
    assert names(wanted) <= pins("runtime").keys()


@pytest.mark.parametrize("layer", LOCKS)
def test_every_pin_has_hashes(layer):
    entries = re.split(r"^(?=[a-z0-9])", lock_text(layer), flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(layer))
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("layer", LOCKS)
def test_lock_names_no_registry_and_says_how_to_renew_it(layer):
    assert "://" not in lock_text(layer)
    assert "index" not in lock_text(layer)
    assert "uv pip compile --universal --generate-hashes" in lock_text(layer).splitlines()[1]
