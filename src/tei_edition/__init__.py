"""tei-edition: a TEI-XML digital edition toolkit for diplomatic correspondence."""

from tei_edition.version import __version__

__all__ = ["__version__"]
