"""docs/reference: made from the code, and equal to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reference import parameters_page, rules_page
from reference_commands import commands_page
from reference_python import python_page
from reference_settings import settings_page

PAGES = {
    "commands": commands_page,
    "edition-toml": settings_page,
    "python": python_page,
    "rules": rules_page,
    "xslt-parameters": parameters_page,
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_that_of_the_code(name: str, project: Path, update_golden: bool) -> None:
    made: Callable[[], str] = PAGES[name]
    path = project / "docs/reference" / f"{name}.md"
    if update_golden:
        path.write_text(made(), "utf-8")
    assert path.read_text("utf-8") == made(), "make it anew: make test PYTEST=--update-golden"
