"""The application `tei-edition` and its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from tei_edition.cli.build import build
from tei_edition.cli.collate import collate
from tei_edition.cli.convert import convert
from tei_edition.cli.diff import diff
from tei_edition.cli.doctor import doctor
from tei_edition.cli.explain import explain
from tei_edition.cli.history import history
from tei_edition.cli.init import init
from tei_edition.cli.link import link
from tei_edition.cli.migrate import migrate
from tei_edition.cli.package import package, verify
from tei_edition.cli.serve import serve
from tei_edition.cli.validate import validate
from tei_edition.version import __version__

app = typer.Typer(
    name="tei-edition",
    help="Make a TEI-XML digital edition of diplomatic telegrams: convert sources, validate the TEI, build site and "
    "PDF.\n\nExit codes: 0 clean, 1 findings, 2 wrong use.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(init)
app.command()(convert)
app.command()(collate)
app.command()(validate)
app.command()(explain)
app.command()(build)
app.command()(serve)
app.command()(link)
app.command()(package)
app.command()(verify)
app.command()(diff)
app.command()(history)
app.command()(migrate)
app.command()(doctor)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"tei-edition {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass
