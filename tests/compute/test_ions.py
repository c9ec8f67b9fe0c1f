"""The table of ions."""

import csv
import re
from collections import Counter
from importlib import resources

import pytest

from xlfuncs.compute import find_ion, ions
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


@pytest.mark.parametrize("name", ["Fe", "Ce", "Xx+", "", "Na2+", "K-", "HC"])
def test_a_name_of_no_ion_or_of_two_is_missing(name):
    with pytest.raises(MissingError, match=f"no ion '{re.escape(name)}' in the table"):
        find_ion(name)


def test_one_ion_in_si_units():
    calcium = find_ion("Ca2+")
    assert (calcium.symbol, calcium.formula, calcium.z) == ("Ca2+", "Ca", 2)
    assert calcium.size == pytest.approx(600e-12)
    assert calcium.molar_mass == pytest.approx(0.040078)
