"""The cloud of ions around an open channel."""

from __future__ import annotations

import math
from typing import Any

from xlfuncs.compute.constants import FARADAY
from xlfuncs.compute.rules import FINITE, POSITIVE, VALENCE, elementwise


@elementwise(current=FINITE, distance=POSITIVE, diffusion=POSITIVE, z=VALENCE)
def microdomain_rise(current: Any, distance: Any, diffusion: Any, z: Any) -> Any:
    """Return the steady rise of concentration near an open channel in a membrane: |i|/(2π |z| F D r).

    The ions spread into a half space without binding to anything; a whole sphere around the source gets half of it.

    Parameters
    ----------
    current : array_like [A]
        Current through the channel; its sign does not matter.
    distance : array_like [m]
        From the mouth of the channel, > 0.
    diffusion : array_like [m2/s]
        Diffusion coefficient, > 0.
    z : array_like [1]
        Signed charge number, whole and not 0.

    Returns
    -------
    float or ndarray [mol/m3]

    Raises
    ------
    DomainError
        If a value that is not NaN breaks its rule, or the result is too large.

    References
    ----------
    Neher, Concentration profiles of intracellular calcium in the presence of a diffusible
    chelator, Exp. Brain Res. Ser. 14:80-96, 1986; Vesicle pools and Ca2+ microdomains, Neuron
    20:389-399, 1998.
    """
    return abs(current) / (2 * math.pi * FARADAY) / abs(z) / diffusion / distance
