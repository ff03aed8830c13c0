"""The command line as a user meets it: arguments, words, exit codes."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tei_edition import __version__
from tei_edition.cli.output import foremost_findings
from tei_edition.diagnostics import Diagnostic, Location, Severity


def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tei_edition", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def here(project: Path, tmp_path: Path) -> Path:
    """A folder with a copy of the example edition in `editions/korean-war`."""
    shutil.copytree(project / "editions", tmp_path / "editions")
    shutil.copytree(project / "schemas", tmp_path / "schemas")
    return tmp_path


def test_version(tmp_path: Path) -> None:
    result = run("--version", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, f"tei-edition {__version__}\n")


@pytest.mark.parametrize("command", [(), ("convert",), ("validate",), ("explain",), ("build",)])
def test_help_is_plain_and_complete(command: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*command, "--help", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.startswith("Usage: tei-edition")
    if command:
        assert "Examples:\n" in result.stdout


def test_help_loads_no_engine(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom tei_edition.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('lxml', 'saxonche', 'typst', 'jsonschema') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["convert", "validate", "explain", "build", "link"])
def test_examples_of_help_run(command: str, here: Path) -> None:
    shutil.copy(here / "editions/korean-war/sources/113640.txt", here)
    text = run(command, "--help", cwd=here, COLUMNS="200").stdout
    examples = re.findall(r"^ +tei-edition (.+)$", text.split("Examples:\n")[1], re.MULTILINE)
    assert examples
    for example in examples:
        if "--cluster" in example:  # there is none here; tests/test_cluster.py has one
            continue
        result = run(*shlex.split(example), cwd=here)
        assert result.returncode == 0, (example, result.stdout, result.stderr)


def test_whole_way(here: Path) -> None:
    edition = Path("editions/korean-war")
    published = run("validate", edition, cwd=here)
    assert (published.returncode, published.stdout) == (0, "no findings\n")
    converted = run("convert", edition / "sources", "--into", edition, cwd=here)
    assert converted.returncode == 1
    assert "error[output-exists]" in converted.stderr
    assert "editions/korean-war/tei/t113640.xml" in converted.stderr
    converted = run("convert", edition / "sources", "--into", edition, "--force", "--date", "2026-11-23", cwd=here)
    assert converted.returncode == 0
    assert converted.stdout.splitlines()[0] == "editions/korean-war/tei/t113640.xml"
    validated = run("validate", edition, "--ignore", "authority-entry-unused", cwd=here)
    assert validated.returncode == 0
    # Two archives cite the same leaves of the same delo; an editor has to say whether they are one item.
    assert "same-item-suspected" in validated.stdout
    assert validated.stdout.endswith("\n1 warning\n")
    built = run("build", edition, cwd=here)
    assert built.returncode == 0
    assert "HTML: build/korean-war/html/index.html\n" in built.stdout
    assert "PDF:  build/korean-war/korean-war.pdf\n" in built.stdout


def test_json_findings(here: Path) -> None:
    bad = here / "bad.xml"
    bad.write_text("<TEI>\n</text>", "utf-8")
    result = run("validate", bad, "--format", "json", cwd=here)
    assert result.returncode == 1
    (finding,) = json.loads(result.stdout)["diagnostics"]
    keys = {"rule", "severity", "message", "help", "file", "line", "column", "xpath"}
    assert set(finding) == keys
    assert (finding["severity"], finding["line"]) == ("error", 2)


def test_json_without_findings(here: Path) -> None:
    result = run("validate", "editions/korean-war", "--select", "error", "--format", "json", cwd=here)
    assert (result.returncode, json.loads(result.stdout)) == (0, {"diagnostics": []})


@pytest.mark.parametrize("form", ["text", "concise", "html", "json", "sarif", "junit", "github", "gitlab"])
def test_report_into_a_file(form: str, here: Path) -> None:
    (here / "bad.xml").write_text("<TEI>\n</text>", "utf-8")
    printed = run("validate", "bad.xml", "--format", form, cwd=here)
    written = run("validate", "bad.xml", "--format", form, "--output", "new/report", cwd=here)
    assert (printed.returncode, written.returncode) == (1, 1)
    assert written.stdout == "new/report: 1 error, 0 warnings\n"
    assert (here / "new/report").read_text("utf-8") == printed.stdout
    assert "\x1b" not in printed.stdout
    assert [path.name for path in (here / "new").iterdir()] == ["report"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
@pytest.mark.parametrize(
    ("environment", "colored"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colors_are_for_terminals(environment: dict[str, str], colored: bool, here: Path) -> None:
    (here / "bad.xml").write_text("<TEI>\n</text>", "utf-8")
    screen, terminal = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tei_edition", "validate", "bad.xml", "--quiet"],
        cwd=here, env={**os.environ, "NO_COLOR": "", **environment}, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal is an error
        while part := os.read(screen, 65536):
            shown += part
    os.close(screen)
    assert process.wait() == 1
    assert b"xml-not-well-formed" in shown
    assert (b"\x1b[1;31merror" in shown) is colored
    assert (b"\x1b" in shown) is colored


def test_report_replaces_no_checked_file(here: Path) -> None:
    path = here / "editions/korean-war/tei/t113640.xml"
    before = path.read_bytes()
    result = run("validate", "editions/korean-war", "--output", path, cwd=here)
    assert result.returncode == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert", "x.txt"],
        ["convert", "x.txt", "--into", "nowhere"],
        ["convert", "x.txt", "--into", "e", "--output", "o"],
        ["convert", "x.txt", "--output", "o", "--date", "23.11.2026"],
        ["convert", "x.txt", "--output", "o", "--licence-name", "CC0"],
        ["convert", "x.txt", "--output", "o", "--date", "20260101"],
        ["convert"],
        ["validate"],
        ["validate", "x.xml", "--format", "[red]sarif[/blue]"],
        ["validate", "editions", "--output", "editions"],
        ["explain", "no-such-rule"],
        ["build", "nowhere"],
        ["build", "editions/korean-war", "--output", "editions/korean-war/tei"],
        ["bild"],
        ["build", "editions/korean-war", "--wrong"],
    ],
)
def test_wrong_use_is_2(arguments: list[str], here: Path) -> None:
    result = run(*arguments, cwd=here)
    assert result.returncode == 2, result.stdout + result.stderr
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_broken_edition_is_1_with_its_place(here: Path) -> None:
    (here / "editions/korean-war/edition.toml").write_text("[edition]\ntitle = The War\n", "utf-8")
    for arguments in (["build", "editions/korean-war"], ["validate", "editions/korean-war"]):
        result = run(*arguments, cwd=here)
        assert result.returncode == 1
        assert "edition.toml:2:9" in result.stderr + result.stdout
        assert "Traceback" not in result.stderr


def test_hostile_names_and_texts_are_only_text(here: Path) -> None:
    name = "[bold]a[ ]\x1b[31m.xml"
    (here / name).write_text("<TEI>\n[/red]\x1b[2J</text>", "utf-8")
    result = run("validate", name, "missing [link=x]", cwd=here)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr
    assert "[bold]a[ ]" in result.stdout
    assert "missing [link=x]" in result.stdout


def test_reader_that_goes_away_is_no_traceback(here: Path) -> None:
    command = f"'{sys.executable}' -m tei_edition validate editions/korean-war --format json | true"
    result = subprocess.run(["bash", "-c", command], cwd=here, capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_no_traceback(here: Path) -> None:
    command = f"'{sys.executable}' -m tei_edition validate editions/korean-war > /dev/full"
    result = subprocess.run(["bash", "-c", command], cwd=here, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="closed by a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_stop_nothing(here: Path, closed: str) -> None:
    command = f"'{sys.executable}' -m tei_edition build editions/korean-war --html --no-search {closed}"
    result = subprocess.run(["bash", "-c", command], cwd=here, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert (here / "build/korean-war/html/telegrams/t113640.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep to the limit, or have none")
def test_too_little_virtual_memory_for_saxon_is_told(here: Path) -> None:
    command = f"ulimit -v 4000000; '{sys.executable}' -m tei_edition build editions/korean-war --html"
    result = subprocess.run(["bash", "-c", command], cwd=here, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.startswith("error: the virtual memory of a process is limited to 3906 MB here")
    assert "ulimit -v unlimited" in result.stderr


def test_a_build_shows_all_errors_and_of_many_warnings_the_first() -> None:
    def found(rule: str, severity: Severity, line: int) -> Diagnostic:
        return Diagnostic(rule, severity, "Something is so.", Location("a.xml", line, 1))

    warnings = [found("warned", Severity.WARNING, line) for line in range(1, 61)]
    stream = io.StringIO()
    foremost_findings([*warnings, found("wrong", Severity.ERROR, 90)], stream, others="tei-edition validate e")
    assert stream.getvalue().count("warning[warned]") == 50
    assert stream.getvalue().count("error[wrong]") == 1
    assert stream.getvalue().endswith("and 10 more findings, no errors: tei-edition validate e shows all\n")

    stream = io.StringIO()
    foremost_findings(warnings[:50], stream, others="")
    assert stream.getvalue().count("warning[warned]") == 50
    assert "more" not in stream.getvalue()


def test_a_build_of_a_folder_full_of_broken_files_shows_no_more_errors_than_anybody_reads() -> None:
    broken = [
        Diagnostic("xml-empty", Severity.ERROR, "Empty.", Location(f"x{number}.xml")) for number in range(100_000)
    ]
    stream = io.StringIO()
    foremost_findings(broken, stream, others="validate e")
    assert stream.getvalue().count("error[xml-empty]") == 500
    words = "and 99500 more findings, 99500 of them errors: validate e shows all, --statistics counts them\n"
    assert stream.getvalue().endswith(words)


def test_of_many_errors_what_only_this_command_tells_is_shown() -> None:
    many = [Diagnostic("xml-empty", Severity.ERROR, "Empty.", Location(f"x{one:03}.xml")) for one in range(600)]
    failed = Diagnostic("print-failed", Severity.ERROR, "No page.", Location("z.pdf"))
    stream = io.StringIO()
    foremost_findings([*many, failed], stream, others="validate e")
    assert "print-failed" in stream.getvalue()


def test_a_build_names_the_files_with_errors(here: Path) -> None:
    path = here / "editions/korean-war/tei/t113640.xml"
    good = path.read_text("utf-8")
    path.with_name("t2.xml").write_text(good.replace('"t113640"', '"t2"').replace("#p-stalin", "#p-nobody"), "utf-8")
    built = run("build", "editions/korean-war", "--html", "--no-search", cwd=here)
    assert built.returncode == 1
    assert built.stdout.splitlines()[1] == "With errors: t2.xml"
