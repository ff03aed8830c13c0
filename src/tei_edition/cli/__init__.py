"""The command line: arguments, exit codes (0 clean, 1 findings, 2 wrong use). One module per command."""

from __future__ import annotations

import os
import sys

from tei_edition.errors import EditionError, TeiEditionError


def main(arguments: list[str] | None = None) -> None:
    """Run `tei-edition` with the given arguments (default: those of the process) and exit."""
    from tei_edition.cli.app import app
    from tei_edition.cli.output import complain, escaped_output

    _open_streams()
    escaped_output()
    try:
        try:
            app(args=arguments, prog_name="tei-edition")
        finally:
            sys.stdout.flush()
    except EditionError as error:
        place = ":".join(str(part) for part in (error.file, error.line, error.column) if part)
        complain(f"error[{error.rule}]: {error.message}", error.help, place=place)
        sys.exit(1)
    except TeiEditionError as error:
        complain(f"error: {error.message}", error.help)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nobody is left to tell.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        reason = error.strerror or str(error)
        if error.filename is None:
            complain(f"error: the output cannot be written: {reason}", "Look for room on the disk.")
        else:
            complain(
                f"error: {os.fsdecode(error.filename)}: {reason}", "Look at its permissions, and for room on the disk."
            )
        sys.exit(2)
    except (KeyboardInterrupt, SystemExit) as stop:  # typer makes the one of the other
        if isinstance(stop, SystemExit) and stop.code != 130:
            raise
        complain("interrupted; files that were written are whole", "")
        sys.exit(130)


def _open_streams() -> None:
    """Streams that whoever started us closed (cron, services, `>&-`) lead nowhere.

    Else the next file that is opened would have their place, and what a library prints would be written into it.
    """
    number = os.open(os.devnull, os.O_RDWR)
    while number <= 2:  # the lowest that is free
        os.set_inheritable(number, True)
        number = os.open(os.devnull, os.O_RDWR)
    os.close(number)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - till the end


def _drop_output() -> None:
    """What is still to be printed goes nowhere; else Python would try again at the end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
