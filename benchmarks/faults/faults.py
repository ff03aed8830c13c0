"""Break builds on purpose, as root on Linux: each fault is tried on a real disk with real processes. See README.md.

python benchmarks/faults/faults.py                     # all, about five minutes on two processors
python benchmarks/faults/faults.py --only full-disk killed
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from place import MEMORY, NOBODY, FaultError, Place, content, first, must, place, remount, small_disk, until

FAULTS: dict[str, tuple[int, Callable[[Place], str]]] = {}


def fault(name: str, telegrams: int = 6) -> Callable[[Callable[[Place], str]], Callable[[Place], str]]:
    """Register a fault that is tried on an edition of so many telegrams; it tells what happened."""

    def register(attempt: Callable[[Place], str]) -> Callable[[Place], str]:
        FAULTS[name] = telegrams, attempt
        return attempt

    return register


@fault("full-disk")
def full_disk(at: Place) -> str:
    """The disk is full after some files: `build` says so, and goes on when there is room."""
    told = set()
    for kilobytes in (40, 64, 400, 1600):
        with small_disk(at.root / "disk", kilobytes) as disk:
            done = at.run("--pdf", output=disk / "built")
            told.add(must(done, 2, "room").split("/")[-1])
            if list(disk.rglob("*.part")):
                raise FaultError("a file is half written")
            remount(disk, "size=100m")
            at.heal(disk / "built", "--pdf")
    return f"4 sizes; {sorted(told)[0]} …"


@fault("full-disk-sources")
def full_disk_sources(at: Place) -> str:
    """The edition's own disk is full: commands that change TEI files leave each as it was, or changed whole."""
    with small_disk(at.root / "disk", 4000) as disk:
        shutil.copytree(at.edition, disk / "edition")
        for path in sorted((disk / "edition/tei").iterdir()):
            path.write_text(path.read_text("utf-8").replace("1.0", "0.9", 1), "utf-8")
        before = content(disk / "edition")
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        told = []
        page = Path(__file__).resolve().parents[2] / "editions/korean-war/sources/113640.txt"
        told.append(must(at.run(page, "--into", disk / "edition", of="convert"), 2, "cannot be written"))
        told.append(must(at.run(disk / "new", of="init"), 2, "cannot be written"))
        told.append(must(at.run(at.edition, "--output", disk / "a.zip", of="package"), 2, "cannot be written"))
        if content(disk / "edition") != before:
            raise FaultError("files of the edition were changed")
        filler.unlink()
        left = sorted(path.name for path in disk.rglob("*") if path.name.endswith(".part") or path.name == "a.zip")
        if left:
            raise FaultError(f"left behind: {left}")
        must(at.run(page, "--into", disk / "edition", of="convert"), 0)
    return "convert, init, package: exit code 2, nothing changed"


@fault("read-only")
def read_only(at: Place) -> str:
    """The disk becomes read-only between two builds."""
    with small_disk(at.root / "disk", 50_000) as disk:
        at.run(output=disk / "built")
        before = content(disk / "built")
        at.edit(1)
        remount(disk, "ro")
        told = must(at.run(output=disk / "built"), 2, "cannot be used")
        must(at.run(output=disk / "new"), 2, "cannot be used")
        if content(disk / "built") != before:
            raise FaultError("something was changed")
        remount(disk, "rw")
        at.heal(disk / "built")
    return told


@fault("others-output")
def others_output(at: Place) -> str:
    """The output belongs to another user."""
    at.run()
    at.edit(1)
    told = must(at.run(before=NOBODY), 2, "cannot be used")
    at.heal()
    return told


