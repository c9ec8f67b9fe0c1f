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
    """Return name and version of each pin; there may be two of a name, for different systems."""
    return re.findall(r"^([a-z0-9-]+)==(\S+)", lock_text(layer), re.MULTILINE)


def pinned(layer):
    return {name for name, _ in pins(layer)}


def names(requirements):
    return {re.match(r"[\w-]+", requirement)[0].lower() for requirement in requirements}


def test_runtime_lock_has_every_dependency():
    assert names(PROJECT["project"]["dependencies"]) <= pinned("runtime")


@pytest.mark.parametrize("layer", ["server", "test"])
def test_each_further_lock_has_all_of_its_extra(layer):
    assert names(PROJECT["project"]["optional-dependencies"][layer]) <= pinned(layer)


@pytest.mark.parametrize(("lower", "upper"), [("libreoffice", "runtime"), ("runtime", "server"), ("server", "test")])
def test_each_lock_only_adds_to_the_one_below(lower, upper):
    assert set(pins(lower)) <= set(pins(upper))


def test_the_plain_installation_has_nothing_of_the_server():
    assert not {"xlwings-server", "fastapi", "uvicorn", "cryptography"} & pinned("runtime")


def test_lock_has_what_the_build_needs():
    text = (CHECKOUT / "install" / "build.in").read_text("utf-8")
    wanted = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert wanted == PROJECT["build-system"]["requires"]
    assert names(wanted) <= pinned("runtime")


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
