"""What the server shows that is made or read once, when it starts: pages, scripts, descriptions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from xlfuncs import __version__
from xlfuncs.hosts.officejs import manifest, metadata, page, script
from xlfuncs.hosts.officejs.responses import FOR_EXCEL, Content
from xlfuncs.hosts.officejs.settings import Settings

CODE = "/xlwings/custom-functions-code.js"
METADATA = "/xlwings/custom-functions-meta.json"
_JSON, _SCRIPT, _PAGE = "application/json", "text/javascript; charset=utf-8", "text/html; charset=utf-8"
_KINDS = {".css": "text/css; charset=utf-8", ".js": _SCRIPT, ".png": "image/png", ".svg": "image/svg+xml"}
_SHOWN = ("icons", "pane", "vendor")
_STATIC = Path(__file__).parent / "project" / "static"


def contents(settings: Settings) -> dict[str, Content]:
    """Return what stands at each path."""
    url = settings.public_url
    return {
        "/": _page(),
        "/taskpane.html": _page(office_js=_office_js(), functions_js=CODE),
        "/xlfuncs/page.json": _json(page.page_data()),
        "/xlfuncs/session.json": _json({"auth": settings.authentication}),
        "/manifest.xml": Content(manifest.manifest(url, settings.entra_client_id).encode(), "application/xml"),
        METADATA: _json(metadata.metadata(url)),
        CODE: Content(script.script().encode(), _SCRIPT, FOR_EXCEL),
        "/favicon.ico": _file(_STATIC / "icons" / "icon-32.png"),
        **{f"/static/{file.relative_to(_STATIC).as_posix()}": _file(file) for file in _own_files()},
    }


def _own_files() -> Iterator[Path]:
    return (file for folder in _SHOWN for file in (_STATIC / folder).rglob("*") if file.suffix in _KINDS)


def _file(file: Path) -> Content:
    return Content(file.read_bytes(), _KINDS[file.suffix], FOR_EXCEL)


def _json(data: object) -> Content:
    return Content(json.dumps(data, ensure_ascii=False).encode(), _JSON, FOR_EXCEL)


def _page(office_js: str = "", functions_js: str = "") -> Content:
    from xlwings_server.templates import templates

    html = templates.env.get_template("taskpane.html").render(
        office_js=office_js, functions_js=functions_js, version=__version__
    )
    return Content(html.encode(), _PAGE, FOR_EXCEL) if office_js else Content(html.encode(), _PAGE)


def _office_js() -> str:
    """Return where xlwings-server has Microsoft's office.js, whose folder is named after its version."""
    from xlwings_server.config import PACKAGE_DIR

    file = next((PACKAGE_DIR / "static").glob("vendor/office-js/*/dist/office.js"))
    return "/static/" + file.relative_to(PACKAGE_DIR / "static").as_posix()
