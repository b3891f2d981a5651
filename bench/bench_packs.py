"""What a pack costs as it grows: documents a second in one worker, and what is paid again for papers that are there."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest

from procurement.actions import make_pack as packing
from procurement.actions.make_pack import ask_for_pack, make_pack
from procurement.models import Case, Pack
from tests.factories.procurement import INVITATION, LegalUserFactory, complete_case

pytestmark = pytest.mark.django_db

SIZES = (1, 10, 100)


def packed(cases: Sequence[Case], user: Any) -> tuple[Pack, float]:
    """Return a pack of some cases, and the CPU seconds that it cost."""
    # One of the same inputs would be handed out as it is.
    Pack.objects.update(inputs_digest="")
    start = time.process_time()
    pack = make_pack(ask_for_pack("Klash", cases, user, lambda _pack: None))
    return pack, time.process_time() - start


def test_a_pack_grows_in_a_straight_line_and_lays_out_nothing_twice(
    benchmark: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "procurement": {**settings.STORAGES["procurement"], "OPTIONS": {"location": tmp_path}},
    }
    # One kind a case, in both languages: a hundred cases with every kind would take half an hour.
    monkeypatch.setattr(packing, "registry", lambda: [INVITATION])
    lawyer = LegalUserFactory()
    packed([complete_case()], lawyer)  # warm
    costs: dict[int, float] = {}
    again = 0.0
    for size in SIZES:
        cases = [complete_case() for _ in range(size)]
        first, cost = packed(cases, lawyer)
        second, again = packed(cases, lawyer)
        assert (first.refused, first.sha256) == (0, second.sha256)
        documents = sum(case.versions.count() for case in cases)
        assert documents == 2 * size
        costs[size] = cost / documents
        print(
            f"\n{size:4} cases, {documents:4} documents  {1 / costs[size]:6.1f} documents a second of CPU, "
            f"{costs[size] * 1000:6.0f} ms each; made again {again / documents * 1000:6.1f} ms each"
        )
    growth = costs[SIZES[-1]] / costs[SIZES[1]]
    print(f"a document of {SIZES[-1]} cases costs {growth:.2f} x one of {SIZES[1]} cases")
    benchmark.pedantic(packed, args=(cases[: SIZES[1]], lawyer), rounds=1)
    assert growth <= 1.25
    # What is left is to look the papers up, and the index.
    assert costs[SIZES[-1]] >= 3 * again / (2 * SIZES[-1])
