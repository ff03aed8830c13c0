"""All that is checked of one TEI document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from tei_edition import resources, saxon
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import StylesheetError
from tei_edition.validate.any_tei import check_any_tei, no_facts
from tei_edition.validate.archives import known_archives
from tei_edition.validate.authority import check_standoff, is_usable
from tei_edition.validate.context import Examined, ValidationContext
from tei_edition.validate.facsimile import check_facsimile
from tei_edition.validate.facts import facts_of
from tei_edition.validate.grammar import check_grammar
from tei_edition.validate.migration import check_version
from tei_edition.validate.placing import placed
from tei_edition.validate.schematron import Rules, rules_at
from tei_edition.validate.wellformed import TEI, line_of, read_document


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
    found += check_facsimile(document, file, context.image_hosts)
    if context.shown is not None:
        found += check_any_tei(document, file, context.shown)
        if context.schema:
            found += check_grammar(document, file, Path(context.schema), context.schema_digest)
        return Examined(sorted(placed(found, document, content), key=Diagnostic.sort_key), no_facts(file))
    found += check_version(document, file)
    found += check_grammar(document, file, Path(context.schema) if context.schema else None, context.schema_digest)
    found += check_standoff(content, document, file)
    facts = facts_of(document, content, file, context.authority_file)
    # Of the names of thousands of documents, the rules get those that they may look for.
    known = {facts.stem, *context.documents.intersection(facts.pointed)} if context.documents else ()
    found += _applied(_profile_rules(), content, file, **rule_parameters(file, context, known))
    if facts.entries and context.authority is None and context.authority_path:
        found.append(_authority_missing(file, facts.entries, context.home_authority))
    return Examined(sorted(placed(found, document, content), key=Diagnostic.sort_key), facts)


def check_rules(content: bytes, file: str, rules: Rules) -> list[Diagnostic]:
    """All findings on one XML document of rules that are not the profile's, sorted by place."""
    document, found = read_document(content, file)
    if document is not None:
        found = placed([*found, *_applied(rules, content, file)], document, content)
    return sorted(found, key=Diagnostic.sort_key)


def _authority_missing(file: str, entries: Sequence[str], authority: str) -> Diagnostic:
    return Diagnostic(
        "authority-missing",
        Severity.ERROR,
        f"The document points to '{authority}#{entries[0]}', but the edition has no such file: names would be lost.",
        Location(file, 1),
        "Put the authority back, or name it in edition.toml (authority below [files]).",
    )


@cache
def _profile_rules() -> Rules:
    return rules_at(resources.schema("telegram.sch"))


def rule_parameters(file: str, context: ValidationContext, known: Iterable[str]) -> dict[str, saxon.Parameter]:
    """What the rules of schemas/telegram.sch are told about a document and its edition.

    `known` are the edition's documents, or those of them to which this one points and itself; none are not checked.
    """
    authority = context.authority
    if authority is not None and not is_usable(authority):
        authority = None  # It has findings of its own; every reference would be one more.
    return {
        "file": _stem(file),
        "authority": saxon.shared(authority) if authority is not None else None,
        "authority_file": context.authority_file,
        "home_authority": context.home_authority,
        "documents": " ".join(sorted(known)),
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
