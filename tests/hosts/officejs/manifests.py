"""The rules of Microsoft's XML manifest that concern ours: [MS-OWEMXML] and the manifest reference, retold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

Element = ElementTree.Element

TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_APP = "http://schemas.microsoft.com/office/appforoffice/1.1"
_BASIC = "http://schemas.microsoft.com/office/officeappbasictypes/1.0"
_OVERRIDES = "http://schemas.microsoft.com/office/taskpaneappversionoverrides"
# The children of each element in the order in which they must stand; ? may be missing, + may be there several times.
_BASE = {
    "OfficeApp": "Id Version ProviderName DefaultLocale DisplayName Description IconUrl? HighResolutionIconUrl? "
    "SupportUrl? AppDomains? Hosts Requirements? DefaultSettings Permissions VersionOverrides?",
    "AppDomains": "AppDomain+",
    "Hosts": "Host+",
    "Requirements": "Sets",
    "Sets": "Set+",
    "DefaultSettings": "SourceLocation",
}
_IN_OVERRIDES = {
    "VersionOverrides": "Hosts Resources? WebApplicationInfo?",
    "Hosts": "Host+",
    "Host": "Runtimes? AllFormFactors? DesktopFormFactor?",
    "Runtimes": "Runtime",
    "AllFormFactors": "ExtensionPoint",
    "DesktopFormFactor": "GetStarted? FunctionFile? ExtensionPoint+",
    "GetStarted": "Title Description LearnMoreUrl",
    "ExtensionPoint CustomFunctions": "Script Page Metadata Namespace?",
    "ExtensionPoint PrimaryCommandSurface": "OfficeTab+",
    "Script": "SourceLocation",
    "Page": "SourceLocation",
    "Metadata": "SourceLocation",
    "OfficeTab": "Group",
    "Group": "Label Icon Control+",
    "Control Button": "Label Supertip Icon Action",
    "Supertip": "Title Description",
    "Icon": "Image+",
    "Action ShowTaskpane": "TaskpaneId? SourceLocation",
    "Resources": "Images? Urls? ShortStrings? LongStrings?",
    "Images": "Image+",
    "Urls": "Url+",
    "ShortStrings": "String+",
    "LongStrings": "String+",
    "WebApplicationInfo": "Id Resource Scopes",
    "Scopes": "Scope+",
}
_GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_URL = r"https?://[^\s]{1,2000}"
# What a value must look like: of an element's text, or of DefaultValue where it has that.
_VALUES = {
    "Id": _GUID,
    "Version": r"\d{1,5}(\.\d{1,5}){3}",
    "ProviderName": ".{1,125}",
    "DefaultLocale": "[a-z]{2}-[A-Z]{2}",
    "DisplayName": ".{1,125}",
    "Description": ".{1,250}",
    "IconUrl": _URL + r"\.png",
    "HighResolutionIconUrl": _URL + r"\.png",
    "SupportUrl": _URL,
    "SourceLocation": _URL,
    "Permissions": "ReadWriteDocument",
    "TaskpaneId": r"[\w.]{1,32}",
    "Resource": "api://.{1,240}",
    "Scope": ".{1,250}",
}
_RESOURCES = {"Images": _URL + r"\.png", "Urls": _URL, "ShortStrings": ".{1,125}", "LongStrings": ".{1,250}"}
# Which kind of resource an element may stand for.
_KINDS = {
    "Images": {"Image"},
    "Urls": {"Runtime", "SourceLocation", "FunctionFile", "LearnMoreUrl"},
    "ShortStrings": {"Namespace", "Label", "Title"},
    "LongStrings": {"Description"},
}
_ID = re.compile(r"[A-Za-z][\w.]{0,31}")
_SIZES = {"16", "32", "80"}


def faults(text: str) -> list[str]:
    """Return what is wrong with a manifest, a line each."""
    root = ElementTree.fromstring(text)
    if (root.tag, root.get(TYPE)) != (f"{{{_APP}}}OfficeApp", "TaskPaneApp"):
        return [f"a root of {root.tag}"]
    return [*_of_element(root, _BASE), *_of_resources(root)]


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _of_element(element: Element, orders: dict[str, str]) -> Iterator[str]:
    name = local(element)
    orders = _IN_OVERRIDES if name == "VersionOverrides" else orders
    typed = " ".join(filter(None, (name, element.get(TYPE))))
    order = orders.get(typed, orders.get(name, ""))
    children = " ".join(map(local, element))
    if not re.fullmatch(_pattern(order), f"{children} " if children else ""):
        yield f"{typed} holds {children or 'nothing'}, not {order or 'nothing'}"
    if _namespace(element) != (_APP if orders is _BASE else _OVERRIDES if name not in _OF_RESOURCES else _BASIC):
        yield f"{name} is of {_namespace(element)}"
    value = element.get("DefaultValue", element.text or "")
    if name in _VALUES and "resid" not in element.attrib and not re.fullmatch(_VALUES[name], value):
        yield f"{name} is {value!r}"
    if name == "Icon" and not {image.get("size") for image in element} >= _SIZES:
        yield "Icon without one of its three sizes"
    for child in element:
        yield from _of_element(child, orders)


_OF_RESOURCES = {"Image", "Images", "Urls", "Url", "ShortStrings", "LongStrings", "String"}


def _pattern(order: str) -> str:
    patterns = []
    for child in order.split():
        name = child.rstrip("?+")
        patterns.append(f"({name} ){child.removeprefix(name)}")
    return "".join(patterns)


def _namespace(element: Element) -> str:
    return element.tag[1:].partition("}")[0]


def _of_resources(root: Element) -> Iterator[str]:
    """Each is unique, of its kind, of an allowed length and used; each that is used is there."""
    kinds = {resource.get("id"): local(kind) for kind in root.iterfind(".//{*}Resources/*") for resource in kind}
    found = [resource for kind in root.iterfind(".//{*}Resources/*") for resource in kind]
    if len(kinds) < len(found):
        yield "two resources with one id"
    for resource in found:
        name, value = resource.get("id", ""), resource.get("DefaultValue", "")
        if not _ID.fullmatch(name) or not re.fullmatch(_RESOURCES[kinds[name]], value):
            yield f"resource {name} is {value!r}"
    used = [element for element in root.iter() if "resid" in element.attrib]
    for element in used:
        if local(element) not in _KINDS.get(kinds.get(element.get("resid"), ""), set()):
            yield f"{local(element)} stands for {element.get('resid')}"
    yield from (f"{name} is never used" for name in kinds.keys() - {element.get("resid") for element in used})
    identities = [e.get("id") for e in root.iterfind(".//{*}VersionOverrides/{*}Hosts//*[@id]")]
    if len(set(identities)) < len(identities):
        yield "two controls with one id"
