"""A place where builds are disturbed: an edition, a folder for what is built of it, what both must be afterwards."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BENCHMARKS))

from edited_telegrams import identifier, write_edition  # noqa: E402

SETTINGS = '[edition]\ntitle = "Faults"\n[validate]\nignore = ["authority-entry-unused"]\n'
MEMORY = ".tei-edition.sqlite"
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


class FaultError(Exception):
    """Something happened that must not."""


class Place:
    """An edition in a folder of its own; `built` is where it is built."""

    def __init__(self, root: Path, telegrams: int) -> None:
        self.root = root
        self.telegrams = telegrams
        self.edition = root / "edition"
        self.built = root / "built"
        self.chance = random.Random(7)
        write_edition(self.edition, telegrams)
        (self.edition / "edition.toml").write_text(SETTINGS, "utf-8")

    def path(self, number: int) -> Path:
        """The file of a telegram."""
        return self.edition / "tei" / f"{identifier(number)}.xml"

    def edit(self, number: int | None = None) -> None:
        """Change the text of a telegram, as an editor does."""
        path = self.path(self.chance.randrange(self.telegrams) if number is None else number)
        text = path.read_text("utf-8") if path.exists() else ""
        path.write_text(re.sub(r"(<p>)(Edit\d+ )?", rf"\1Edit{self.chance.randrange(10**6)} ", text, count=1), "utf-8")

    def command(self, *further: str | Path, of: str = "build", output: Path | None = None) -> list[str]:
        """The command line of `tei-edition build` here, or of another command."""
        start = [sys.executable, "-m", "tei_edition", of]
        if of == "build":
            start += [str(self.edition), "--html", "--date", "2026-11-23", "--output", str(output or self.built)]
        return [*start, *map(str, further)]

    def run(
        self,
        *further: str | Path,
        of: str = "build",
        output: Path | None = None,
        before: Sequence[str] = (),
        seconds: float = 600,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; a traceback, or no end, is a fault."""
        try:
            done = subprocess.run(
                [*before, *self.command(*further, of=of, output=output)],
                capture_output=True,
                encoding="utf-8",
                errors="backslashreplace",
                cwd=self.root,
                timeout=seconds,
                check=False,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )
        except subprocess.TimeoutExpired:
            raise FaultError(f"{of} did not end in {seconds:.0f} s") from None
        if "Traceback" in done.stderr + done.stdout:
            raise FaultError(f"a traceback: {done.stderr.strip().splitlines()[-1]}")
        return done

    def heal(self, output: Path | None = None, *further: str) -> None:
        """Build again: the result must be that of a fresh build, byte for byte, with nothing half written."""
        healed, fresh = output or self.built, self.root / "fresh"
        for folder in (healed, fresh):
            done = self.run(*further, output=folder)
            if done.returncode == 2:
                raise FaultError(f"the next build says {first(done)}")
        one, other = content(healed), content(fresh)
        if one != other:
            named = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
            raise FaultError(f"{len(named)} files are not those of a fresh build, such as {named[0]}")
        half = [*healed.rglob("*.part"), *healed.rglob("*-held")]
        if half:
            raise FaultError(f"left behind: {half[0]}")
        shutil.rmtree(fresh)


def content(folder: Path) -> dict[str, bytes]:
    """All files of a build but its memory."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(MEMORY))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def first(done: subprocess.CompletedProcess[str]) -> str:
    """The exit code and the first words of a command."""
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return f"{done.returncode}: {lines[0] if lines else ''}"


def must(done: subprocess.CompletedProcess[str], code: int, words: str = "") -> str:
    """What a command said; another exit code, or other words, are a fault."""
    if done.returncode != code or words not in done.stderr + done.stdout:
        raise FaultError(f"expected {code} {words!r}, but it was {first(done)}")
    return first(done)


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own (tmpfs; needs root) at `folder`."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "faults", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def remount(folder: Path, options: str) -> None:
    """Change a small disk: `ro`, `rw`, `size=50m`."""
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


@contextmanager
def place() -> Iterator[Path]:
    """A folder for a place, which goes at the end."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def until(deadline: float) -> Iterator[None]:
    """Again and again until a moment of the monotonic clock."""
    while time.monotonic() < deadline:
        yield
