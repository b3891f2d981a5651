"""The state of a challenge is the same in SQL and in Python."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from wagtail.models import Page

from klash_pages.lists.querysets import with_status
from klash_pages.models import AwardPage, ChallengePage, TeamPage
from tests.factories.bulk import add_many
from tests.factories.pages import ContestPageFactory
from tests.factories.records import MunicipalityFactory

pytestmark = pytest.mark.django_db

BEFORE, TODAY, AFTER = date(2019, 5, 1), date(2019, 5, 2), date(2019, 5, 3)


def test_both_say_the_same_for_every_combination_of_dates_endings_and_awards() -> None:
    dates = (None, BEFORE, TODAY, AFTER)
    combinations = list(product(dates, dates, ("", "no_winner", "discontinued"), ("none", "draft", "live", "two")))
    contest = ContestPageFactory()
    challenges = add_many(
        contest,
        ChallengePage,
        len(combinations),
        municipality=MunicipalityFactory(),
        opens_on=lambda number: combinations[number - 1][0],
        closes_on=lambda number: combinations[number - 1][1],
        ending=lambda number: combinations[number - 1][2],
    )
    expected = {}
    for challenge, (_, _, _, awards) in zip(challenges, combinations, strict=True):
        if awards != "none":
            team = add_many(challenge, TeamPage, 1)[0]
            made = add_many(challenge, AwardPage, 2 if awards == "two" else 1, team=team, announced_on=TODAY)
            if awards == "draft":
                Page.objects.filter(pk=made[0].pk).update(live=False)
        expected[challenge.pk] = challenge.status({"live": 1, "two": 2}.get(awards, 0), TODAY)
    found = dict(with_status(ChallengePage.objects.all(), TODAY).values_list("pk", "status_key"))
    assert found == expected
    assert set(found.values()) == {"won", "no_winner", "discontinued", "coming", "open", "deciding"}
