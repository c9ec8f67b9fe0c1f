"""The themes, one module each, in the order in which a course would take them."""

from __future__ import annotations

from xlfuncs.templates.lessons.description import Theme
from xlfuncs.templates.lessons.themes import (
    activity,
    calcium,
    chloride,
    donnan,
    energy,
    goldman,
    nernst,
    pump,
    pump_leak,
    sodium,
    temperature,
    valence,
)

THEMES: tuple[Theme, ...] = (
    nernst.THEME,
    sodium.THEME,
    chloride.THEME,
    valence.THEME,
    temperature.THEME,
    activity.THEME,
    energy.THEME,
    donnan.THEME,
    goldman.THEME,
    pump.THEME,
    pump_leak.THEME,
    calcium.THEME,
)
