"""Measure the index of the search: time and memory over synthetic telegrams, beside Pagefind over their whole pages.

Each runs in a process of its own; the memory is Pagefind's.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pages import page

import tei_edition

_WAYS = {"records": "text and facets, in bundles", "pages": "whole pages, at once"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark with the given arguments (default: those of the process)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="telegrams (default: 10000)")
    parser.add_argument("--site", type=Path, metavar="DIR", help="a folder that a build made, instead of telegrams")
    parser.add_argument("--only", choices=sorted(_WAYS), help="measure this alone, here")
    options = parser.parse_args(arguments)
    if options.only:
        print(json.dumps(measured(options.only, options.site)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = options.site or built(Path(name), options.documents)
        print(f"{'index over':<30}{'records':>9}{'seconds':>9}{'MB':>8}{'files':>8}{'MB of them':>12}")
        for way, title in _WAYS.items():
            command = [sys.executable, __file__, "--only", way, "--site", str(folder)]
            took = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
            print(
                f"{title:<30}{took['records']:>9}{took['seconds']:>9.1f}{took['memory']:>8.0f}{took['files']:>8}"
                f"{took['size']:>12.1f}",
                flush=True,
            )


def built(folder: Path, documents: int) -> Path:
    """The build folder of an edition of so many telegrams; the index of its search is not made."""
    (folder / "sources").mkdir()
    for number in range(documents):
        (folder / "sources" / f"{100000 + number}.txt").write_text(page(number), "utf-8")
    edition = folder / "edition"
    edition.mkdir()
    (edition / "edition.toml").write_text('[edition]\ntitle = "Benchmark"\n', "utf-8")
    tei_edition.convert(folder / "sources", into=edition, jobs=0)
    tei_edition.build(edition, output=folder / "build", html=True, renew_index=False, jobs=0)
    return folder / "build"


def measured(way: str, folder: Path) -> dict[str, float]:
    """What an index over what a build made takes."""
    started = time.perf_counter()
    records, files, size = (_records if way == "records" else _pages)(folder)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    seconds = time.perf_counter() - started
    return {"records": records, "seconds": seconds, "memory": used / 1024, "files": files, "size": size / 1e6}


def _records(folder: Path) -> tuple[int, int, int]:
    from tei_edition.pipeline.state import State
    from tei_edition.publish.search.bundles import bundle_count, bundle_files, bundle_of, unpacked

    records = files = size = 0
    with State(folder) as state:
        for language, total in state.records.languages():
            count = bundle_count(total)
            names = [name for name, _ in state.records.digests(language)]
            records += len(names)
            for number in range(count):
                held = [name for name in names if bundle_of(name, count) == number]
                found = [unpacked(state.records.content(name, language)) for name in held]
                for _, content in bundle_files(found, language, program=number == 0):
                    files, size = files + 1, size + len(content)
    return records, files, size


def _pages(folder: Path) -> tuple[int, int, int]:
    from pagefind.service import get_executable

    telegrams = folder / "html" / "telegrams"
    with tempfile.TemporaryDirectory() as output:
        command = [str(get_executable()), "--site", str(telegrams), "--output-path", output, "--quiet"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        made = [path.stat().st_size for path in Path(output).rglob("*") if path.is_file()]
    return len(list(telegrams.glob("*.html"))), len(made), sum(made)


if __name__ == "__main__":
    main()
