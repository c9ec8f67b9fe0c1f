"""The add-in where numbers are not written as in English: with a decimal comma, or with the separator of Persian."""

from __future__ import annotations

import shutil

import pytest

from tests.gallery import LIBREOFFICE
from tests.hosts.libreoffice.calc import Calc
from tests.support.libreoffice import set_language
from tests.support.workbook_files import same
from xlfuncs.functions import FUNCTIONS
from xlfuncs.hosts.libreoffice import libraries
from xlfuncs.hosts.libreoffice.installation import check, install, require

SEPARATORS = {"de-DE": ",", "fa-IR": "\u066b"}
RIGHT = "calculates =NERNST(5;140;1;37) as -89.06 mV"
EXAMPLE, RESULT = 0, 1


@pytest.fixture(scope="module", params=SEPARATORS)
def abroad(request, addin_profile):
    """Copy the profile that has the add-in, for somebody of another language."""
    profile = addin_profile.with_name(request.param)
    shutil.copytree(addin_profile, profile)
    set_language(profile, request.param)
    return profile


@pytest.fixture(scope="module")
def calc_abroad(abroad):
    with Calc(shutil.copytree(abroad, abroad.with_name(f"{abroad.name} at work"))) as program:
        yield program


def installed_again(profile, monkeypatch):
    """Return what the installer and the doctor say of an add-in that is there."""
    monkeypatch.setattr(libraries, "fetch", None)
    # Whoever runs the tests may have another Python first.
    monkeypatch.setenv("PATH", require().environment()["PATH"])
    said = []
    install(profile, said.append)
    return said[-1], check(profile)


def test_the_installer_and_the_doctor_see_that_it_calculates(abroad, monkeypatch):
    said, health = installed_again(abroad, monkeypatch)
    assert said.endswith(RIGHT)
    assert health.fine
    assert health.words.endswith(RIGHT)


def test_so_they_do_where_the_computer_has_the_language(addin_profile, monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    said, health = installed_again(addin_profile, monkeypatch)
    assert said.endswith(RIGHT)
    assert health.fine


def test_a_wrong_value_is_told(addin_profile, monkeypatch):
    monkeypatch.setenv("PATH", require().environment()["PATH"])
    monkeypatch.setattr("xlfuncs.hosts.libreoffice.trial.expected", lambda: -89.06)
    health = check(addin_profile)
    assert not health.fine
    assert "calculates =NERNST(5;140;1;37) as -89" in health.words


def test_numbers_are_shown_in_the_language(calc_abroad, request):
    separator = SEPARATORS[request.node.callspec.params["abroad"]]
    with calc_abroad.document() as document:
        document.type({"A1": "=1/2"})
        assert document.shown("A1") == [[f"0{separator}5"]]


def test_each_example_of_the_reference_can_be_typed_as_it_stands_there(calc_abroad, tmp_path):
    path = shutil.copy(LIBREOFFICE / "reference.xlsx", tmp_path)
    with calc_abroad.document(tmp_path / path) as reference:
        rows = int(reference.areas()["Functions"].partition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        place = f"E1:F{rows}"
        shown, due = reference.shown(place), reference.read(place)
    examples = [(s[EXAMPLE], d[RESULT]) for s, d in zip(shown, due, strict=True) if s[EXAMPLE].startswith("=")]
    assert len(examples) == len(FUNCTIONS)
    with calc_abroad.document() as document:
        for row, (text, _) in enumerate(examples, 1):
            document.type_as_user(f"A{row}", text)
        typed = [value for [value] in document.read(f"A1:A{len(examples)}")]
    wrong = [(text, value, v) for (text, value), v in zip(examples, typed, strict=True) if not same(v, value)]
    assert wrong == []


def test_numbers_with_a_fraction_are_numbers_to_a_function_that_gives_texts(calc_abroad):
    pairs = ((0.1, 0.2), (-1e300, 1e-300), (-65, -82.6), (0, 0))
    found = calc_abroad.calculate([f"=FLUX_DIRECTION({vm}; {e_ion}; 1)" for vm, e_ion in pairs])
    # (Vm - E)·z: negative is influx
    assert found == ["influx", "influx", "efflux", "none"]
