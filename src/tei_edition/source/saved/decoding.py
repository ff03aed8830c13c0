"""Bytes of a saved page → its HTML as characters: web archives unpacked, the encoding found, or a clear refusal."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage

from tei_edition.errors import SourceError
from tei_edition.source.lines import check_binary, check_characters, check_size

_META = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_REACH = 8192
"""Where a page declares its encoding: beyond the first 1,024 bytes of the standard, since tools put theirs above."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The encodings of the WHATWG standard that pages of archives have; Python's own for other things are none.
_ENCODING = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|(?:windows-|cp|x-cp)12[45]\d|iso-?8859-\d{1,2}|latin-?1|us-ascii|ascii|koi8-[ru]|x-mac-cyrillic"
    r"|gb2312|gbk|gb18030|big5|euc-(?:kr|jp)|ks_c_5601-1987|shift_jis|ibm866",
    re.IGNORECASE,
)
# What pages call so is, in every browser, the encoding of Windows.
_MEANT = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}
_MEANT |= {"ascii": "cp1252", "x-mac-cyrillic": "mac_cyrillic", "gb2312": "gb18030", "gbk": "gb18030"}
_MEANT |= {"ks_c_5601-1987": "cp949", "euc-kr": "cp949", "ibm866": "cp866"}


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page's HTML, the address that a web archive states for it, a declared encoding that it is not in."""

    html: str
    address: str = ""
    misdeclared: str = ""


def decode_page(content: bytes) -> SavedPage:
    """The HTML of a saved page (`.html`) or of the main page in a web archive (`.mhtml`, RFC 2557).

    Raises SourceError for what is too large, binary, in an encoding that is not the declared one, or holds control
    characters.
    """
    check_size(content)
    check_binary(content)
    address = declared = ""
    if _is_web_archive(content):
        content, declared, address = _unpacked(content)
    text, misdeclared = _decoded(content, declared)
    check_characters(text)
    return SavedPage(text.replace("\r\n", "\n").replace("\r", "\n"), address, misdeclared)


def _is_web_archive(content: bytes) -> bool:
    head = content[:4096].lower()
    return b"multipart/related" in head and b"mime-version:" in head and not head.lstrip().startswith(b"<")


def _unpacked(content: bytes) -> tuple[bytes, str, str]:
    """The bytes of the archive's first page, the encoding and the address that are stated for it."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    address = str(message.get("Snapshot-Content-Location", "")).strip()
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            payload = part.get_payload(decode=True)
            stated = part.get_content_charset() or ""
            return (payload if isinstance(payload, bytes) else b""), stated, address
    raise SourceError(
        "the web archive holds no page in HTML", "Save the page anew, as HTML.", rule="source-empty", line=1
    )


def _decoded(content: bytes, declared: str) -> tuple[str, str]:
    """The characters, and the declared encoding if it is not the one that the bytes are in."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strict(content, encoding, encoding), ""
    if not declared:
        found = _META.search(content[:_REACH])
        declared = found[1].decode("ascii", "replace").lower() if found else ""
    named = _MEANT.get(declared, declared)
    if _ENCODING.fullmatch(declared) and not declared.startswith("utf"):
        try:
            # Hardly any text in another encoding is UTF-8 by chance; a page that was saved anew often is.
            return content.decode("utf-8"), "" if content.isascii() else declared
        except UnicodeDecodeError:
            return _strict(content, named, declared), ""
    return _strict(content, "utf-8", "utf-8"), ""


def _strict(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        what = f"byte 0x{content[start]:02X} at offset {start}" if content else "no bytes"
        raise SourceError(
            f"the page is not in {name.upper().removesuffix('-SIG')}: {what}",
            "Save the page anew from the browser as UTF-8, or state the encoding that it is in with <meta charset>.",
            rule="source-not-utf8",
            line=1 + content.count(b"\n", 0, start),
        ) from None
