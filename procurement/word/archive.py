"""Writes a Word file: same parts, same bytes. Parts that did not change are copied as they were compressed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
#: 1 January 1980, the oldest time a zip file can say.
_DATE, _TIME = 0x21, 0
_UTF8: Final = 0x800
_UNIX: Final = 3 << 8 | 20
_MODE: Final = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A part, compressed."""

    name: str
    data: bytes
    crc: int
    size: int


def member(name: str, content: bytes, level: int = 9) -> Member:
    """Return a part compressed."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    data = packer.compress(content) + packer.flush()
    return Member(name, data, zlib.crc32(content), len(content))


def write(members: Iterable[Member]) -> bytes:
    """Return the zip file, its parts in the order Word expects and then by name."""
    out, directory, offset, count = [], [], 0, 0
    for each in sorted(
        members, key=lambda one: (one.name != "[Content_Types].xml", one.name != "_rels/.rels", one.name)
    ):
        name = each.name.encode()
        packed = len(each.data)
        out += [
            _LOCAL.pack(b"PK\x03\x04", 20, _UTF8, 8, _TIME, _DATE, each.crc, packed, each.size, len(name), 0),
            name,
            each.data,
        ]
        directory += [
            _CENTRAL.pack(
                b"PK\x01\x02",
                _UNIX,
                20,
                _UTF8,
                8,
                _TIME,
                _DATE,
                each.crc,
                packed,
                each.size,
                len(name),
                0,
                0,
                0,
                0,
                _MODE,
                offset,
            ),
            name,
        ]
        offset += _LOCAL.size + len(name) + packed
        count += 1
    size = sum(map(len, directory))
    return b"".join([*out, *directory, _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)])


def repack(package: bytes) -> bytes:
    """Return a Word file with the same parts in a fixed order, without times.

    Raises:
        ValueError: two parts have the same name, so that two programs could read two documents.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        names = source.namelist()
        if len({name.casefold() for name in names}) != len(names):
            raise ValueError("the Word file has two parts with one name")
        return write(member(name, source.read(name)) for name in names)
