"""What git keeps of an edition: a commit, read through the `git` command. Nothing of a repository is ever run.

No shell, no hook, no filter, no pager and no network takes part; names are arguments, and never options.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tei_edition.errors import UsageError

_SAFE = (
    "--no-pager", "--no-optional-locks", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "protocol.allow=never",
    "-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
_REGULAR = ("100644", "100755", "100664")


@dataclass(frozen=True, slots=True)
class Release:
    """A tag of a repository: its name, the commit that it names, and the day of that commit (ISO 8601)."""

    tag: str
    date: str
    commit: str


class Commit:
    """The files of a commit, seen from a folder of its repository. Use it as a context: it ends what it started."""

    def __init__(self, folder: Path, commit: str, prefix: str | None = None) -> None:
        self._folder = folder
        self._commit = commit
        self._prefix = prefix_of(folder) if prefix is None else prefix
        self._reader: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Commit:
        return self

    def __exit__(self, *_: object) -> None:
        if self._reader is not None and self._reader.stdin is not None:
            self._reader.stdin.close()
            self._reader.wait()

    def listing(self, folder: str) -> dict[str, str]:
        """The regular files in a folder (`tei`; "" is that of the edition), by their paths, each with its digest."""
        tree = f"{self._commit}:{self._prefix}{folder}".rstrip("/")
        kept = _git(self._folder, "ls-tree", "-z", "--full-tree", tree, missing=True)
        found = {}
        for line in kept.split(b"\0"):
            kind, _, name = line.partition(b"\t")
            mode, *_, digest = kind.decode("ascii", "replace").split() or ("", "")
            if mode in _REGULAR:
                path = os.fsdecode(name)
                found[f"{folder}/{path}" if folder else path] = digest
        return found

    def read(self, path: str) -> bytes | None:
        """The content of a file, None if the commit has none of this name."""
        wanted = os.fsencode(f"{self._commit}:{self._prefix}{path}")
        return None if b"\n" in wanted else self._content(wanted)

    def _content(self, wanted: bytes) -> bytes | None:
        if self._reader is None:
            self._reader = subprocess.Popen(
                _command(self._folder, "cat-file", "--batch"),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_surroundings(),
            )  # fmt: skip
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(wanted + b"\n")
        self._reader.stdin.flush()
        kind = self._reader.stdout.readline().split()[-2:]
        if len(kind) < 2 or not kind[1].isdigit():
            return None
        content = self._reader.stdout.read(int(kind[1]) + 1)[:-1]
        return content if kind[0] == b"blob" else None


def resolved(folder: Path, name: str) -> str:
    """The commit that `name`, a tag, a branch or a commit, names in the repository of `folder`; "" if it names none.

    Raises UsageError where git is not installed, or `folder` is in no repository that git reads.
    """
    if name.startswith("-") or not name.strip() or any(ord(c) < 32 for c in name):
        return ""
    _git(folder, "rev-parse", "--git-dir")
    wanted = f"{name}^{{commit}}"
    return _text(_git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted, missing=True)).strip()


def releases(folder: Path) -> list[Release]:
    """The tags of the repository of `folder` that name commits in the history of where it stands, the oldest first:
    as the commits follow each other, since a tag may be made long afterwards.

    Raises UsageError as `resolved` does, and where the repository has only a part of its history.
    """
    if _text(_git(folder, "rev-parse", "--is-shallow-repository")).strip() == "true":
        raise UsageError(
            f"the repository of {folder} has only a part of its history, so that its first releases are not known",
            "Fetch the rest with git fetch --unshallow --tags; in continuous integration, fetch all at once.",
        )
    # The day of the commit, on which the edition stood so: a tag may be made years afterwards.
    log = _text(_git(folder, "log", "--topo-order", "--reverse", "--format=%H %cs", "HEAD", missing=True))
    days = dict(line.split() for line in log.splitlines())
    order = {commit: place for place, commit in enumerate(days)}
    form = "%(refname:strip=2)%00%(*objectname)%00%(objectname)%00%(creatordate:unix)"
    lines = _text(
        _git(folder, "for-each-ref", "--merged=HEAD", f"--format={form}", "refs/tags", missing=True)
    ).splitlines()
    found = []
    for line in lines:
        tag, peeled, own, moment = (*line.split("\0"), *[""] * 4)[:4]
        commit = peeled or own
        found.append((order.get(commit, -1), int(moment or 0), tag, Release(tag, days.get(commit, ""), commit)))
    return [release for *_, release in sorted(found, key=lambda one: one[:3])]


@contextlib.contextmanager
def opened(folder: Path, commit: str, prefix: str | None = None) -> Iterator[Commit]:
    """A commit as long as it is read, seen from `folder`, or from where its repository has `prefix`."""
    with Commit(folder, commit, prefix) as made:
        yield made


def prefix_of(folder: Path) -> str:
    """Where a folder is in its repository: `editions/letters/`; "" at the top. Raises UsageError as `resolved` does."""
    return _text(_git(folder, "rev-parse", "--show-prefix")).rstrip("\n")


def top_of(folder: Path) -> Path:
    """The folder of the repository that a folder is in. Raises UsageError as `resolved` does."""
    return folder.resolve() / _text(_git(folder, "rev-parse", "--show-cdup")).rstrip("\n")


def folders_with(folder: Path, commit: str, name: str) -> list[str]:
    """The folders that have a file of this name at a commit, as `prefix_of` tells them."""
    kept = _git(folder, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, missing=True)
    paths = (os.fsdecode(path) for path in kept.split(b"\0"))
    return sorted(path.removesuffix(name) for path in paths if f"/{path}".endswith(f"/{name}"))


def _git(folder: Path, *arguments: str, missing: bool = False) -> bytes:
    """What a git command prints; with `missing`, nothing where what is asked for is not there."""
    try:
        done = subprocess.run(
            _command(folder, *arguments), capture_output=True, check=False, stdin=subprocess.DEVNULL,
            env=_surroundings(),
        )  # fmt: skip
    except FileNotFoundError:
        raise UsageError(
            "a tag or a commit needs git, which is not installed", "Install git, or name a folder or a package."
        ) from None
    except OSError as error:
        raise UsageError(f"git cannot be started: {error.strerror}", "Look at its permissions.") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    if missing and "dubious ownership" not in said:
        return b""
    if "dubious ownership" in said:
        raise UsageError(
            f"git does not read the repository of {folder}: it belongs to another user",
            "Say that you trust it: git config --global --add safe.directory FOLDER.",
        )
    raise UsageError(
        f"{folder} is in no git repository",
        "Name the folder of an edition that is in one; diff takes it with --edition.",
    )


def _command(folder: Path, *arguments: str) -> list[str]:
    return ["git", "-C", os.fspath(folder.resolve()), *_SAFE, *arguments]


def _surroundings() -> dict[str, str]:
    """The environment without what would lead git elsewhere (as in a hook), or let it ask or fetch."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}


def _text(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape")
