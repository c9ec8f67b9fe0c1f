"""What all tests share."""

from __future__ import annotations

import sys
import tempfile

import pytest
from hypothesis import HealthCheck, settings

# Examples take as long as they take: other work may share the machine.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Where Python may keep no compiled code, keep it for as long as the tests run: they start many programs."""
    if not sys.dont_write_bytecode:
        return
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    folder = tempfile.TemporaryDirectory(prefix="xlfuncs-compiled-")
    config.add_cleanup(folder.cleanup)
    patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    patch.setenv("PYTHONPYCACHEPREFIX", folder.name)
