"""`tei-edition doctor`: does the installation work, and what does the edition need?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.output import say


def doctor(
    edition: Annotated[
        Path | None,
        typer.Argument(readable=False, metavar="[EDITION]", help="An edition; without it, the installation."),
    ] = None,
) -> None:
    """Look whether the installation works, or what an edition needs, and say what to do.

    \b
    Examples:
      tei-edition doctor
      tei-edition doctor editions/korean-war
    """
    from tei_edition.pipeline.diagnosis import Health, condition_of, installation

    healthy = True
    for condition in installation() if edition is None else condition_of(edition):
        say(f"{condition.health.value:7}  {condition.words}")
        if condition.mending:
            say(f"         {condition.mending}")
        healthy &= condition.health is not Health.PROBLEM
    if not healthy:
        raise typer.Exit(1)
