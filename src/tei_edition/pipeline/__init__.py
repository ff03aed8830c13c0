"""The stages in order, from files to files: the only package that calls all of them.

Stages are functions from values to values; here their inputs are read and their results are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_edition.lazy import loader

if TYPE_CHECKING:
    from tei_edition.pipeline.beginning import begin
    from tei_edition.pipeline.collation import CollationResult, collate
    from tei_edition.pipeline.comparing import Compared, compare
    from tei_edition.pipeline.conversion import ConversionResult, convert
    from tei_edition.pipeline.conversion_report import ConvertedDocument
    from tei_edition.pipeline.linking import LinkedFile, Links, link_names
    from tei_edition.pipeline.mending import MendedFile
    from tei_edition.pipeline.migration import Migrations, migrate
    from tei_edition.pipeline.own_rules import check_own_rules
    from tei_edition.pipeline.own_schema import check_schema
    from tei_edition.pipeline.packaging import Package, package
    from tei_edition.pipeline.publication import BuildResult, build
    from tei_edition.pipeline.reading import EditedTelegram, Edition
    from tei_edition.pipeline.releasing import History, history
    from tei_edition.pipeline.updating import UpdatedFile, Updates, update
    from tei_edition.pipeline.validation import Validation, check, repair, validate
    from tei_edition.pipeline.verifying import verify

__all__ = [
    "BuildResult",
    "CollationResult",
    "Compared",
    "ConversionResult",
    "ConvertedDocument",
    "EditedTelegram",
    "Edition",
    "History",
    "LinkedFile",
    "Links",
    "MendedFile",
    "Migrations",
    "Package",
    "UpdatedFile",
    "Updates",
    "Validation",
    "begin",
    "build",
    "check",
    "check_own_rules",
    "check_schema",
    "collate",
    "compare",
    "convert",
    "history",
    "link_names",
    "migrate",
    "package",
    "repair",
    "update",
    "validate",
    "verify",
]

__getattr__ = loader(
    __name__,
    {
        "begin": "beginning",
        "CollationResult": "collation",
        "collate": "collation",
        "Compared": "comparing",
        "compare": "comparing",
        "ConversionResult": "conversion",
        "convert": "conversion",
        "ConvertedDocument": "conversion_report",
        "History": "releasing",
        "history": "releasing",
        "LinkedFile": "linking",
        "Links": "linking",
        "link_names": "linking",
        "MendedFile": "mending",
        "Migrations": "migration",
        "migrate": "migration",
        "check_own_rules": "own_rules",
        "check_schema": "own_schema",
        "Package": "packaging",
        "package": "packaging",
        "verify": "verifying",
        "BuildResult": "publication",
        "build": "publication",
        "EditedTelegram": "reading",
        "Edition": "reading",
        "UpdatedFile": "updating",
        "Updates": "updating",
        "update": "updating",
        "Validation": "validation",
        "check": "validation",
        "repair": "validation",
        "validate": "validation",
    },
)
