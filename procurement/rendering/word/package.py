"""Opens a foreign Word file: every check that can be made before a word of it is read."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from procurement.rendering.word import xml
from procurement.rendering.word.findings import Finding, TemplateRefused, errors, finding

MAX_FILE: Final = 10 * 2**20
MAX_UNPACKED: Final = 50 * 2**20
MAX_PARTS: Final = 500
#: The text of a contract of 300 pages is 4 MB; more is not a contract.
MAX_STORY: Final = 8 * 2**20

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE: Final = "/officeDocument"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_XML_NAME: Final = re.compile(r"\.(?:xml|rels|vml|svg)$", re.IGNORECASE)
_LINK: Final = re.compile(r"(?:https?://[^\s\\{}<>\"]+|mailto:[^\s\\{}<>\"]+)", re.IGNORECASE)
_UNC: Final = re.compile(r"\\\\|//|file:(?:/{2}(?!/)(?!localhost/)|/{4,}|\\\\)|[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_LOCAL: Final = re.compile(r"(?:file:///?)?[a-z]:|file:///[^/\\]|[^:\\/]+$", re.IGNORECASE)

#: Relationship types by the last word of their address.
_MACROS: Final = frozenset({"vbaproject", "wordvbadata", "keymapcustomizations", "attachedtoolbars"})
_CONTROLS: Final = frozenset({"control", "activexcontrol", "activexcontrolbinary", "ctrlprop", "extensibility"})
_CHUNKS: Final = frozenset({"afchunk", "subdocument"})
_OLE: Final = frozenset({"oleobject"})


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow between parts, or out of the file."""

    source: str
    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """Return the last word of the type's address, in lower case."""
        return self.type.rpartition("/")[2].casefold()

    @property
    def member(self) -> str:
        """Return the part an internal arrow points at, as a name in the zip file."""
        target = unquote(self.target.partition("#")[0])
        path = target if target.startswith("/") else posixpath.join(posixpath.dirname(self.source), target)
        return posixpath.normpath(path).lstrip("/")


@dataclass(slots=True)
class Package:
    """The parts of a checked file by name, with their types and relationships."""

    members: dict[str, bytes]
    types: dict[str, str]
    relationships: dict[str, list[Relationship]]
    main: str = ""
    notices: list[Finding] = field(default_factory=list)

    def type_of(self, name: str) -> str:
        """Return the content type of a part."""
        return self.types.get(f"/{name}".casefold()) or self.types.get(name.rpartition(".")[2].casefold(), "")

    def targets(self, kind: str, source: str | None = None) -> Iterator[str]:
        """Yield the parts that a source, the main part by default, points at with a kind of relationship."""
        for relationship in self.relationships.get(source or self.main, []):
            if relationship.kind == kind and not relationship.external and relationship.member in self.members:
                yield relationship.member


def open_package(data: bytes) -> Package:
    """Return the parts of a Word file.

    Raises:
        TemplateRefused: it is not a Word document that can be trusted; the findings say why.
    """
    members = _members(data)
    found = _check_xml(members)
    if errors(found):
        raise TemplateRefused(found)
    for name in ("[Content_Types].xml", "_rels/.rels"):
        if name not in members:
            raise TemplateRefused([finding("PART_MISSING", text=name)])
    package = Package(members, *_content_types(members))
    for name in members:
        if name.casefold().endswith(".rels"):
            source = _source_of(name)
            package.relationships[source] = list(_relationships(source, members[name]))
    found = [*_main_part(package), *_check_types(package), *_check_relationships(package), *_check_pictures(package)]
    package.notices.extend(each for each in found if each not in errors(found))
    if errors(found):
        raise TemplateRefused(errors(found))
    return package


