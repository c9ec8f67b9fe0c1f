"""The same physics at 50 digits, written from the equations and not from the package."""

import mpmath
from hypothesis import strategies as st
from mpmath import mp, mpf

mp.dps = 50

R = mpf("1.380649e-23") * mpf("6.02214076e23")
F = mpf("1.602176634e-19") * mpf("6.02214076e23")

# What a spreadsheet of cell electrochemistry may hold.
concentrations = st.floats(-9, 4).map(lambda power: 10.0**power)
concentrations_or_zero = concentrations | st.just(0.0)
temperatures = st.floats(253.15, 393.15)
valences = st.sampled_from([-4, -3, -2, -1, 1, 2, 3, 4])
potentials = st.floats(-1, 1) | st.floats(-12, -3).map(lambda power: 10.0**power) | st.just(0.0)


@st.composite
def two_sides(draw):
    """Draw two concentrations, often almost or quite the same."""
    one = draw(concentrations)
    other = draw(concentrations | st.floats(-1e-6, 1e-6).map(lambda share: one * (1 + share)) | st.just(one))
    return one, other


def error(result, exact, scale):
    """Return how far result is from exact, as a share of the larger of |exact| and the natural scale."""
    return float(abs(mpf(result) - exact) / max(abs(exact), mpf(scale)))


def nernst(c_out, c_in, z, temperature):
    return R * mpf(temperature) / (z * F) * mpmath.log(mpf(c_out) / mpf(c_in))


def ghk_flux(w, c_out, c_in):
    """Return w (c_in - c_out exp(-w)) / (1 - exp(-w)), the shape of the current of one ion."""
    if w == 0:
        return mpf(c_in) - mpf(c_out)
    return w * (mpf(c_in) - mpf(c_out) * mpmath.exp(-w)) / -mpmath.expm1(-w)


def ghk_current(permeability, vm, c_out, c_in, z, temperature):
    w = z * F * mpf(vm) / (R * mpf(temperature))
    return mpf(permeability) * z * F * ghk_flux(w, c_out, c_in)


def ghk_balance(u, permeability, c_out, c_in, z):
    """Return the sum of the currents at u = FV/RT; it grows with u."""
    ions = zip(permeability, c_out, c_in, z, strict=True)
    return sum(mpf(p) * v * ghk_flux(v * u, out, inside) for p, out, inside, v in ions)


def donnan_balance(u, c_out, z, impermeant, z_impermeant):
    """Return the charge inside at u = FV/RT; it falls with u."""
    permeant = sum(v * mpf(c) * mpmath.exp(-v * u) for c, v in zip(c_out, z, strict=True))
    return permeant + sum(mpf(v) * mpf(c) for c, v in zip(impermeant, z_impermeant, strict=True))


def changes_sign(balance, u, margin):
    """Return whether a monotonic balance has its root within the margin around u."""
    return balance(mpf(u) - margin) * balance(mpf(u) + margin) <= 0
