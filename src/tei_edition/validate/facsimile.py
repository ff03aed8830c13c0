"""Images of facsimiles of which a site with IIIF has no manifest, because nothing says how large they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.tei.facsimile import without_size
from tei_edition.validate.wellformed import line_of, path_of


def check_facsimile(document: etree._Element, file: str, hosts: Iterable[str]) -> Iterator[Diagnostic]:
    """The images on these hosts that have no size. A manifest has all images of a document, or there is none."""
    for graphic, url in without_size(document, hosts):
        yield Diagnostic(
            "facsimile-size-missing",
            Severity.WARNING,
            f"Nothing says how large the image {url} is: the site has no IIIF manifest of this facsimile.",
            Location(file, line_of(graphic), 0, path_of(graphic)),
            'State its size in pixels (<graphic width="1200px" height="1800px" …>), give the surface its coordinates '
            "(ulx, uly, lrx, lry), or ask the Image API for a size (/full/1200,1800/0/default.jpg).",
        )
