"""Finnish business IDs (FO-nummer, Y-tunnus): form and check digit. Whether one exists only the register knows."""

from __future__ import annotations

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fi import ytunnus

_FORM: Final = re.compile(r"\d{7}-\d", re.ASCII)


def validate_business_id(value: str) -> None:
    """Refuse a business ID that cannot be one.

    python-stdnum accepts the form of a VAT number and the number 0000000-0, neither of which is a business ID.

    Raises:
        ValidationError: the form or the check digit is wrong.
    """
    if not _FORM.fullmatch(value) or value.startswith("0000000"):
        raise ValidationError(_("Write the business ID as seven digits, a hyphen and a check digit: 1234567-1."))
    try:
        ytunnus.validate(value)
    except StdnumError as error:
        raise ValidationError(
            _("The check digit of this business ID is wrong. Compare it with the register.")
        ) from error
