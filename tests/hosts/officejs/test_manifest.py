"""The file by which the add-in gets into Excel."""

from __future__ import annotations

import re
import struct
from importlib.resources import files
from xml.etree import ElementTree

import pytest

import xlfuncs
from tests.hosts.officejs.manifests import TYPE, faults
from tests.hosts.officejs.microsoft import faults as faults_by_microsoft
from tests.hosts.officejs.unified import unified
from xlfuncs.hosts.officejs.manifest import manifest
from xlfuncs.hosts.officejs.metadata import metadata
from xlfuncs.templates.flavours import FLAVOURS

URL = "https://cells.example.org"
CLIENT = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9"
ODD = "https://example.org:8443/a&b\"<c>'d"
PAGES = {
    "",
    "taskpane.html",
    "xlwings/custom-functions-code.js",
    "xlwings/custom-functions-meta.json",
}
STATIC = files("xlfuncs.hosts.officejs") / "project" / "static"


def read(*arguments):
    return ElementTree.fromstring(manifest(*arguments))


def addresses(root):
    """Yield every address in a manifest."""
    values = (value for element in root.iter() for value in (*element.attrib.values(), element.text or ""))
    yield from (value for value in values if "://" in value and not value.startswith("api:"))


def resource(root, path):
    [name] = {element.get("resid") for element in root.iterfind(path)}
    [found] = root.iterfind(f".//{{*}}Resources/*/*[@id='{name}']")
    return found.get("DefaultValue")


@pytest.mark.parametrize("client", [None, CLIENT])
@pytest.mark.parametrize("url", [URL, "http://localhost:8000", ODD])
def test_it_keeps_the_rules_of_manifests(url, client):
    assert faults(manifest(url, client)) == []


def test_it_is_what_microsofts_schema_allows_with_the_metadata():
    assert faults_by_microsoft(unified(manifest(URL), metadata(URL))) == []


@pytest.mark.parametrize("url", [URL, f"{URL}/", "http://localhost:8000", "https://example.org/cells", ODD])
def test_all_addresses_are_the_servers_own(url):
    found = {address.removeprefix(f"{url.rstrip('/')}/") for address in addresses(read(url))}
    icons = {path for path in found if path.startswith("static/icons/")}
    assert found - icons == PAGES


@pytest.mark.parametrize("size", [16, 32, 64, 80])
def test_the_icons_are_there_in_their_sizes(size):
    assert f"{URL}/static/icons/icon-{size}.png" in set(addresses(read(URL)))
    content = (STATIC / "icons" / f"icon-{size}.png").read_bytes()
    width, height, _, colours = struct.unpack(">IIBB", content[16:26])
    assert (width, height) == (size, size)
    assert colours == 6, "with transparent corners"


def test_each_image_is_drawn_at_its_size():
    root = read(URL)
    images = list(root.iterfind(".//{*}Icon/{*}Image"))
    assert len(images) == 6
    for image in images:
        assert resource(root, f".//{{*}}Image[@resid='{image.get('resid')}']").endswith(f"-{image.get('size')}.png")
    assert root.find("{*}IconUrl").get("DefaultValue").endswith("-32.png")
    assert root.find("{*}HighResolutionIconUrl").get("DefaultValue").endswith("-64.png")


def test_the_same_server_has_the_same_id_and_another_another():
    ids = [read(url).findtext("{*}Id") for url in (URL, f"{URL}/", "https://Cells.example.org", "https://other.org")]
    assert ids[0] == ids[1] == ids[2] == "a63c8574-b47e-5686-b675-3114fc400bbb"
    assert ids[3] != ids[0]


@pytest.mark.parametrize(
    ("version", "shown"),
    [("1.2.3", "1.2.3.0"), ("1.2", "1.2.0.0"), ("2.0.1rc2", "2.0.1.0"), ("1.2.3.dev4+g1", "1.2.3.0")],
)
def test_the_version_is_that_of_xlfuncs_in_four_numbers(monkeypatch, version, shown):
    monkeypatch.setattr(xlfuncs, "__version__", version)
    assert read(URL).findtext("{*}Version") == shown


def test_the_functions_are_in_the_namespace_that_workbooks_use():
    root = read(URL)
    assert resource(root, ".//{*}Namespace") == "ION"
    assert FLAVOURS["officejs"].spelling.prefix == "_xldudf_ION_"
    assert "=ION. " in resource(root, ".//{*}GetStarted/{*}Description")


