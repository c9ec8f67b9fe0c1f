"""What a template workbook is to those who list and build them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlfuncs.templates.page import Book


@dataclass(frozen=True)
class Template:
    """A workbook that can be built, and its line in the index."""

    slug: str
    heading: str
    title: str
    question: str
    functions: tuple[str, ...]
    write: Callable[[Book], None]

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"{self.slug}.xlsx"
