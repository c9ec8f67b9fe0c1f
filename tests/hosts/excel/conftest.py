"""The made-up Windows for the tests of what is done on it."""

from __future__ import annotations

import tempfile

import pytest

from tests.hosts.excel.windows_in_a_folder import MadeUpWindows
from xlfuncs.hosts.excel import checks, installation, windows


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return what makes a machine; the command line then works on the one made last."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    built = installation.built()
    # Building takes half a second, and gives the same bytes each time.
    monkeypatch.setattr(installation, "built", lambda: built)

    def make(**options):
        made = MadeUpWindows(tmp_path / "C", **options)
        monkeypatch.setattr(windows, "this", lambda: made)
        monkeypatch.setattr(checks, "this", lambda: made)
        return made

    return make


@pytest.fixture
def jane(machine):
    return machine(user="Jane")
