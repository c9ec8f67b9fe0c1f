"""What a workbook's macros define that gets in the way of our names."""

from __future__ import annotations

import re
import warnings

from pyopenvba import PyOpenVBAError
from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAModuleKind, parse_vba_project

_FUNCTION = re.compile(r"^[ \t]*(?:Public[ \t]+)?(?:Static[ \t]+)?Function[ \t]+(\w+)", re.IGNORECASE | re.MULTILINE)


def public_functions(vba_project: bytes) -> set[str]:
    """Return the functions, in capitals, that macros offer to cells; none of a project that cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an unknown code page: the names of our functions are in every one
        try:
            modules = parse_vba_project(CFB.from_bytes(vba_project)).modules
            sources = [module.source for module in modules if module.kind is VBAModuleKind.standard]
        except PyOpenVBAError:
            return set()
    return {name.upper() for source in sources for name in _FUNCTION.findall(source)}
