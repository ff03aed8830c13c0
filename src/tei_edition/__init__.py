"""tei-edition: a TEI-XML digital edition toolkit for diplomatic correspondence.

The public functions `convert`, `validate`, `build`, `link_names` and `migrate` do what the commands do; `Edition` reads
an edition telegram by telegram. They load on first use, so ask for their own help: `help(tei_edition.convert)`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tei_edition.version import __version__

if TYPE_CHECKING:
    from tei_edition.pipeline import EditedTelegram, Edition, build, convert, link_names, migrate, validate

__all__ = ["EditedTelegram", "Edition", "__version__", "build", "convert", "link_names", "migrate", "validate"]
_LATER = frozenset(__all__) - {"__version__"}


class _Package(ModuleType):
    """This package: its functions load on first use, so that `tei-edition --help` is quick.

    `tei_edition.validate` is the function; the subpackage of the same name is reached by
    `from tei_edition.validate import …`. The import system would bind the subpackage over the function.
    """

    def __getattr__(self, name: str) -> Any:
        if name in _LATER:
            from tei_edition import pipeline

            return getattr(pipeline, name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        if name == "validate" and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
