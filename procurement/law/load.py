"""Reads the law data from TOML."""

from __future__ import annotations

import hashlib
import tomllib
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from procurement.languages import Language, with_no_break_spaces
from procurement.law.model import Law, Reference, Threshold

FOLDER: Final = Path(__file__).parent
BLOCKS: Final = ("thresholds", "references")


def _threshold(row: dict[str, Any]) -> Threshold:
    return Threshold(Decimal(row["amount"]), row["valid_from"], row.get("valid_to"), row["source"])


def _reference(row: dict[str, Any]) -> Reference:
    texts = {language: with_no_break_spaces(row[language]) for language in Language if language in row}
    return Reference(MappingProxyType(texts), row["valid_from"], row.get("valid_to"), row["source"])


def read(folder: Path = FOLDER) -> Law:
    """Return the law data of a folder."""
    files = {block: (folder / f"{block}.toml").read_bytes() for block in BLOCKS}
    data = {block: tomllib.loads(content.decode()) for block, content in files.items()}
    return Law(
        national=tuple(_threshold(row) for row in data["thresholds"]["national"]),
        eu=tuple(_threshold(row) for row in data["thresholds"]["eu"]),
        references=MappingProxyType({key: _reference(row) for key, row in data["references"]["references"].items()}),
        review_by=MappingProxyType({block: data[block]["review_by"] for block in BLOCKS}),
        version=hashlib.sha256(b"\0".join(files[block] for block in BLOCKS)).hexdigest(),
    )


LAW: Final = read()
