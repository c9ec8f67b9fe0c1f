from __future__ import annotations

import shutil

import pytest

from tests.hosts.libreoffice.calc import Calc
from tests.support.libreoffice import require_addin, set_language
from xlfuncs.hosts.libreoffice.installation import install


@pytest.fixture(scope="session")
def addin_profile(tmp_path_factory):
    """Install the add-in into a user profile, once a session: two LibreOffices cannot share a profile anyway."""
    require_addin()
    profile = tmp_path_factory.mktemp("libreoffice") / "with the add-in"
    install(profile)
    return profile


@pytest.fixture(scope="session")
def calc(addin_profile):
    """LibreOffice Calc with the add-in: one program for all tests, on a copy, since it keeps its profile to itself."""
    profile = addin_profile.with_name("at work")
    shutil.copytree(addin_profile, profile)
    set_language(profile, "en-US")
    with Calc(profile) as program:
        yield program
