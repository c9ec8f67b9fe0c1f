"""The table of ions."""

import csv
import re
import sys
from collections import Counter
from importlib import resources

import pytest

from xlfuncs.compute import find_ion, ions
from xlfuncs.compute.ions import BLANKS, spelled
from xlfuncs.errors import MissingError

# Kielland, J. Am. Chem. Soc. 59:1675, 1937, table I: closest approach [Å] of groups of ions; 4.25 stands for "4-4.5".
KIELLAND = {
    2.5: "Rb+ Cs+ NH4+ Tl+ Ag+",
    3: "K+ Cl- Br- I- NO3-",
    3.5: "OH- F- SCN- HS- ClO3- ClO4- BrO3-",
    4: "SO42- HPO42- PO43-",
    4.25: "Na+ IO3- HCO3- H2PO4- HSO3-",
    4.5: "Pb2+ CO32- SO32- oxalate2- acetate- TMA+",
    5: "Sr2+ Ba2+ Cd2+ Hg2+ S2- citrate3-",
    6: "Li+ Ca2+ Cu2+ Zn2+ Sn2+ Mn2+ Fe2+ Ni2+ Co2+ TEA+",
    8: "Mg2+ Be2+",
    9: "H+ Al3+ Fe3+ Cr3+ Sc3+ Y3+ La3+ In3+ Ce3+ Pr3+ Nd3+ Sm3+",
    11: "Th4+ Zr4+ Ce4+ Sn4+",
}
SIZES = {symbol: size for size, symbols in KIELLAND.items() for symbol in symbols.split()}


def rows():
    with resources.files("xlfuncs.compute").joinpath("data/ions.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["symbol"])
def test_every_row_is_consistent_and_sourced(row):
    z = int(row["z"])
    suffix = f"{abs(z) if abs(z) > 1 else ''}{'+' if z > 0 else '-'}"
    assert row["symbol"].endswith(suffix)
    assert "mass: IUPAC 2021" in row["source"]
    assert ("Kielland 1937" in row["source"]) == bool(row["size_pm"])


@pytest.mark.parametrize("ion", ions().values(), ids=lambda ion: ion.symbol)
def test_sizes_are_kiellands(ion):
    assert ion.size == (pytest.approx(SIZES[ion.symbol] * 1e-10) if ion.symbol in SIZES else None)


def test_all_of_kiellands_ions_listed_here_are_in_the_table():
    assert SIZES.keys() <= ions().keys()


def test_masses_add_up():
    mass = {symbol: ion.molar_mass * 1e3 for symbol, ion in ions().items()}
    assert mass["OH-"] - mass["H+"] == pytest.approx(15.999, abs=0.001)
    assert mass["HPO42-"] - mass["PO43-"] == pytest.approx(mass["H+"], abs=0.001)
    assert mass["H2PO4-"] - mass["HPO42-"] == pytest.approx(mass["H+"], abs=0.001)
    assert mass["HCO3-"] - mass["CO32-"] == pytest.approx(mass["H+"], abs=0.001)
    assert mass["SO42-"] - mass["S2-"] == pytest.approx(4 * 15.999, abs=0.005)
    assert mass["ClO4-"] - mass["Cl-"] == pytest.approx(4 * 15.999, abs=0.005)
    assert mass["Na+"] + mass["Cl-"] == pytest.approx(58.44, abs=0.005)
    assert mass["NH4+"] == pytest.approx(18.039, abs=0.001)
    assert mass["TEA+"] == pytest.approx(130.25, abs=0.01)


def test_masses_are_sums_of_atomic_weights():
    single = {ion.formula: ion.molar_mass for ion in ions().values() if re.fullmatch("[A-Z][a-z]?", ion.formula)}
    single |= {"C": 0.012011, "N": 0.014007, "O": 0.015999, "P": 0.030974}
    for row in rows():
        atoms = re.findall(r"([A-Z][a-z]?)(\d*)", row["source"].rpartition(" of ")[2])
        total = sum(single[element] * int(count or 1) for element, count in atoms)
        assert float(row["mass_g_per_mol"]) == pytest.approx(total * 1e3, abs=0.0051), row["symbol"]


def test_no_two_ions_share_a_name():
    names = Counter(name for ion in ions().values() for name in ion.names)
    assert max(names.values()) == 1


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("K+", "K+"),
        ("K", "K+"),
        ("Ca", "Ca2+"),
        ("ca2+", "Ca2+"),
        ("CL", "Cl-"),
        ("so4", "SO42-"),
        ("HCO3", "HCO3-"),
        ("Co", "Co2+"),
        ("acetate", "acetate-"),
        ("CH3COO-", "acetate-"),
        ("TEA", "TEA+"),
        ("Fe3+", "Fe3+"),
    ],
)
def test_an_ion_is_found_by_symbol_or_formula_in_any_case(name, symbol):
    assert find_ion(name) is ions()[symbol]


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        *((written, "Ca2+") for written in ("Ca²⁺", "Ca++", "Ca+2", "ca⁺²", "Ca^2+", "calcium", "CALCIUM", " Ca2+ ")),
        *((written, "K+") for written in ("K⁺", "potassium", "K+\xa0", "\tK\n", "\u200bK+\ufeff", "K+1", "k1+")),
        *((written, "Cl-") for written in ("Cl−", "Cl⁻", "Cl–", "chloride", "cl-1")),
        *((written, "SO42-") for written in ("SO₄²⁻", "SO4--", "SO4-2", "sulfate", "sulphate")),
        *((written, "HCO3-") for written in ("HCO₃⁻", "bicarbonate")),
        *((written, "Fe3+") for written in ("Fe³⁺", "Fe+++", "ferric", "iron(III)")),
        ("La+++", "La3+"),
        ("Th++++", "Th4+"),
        ("NH₄⁺", "NH4+"),
        ("cesium", "Cs+"),
        ("Cu+", "Cu+"),
    ],
)
def test_an_ion_is_found_as_people_write_it(written, symbol):
    assert find_ion(written) is ions()[symbol]


