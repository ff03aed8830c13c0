"""Plain text that an editor has transcribed, with or without front matter: each line is a line of the telegram."""

from __future__ import annotations

from tei_edition.source.lines import decoded, read_lines
from tei_edition.source.transcription.frontmatter import has_front_matter, read_front_matter
from tei_edition.source.transcription.transcript import Paragraph, Run, Transcript


def raw_lines(content: bytes) -> list[str]:
    """The lines of a text, as they are. Raises SourceError like `read_lines`, which has checked the same content."""
    read_lines(content)
    return decoded(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def begins_with_metadata(content: bytes) -> bool:
    """Whether a text has front matter, which no page of an archive has."""
    if not content.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return False
    return has_front_matter(content[:8192].decode("utf-8", "replace").replace("\r\n", "\n").splitlines())


def take_front_matter(lines: list[str], transcript: Transcript) -> int:
    """Read the front matter, if there is any, into `transcript`; the number of lines above the text."""
    if not has_front_matter(lines):
        return 0
    front = read_front_matter(lines)
    transcript.statements += front.statements
    transcript.lines += front.lines
    transcript.fates += front.fates
    return front.ends


def read_plain(content: bytes) -> Transcript:
    """A text as paragraphs, one a line. Raises SourceError for content or front matter that cannot be read."""
    lines = raw_lines(content)
    transcript = Transcript()
    begins = take_front_matter(lines, transcript)
    for number, line in enumerate(lines[begins:], start=begins + 1):
        if line.strip():
            transcript.components.append(Paragraph((Run(line),), number))
    return transcript
