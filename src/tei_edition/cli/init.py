"""`tei-edition init`: a new edition, small and whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei_edition.cli.options import DateOption
from tei_edition.cli.output import say
from tei_edition.errors import UsageError
from tei_edition.resources import languages
from tei_edition.scaffold import LICENCES, Beginning


def init(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="The folder of the new edition; it is made.")],
    title: Annotated[str | None, typer.Option(help="The title of the edition.")] = None,
    editor: Annotated[list[str] | None, typer.Option(help="An editor; may be given several times.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes the edition.")] = None,
    licence: Annotated[
        str | None, typer.Option(help=f"The licence of the encoding, not of the texts: {', '.join(LICENCES)}.")
    ] = None,
    language: Annotated[str | None, typer.Option(help=f"The language of the site: {', '.join(languages())}.")] = None,
    date: DateOption = None,
) -> None:
    """Write a small edition that works at once: settings, a sample telegram, names, checks for GitHub and GitLab.

    What is not given is asked for; where there is no terminal nothing is asked, and the usual is taken.

    \b
    Examples:
      tei-edition init cables
      tei-edition init cables --title "Cables of the Embassy" --editor "A. Editor" --licence CC0-1.0
    """
    from tei_edition.pipeline import begin

    asked = sys.stdin.isatty() and sys.stdout.isatty()
    usual = name.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "An edition"
    title = _given(title, "Title", usual, asked=asked)
    editors = _names(
        "; ".join(editor) if editor is not None else _given(None, "Editors, with ; between", "", asked=asked)
    )
    publisher = _given(publisher, "Publisher", "; ".join(editors), asked=asked)
    chosen = _chosen(licence, "Licence of the encoding", "CC-BY-4.0", tuple(LICENCES), asked=asked)
    interface = _chosen(language, "Language of the site", "en", languages(), asked=asked)
    beginning = Beginning(title, tuple(editors), publisher, LICENCES[chosen], interface)
    for path in begin(name, beginning, date=date):
        say(path.as_posix())
    say(f"The edition is there. Build it: tei-edition build {name.as_posix()}")


def _given(value: str | None, question: str, usual: str, *, asked: bool) -> str:
    if value is None or not value.strip():
        value = str(typer.prompt(question, default=usual)) if asked else usual
    return "".join(character for character in value if character.isprintable()).strip()


def _names(text: str) -> list[str]:
    return [name for part in text.split(";") if (name := part.strip())]


def _chosen(value: str | None, question: str, usual: str, known: tuple[str, ...], *, asked: bool) -> str:
    answer = value if value is not None else _given(None, f"{question} ({', '.join(known)})", usual, asked=asked)
    if answer not in known:
        raise UsageError(
            f"'{answer}' is not known here", f"{question}: {', '.join(known)}; edition.toml may say others."
        )
    return answer
