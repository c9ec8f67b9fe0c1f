"""The list of functions in LibreOffice's own words: the types, the function wizard's texts, the extension's papers."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from xlfuncs import __version__
from xlfuncs.functions import FUNCTIONS, Quantity, WorksheetFunction

IDENTIFIER = "org.xlfuncs.addin"
# Part of every formula in a file: ORG.XLFUNCS.ADDIN.NERNST(…). See the flavour "libreoffice".
SERVICE = "org.xlfuncs.AddIn"
TYPES, WORDS, COMPONENT = "xlfuncs.idl", "CalcAddIns.xcu", "addin.py"

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def types() -> str:
    """Return the UNO interface of the functions, as source, which LibreOffice reads as well as a compiled .rdb."""
    methods = "\n".join(_method(function) for function in FUNCTIONS)
    return f"module org {{ module xlfuncs {{\n\ninterface XAddIn {{\n{methods}\n}};\n\n}}; }};\n"


def _method(function: WorksheetFunction) -> str:
    # `any` takes numbers, texts, cells and ranges alike, a range as a whole; a result of `any` cannot be an array.
    # Texts in rows of `any` would be unequal to the same texts typed. So Calc is to ask for them one by one, which it
    # does where an argument can only be a single value; and a blank cell is no number, but an empty text.
    argument, result = ("string", "any") if function.gives_text else ("any", "sequence< sequence< any > >")
    # UNO allows an underscore only in names of capitals.
    arguments = ", ".join(f"[in] {argument} {_internal_name(a)}" for a in function.arguments)
    return f"  {result} {function.name}({arguments});"


def _internal_name(argument: Quantity) -> str:
    return argument.name.upper()


def words() -> str:
    """Return the configuration that the function wizard takes names and help from."""
    functions = "\n".join(_function_words(function) for function in FUNCTIONS)
    return f"""{_XML}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">
<node oor:name="AddInInfo">
<node oor:name="{SERVICE}" oor:op="replace">
<node oor:name="AddInFunctions">
{functions}
</node></node></node>
</oor:component-data>
"""


def _function_words(function: WorksheetFunction) -> str:
    arguments = "\n".join(
        _node(_internal_name(a), [_text("DisplayName", a.name), _text("Description", a.help)])
        for a in function.arguments
    )
    properties = [
        _text("DisplayName", function.name),
        _text("Description", function.description),
        '<prop oor:name="Category"><value>Add-In</value></prop>',
        _text("CompatibilityName", function.name),
        f'<node oor:name="Parameters">\n{arguments}\n</node>',
    ]
    return _node(function.name, properties)


def _node(name: str, properties: list[str]) -> str:
    return "\n".join([f'<node oor:name={quoteattr(name)} oor:op="replace">', *properties, "</node>"])


def _text(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en">{escape(text)}</value></prop>'


def manifest() -> str:
    """Return what is in the extension, in the order in which LibreOffice has to take it."""
    entries = (
        (TYPES, "application/vnd.sun.star.uno-typelibrary;type=RDB"),
        (COMPONENT, "application/vnd.sun.star.uno-component;type=Python"),
        (WORDS, "application/vnd.sun.star.configuration-data"),
    )
    files = "\n".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media_type}"/>'
        for path, media_type in entries
    )
    namespace = "http://openoffice.org/2001/manifest"
    return f'{_XML}<manifest:manifest xmlns:manifest="{namespace}">\n{files}\n</manifest:manifest>\n'


def description() -> str:
    """Return what the extension manager shows."""
    return f"""{_XML}<description xmlns="http://openoffice.org/extensions/description/2006"
  xmlns:d="http://openoffice.org/extensions/description/2006"
  xmlns:l="http://libreoffice.org/extensions/description/2011"
  xmlns:xlink="http://www.w3.org/1999/xlink">
<identifier value="{IDENTIFIER}"/>
<version value="{__version__}"/>
<display-name><name lang="en">xlfuncs: electrochemistry of cells</name></display-name>
<extension-description><src xlink:href="description.txt" lang="en"/></extension-description>
<dependencies><l:LibreOffice-minimal-version d:name="LibreOffice 7.4" value="7.4"/></dependencies>
</description>
"""


def long_description() -> str:
    """Return the text under the extension's name in the extension manager."""
    names = ", ".join(function.name for function in FUNCTIONS)
    return f"Worksheet functions for the electrochemistry of cells, each with its units and source: {names}.\n"
