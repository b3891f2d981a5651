"""The one route of a preview, mounted with the API in `klash_pages.api.urls`."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.views.decorators.cache import cache_control
from ninja import Router
from ninja.decorators import decorate_view
from ninja.errors import HttpError
from wagtail.api.rich_text import RichTextOutputFormat
from wagtail.api.v3.errors import ProblemDetail
from wagtail.api.v3.routers.pages import PageDetailSchema

from klash_pages.previewing.tokens import NoSuchPreviewError, PreviewExpiredError, page_of

router = Router(tags=["preview"])


@router.get(
    "/",
    response={200: PageDetailSchema, 404: ProblemDetail, 410: ProblemDetail, 422: ProblemDetail},
    url_name="klash_preview",
    operation_id="klash_preview",
    summary="Read the unpublished page that an editor looks at",
    auth=None,
)
@decorate_view(cache_control(private=True, no_store=True))
def preview(
    request: HttpRequest,  # noqa: ARG001 - ninja hands it over
    token: str,
    rich_text_format: RichTextOutputFormat | None = None,  # noqa: ARG001 - read when the page is written out
) -> Any:
    """Answer with the one page that the token stands for, as it is in the editor; nothing may keep the answer."""
    try:
        return page_of(token)
    except PreviewExpiredError as error:
        raise HttpError(410, "The preview is too old. Open it again in the editor.") from error
    except NoSuchPreviewError as error:
        raise Http404("There is no such preview.") from error
