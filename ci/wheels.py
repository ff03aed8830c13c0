"""Which systems and versions of Python the toolkit can be installed on without a compiler: `python ci/wheels.py WHEEL`.

pip resolves the wheel with all that it needs for each of them, from wheels alone, and installs nothing. The result is
the table of docs/releasing.md; it ends with 1 if one of the combinations lacks a wheel, and names it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

VERSIONS = ("3.11", "3.12", "3.13")
LINUX = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_24", "manylinux_2_17", "manylinux2014")
SYSTEMS = {
    "Linux, x86-64": [f"{name}_x86_64" for name in (*LINUX, "manylinux2010", "manylinux1")],
    "Linux, ARM": [f"{name}_aarch64" for name in LINUX],
    "macOS 14, Apple silicon": ["macosx_14_0_arm64"],
    "macOS 14, Intel": ["macosx_14_0_x86_64"],
    "Windows, x86-64": ["win_amd64"],
}
"""The tags of wheels by what a reader calls the system."""


def main() -> int:
    """Print the table."""
    wheel = sys.argv[1]
    lacking = []
    print(f"| system | {' | '.join(f'Python {version}' for version in VERSIONS)} |")
    print("|---|" + "---|" * len(VERSIONS))
    for system, tags in SYSTEMS.items():
        faults = [resolved(wheel, tags, version) for version in VERSIONS]
        lacking += [
            f"{system}, Python {version}: {fault}" for version, fault in zip(VERSIONS, faults, strict=True) if fault
        ]
        print(f"| {system} | {' | '.join('no' if fault else 'yes' for fault in faults)} |", flush=True)
    print(*lacking, sep="\n", file=sys.stderr)
    return bool(lacking)


def resolved(wheel: str, tags: list[str], version: str) -> str:
    """Why pip finds no wheels for all that is needed there; "" if it finds them."""
    with tempfile.TemporaryDirectory() as nowhere:
        result = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--dry-run", "--quiet"),
                *("--ignore-installed", "--target", nowhere, "--only-binary=:all:", "--implementation", "cp"),
                *("--python-version", version, *(part for tag in tags for part in ("--platform", tag)), wheel),
            ],
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    return next((line for line in result.stderr.splitlines() if line.startswith("ERROR")), "") or (
        "pip failed" if result.returncode else ""
    )


if __name__ == "__main__":
    sys.exit(main())
