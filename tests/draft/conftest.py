"""The report of the event that the tests of the report share, drafted once."""

from __future__ import annotations

import pytest
from docx.document import Document
from tests.draft.report_page import drafted, opened

from communique.model import (
    Draft,
)


@pytest.fixture(scope="session")
def whole() -> Draft:
    return drafted()


@pytest.fixture(scope="session")
def document(whole: Draft) -> Document:
    return opened(whole)
