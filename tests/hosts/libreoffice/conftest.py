from __future__ import annotations

import pytest

from tests.hosts.libreoffice.program import require_addin
from xlfuncs.hosts.libreoffice.installation import install


@pytest.fixture(scope="session")
def addin_profile(tmp_path_factory):
    """Install the add-in into a user profile, once a session: two LibreOffices cannot share a profile anyway."""
    require_addin()
    profile = tmp_path_factory.mktemp("libreoffice") / "with the add-in"
    install(profile)
    return profile