def test_pane_and_functions_share_one_runtime():
    root = read(URL)
    [runtime] = root.iterfind(".//{*}Runtimes/{*}Runtime")
    assert runtime.get("lifetime") == "long"
    page = f"{URL}/taskpane.html"
    for path in (".//{*}Runtime", ".//{*}Page/{*}SourceLocation", ".//{*}Action/{*}SourceLocation"):
        assert resource(root, path) == page
    assert root.find("{*}DefaultSettings/{*}SourceLocation").get("DefaultValue") == page
    assert {e.get("Name"): e.get("MinVersion") for e in root.iterfind(".//{*}Set")} == {
        "SharedRuntime": "1.1",
        "CustomFunctionsRuntime": "1.1",
    }


def test_a_button_on_the_home_tab_opens_the_pane():
    root = read(URL)
    [tab] = root.iterfind(".//{*}ExtensionPoint/{*}OfficeTab")
    [control] = tab.iterfind("{*}Group/{*}Control")
    assert tab.get("id") == "TabHome"
    assert control.find("{*}Action").get(TYPE) == "ShowTaskpane"
    label = resource(root, ".//{*}Control/{*}Label")
    assert f"with {label} on the Home tab" in resource(root, ".//{*}GetStarted/{*}Description")


def test_signing_in_is_asked_only_with_entra_id():
    assert read(URL).find(".//{*}WebApplicationInfo") is None
    info = read("https://cells.example.org:8443/x", CLIENT).find(".//{*}WebApplicationInfo")
    assert info.findtext("{*}Id") == CLIENT
    assert info.findtext("{*}Resource") == f"api://cells.example.org:8443/{CLIENT}"
    assert [scope.text for scope in info.find("{*}Scopes")] == ["openid", "profile"]


def test_it_is_ours_throughout():
    text = manifest(URL, CLIENT).replace(f"{URL}/xlwings/custom-functions-", "")
    assert not re.search(r"xlwings|MyTab|My[A-Z]|Contoso|example\.com|\$|\{\{|TODO", text)


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (("<Permissions>ReadWriteDocument</Permissions>", ""), "OfficeApp TaskPaneApp holds"),
        (('<Label resid="Button.Label"/>', ""), "Control Button holds"),
        (
            ('<Namespace resid="Functions.Namespace"/>', '<Namespace resid="Namespace"/>'),
            "Namespace stands for Namespace",
        ),
        (('<bt:Image size="80"', '<bt:Image size="64"'), "Icon without one of its three sizes"),
        (('DefaultValue="xlfuncs is ready"', f'DefaultValue="{"x" * 126}"'), "resource Start.Title"),
        (('<bt:Url id="Start.Url"', '<bt:Url id="Button.Tip"'), "two resources with one id"),
        (("<Metadata>", '<Metadata xmlns="http://schemas.microsoft.com/office/appforoffice/1.1">'), "Metadata is of"),
        (('<Label resid="Group.Label"/>', '<Label resid="Button.Label"/>'), "Group.Label is never used"),
        (('id="xlfuncs.Button"', 'id="xlfuncs.Group"'), "two controls with one id"),
        (("<Version>", "<Version>1."), "Version is"),
    ],
)
def test_a_damaged_one_is_found_out(damage, found):
    damaged = manifest(URL).replace(*damage, 1)
    assert damaged != manifest(URL)
    assert [fault for fault in faults(damaged) if fault.startswith(found)]


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            ('id="Button.Label" DefaultValue="xlfuncs"', f'id="Button.Label" DefaultValue="{"x" * 65}"'),
            "controls/0/label",
        ),
        (('DefaultValue="ION"', 'DefaultValue="ION-X"'), "customFunctions/namespace/id"),
        (('lifetime="long"', 'lifetime="ever"'), "lifetime"),
        ((f'"{URL}/taskpane.html"', '"http://cells.example.org/taskpane.html"'), "code/page"),
    ],
)
def test_microsofts_schema_finds_out_a_damaged_one(damage, found):
    damaged = manifest(URL).replace(*damage)
    assert damaged != manifest(URL)
    assert [fault for fault in faults_by_microsoft(unified(damaged, metadata(URL))) if found in fault]
