"""A business ID is refused for its form or its check digit, with a sentence that says which."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from procurement.validators.business_id import validate_business_id

pytestmark = pytest.mark.usefixtures("english")

FORM = "Write the business ID as seven digits, a hyphen and a check digit: 1234567-1."
CHECK_DIGIT = "The check digit of this business ID is wrong. Compare it with the register."


@pytest.mark.parametrize("value", ["0926151-4", "9999997-6", "9999998-4", "0112038-9"])
def test_a_possible_business_id_is_accepted(value):
    validate_business_id(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0000000-0",
        "FI09261514",
        "FI-09261514",
        "09261514",
        "926151-4",
        "00926151-4",
        "0926151–4",
        "0926151-4 ",
        "\u0660926151-4",
    ],
)
def test_another_form_is_refused(value):
    with pytest.raises(ValidationError) as refusal:
        validate_business_id(value)
    assert refusal.value.messages == [FORM]


@pytest.mark.parametrize("value", ["0926151-5", "0926151-0", "0926152-4", "1234567-8"])
def test_a_wrong_check_digit_is_refused(value):
    with pytest.raises(ValidationError) as refusal:
        validate_business_id(value)
    assert refusal.value.messages == [CHECK_DIGIT]
