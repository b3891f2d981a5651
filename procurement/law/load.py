"""Reads the law data from TOML."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from procurement import languages
from procurement.languages import Language, with_no_break_spaces
from procurement.law.model import Fee, Law, Period, Rate, Reference, StandardTerms, Subject, Threshold, Unit

FOLDER: Final = Path(__file__).parent
#: The blocks, one file each. Every block has the day it was reviewed and the day it must be reviewed by.
BLOCKS: Final = (
    "authorities",
    "changes",
    "fees",
    "instructions",
    "periods",
    "references",
    "standard_terms",
    "thresholds",
    "vat",
)


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {"valid_from": row["valid_from"], "valid_to": row.get("valid_to"), "source": row["source"]}


def _texts(row: dict[str, Any]) -> Mapping[Language, str]:
    return MappingProxyType({language: with_no_break_spaces(row[language]) for language in Language if language in row})


def _reference(row: dict[str, Any], block: str = "references") -> Reference:
    return Reference(texts=_texts(row), block=block, **_dated(row))


def _thresholds(rows: list[dict[str, Any]]) -> Mapping[Subject, tuple[Threshold, ...]]:
    return MappingProxyType(
        {
            subject: tuple(
                Threshold(amount=Decimal(row["amount"]), **_dated(row))
                for row in rows
                if Subject(row["subject"]) is subject
            )
            for subject in Subject
        }
    )


def _fee(row: dict[str, Any]) -> Fee:
    return Fee(amount=Decimal(row["amount"]), from_value=Decimal(row["from_value"]), **_dated(row))


def _rates(rows: dict[str, list[dict[str, Any]]]) -> Mapping[str, tuple[Rate, ...]]:
    return MappingProxyType(
        {
            key: tuple(Rate(percent=Decimal(row["percent"]), **_dated(row)) for row in dated)
            for key, dated in rows.items()
        }
    )


def _period(row: dict[str, Any]) -> Period:
    return Period(
        length=row["length"],
        unit=Unit(row["unit"]),
        ground=with_no_break_spaces(row["ground"]),
        starts=row["starts"],
        moves=row["moves"],
        **_dated(row),
    )


def _number(amount: Decimal | int, row: Fee | Period | Threshold, block: str) -> Reference:
    """Return a number as papers print it."""
    texts = {language: languages.number(amount, language) for language in Language}
    return Reference(
        texts=MappingProxyType(texts), block=block, valid_from=row.valid_from, valid_to=row.valid_to, source=row.source
    )


def read(folder: Path = FOLDER) -> Law:
    """Return the law data of a folder."""
    files = {block: (folder / f"{block}.toml").read_bytes() for block in BLOCKS}
    data = {block: tomllib.loads(content.decode()) for block, content in files.items()}
    periods = {key: tuple(_period(row) for row in rows) for key, rows in data["periods"]["periods"].items()}
    fees = {key: tuple(_fee(row) for row in rows) for key, rows in data["fees"]["fees"].items()}
    printed: dict[str, tuple[Reference, ...]] = {}
    for key, rows in periods.items():
        printed[f"periods.{key}"] = tuple(_number(row.length, row, "periods") for row in rows)
    for key, fee_rows in fees.items():
        printed[f"fees.{key}"] = tuple(_number(row.amount, row, "fees") for row in fee_rows)
        if key != "individual":
            printed[f"fees.{key}_from"] = tuple(_number(row.from_value, row, "fees") for row in fee_rows)
    for authority, fields in data["authorities"]["authorities"].items():
        for field, rows in fields.items():
            printed[f"authorities.{authority}.{field}"] = tuple(_reference(row, "authorities") for row in rows)
    return Law(
        national=_thresholds(data["thresholds"]["national"]),
        eu=_thresholds(data["thresholds"]["eu"]),
        references=MappingProxyType({key: _reference(row) for key, row in data["references"]["references"].items()}),
        printed=MappingProxyType(printed),
        periods=MappingProxyType(periods),
        fees=tuple(fee for key, fee_rows in fees.items() if key != "individual" for fee in fee_rows),
        individual_fee=fees["individual"],
        vat=_rates(data["vat"]["rates"]),
        change_limits=_rates(data["changes"]["limits"]),
        standard_terms=tuple(
            StandardTerms(key=row["key"], subject=row["subject"], titles=_texts(row), **_dated(row))
            for row in data["standard_terms"]["sets"]
        ),
        review_by=MappingProxyType({block: data[block]["review_by"] for block in BLOCKS}),
        version=hashlib.sha256(b"\0".join(files[block] for block in BLOCKS)).hexdigest(),
    )


LAW: Final = read()
