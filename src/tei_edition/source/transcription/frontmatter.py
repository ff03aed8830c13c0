"""Front matter: metadata in YAML between `---` lines above a text.

Only what metadata need is read: keys with texts, lists of texts, and one level of keys below a key. Every scalar is the
text as written (`0123` stays `0123`, `no` stays `no`, a date is not turned into another form), nothing is constructed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tei_edition.errors import SourceError
from tei_edition.model import Fate, LineFate
from tei_edition.source.transcription.transcript import Statement

MOST_CHARACTERS = 64 * 1024
_DEEPEST = 4
_FENCE = re.compile(r"---\s*$")
_END = re.compile(r"(?:---|\.\.\.)\s*$")
_KEY = re.compile(r"[\w\"'][^:#]{0,60}:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata above a text: the statements, the non-blank lines, the lines that say nothing; where the text starts
    (the number of lines above it)."""

    statements: tuple[Statement, ...]
    lines: tuple[tuple[int, str], ...]
    fates: tuple[LineFate, ...]
    ends: int


def has_front_matter(lines: Sequence[str]) -> bool:
    """Whether a text begins with front matter: a fence, and a key below it."""
    if not lines or not _FENCE.match(lines[0].removeprefix("\ufeff")):
        return False
    below = (line for line in lines[1:40] if line.strip() and not line.lstrip().startswith("#"))
    return bool(_KEY.match(next(below, "")))


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a text that has it.

    Raises SourceError for one that is not closed, too large, or that is more than keys, texts and lists.
    """
    ends = next((number for number, line in enumerate(lines[1:], start=1) if _END.match(line)), 0)
    if not ends:
        raise SourceError(
            "the front matter is not closed", "Put a line --- below it.", rule="front-matter-unreadable", line=1
        )
    inner = lines[1:ends]
    if sum(map(len, inner)) > MOST_CHARACTERS:
        raise SourceError(
            f"the front matter has more than {MOST_CHARACTERS:,} characters",
            "Metadata are short; move the rest into the text.",
            rule="front-matter-unreadable",
            line=1,
        )
    statements = tuple(_statements("\n".join(inner)))
    printed = [(number, " ".join(line.split())) for number, line in enumerate(lines[: ends + 1], start=1)]
    kept = tuple((number, text.removeprefix("\ufeff")) for number, text in printed if text)
    silent = [(1, "front-matter-fence"), (ends + 1, "front-matter-fence")]
    silent += [(number, "front-matter-comment") for number, text in kept if text.startswith("#")]
    rules = dict(silent)
    fates = tuple(LineFate(number, text, Fate.DROPPED, rules[number]) for number, text in kept if number in rules)
    return FrontMatter(statements, kept, fates, ends + 1)


def _statements(text: str) -> Iterator[Statement]:
    import yaml

    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, (yaml.AliasEvent,)) or getattr(event, "anchor", None) is not None:
                raise _refused(event.start_mark, "an anchor or alias (& or *)", "Write the value itself, in quotes.")
            tag = getattr(event, "tag", None)
            if tag is not None:
                raise _refused(event.start_mark, f"a tag ({tag})", "Write the value itself, in quotes.")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _refused(event.start_mark, "lists or keys in each other too deep", "Give each key a text.")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SourceError(
            f"the front matter is no YAML: {error.problem or error.context}",
            "Put values that hold a colon, a # or a quotation mark into quotation marks.",
            rule="front-matter-unreadable",
            line=mark.line + 2 if mark else 1,
            column=mark.column + 1 if mark else 0,
        ) from None
    except yaml.YAMLError as error:
        told = str(error).splitlines()[0]
        raise SourceError(
            f"the front matter is no YAML: {told}", "Remove it.", rule="front-matter-unreadable", line=1
        ) from None
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise _refused(root.start_mark, "no keys", "Write `key: value`, one a line.")
    yield from _pairs(root, "")


def _pairs(mapping: object, above: str) -> Iterator[Statement]:
    import yaml

    assert isinstance(mapping, yaml.MappingNode)
    for key, value in mapping.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused(key.start_mark, "a key that is no text", "Write `key: value`, one a line.")
        name = f"{above}.{key.value}" if above else key.value
        if isinstance(value, yaml.MappingNode) and not above:
            yield from _pairs(value, name)
            continue
        for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if not isinstance(one, yaml.ScalarNode):
                raise _refused(one.start_mark, f"'{name}' holds no text", "Give the key a text, or a list of texts.")
            empty = one.tag == "tag:yaml.org,2002:null"
            line = one.start_mark.line + 2
            # Paragraphs of a long text stay apart.
            for part in [] if empty else one.value.strip().split("\n"):
                if part.strip():
                    yield Statement(name, " ".join(part.split()), line, f"'{name}' in the front matter")


def _refused(mark: object, what: str, mend: str) -> SourceError:
    line, column = getattr(mark, "line", -1) + 2, getattr(mark, "column", -1) + 1
    return SourceError(f"the front matter holds {what}", mend, rule="front-matter-unreadable", line=line, column=column)
