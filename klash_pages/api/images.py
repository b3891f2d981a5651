"""Images as front ends need them: sizes with their dimensions, a srcset, and what must stay in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.storage import default_storage
from wagtail.images import get_image_model
from wagtail.models import Page

from klash_pages.api.reading import Reading
from klash_pages.api.schemas import FocalPoint, Image, Rendition, SharingPicture
from klash_pages.sharing.drawing import HEIGHT, WIDTH

#: The sizes that the site's own templates show, so that no other files need to be made.
FIGURE = ("width-480", "width-960", "width-1440")
PHOTO = ("fill-640x360", "fill-1280x720", "fill-1920x1080")


def gather(ids: Iterable[int], specs: tuple[str, ...]) -> dict[int, Any]:
    """Return images by id with their renditions, in two queries."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = get_image_model().objects.filter(pk__in=wanted).prefetch_renditions(*specs)
    return {image.pk: image for image in found}


def _focal_point(image: Any) -> FocalPoint | None:
    if not image.has_focal_point():
        return None
    width, height = image.width, image.height
    return FocalPoint(
        x=round(image.focal_point_x / width, 4),
        y=round(image.focal_point_y / height, 4),
        width=round(image.focal_point_width / width, 4),
        height=round(image.focal_point_height / height, 4),
    )


def describe(image: Any, specs: tuple[str, ...], reading: Reading, alt: str) -> Image | None:
    """Return an image in these sizes; None if its file is lost."""
    made = image.get_renditions(*specs)
    renditions: list[Rendition] = []
    for spec in specs:
        one = made[spec]
        rendition = Rendition(url=reading.absolute(one.url), width=one.width, height=one.height)
        # A small image is not made larger: its sizes are all the same.
        if not any(known.width == rendition.width for known in renditions):
            renditions.append(rendition)
    largest = max(renditions, key=lambda rendition: rendition.width)
    return Image(
        url=largest.url,
        width=largest.width,
        height=largest.height,
        alt=alt,
        focal_point=_focal_point(image),
        srcset=", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions),
        renditions=renditions,
    )


def alt_of(value: Mapping[str, Any]) -> str:
    """Return the alternative text of an image as it stands in a stream."""
    return "" if value.get("decorative") else str(value.get("alt_text") or "")


def sharing_picture(page: Page, reading: Reading) -> SharingPicture | None:
    """Return the sharing image of a page that was asked for together with its file."""
    name = getattr(page, "sharing_file", None)
    if not name:
        return None
    return SharingPicture(url=reading.absolute(default_storage.url(name)), width=WIDTH, height=HEIGHT)
