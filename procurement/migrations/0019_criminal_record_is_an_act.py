"""Takes every result of a criminal record out of what was recorded: 1397/2016, 88 § 4 mom. forbids to keep it.

Rows that are written once are written over here, since the act goes before the rule of the house. Where the newest row
let the purchase go on, the act "shown, examined and returned" takes its place; a failed row leaves nothing.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_ROWS = "checks.rows"
_RECORD = "criminal_record"
_CHECKS = "pre_contract_checks"


def forget(apps: Any, schema_editor: Any) -> None:
    """Write the recorded tables and the frozen facts again without the record, and draft papers without its row."""
    recorded = apps.get_model("procurement", "CaseFact").objects
    newest: dict[int, Any] = {}
    for fact in recorded.filter(name=_ROWS).order_by("pk"):
        # A table that was withdrawn, which has no value, holds no record either.
        newest[fact.case_id] = (fact, _of_record(fact.value or []))
        if _of_record(fact.value or []):
            recorded.filter(pk=fact.pk).update(value=_without(fact.value) or None)
    for fact, rows in newest.values():
        last = max(rows, key=_weight, default={})
        if last.get("result") in ("ok", "remark") and "checked_on" in last:
            _act(recorded, fact, "checks.criminal_record_on", last["checked_on"])
            if "checked_by" in last:
                _act(recorded, fact, "checks.criminal_record_by", last["checked_by"])
    versions = apps.get_model("procurement", "DocumentVersion").objects
    for version in versions.filter(facts__has_key=_ROWS).only("pk", "kind", "facts").iterator():
        rows = version.facts[_ROWS]["value"]
        if not _of_record(rows):
            continue
        if kept := _without(rows):
            version.facts[_ROWS]["value"] = kept
        else:
            del version.facts[_ROWS]
        changed = {"facts": version.facts}
        if version.kind == _CHECKS:
            # Its words print the row. Without them it cannot be approved any more, and is drafted again.
            changed |= {"composed": {}, "filling": {}}
        versions.filter(pk=version.pk).update(**changed)


def _weight(row: dict[str, Any]) -> tuple[str, bool]:
    """Judge as the guards do: the last day counts, of one day the failed row, and a failed row without a day first."""
    failed = row.get("result") == "failed"
    return (row.get("checked_on") or ("9999" if failed else ""), failed)


def _of_record(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("check") == _RECORD]


def _without(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("check") != _RECORD]


def _act(recorded: Any, fact: Any, name: str, value: Any) -> None:
    recorded.create(
        case_id=fact.case_id,
        name=name,
        value=value,
        source=fact.source,
        reference=fact.reference,
        recorded_by_id=fact.recorded_by_id,
    )


class Migration(migrations.Migration):
    dependencies = [("procurement", "0018_pack_leases")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
