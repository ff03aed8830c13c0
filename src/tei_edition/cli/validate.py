"""`tei-edition validate`: findings on TEI files, folders and editions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypedDict

import typer
from platformdirs import user_cache_path

from tei_edition.cli.options import ClusterOption, JobsOption, workforce
from tei_edition.cli.output import progress_bar
from tei_edition.errors import UsageError
from tei_edition.report import Format

RulesOption = list[str] | None


class _Chosen(TypedDict):
    select: list[str]
    ignore: list[str]


def validate(
    paths: Annotated[
        list[Path], typer.Argument(readable=False, metavar="PATH...", help="TEI files, folders of them, or editions.")
    ],
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="For people: text, concise, html. For programs and services: the others.")
    ] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the report into this file instead of printing it.")
    ] = None,
    select: Annotated[
        RulesOption, typer.Option(metavar="RULE[,RULE]", help="Report only these rules, or those of a severity.")
    ] = None,
    ignore: Annotated[
        RulesOption, typer.Option(metavar="RULE[,RULE]", help="Report none of these rules, or of a severity.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Report only findings that this baseline does not have.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write down the present findings as a baseline.")
    ] = None,
    schema: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check any XML files against this .rng or .rnc alone.")
    ] = None,
    xml_model: Annotated[
        bool, typer.Option("--xml-model", help="Check each file against the RELAX NG schema that its xml-model names.")
    ] = False,
    xinclude: Annotated[
        bool, typer.Option("--xinclude", help="With --schema or --xml-model: read what files of the folder include.")
    ] = False,
    schematron: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check against the rules of this .sch or .rng alone.")
    ] = None,
    phase: Annotated[str, typer.Option(metavar="NAME", help="The phase of the --schematron schema.")] = "",
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Tell how often each rule finds something, not where.")
    ] = False,
    costs: Annotated[
        bool,
        typer.Option("--costs", help="Statistics, with the time that each rule takes on a document; it takes a while."),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print the findings and nothing else; nothing if there are none.")
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with 0 although there are errors.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Make the safe mechanical repairs, then report what is left.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and report anew whenever a file changes; Ctrl-C ends.")
    ] = False,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="TEI_EDITION_CACHE",
            help="Where results are kept, so that unchanged files are not checked again.  [default: the user's cache]",
        ),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Check everything, and keep no results.")] = False,
    jobs: JobsOption = 0,
    cluster: ClusterOption = "",
) -> None:
    """Check TEI files, folders of them, or whole editions.

    Of an edition, its edition.toml, its authority.xml and all its TEI files are checked. Warnings alone leave the exit
    code at 0. RULE is the id of a rule, the first words of such ids (grammar), or error, warning or info.

    \b
    Examples:
      tei-edition validate editions/korean-war
      tei-edition validate editions/korean-war/tei/t113640.xml --format json
      tei-edition validate editions/korean-war --select grammar,date-disagrees
      tei-edition validate editions --format html --output findings.html
      tei-edition validate editions/korean-war --diff
      tei-edition validate editions --write-baseline baseline.json
      tei-edition validate editions --baseline baseline.json --statistics
      tei-edition validate editions --schematron schemas/telegram.sch
      tei-edition validate editions/korean-war/tei --schema schemas/telegram.rng
    """
    # Loaded here: --help needs no engine.
    from tei_edition.cli.reporting import Reporting, report, report_diff, report_repaired
    from tei_edition.pipeline import check, check_own_rules, check_schema, repair

    counted = statistics or costs
    reporting = Reporting(format, output, counted, quiet, exit_zero, baseline, write_baseline, diff, costs)
    own_schema = schema is not None or xml_model
    if own_schema and (fix or diff or watch or costs or schematron is not None or (schema is not None and xml_model)):
        raise UsageError(
            "--schema and --xml-model check against a RELAX NG schema alone",
            "Leave out --fix, --diff, --watch, --costs, --schematron, and one of the two.",
        )
    if xinclude and not own_schema:
        raise UsageError("--xinclude is for a schema of your own", "Name the schema with --schema FILE.")
    if costs and (schematron is not None or watch):
        raise UsageError("--costs measures the rules of the profile once", "Leave out --schematron and --watch.")
    if schematron is not None and (fix or diff or watch):
        raise UsageError("--fix, --diff and --watch are for the telegram profile", "Leave out --schematron.")
    if phase and schematron is None:
        raise UsageError("--phase is for a schema of your own", "Name the schema with --schematron FILE.")
    chosen: _Chosen = {"select": _names(select), "ignore": _names(ignore)}
    if watch:
        if fix or diff or write_baseline is not None or cluster:
            raise UsageError("--watch only reports", "Leave out --fix, --diff, --write-baseline and --cluster.")
        from tei_edition.cli.watching import watch as go_on

        raise typer.Exit(go_on(paths, reporting, **chosen, jobs=jobs))
    if cluster and (own_schema or schematron is not None or costs):
        raise UsageError(
            "--cluster checks against the profile", "Leave out --schema, --xml-model, --schematron and --costs."
        )
    with progress_bar("Validating", shown=not quiet) as progress, workforce(jobs, cluster) as workers:
        if fix or diff:
            changed, result = repair(paths, **chosen, jobs=workers, progress=progress, write=not diff)
        elif own_schema:
            changed = []
            result = check_schema(schema, paths, xinclude=xinclude, **chosen, jobs=jobs, progress=progress)
        elif schematron is not None:
            changed = []
            result = check_own_rules(schematron, paths, phase=phase, **chosen, jobs=jobs, progress=progress)
        else:
            store = None if no_cache else cache or user_cache_path("tei-edition", appauthor=False)
            changed, result = [], check(paths, **chosen, cache=store, jobs=workers, progress=progress)
    if diff:
        code = report_diff(changed, result, reporting)
    elif fix:
        code = report_repaired(changed, result, reporting)
    else:
        code = report(result, reporting)
    if code:
        raise typer.Exit(code)


def _names(given: list[str] | None) -> list[str]:
    return [name for words in given or [] for name in words.replace(",", " ").split()]