@fault("unreadable-input")
def unreadable_input(at: Place) -> str:
    """One telegram, then the folder of telegrams, then edition.toml may not be read."""
    for path in (at.root, *at.root.rglob("*")):
        os.chown(path, 65534, 65534)
    must(at.run(before=NOBODY), 0)
    at.path(1).chmod(0)
    told = must(at.run(before=NOBODY), 1, "Permission denied")
    must(at.run(before=NOBODY), 1, f"{at.telegrams - 1} telegrams published")
    at.path(1).chmod(0o644)
    (at.edition / "tei").chmod(0)
    must(at.run(before=NOBODY), 1, "Permission denied")
    (at.edition / "tei").chmod(0o755)
    (at.edition / "edition.toml").chmod(0)
    must(at.run(before=NOBODY), 1, "Permission denied")
    (at.edition / "edition.toml").chmod(0o644)
    at.edition.chmod(0)
    must(at.run(before=NOBODY), 2, "Permission denied")
    at.edition.chmod(0o755)
    at.heal()
    return told


@fault("killed", telegrams=40)
def killed(at: Place) -> str:
    """kill -9 of the parent at ten random moments, with edits between."""
    whole = 0
    for _ in range(10):
        at.edit()
        if at.chance.random() < 0.3:
            at.path(at.chance.randrange(at.telegrams)).unlink(missing_ok=True)
        process = subprocess.Popen(at.command("--jobs", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(at.chance.uniform(0.2, 6))
        whole += process.poll() is not None
        process.kill()
        process.wait()
        for path in at.built.rglob("*.html"):
            if not path.read_bytes().rstrip().endswith(b"</html>"):
                raise FaultError(f"half a page: {path}")
    at.heal()
    return f"10 kills ({whole} came too late), no half page, healed"


@fault("workers-killed", telegrams=40)
def workers_killed(at: Place) -> str:
    """kill -9 of all workers at random moments: the build goes on, or names what it passed over; the next one heals."""
    codes = []
    for _ in range(5):
        for number in range(0, at.telegrams, 2):
            at.edit(number)
        process = subprocess.Popen(at.command("--jobs", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(at.chance.randrange(1, 4)):
            time.sleep(at.chance.uniform(0.5, 3))
            for child in _children(process.pid):
                os.kill(child, signal.SIGKILL)
        _, errors = process.communicate(timeout=300)
        if b"Traceback" in errors or process.returncode not in (0, 1):
            raise FaultError(f"{process.returncode}: {errors.decode()[-200:]}")
        codes.append(process.returncode)
    at.heal()
    return f"5 builds, exit codes {codes}, healed"


def _children(parent: int) -> list[int]:
    try:
        found = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
        return [int(one) for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
    except OSError:
        return []


@fault("two-builds", telegrams=20)
def two_builds(at: Place) -> str:
    """Two builds into one folder at once: one works, the other says who does."""
    told = ""
    for _ in range(3):
        at.edit()
        (at.built / MEMORY).unlink(missing_ok=True)
        running = [subprocess.Popen(at.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
        said = [process.communicate(timeout=300)[1].decode() for process in running]
        codes = sorted(process.returncode for process in running)
        refused = [words for words, process in zip(said, running, strict=True) if process.returncode == 2]
        if codes[0] != 0 or any("another build works" not in one or "process " not in one for one in refused):
            raise FaultError(f"{codes} {refused}")
        told = refused[0].splitlines()[0] if refused else told
        at.heal()
    return told


@fault("editor-saves", telegrams=10)
def editor_saves(at: Place) -> str:
    """Somebody saves files all the time, as editors do: emptied, then written."""
    stop = threading.Event()

    def save() -> None:
        chance = random.Random(1)
        while not stop.is_set():
            path = at.path(chance.randrange(at.telegrams))
            text = path.read_text("utf-8")
            with path.open("w", encoding="utf-8") as file:
                time.sleep(0.002)
                file.write(text)
            at.edit()

    saving = threading.Thread(target=save)
    saving.start()
    codes = []
    try:
        for _ in until(time.monotonic() + 15):
            done = at.run()
            if done.returncode not in (0, 1):
                raise FaultError(first(done))
            codes.append(done.returncode)
    finally:
        stop.set()
        saving.join()
    at.heal()
    return f"{len(codes)} builds, {codes.count(1)} with findings, healed"


@fault("damaged-memory")
def damaged_memory(at: Place) -> str:
    """Blocks of the memory of builds are overwritten, cut off, or exchanged with noise."""
    at.run()
    kept = (at.built / MEMORY).read_bytes()
    removed = 0
    for seed in range(12):
        chance = random.Random(seed)
        damaged = bytearray(kept)
        for _ in range(6):
            start = chance.randrange(len(damaged) // 4096) * 4096
            damaged[start : start + 4096] = chance.choice([bytes(4096), chance.randbytes(4096)])
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(damaged)) :]
        at.edit()
        (at.built / MEMORY).write_bytes(damaged)
        done = at.run()
        if done.returncode == 2:
            must(done, 2, "was removed")
            removed += 1
        at.heal()
    return f"12 times: {removed} said so and were made anew by the next build, {12 - removed} at once"


NAMES = (
    b"\xff\xfe", b"line\nbreak", b"quo\"te'", b"ha#sh", b"per%cent", b"per%41", b"ques?tion", b"a b", b"a&b<c>", b"-rf",
    b"co:lon", b"back\\slash", b"tab\t", b"\x1b[31m", b"$(id)", b"l" * 240, "ё".encode() * 100, b"\xe2\x80\xae",
)  # fmt: skip


@fault("names")
def names(at: Place) -> str:
    """Names that are no UTF-8, have line breaks, quotation marks, signs of addresses and shells, 240 letters."""
    (at.edition / "edition.toml").write_text(
        '[edition]\ntitle = "Faults"\nprofile = "tei"\n[validate]\nignore = ["element-without-look"]\n', "utf-8"
    )
    text = re.sub(b"<abstract>.*?</abstract>", b"", at.path(0).read_bytes(), flags=re.DOTALL)
    for number in range(at.telegrams):
        at.path(number).write_bytes(text)
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(at.edition / "tei") + b"/" + name + b".xml")).write_bytes(text)
    done = at.run()
    must(done, 1, "is not UTF-8")
    if "\x1b" in done.stderr + done.stdout:
        raise FaultError("a name drives the terminal")
    pages = sorted((at.built / "html").rglob("*.html"))
    for page in pages:
        for link in _links(page.read_text("utf-8")):
            if not (page.parent / link).exists():
                raise FaultError(f"{page.name} leads to {link!r}, which is not there")
    for form in ("json", "sarif", "junit", "github", "html", "text"):
        output = at.root / f"report.{form}"
        must(at.run(at.edition, "--format", form, "--output", output, of="validate"), 1)
        written = output.read_bytes().decode("utf-8")
        if form in ("json", "sarif"):
            json.loads(written)
        elif form == "junit":
            ET.fromstring(written)
    at.heal()
    return f"{len(NAMES)} names, {len(pages)} pages whose links lead somewhere, 6 forms of report"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src") and value:
                parts = urlsplit(value)
                if not parts.scheme and not parts.netloc and parts.path:
                    self.found.add(unquote(parts.path, errors="surrogateescape"))


def _links(page: str) -> set[str]:
    reader = _Links()
    reader.feed(page)
    return reader.found


@fault("many-files")
def many_files(at: Place) -> str:
    """100,000 files that are no telegrams beside six that are, in one folder."""
    for number in range(100_000):
        (at.edition / "tei" / f"x{number}.xml").touch()
    started = time.monotonic()
    done = must(at.run(seconds=1800), 1, "6 telegrams published: 100000 errors")
    took = time.monotonic() - started
    for path in (at.edition / "tei").glob("x*.xml"):
        path.unlink()
    at.heal()
    return f"six published, 100,000 told in {took:.0f} s ({done[:40]} …)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=FAULTS, default=list(FAULTS), metavar="FAULT")
    chosen = parser.parse_args().only
    if sys.platform != "linux" or os.geteuid() != 0:
        sys.exit("These faults need root on Linux: they mount small disks and work as other users.")
    failed = 0
    for name in chosen:
        telegrams, attempt = FAULTS[name]
        started = time.monotonic()
        with place() as folder:
            try:
                told = attempt(Place(folder, telegrams))
            except FaultError as error:
                failed += 1
                told = f"FAILED: {error}"
        print(f"{name:18} {time.monotonic() - started:6.1f} s  {told}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
