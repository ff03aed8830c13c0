"""Signature lines in all their shapes, and what only looks like one."""

from __future__ import annotations

import datetime

import pytest

from tei_edition.model import plain_text
from tei_edition.source import form

NEAR = datetime.date(1950, 5, 4)
KNOWN = frozenset(("ivanov", "petrov"))


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Signed: Ambassador Anton Petrov", "Ambassador Anton Petrov", ""),
        ("(signed) Sommer", "Sommer", ""),
        ("[handwritten signature] A. Petrov", "A. Petrov", ""),
        ("[KOWALCZYK]", "KOWALCZYK", ""),
        ("Petrov 388.", "Petrov", "388"),
        ("Petrov – 114 –", "Petrov", "114"),
        ("Ministry for Foreign Trade", "Ministry for Foreign Trade", ""),
        ("[Chinese] Embassy in [North] Korea", "[Chinese] Embassy in [North] Korea", ""),
        ("Faithfully, KIM CHAEK, Chairman of the Cabinet.", "KIM CHAEK", ""),
        ("No. 274 KOSTIN, 11 May", "KOSTIN", "274"),
    ],
)
def test_signatures(text: str, name: str, number: str) -> None:
    found = form.signature(text, NEAR, KNOWN, ends=True)
    assert found is not None
    assert (found.name, found.number) == (name, number)
    assert plain_text(found.content) == text


@pytest.mark.parametrize(
    "text",
    [
        "TOP SECRET",
        "Top Priority",
        "[Stamp]",
        "[signature]",
        "CIPHERED TELEGRAM",
        "Others 388.",
        "Faithfully,",
        "Faithfully",
        "The Ministry is shut",
    ],
)
def test_what_is_no_signature(text: str) -> None:
    assert form.signature(text, NEAR, KNOWN, ends=True) is None
