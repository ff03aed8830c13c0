"""What is wrong with an edition's files: well-formedness, grammar, rules, settings, each as list[Diagnostic]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei_edition.lazy import loader

if TYPE_CHECKING:
    from tei_edition.validate.across import check_edition
    from tei_edition.validate.archives import archives_document
    from tei_edition.validate.authority import check_authority
    from tei_edition.validate.context import Examined, ValidationContext
    from tei_edition.validate.documents import check_document, check_rules, examine, rule_parameters
    from tei_edition.validate.settings import check_settings

__all__ = [
    "Examined",
    "ValidationContext",
    "archives_document",
    "check_authority",
    "check_document",
    "check_edition",
    "check_rules",
    "check_settings",
    "examine",
    "rule_parameters",
]

__getattr__ = loader(
    __name__,
    {
        "check_edition": "across",
        "archives_document": "archives",
        "check_authority": "authority",
        "Examined": "context",
        "ValidationContext": "context",
        "check_document": "documents",
        "check_rules": "documents",
        "examine": "documents",
        "rule_parameters": "documents",
        "check_settings": "settings",
    },
)
