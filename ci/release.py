"""Builds what is released, and checks it: `make release`.

Everything is made from the last commit alone, in `dist/`: wheel, sdist, the bill of materials (CycloneDX), the licences
of all that is installed with the toolkit, and a list of checksums. Any fault ends it with 1 and a line that says what
to do; where the database of known weaknesses cannot be reached, it says so and goes on. See docs/releasing.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Iterable, Mapping
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ROOT / "docs/licences.md"
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


class Fault(Exception):  # noqa: N818 - what a maintainer reads
    """Why there is no release."""


def main() -> int:
    """Make and check the release; what is wrong is told on one line."""
    try:
        made = release(ROOT, ROOT / "dist")
    except Fault as fault:
        print(f"No release: {fault}", file=sys.stderr)
        return 1
    print(*(path.relative_to(ROOT).as_posix() for path in made), sep="\n")
    return 0


def release(root: Path, output: Path) -> list[Path]:
    """Everything that is released, in `output`, which holds nothing else. Raises Fault."""
    if call("git", "status", "--porcelain", cwd=root).strip():
        raise Fault("there are changes that no commit has; commit them first")
    seconds = call("git", "log", "-1", "--format=%ct", cwd=root).strip()
    output.mkdir(exist_ok=True)
    for old in output.iterdir():
        old.unlink()
    packages = twice(root, output, seconds)
    python("twine", "check", "--strict", *packages)
    python("check_wheel_contents", *(one for one in packages if one.suffix == ".whl"))
    with tempfile.TemporaryDirectory() as folder:
        interpreter = installed(next(one for one in packages if one.suffix == ".whl"), Path(folder))
        described = [bill(interpreter, root, output, seconds), licences(interpreter, output)]
        print(audit(interpreter), file=sys.stderr)
    sums = output / "SHA256SUMS"
    lines = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in [*packages, *described]]
    sums.write_text("".join(lines), "utf-8", newline="\n")
    return [*packages, *described, sums]


def twice(root: Path, output: Path, seconds: str) -> list[Path]:
    """Wheel and sdist of the last commit, built in two folders with the same bytes; those of the first stay."""
    content = subprocess.run(["git", "archive", "HEAD"], cwd=root, capture_output=True, check=True).stdout
    built = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(folder, filter="data")
            made = Path(folder, "made")
            python("build", "--outdir", made, folder, SOURCE_DATE_EPOCH=seconds)
            built.append({one.name: one.read_bytes() for one in sorted(made.iterdir())})
    if built[0] != built[1]:
        raise Fault("two builds of one commit are not the same bytes; something in the build depends on time or place")
    for name, data in built[0].items():
        (output / name).write_bytes(data)
    return [output / name for name in built[0]]


def installed(wheel: Path, folder: Path) -> Path:
    """The interpreter of a new environment that has the wheel and what it needs, and nothing else."""
    venv.create(folder, with_pip=False)
    interpreter = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    call(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(interpreter)),
        *("install", "--quiet", str(wheel)),
    )
    return interpreter


def bill(interpreter: Path, root: Path, output: Path, seconds: str) -> Path:
    """The bill of materials, held against the schema of CycloneDX."""
    made = output / "tei-edition.cdx.json"
    python(
        *("cyclonedx_py", "environment", "--pyproject", root / "pyproject.toml", "--output-reproducible"),
        *("--spec-version", "1.6", "--output-file", made, interpreter),
        SOURCE_DATE_EPOCH=seconds,
    )
    # Where the wheel of this build lay for a moment is nobody's business, nor where the packages were fetched from.
    described = json.loads(made.read_text("utf-8"))
    for component in (described["metadata"]["component"], *described["components"]):
        component.pop("externalReferences", None)
    text = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise Fault(f"the bill of materials does not follow its schema: {fault}")
    made.write_text(text, "utf-8", newline="\n")
    return made


def licences(interpreter: Path, output: Path) -> Path:
    """What is installed with the toolkit, with licences; each package has been looked at (docs/licences.md)."""
    made = output / "licences.md"
    table = python(
        "piplicenses", "--python", interpreter, "--format=markdown", "--with-urls", "--order=name",
        "--ignore-packages", "tei-edition", "pip", "setuptools",
    )  # fmt: skip
    made.write_text("# Licences of what is installed with tei-edition\n\n" + table, "utf-8", newline="\n")
    names = [row.split("|")[1].strip() for row in table.splitlines()[2:] if row.startswith("|")]
    if unknown := unlisted(names, LICENCES.read_text("utf-8")):
        raise Fault(f"docs/licences.md does not tell the licence of {', '.join(unknown)}: look at it, and add it there")
    return made


def unlisted(names: Iterable[str], page: str) -> list[str]:
    """Those of the packages that no row of docs/licences.md names."""
    known = {canonical(name) for name in _ROW.findall(page)}
    return sorted(name for name in names if canonical(name) not in known)


def canonical(name: str) -> str:
    """The name of a package as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def audit(interpreter: Path) -> str:
    """What the database of known weaknesses says; one that is known ends the release."""
    place = call(str(interpreter), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    result = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--path", place, "--format", "json", "--progress-spinner", "off"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    try:
        packages = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError):
        return f"NOT AUDITED: pip-audit said: {(result.stderr.strip().splitlines() or ['nothing'])[-1]}"
    weak = [f"{one['name']} {one['version']}: {fault['id']}" for one in packages for fault in one.get("vulns", ())]
    if weak:
        raise Fault(f"known weaknesses: {'; '.join(weak)}. Raise the version, or explain it in docs/releasing.md")
    skipped = [one["name"] for one in packages if "skip_reason" in one and canonical(one["name"]) != "tei-edition"]
    if skipped:
        return (
            f"NOT AUDITED: the database of weaknesses could not be asked about {len(skipped)} packages. Run it online."
        )
    return f"No known weaknesses in {len(packages)} packages."


def python(module: str, *arguments: str | Path, **variables: str) -> str:
    """What a module of this interpreter says. Raises Fault if it fails."""
    return call(sys.executable, "-m", module, *map(str, arguments), variables=variables)


def call(*command: str, cwd: Path | None = None, variables: Mapping[str, str] | None = None) -> str:
    """What a command says. Raises Fault with its words if it fails."""
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(variables or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        raise Fault(f"{' '.join(command[:4])} …\n{result.stdout}{result.stderr}")
    return result.stdout


if __name__ == "__main__":
    sys.exit(main())
