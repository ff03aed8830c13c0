"""Measure the pipeline on synthetic telegrams: documents per second of every stage, and peak memory.

Each stage runs in a process of its own, as a user's command does; the start of its workers is counted.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from pages import page

PROJECT = Path(__file__).resolve().parent.parent


_STAGES = ("convert", "validate", "html", "build --html", "one changed", "none changed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark with the given arguments (default: those of the process)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="how many telegrams (default: 1000)")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: as many as pay)")
    parser.add_argument("--converter", action="store_true", help="only the converter's pages a second on one core")
    parser.add_argument("--no-pdf", action="store_true", help="leave the volume out: it is by far the slowest")
    options = parser.parse_args(arguments)
    print(converter_speed())
    if options.converter:
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.documents, options.jobs, not options.no_pdf)


def converter_speed(rounds: int = 40) -> str:
    """Pages a second that one core converts, without reading or writing files: the specimens, else the test cases."""
    from tei_edition.source import read
    from tei_edition.tei import EncodingContext, encode

    shared = Path(os.environ.get("TEI_EDITION_SHARED", PROJECT.parent / "shared"))
    paths = sorted((shared / "specimens").glob("*.txt"))
    kind = "specimens" if paths else "test cases"
    paths = paths or sorted((PROJECT / "tests" / "cases" / "convert").glob("*/in.txt"))
    pages = [(path.read_bytes(), path.name) for path in paths]
    context = EncodingContext(datetime.date(2026, 11, 23))
    times = []
    for _ in range(rounds):
        started = time.process_time()
        for content, name in pages:
            encode(read(content, name), context)
        times.append(time.process_time() - started)
    size = sum(len(content) for content, _ in pages) / len(pages) / 1000
    return f"converter: {len(pages) / median(times):.0f} pages/s on one core ({len(pages)} {kind} of {size:.1f} KB)"


def measure(folder: Path, documents: int, jobs: int, with_pdf: bool) -> None:
    """Make `documents` pages in `folder` and print what every stage takes for them."""
    sources, edition = folder / "sources", folder / "edition"
    sources.mkdir()
    edition.mkdir()
    size = 0
    for number in range(documents):
        content = page(number).encode()
        size += len(content)
        (sources / f"{100000 + number}.txt").write_bytes(content)
    (edition / "edition.toml").write_text('[edition]\ntitle = "Benchmark"\n', "utf-8")
    print(
        f"{documents} telegrams of {size / documents / 1000:.1f} KB; Python {platform.python_version()}, "
        f"{os.cpu_count()} processors"
    )
    print(f"{'stage':<14}{'seconds':>9}{'docs/s':>9}{'MB':>8}{'MB worker':>11}")
    for stage in (*_STAGES, *(("build --pdf",) if with_pdf else ())):
        script = Path(__file__).with_name("stage.py")
        command = [sys.executable, script, stage, sources, edition, folder / "build", str(jobs)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        took = json.loads(done.stdout)
        print(
            f"{stage:<14}{took['seconds']:>9.2f}{documents / took['seconds']:>9.0f}{took['own']:>8.0f}"
            f"{took['workers']:>11.0f}" + (f"   {took['errors']} errors: {took['first']}" if took["errors"] else ""),
            flush=True,
        )
    if with_pdf:
        print(f"one telegram's PDF, warm: {one_pdf(edition):.3f} s")


def one_pdf(edition: Path) -> float:
    """Seconds for the PDF of one telegram, in a process that has made one already (median of 5)."""
    from tei_edition.publish.print import Volume, pdf, print_part
    from tei_edition.publish.print_model import print_model

    documents = [path.read_bytes() for path in sorted((edition / "tei").glob("*.xml"))[:6]]
    volume = Volume("Benchmark")
    times = []
    for document in documents:
        started = time.perf_counter()
        pdf(print_model([print_part(document, volume)], volume), volume)
        times.append(time.perf_counter() - started)
    return median(times[1:] or times)


if __name__ == "__main__":
    main()
