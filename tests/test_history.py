"""The releases of an edition: read from tags of git, kept in a file, told by the site."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html
from releasing import edit, git, made, release
from test_incremental import made_edition

from tei_edition import edition as editions
from tei_edition.cli import main
from tei_edition.diagnostics import Severity
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline import build, history, incremental, lists, pages
from tei_edition.pipeline.workers import each
from tei_edition.publish.releases import Release, read_releases, releases_of, written

DAY = date(2026, 11, 26)


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    """The example edition with three releases: one draft is held back at first, words are corrected, one is gone."""
    folder = made(project, tmp_path, "bare-classified", "three-deep")
    edit(folder / "edition.toml", 'from_status = "unfinished"', 'from_status = "proposed"')
    for name in ("bare-classified", "three-deep"):
        edit(folder / f"tei/{name}.xml", '<revisionDesc status="draft">', '<revisionDesc status="proposed">')
    edit(folder / "tei/three-deep.xml", '<revisionDesc status="proposed">', '<revisionDesc status="draft">')
    release(folder, "before-editing", "2026-04-01")
    release_of(folder, "v1.0", "2026-05-01")
    edit(folder / "tei/t113640.xml", "virtually curtailed", "nearly curtailed")
    edit(folder / "tei/three-deep.xml", '<revisionDesc status="draft">', '<revisionDesc status="proposed">')
    edit(folder / "authority.xml", "1890", "1891")
    release(folder, "korean-war-1.1", "2026-06-01")
    edit(folder / "tei/t113640.xml", "<term>air war</term>", "<term>air warfare</term>")
    (folder / "tei/bare-classified.xml").unlink()
    release(folder, "v1.2", "2026-07-01")
    return folder


def release_of(folder: Path, tag: str, day: str) -> None:
    edit(folder / "edition.toml", 'version = ""', 'version = "1.0"')
    release(folder, tag, day)


def test_releases_are_read_from_tags(edition: Path, project: Path) -> None:
    found = history(edition)
    assert not found.diagnostics
    assert found.written == edition / "versions.json"
    assert [(one.version, one.date, one.tag) for one in found.releases] == [
        ("1.0", "2026-05-01", "v1.0"), ("1.1", "2026-06-01", "korean-war-1.1"), ("1.2", "2026-07-01", "v1.2"),
    ]  # fmt: skip
    first, second, third = found.releases
    assert first.added == ("bare-classified", "t113640")  # not the draft
    assert second.added == ("three-deep",)
    assert second.changed == (("t113640", ("text",)),)
    assert second.entries == (0, 0, 1)
    assert third.removed == ("bare-classified",)
    assert third.changed == (("t113640", ("header",)),)
    content = found.written.read_bytes()
    schema = json.loads((project / "schemas/versions.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(content), schema)
    assert read_releases(content, "versions.json") == found.releases
    assert history(edition).written
    assert found.written.read_bytes() == content


def test_the_site_tells_the_history(edition: Path, tmp_path: Path) -> None:
    found = build(edition, output=tmp_path / "out", html=True, search=False, date=DAY)
    assert found.index
    site = found.index.parent
    assert not (site / "versions.html").exists()
    assert "First published" not in page(site / "telegrams/t113640.html")
    history(edition)
    untouched = (site / "telegrams/three-deep.html").stat().st_mtime_ns
    build(edition, output=tmp_path / "out", html=True, search=False, date=DAY)
    assert "First published in version 1.0 (1 May 2026). Text last changed in version 1.1 (1 June 2026). " \
        "Last changed otherwise in version 1.2 (1 July 2026)." in page(site / "telegrams/t113640.html")  # fmt: skip
    assert (site / "telegrams/three-deep.html").stat().st_mtime_ns != untouched
    told = page(site / "versions.html")
    assert told.index("Version 1.2") < told.index("Version 1.0")
    assert "Removed: 1 telegram" in told
    assert "bare-classified" not in told  # it is not in the site
    document = html.parse(site / "telegrams/t113640.html")
    (link,) = document.xpath("//p[contains(@class, 'releases')]/a/@href")
    path, _, anchor = str(link).partition("#")
    assert html.parse(site / "telegrams" / path).xpath(f"//*[@id='{anchor}']")
    # Any way there gives the same bytes, and without git.
    (edition.parent / ".git").rename(tmp_path / "elsewhere")
    build(edition, output=tmp_path / "anew", html=True, search=False, date=DAY)
    assert contents(tmp_path / "anew/html") == contents(site)
    (edition / "versions.json").unlink()
    build(edition, output=tmp_path / "out", html=True, search=False, date=DAY)
    assert not (site / "versions.html").exists()
    assert "First published" not in page(site / "telegrams/t113640.html")


def page(path: Path) -> str:
    return re.sub(r"\s+", " ", html.parse(path).getroot().text_content())


def contents(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_tags_that_were_made_afterwards_stand_in_the_order_of_what_they_name(edition: Path) -> None:
    found = history(edition).releases
    for number, (tag, commit) in enumerate(reversed([(one.tag, one.commit) for one in found])):
        git(edition, "tag", "--delete", tag)
        git(edition, "tag", "-a", "-m", tag, tag, commit, GIT_COMMITTER_DATE=f"2026-08-0{number + 1}T12:00:00Z")
    again = history(edition).releases
    assert again == found  # with the days of what they name


def test_part_of_a_history_is_not_taken_for_all_of_it(edition: Path, tmp_path: Path) -> None:
    kept = history(edition).written
    assert kept
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=v1.2", (edition.parent).as_uri(), "shallow")
    shallow = tmp_path / "shallow" / edition.name
    shutil.copy(kept, shallow)
    with pytest.raises(UsageError, match="only a part of its history"):
        history(shallow)
    assert (shallow / "versions.json").read_bytes() == kept.read_bytes()


def test_an_edition_that_moved_keeps_its_releases(edition: Path) -> None:
    before = history(edition).releases
    (edition.parent / "editions").mkdir()
    moved = edition.rename(edition.parent / "editions" / "elsewhere")
    release(moved, "v1.3", "2026-08-01")
    found = history(moved)
    assert found.releases[:-1] == before
    assert (found.releases[-1].version, found.releases[-1].added, found.without) == ("1.3", (), ())


def test_releases_at_which_the_edition_is_not_found_are_named(edition: Path) -> None:
    moved = edition.rename(edition.with_name("elsewhere"))
    edit(moved / "edition.toml", 'slug = "korean-war"', 'slug = "lamps"')
    release(moved, "v1.3", "2026-08-01")
    found = history(moved)
    assert [one.version for one in found.releases] == ["1.3"]
    assert found.without == ("v1.0", "v1.2")


@pytest.mark.parametrize("called_there", [False, True])
@pytest.mark.parametrize(("before", "slug"), [("letters", ""), ("archive/telegrams", ""), ("letters", "telegrams")])
def test_another_edition_of_the_repository_is_not_the_former_one(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, slug: str, called_there: bool
) -> None:
    top = tmp_path / "repository"
    top.mkdir()
    git(top, "init", "--quiet")
    sample = project / "tests/cases/convert/three-deep/expected.xml"
    for tag, place, name, own in (("v1.0", before, "sample", slug), ("v2.0", "telegrams", "other", "")):
        (top / place / "tei").mkdir(parents=True)
        settings = '[edition]\ntitle = "T"\n' + (f'slug = "{own}"\n' if own else "")
        (top / place / "edition.toml").write_text(settings, "utf-8")
        shutil.copy(sample, top / place / f"tei/{name}.xml")
        release(top, tag, f"2026-0{tag[1]}-01")
    monkeypatch.chdir(top / "telegrams" if called_there else top)
    found = history("." if called_there else "telegrams")
    assert [(one.version, one.added) for one in found.releases] == [("2.0", ("other",))]
    assert found.without == ("v1.0",)


@pytest.mark.parametrize("called_there", [False, True])
def test_an_edition_without_a_slug_is_known_by_the_name_of_its_folder(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called_there: bool
) -> None:
    folder = made(project, tmp_path)
    edit(folder / "edition.toml", 'slug = "korean-war"\n', "")
    release(folder, "v1.0", "2026-05-01")
    (folder.parent / "editions").mkdir()
    moved = folder.rename(folder.parent / "editions/korean-war")
    release(moved, "v1.1", "2026-06-01")
    monkeypatch.chdir(moved if called_there else tmp_path)
    found = history("." if called_there else moved)
    assert [(one.version, one.added, one.removed) for one in found.releases] == [
        ("1.0", ("t113640",), ()), ("1.1", (), ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("[edition]", "[edition", "edition-not-toml"), ('slug = "korean-war"', 'slug = "con"', "edition-value-invalid")],
)
def test_a_release_that_cannot_be_read_is_a_warning(
    edition: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, rule: str
) -> None:
    """Nobody can mend a tag: a fault would keep an edition from being published for ever."""
    settings = (edition / "edition.toml").read_text("utf-8")
    edit(edition / "edition.toml", old, new)
    edit(edition / "tei/t113640.xml", "nearly curtailed", "almost curtailed")
    release(edition, "v1.3", "2026-08-01")
    (edition / "edition.toml").write_text(settings, "utf-8")
    release(edition, "v1.4", "2026-09-01")
    with pytest.raises(SystemExit) as ended:
        main(["history", str(edition)])
    assert ended.value.code == 0
    told = capsys.readouterr().err
    assert f"warning[{rule}]" in told
    assert "v1.3:edition.toml" in told
    found = history(edition)
    assert [one.version for one in found.releases] == ["1.0", "1.1", "1.2", "1.4"]
    assert found.releases[-1].changed == (("t113640", ("text",)),)
    assert [one.severity for one in found.diagnostics] == [Severity.WARNING]


def test_a_file_of_a_release_that_cannot_be_read_is_a_warning(edition: Path) -> None:
    edit(edition / "authority.xml", "</TEI>", "")
    release(edition, "v1.3", "2026-08-01")
    found = history(edition)
    assert found.releases[-1].version == "1.3"
    assert [(one.rule, one.severity) for one in found.diagnostics] == [("xml-not-well-formed", Severity.WARNING)]


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Refuse the settings that some tags have, as a later version of the toolkit may."""

    def refused(*tags: str) -> None:
        def parsed(content: bytes, file: str, real: Callable[..., Any] = editions.parse_settings) -> Any:
            if file.partition(":")[0] in tags:
                raise EditionError("no", rule="edition-value-invalid", file=file)
            return real(content, file)

        monkeypatch.setattr(editions, "parse_settings", parsed)

    return refused


