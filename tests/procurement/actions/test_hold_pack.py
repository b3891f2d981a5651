"""A pack is asked for once, made by one at a time, and has failed as soon as its maker falls silent."""

from __future__ import annotations

import errno
import io
import zipfile
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from procurement import storage
from procurement.actions import hold_pack
from procurement.actions import make_pack as packing
from procurement.actions.hold_pack import LEASE, WAIT, Hold
from procurement.actions.make_pack import ask_for_pack, make_pack
from procurement.actions.settle_packs import settle_packs
from procurement.faults import Fault
from procurement.models import Case, Pack
from procurement.storage import DamagedFileError, StorageError
from tests.factories.procurement import (
    INVITATION,
    AnnexFileFactory,
    CaseFactory,
    GuardLiftFactory,
    LegalUserFactory,
    PackFactory,
    complete_case,
    record,
)
from tests.reading import pdf as pdf_reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def one_kind(monkeypatch) -> None:
    """Packs of an invitation, which is what these tests wait for."""
    monkeypatch.setattr(packing, "registry", lambda: [INVITATION])


def ask(*cases: Case, user=None, title: str = "Klash", again: Pack | None = None) -> Pack:
    return ask_for_pack(title, cases, user or cases[0].opened_by, lambda _pack: None, again=again)


def silent(pack: Pack) -> Pack:
    """The pack whose maker was killed: its lease is over."""
    Pack.objects.filter(pk=pack.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    return Pack.objects.get(pk=pack.pk)


def taken(pack: Pack) -> Hold:
    hold = Hold.take(pack)
    assert hold is not None
    return hold


def test_a_pack_waits_for_an_hour_and_every_paper_gives_its_maker_two_minutes():
    before = timezone.now()
    pack = ask(CaseFactory())
    assert before + WAIT <= pack.lease_until <= timezone.now() + WAIT
    hold = taken(pack)
    assert before + LEASE <= pack.lease_until <= timezone.now() + LEASE
    first = pack.lease_until
    hold.renew(1)
    pack.refresh_from_db()
    assert (pack.state, pack.done, pack.lease_until > first) == ("running", 1, True)
    assert (timedelta(minutes=2), timedelta(hours=1)) == (LEASE, WAIT)


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_a_pack_whose_lease_is_over_has_failed_before_anybody_settles_it(state):
    pack = PackFactory(state=state, lease_until=timezone.now() + timedelta(seconds=5))
    assert (pack.is_under_way, pack.has_failed, pack.said_failure) == (True, False, "")
    pack = silent(pack)
    assert (pack.is_under_way, pack.has_failed) == (False, True)
    assert (pack.said_state, pack.said_failure) == ("failed", "the process that made it was stopped")


def test_settling_writes_down_what_has_failed_and_leaves_the_rest_alone():
    alive = [PackFactory(state=state, lease_until=timezone.now() + LEASE) for state in ("waiting", "running")]
    silent_ones = [silent(PackFactory(state=state)) for state in ("waiting", "running", "ready", "failed")]
    assert settle_packs() == 2
    assert [Pack.objects.get(pk=pack.pk).state for pack in alive] == ["waiting", "running"]
    assert [(pack.state, pack.failure) for pack in Pack.objects.filter(pk__in=[p.pk for p in silent_ones])] == [
        ("failed", ""),
        ("ready", ""),
        ("failed", "stopped"),
        ("failed", "stopped"),
    ]
    assert settle_packs() == 0


def test_what_is_being_made_or_ready_from_the_same_inputs_is_not_made_again(case):
    asked = ask(case)
    another = LegalUserFactory()
    assert ask(case, user=another) == asked
    hold = taken(asked)
    assert ask(case) == asked
    with hold:
        hold.finish(b"PK", "procurement.make_pack")
    assert ask(case, user=another) == asked
    assert Pack.objects.count() == 1


def test_whatever_a_pack_is_made_from_makes_it_another():
    case, other = complete_case(), CaseFactory()
    packs = [ask(case)]
    record(case, {"negotiation.time": "7.30"})
    packs.append(ask(case))
    AnnexFileFactory(case=case)
    packs.append(ask(case))
    GuardLiftFactory(case=case)
    packs += [ask(case), ask(case, title="Another"), ask(case, other)]
    with translation.override("fi"):
        packs.append(ask(case, other))
    assert len({pack.pk for pack in packs}) == len(packs) == 7


def test_a_pack_whose_facts_changed_while_it_was_made_stands_for_no_inputs(case, monkeypatch, text_only):
    def collect(*_args: object) -> list[object]:
        record(case, {"negotiation.time": "7.30"})
        return []

    monkeypatch.setattr(packing, "collect", collect)
    made = make_pack(ask(case))
    assert (made.state, made.inputs_digest) == ("ready", "")
    assert ask(case) != made


def test_a_ready_pack_whose_file_is_damaged_is_made_again_and_mends_the_file(case, stored_files):
    asked = ask(case)
    with taken(asked) as hold:
        hold.finish(b"PK", "procurement.make_pack")
    stored_files()[0].write_bytes(b"PX")
    again = ask(case)
    assert again != asked
    with taken(again) as hold:
        hold.finish(b"PK", "procurement.make_pack")
    assert storage.read(asked.sha256) == b"PK"


def test_of_two_makers_one_wins(case):
    pack = ask(case)
    first, second = Pack.objects.get(pk=pack.pk), Pack.objects.get(pk=pack.pk)
    taken(first)
    assert Hold.take(second) is None
    assert make_pack(second).state == "running"


def test_a_maker_who_was_given_up_changes_nothing_any_more(case, monkeypatch, stored_files):
    pack = ask(case)
    late = taken(Pack.objects.get(pk=pack.pk))
    again = ask(case, user=LegalUserFactory(), again=silent(pack))
    assert again == pack
    maker = taken(again)
    with late:
        late.renew(1)
        pytest.fail("the pack was no longer ours")
    with late:
        late.finish(b"PK late", "procurement.make_pack")
    with pytest.raises(RuntimeError), late:
        raise RuntimeError("broken")
    pack.refresh_from_db()
    assert (pack.state, pack.done, pack.sha256, pack.failure) == ("running", 0, "", "")
    with maker:
        maker.finish(b"PK", "procurement.make_pack", done=1)
    pack.refresh_from_db()
    assert (pack.state, storage.read(pack.sha256)) == ("ready", b"PK")
    assert ModelLogEntry.objects.filter(action="procurement.make_pack").count() == 1


def test_a_maker_who_is_slow_but_alone_may_finish(case):
    pack = ask(case)
    hold = taken(pack)
    hold.pack = silent(pack)
    with hold:
        hold.renew(1)
        hold.finish(b"PK", "procurement.make_pack")
    assert Pack.objects.get().state == "ready"


def test_a_failed_pack_is_made_again_in_its_place_by_whoever_asks(case, lawyer):
    pack = silent(ask(case))
    again = ask(case, user=lawyer, again=pack)
    again.refresh_from_db()
    assert (again.pk, again.state, again.created_by, again.failure) == (pack.pk, "waiting", lawyer, "")
    assert again.created_at > timezone.now() - timedelta(minutes=1)
    assert ask(case, again=again) == again
    assert Pack.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (StorageError(errno.ENOSPC, "no room"), "no_room"),
        (StorageError(errno.EROFS, "read only"), "storage"),
        (StorageError(errno.EACCES, "no access"), "storage"),
        (DamagedFileError("gone"), "damaged"),
        (OperationalError("gone"), "database"),
        (ValueError("a bug"), "other"),
        (SystemExit(), "stopped"),
    ],
)
def test_a_pack_says_why_it_failed(error, failure, case, monkeypatch):
    def break_down(*_args: object) -> None:
        raise error

    monkeypatch.setattr(packing, "collect", break_down)
    pack = ask(case)
    with pytest.raises(type(error)):
        make_pack(pack)
    pack.refresh_from_db()
    assert (pack.state, pack.failure, pack.sha256, pack.has_failed) == ("failed", failure, "", True)


