"""docs/tutorial.md, walked as a reader walks it: commands, what they say, files that are saved, words replaced.

`benchmarks/walk.py` does the same from the wheel, in a new environment, on a terminal.
"""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

from documented import environment, run, until_interrupted
from walking import Command, Replaced, Said, Saved, fails, parts, says

INSTALLING = ("python3 -m venv", "source ", "pip install")


def test_walk(project: Path, tmp_path: Path) -> None:
    for folder in ("editions", "schemas"):
        shutil.copytree(project / folder, tmp_path / folder)
    # The day of the tutorial's change.
    variables = {**environment(project), "SOURCE_DATE_EPOCH": "1795694400"}
    text = (project / "docs/tutorial.md").read_text("utf-8")
    steps = [step for _, found in parts(text) for step in found]
    output = ""
    for step, following in itertools.zip_longest(steps, steps[1:]):
        if isinstance(step, Command):
            if step.line.startswith(INSTALLING):
                continue
            if " serve " in step.line:
                until_interrupted(step.line, tmp_path, variables)
            else:
                wrong = isinstance(following, Said) and fails(following)
                output = run(step.line, tmp_path, variables, code=int(wrong))
        elif isinstance(step, Said):
            assert says(output, step), (step.lines, output)
        else:
            step.do(tmp_path)
    assert len([step for step in steps if isinstance(step, Replaced)]) == text.count("```xml") / 2 == 9
    assert len([step for step in steps if isinstance(step, Saved)]) == 1
    assert (tmp_path / "my-edition.zip").is_file()
