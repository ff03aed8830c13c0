"""What the tests of the converter share: converting without files, XPath with the TEI namespace."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from lxml import etree

from tei_edition.authority import read_authority
from tei_edition.edits import applied
from tei_edition.linking import link
from tei_edition.source import read
from tei_edition.tei import Encoded, EncodingContext, encode

PROJECT = Path(__file__).resolve().parent.parent
EDITION = PROJECT / "editions" / "korean-war"
DATE = datetime.date(2026, 11, 23)


def convert(content: bytes, name: str) -> Encoded:
    """A page converted for no edition, on a fixed day."""
    return encode(read(content, name), EncodingContext(DATE))


def example() -> Encoded:
    """The example edition's source, converted as `convert --into` does."""
    authority = read_authority((EDITION / "authority.xml").read_bytes(), "../authority.xml")
    context = EncodingContext(
        DATE,
        "tei-edition contributors",
        "CC0 1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "../../../schemas",
        names_linked=True,
    )
    source = EDITION / "sources" / "113640.txt"
    encoded = encode(read(source.read_bytes(), source.name), context)
    linked = link(encoded.content, authority, "t113640.xml")
    return replace(encoded, content=applied(encoded.content, linked.edits))


def not_tei(schema: Path, files: Sequence[Path]) -> str:
    """What makes files invalid against a schema of TEI (by jing, where it is there); nothing if they are valid."""
    if shutil.which("jing"):
        command = ["jing", str(schema), *map(str, files)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return "" if result.returncode == 0 else result.stdout + result.stderr + f"jing: {result.returncode}"
    grammar = etree.RelaxNG(etree.parse(schema))
    return "\n".join(f"{file}: {grammar.error_log}" for file in files if not grammar.validate(etree.parse(file)))


def strings(content: bytes, path: str) -> list[str]:
    """The string values, white space normalised, of what an XPath (prefix t) selects."""
    tree = etree.fromstring(content)
    found = tree.xpath(path, namespaces={"t": "http://www.tei-c.org/ns/1.0"})
    if not isinstance(found, list):
        return [str(found)]
    values = (
        "".join(str(text) for text in node.itertext()) if isinstance(node, etree._Element) else str(node)
        for node in cast("list[object]", found)
    )
    return [" ".join(value.split()) for value in values]
