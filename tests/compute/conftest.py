"""All floating-point warnings are failures here, and timing is not: other work may share the machine."""

import warnings

import pytest
from hypothesis import settings

settings.register_profile("compute", deadline=None, max_examples=100)
settings.load_profile("compute")


@pytest.fixture(autouse=True)
def _no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