@pytest.mark.parametrize("tags", [["korean-war-1.1"], ["v1.2"], ["v1.0", "korean-war-1.1", "v1.2"]])
def test_a_release_that_cannot_be_read_any_more_is_told_as_before(
    edition: Path, refuse: Callable[..., None], tags: list[str]
) -> None:
    before = history(edition).releases
    content = (edition / "versions.json").read_bytes()
    refuse(*tags)
    found = history(edition)
    assert found.releases == before
    assert (edition / "versions.json").read_bytes() == content
    assert found.as_before == tuple(tags)
    assert {one.severity for one in found.diagnostics} == {Severity.WARNING}
    assert [one.location.file for one in found.diagnostics] == sorted(f"{tag}:edition.toml" for tag in tags)
    # What they told is not told again by the next one.
    shutil.copy(edition / "tei/three-deep.xml", edition / "tei/another.xml")
    edit(edition / "tei/another.xml", 'xml:id="three-deep"', 'xml:id="another"')
    release(edition, "v1.3", "2026-08-01")
    *same, new = history(edition).releases
    assert tuple(same) == before
    assert (new.version, new.added, new.removed) == ("1.3", ("another",), ())
    assert new.entries[0] == 0
    left = [one.version for one in history(edition, shorter=True).releases]
    assert left == [one.version for one in (*before, new) if one.tag not in tags]


