"""How the cost of a telegram grows with their number: a table for `docs/scale.md`.

    python benchmarks/growth.py --telegrams 1,10,100,1000
    python benchmarks/growth.py --telegrams 100000 --folder /big/disk     # some 25 GB, an hour or more
    python benchmarks/growth.py --telegrams 1000,100000 --converted

Of editions of so many telegrams, whole ones of 30 KB with a scholar's layer (`edited_telegrams.py`), or by --converted
those of 16 KB that `convert` writes of archive pages (`pages.py`): processor time a telegram without the index and for
it, seconds by the clock, peak memory, what one changed telegram and none take, and what has been made, which is deleted
at the end. Processor time is that of all processes together, since the clock depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from edited_telegrams import write_edition
from pages import page
from scale import change, ours

import tei_edition


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much a build made, and how it is spread: `first_search_kb` is what the page of the search loads before a word
    is typed, `largest_list_kb` the largest file beside the home page that is no page (CMIF, catalogue, sitemap)."""

    files: int
    fullest_folder: int
    site_mb: float
    search_mb: float
    first_search_kb: float
    state_mb: float
    largest_page_kb: float
    largest_list_kb: float


@dataclass(frozen=True, slots=True)
class Grown:
    """What an edition of so many telegrams took (milliseconds of processor time a telegram; seconds; MB), and made."""

    telegrams: int
    build_ms: float
    index_ms: float
    seconds: float
    index_seconds: float
    parent_mb: float
    worker_mb: float
    index_mb: float
    changed_seconds: float
    changed_index_seconds: float
    same_seconds: float
    made: Sizes


TITLES = {
    "telegrams": "telegrams",
    "build_ms": "ms each",
    "index_ms": "ms index",
    "seconds": "build s",
    "index_seconds": "index s",
    "parent_mb": "parent MB",
    "worker_mb": "worker MB",
    "index_mb": "index MB",
    "changed_seconds": "1 changed s",
    "changed_index_seconds": "with index s",
    "same_seconds": "none s",
    "files": "files",
    "fullest_folder": "in one folder",
    "site_mb": "site MB",
    "search_mb": "search MB",
    "first_search_kb": "first search KB",
    "state_mb": "memory MB",
    "largest_page_kb": "largest page KB",
    "largest_list_kb": "largest list KB",
}


def write_converted(edition: Path, telegrams: int, jobs: int) -> None:
    """Write an edition of so many telegrams as `convert` makes them, without names of an authority."""
    sources = edition.with_name("sources")
    sources.mkdir()
    edition.mkdir()
    for number in range(telegrams):
        (sources / f"{number}.txt").write_text(page(number), "utf-8")
    (edition / "edition.toml").write_text('[edition]\ntitle = "Benchmark"\n', "utf-8")
    tei_edition.convert(sources, into=edition, jobs=jobs)
    shutil.rmtree(sources)


def grown(telegrams: int, jobs: int, place: Path | None, *, converted: bool) -> Grown:
    """What so many telegrams take, in a folder that goes at the end."""
    with tempfile.TemporaryDirectory(dir=place, prefix="growth-") as temporary:
        edition, output = Path(temporary) / "edition", Path(temporary) / "build"
        if converted:
            write_converted(edition, telegrams, jobs)
        else:
            write_edition(edition, telegrams)
        first = ours("pages", edition, output, jobs)
        index = ours("index", edition, output, jobs)
        written = sorted((edition / "tei").iterdir())
        change(written[telegrams // 2])
        changed = ours("pages", edition, output, jobs)
        change(written[telegrams // 3])
        with_index = ours("index", edition, output, jobs)
        same = ours("index", edition, output, jobs)
        return Grown(
            telegrams,
            first.processor / telegrams * 1000,
            index.processor / telegrams * 1000,
            first.seconds,
            index.seconds,
            max(first.parent, index.parent),
            first.worker,
            index.index,
            changed.seconds,
            with_index.seconds,
            same.seconds,
            sizes(output),
        )


def sizes(output: Path) -> Sizes:
    """How much a build made, and how it is spread."""
    folders: Counter[str] = Counter()
    site = search = first = page = listed = 0
    for folder, _, names in os.walk(output / "html"):
        folders[folder] += len(names)
        for name in names:
            size = (Path(folder) / name).stat().st_size
            site += size
            if "/html/search/" in f"{folder}/":
                search += size
                first += size if name in ("index.json", "facets.json") or name.endswith(".pf_meta") else 0
            elif name.endswith(".html"):
                page = max(page, size)
            elif folder == str(output / "html"):
                listed = max(listed, size)
    state = sum(path.stat().st_size for path in output.glob(".tei-edition.sqlite*"))
    return Sizes(
        folders.total(),
        max(folders.values()),
        site / 1e6,
        search / 1e6,
        first / 1e3,
        state / 1e6,
        page / 1e3,
        listed / 1e3,
    )


def row(values: Sequence[str | int | float]) -> str:
    """A row of a table in Markdown."""
    told = (f"{one:.1f}" if isinstance(one, float) and one < 100 else f"{one:,.0f}" if not isinstance(one, str) else one
            for one in values)  # fmt: skip
    return f"| {' | '.join(told)} |"


def main() -> None:
    """Print a table of the numbers asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--telegrams", default="1,10,100,1000", metavar="N,N…", help="how many (default: 1,10,100,1000)"
    )
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes (default: 2)")
    parser.add_argument("--converted", action="store_true", help="telegrams as convert writes them, of 16 KB")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where there is room; what is made there is deleted")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there, too")
    options = parser.parse_args()
    print(row(list(TITLES.values())))
    print(f"|{'---:|' * len(TITLES)}")
    found = []
    for number in map(int, options.telegrams.split(",")):
        told = asdict(grown(number, options.jobs, options.folder, converted=options.converted))
        found.append(told | told.pop("made"))
        print(row([found[-1][name] for name in TITLES]), flush=True)
        if options.json:
            options.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
