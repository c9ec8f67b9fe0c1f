"""What the tests are asked of: every workbook, every theme."""

from __future__ import annotations

from typing import Any

import pytest

from xlfuncs.templates.catalogue import TEMPLATES
from xlfuncs.templates.lessons.themes import THEMES
from xlfuncs.templates.template import Template

BY_SLUG: dict[str, Template] = {template.slug: template for template in TEMPLATES}


def _slug(subject: Any) -> str:
    return str(subject.slug)


each_template = pytest.mark.parametrize("template", TEMPLATES, ids=_slug)
each_theme = pytest.mark.parametrize("theme", THEMES, ids=_slug)
