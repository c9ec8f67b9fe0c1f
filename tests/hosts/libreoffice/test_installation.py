"""The add-in put into the real LibreOffice and taken out again."""

from __future__ import annotations

from xlfuncs.hosts.libreoffice.installation import installed_version


def test_it_is_there(addin_profile):
    assert installed_version(addin_profile)
