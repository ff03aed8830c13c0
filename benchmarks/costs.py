"""What one telegram of 30 KB costs in a worker, stage by stage: milliseconds of processor time, and the parent's share.

    python benchmarks/costs.py [--telegrams 500]

The stages are called one after another in this process, as workers call them, over those of
`edited_telegrams.py`; the first hundred only warm up.
The share of the parent is that of a whole build in two processes (`os.times`).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edited_telegrams import write_edition

import tei_edition
from tei_edition import edition as editions
from tei_edition import resources, saxon
from tei_edition.catalogue import catalogue_entry
from tei_edition.pipeline.gathering import edition_context
from tei_edition.publish.entries import pointers, used_authority
from tei_edition.publish.formats import formats
from tei_edition.publish.html import telegram_page
from tei_edition.publish.search.bundles import packed
from tei_edition.publish.search.records import search_records
from tei_edition.publish.site import site_of
from tei_edition.validate.authority import check_standoff
from tei_edition.validate.documents import rule_parameters
from tei_edition.validate.facts import facts_of
from tei_edition.validate.grammar import check_grammar
from tei_edition.validate.schematron import rules_at
from tei_edition.validate.wellformed import read_document

_WARM = 100


class Costs:
    """Processor time by stage."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        started = time.process_time()
        yield
        self.taken[stage] += time.process_time() - started


def measured(edition: Path) -> tuple[Costs, int]:
    """The costs of the stages over the edition's telegrams, and how many these are."""
    loaded = editions.load(edition)
    context = edition_context(loaded)
    site = site_of(loaded, authority=loaded.authority.read_bytes(), date="2026-11-23")
    rules = rules_at(resources.schema("telegram.sch"))
    costs, number = Costs(), 0
    for number, path in enumerate(loaded.documents(), start=1):
        if number == _WARM:
            costs = Costs()
        with costs.of("reading the file"):
            content = path.read_bytes()
        with costs.of("parse (lxml) and check of form"):
            document, _ = read_document(content, path.as_posix())
        assert document is not None
        with costs.of("RELAX NG"):
            check_grammar(document, path.as_posix())
        with costs.of("standOff and facts"):
            check_standoff(content, document, path.as_posix())
            facts = facts_of(document, content, path.as_posix(), context.authority_file)
        with costs.of("parse (Saxon)"):
            saxon._latest(content)
        parameters = rule_parameters(path.as_posix(), context, {facts.stem, *facts.pointed})
        with costs.of("Schematron rules"):
            rules.check(content, path.as_posix(), **parameters)
        with costs.of("entry of the catalogue"):
            catalogue_entry(content, path.stem)
        with costs.of("pointers"):
            pointers(content)
        with costs.of("forms: JSON, CSL, BibTeX, RIS, plain text, row"):
            _, data, _ = formats(content, site, path.stem)
        with costs.of("its authority"):
            used_authority([content], site.authority)
        with costs.of("page (XSLT), with its authority"):
            telegram_page(content, site, path.stem, linked_data=data)
        with costs.of("records of the search"):
            found = search_records(content, path.stem, site.authority)
        with costs.of("records of the search, packed"):
            [packed(record) for record in found]
    return costs, number - _WARM + 1


def shares(edition: Path, output: Path) -> tuple[float, float, float]:
    """Seconds of a build in two processes: by the clock, of the parent's processor time, of the workers'."""
    clock, before = time.perf_counter(), os.times()
    tei_edition.build(edition, output=output, html=True, jobs=2, renew_index=False)
    after = os.times()
    return (
        time.perf_counter() - clock,
        after.user + after.system - before.user - before.system,
        after.children_user + after.children_system - before.children_user - before.children_system,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--telegrams", type=int, default=500, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        edition = Path(name) / "edition"
        size = write_edition(edition, options.telegrams)
        print(f"{options.telegrams} telegrams of {size / options.telegrams / 1000:.1f} KB")
        costs, many = measured(edition)
        for stage, seconds in costs.taken.items():
            print(f"{stage:<50}{seconds / many * 1000:8.2f} ms")
        clock, parent, workers = shares(edition, Path(name) / "build")
        print(
            f"build in two processes, no index: {clock:.1f} s; processor time a telegram: parent "
            f"{parent / options.telegrams * 1000:.1f} ms, workers {workers / options.telegrams * 1000:.1f} ms"
        )


if __name__ == "__main__":
    main()
