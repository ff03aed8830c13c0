"""Measure the pipeline on synthetic telegrams: documents per second of every stage, and peak memory.

Each stage runs in a process of its own, as a user's command does; its start is counted.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from pages import page

# Runs one stage in a fresh process and says what it took, imports included.
_STAGE = """
import json, resource, sys, time
if __name__ == "__main__":
    started = time.perf_counter()
    import tei_edition
    stage, edition, sources, output, jobs = sys.argv[1:6]
    jobs = int(jobs)
    if stage == "convert":
        found = tei_edition.convert(sources, into=edition, jobs=jobs).diagnostics
    elif stage == "validate":
        found = tei_edition.validate(edition, jobs=jobs)
    else:
        kind = {stage: True}
        found = tei_edition.build(edition, output=output, jobs=jobs, **kind).diagnostics
    seconds = time.perf_counter() - started
    kib = 1 if sys.platform != "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // kib
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // kib
    errors = [d for d in found if d.severity == "error"]
    print(json.dumps({"seconds": seconds, "own": own, "workers": workers, "errors": len(errors),
                      "first": str(errors[:1])}))
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="how many telegrams (default: 1000)")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: as many as pay)")
    parser.add_argument("--no-pdf", action="store_true", help="leave the volume out: it is by far the slowest")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.documents, options.jobs, not options.no_pdf)


def measure(folder: Path, documents: int, jobs: int, with_pdf: bool) -> None:
    sources, edition = folder / "sources", folder / "edition"
    sources.mkdir()
    edition.mkdir()
    size = 0
    for number in range(documents):
        content = page(number).encode()
        size += len(content)
        (sources / f"{100000 + number}.txt").write_bytes(content)
    script = folder / "stage.py"
    script.write_text(_STAGE, "utf-8")
    (edition / "edition.toml").write_text('[edition]\ntitle = "Benchmark"\n', "utf-8")
    print(f"{documents} telegrams of {size / documents / 1000:.1f} KB; Python {platform.python_version()}")
    print(f"{'stage':<14}{'seconds':>9}{'docs/s':>9}{'MB':>8}{'MB worker':>11}")
    for stage in ("convert", "validate", "html", *(("pdf",) if with_pdf else ())):
        command = [sys.executable, str(script), stage, *map(str, (edition, sources, folder / "build", jobs))]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        took = json.loads(done.stdout)
        rate = documents / took["seconds"]
        print(
            f"{stage:<14}{took['seconds']:>9.2f}{rate:>9.0f}{took['own'] / 1024:>8.0f}{took['workers'] / 1024:>11.0f}"
            + (f"   {took['errors']} errors, such as {took['first']}" if took["errors"] else "")
        )
    if with_pdf:
        print(f"one telegram's PDF, warm: {one_pdf(edition):.3f} s")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory of a process: {peak / 1024:.0f} MB")


def one_pdf(edition: Path) -> float:
    """Seconds for the PDF of one telegram, in a process that has made one already (median of 5)."""
    from tei_edition.publish.print import Volume, pdf, print_model, print_part

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
