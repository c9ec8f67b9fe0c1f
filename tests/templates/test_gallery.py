"""The page that shows the workbooks: every one of them, with pictures and links that lead somewhere."""

from __future__ import annotations

import re

from tests.gallery import START, WORKBOOKS, gallery, pictures
from tests.gallery_libreoffice import PICTURES
from xlfuncs.templates.catalogue import TEMPLATES

README = (WORKBOOKS / "README.md").read_text("utf-8")
# The pages that show the task pane.
OTHER_PAGES = [WORKBOOKS.parent / name for name in ("README.md", "install/SERVER.md")]


def test_the_page_shows_every_workbook_as_it_is_described_now():
    assert gallery() in README


def test_every_link_leads_to_a_file():
    targets = re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", README)
    assert [target for pair in targets for target in pair if target and not (WORKBOOKS / target).exists()] == []


def test_there_is_no_picture_that_is_not_shown():
    beside = START | PICTURES
    shown = {name for template in TEMPLATES for name in pictures(template)} | set(beside)
    for page in OTHER_PAGES:
        shown |= set(re.findall(r'src="(?:\.\./)?workbooks/gallery/([^"]+)"', page.read_text("utf-8")))
    assert {path.name for path in (WORKBOOKS / "gallery").iterdir()} == shown
    assert all(f'src="gallery/{name}" alt="{alt}"' in README for name, alt in beside.items())
