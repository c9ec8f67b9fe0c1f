"""Published and independently computed values, as worksheet calls in laboratory units, asked of the compute package.

`tests/data/reference.csv` has one case per row: the call as it stands in a cell, what it gives, in which unit, how
exactly, and who says so.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from xlfuncs import compute

CASES = list(csv.DictReader((Path(__file__).parents[1] / "data/reference.csv").open(encoding="utf-8")))

mV, kJ, kPa, cm_per_s, uA_per_cm2, uM, pA, nm, um2_per_s, pm = (
    1e-3,
    1e3,
    1e3,
    1e-2,
    1e-2,
    1e-3,
    1e-12,
    1e-9,
    1e-12,
    1e-12,
)


def kelvin(temperature):
    return temperature + 273.15 if temperature <= 120 else temperature


# The worksheet functions for plain numbers and vectors: laboratory units in and out.
CALLS = {
    "NERNST": lambda o, i, z, t: compute.nernst_potential(o, i, z, kelvin(t)) / mV,
    "NERNST_SLOPE": lambda o, i, z: compute.nernst_slope(o, i, z) / mV,
    "DRIVINGFORCE": lambda vm, e: compute.driving_force(vm * mV, e * mV) / mV,
    "GHK": lambda p, o, i, z, t: compute.ghk_potential(p, o, i, z, kelvin(t)) / mV,
    "GHK_CURRENT": lambda p, vm, o, i, z, t: (
        compute.ghk_current(p * cm_per_s, vm * mV, o, i, z, kelvin(t)) / uA_per_cm2
    ),
    "IONIC_STRENGTH": compute.ionic_strength,
    "DH_GAMMA": lambda strength, z, size, t: compute.dh_gamma(strength, z, size * pm, kelvin(t)),
    "DONNAN": lambda o, z, x, zx, t: compute.donnan_potential(o, z, x, zx, kelvin(t)) / mV,
    "DONNAN_IN": compute.donnan_concentrations,
    "DONNAN_OSMOTIC": lambda o, z, x, zx, t: compute.donnan_osmotic_pressure(o, z, x, zx, kelvin(t)) / kPa,
    "OSMOTIC_PRESSURE": lambda i, o, t: compute.osmotic_pressure(i, o, kelvin(t)) / kPa,
    "PUMP_DG": lambda no, ni, ko, ki, vm, t: compute.pump_free_energy(no, ni, ko, ki, vm * mV, kelvin(t)) / kJ,
    "PUMP_REVERSAL": lambda no, ni, ko, ki, dg, t: (
        compute.pump_reversal_potential(no, ni, ko, ki, dg * kJ, kelvin(t)) / mV
    ),
    "ATP_DG": lambda atp, adp, pi, dg, t: compute.atp_free_energy(atp, adp, pi, dg * kJ, kelvin(t)) / kJ,
    "MICRODOMAIN": lambda i, r, d, z: compute.microdomain_rise(i * pA, r * nm, d * um2_per_s, z) / uM,
}


def value(text):
    """Return what a call or a constant array means, in Excel's spelling of both."""
    return eval(text.replace("{", "[").replace("}", "]"), CALLS)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_reference_value(case):
    expected = np.array(value(case["expected"]))
    assert np.asarray(value(case["call"])) == pytest.approx(expected, abs=float(case["tolerance"]), rel=0)


def test_every_case_has_its_own_name_and_a_source():
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["source"] and float(case["tolerance"]) > 0 for case in CASES)
