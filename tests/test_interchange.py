"""The telegram as JSON: nothing is lost, nothing is guessed, and the schema says what the model holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from converting import DATE, EDITION, PROJECT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei_edition import convert, model, resources
from tei_edition.diagnostics import Severity
from tei_edition.errors import InterchangeError, UsageError
from tei_edition.interchange import SCHEMA, from_json, to_json
from tei_edition.interchange.mapping import alternatives, first_field, types_of
from tei_edition.interchange.schema import schema_bytes
from tei_edition.interchange.words import DESCRIPTIONS, EXAMPLES, KINDS
from tei_edition.model import Telegram
from tei_edition.source import read
from tei_edition.tei import EncodingContext, encode
from tei_edition.validate import ValidationContext, check_document

SMALLEST = {"version": 1, "identifier": "t1", "copy_text": {}, "message": {"kind": "telegram"}}


def loaded_schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resources.schema(SCHEMA).read_text("utf-8"))
    return loaded


NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def all_strings(value: object) -> Iterator[str]:
    """The strings in a JSON value."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from all_strings(one)


def model_classes() -> dict[str, Any]:
    """The dataclasses and value lists of the model, by name."""
    found = {
        name: one for name, one in vars(model).items() if isinstance(one, type) and one.__module__ == model.__name__
    }
    return {name: one for name, one in found.items() if is_dataclass(one) or issubclass(one, StrEnum)}


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_type(Telegram))
def test_every_value_of_the_model_comes_back(telegram: Telegram) -> None:
    content = to_json(telegram)
    if NOT_IN_XML.search("".join(all_strings(json.loads(content)))):
        with pytest.raises(InterchangeError) as raised:
            from_json(content)
        assert raised.value.rule == "json-character-forbidden"
    else:
        assert from_json(content) == telegram


def test_the_example_comes_back_and_reads_well() -> None:
    telegram = read((EDITION / "sources/113640.txt").read_bytes(), "113640.txt")
    content = to_json(telegram)
    assert from_json(content) == telegram
    assert to_json(from_json(content)) == content
    assert b": []" not in content
    assert b': ""' not in content
    assert max(len(line) for line in content.decode().splitlines() if not line.strip().startswith('"')) < 130


def test_schema_is_in_step_with_the_model(update_golden: bool) -> None:
    if update_golden:
        resources.schema(SCHEMA).write_bytes(schema_bytes())
    assert resources.schema(SCHEMA).read_bytes() == schema_bytes(), "make it anew: pytest --update-golden"


def test_schema_names_every_field_and_value_of_the_model() -> None:
    schema = loaded_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    definitions = {"Telegram": schema, **schema["$defs"]}
    assert definitions.keys() == model_classes().keys()
    for name, one in model_classes().items():
        if issubclass(one, StrEnum):
            assert definitions[name]["enum"] == [member.value for member in one]
        else:
            described = [key for key in definitions[name]["properties"] if key not in ("$schema", "version")]
            assert described == [field.name for field in fields(one)]


def test_every_field_is_described_in_words() -> None:
    known = {f"{name}.{f.name}" for name, one in model_classes().items() if is_dataclass(one) for f in fields(one)}
    assert known == DESCRIPTIONS.keys(), "say in interchange/words.py what the field is"
    assert EXAMPLES.keys() <= known
    assert KINDS.keys() <= model_classes().keys()


def test_examples_are_valid() -> None:
    schema = loaded_schema()
    for place, examples in EXAMPLES.items():
        name, _, field = place.partition(".")
        of_class = schema if name == "Telegram" else schema["$defs"][name]
        checker = jsonschema.Draft202012Validator({**of_class["properties"][field], "$defs": schema["$defs"]})
        for one in examples:
            assert list(checker.iter_errors(one)) == []


def choices(hint: object) -> Iterator[list[type]]:
    """The classes among which an object's first field decides."""
    models = [one for one in alternatives(hint) if is_dataclass(one)]
    if len(models) > 1:
        yield [one for one in models if isinstance(one, type)]
    for argument in getattr(hint, "__args__", ()):
        yield from choices(argument)


def test_first_fields_tell_objects_apart() -> None:
    for one in model_classes().values():
        for hint in () if issubclass(one, StrEnum) else types_of(one).values():
            for models in choices(hint):
                assert len({first_field(each) for each in models}) == len(models), models


