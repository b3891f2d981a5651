"""The sharing image of a live page: what it shows, and that it is stored, replaced and removed with the page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import translation
from django_tasks import task
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from klash_pages.lists.cards import Mark
from klash_pages.localization.partial_dates import write_date
from klash_pages.models import AwardPage, ChallengePage, ContestPage, HomePage, NewsPage, SharingImage
from klash_pages.models.base import KlashPage
from klash_pages.publication.following import followed
from klash_pages.sharing.drawing import Picture, draw

FOLDER = "sharing/"


def picture_of(page: KlashPage) -> Picture:
    """Return what the sharing image of a page shows, in the page's language."""
    trail = list(page.get_ancestors(inclusive=True).order_by("path"))
    contests = [above for above in trail if above.specific_class is ContestPage]
    challenges = [above for above in trail if above.specific_class is ChallengePage]
    if not challenges and isinstance(page, HomePage | ContestPage):
        challenges = list(ChallengePage.objects.live().descendant_of(page).order_by("path")[:6])
    day = {AwardPage: "announced_on", NewsPage: "date"}.get(type(page))
    with translation.override(page.locale.language_code):
        small = [above.title for above in contests if above.pk != page.pk]
        if day is not None:
            small.append(write_date(getattr(page, day)))
    return Picture(
        page.title,
        " · ".join(small),
        tuple(Mark.of(challenge.path).hue for challenge in challenges),
        isinstance(page, AwardPage),
        _photo(page),
    )


def _photo(page: KlashPage) -> bytes | None:
    """The photo that an editor chose for a challenge; other pages have none."""
    if not isinstance(page, ChallengePage) or not page.photo:
        return None
    with page.photo[0].value["image"].open_file() as file:
        content: bytes = file.read()
    return content


def redraw(page_id: int) -> bool:
    """Draw a page's image anew, or remove it if not everybody may read the page; return whether it has one."""
    page = Page.objects.live().public().filter(pk=page_id).first()
    page = page.specific if page is not None else None
    if not isinstance(page, KlashPage):
        SharingImage.objects.filter(pk=page_id).delete()
        return False
    content = draw(picture_of(page))
    name = f"{FOLDER}{hashlib.sha256(content).hexdigest()[:32]}.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    before = SharingImage.objects.filter(pk=page_id).values_list("file", flat=True).first()
    if before != name:
        SharingImage.objects.update_or_create(page_id=page_id, defaults={"file": name})
        _drop(before)
    return True


def _drop(name: str | None) -> None:
    """Remove a file, once that is certain, unless another page has the same picture."""

    def remove() -> None:
        if name and not SharingImage.objects.filter(file=name).exists():
            default_storage.delete(name)

    transaction.on_commit(remove)


def all_pages() -> Iterator[int]:
    """Return the pages that should have an image."""
    yield from (page.pk for page in Page.objects.live().public() if issubclass(page.specific_class or Page, KlashPage))


@task()
def redraw_sharing_image(page_id: int) -> None:
    """Draw the sharing image of a page that was published."""
    redraw(page_id)


def _after_publishing(instance: Page, **_kwargs: Any) -> None:
    # Wagtail says "published" of a page that is only scheduled, too.
    if instance.live and isinstance(instance, KlashPage):
        transaction.on_commit(lambda: redraw_sharing_image.enqueue(instance.pk))


def _after_unpublishing(instance: Page, **_kwargs: Any) -> None:
    SharingImage.objects.filter(pk=instance.pk).delete()


def _after_delete(instance: SharingImage, **_kwargs: Any) -> None:
    _drop(instance.file.name)


def watch() -> None:
    """Connect drawing to publishing."""
    page_published.connect(_after_publishing, dispatch_uid="klash_pages.sharing")
    followed.connect(_after_publishing, dispatch_uid="klash_pages.sharing")
    page_unpublished.connect(_after_unpublishing, dispatch_uid="klash_pages.sharing")
    post_delete.connect(_after_delete, sender=SharingImage, dispatch_uid="klash_pages.sharing")
