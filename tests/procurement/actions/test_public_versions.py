"""A public version says why each omission was made, is kept, and is refused rather than leaking."""

from __future__ import annotations

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry

from procurement import storage
from procurement.actions.draft_document import draft_document
from procurement.actions.make_public_version import PublicVersionRefusedError, make_public_version
from procurement.languages import Language
from procurement.models import DocumentVersion, PublicVersion
from procurement.permissions import NotAllowedError
from tests.factories.facts import localised, records
from tests.factories.procurement import (
    INVITATION,
    DocumentVersionFactory,
    WordTemplateVersionFactory,
    complete_case,
    record,
)
from tests.factories.users import EditorFactory
from tests.reading import pdf as pdf_reading
from tests.reading.conformance import outloud_errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

BY_CONTRACT = localised("punkt 19 i kontraktet", "sopimuksen kohta 19")
BY_THE_ACT = localised("24 § 1 mom. 20 punkten i offentlighetslagen", "julkisuuslain 24 §:n 1 momentin 20 kohta")


@pytest.fixture
def version(lawyer) -> DocumentVersion:
    """An invitation in Swedish, of an association."""
    (made,) = draft_document(complete_case(), INVITATION, [Language.SV], lawyer)
    return made


def mark(version: DocumentVersion, item: str, ground=BY_CONTRACT) -> None:
    record(version.case, {"publicity.secrets": records({"item": localised(item, item), "ground": ground})})


def test_a_public_version_is_kept_without_the_words_and_with_the_ground(version, lawyer):
    mark(version, "Rapida")
    made = make_public_version(version, lawyer)
    content = storage.read(made.sha256)
    words = " ".join(pdf_reading.pages(content))
    assert "Rapida" not in words
    assert "[utelämnat 1]" in words
    assert "punkt 19 i kontraktet" in words
    assert b"Rapida" not in content
    assert outloud_errors(content) == []
    assert made.omissions == [{"place": "", "ground": "punkt 19 i kontraktet"}]
    assert ModelLogEntry.objects.filter(action="procurement.make_public_version").count() == 1


def test_the_same_omissions_give_the_version_that_exists(version, lawyer):
    mark(version, "Rapida")
    assert make_public_version(version, lawyer) == make_public_version(version, lawyer)


@pytest.mark.parametrize(
    ("item", "ground", "sentence"),
    [
        ("not in the paper", BY_CONTRACT, "These words are not in the paper, so nothing was made: “not in the paper”."),
        ("Rapida", BY_THE_ACT, "Only an authority omits by the act on openness"),
    ],
)
def test_a_wrong_mark_is_refused_and_nothing_is_kept(item, ground, sentence, version, lawyer):
    mark(version, item, ground)
    with pytest.raises(PublicVersionRefusedError, match=sentence):
        make_public_version(version, lawyer)
    assert not PublicVersion.objects.exists()


def test_an_authority_omits_by_the_act_alone(version, lawyer):
    mark(version, "Rapida")
    record(version.case, {"buyer.type": "authority"})
    with pytest.raises(PublicVersionRefusedError, match="An authority omits by 24 §"):
        make_public_version(version, lawyer)
    mark(version, "Rapida", BY_THE_ACT)
    assert make_public_version(version, lawyer).omissions[0]["ground"] == BY_THE_ACT.get(Language.SV)


def test_nothing_marked_is_said(version, lawyer):
    with pytest.raises(PublicVersionRefusedError, match="Nothing is marked as secret"):
        make_public_version(version, lawyer)


def test_a_paper_from_a_word_template_is_refused_and_the_reader_is_told_what_to_do_instead(version, lawyer):
    record(version.case, {"publicity.secrets": records({"item": localised("Rapida", "Rapida"), "ground": BY_CONTRACT})})
    paper = DocumentVersionFactory(case=version.case, number=9, word_template=WordTemplateVersionFactory())
    for language, sentence in {
        "en": "Make a copy of the paper where it is left out by hand",
        "sv": "Gör en kopia där de har utelämnats för hand",
        "fi": "Tee asiakirjasta kopio, josta ne on poistettu käsin",
    }.items():
        with translation.override(language), pytest.raises(PublicVersionRefusedError, match=sentence):
            make_public_version(paper, lawyer)
    assert not PublicVersion.objects.exists()


def test_an_editor_makes_no_public_version(version):
    mark(version, "Rapida")
    with pytest.raises(NotAllowedError):
        make_public_version(version, EditorFactory())
