"""Write a version of a clause's house wording; it waits for a second lawyer and changes no paper before that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.clauses import house
from procurement.clauses.load import library
from procurement.facts.text import clean
from procurement.interface import interface_language
from procurement.kinds import FRAME
from procurement.languages import Language
from procurement.models import HouseWording
from procurement.validators.printable_text import validate_printable


class WordingRefusedError(ValueError):
    """A wording has faults; nothing was stored. They are listed by language and passage."""

    def __init__(self, faults: Mapping[tuple[str, str], list[str]]) -> None:
        self.faults = faults
        super().__init__(" ".join(sentence for sentences in faults.values() for sentence in sentences))


def write_house_wording(
    clause: str, texts: house.Texts, user: Any, *, reason: str, one_language_reason: str = ""
) -> HouseWording:
    """Check texts and keep them as the next version.

    Args:
        clause: the key of a clause of the library.
        texts: the words, by language and passage.
        user: who writes.
        reason: why.
        one_language_reason: why a passage that is changed in one legal language need not be changed in the other.

    Raises:
        NotAllowedError: the user may not write house wordings.
        ValidationError: there is no such clause, no reason, nothing that differs, or somebody wrote at the same moment.
        WordingRefusedError: a text has faults; all are listed.
    """
    permissions.may_write_house_wording(user).require()
    if clause not in library() or clause == FRAME:
        raise ValidationError(_("There is no such clause."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the wording is changed.")})
    shipped = library()[clause]
    said = house.normalised(shipped, texts)
    if faults := wording_faults(clause, said, follows=not one_language_reason.strip()):
        raise WordingRefusedError(faults)
    if said == house.normalised(shipped, house.texts_of(shipped)):
        raise ValidationError(_("These are the shipped words. To return to them, withdraw the house wording."))
    try:
        with transaction.atomic():
            last = HouseWording.objects.filter(clause=clause).values_list("number", flat=True).first()
            wording = HouseWording(
                clause=clause,
                number=(last or 0) + 1,
                texts=said,
                shipped_digest=house.shipped_digest(shipped),
                reason=clean(reason),
                one_language_reason=clean(one_language_reason).strip() if unfollowed(clause, said) else "",
                written_by=user,
            )
            wording.clean_fields(exclude=["written_by"])
            wording.save()
            log(
                instance=wording,
                action="procurement.write_house_wording",
                user=user,
                data={"clause": clause, "version": wording.number},
            )
    except IntegrityError as error:
        raise ValidationError(_("Somebody else wrote a version at the same moment. Read theirs first.")) from error
    return wording


def unfollowed(clause: str, texts: house.Texts) -> list[tuple[Language, str]]:
    """Return the texts that stay as papers say them now while the other legal language is changed."""
    shipped = library()[clause]
    said_now = HouseWording.all_in_use().filter(clause=clause).first()
    before = house.texts_of(shipped) if said_now is None else said_now.texts
    return house.unfollowed(house.normalised(shipped, before), house.normalised(shipped, texts))


def wording_faults(clause: str, texts: house.Texts, *, follows: bool = False) -> dict[tuple[str, str], list[str]]:
    """Return what is wrong with texts of a clause, as sentences, by language and passage.

    With `follows`, a change in one legal language has to be made in the other too.
    """
    texts = house.normalised(library()[clause], texts)
    language = interface_language()
    found: dict[tuple[str, str], list[str]] = {}
    for fault in house.read_house(library()[clause], texts)[1]:
        found.setdefault(house.place(fault), []).append(house.sentence(fault, language))
    for unchanged, key in unfollowed(clause, texts) if follows else ():
        found.setdefault((unchanged, key), []).append(
            _("The other language is changed here and this is not. Change it too, or say below why it need not follow.")
        )
    for written_in, passages in texts.items():
        for key, text in passages.items():
            try:
                validate_printable(text)
            except ValidationError as error:
                found.setdefault((written_in, key), []).extend(error.messages)
    return {place: list(dict.fromkeys(sentences)) for place, sentences in found.items()}
