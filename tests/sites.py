"""A site with every kind of page, built as a user builds it, for tests of all pages at once."""

from __future__ import annotations

import shutil
from pathlib import Path

from tei_edition.pipeline import build
from tei_edition.publish.releases import Release, written

SETTINGS = """[edition]
title = "The Korean War in Diplomatic Telegrams"
publisher = "A publisher"
editors = ["A. Editor"]
base_url = "https://example.org/korean-war"
[licence]
name = "CC0 1.0"
target = "https://creativecommons.org/publicdomain/zero/1.0/"
[site]
introduction = "introduction.md"
"""
BIBLIOGRAPHY = (
    '<listBibl><head>Studies</head><bibl xml:id="b-kim"><author>Kim</author>: <title>A Book</title>, 1999, '
    '<ref target="https://example.org/b">online</ref>.</bibl></listBibl></standOff>'
)
CONVERTED = (
    "bare-classified",
    "three-deep",
    "korean-after-english",
    "russian-before-english",
    "decision-with-telegram",
)


def built(project: Path, folder: Path) -> Path:
    """The site of the example edition with further telegrams of the tests and a bibliography, in `folder`."""
    edition = folder / "edition"
    shutil.copytree(project / "editions/korean-war", edition)
    shutil.copytree(project / "schemas", edition / "schemas")
    (edition / "edition.toml").write_text(SETTINGS, "utf-8")
    authority = edition / "authority.xml"
    authority.write_text(authority.read_text("utf-8").replace("</standOff>", BIBLIOGRAPHY), "utf-8")
    for name in CONVERTED:
        shutil.copy(project / f"tests/cases/convert/{name}/expected.xml", edition / f"tei/{name}.xml")
    releases = (
        Release("1.0", "2026-05-01", added=("t113640", *CONVERTED[:-1])),
        Release(
            "1.1", "2026-06-01", added=CONVERTED[-1:], removed=("gone",), changed=(("t113640", ("text", "header")),),
            entries=(1, 0, 2),
        ),
    )  # fmt: skip
    (edition / "versions.json").write_bytes(written(releases))
    build(edition, output=folder / "site", html=True)
    return folder / "site/html"
