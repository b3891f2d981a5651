"""Lawyers press at once, and makers are killed: one pack is made, and one that was not says so and is made again."""

from __future__ import annotations

import os
import signal
import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procurement import storage
from procurement.actions import make_pack as packing
from procurement.actions.make_pack import ask_for_pack, make_pack
from procurement.actions.make_signing_pack import make_signing_pack
from procurement.admin import packs as screens
from procurement.models import Pack
from procurement.rendering import text
from procurement.rendering.faces import Format
from tests.factories.procurement import INVITATION, LegalUserFactory, complete_case
from tests.procurement.actions.test_concurrent_drafts import at_once
from tests.procurement.actions.test_make_signing_pack import approved_case

# Each test commits for real; the rows that migrations made are put back before each.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PRESSES = 4


@pytest.fixture(autouse=True)
def one_kind(monkeypatch) -> None:
    """Packs of an invitation, which is what these tests wait for."""
    monkeypatch.setattr(packing, "registry", lambda: [INVITATION])


def test_four_presses_at_once_ask_for_one_pack_and_start_it_once():
    case = complete_case()
    lawyers = [LegalUserFactory() for _ in range(PRESSES)]
    started: list[int] = []

    def press(lawyer: object) -> Pack:
        return ask_for_pack("Klash", [case], lawyer, started.append)

    packs = at_once(*(lambda lawyer=lawyer: press(lawyer) for lawyer in lawyers))
    assert (set(packs), started) == ({Pack.objects.get()}, [packs[0].pk])
    assert Pack.objects.get().state == "waiting"


def test_four_presses_at_once_on_the_screen_make_one_pack(text_only):
    case = complete_case()
    clients = []
    for _ in range(PRESSES):
        client = Client(headers={"accept-language": "en"})
        client.force_login(LegalUserFactory())
        clients.append(client)
    address = reverse("procurement:case_pack", args=[case.pk])
    answers = at_once(*(lambda client=client: client.post(address) for client in clients))
    assert [answer.status_code for answer in answers] == [302] * PRESSES
    assert [(pack.state, pack.refused) for pack in Pack.objects.all()] == [("ready", 0)]


def cheap_faces(document: Any, _facts: bytes) -> dict[Format, bytes]:
    return {face: f"{face} ".encode() + text.render(document) for face in (Format.PDF, Format.ARCHIVE)}


def test_four_presses_at_once_make_one_signing_pack(monkeypatch):
    monkeypatch.setattr("procurement.actions.draft_document.render", cheap_faces)
    monkeypatch.setattr("procurement.actions.approve_document.render", cheap_faces)
    lawyer = LegalUserFactory()
    case = approved_case(lawyer)
    packs = at_once(*[lambda: make_signing_pack(case, lawyer)] * PRESSES)
    pack = Pack.objects.get()
    assert (set(packs), pack.state, pack.sort) == ({pack}, "ready", "signing")


def make_in_a_process_that_is_killed(pack: Pack) -> None:
    """Make a pack in a child process that is killed with SIGKILL in the middle of it, after its first paper."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            hold = packing.Hold

            def renew(self: object, done: int) -> None:
                hold_renew(self, done)
                os.kill(os.getpid(), signal.SIGKILL)

            hold_renew, hold.renew = hold.renew, renew  # type: ignore[method-assign]
            make_pack(Pack.objects.get(pk=pack.pk))
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_pack_whose_process_was_killed_says_failed_and_is_made_again(text_only, monkeypatch):
    case, lawyer = complete_case(), LegalUserFactory()
    pack = ask_for_pack("Klash", [case], lawyer, lambda _pack: None)
    make_in_a_process_that_is_killed(pack)
    pack.refresh_from_db()
    assert (pack.state, pack.done, pack.has_failed) == ("running", 1, False)
    assert timezone.now() < pack.lease_until <= timezone.now() + timedelta(minutes=2)
    client = Client(headers={"accept-language": "en"})
    client.force_login(lawyer)
    screen = client.get(reverse("procurement:packs"))
    assert "Make again" not in screen.content.decode()
    assert screen["Refresh"] == "5"

    later = timezone.now() + timedelta(minutes=3)
    with monkeypatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: later)
        # The screen says it before anything has settled it.
        screen = client.get(reverse("procurement:packs"))
        assert "the process that made it was stopped" in screen.content.decode()
        assert "Refresh" not in screen
        call_command("publish_scheduled")
    pack.refresh_from_db()
    assert (pack.state, pack.failure) == ("failed", "stopped")

    answer = client.post(reverse("procurement:pack_again", args=[pack.pk]), follow=True)
    assert "The pack is ready. It is listed here." in answer.content.decode()
    pack = Pack.objects.get()
    assert (pack.state, pack.done, pack.total, pack.refused) == ("ready", 1, 1, 0)
    assert storage.read(pack.sha256).startswith(b"PK")
    assert case.versions.count() == 2


def test_two_workers_given_the_same_pack_draft_its_papers_once(text_only, monkeypatch):
    case = complete_case()
    pack = ask_for_pack("Klash", [case], case.opened_by, lambda _pack: None)
    collected: list[int] = []
    collect, both = packing.collect, threading.Event()

    def once(*args: object) -> object:
        collected.append(1)
        both.wait(timeout=20)
        return collect(*args)

    monkeypatch.setattr(packing, "collect", once)

    def second() -> str:
        while not collected:
            pass
        try:
            return make_pack(Pack.objects.get(pk=pack.pk)).state
        finally:
            both.set()

    assert at_once(lambda: make_pack(Pack.objects.get(pk=pack.pk)).state, second) == ["ready", "running"]
    assert collected == [1]


def test_a_pack_that_nobody_could_be_told_of_has_failed(monkeypatch):
    def refuse(_pack: int) -> None:
        raise ConnectionError("the queue is gone")

    case = complete_case()
    with pytest.raises(ConnectionError):
        ask_for_pack("Klash", [case], case.opened_by, refuse)
    pack = Pack.objects.get()
    assert (pack.state, pack.failure) == ("failed", "other")
    connection.close()


def test_on_the_screen_a_pack_that_fails_at_once_says_why(monkeypatch):
    case, lawyer = complete_case(), LegalUserFactory()

    def fail(pack: int) -> None:
        Pack.objects.filter(pk=pack).update(state="failed", failure="no_room")

    monkeypatch.setattr(screens, "build_pack", SimpleNamespace(enqueue=fail))
    client = Client(headers={"accept-language": "en"})
    client.force_login(lawyer)
    answer = client.post(reverse("procurement:case_pack", args=[case.pk]), follow=True)
    assert "The pack was not made: the disk of the server is full." in answer.content.decode()