@pytest.mark.parametrize("blank", [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()])
def test_every_blank_that_unicode_knows_is_ignored_around_a_symbol(blank):
    if blank in "\x1c\x1d\x1e\x1f":  # Python's own idea of a blank: separators of files and records
        return
    assert blank in BLANKS
    assert find_ion(f"{blank}{blank}Na+{blank}").symbol == "Na+"


@pytest.mark.parametrize("name", ["Xx+", "", " ", "Na2+", "K-", "HC", "Ca 2+", "K+K+"])
def test_a_name_of_no_ion_is_missing(name):
    with pytest.raises(MissingError, match=f'no ion "{re.escape(name)}" is in the table'):
        find_ion(name)


@pytest.mark.parametrize(
    ("name", "ions"),
    [
        ("Fe", "Fe2+ or Fe3+"),
        (" iron", "Fe2+ or Fe3+"),
        ("Copper", "Cu+ or Cu2+"),
        ("Cu", "Cu+ or Cu2+"),
        ("Ce", "Ce3+ or Ce4+"),
        ("tin", "Sn2+ or Sn4+"),
        ("phosphate", "H2PO4-, HPO42- or PO43-"),
    ],
)
def test_a_name_that_could_be_two_ions_is_refused_with_both(name, ions):
    with pytest.raises(MissingError, match=re.escape(f'"{name}" could be {ions}')):
        find_ion(name)


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        *((f"K{plus}", "K+") for plus in "+⁺＋"),
        *((f"Cl{minus}", "Cl-") for minus in "-⁻−‐‑–－"),
        *((f"Ca{two}{plus}", "Ca2+") for two in "2²₂" for plus in "+⁺＋"),
        *((f"PO{four}{three}⁻", "PO43-") for four in "4⁴₄" for three in "3³₃"),
    ],
)
def test_every_sign_of_a_charge_and_digit_is_known(written, symbol):
    assert find_ion(written).symbol == symbol


def test_no_spelling_leads_from_one_ion_to_another():
    for ion in ions().values():
        for name in ion.names:
            assert spelled(name) == name


def test_one_ion_in_si_units():
    calcium = find_ion("Ca2+")
    assert (calcium.symbol, calcium.formula, calcium.z) == ("Ca2+", "Ca", 2)
    assert calcium.size == pytest.approx(600e-12)
    assert calcium.molar_mass == pytest.approx(0.040078)
