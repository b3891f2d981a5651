"""The signing pack: approved papers that say the same facts, every annex of the list, and no guard that blocks."""

from __future__ import annotations

import pytest

from procurement.actions.approve_document import approve_document
from procurement.actions.draft_document import draft_document
from procurement.actions.make_signing_pack import SigningPackRefusedError, make_signing_pack
from procurement.annexes import WRITTEN
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES
from procurement.rendering import text
from procurement.rendering.faces import Format
from tests.factories.procurement import LegalUserFactory, complete_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def cheap_faces(monkeypatch) -> None:
    def render(document, _facts):
        return {Format.PDF: b"%PDF " + text.render(document), Format.ARCHIVE: b"%PDF/A " + text.render(document)}

    monkeypatch.setattr("procurement.actions.draft_document.render", render)
    monkeypatch.setattr("procurement.actions.approve_document.render", render)


def test_explore(lawyer):
    case = complete_case()
    drafter = LegalUserFactory()
    for kind in ("procurement_contract", *WRITTEN.values()):
        for version in draft_document(case, registry()[kind], LEGAL_LANGUAGES, drafter):
            approve_document(version, lawyer)
    with pytest.raises(SigningPackRefusedError) as refused:
        make_signing_pack(case, lawyer)
    print("\n".join(refused.value.reasons))
    assert 0