def _members(data: bytes) -> dict[str, bytes]:
    if not data:
        raise TemplateRefused([finding("FILE_EMPTY")])
    if len(data) > MAX_FILE:
        raise TemplateRefused([finding("FILE_TOO_LARGE", limit=MAX_FILE // 2**20)])
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TemplateRefused([finding("FILE_PROTECTED")])
    if not data.startswith(b"PK\x03\x04"):
        raise TemplateRefused([finding("FILE_NOT_WORD")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, data)
            return {each.filename: _read(archive, each) for each in archive.infolist() if not each.is_dir()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        OverflowError,
        IndexError,
        KeyError,
        AttributeError,
    ) as error:
        if isinstance(error, TemplateRefused):
            raise
        raise TemplateRefused([finding("ZIP_BROKEN")]) from error


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as part:
        content = part.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile(info.filename)
    return content


def _check_directory(archive: zipfile.ZipFile, data: bytes) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise TemplateRefused([finding("ZIP_TOO_MANY_PARTS", limit=MAX_PARTS)])
    if sum(each.file_size for each in entries) > MAX_UNPACKED:
        raise TemplateRefused([finding("ZIP_TOO_LARGE", limit=MAX_UNPACKED // 2**20)])
    found: list[Finding] = []
    seen: set[str] = set()
    for each in entries:
        name = each.filename
        key = unquote(name).casefold()
        if key in seen:
            found.append(finding("ZIP_DUPLICATE", text=name))
        seen.add(key)
        if not _plain_name(each):
            found.append(finding("ZIP_NAME", text=name))
        if each.flag_bits & 0x41 or each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            found.append(finding("ZIP_METHOD", text=name))
    if not found and _overlap(entries, data):
        found.append(finding("ZIP_OVERLAP"))
    if found:
        raise TemplateRefused(found[:20])


def _plain_name(info: zipfile.ZipInfo) -> bool:
    name = unquote(info.filename)
    original = info.orig_filename
    if "\0" in original or "\\" in name or ":" in name or name.startswith("/") or not name.isprintable():
        return False
    if any(part in ("..", ".", "") for part in name.removesuffix("/").split("/")):
        return False
    mode = info.external_attr >> 16
    return not mode or stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode)


def _overlap(entries: list[zipfile.ZipInfo], data: bytes) -> bool:
    """Tell whether two entries share bytes, which is how a small file unpacks to a large one."""
    end = 0
    for each in sorted(entries, key=lambda entry: entry.header_offset):
        start = each.header_offset
        header = data[start : start + 30]
        if start < end or len(header) < 30 or header[:4] != b"PK\x03\x04":
            return True
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        if data[start + 30 : start + 30 + name_length].rstrip(b"/") == b"":
            return True
        end = start + 30 + name_length + extra_length + each.compress_size
    return end > len(data)


def _check_xml(members: dict[str, bytes]) -> list[Finding]:
    account = xml.Account()
    found = []
    for name, content in members.items():
        if not _XML_NAME.search(name):
            continue
        try:
            xml.check(content, account)
        except xml.XmlFault as fault:
            found.append(finding(fault.code, text=name))
            if fault.code == "XML_TOO_LARGE":
                break
    return found


def _content_types(members: dict[str, bytes]) -> tuple[dict[str, str], dict[str, list[Relationship]]]:
    types: dict[str, str] = {}
    for element in _parse(members, "[Content_Types].xml"):
        kind = element.get("ContentType", "")
        if element.tag == f"{_TYPES}Override":
            types[unquote(element.get("PartName", "")).casefold()] = kind
        elif element.tag == f"{_TYPES}Default":
            types[element.get("Extension", "").casefold()] = kind
    return types, {}


def _parse(members: dict[str, bytes], name: str) -> Any:
    try:
        return xml.parse(members[name])
    except xml.XmlFault as fault:
        raise TemplateRefused([finding(fault.code, text=name)]) from fault


def _source_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels"), file[: -len(".rels")])


def _relationships(source: str, content: bytes) -> Iterator[Relationship]:
    try:
        root = xml.parse(content)
    except xml.XmlFault as fault:
        raise TemplateRefused([finding(fault.code, text=source)]) from fault
    for element in root.iter(f"{_RELS}Relationship"):
        external = element.get("TargetMode", "").casefold() == "external"
        yield Relationship(
            source, element.get("Id", ""), element.get("Type", ""), element.get("Target", "").strip(), external
        )


def _main_part(package: Package) -> list[Finding]:
    for each in package.relationships.get("", []):
        if each.type.endswith(_OFFICE) and not each.external:
            if each.type.startswith(_STRICT):
                return [finding("FILE_STRICT")]
            package.main = each.member
            break
    if package.main not in package.members:
        return [finding("PART_MISSING", text="word/document.xml")]
    kind = package.type_of(package.main)
    if kind != _MAIN:
        if "macroenabled" in kind.casefold():
            return [finding("MACRO", text=kind.rpartition(".")[2] or kind)]
        return [finding("FILE_WRONG_KIND", kind=kind.rpartition("/")[2] or "?")]
    if len(package.members[package.main]) > MAX_STORY:
        return [finding("XML_TOO_LARGE", text=package.main)]
    return []


def _check_types(package: Package) -> Iterator[Finding]:
    for name in package.members:
        low, kind = name.casefold(), package.type_of(name).casefold()
        if "vba" in kind or "macroenabled" in kind or re.search(r"vba(?:project|data)", low):
            yield finding("MACRO", text=name)
        elif "activex" in kind or "/activex/" in low or "/customui" in f"/{low}":
            yield finding("ACTIVE_CONTENT", text=name)
        elif "oleobject" in kind or re.search(r"/oleobject\d*\.bin$", low):
            yield finding("OLE", text=name)


def _check_relationships(package: Package) -> Iterator[Finding]:
    for relationships in package.relationships.values():
        for each in relationships:
            yield from _check_relationship(each)


def _check_relationship(each: Relationship) -> Iterator[Finding]:
    kind = each.kind
    if kind in _MACROS:
        yield finding("MACRO", text=each.target)
    elif kind in _OLE or (kind == "package" and "/charts/" not in f"/{each.source}"):
        yield finding("OLE", text=each.target)
    elif kind in _CONTROLS:
        yield finding("ACTIVE_CONTENT", text=each.target)
    elif kind in _CHUNKS:
        yield finding("ALT_CHUNK", text=each.target)
    elif kind == "attachedtemplate":
        yield _attached_template(each.target)
    elif "{{" in each.target or "{%" in each.target or "%7B%7B" in each.target.upper():
        yield finding("TAG_IN_ATTRIBUTE", text=each.target)
    elif each.external:
        if kind != "hyperlink" or not _LINK.fullmatch(each.target):
            yield finding("EXTERNAL", text=each.target)
    elif "\\" in each.target or ":" in each.target.partition("#")[0] or each.member.startswith(".."):
        yield finding("RELATION", text=each.target)


def _attached_template(target: str) -> Finding:
    """A template on the author's own computer is normal in offices; one on a server would be fetched by the reader."""
    path = unquote(target)
    if _LOCAL.match(path) or not _UNC.match(path):
        return finding("LOCAL_TEMPLATE", text=re.split(r"[\\/]", path)[-1])
    return finding("REMOTE_TEMPLATE", text=target)


def _check_pictures(package: Package) -> Iterator[Finding]:
    """Vector pictures are XML that other programs may run or follow."""
    for name, content in package.members.items():
        if name.casefold().endswith(".svg") or package.type_of(name) == "image/svg+xml":
            low = content.lower()
            if (
                b"<script" in low
                or b"javascript:" in low
                or re.search(rb"""(?:href|src)\s*=\s*["'](?![#"']|data:)""", low)
            ):
                yield finding("ACTIVE_CONTENT", text=name)
