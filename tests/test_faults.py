"""What goes wrong around a build: disks, other builds, damage. Nothing is lost or half written; the next build heals.

Faults that need root, minutes or many files are in benchmarks/faults/.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_incremental import build, content, made_edition, put

import tei_edition
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline import files, incremental, volumes
from tei_edition.pipeline.state import STATE, State
from tei_edition.validate import migration as versions

SETTINGS = '[edition]\ntitle = "Telegrams"\n[validate]\nignore = ["agent-not-linked", "record-doubled"]\n'


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    """An edition of few telegrams, without warnings."""
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    return root


def command(root: Path, output: Path, *further: str) -> list[str]:
    build = [sys.executable, "-m", "tei_edition", "build", str(root), "--html", "--no-search", "--date", "2026-11-23"]
    return [*build, "--output", str(output), *further]


def heals(root: Path, output: Path) -> None:
    """The next build gives what a fresh one gives, and leaves nothing half written."""
    build(root, output, search=False)
    build(root, output.with_name("fresh"), search=False)
    assert content(output) == content(output.with_name("fresh"))
    assert not list(output.rglob("*.part"))
    assert not (output / f"{STATE}-held").exists()


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX")
@pytest.mark.parametrize("size", [5_000, 100_000])
def test_a_disk_that_is_full_is_told_and_the_next_build_heals(edition: Path, tmp_path: Path, size: int) -> None:
    """No file may be larger than `size`: the memory cannot begin, or cannot grow."""
    import resource

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as a full disk: an error of the call, no signal
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    result = subprocess.run(
        command(edition, tmp_path / "b"), capture_output=True, text=True, check=False, preexec_fn=limit
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert "room" in result.stderr
    assert not list(tmp_path.rglob("*.part"))
    heals(edition, tmp_path / "b")


@pytest.mark.parametrize("part", ["Catalogue", "Records", "Rows"])
def test_a_disk_that_is_full_when_the_memory_begins(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def full(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(f"tei_edition.pipeline.state.{part}", full)
        with pytest.raises(UsageError, match="cannot be used: database or disk is full"):
            build(edition, tmp_path / "b", search=False)
    heals(edition, tmp_path / "b")


@pytest.mark.parametrize("written", [0, 1, 7, 25])
def test_the_room_ends_after_some_files(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    build(edition, tmp_path / "b", search=False)
    (edition / "edition.toml").write_text(SETTINGS.replace("Telegrams", "Cables"), "utf-8")
    real, calls = Path.replace, iter(range(1000))

    def replace(path: Path, target: Path) -> Path:
        if next(calls) >= written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(UsageError, match="cannot be written: No space left"):
            build(edition, tmp_path / "b", search=False)
    assert not list((tmp_path / "b").rglob("*.part"))
    heals(edition, tmp_path / "b")


def test_a_memory_that_cannot_be_written(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(edition, tmp_path / "b", search=False)
    before = content(tmp_path / "b")
    put(edition, 1, "The roads are closed.")
    real = sqlite3.connect
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", lambda path, **how: real(f"file:{path}?mode=ro", uri=True, **how))
        with pytest.raises(UsageError, match="readonly"):
            build(edition, tmp_path / "b", search=False)
    assert content(tmp_path / "b") == before
    heals(edition, tmp_path / "b")


def test_two_builds_who_holds_the_folder_is_told(edition: Path, tmp_path: Path) -> None:
    with State(tmp_path / "b"):
        result = subprocess.run(command(edition, tmp_path / "b"), capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"another build works in {tmp_path / 'b'} (process {os.getpid()} on {platform.node()})" in result.stderr
    heals(edition, tmp_path / "b")


def test_what_a_dead_process_held_holds_up_nobody(edition: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "b")
    held = (
        f"import os, pathlib\nfrom tei_edition.pipeline.state import State\nState(pathlib.Path({place!r})).__enter__()"
    )
    held += "\nos._exit(9)"
    assert subprocess.run([sys.executable, "-c", held], check=False).returncode == 9
    assert (tmp_path / "b" / f"{STATE}-held").exists()
    heals(edition, tmp_path / "b")


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_memory_is_made_anew(edition: Path, tmp_path: Path, seed: int) -> None:
    """Blocks in the middle of it are overwritten: it opens, and fails later, or not at all."""
    build(edition, tmp_path / "b", search=False)
    put(edition, 1, "The roads are closed.")
    chance = random.Random(seed)
    path = tmp_path / "b" / STATE
    damaged = bytearray(path.read_bytes())
    for _ in range(8):
        place = chance.randrange(1, len(damaged) // 4096) * 4096
        damaged[place : place + 4096] = chance.choice([bytes(4096), chance.randbytes(4096)])
    path.write_bytes(damaged)
    with contextlib.suppress(UsageError):
        build(edition, tmp_path / "b", search=False)
    heals(edition, tmp_path / "b")


def test_a_failure_that_nobody_foresaw_leaves_no_memory_and_is_shown_if_it_comes_again(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(edition, tmp_path / "b", search=False)
    with monkeypatch.context() as patched:
        patched.setattr(incremental, "entries_of", None)
        with pytest.raises(UsageError, match="was removed"):
            build(edition, tmp_path / "b", search=False)
        with pytest.raises(TypeError):
            build(edition, tmp_path / "b", search=False)
    heals(edition, tmp_path / "b")


def test_a_folder_in_the_place_of_the_memory(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "b" / STATE).mkdir(parents=True)
    with pytest.raises(UsageError, match="cannot be used"):
        build(edition, tmp_path / "b", search=False)
    (tmp_path / "b" / STATE).rmdir()
    heals(edition, tmp_path / "b")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2 << 30)  # a hole, which takes no room


def leading_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def leading_in_a_circle(path: Path) -> None:
    path.symlink_to(path.name)


ODD = (fifo, device, folder, empty, huge, leading_nowhere, leading_in_a_circle)


@pytest.mark.skipif(os.name != "posix", reason="pipes in folders are POSIX")
@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
def test_what_is_no_file_holds_up_nothing_and_stops_no_other(
    edition: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    build(edition, tmp_path / "b", search=False)
    expected = content(tmp_path / "b")
    make(edition / "tei/x.xml")
    told = build(edition, tmp_path / "b", search=False)
    assert [Path(one.location.file).name for one in told.diagnostics] == ["x.xml"]
    assert told.diagnostics[0].severity is Severity.ERROR
    assert content(tmp_path / "b") == expected
    checked = tei_edition.validate([edition])
    assert [one for one in checked if one.severity is Severity.ERROR] == list(told.diagnostics)
    assert [one.location.file for one in tei_edition.migrate([edition]).diagnostics] == [
        (edition / "tei/x.xml").as_posix()
    ]


@pytest.mark.skipif(os.name != "posix", reason="pipes in folders are POSIX")
@pytest.mark.parametrize("name", ["authority.xml", "archives.toml", "edition.toml"])
@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
def test_what_should_be_a_file_of_the_edition_and_is_none_stops_the_build(
    edition: Path, tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    build(edition, tmp_path / "b", search=False)
    expected = content(tmp_path / "b")
    before = (edition / name).read_bytes() if (edition / name).exists() else b""
    (edition / name).unlink(missing_ok=True)
    make(edition / name)
    if make is empty and name == "archives.toml":
        build(edition, tmp_path / "b", search=False)  # an empty list of further archives is one
        return
    try:
        told = list(build(edition, tmp_path / "b", search=False).diagnostics)
    except EditionError as error:
        told = [Diagnostic(error.rule, Severity.ERROR, error.message, Location(error.file), error.help)]
    assert [(Path(one.location.file).name, one.severity) for one in told] == [(name, Severity.ERROR)]
    assert content(tmp_path / "b") == expected
    if make is folder:
        (edition / name).rmdir()
    else:
        (edition / name).unlink()
    if before:
        (edition / name).write_bytes(before)
    heals(edition, tmp_path / "b")


def test_an_authority_that_is_gone_is_missed(edition: Path, tmp_path: Path) -> None:
    """Else the site would lose all names without a word."""
    build(edition, tmp_path / "b", search=False)
    (edition / "authority.xml").rename(tmp_path / "kept")
    told = build(edition, tmp_path / "b", search=False)
    assert {one.rule for one in told.diagnostics} == {"authority-missing"}
    assert len(told.diagnostics) == 3
    (tmp_path / "kept").rename(edition / "authority.xml")
    heals(edition, tmp_path / "b")


def test_what_editors_programs_leave_among_the_files_is_passed_over(edition: Path, tmp_path: Path) -> None:
    (edition / "tei/.#t0.xml").symlink_to("somebody@here.42")  # Emacs: the file is being edited
    (edition / "tei/._t0.xml").write_bytes(b"\0\5\26\7")  # macOS, on drives of others
    (edition / "tei/.t0.xml.77.part").write_bytes(b"<TEI")  # a conversion that was killed
    assert build(edition, tmp_path / "b", search=False).diagnostics == ()
    assert tei_edition.validate([edition / "tei"]) == []


def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a while later: what was written before is not new any more."""
    later = time.time_ns() + 60_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time go by from now on."""
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    names: list[str] = []
    real = files.read

    def noted(path: Path) -> bytes:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(files, "read", noted)
    return names


def test_what_was_written_lately_is_read_again_and_then_no_more(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    documents = {f"t{number}.xml" for number in range(3)}
    hurry(monkeypatch)
    build(edition, tmp_path / "b", search=False)
    read.clear()
    settle(monkeypatch)
    build(edition, tmp_path / "b", search=False)
    assert documents <= set(read)
    read.clear()
    build(edition, tmp_path / "b", search=False)
    assert not documents & set(read)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no time of the last change")
def test_another_text_of_the_same_length_and_time(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edition / "tei/t1.xml"
    settle(monkeypatch)
    build(edition, tmp_path / "b", search=False)
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("The roads are open.", "The roads are shut."), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    build(edition, tmp_path / "b", search=False)
    assert b"shut" in (tmp_path / "b/html/telegrams/t1.html").read_bytes()
    heals(edition, tmp_path / "b")


def test_two_changes_in_one_step_of_the_clock(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file system's clock goes in steps: the second change leaves the file as it looked after the first."""
    path = edition / "tei/t1.xml"
    hurry(monkeypatch)
    build(edition, tmp_path / "b", search=False)
    text, seen, real = path.read_text("utf-8"), path.stat(), os.stat
    path.write_text(text.replace("The roads are open.", "The roads are shut."), "utf-8")
    monkeypatch.setattr(os, "stat", lambda of, **how: seen if str(of) == str(path) else real(of, **how))
    build(edition, tmp_path / "b", search=False)
    assert b"shut" in (tmp_path / "b/html/telegrams/t1.html").read_bytes()


