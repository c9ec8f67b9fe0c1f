"""Texts of a sheet, kept as Markdown beside the code that lays them out."""

from __future__ import annotations

import re
from collections.abc import Iterator


def parts(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """Yield each heading that begins with a mark ("# ", "## "), and what stands under it."""
    for part in re.split(rf"^{mark}", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n\n")
        yield heading, rest


def paragraphs(text: str) -> list[tuple[str, str]]:
    """Return the headings of the second order with the one paragraph under each."""
    return [(heading, paragraph.strip().replace("\n", " ")) for heading, paragraph in parts(text, "## ")]