def test_a_tag_may_have_another_name_of_the_same_version(edition: Path) -> None:
    before = history(edition).releases
    git(edition, "tag", "1.0", "v1.0")
    git(edition, "tag", "--delete", "v1.0")
    found = history(edition)
    assert found.releases == (replace(before[0], tag="1.0"), *before[1:])


def test_an_edition_with_another_slug_keeps_its_releases(edition: Path) -> None:
    before = history(edition).releases
    edit(edition / "edition.toml", 'slug = "korean-war"', 'slug = "lamps"')
    release(edition, "lamps-1.3", "2026-08-01")
    found = history(edition)
    assert found.releases[:-1] == before
    assert (found.releases[-1].version, found.releases[-1].added, found.as_before) == ("1.3", (), ())
    # The earlier ones are told as before where it has another folder, too, and nothing tells that it is the same.
    moved = edition.rename(edition.with_name("lamps"))
    release(moved, "lamps-1.4", "2026-09-01")
    again = history(moved)
    assert again.releases[:-1] == found.releases
    assert (again.releases[-1].added, again.without) == ((), ())
    assert again.as_before == ("v1.0", "korean-war-1.1", "v1.2")


def test_what_the_file_tells_is_not_lost_without_consent(edition: Path) -> None:
    kept = history(edition).written
    assert kept
    content = kept.read_bytes()
    git(edition, "tag", "--delete", "korean-war-1.1")
    with pytest.raises(UsageError, match=r"not found any more: 1\.1; it stays") as told:
        history(edition)
    assert "--shorter" in told.value.help
    assert kept.read_bytes() == content
    assert [one.version for one in history(edition, shorter=True).releases] == ["1.0", "1.2"]
    git(edition, "tag", "v1.3")
    assert [one.version for one in history(edition).releases] == ["1.0", "1.2", "1.3"]