@pytest.mark.parametrize("years", [-30, 30])
def test_clocks_that_jump(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int) -> None:
    settle(monkeypatch)
    build(edition, tmp_path / "b", search=False)
    put(edition, 1, "The roads are shut.")
    moment = time.time_ns() + years * 365 * 86_400 * 10**9
    os.utime(edition / "tei/t1.xml", ns=(moment, moment))
    build(edition, tmp_path / "b", search=False)
    assert b"shut" in (tmp_path / "b/html/telegrams/t1.html").read_bytes()
    put(edition, 1, "The roads are open.")
    os.utime(edition / "tei/t1.xml", ns=(moment, moment))
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    heals(edition, tmp_path / "b")
    assert b"open" in (tmp_path / "b/html/telegrams/t1.html").read_bytes()


@pytest.mark.parametrize("when", [1, 2, 3])
@pytest.mark.parametrize("what", ["changed", "deleted", "broken"])
def test_a_file_that_is_touched_while_the_edition_is_built(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: int, what: str
) -> None:
    """After it was checked, after its page was made: the build tells no lie of it, and the next one has it right."""
    path, real, reads = edition / "tei/t1.xml", files.read, []

    def read(one: Path) -> bytes:
        found = real(one)
        reads.append(one)
        if one == path and reads.count(path) == when:
            if what == "changed":
                put(edition, 1, "The roads are shut.")
            elif what == "broken":
                path.write_text("<TEI", "utf-8")
            else:
                path.unlink()
        return found

    monkeypatch.setattr(files, "read", read)
    told = build(edition, tmp_path / "b", search=False)
    assert told.documents == (2 if when < 3 and what != "changed" else 3)
    assert [one.rule for one in told.diagnostics] == (["xml-not-well-formed"] if when < 3 and what == "broken" else [])
    assert (tmp_path / "b/html/telegrams/t1.html").exists() is (told.documents == 3)
    heals(edition, tmp_path / "b")


