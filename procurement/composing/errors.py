"""Why a paper cannot be composed at all."""

from __future__ import annotations

from datetime import date


class ComposingError(ValueError):
    """A paper that cannot be composed at all."""


class DateMissingError(ComposingError):
    """The paper has no date, and without a date there is no law to judge by."""

    def __init__(self, fact: str) -> None:
        super().__init__(f"the fact “{fact}” is missing, and a paper must have a date")
        self.fact = fact


class StaleLawError(ComposingError):
    """Law data that were not reviewed in time, or a reference that is not law on the paper's date."""

    def __init__(self, blocks: tuple[str, ...], day: date) -> None:
        super().__init__(f"the law data {', '.join(blocks)} may not be printed on {day.isoformat()}: review them first")
        self.blocks = blocks
        self.day = day


class UnprintableTextError(ComposingError):
    """A fact holds characters that no paper can carry."""

    def __init__(self, fact: str, characters: tuple[str, ...]) -> None:
        super().__init__(f"the fact “{fact}” holds {', '.join(characters)}")
        self.fact = fact
        self.characters = characters
