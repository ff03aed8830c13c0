"""Builds on a cluster: a real scheduler, real workers that die, a real S3 server; the same bytes as a build here."""

from __future__ import annotations

import importlib.util
import itertools
import os
import platform
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import clusters
import pytest
from test_incremental import made_edition, put

from tei_edition.cli import main
from tei_edition.errors import InstallationError, UsageError
from tei_edition.pipeline import build, connection, validate
from tei_edition.pipeline.errand import Errand, equipment
from tei_edition.pipeline.stores import Folder
from tei_edition.pipeline.workers import each

pytest.importorskip("distributed", reason="Dask's distributed is not installed (tei-edition[cluster])")
from tei_edition.pipeline.cluster import Cluster, cluster

DATE = "2026-11-26"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server, nothing where there is none."""
    if not (importlib.util.find_spec("moto") and importlib.util.find_spec("s3fs")):
        yield ""
        return
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    place, port = server.get_host_and_port()
    yield f"http://{place}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def address(folder: Path, s3: str) -> Iterator[str]:
    with clusters.scheduler(folder) as found, clusters.workers(folder, found, AWS_ENDPOINT_URL=s3):
        yield found


@pytest.fixture
def team(address: str) -> Iterator[Cluster]:
    with cluster(address) as found:
        yield found


@pytest.fixture(scope="module")
def edition(project: Path, folder: Path) -> Path:
    return made_edition(project, folder / "edition", 24)


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795680000")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the memory of builds."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".tei-edition.sqlite"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def run(*arguments: str) -> object:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    return stop.value.code


def test_a_build_on_a_cluster_gives_the_same_bytes_and_then_only_what_is_new(
    team: Cluster, edition: Path, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    local = build(edition, output=here, html=True)
    remote = build(edition, output=there, html=True, jobs=team)
    assert (remote.documents, remote.diagnostics) == (24, local.diagnostics)
    assert files(there) == files(here)
    assert "html/telegrams/t7.html" in files(there)
    times = {path: path.stat().st_mtime_ns for path in (there / "html/telegrams").iterdir()}
    put(edition, 7, "The roads are closed.")
    build(edition, output=there, html=True, jobs=team)
    changed = {path.name for path, before in times.items() if path.stat().st_mtime_ns != before}
    assert changed == {"t7.html"}
    build(edition, output=tmp_path / "anew", html=True)
    assert files(there) == files(tmp_path / "anew")


def test_a_volume_of_a_cluster_has_the_same_bytes(team: Cluster, project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text('[edition]\ntitle = "Telegrams"\n[print]\npart-size = 2\n', "utf-8")
    parts = build(root, output=tmp_path / "there", pdf=True, jobs=team).parts
    build(root, output=tmp_path / "here", pdf=True)
    assert [path.name for path in parts] == ["edition.pdf", "edition-2.pdf", "edition-registers.pdf"]
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_findings_are_the_same(address: str, edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(edition, 3, "<nothing/>")
    (edition / "tei" / "broken.xml").write_text("<TEI>", "utf-8")
    os.mkfifo(edition / "tei" / "pipe.xml")
    said = []
    for further in ([], ["--cluster", address]):
        assert run("validate", edition.as_posix(), "--no-cache", "--format", "json", *further) == 1
        said.append(capsys.readouterr().out)
    put(edition, 3, "The roads are open.")
    for name in ("broken", "pipe"):
        (edition / "tei" / f"{name}.xml").unlink()
    assert said[0] == said[1]
    assert '"TEI' in said[0] or "nothing" in said[0]


def test_a_worker_that_is_killed_costs_nothing(address: str, edition: Path, tmp_path: Path) -> None:
    build(edition, output=tmp_path / "here", html=True, search=False)
    pages = tmp_path / "there/html/telegrams"

    def kill() -> None:
        """Kill a worker as soon as there is a page."""
        while not list(pages.glob("t*")):
            time.sleep(0.002)
        os.kill(victim, signal.SIGKILL)

    with cluster(address) as team:
        victim = next(each(clusters.own_process, range(1), team))
        killer = threading.Thread(target=kill)
        killer.start()
        result = build(edition, output=tmp_path / "there", html=True, search=False, jobs=team)
        killer.join()
    assert result.documents == 24
    assert files(tmp_path / "there") == files(tmp_path / "here")
    with pytest.raises(ProcessLookupError):
        os.kill(victim, 0)


def test_a_scheduler_that_is_killed_is_told_in_words_and_the_next_build_heals(
    address: str, edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connection, "ANSWER", 2)
    output = tmp_path / "there"
    with clusters.scheduler_and_process(tmp_path) as (lonely, process), clusters.workers(tmp_path, lonely, 1):

        def kill() -> None:
            deadline = time.monotonic() + 60
            while not list((output / "html/telegrams").glob("t*")) and time.monotonic() < deadline:
                time.sleep(0.002)
            process.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        code = run("build", str(edition), "--html", "--no-search", "--output", str(output), "--cluster", lonely)
        killer.join()
    said = capfd.readouterr().err
    assert code == 2
    assert said.startswith(f"error: the connection to the scheduler at {lonely} was lost")
    assert "Traceback" not in said
    assert "distributed" not in said
    command = ("build", str(edition), "--html", "--no-search", "--output")
    assert run(*command, str(output), "--cluster", address) == 0
    assert run(*command, str(tmp_path / "here")) == 0
    assert files(output) == files(tmp_path / "here")


def test_an_item_that_kills_its_workers_is_told_and_the_others_are_done(team: Cluster) -> None:
    results = list(each(clusters.deadly, range(60), team, lost=lambda number: -number))
    assert results == [-21 if number == 21 else number for number in range(60)]


def test_results_come_in_order_and_little_is_under_way(team: Cluster) -> None:
    taken = itertools.count()
    items = (number for number in range(100_000) if next(taken) >= 0)
    results = each(clusters.doubled, items, team)
    assert [next(results) for _ in range(200)] == [2 * number for number in range(200)]
    assert next(taken) < 1000
    results.close()


def test_nobody_works_any_more_when_the_caller_stops(team: Cluster, tmp_path: Path) -> None:
    store = Folder(tmp_path)
    results = each(clusters.slow, range(10_000), team, store=store)
    assert next(results) == 0
    assert list(tmp_path.iterdir())
    results.close()
    assert not list(tmp_path.iterdir())
    started = time.monotonic()
    assert list(each(clusters.doubled, range(4), team)) == [0, 2, 4, 6]
    assert time.monotonic() - started < 5


def test_a_fault_of_the_stage_reaches_the_caller(team: Cluster) -> None:
    with pytest.raises(ZeroDivisionError):
        list(each(clusters.failing, range(100), team))


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="a path that is another in each process is of Linux")
def test_workers_that_do_not_see_the_folder_are_told(
    address: str, edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("build", str(edition), "--html", "--output", "/proc/self/cwd/out", "--cluster", address) == 2
    said = capsys.readouterr().err
    assert "does not see what this machine writes into /proc/self/cwd/out" in said
    assert "a shared folder" in said
    assert not list((tmp_path / "out").glob(".*.part"))


def test_a_worker_that_cannot_write_is_named(team: Cluster) -> None:
    with pytest.raises(UsageError, match=f"the worker on {platform.node()}: /shared/0.html cannot be written") as told:
        list(each(clusters.unwritable, range(4), team))
    assert told.value.help == "Choose another folder."


def test_workers_with_other_software_are_told(team: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = equipment()
    other = tuple((name, "13.0.0" if name == "saxonche" else version) for name, version in ours.packages)
    monkeypatch.setattr("tei_edition.pipeline.cluster.equipment", lambda: replace(ours, packages=other))
    with pytest.raises(UsageError, match=r"has saxonche [\d.]+ instead of 13\.0\.0") as told:
        list(each(clusters.doubled, range(4), team))
    assert "start the worker again" in told.value.help
    monkeypatch.setattr("tei_edition.pipeline.cluster.equipment", lambda: replace(ours, code="0"))
    with pytest.raises(UsageError, match="other files of tei-edition"):
        list(each(clusters.doubled, range(4), team))


def test_a_scheduler_of_another_version_is_told() -> None:
    ours = {"packages": {"python": "3.11.7.final.0", "distributed": "2026.8.0", "dask": "2026.8.0", "tei_edition": "1"}}
    none = {"packages": ours["packages"] | {"tei_edition": None, "python": "3.11.9.final.0"}}
    with pytest.raises(UsageError, match=r"the worker tcp://w:1 has tei-edition \(none\), this machine 1"):
        connection._check_versions({"client": ours, "scheduler": ours, "workers": {"tcp://w:1": none}})


def test_no_scheduler_no_worker_no_dask_are_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], edition: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(connection, "ANSWER", 1)
    monkeypatch.setattr("tei_edition.pipeline.cluster.ANSWER", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    for where, words in (
        (nobody, "no Dask scheduler answers at"),
        ("gopher://x:1", "is no address of a scheduler"),
        ("tcp://x:99999", "is no address of a scheduler"),
        ("tls://127.0.0.1:1", "needs certificates"),
    ):
        assert run("build", str(edition), "--output", str(tmp_path / "b"), "--cluster", where) == 2
        said = capsys.readouterr()
        assert not said.out
        assert words in said.err
        assert "help: " in said.err
        assert "Traceback" not in said.err
    alone = tmp_path / "alone"
    alone.mkdir()
    with (
        clusters.scheduler(alone) as lonely,
        cluster(lonely) as team,
        pytest.raises(UsageError, match="has no workers") as told,
    ):
        validate(edition, jobs=team)
    assert f"dask worker {lonely}" in told.value.help
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(InstallationError, match="not installed"), cluster(nobody):
        pass


@pytest.mark.parametrize("words", [b"", b"HTTP/1.0 400 Bad Request\r\n\r\n"])
def test_another_service_at_the_address_is_told_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], edition: Path, words: bytes
) -> None:
    monkeypatch.setattr(connection, "ANSWER", 1)
    with socket.create_server(("127.0.0.1", 0)) as service:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    calling = service.accept()[0]
                    calls.append(calling)
                    calling.sendall(words)

        calls: list[socket.socket] = []
        threading.Thread(target=answer, daemon=True).start()
        where = f"tcp://127.0.0.1:{service.getsockname()[1]}"
        started = time.monotonic()
        assert run("validate", str(edition), "--cluster", where) == 2
        assert time.monotonic() - started < 20
        service.shutdown(socket.SHUT_RDWR)
        for calling in calls:
            calling.close()
    said = capsys.readouterr().err
    assert f"no Dask scheduler answers at {where}" in said
    assert "Traceback" not in said


def test_the_address_of_a_worker_is_told(team: Cluster, edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worker = next(iter(team._client.nthreads()))
    assert run("validate", str(edition), "--cluster", worker) == 2
    said = capsys.readouterr().err
    assert f"{worker} is the address of a Dask worker, not of a scheduler" in said
    assert "Traceback" not in said


def test_an_errand_is_refused_where_its_mark_is_not(tmp_path: Path) -> None:
    from tei_edition.pipeline.errand import run

    with pytest.raises(UsageError, match="does not see"):
        run(clusters.doubled, b"", Errand("e", equipment(), Folder(tmp_path)))


def objects(system: Any, place: str) -> dict[str, bytes]:
    return {path.removeprefix(f"{place}/"): system.cat_file(path) for path in system.find(place)}


def test_a_build_into_s3_gives_the_same_bytes_and_then_only_what_is_new(
    address: str,
    s3: str,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not s3:
        pytest.skip("moto and s3fs are not installed")
    import s3fs

    root = made_edition(project, tmp_path / "edition", 12)
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3)
    monkeypatch.chdir(tmp_path)
    system = s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
    system.mkdir("bucket")
    command = ("build", str(root), "--html", "--no-search", "--output", "s3://bucket/a b/é/")
    assert run(*command, "--cluster", address) == 0
    assert "HTML: s3://bucket/a b/é/html/index.html" in capsys.readouterr().out
    build(root, output=tmp_path / "here", html=True, search=False)
    assert objects(system, "bucket/a b/é") == files(tmp_path / "here")
    assert system.info("bucket/a b/é/html/index.html")["ContentType"] == "text/html"
    first = {path: about["LastModified"] for path, about in system.find("bucket", detail=True).items()}
    put(root, 7, "The roads are closed.")
    (root / "tei/t4.xml").unlink()
    time.sleep(1.1)  # S3 tells whole seconds
    assert run(*command, "--cluster", address) == 0
    second = {path: about["LastModified"] for path, about in system.find("bucket", detail=True).items()}
    build(root, output=tmp_path / "here", html=True, search=False)
    assert objects(system, "bucket/a b/é") == files(tmp_path / "here")
    pages = {Path(path).name for path, when in second.items() if when != first.get(path) and "/telegrams/" in path}
    assert "t7.html" in pages
    assert len(pages) < 6
    # Without a cluster, and after the memory is lost, it is the same.
    for path in (tmp_path / "build").rglob("*.sqlite"):
        path.unlink()
    (root / "tei/t5.xml").unlink()
    assert run(*command) == 0
    build(root, output=tmp_path / "here", html=True, search=False)
    assert objects(system, "bucket/a b/é") == files(tmp_path / "here")
    assert run("build", str(root), "--output", "s3://nobody/x") == 2
    assert "s3://nobody/x cannot be written" in capsys.readouterr().err
