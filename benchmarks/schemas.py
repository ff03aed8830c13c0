"""RELAX NG end to end, against one schema: the toolkit, jing with its start, lxml; many files, and a large one."""

from __future__ import annotations

import argparse
import copy
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

CASES = Path(__file__).parent.parent / "tests" / "cases" / "convert"
BY_LXML = """
import sys
from lxml import etree
grammar = etree.RelaxNG(etree.parse(sys.argv[1]))
invalid = 0
for name in open(sys.argv[2]).read().split():
    invalid += not grammar.validate(etree.parse(name))
print(invalid, "invalid")
"""


def made(folder: Path, count: int) -> list[Path]:
    """Files of the test cases, each changed a little: another date, and now and then a mistake."""
    sources = [path.read_text("utf-8") for path in sorted(CASES.glob("*/expected.xml"))]
    folder.mkdir()
    found = []
    for number in range(count):
        year = str(1900 + number % 100)
        text = re.sub(r"\b19[45]\d\b", year, sources[number % len(sources)])
        if number % 20 == 7:
            text = text.replace("<p>", '<p rendd="x">', 1)
        found.append(folder / f"{number:05}.xml")
        found[-1].write_text(text, "utf-8")
    return found


def large(file: Path, source: Path, size: int) -> None:
    """One file of many paragraphs."""
    root = etree.parse(source).getroot()
    body = next(root.iter("{*}body"))
    parts = [copy.deepcopy(child) for child in body]
    for part in parts:
        for element in part.iter(etree.Element):
            element.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", "")
    length = sum(len(etree.tostring(part)) for part in parts)
    for _ in range(size // length):
        body.extend(copy.deepcopy(parts))
    file.write_bytes(etree.tostring(root))


def taken(command: list[str], environment: dict[str, str]) -> str:
    """Seconds, seconds of processors and peak memory of a command with all its processes."""
    measure = (
        "import resource, subprocess, sys, time; start = time.perf_counter(); "
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    measured = [sys.executable, "-c", measure, *command]
    run = subprocess.run(measured, capture_output=True, text=True, env=environment, check=True)
    seconds, processor, memory = map(float, run.stdout.split())
    return f"{seconds:7.2f} s, of processors {processor:6.2f} s, {memory:5.0f} MB the largest process"


def main() -> None:
    """Print what each takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schema", type=Path, help="such as tei_all.rng")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--size", type=int, default=5_000_000, help="bytes of the large file")
    parser.add_argument("--jobs", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = made(place / "files", chosen.files)
        large(place / "large.xml", files[0], chosen.size)
        environment = {**os.environ, "TEI_EDITION_CACHE": str(place / "cache")}
        for title, paths in ((f"{len(files)} files", files), (f"{chosen.size / 1e6:g} MB", [place / "large.xml"])):
            total = sum(path.stat().st_size for path in paths)
            print(f"{title}, {total / 1e6:.1f} MB, against {chosen.schema.name}")
            listed = place / "list"
            listed.write_text("\n".join(map(str, paths)), "utf-8")
            named = [str(place / "files")] if len(paths) > 1 else [str(paths[0])]
            ours = [sys.executable, "-m", "tei_edition", "validate", *named, "--schema", str(chosen.schema), "-q"]
            ours, alone = [*ours, "--jobs", str(chosen.jobs)], [*ours, "--jobs", "1"]
            shutil.rmtree(place / "cache", ignore_errors=True)
            lines = {"tei-edition, schema not kept": ours, "tei-edition": ours, "tei-edition, one process": alone}
            if shutil.which("jing"):
                lines["jing"] = ["jing", str(chosen.schema), *map(str, paths)]
            lines["lxml"] = [sys.executable, "-c", BY_LXML, str(chosen.schema), str(listed)]
            for tool, command in lines.items():
                print(f"  {tool:30}{taken(command, environment)}", flush=True)


if __name__ == "__main__":
    main()
