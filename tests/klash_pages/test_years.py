"""A day of a year that nobody means is refused where it is typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from klash_pages.years import validate_year
from tests.factories.records import NoticeReferenceFactory


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(9999, 4, 11), date(219, 4, 11)])
def test_a_notice_is_of_a_year_that_somebody_means(day):
    notice = NoticeReferenceFactory.build(published_on=day)
    with translation.override("sv"), pytest.raises(ValidationError) as error:
        notice.clean()
    assert error.value.message_dict == {"published_on": ["Året ska vara mellan 1900 och 2199."]}


def test_the_first_and_the_last_year_are_meant():
    validate_year(date(1900, 1, 1))
    validate_year(date(2199, 12, 31))
