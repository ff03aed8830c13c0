"""One stage in this process (and its workers): what it took, as JSON on stdout. Called by run.py."""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import tei_edition
from tei_edition.diagnostics import Diagnostic, Severity


def page_of(path: Path, site: object) -> dict[str, bytes]:
    """A telegram's page alone, without validation."""
    from tei_edition.publish.html import telegram_page
    from tei_edition.publish.site import Site

    assert isinstance(site, Site)
    return telegram_page(path.read_bytes(), site, path.stem)


def html(edition: Path, output: Path, jobs: int) -> None:
    """All pages of the edition without validation, written."""
    from tei_edition import edition as editions
    from tei_edition.pipeline import files
    from tei_edition.pipeline.workers import each
    from tei_edition.publish.site import site_of

    loaded = editions.load(edition)
    for pages in each(functools.partial(page_of, site=site_of(loaded)), loaded.documents(), jobs):
        for path, content in pages.items():
            files.write(output / path, content)


def run(stage: str, sources: Path, edition: Path, output: Path, jobs: int) -> Sequence[Diagnostic]:
    """The findings of a stage."""
    if stage == "convert":
        return tei_edition.convert(sources, into=edition, jobs=jobs).diagnostics
    if stage == "validate":
        return tei_edition.validate(edition, jobs=jobs)
    if stage == "html":
        html(edition, output / "html-alone", jobs)
        return ()
    if stage == "one changed":
        changed = edition / "tei" / "t100007.xml"
        changed.write_text(changed.read_text("utf-8").replace("</p>", " Changed.</p>", 1), "utf-8")
        stage = "build --html"
    if stage == "none changed":
        stage = "build --html"
    only_html, only_pdf = stage == "build --html", stage == "build --pdf"
    return tei_edition.build(edition, output=output, html=only_html, pdf=only_pdf, jobs=jobs).diagnostics


def main() -> None:
    """Run the stage that the arguments name."""
    stage, sources, edition, output, jobs = sys.argv[1:6]
    started = time.perf_counter()
    found = run(stage, Path(sources), Path(edition), Path(output), int(jobs))
    seconds = time.perf_counter() - started
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    own, workers = (
        resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    first = f"{errors[0].location} {errors[0].message}" if errors else ""
    print(json.dumps({"seconds": seconds, "own": own, "workers": workers, "errors": len(errors), "first": first}))


if __name__ == "__main__":
    main()
