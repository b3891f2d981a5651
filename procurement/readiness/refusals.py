"""Says why a paper or a step is refused: a sentence for each reason, and the fact it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procurement.clauses.house import CurrentLibrary
from procurement.composing import (
    DateMissingError,
    StaleLawError,
    UnprintableTextError,
)
from procurement.facts import Facts
from procurement.facts.catalogue import CATALOGUE
from procurement.guards import Guard, Verdict, sentence_of_missing_law, unknown_law
from procurement.interface import interface_language
from procurement.kinds import Kind
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import pdf


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a paper is not drafted: a sentence, and the fact it is about if it is about one."""

    sentence: str
    fact: str = ""


class DraftRefusedError(ValueError):
    """A paper cannot be drafted. Every reason is listed; nothing was stored."""

    def __init__(self, kind: Kind, refusals: Iterable[Refusal]) -> None:
        self.kind = kind
        self.refusals = tuple(refusals)
        super().__init__("\n".join(refusal.sentence for refusal in self.refusals))

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The names of the facts that are missing."""
        return tuple(refusal.fact for refusal in self.refusals if refusal.fact)


def sentence_of(verdict: Verdict, language: Language) -> str:
    """Return what a guard that blocks says of this case, with its ground."""
    return with_ground(verdict.sentence(language), verdict.guard)


def with_ground(sentence: str, guard: Guard) -> str:
    """Return what is said of a guard, with the act and section it rests on."""
    if not guard.ground:
        return sentence
    # The number of an EU act opens with a bracket of its own.
    return f"{sentence} [{guard.ground}]" if guard.ground.startswith("(") else f"{sentence} ({guard.ground})"


def unknown_sentence(guard: Guard, language: Language) -> str:
    """Return what a guard says that cannot judge yet: what would be fulfilled, never that it is or is not."""
    return _("Cannot be judged yet: “%(rule)s”") % {"rule": guard.fulfilled[language]}


def without_words() -> str:
    """Return why nothing more can be made of a version that does not hold its words."""
    return _("This version does not hold its words any more. Draft the paper again.")


def unfit(clauses: Iterable[str], current: CurrentLibrary) -> list[Refusal]:
    """Return the clauses whose house wording no longer fits the library, as sentences."""
    return [
        Refusal(
            _("The house wording of “%(clause)s” no longer fits the shipped clause. Rewrite it or withdraw it.")
            % {"clause": key}
        )
        for key in clauses
        if key in current.unfit
    ]


def gap_refusals(names: Iterable[str], facts: Facts) -> Iterable[Refusal]:
    """Yield a sentence for each missing fact, each once; of one that only the law data lack, that they do."""
    language = interface_language()
    for name in dict.fromkeys(names):
        if (error := unknown_law(name, facts, LAW)) is not None:
            yield Refusal(sentence_of_missing_law(error)[language])
            continue
        field = CATALOGUE[name]
        yield Refusal(
            _("Missing: %(label)s (%(group)s).")
            % {"label": field.label[language], "group": field.group.label[language]},
            name,
        )


def explain(error: Exception) -> Refusal:
    """Return what stops a paper, as a sentence."""
    language = interface_language()
    match error:
        case DateMissingError():
            return Refusal(_("Missing: %(label)s.") % {"label": CATALOGUE[error.fact].label[language]}, error.fact)
        case StaleLawError():
            return Refusal(
                _("These law data may not be printed on %(day)s and must be reviewed first: %(blocks)s.")
                % {"day": error.day.isoformat(), "blocks": ", ".join(error.blocks)}
            )
        case UnprintableTextError():
            return Refusal(
                _("“%(label)s” holds characters that papers cannot show: %(characters)s.")
                % {"label": CATALOGUE[error.fact].label[language], "characters": ", ".join(error.characters)},
                error.fact,
            )
        case pdf.CharactersMissingError():
            return Refusal(
                _("The fonts of the papers cannot show %(characters)s.") % {"characters": ", ".join(error.characters)}
            )
    return Refusal(str(error))
