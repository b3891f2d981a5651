"""The name of somebody who may not be shown is found wherever it is kept, and redacted all at once or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision
from wagtail_factories import DocumentFactory, ImageFactory
from wagtail_localize.models import String, StringTranslation, TranslationSource

from klash_pages.models import Person, TeamMember
from klash_pages.privacy import redact_names
from klash_pages.privacy.find_names import Kind, hidden_people, places
from tests.factories.pages import NewsPageFactory, StandardPageFactory, TeamPageFactory, body
from tests.factories.records import PersonFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

NAME = "Åsa Öhman"


@pytest.fixture
def person() -> Person:
    """Somebody whose day of removal has come."""
    found: Person = PersonFactory(name=NAME, remove_on=timezone.localdate())
    return found


def found(person: Person) -> list[tuple[str, str, bool]]:
    """Where the name stands, without the log and the copies kept for translation."""
    at = places([person])[person]
    return [
        (place.holder.kind.value, place.label, place.is_certain)
        for place in at
        if place.holder.kind not in (Kind.LOG, Kind.TRANSLATION)
    ]


def published(**fields: Any) -> Page:
    page = NewsPageFactory(**fields)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


# Whose names


def test_names_are_looked_for_when_they_may_not_be_shown_and_no_namesake_may() -> None:
    PersonFactory(name="Shown Person")
    gone = PersonFactory(name="Gone Person", remove_on=timezone.localdate())
    unfounded = PersonFactory(name="Unfounded Person", basis="")
    PersonFactory(name="shown  person".replace("  ", " ").title(), basis="")
    assert set(hidden_people()) == {gone, unfounded}


# Where


def test_the_public_page_its_draft_and_its_earlier_versions_are_told_apart(person: Person) -> None:
    page = published(title="Nothing", body=body(f"{NAME} svarar."))
    assert found(person) == [("live", "Brödtext", True)]
    page.body = body("Ingen svarar.")
    page.lead = "Åsa  ÖHMAN"
    page.save_revision()
    assert found(person) == [("live", "Brödtext", True), ("draft", "Ingress", True)]
    page.save_revision().publish()
    page.lead = ""
    page.save_revision().publish()
    assert found(person) == [("earlier", "Ingress", True)] * 2 + [("earlier", "Brödtext", True)]


def test_a_page_that_was_never_published_is_a_draft(person: Person) -> None:
    StandardPageFactory(title=NAME, slug="a", lead="", live=False)
    assert found(person) == [("draft", "Titel", True)]


def test_quotations_captions_and_alternative_texts_are_read(person: Person) -> None:
    image = ImageFactory(title="Three people")
    figure = {
        "image": {"image": image.pk, "decorative": False, "alt_text": f"Porträtt av {NAME}"},
        "caption": "Öhman till vänster",
        "credit": "",
    }
    page = StandardPageFactory(body=[("quote", {"text": "Ja", "name": NAME, "title": ""})])
    page.body = StreamValue(
        page.body.stream_block,
        [*page.body.get_prep_value(), {"type": "figure", "value": figure}],
        is_lazy=True,
    )
    page.save()
    assert found(person) == [
        ("live", "Brödtext › Namn", True),
        ("live", "Brödtext › Alternativtext", True),
        ("live", "Brödtext › Bildtext", False),
    ]


def test_images_documents_and_addresses_are_read(person: Person) -> None:
    ImageFactory(title=f"{NAME} tar emot priset")
    DocumentFactory(title="Åsa Öhmans tal")
    StandardPageFactory(title="A", slug="asa-ohman")
    assert [kind for kind, _label, _certain in found(person)] == ["live", "image", "document"]


def test_nobody_else_is_taken_for_the_person(person: Person) -> None:
    published(title="Åsa", body=body("Öhmansson och Åsa Berg"))
    assert found(person) == []


def test_the_places_lead_to_where_an_editor_mends_them(person: Person) -> None:
    page = published(title=NAME)
    image = ImageFactory(title=NAME)
    urls = [place.holder.url for place in places([person], AdminFactory())[person] if place.holder.url]
    assert f"/admin/pages/{page.pk}/edit/" in urls
    assert f"/admin/images/{image.pk}/" in urls


# Redaction


def test_drafts_earlier_versions_and_titles_are_rewritten_in_the_language_of_the_text(person: Person) -> None:
    page = published(title=f"{NAME} vann", slug="a", lead="", body=body(f"Åsa <b>Öhman</b> och {NAME}s team"))
    finnish = translate(page, "fi", title=f"{NAME} voitti")
    for version in (page, finnish):
        version.title = "Neutral"
        version.body = body("Neutral")
        version.save_revision().publish()
    image = ImageFactory(title=f"Bild av {NAME}")
    page.lead = f"Utkast: {NAME}"
    page.save_revision()
    redact_names.redact(person, EditorFactory())
    assert found(person) == []
    assert places([person])[person] == []
    image.refresh_from_db()
    assert image.title == "Bild av [namnet borttaget]"
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().lead == "Utkast: [namnet borttaget]"
    old = Revision.page_revisions.filter(object_id=str(page.pk)).earliest("pk").as_object()
    assert old.title == "[namnet borttaget] vann"
    assert str(old.body[0].value) == "<p>[namnet borttaget]<b></b> och [namnet borttaget] team</p>"
    titles = {revision.content["title"] for revision in Revision.page_revisions.filter(object_id=str(finnish.pk))}
    # wagtail-localize first copies a page as it is.
    assert titles == {"[nimi poistettu] vann", "[nimi poistettu] voitti", "Neutral"}


def test_what_wagtail_keeps_besides_the_pages_holds_no_name_afterwards(person: Person) -> None:
    page = published(title=f"{NAME} vann", slug="a", lead=NAME)
    translate(page, "fi", title=f"{NAME} voitti")
    page.title, page.lead = "Neutral", ""
    page.save_revision().publish()
    Page.objects.filter(slug="a", locale__language_code="fi").first().specific.unpublish()
    finnish = Page.objects.get(slug="a", locale__language_code="fi").specific
    finnish.title, finnish.lead = "Neutral", ""
    finnish.save_revision().publish()
    redact_names.redact(person, AdminFactory())
    kept = [
        *String.objects.values_list("data", flat=True),
        *StringTranslation.objects.values_list("data", flat=True),
        *TranslationSource.objects.values_list("content_json", flat=True),
        *TranslationSource.objects.values_list("object_repr", flat=True),
        *PageLogEntry.objects.values_list("label", flat=True),
        *ModelLogEntry.objects.values_list("label", flat=True),
        *Revision.objects.values_list("object_str", flat=True),
        *Page.objects.values_list("draft_title", flat=True),
    ]
    assert [text for text in kept if "hman" in text] == []
    assert "[namnet borttaget] vann" in kept
    assert "[nimi poistettu] voitti" in kept


def test_a_translated_string_that_turns_into_another_is_merged_with_it(person: Person) -> None:
    one = published(title=NAME, slug="a")
    two = published(title="[namnet borttaget]", slug="b")
    translate(one, "fi", title="Yksi")
    translate(two, "fi", title="Kaksi")
    redact_names.redact(person, AdminFactory())
    assert String.objects.filter(data="[namnet borttaget]", locale__language_code="sv").count() == 1
    texts = StringTranslation.objects.filter(translation_of__data="[namnet borttaget]").values_list("data", flat=True)
    assert {"Yksi", "Kaksi"} <= set(texts)


def test_public_text_is_left_alone_unless_asked_for(person: Person) -> None:
    page = published(title=f"{NAME} vann", slug="a")
    redact_names.redact(person, AdminFactory())
    page.refresh_from_db()
    assert page.title == f"{NAME} vann"
    assert page.get_latest_revision_as_object().title == f"{NAME} vann"
    assert not page.has_unpublished_changes
    rewritten = redact_names.redact(person, AdminFactory(), also_public=True)
    assert rewritten[Kind.LIVE] == 1
    page.refresh_from_db()
    assert (page.title, page.live) == ("[namnet borttaget] vann", True)
    assert page.get_latest_revision_as_object().title == "[namnet borttaget] vann"
    assert found(person) == []


def test_a_public_address_is_never_rewritten(person: Person) -> None:
    page = published(title="A", slug="asa-ohman")
    redact_names.redact(person, AdminFactory(), also_public=True)
    page.refresh_from_db()
    assert page.slug == "asa-ohman"
    assert [label for _kind, label, _certain in found(person)] == ["Slugg"]


def test_what_stands_in_a_members_role_is_redacted_too(person: Person) -> None:
    team = TeamPageFactory(members=[person])
    TeamMember.objects.filter(page=team).update(role_sv=f"Vikarie för {NAME}")
    redact_names.redact(person, AdminFactory())
    assert TeamMember.objects.get(page=team).role_sv == "Vikarie för [namnet borttaget]"


def test_words_that_are_longer_than_the_name_fit_their_field(person: Person) -> None:
    page = StandardPageFactory(title="x" * 245 + f" {NAME}", slug="a", live=False)
    redact_names.redact(person, AdminFactory())
    page.refresh_from_db()
    assert page.title == ("x" * 245 + " [namnet borttaget]")[:255]


# Who, and what is written down


def test_only_those_who_may_change_people_redact(person: Person) -> None:
    page = published(title=NAME, slug="a")
    with pytest.raises(PermissionDenied):
        redact_names.redact(person, UserFactory(), also_public=True)
    page.refresh_from_db()
    assert page.title == NAME
    assert not ModelLogEntry.objects.filter(action=redact_names.ACTION).exists()


def test_public_text_of_a_page_the_user_may_not_publish_stays(person: Person) -> None:
    page = published(title=NAME, slug="a")
    editor = EditorFactory()
    editor.groups.first().page_permissions.all().delete()
    redact_names.redact(person, editor, also_public=True)
    page.refresh_from_db()
    assert page.title == NAME


def test_a_name_that_may_be_shown_is_not_redacted() -> None:
    person = PersonFactory(name=NAME, remove_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError):
        redact_names.redact(person, AdminFactory())


def test_the_log_says_who_redacted_how_much_but_not_the_name(person: Person) -> None:
    published(title=NAME, slug="a")
    ImageFactory(title=NAME)
    user = EditorFactory()
    redact_names.redact(person, user)
    entry = ModelLogEntry.objects.get(action=redact_names.ACTION)
    assert (entry.user, entry.object_id, entry.label) == (user, str(person.pk), f"person {person.pk}")
    assert entry.data["rewritten"]["image"] == 1
    assert entry.data["public"] is False
    assert "hman" not in str(entry.data)


def test_all_is_rewritten_or_nothing(person: Person, monkeypatch: Any) -> None:
    published(title="A", slug="a", lead=NAME).save_revision()
    document = DocumentFactory(title=NAME)
    monkeypatch.setattr(get_document_model(), "save", lambda *_args, **_kwargs: 1 / 0)
    before = [revision.content for revision in Revision.objects.order_by("pk")]
    with pytest.raises(ZeroDivisionError):
        redact_names.redact(person, AdminFactory())
    assert [revision.content for revision in Revision.objects.order_by("pk")] == before
    document.refresh_from_db()
    assert document.title == NAME
