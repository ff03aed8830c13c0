"""The history that an edition keeps beside its settings: read for each build, without what compares versions."""

from __future__ import annotations

from tei_edition import edition as editions
from tei_edition.edition import Edition
from tei_edition.publish.releases import Releases, read_releases, releases_of


def read_history(edition: Edition) -> Releases:
    """The releases that an edition keeps; none if it keeps none. Raises EditionError if their file is broken."""
    path = edition.versions
    # In a folder without settings a file of this name is somebody else's.
    if not editions.is_edition(edition.root) or not path.is_file():
        return Releases()
    return releases_of(read_releases(editions.read_content(path), path.as_posix()))
