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
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import unquote

from procurement.word import xml
from procurement.word.findings import Finding, TemplateRefused, errors, finding

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
#: Word for Mac writes four slashes before a path of its own computer.
_LOCAL: Final = re.compile(
    r"(?:file:///?)?[a-z]:|file:///[^/\\]|file:////(?:Users|Applications|Library|Volumes)/|[^:\\/]+$", re.IGNORECASE
)

#: Relationship types by the last word of their address.
_MACROS: Final = frozenset({"vbaproject", "wordvbadata", "attachedtoolbars"})
_CONTROLS: Final = frozenset(
    {
        "control",
        "activexcontrol",
        "activexcontrolbinary",
        "connections",
        "ctrlprop",
        "extensibility",
        "webextension",
        "webextensiontaskpanes",
    }
)
_CHUNKS: Final = frozenset({"afchunk", "subdocument"})
_OLE: Final = frozenset({"oleobject"})
_KEYS: Final = "{http://schemas.microsoft.com/office/word/2006/wordml}"

#: Parts that are neither XML nor pictures, as Office programs write them.
_BINARY: Final = frozenset(
    {
        "application/vnd.ms-package.obfuscated-opentype",
        "application/vnd.openxmlformats-officedocument.obfuscatedfont",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printersettings",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.printersettings",
        "application/vnd.openxmlformats-package.digital-signature-origin",
        "application/x-font-ttf",
        "application/x-fontdata",
    }
)
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xd0\xcf\x11\xe0")
_PICTURE_BEGINNINGS: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"II\xbc",  # JPEG XR
    b"RIFF",  # WebP
    b"\x01\0\0\0",  # EMF
    b"\xd7\xcd\xc6\x9a",  # WMF that can be placed
    b"\x01\0\t\0",  # WMF
    b"\x02\0\t\0",
    b"\x1f\x8b",  # EMF and WMF, packed
    b"\0\0\0\x0cjP",  # JPEG 2000
    b"\0" * 512,  # PICT of the Macintosh
)
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


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
    package = _connected(members)
    found = [
        *_main_part(package),
        *_check_types(package),
        *_check_keys(package),
        *_check_relationships(package),
        *_check_pictures(package),
        *_check_workbooks(package),
    ]
    package.notices.extend(each for each in found if each not in errors(found))
    if errors(found):
        raise TemplateRefused(errors(found))
    return package


def _connected(members: dict[str, bytes]) -> Package:
    """Return parts with their types and relationships."""
    package = Package(members, *_content_types(members))
    for name in members:
        if name.casefold().endswith(".rels"):
            source = _source_of(name)
            package.relationships[source] = list(_relationships(source, members[name]))
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
        elif low == "[content_types].xml" or low.endswith(".rels") or _is_embedded(name, package):
            continue
        elif not _is_known(name, kind, package):
            yield finding("UNKNOWN_PART", text=name)


def _is_embedded(name: str, package: Package) -> bool:
    """Tell whether a part is a file of its own, whatever it is called."""
    return "/embeddings/" in f"/{name}".casefold() or package.members[name].startswith(b"PK\x03\x04")


def _is_known(name: str, kind: str, package: Package) -> bool:
    """Tell whether a part is of a sort that Office programs write, and is what its content type says."""
    content = package.members[name]
    if kind.startswith("image/") and not kind.startswith("image/svg"):
        return content.startswith(_PICTURE_BEGINNINGS)
    if kind in _BINARY:
        return not content.startswith(_PROGRAMS)
    # Only what has such a name has been read as XML.
    is_xml = kind.endswith(("+xml", "/xml", ".vmldrawing"))
    return is_xml and _XML_NAME.search(name) is not None


def _check_keys(package: Package) -> Iterator[Finding]:
    """A map of keys says which key gives which command, and is no macro unless a key starts one."""
    for name in package.members:
        if "keymapcustomizations" in package.type_of(name).casefold():
            root = _parse(package.members, name)
            if next(root.iter(f"{_KEYS}macro", f"{_KEYS}wll"), None) is not None:
                yield finding("MACRO", text=name)


def _check_workbooks(package: Package) -> Iterator[Finding]:
    """Check the workbooks behind charts by the same rules."""
    for name, content in package.members.items():
        if not _is_embedded(name, package):
            continue
        try:
            workbook = open_workbook(content)
        except TemplateRefused as refused:
            yield from (replace(each, text=f"{name}: {each.text}" if each.text else name) for each in refused.findings)
            continue
        yield from errors(
            [
                replace(each, text=f"{name}: {each.text}")
                for each in (*_check_types(workbook), *_check_relationships(workbook), *_check_pictures(workbook))
            ]
        )


def open_workbook(data: bytes) -> Package:
    """Return the parts of a workbook that lies in a Word file, unchecked but for their size and their XML.

    Raises:
        TemplateRefused: it is no workbook; a file of another sort in it is an embedded object.
    """
    members = _members(data) if data.startswith(b"PK\x03\x04") else {}
    if "[Content_Types].xml" not in members or "_rels/.rels" not in members:
        raise TemplateRefused([finding("OLE")])
    if found := errors(_check_xml(members)):
        raise TemplateRefused(found)
    workbook = _connected(members)
    start = next((each for each in workbook.relationships.get("", []) if each.type.endswith(_OFFICE)), None)
    workbook.main = "" if start is None else start.member
    kind = workbook.type_of(workbook.main)
    if kind != _WORKBOOK:
        raise TemplateRefused([finding("MACRO" if "macroenabled" in kind.casefold() else "OLE", text=workbook.main)])
    return workbook


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
