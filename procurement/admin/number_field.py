"""A form's field for numbers as people of Finland type them, whatever language their browser has.

The number field of a browser reads a comma by its own language: `480 000,00` became 48 000 000 in an English one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.facts.numbers import Measure, NotANumber, read_number, write_number
from procurement.validators.fact_values import explained


class NumberField(forms.Field):
    """A number typed with a comma before its decimals and spaces between its thousands.

    Args:
        measure: what the number may be.
        is_whole: whether it is read as a whole number.
    """

    def __init__(self, *, measure: Measure, is_whole: bool = False, **options: Any) -> None:
        self.measure, self.is_whole = measure, is_whole
        mode = "numeric" if is_whole else "decimal"
        super().__init__(widget=forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"}), **options)

    def to_python(self, value: Any) -> Decimal | int | None:
        """Return the number that was typed, or None if nothing was.

        Raises:
            ValidationError: it is no number, or could be two.
        """
        if value is None or isinstance(value, Decimal | int):
            return value
        if not str(value).strip():
            return None
        number = read_number(str(value), self.measure)
        if isinstance(number, NotANumber):
            raise ValidationError(explained(number))
        return int(number) if self.is_whole else number

    def prepare_value(self, value: Any) -> Any:
        """Return a recorded number as people write it; what was typed stays as it was typed."""
        return write_number(value, self.measure) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether another number was typed; one that cannot be read is another."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