@pytest.mark.parametrize(
    ("change", "rule", "place", "words"),
    [
        ({"version": 2}, "json-version-unknown", "/version", "1"),
        ({"identifer": "x"}, "json-key-unknown", "/identifer", "'identifier'"),
        ({"source": 3}, "json-value-invalid", "/source", "a string"),
        ({"source": None}, "json-value-invalid", "/source", "a string"),
        ({"message": {}}, "json-key-missing", "/message", "'kind'"),
        ({"lines": [[1, "a"], [2]]}, "json-value-invalid", "/lines/1", ""),
        (
            {"message": {"kind": "letter", "sections": [{"kind": "dispach"}]}},
            "json-value-invalid",
            "/message/sections/0/kind",
            "'dispatch'",
        ),
        (
            {
                "message": {
                    "kind": "letter",
                    "sections": [{"kind": "dispatch", "parts": [{"kind": "paragraph", "x": 1}]}],
                }
            },
            "json-key-unknown",
            "/message/sections/0/parts/0/x",
            "content",
        ),
        ({"copy_text": {"a/b~c": 1}}, "json-key-unknown", "/copy_text/a~1b~0c", ""),
    ],
)
def test_faults_are_told_with_their_place(change: dict[str, Any], rule: str, place: str, words: str) -> None:
    text = json.dumps({**SMALLEST, **change}, indent=1)
    with pytest.raises(InterchangeError) as raised:
        from_json(text.encode())
    error = raised.value
    assert (error.rule, error.pointer) == (rule, place)
    assert place in error.message
    assert words in error.message + error.help
    key = place.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    if not key.isdigit():
        assert f'"{key}"' in text.splitlines()[error.line - 1]


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b'{"version": 1,\n"a": "\xff"}', "json-not-utf-8", 2),
        (b'{"version": 1,\n]', "json-not-well-formed", 2),
        (b'{"version": NaN}', "json-not-well-formed", 0),
        (b'{"version": 1,\n "x": [{"a": 1,\n "a": 2}]}', "json-key-doubled", 3),
        (b'{"version": 1,\n "identifier": "\\ud800"}', "json-character-forbidden", 2),
        (b'{"version": 1,\n "x": {\n"y": [1, "a\\u0000"]}}', "json-character-forbidden", 3),
        (b'{"version": 1,\n "x": "a\\f"}', "json-character-forbidden", 2),
        (b'{"version": 1,\n "x\\u0007": 1}', "json-character-forbidden", 1),
        ('{"version": 1,\n "x": "\uffff"}'.encode(), "json-character-forbidden", 2),
        (b"[" * 100_000, "json-too-deep", 0),
        (b"[]", "json-value-invalid", 1),
    ],
)
def test_files_that_are_no_telegram(content: bytes, rule: str, line: int) -> None:
    with pytest.raises(InterchangeError) as raised:
        from_json(content)
    assert (raised.value.rule, raised.value.line) == (rule, line)
    assert raised.value.help


def test_the_least_that_a_telegram_is() -> None:
    telegram = from_json(json.dumps(SMALLEST).encode())
    assert (telegram.identifier, telegram.message.kind, telegram.lines) == ("t1", "telegram", ())


def test_the_documentation_is_true() -> None:
    page = (PROJECT / "docs/interchange.md").read_text("utf-8")
    shown = re.search(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert shown
    content = shown[1].encode()
    telegram = from_json(content)
    assert json.loads(to_json(telegram)) == json.loads(content)
    tei = encode(telegram, EncodingContext(DATE)).content
    names: dict[str, Any] = {"content": content, "tei": tei}
    for code in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        exec(code, names)
    assert names["again"] == to_json(telegram)
    found = check_document(tei, "t4711.xml", ValidationContext())
    assert [f"{one.rule}: {one.message}" for one in found if one.severity is Severity.ERROR] == []
    rules = set(re.findall(r"`(json-[a-z0-9-]+)`", page))
    code = "".join(path.read_text("utf-8") for path in (PROJECT / "src/tei_edition/interchange").glob("*.py"))
    assert rules == set(re.findall(r'"(json-[a-z0-9-]+)"', code))


def test_convert_writes_models(tmp_path: Path) -> None:
    source = EDITION / "sources/113640.txt"
    result = convert(source, output=tmp_path, model=tmp_path / "model", date=DATE)
    assert len(result.written) == 1
    written = (tmp_path / "model/t113640.json").read_bytes()
    assert from_json(written) == read(source.read_bytes(), source.name)
    assert (tmp_path / "model" / SCHEMA).read_bytes() == resources.schema(SCHEMA).read_bytes()
    (tmp_path / "t113640.xml").unlink()
    again = convert(source, output=tmp_path, model=tmp_path / "model", date=DATE)
    assert [one.rule for one in again.diagnostics if one.severity is Severity.ERROR] == ["output-exists"]
    assert not (tmp_path / "t113640.xml").exists()
    assert convert(source, output=tmp_path, model=tmp_path / "model", date=DATE, force=True).written
    with pytest.raises(UsageError):
        convert(source, output=tmp_path, model=tmp_path / "model/t113640.json", date=DATE)
