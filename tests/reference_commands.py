"""The page of the documentation about every command and option, made from the command line itself."""

from __future__ import annotations

import enum
import re

import typer.main
from reference import MADE, cell, words

from tei_edition.cli.app import app

EXAMPLES = "\b\nExamples:\n"


def commands_page() -> str:
    """docs/reference/commands.md: every command with its arguments, options and examples, as `--help` tells them."""
    group = typer.main.get_command(app)
    commands: dict[str, object] = getattr(group, "commands", {})
    if not commands:
        raise AssertionError("the command line has no commands")
    lines = [
        MADE,
        "",
        "# Commands and options",
        "",
        "What `tei-edition COMMAND --help` tells. [The commands](../commands.md) explains them, with their exit codes. "
        "`tei-edition --version` prints the version.",
        "",
        *(f"- [{name}](#{name})" for name in commands),
    ]
    for name, command in commands.items():
        lines += _command(name, command)
    return "\n".join(lines) + "\n"


def _command(name: str, command: object) -> list[str]:
    told, _, examples = str(getattr(command, "help", "")).partition(EXAMPLES)
    parameters = [one for one in getattr(command, "params", ()) if not one.hidden]
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    options = [one for one in parameters if one.param_type_name == "option"]
    if not told or not examples or any(not one.help for one in parameters):
        raise AssertionError(f"{name}: the command, its examples, or a parameter is not described")
    required = [f"{one.opts[0]} {one.metavar}" for one in options if one.required]
    usage = ["tei-edition", name, *(["[OPTIONS]"] if options else []), *required, *map(_asked, arguments)]
    lines = ["", f"## {name}", "", "```text", " ".join(usage), "```"]
    for paragraph in told.strip().split("\n\n"):
        lines += ["", words(" ".join(paragraph.split()))]
    lines += ["", "| argument | what it is |", "|---|---|"]
    lines += [f"| `{one.metavar}` | {cell(one.help)} |" for one in arguments]
    if options:
        lines += ["", "| option | takes | default | what it does |", "|---|---|---|---|"]
        lines += [_option(one) for one in options]
    lines += ["", "Examples:", "", "```text", *(line.strip() for line in examples.strip().splitlines()), "```"]
    return lines


def _asked(argument: typer.core.TyperArgument) -> str:
    shown = argument.metavar or ""
    return shown if argument.required or shown.startswith("[") else f"[{shown}]"


def _option(option: typer.core.TyperOption) -> str:
    told, default = _parted(option)
    if option.multiple and "several times" not in told:
        told += " May be given several times."
    if option.envvar:
        told += f" Or the variable `{option.envvar}`."
    names = ", ".join(f"`{one}`" for one in (*option.opts, *option.secondary_opts))
    return f"| {names} | {_taken(option)} | {default} | {cell(told)} |"


def _parted(option: typer.core.TyperOption) -> tuple[str, str]:
    """What an option does, and its default, which the help may tell in words of its own."""
    told = option.help or ""
    if found := re.fullmatch(r"(.*?)\s*\[default: (.*)\]", told):
        return found[1], cell(found[2])
    if option.required:
        return told, "required"
    default = option.default.value if isinstance(option.default, enum.Enum) else option.default
    return told, "" if default is None or default is False or default == "" else f"`{default}`"


def _taken(option: typer.core.TyperOption) -> str:
    if option.is_flag:
        return ""
    if choices := getattr(option.type, "choices", None):
        return ", ".join(f"`{getattr(one, 'value', one)}`" for one in choices)
    return f"`{option.metavar or 'TEXT'}`"
