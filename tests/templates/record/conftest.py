from __future__ import annotations

import pytest

from tests.support.live_workbook import Live
from tests.templates.record.sheets import Recipes


@pytest.fixture(scope="session")
def path(workbooks):
    return workbooks.path("record")


@pytest.fixture(scope="session")
def live(path):
    return Live(path, with_charts=True)


@pytest.fixture(scope="session")
def recipes(live):
    return Recipes(live)