def test_a_file_that_never_rests_is_told(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, numbers = files.read, iter(range(1000))

    def read(one: Path) -> bytes:
        if one.name == "t1.xml":
            put(edition, 1, f"Line {next(numbers)}.")
        return real(one)

    with monkeypatch.context() as patched:
        patched.setattr(files, "read", read)
        told = build(edition, tmp_path / "b", search=False)
    assert (told.documents, [one.rule for one in told.diagnostics]) == (2, ["document-changed"])
    heals(edition, tmp_path / "b")


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The worker processes of a build."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
    return [int(one) for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


def lives(process: int) -> bool:
    """Whether a process does anything; one that nobody buried has no command any more."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except OSError:
        return False


def until(true: Callable[[], object], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def begun(root: Path, output: Path) -> subprocess.Popen[bytes]:
    """A build by two workers that has written its first pages."""
    process = subprocess.Popen(
        command(root, output, "--jobs", "2"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert until(lambda: process.poll() is not None or list((output / "html/telegrams").glob("t*.html")))
    assert process.poll() is None
    return process


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the processes of a build")
def test_workers_that_are_killed_leave_nothing_half_written(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 60)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    process = begun(root, tmp_path / "b")
    half = tmp_path / "b/html/telegrams/.t1.html.1.part"  # a worker may be killed while it writes
    half.write_bytes(b"<html>")
    for worker in children(process):
        os.kill(worker, signal.SIGKILL)
    told, errors = process.communicate(timeout=120)
    assert (process.returncode, told.split(b":")[0], errors) == (0, b"60 telegrams published", b"")
    assert not half.exists()
    heals(root, tmp_path / "b")


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the processes of a build")
def test_workers_end_with_a_build_that_is_killed(project: Path, tmp_path: Path) -> None:
    """Else they would write what they were at over what the next build writes."""
    root = made_edition(project, tmp_path / "edition", 60)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    process = begun(root, tmp_path / "b")
    workers = children(process)
    assert workers
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert until(lambda: not any(map(lives, workers)), 2)
    process.communicate()
    heals(root, tmp_path / "b")


def test_what_an_editor_saved_meanwhile_is_not_replaced(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are migrated; the editor's file stays as it was saved."""
    path, saved = edition / "tei/t1.xml", "<TEI>saved while it was migrated</TEI>"

    def migrated(content: bytes, file: str) -> Any:
        if file == path.as_posix():
            path.write_text(saved, "utf-8")
        return versions.migrated(content, file)

    with monkeypatch.context() as patched:
        patched.setattr("tei_edition.pipeline.migration.migrated", migrated)
        told = tei_edition.migrate(edition, write=True)
    assert [one.rule for one in told.diagnostics] == ["document-changed"]
    assert [one.path.name for one in told.changed] == ["t0.xml", "t2.xml"]
    assert path.read_text("utf-8") == saved
    assert not list(edition.rglob("*.part"))


def test_a_link_to_a_file_stays_one_when_the_file_is_changed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"before")
    (tmp_path / "link").symlink_to("file")
    files.replace(tmp_path / "link", b"before", b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"after"
    with pytest.raises(files.Unreadable, match="changed meanwhile"):
        files.replace(tmp_path / "link", b"before", b"other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link"]


def test_a_file_that_goes_when_it_is_needed_is_told_in_words(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nobody foresaw it: here, the attachments of a PDF."""
    (edition / "edition.toml").write_text(SETTINGS + "[print]\nattach-tei = true\n", "utf-8")

    def parts(*arguments: Any) -> Any:
        (edition / "tei/t1.xml").unlink()
        return made(*arguments)

    made = volumes._parts
    with monkeypatch.context() as patched:
        patched.setattr(volumes, "_parts", parts)
        with pytest.raises(EditionError) as told:
            build(edition, tmp_path / "b", "pdf")
    assert (told.value.rule, Path(told.value.file).name) == ("file-missing", "t1.xml")
    assert build(edition, tmp_path / "b", "pdf").documents == 2
