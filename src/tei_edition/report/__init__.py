"""Findings for people and for programs: Diagnostics to text, to the forms of CI services, and to a page."""

from __future__ import annotations

from enum import StrEnum

from tei_edition.report.findings import Findings

__all__ = ["Findings", "Format", "render"]


class Format(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    HTML = "html"


def render(findings: Findings, form: Format, *, color: bool = False, counted: bool = True) -> str:
    """The whole report in a form; `color` adds a terminal's colors to the text, `counted` the line that sums it up."""
    # What a form needs is loaded with it: a command's --help stays quick.
    match form:
        case Format.TEXT:
            from tei_edition.report.text import to_text

            return to_text(findings.diagnostics, findings.read, color=color, counted=counted)
        case Format.CONCISE:
            from tei_edition.report.text import to_concise

            return to_concise(findings.diagnostics)
        case Format.JSON:
            from tei_edition.report.json import to_json

            return to_json(findings.diagnostics)
        case Format.SARIF:
            from tei_edition.report.sarif import to_sarif

            return to_sarif(findings)
        case Format.JUNIT:
            from tei_edition.report.junit import to_junit

            return to_junit(findings)
        case Format.GITHUB:
            from tei_edition.report.annotations import to_github

            return to_github(findings)
        case Format.GITLAB:
            from tei_edition.report.annotations import to_gitlab

            return to_gitlab(findings)
        case Format.HTML:
            from tei_edition.report.html import to_html

            return to_html(findings)
