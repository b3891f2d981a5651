"""The migrations make the group of the lawyers, and the models need no more of them."""

from __future__ import annotations

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from procurement.models import CaseFact, DocumentVersion
from tests.factories.procurement import AnnexFileFactory, CaseFactory, DocumentVersionFactory

pytestmark = pytest.mark.django_db

MIGRATION = "0019_criminal_record_is_an_act"

LEGAL = {
    "procurement.view_case",
    "procurement.open_case",
    "procurement.record_facts",
    "procurement.verify_party",
    "procurement.draft_document",
    "procurement.download_document",
    "procurement.approve_document",
    "procurement.lift_guard",
    "procurement.upload_word_template",
    "procurement.approve_word_template",
    "procurement.use_word_template",
    "procurement.write_house_wording",
    "procurement.approve_house_wording",
    "procurement.withdraw_house_wording",
    "wagtailadmin.access_admin",
    # Whether an award may precede its decision is a lawyer's question.
    "klash_pages.lift_release_rule",
}


def permissions_of(group: Group) -> set[str]:
    """What a group may do."""
    rows = group.permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_the_legal_group_may_do_exactly_this():
    assert permissions_of(Group.objects.get(name="Legal")) == LEGAL


def test_the_communications_group_may_do_nothing_in_procurement():
    names = permissions_of(Group.objects.get(name="Communications"))
    assert {name for name in names if name.startswith("procurement.")} == set()


def test_each_permission_exists_once_under_the_name_that_the_model_gives_it():
    rows = Permission.objects.filter(content_type__app_label="procurement", content_type__model="case")
    declared = dict(apps.get_model("procurement", "Case")._meta.permissions)
    declared["view_case"] = "Can view procurement case"
    assert sorted(rows.values_list("codename", "name")) == sorted(declared.items())


def test_making_the_group_again_changes_nothing():
    before = set(Permission.objects.values_list("pk", flat=True))
    import_module("procurement.migrations.0002_legal_group").make_group(apps, None)
    assert set(Permission.objects.values_list("pk", flat=True)) == before
    assert permissions_of(Group.objects.get(name="Legal")) == LEGAL


def test_what_a_criminal_record_said_is_forgotten_and_the_act_of_examining_it_stays():
    """1397/2016, 88 § 4 mom. forbids to keep it, also where rows are otherwise written once."""
    record = {"check": "criminal_record", "document_date": "2026-10-01", "checked_on": "2026-10-02"}
    by = {"sv": "jurist", "fi": "juristi"}
    passed, failed = {**record, "checked_by": by, "result": "ok"}, {**record, "result": "failed"}
    tax = {"check": "tax_debt", "result": "failed"}
    good, bad = CaseFactory(), CaseFactory()
    rows = [(good, [tax, failed]), (good, [tax, passed]), (bad, [failed])]
    CaseFact.objects.bulk_create(
        CaseFact(case=case, name="checks.rows", value=value, recorded_by=case.opened_by) for case, value in rows
    )
    facts = {"checks.rows": {"value": [tax, failed]}, "case.number": {"value": "1"}}
    for kind in ("pre_contract_checks", "procurement_decision"):
        DocumentVersionFactory(case=bad, kind=kind, facts=facts, composed={"blocks": ["inte godkänd"]})
    historical = MigrationExecutor(connection).loader.project_state([("procurement", MIGRATION)]).apps
    import_module(f"procurement.migrations.{MIGRATION}").forget(historical, None)
    assert [*CaseFact.objects.order_by("pk").values_list("case", "name", "value")] == [
        (good.pk, "checks.rows", [tax]),
        (good.pk, "checks.rows", [tax]),
        (bad.pk, "checks.rows", None),
        (good.pk, "checks.criminal_record_on", "2026-10-02"),
        (good.pk, "checks.criminal_record_by", by),
    ]
    versions = {version.kind: version for version in DocumentVersion.objects.all()}
    assert all(version.facts == {**facts, "checks.rows": {"value": [tax]}} for version in versions.values())
    assert versions["pre_contract_checks"].composed == {}
    assert versions["procurement_decision"].composed == {"blocks": ["inte godkänd"]}


def test_the_act_is_recorded_only_where_the_newest_record_let_the_purchase_go_on():
    record = {"check": "criminal_record", "checked_on": "2026-10-02", "result": "ok"}
    failed = {**record, "result": "failed"}
    undated = {"check": "criminal_record", "result": "failed"}
    for values in ([[record, failed]], [[record, undated]], [[record], None]):
        case = CaseFactory()
        CaseFact.objects.bulk_create(
            CaseFact(case=case, name="checks.rows", value=value, recorded_by=case.opened_by) for value in values
        )
    historical = MigrationExecutor(connection).loader.project_state([("procurement", MIGRATION)]).apps
    import_module(f"procurement.migrations.{MIGRATION}").forget(historical, None)
    assert not CaseFact.objects.exclude(name="checks.rows").exists()


def test_the_models_have_no_changes_that_no_migration_makes():
    out = StringIO()
    call_command("makemigrations", "procurement", check=True, dry_run=True, stdout=out)
    assert out.getvalue().strip() == "No changes detected in app 'procurement'"


@pytest.mark.parametrize("migration", ["0015_files_are_asked_anew", "0021_pdf_files_are_asked_anew"])
def test_files_that_were_asked_for_less_are_asked_again(migration: str) -> None:
    file = AnnexFileFactory(hidden=[])
    state = MigrationLoader(connection).project_state(("procurement", migration))
    import_module(f"procurement.migrations.{migration}").forget(state.apps, None)
    file.refresh_from_db()
    assert file.hidden is None
