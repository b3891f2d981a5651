"""A live page has a picture for those who share it and says what it is; what is not public has neither."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from lxml import html
from PIL import Image, ImageFont
from wagtail.models import PageViewRestriction
from wagtail_factories import ImageFactory

from klash_pages.models import PartnerPage, SharingImage
from klash_pages.plumbing import web_fonts
from klash_pages.publication.releases import release_now
from klash_pages.sharing import drawing, pictures
from klash_pages.sharing.drawing import Picture, draw
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    StandardPageFactory,
    home,
)
from tests.factories.translations import translate
from tests.factories.users import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Run what waits for a commit: `with commit(): ...`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def publish(page: Any, commit: Any) -> SharingImage | None:
    with commit():
        page.save_revision().publish()
    return SharingImage.objects.filter(pk=page.pk).first()


def files() -> list[str]:
    return default_storage.listdir("sharing")[1] if default_storage.exists("sharing") else []


def tags_of(page: Any) -> dict[str, str]:
    tree = html.fromstring(Client().get(page.url).content)
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in tree.xpath("//meta[@content]")}


def data_of(page: Any) -> dict[str, Any]:
    tree = html.fromstring(Client().get(page.url).content)
    found = [json.loads(text) for text in tree.xpath("//script[@type='application/ld+json']/text()")]
    assert all(value["@context"] == "https://schema.org" for value in found)
    return {value["@type"]: value for value in found}


# The drawing


def test_the_picture_is_1200_by_630_and_the_same_picture_has_the_same_bytes() -> None:
    picture = Picture("Rapida", "Klash · 23.1.2020", (2,), has_won=True)
    content = draw(picture)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert image.getpixel((162, 108)) == (0x6B, 0x46, 0x91)
        assert image.getpixel((600, 300)) == (0xFA, 0xF9, 0xF5)
    assert draw(picture) == content
    assert draw(Picture("Rapida", "Klash · 23.1.2020", (2,))) != content


def test_a_photo_stands_in_place_of_the_dots() -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 90), "#102030").save(photo, "PNG")
    with Image.open(io.BytesIO(draw(Picture("A", dots=(0,), photo=photo.getvalue())))) as image:
        assert image.getpixel((162, 108)) == (0x10, 0x20, 0x30)


@pytest.mark.parametrize(
    ("title", "lines", "size"),
    [
        ("Rapida", 1, 104),
        ("Unga på studievägen " * 3, 3, 88),
        ("Unga på studievägen " * 4, 3, 60),
        ("word " * 80, 3, 48),
        ("ä" * 300, 3, 48),
    ],
)
def test_a_title_takes_at_most_three_lines_in_letters_as_large_as_fit(title: str, lines: int, size: int) -> None:
    made, chosen = drawing.fit(title, 2112)
    assert (len(made), chosen) == (lines, size)
    font = drawing._font(chosen, 800)
    assert max(font.getlength(line) for line in made) <= 2112
    assert made[-1].endswith("…") is (len(title) > 200)


def test_nothing_is_cut_from_a_title_that_fits() -> None:
    title = "Hankintasopimusneuvottelut käynnistyvät Janakkalassa"
    assert " ".join(drawing.fit(title, 2112)[0]) == title


def test_a_page_without_words_or_with_odd_ones_is_drawn_all_the_same() -> None:
    for title in ("", " ", "\x00\x0b", "😀 汉字", "A\nB"):
        assert draw(Picture(title)).startswith(b"\x89PNG")


def test_without_the_font_package_a_picture_is_drawn_too(monkeypatch: Any) -> None:
    monkeypatch.setattr(web_fonts, "original", lambda _made: None)
    assert isinstance(drawing._font(20, 800), ImageFont.FreeTypeFont | ImageFont.ImageFont)
    assert draw(Picture("Rapida", "Klash")).startswith(b"\x89PNG")


# What a page's picture shows


def test_an_award_shows_its_hue_its_contest_and_its_day_in_the_pages_language() -> None:
    contest = ContestPageFactory(title="Klash 1")
    translate(ChallengePageFactory(parent=contest), "en")
    challenge = ChallengePageFactory(parent=contest, decided=True)
    award = AwardPageFactory(parent=challenge, published=True, title="Rapida", announced_on=date(2020, 1, 23))
    english = award.get_translations().get(locale__language_code="en")
    assert pictures.picture_of(award) == Picture("Rapida", "Klash 1 · 23.1.2020", (1,), has_won=True)
    assert pictures.picture_of(english) == Picture("Rapida", "Klash 1 · 23 January 2020", (1,), has_won=True)
    assert pictures.picture_of(contest) == Picture("Klash 1", "", (0, 1))
    news = NewsPageFactory(title="News", date=date(2020, 1, 2))
    assert pictures.picture_of(news) == Picture("News", "2.1.2020")


def test_the_photo_of_a_challenge_is_read_and_a_challenge_without_one_has_dots() -> None:
    challenge = ChallengePageFactory()
    assert pictures.picture_of(challenge).photo is None
    image = ImageFactory()
    image.contextual_alt_text, image.decorative = "A bus", False
    challenge.photo = [("figure", {"image": image, "caption": "", "credit": ""})]
    with image.open_file() as file:
        content = file.read()
    assert pictures.picture_of(challenge).photo == content


def test_publishing_a_challenge_draws_its_picture(commit: Any) -> None:
    challenge = ChallengePageFactory()
    with commit():
        challenge.save_revision().publish()
    assert SharingImage.objects.filter(page=challenge).exists()


# When it is drawn


def test_a_published_page_gets_a_picture_named_by_its_content(commit: Any) -> None:
    page = StandardPageFactory(title="One")
    first = publish(page, commit)
    assert first is not None
    assert files() == [first.file.name.removeprefix("sharing/")]
    page.title = "Two"
    second = publish(page, commit)
    assert second is not None
    assert second.file.name != first.file.name
    assert files() == [second.file.name.removeprefix("sharing/")]


def test_publishing_the_same_again_writes_nothing(commit: Any) -> None:
    page = StandardPageFactory()
    first = publish(page, commit)
    second = publish(page, commit)
    assert first is not None
    assert second is not None
    assert first.file.name == second.file.name


def test_two_pages_may_share_a_file_and_neither_takes_it_from_the_other(commit: Any) -> None:
    pages = [StandardPageFactory(title="Same", slug=slug) for slug in ("one", "two")]
    for page in pages:
        publish(page, commit)
    assert len(files()) == 1
    with commit():
        pages[0].delete()
    assert len(files()) == 1
    with commit():
        pages[1].unpublish()
    assert files() == []


def test_what_is_only_scheduled_saved_or_restricted_has_no_picture(commit: Any) -> None:
    scheduled = StandardPageFactory(live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    assert publish(scheduled, commit) is None
    draft = StandardPageFactory(live=False)
    with commit():
        draft.save_revision()
    closed = StandardPageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    assert publish(closed, commit) is None
    assert files() == []


def test_an_unreleased_award_has_no_picture_and_a_released_one_has_one_in_every_language(commit: Any) -> None:
    award = AwardPageFactory()
    for language in ("fi", "en"):
        translate(award.team, language, same=True)
        translate(award, language, same=True)
    assert not SharingImage.objects.exists()
    with commit():
        release_now([award.translation_key], AdminFactory())
    shown = [*award.get_translations(inclusive=True), *award.team.get_translations(inclusive=True)]
    assert {image.pk for image in SharingImage.objects.all()} == {page.pk for page in shown}


def test_the_command_draws_what_is_missing(capsys: Any) -> None:
    StandardPageFactory()
    call_command("draw_sharing_images")
    assert capsys.readouterr().out == "4 sharing images are up to date.\n"
    assert SharingImage.objects.count() == 4


# What the head says


def test_the_head_says_what_the_page_is(commit: Any) -> None:
    page = StandardPageFactory(title="Om <oss>", lead='"En" & annan')
    translate(page, "fi")
    image = publish(page, commit)
    assert image is not None
    tags = tags_of(page)
    assert {name: value for name, value in tags.items() if name.startswith(("og:", "twitter:"))} == {
        "og:site_name": "Klash",
        "og:type": "website",
        "og:title": "Om <oss>",
        "og:description": '"En" & annan',
        "og:url": page.full_url,
        "og:locale": "sv_FI",
        "og:locale:alternate": "fi_FI",
        "og:image": page.full_url.replace(page.url, image.file.url),
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Om <oss>",
        "twitter:card": "summary_large_image",
    }


def test_a_page_without_a_picture_names_none() -> None:
    tags = tags_of(StandardPageFactory())
    assert "og:image" not in tags
    assert tags["twitter:card"] == "summary"


@pytest.mark.parametrize(("query", "kept"), [("", ""), ("?utm=x", ""), ("?page=2&utm=x", "?page=2"), ("?theme=a", "")])
def test_the_canonical_address_has_no_parameters_but_the_number_of_the_lists_page(query: str, kept: str) -> None:
    page = NewsIndexPageFactory()
    NewsPageFactory.create_batch(21 if kept else 1, parent=page)
    tree = html.fromstring(Client().get(f"{page.url}{query}").content)
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{page.full_url}{kept}"]


def test_a_news_item_is_a_news_article_with_its_publisher_and_its_path() -> None:
    PartnerPageFactory(title="Organiser", website="https://example.org/", role=PartnerPage.Role.ORGANISER)
    news = NewsPageFactory(title="Nytt", lead="Lead", date=date(2020, 1, 23), parent__title="Nyheter")
    data = data_of(news)
    assert data.keys() == {"NewsArticle", "BreadcrumbList"}
    assert data["NewsArticle"] == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": news.full_url,
        "inLanguage": "sv",
        "headline": "Nytt",
        "datePublished": "2020-01-23",
        "description": "Lead",
        "publisher": {"@type": "Organization", "name": "Organiser", "url": "https://example.org/"},
    }
    assert data["BreadcrumbList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Start", "item": home().full_url},
        {"@type": "ListItem", "position": 2, "name": "Nyheter", "item": news.get_parent().full_url},
        {"@type": "ListItem", "position": 3, "name": "Nytt"},
    ]


def test_the_home_page_is_the_web_site_and_a_contest_is_no_event() -> None:
    assert data_of(home()).keys() == {"WebSite"}
    assert data_of(ContestPageFactory()).keys() == set()
    assert data_of(ChallengePageFactory()).keys() == {"BreadcrumbList"}


def test_nothing_people_write_can_end_the_data() -> None:
    evil = "</script><script>alert(1)</script><!--"
    news = NewsPageFactory(title=evil, slug="evil", lead=evil, parent__title=evil, parent__slug="list")
    text = Client().get(news.url).content.decode()
    assert "<script>" not in text
    assert text.count("<script") == text.count("</script>") == 2
    assert data_of(news)["NewsArticle"]["headline"] == evil


def test_a_draft_in_preview_says_nothing_of_the_kind() -> None:
    page = NewsPageFactory()
    assert "og:title" not in page.make_preview_request().rendered_content
