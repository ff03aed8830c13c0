"""`tei-edition history`: the releases of an edition, for its site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import JobsOption
from tei_edition.cli.output import count, findings, progress_bar, say


def history(
    edition: Annotated[Path, typer.Argument(readable=False, metavar="EDITION", help="The folder of the edition.")],
    shorter: Annotated[
        bool, typer.Option("--shorter", help="Leave out releases of versions.json that are not found any more.")
    ] = False,
    jobs: JobsOption = 0,
) -> None:
    """Read from the tags of the git repository what each release of an edition changed, for its site.

    Tags such as v1.0, 1.0 or <slug>-1.0 are releases. What they changed is kept in versions.json, in the folder of the
    edition; a build tells from it when telegrams were published and changed, and needs no git. Run it before the build,
    after a release is tagged. A release that cannot be read gets a warning, since a tag cannot be mended. Releases
    that versions.json tells and the repository has no more are not dropped unless you say --shorter.

    \b
    Examples:
      tei-edition history editions/korean-war
    """
    from tei_edition.pipeline import history as run

    with progress_bar("Comparing") as progress:
        made = run(edition, jobs=jobs, progress=progress, shorter=shorter)
    findings(list(made.diagnostics), sys.stderr)
    for one in made.releases:
        parts = (("added", len(one.added)), ("removed", len(one.removed)), ("changed", len(one.changed)))
        told = ", ".join(f"{number:,} {what}" for what, number in parts if number) or "nothing changed"
        say(f"{one.version} ({one.date}): {told}")
    if made.without:
        say(f"not counted, since there was no edition in this folder: {', '.join(made.without)}")
    if made.as_before:
        say(f"told as before, since they cannot be read any more: {', '.join(made.as_before)}")
    if made.written is None:
        say("no release: there is no tag such as v1.0 with this edition")
    else:
        say(f"{made.written.as_posix()}: {count(len(made.releases), 'release')}")
