"""The invitation: what a winner is told of the meeting it is invited to."""

from __future__ import annotations

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

INVITATION = registry()["invitation_to_negotiate"]
INTERPRETATION = {
    Language.SV: "Beställaren ordnar tolkning vid förhandlingen.",
    Language.FI: "Tilaaja järjestää neuvotteluun tulkkauksen.",
    Language.EN: "The Buyer arranges interpretation at the negotiation.",
}


def said(language: Language, **changes: Value | None) -> str:
    document = compose(INVITATION, complete_facts(**changes), library=library(), law=LAW, language=language, number=1)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", INVITATION.languages)
def test_interpretation_is_promised_only_where_it_is_arranged(language: Language) -> None:
    assert INTERPRETATION[language] in said(language, negotiation__interpreter=True)
    assert INTERPRETATION[language] not in said(language, negotiation__interpreter=False)
    assert INTERPRETATION[language] not in said(language, negotiation__interpreter=None)