def test_a_text_that_is_withheld_later_is_told_as_that(edition: Path, tmp_path: Path) -> None:
    edit(edition / "edition.toml", 'restricted = "full"', 'restricted = "metadata"')
    release(edition, "v1.3", "2026-08-01")
    found = history(edition).releases[-1]
    assert dict(found.changed)["t113640"] == ("withheld",)
    build(edition, output=tmp_path / "out", html=True, search=False, date=DAY)
    site = tmp_path / "out/html"
    assert "Text last changed in version 1.1 (1 June 2026). Text withheld since version 1.3 (1 August 2026)." in page(
        site / "telegrams/t113640.html"
    )
    assert "text withheld" in page(site / "versions.html")
    edit(edition / "edition.toml", 'restricted = "metadata"', 'restricted = "full"')
    release(edition, "v1.4", "2026-09-01")
    assert dict(history(edition).releases[-1].changed)["t113640"] == ("released",)
    build(edition, output=tmp_path / "out", html=True, search=False, date=DAY)
    again = page(site / "telegrams/t113640.html")
    assert "Text published in version 1.4 (1 September 2026)." in again
    assert "withheld since" not in again


@pytest.mark.parametrize(("old", "new"), [("tei/t113640.xml", "tei/t1.xml"), ("tei", "texts")])
def test_a_text_that_is_withheld_and_called_otherwise_at_once_is_told_as_that(
    edition: Path, old: str, new: str
) -> None:
    (edition / old).rename(edition / new)
    if new == "texts":
        edit(edition / "edition.toml", 'tei = "tei"\n', 'tei = "texts"\n')
    name = "t1" if new == "tei/t1.xml" else "t113640"
    path = edition / ("texts" if new == "texts" else "tei") / f"{name}.xml"
    edit(path, "nearly curtailed", "almost curtailed")
    for extent, before, kind in (("metadata", "full", "withheld"), ("full", "metadata", "released")):
        edit(edition / "edition.toml", f'restricted = "{before}"', f'restricted = "{extent}"')
        release(edition, f"v1.3-{kind}", "2026-08-01")
        found = history(edition).releases[-1]
        assert dict(found.changed)[name] == (kind,)
        assert found.added == found.removed == ()


