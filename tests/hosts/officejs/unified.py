"""Our XML manifest and metadata as the one unified manifest that they would be, for which Microsoft has a schema."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from tests.hosts.officejs.manifests import TYPE, Element

_SCOPES = {"Workbook": "workbook"}


def unified(text: str, metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the unified manifest that says the same as an XML manifest and the functions' metadata."""
    root = ElementTree.fromstring(text)
    name, about = root.find("{*}DisplayName").get("DefaultValue"), root.find("{*}Description").get("DefaultValue")
    site = root.find("{*}SupportUrl").get("DefaultValue")
    return {
        "manifestVersion": "1.30",
        "version": root.findtext("{*}Version").rpartition(".")[0],
        "id": root.findtext("{*}Id"),
        "developer": {
            "name": root.findtext("{*}ProviderName"),
            **dict.fromkeys(("websiteUrl", "privacyUrl", "termsOfUseUrl"), site),
        },
        "name": {"short": name},
        "description": {"short": name, "full": about},
        "icons": {"outline": "outline.png", "color": "color.png"},
        "accentColor": "#0B6E75",
        "extensions": [_extension(root, metadata)],
    }


def _extension(root: Element, metadata: dict[str, Any]) -> dict[str, Any]:
    told = _Resources(root)
    [host] = root.iterfind(".//{*}VersionOverrides/{*}Hosts/{*}Host")
    capabilities = [
        {"name": part.get("Name"), "minVersion": part.get("MinVersion")} for part in root.iterfind(".//{*}Sets/{*}Set")
    ]
    start = host.find(".//{*}GetStarted")
    return {
        "requirements": {"scopes": [_SCOPES[host.get(TYPE)]], "capabilities": capabilities},
        "runtimes": [_runtime(host, told, metadata)],
        "ribbons": [{"contexts": ["default"], "tabs": [_tab(tab, told) for tab in host.iterfind(".//{*}OfficeTab")]}],
        "getStartedMessages": [
            {
                "title": told.of(start, "Title"),
                "description": told.of(start, "Description"),
                "learnMoreUrl": told.of(start, "LearnMoreUrl"),
            }
        ],
    }


def _runtime(host: Element, told: _Resources, metadata: dict[str, Any]) -> dict[str, Any]:
    runtime = host.find("{*}Runtimes/{*}Runtime")
    namespace = told.of(host, ".//{*}Namespace")
    known = {key: metadata[key] for key in ("allowCustomDataForDataTypeAny", "functions", "enums")}
    return {
        "id": "runtime",
        "type": "general",
        "code": {"page": told[runtime], "script": told.of(host, ".//{*}Script/{*}SourceLocation")},
        "lifetime": runtime.get("lifetime"),
        "actions": [
            {"id": control.get("id"), "type": "openPage", "view": control.findtext("{*}Action/{*}TaskpaneId")}
            for control in host.iterfind(".//{*}Control")
        ],
        "customFunctions": {
            "namespace": {"id": namespace, "name": namespace},
            "metadataUrl": told.of(host, ".//{*}Metadata/{*}SourceLocation"),
            **known,
        },
    }


def _tab(tab: Element, told: _Resources) -> dict[str, Any]:
    return {"builtInTabId": tab.get("id"), "groups": [_group(group, told) for group in tab]}


def _group(group: Element, told: _Resources) -> dict[str, Any]:
    controls = [
        {
            **_labelled(control, told),
            "type": control.get(TYPE).lower(),
            "actionId": control.get("id"),
            "supertip": {
                "title": told.of(control, "{*}Supertip/{*}Title"),
                "description": told.of(control, "{*}Supertip/{*}Description"),
            },
        }
        for control in group.iterfind("{*}Control")
    ]
    return {**_labelled(group, told), "controls": controls}


def _labelled(part: Element, told: _Resources) -> dict[str, Any]:
    icons = [{"size": int(image.get("size")), "url": told[image]} for image in part.find("{*}Icon")]
    return {"id": part.get("id"), "label": told.of(part, "Label"), "icons": icons}


class _Resources:
    """The texts and addresses that the elements stand for."""

    def __init__(self, root: Element) -> None:
        self._values = {r.get("id"): r.get("DefaultValue") for kind in root.find(".//{*}Resources") for r in kind}

    def __getitem__(self, element: Element) -> Any:
        return self._values[element.get("resid")]

    def of(self, parent: Element, path: str) -> Any:
        return self[parent.find(path if path.startswith((".", "{")) else f"{{*}}{path}")]
