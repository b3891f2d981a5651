"""A file name is no alternative text, through whatever door it comes; what says too little is only warned of."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import APIToken
from wagtail_factories import ImageFactory
from wagtail_localize.models import StringSegment, StringTranslation

from klash_pages.models import ChallengePage, NewsPage
from klash_pages.models.alternative_text import doubt, fault
from klash_pages.models.blocks import FigureBlock
from tests.factories.pages import ChallengePageFactory, NewsPageFactory, locale
from tests.factories.translations import translate
from tests.factories.users import EditorFactory

GOOD = "Tre personer väntar på bussen i snö."


@pytest.mark.parametrize(
    "text",
    [
        "photo.jpg",
        "min bild.JPEG",
        "IMG_1234",
        "IMG_20240611_101112",
        "IMG-20240611-WA0001",
        "DSC01234",
        "DSC_0123",
        "P1010012",
        "20240611_101112",
        "PXL_20240611_101112",
        "WhatsApp Image 2024-06-11 at 10.11.12",
        "Screenshot 2024-06-11 at 10.11.12",
        "Screenshot from 2024-06-11 10-11-12",
        "Skärmavbild 2024-06-11 kl. 10.11.12",
        "Näyttökuva 2024-6-11 kello 10.11.12",
        "Näyttökuva (12)",
        "image001",
        "IMG_1234 (1)",
        "IMG_1234(1)",
        "IMG_1234 kopia 2",
        "2024-06-11 10.11.12",
        "1718092345",
    ],
)
def test_what_files_are_called_is_refused(text: str) -> None:
    assert fault(text) == f"”{text}” är ett filnamn. Skriv vad bilden berättar för den som inte ser den."


@pytest.mark.parametrize("name", ["photo.jpg", "Photo.JPG", "photo_AbC1234.jpg", "photo"])
def test_the_name_of_its_own_file_is_refused_whatever_it_is(name: str) -> None:
    assert fault("photo", name) != ""
    assert fault(GOOD, name) == ""


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "Skärmavbild av appen med en karta",
        "Screenshot of the app",
        "2019 års vinnare på scenen",
        "Diagram: 12 av 20 kommuner",
        "Buss 561 vid hållplatsen",
        "150 000 km",
        "Skolan.Raw materials",
        "Rapporten finns som .pdf på webben",
        "2019 2020",
    ],
)
def test_descriptions_pass_without_a_word(text: str) -> None:
    assert (fault(text), doubt(text)) == ("", "")


@pytest.mark.parametrize("text", ["2019", "561", "150.000"])
def test_a_year_and_an_amount_are_no_file_names(text: str) -> None:
    assert fault(text) == ""


@pytest.mark.parametrize("head", ["", "IMG_", "bild ", "1 ", "WhatsApp Image "])
@pytest.mark.parametrize("body", ["1", "1 ", "(1)", "1-", " copy 1"])
@pytest.mark.parametrize("length", [40, 200, 10_000])
def test_no_text_holds_up_who_judges_it(head: str, body: str, length: int) -> None:
    """Each further digit once doubled the time; forty of them would not have returned."""
    fault(head + (body * length)[:length] + "!")


@pytest.mark.parametrize(
    "text", ["Buss", "bild", "Kuva", "photo", "Bild på en buss", "An image of a bus", "Kuva, jossa on bussi"]
)
def test_what_may_say_too_little_is_warned_of_and_not_refused(text: str) -> None:
    assert fault(text) == ""
    assert text in doubt(text)


def figure(alt: str, decorative: bool = False) -> list[dict[str, Any]]:
    image = {
        "image": ImageFactory(title="photo", file__filename="photo.jpg").pk,
        "alt_text": alt,
        "decorative": decorative,
    }
    return [{"type": "figure", "value": {"image": image, "caption": "", "credit": ""}}]


@pytest.mark.django_db
def test_the_block_says_it_beside_the_text() -> None:
    block = FigureBlock()
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python(figure("photo")[0]["value"]))
    assert "är ett filnamn" in str(refusal.value.block_errors["image"].block_errors["alt_text"])
    block.clean(block.to_python(figure(GOOD)[0]["value"]))
    block.clean(block.to_python(figure("photo.jpg", decorative=True)[0]["value"]))


def test_the_block_leaves_the_text_to_the_editor() -> None:
    from wagtail.admin.telepath import registry

    image = FigureBlock().child_blocks["image"]
    adapter = registry.find_adapter(type(image))
    assert adapter.js_constructor == "klash_pages.DescribedImage"
    assert "klash_pages/described_image.js" in str(adapter.media)
    assert image.get_form_state(image.get_default())["alt_text"] in (None, "")


@pytest.mark.django_db
def test_no_page_goes_live_with_one_and_none_that_is_live_takes_one() -> None:
    page = NewsPageFactory(live=False)
    page.body = NewsPage.body.field.to_python(figure("IMG_1234"))
    with pytest.raises(ValidationError, match="är ett filnamn"):
        page.save_revision().publish()
    challenge = ChallengePageFactory()
    challenge.photo = ChallengePage.photo.field.to_python(figure("photo"))
    with pytest.raises(ValidationError, match="är ett filnamn"):
        challenge.save()
    challenge.photo = ChallengePage.photo.field.to_python(figure(GOOD))
    challenge.save()


@pytest.mark.django_db
def test_a_program_is_refused_too() -> None:
    _token, plaintext = APIToken.create_token(user=EditorFactory(), name="program")
    program = Client(headers={"Authorization": f"Bearer {plaintext}", "Accept-Language": "sv"})
    page = NewsPageFactory()
    answer = program.patch(
        f"/api/v3/pages/{page.pk}/",
        {"body": figure("photo"), "meta": {"action": "publish"}},
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["body"]]
    assert not NewsPage.objects.get(pk=page.pk).body


@pytest.mark.django_db
def test_a_translated_text_is_no_file_name_either() -> None:
    page = NewsPageFactory()
    page.body = NewsPage.body.field.to_python(figure(GOOD))
    page.save_revision().publish()
    page = NewsPage.objects.get(pk=page.pk)
    finnish = translate(page, "fi")
    segment = StringSegment.objects.get(source__object_id=page.translation_key, context__path__endswith="alt_text")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=locale("fi"), data="IMG_1234"
    )
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[finnish.pk]), {"action": "publish"})
    assert any("IMG_1234” är ett filnamn" in str(message) for message in get_messages(answer.wsgi_request))
    assert NewsPage.objects.get(pk=finnish.pk).body[0].value["image"].contextual_alt_text == GOOD


@pytest.mark.django_db
def test_an_editor_is_warned_after_saving() -> None:
    from klash_pages.admin import alternative_text

    page = NewsPageFactory()
    page.body = NewsPage.body.field.to_python(figure("Buss"))
    page.save_revision()
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    alternative_text.warn(request, page)
    [message] = list(get_messages(request))
    assert "”Buss” säger kanske för lite" in str(message)
