"""What is wrong with an edition's files: well-formedness, grammar, rules, settings, each as list[Diagnostic]."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition import resources, saxon
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import StylesheetError
from tei_edition.validate.across import check_edition
from tei_edition.validate.archives import archives_document, known_archives
from tei_edition.validate.authority import check_authority, check_standoff, is_usable
from tei_edition.validate.facts import DocumentFacts, facts_of
from tei_edition.validate.grammar import check_grammar
from tei_edition.validate.migration import check_version
from tei_edition.validate.placing import placed
from tei_edition.validate.schematron import Rules, rules_at
from tei_edition.validate.settings import check_settings
from tei_edition.validate.wellformed import TEI, line_of, read_document

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


@dataclass(frozen=True, slots=True)
class ValidationContext:
    """What a document may refer to beyond its own file.

    `authority` is the content of the edition's authority or None where there is none (then references to it are not
    checked), `authority_file` its name, `documents` the ids of the edition's documents (empty: not checked), `archives`
    its registry of archives (`archives_document`; empty: the toolkit's), `authority_path` the authority as seen from
    the documents (empty: in the folder above them).
    """

    authority: bytes | None = None
    authority_file: str = "authority.xml"
    documents: tuple[str, ...] = ()
    archives: bytes = b""
    authority_path: str = ""

    @property
    def home_authority(self) -> str:
        """The authority as pointers to it begin: `../authority.xml`."""
        return self.authority_path or f"../{self.authority_file}"


@dataclass(frozen=True, slots=True)
class Examined:
    """What one document has: findings, and the facts for the rules across files (None if it could not be read)."""

    diagnostics: list[Diagnostic]
    facts: DocumentFacts | None = None


def check_document(content: bytes, file: str, context: ValidationContext) -> list[Diagnostic]:
    """All findings on one TEI document, sorted by place; `file` is the path that they name.

    A file that is not well-formed or no TEI has only these findings; grammar and rules are then not tried.
    """
    return examine(content, file, context).diagnostics


def examine(content: bytes, file: str, context: ValidationContext) -> Examined:
    """What `check_document` finds, and the facts that `check_edition` needs of the document."""
    document, found = read_document(content, file)
    if document is None:
        return Examined(found)
    if document.tag != f"{TEI}TEI":
        name = str(document.tag).rpartition("}")[2]
        no_tei = [
            Diagnostic(
                "document-no-tei",
                Severity.ERROR,
                f"The file is XML, but no TEI document: its root is '{name}', expected was 'TEI' in the namespace "
                "http://www.tei-c.org/ns/1.0.",
                Location(file, line_of(document), 0, f"/{name}"),
                "Move the file out of the folder of the TEI files, or begin it with "
                '<TEI xmlns="http://www.tei-c.org/ns/1.0">.',
            )
        ]
        return Examined(placed(no_tei, document, content))
    found += check_version(document, file)
    found += check_grammar(document, file)
    found += check_standoff(content, document, file)
    found += _check_profile_rules(content, file, context)
    facts = facts_of(document, content, file, context.authority_file)
    return Examined(sorted(placed(found, document, content), key=Diagnostic.sort_key), facts)


def check_rules(content: bytes, file: str, rules: Rules) -> list[Diagnostic]:
    """All findings on one XML document of rules that are not the profile's, sorted by place."""
    document, found = read_document(content, file)
    if document is not None:
        found = placed([*found, *_applied(rules, content, file)], document, content)
    return sorted(found, key=Diagnostic.sort_key)


def _check_profile_rules(content: bytes, file: str, context: ValidationContext) -> list[Diagnostic]:
    return _applied(rules_at(resources.schema("telegram.sch")), content, file, **rule_parameters(file, context))


def rule_parameters(file: str, context: ValidationContext) -> dict[str, saxon.Parameter]:
    """What the rules of schemas/telegram.sch are told about a document and its edition."""
    authority = context.authority
    if authority is not None and not is_usable(authority):
        authority = None  # It has findings of its own; every reference would be one more.
    return {
        "file": _stem(file),
        "authority": saxon.shared(authority) if authority is not None else None,
        "authority_file": context.authority_file,
        "home_authority": context.home_authority,
        "documents": " ".join(context.documents),
        "archives": saxon.shared(context.archives or known_archives()),
    }


def _applied(rules: Rules, content: bytes, document_file: str, /, **parameters: saxon.Parameter) -> list[Diagnostic]:
    try:
        return rules.check(content, document_file, **parameters)
    except StylesheetError as error:
        return [
            Diagnostic(
                "rules-not-checked",
                Severity.ERROR,
                f"The rules could not be applied to this document: {error.message}",
                Location(document_file),
                "Look for what is unusual in it, such as very deep nesting; the other documents were checked.",
            )
        ]


def _stem(file: str) -> str:
    name = file.replace("\\", "/").rpartition("/")[2]
    return name[: -len(".xml")] if name.endswith(".xml") else ""