def test_without_tags_nothing_is_written(project: Path, tmp_path: Path) -> None:
    folder = made(project, tmp_path)
    assert history(folder).written is None
    release(folder, "nothing-like-a-version", "2026-05-01")
    assert history(folder).written is None
    assert not (folder / "versions.json").exists()
    (folder / "versions.json").write_text("{}", "utf-8")
    git(folder, "tag", "v1.0")
    with pytest.raises(UsageError, match="is there already"):
        history(folder)
    (folder.parent / ".git").rename(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="git") as told:
        history(folder)
    assert "diff takes it with --edition" in told.value.help


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"version": 2, "releases": []}', '{"version": 1, "releases": [{"version": 1}]}',
                '{"version": 1, "releases": {}}' * 2, "[" * 100_000, '{"version": 1, "releases": 5}', "\ufffe\x00",
                '{"version": 1, "releases": [{"version": "", "date": "", "tag": "", "entries": [1e999, 0, 0]}]}']
)  # fmt: skip
def test_a_broken_file_is_told(content: str) -> None:
    with pytest.raises(EditionError) as raised:
        read_releases(content.encode(), "versions.json")
    assert raised.value.rule == "versions-broken"
    assert raised.value.line


def test_history_follows_new_names() -> None:
    releases = (
        Release("1", "2026-01-01", added=("a", "b")),
        Release("2", "2026-02-01", renamed=(("a", "c"),), changed=(("c", ("text", "markup")),)),
        Release("3", "2026-03-01", removed=("b",), added=("a",), changed=(("c", ("markup",)),)),
    )
    assert read_releases(written(releases), "") == releases
    told = releases_of(releases).told
    assert told.keys() == {"a", "c"}
    assert re.findall(r'<(\w+) version="(\d)"', told["c"].decode()) == [("first", "1"), ("text", "2"), ("changed", "3")]
    assert re.findall(r'<(\w+) version="(\d)"', told["a"].decode()) == [("first", "3")]


def test_validation_tells_of_a_broken_file(edition: Path, tmp_path: Path) -> None:
    (edition / "versions.json").write_text('{\n"version": 1,\n', "utf-8")
    found = build(edition, output=tmp_path / "out", html=True, search=False, date=DAY)
    assert [(one.rule, one.location.line) for one in found.diagnostics if one.rule == "versions-broken"] == [
        ("versions-broken", 3)
    ]
    assert found.index is None


def test_in_a_folder_of_any_tei_a_file_of_this_name_is_none_of_ours(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    shutil.copy(project / "tests/cases/profile/full.xml", folder)
    (folder / "versions.json").write_text('{"site": "3.1"}', "utf-8")
    assert build(folder, output=tmp_path / "b", html=True, date=DAY).documents == 1


def test_what_is_told_of_all_telegrams_does_not_go_to_every_worker(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made_edition(project, tmp_path / "edition", 2)
    (root / "versions.json").write_bytes(written([Release("7.7.7", "2026-01-01", added=("t0", "t1"))]))
    stages: list[bytes] = []

    def seen(stage: Callable[..., Any], *given: Any, real: Callable[..., Any] = each, **further: Any) -> Any:
        stages.append(pickle.dumps(stage))
        return real(stage, *given, **further)

    for module in (incremental, pages, lists):
        monkeypatch.setattr(module, "each", seen)
    build(root, output=tmp_path / "b", html=True, date=DAY)
    assert len(stages) == 3
    assert not any(b"7.7.7" in stage for stage in stages)
    assert "7.7.7" in (tmp_path / "b/html/telegrams/t1.html").read_text("utf-8")


def test_the_page_of_versions_has_the_punctuation_of_its_language(edition: Path, tmp_path: Path) -> None:
    (edition / "versions.json").write_bytes(
        written([
            Release("1", "2026-01-01", added=("t113640",)),
            Release("2", "2026-02-01", changed=(("t113640", ("text", "header")),)),
        ])
    )  # fmt: skip
    before = 'language = "en"'
    for language, wanted in (
        ("fr", ("Modifiés\u00a0: 1 télégramme", "texte, métadonnées")),
        ("zh", ("修改：电报1件", "正文、元数据")),
    ):
        edit(edition / "edition.toml", before, before := f'language = "{language}"')
        build(edition, output=tmp_path / language, html=True, search=False, date=DAY)
        told = html.parse(tmp_path / language / "html/versions.html").getroot().text_content()
        assert [one for one in wanted if one not in told] == []