def test_every_fault_can_be_why_a_pack_failed():
    assert {str(fault) for fault in Fault} <= set(Pack.Failure.values)


def test_a_pack_that_cannot_say_why_it_failed_is_left_to_its_lease(case, monkeypatch):
    def break_down(*_args: object) -> None:
        monkeypatch.setattr(hold_pack.Hold, "_change", lost)
        raise OperationalError("gone")

    def lost(*_args: object, **_values: object) -> None:
        raise OperationalError("still gone")

    monkeypatch.setattr(packing, "collect", break_down)
    pack = ask(case)
    with pytest.raises(OperationalError, match=r"^gone"):
        make_pack(pack)
    assert silent(pack).has_failed


def test_the_zip_is_stored_under_the_lease_too(case, monkeypatch, stored_files, text_only):
    store = storage.store

    def full(content: bytes) -> str:
        if content.startswith(b"PK\x03\x04"):
            raise StorageError(errno.ENOSPC, "no room")
        return store(content)

    monkeypatch.setattr(storage, "store", full)
    pack = ask(case)
    with pytest.raises(StorageError):
        make_pack(pack)
    pack.refresh_from_db()
    assert (pack.state, pack.failure, pack.sha256) == ("failed", "no_room", "")
    monkeypatch.setattr(storage, "store", store)
    made = make_pack(ask(case, again=pack))
    assert (made.pk, made.state, made.failure) == (pack.pk, "ready", "")
    assert case.versions.count() == 2


def test_the_index_is_in_the_language_of_whoever_asked(case, text_only):
    with translation.override("fi"):
        pack = ask(case)
    made = make_pack(pack)
    index = zipfile.ZipFile(io.BytesIO(storage.read(made.sha256))).read("index.pdf")
    assert "Asiakirjaluettelo" in " ".join(pdf_reading.pages(index))
    with translation.override("fi"):
        assert ask(case) == made
