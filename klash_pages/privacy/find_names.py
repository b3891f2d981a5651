"""Where text that people wrote is kept, and in which of these places the name of a person still stands.

Public pages, their drafts and earlier versions, images and documents, records, comments, the log, and the copies that
wagtail-localize keeps of every text it translates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision

from klash_pages.localization.stored_texts import stored_texts
from klash_pages.models import Person, SharingImage
from klash_pages.values.name_matching import Name, fold, texts

#: What is an address or the name of a file: it is told, and rewritten by nobody but the editor.
ADDRESSES = frozenset({"slug", "url_path", "path", "file"})
_UNTOLD = frozenset({"url_path", "path", "draft_title"})
_EXCERPT = 40


class Kind(models.TextChoices):
    """What holds a text."""

    LIVE = "live", _("Public page")
    DRAFT = "draft", _("Draft")
    EARLIER = "earlier", _("Earlier version")
    IMAGE = "image", _("Image")
    DOCUMENT = "document", _("Document")
    RECORD = "record", _("Register entry")
    COMMENT = "comment", _("Comment")
    TRANSLATION = "translation", _("Text kept for translation")
    LOG = "log", _("Log")


@dataclass(frozen=True)
class Holder:
    """One stored thing with its texts, and how to store it rewritten; None where only an editor can."""

    kind: Kind
    title: str
    content: Any = field(repr=False)
    language: str = ""
    url: str = ""
    when: datetime | None = None
    instance: models.Model | None = field(default=None, repr=False)
    write: Callable[[Any], None] | None = field(default=None, repr=False)
    model: type[models.Model] | None = None
    #: It repeats what another holder says, and is rewritten with it but not told.
    is_copy: bool = False


@dataclass(frozen=True)
class Place:
    """A text in which a name still stands."""

    holder: Holder
    label: str
    excerpt: str
    is_certain: bool


# What holds texts


def _write_page(page: Page, new: dict[str, Any]) -> None:
    """Write what changed of a page's own row and of its children's; its other versions are holders of their own."""
    old = page.serializable_data()
    for name, value in new.items():
        if value == old.get(name):
            continue
        model_field = page._meta.get_field(name)
        if isinstance(model_field, models.Field):
            setattr(page, name, model_field.to_python(_short(model_field, value)))
        elif model_field.related_model is not None:
            _write_children(model_field.related_model, old[name], value)
    page.save(clean=False)


def _short(model_field: models.Field[Any, Any], value: Any) -> Any:
    """What stands in place of a name can be longer than the name."""
    return value[: model_field.max_length] if isinstance(value, str) and model_field.max_length else value


def _write_children(model: Any, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    for before, after in zip(old, new, strict=True):
        changed = {
            name: _short(model._meta.get_field(name), after[name]) for name in after if after[name] != before[name]
        }
        if changed:
            model._default_manager.filter(pk=after["pk"]).update(**changed)


def _pages(url_of: Callable[[Any], str]) -> Iterator[Holder]:
    for page in Page.objects.filter(depth__gt=1).select_related("locale").order_by("path").specific():
        yield Holder(
            Kind.LIVE if page.live else Kind.DRAFT,
            page.get_admin_display_title(),
            page.serializable_data(),
            page.locale.language_code,
            url_of(page),
            page.last_published_at,
            page,
            partial(_write_page, page),
            type(page),
        )


def _write_revision(revision: Revision, is_latest: bool, page_id: int | None, new: dict[str, Any]) -> None:
    title = str(new.get("title", revision.object_str))
    Revision.objects.filter(pk=revision.pk).update(content=new, object_str=title)
    if is_latest and page_id is not None:
        Page.objects.filter(pk=page_id).update(draft_title=title[:255])


def _revisions() -> Iterator[Holder]:
    pages = {
        str(page.pk): page for page in Page.objects.filter(depth__gt=1).select_related("locale").defer_streamfields()
    }
    page_revisions = set(Revision.page_revisions.values_list("pk", flat=True))
    for revision in Revision.objects.select_related("content_type").order_by("-pk").iterator(chunk_size=200):
        page = pages.get(revision.object_id) if revision.pk in page_revisions else None
        is_latest = page is not None and page.latest_revision_id == revision.pk
        if page is not None and page.live and revision.pk == page.live_revision_id:
            kind = Kind.LIVE
        elif is_latest or revision.approved_go_live_at:
            kind = Kind.DRAFT
        else:
            kind = Kind.EARLIER
        url = ""
        if page is not None:
            url = reverse("wagtailadmin_pages:edit" if is_latest else "wagtailadmin_pages:history", args=[page.pk])
        yield Holder(
            kind,
            revision.object_str,
            revision.content,
            page.locale.language_code if page is not None else "",
            url,
            revision.created_at,
            page,
            partial(_write_revision, revision, is_latest, page.pk if page is not None else None),
            revision.content_type.model_class(),
            is_copy=kind == Kind.LIVE,
        )


def _text_fields(model: type[models.Model]) -> list[str]:
    kinds = (models.CharField, models.TextField, models.FileField)
    return [
        model_field.name
        for model_field in model._meta.concrete_fields
        if isinstance(model_field, kinds) and not model_field.choices
    ]


def _write_row(row: models.Model, new: dict[str, Any]) -> None:
    for name, value in new.items():
        if name not in ADDRESSES:
            setattr(row, name, _short(row._meta.get_field(name), value))  # type: ignore[arg-type]
    # All of it: what is kept elsewhere of a row, such as the search index, follows from saving it.
    row.save()


def _rows(model: type[models.Model], kind: Kind, url_of: Callable[[Any], str], *, may_write: bool) -> Iterator[Holder]:
    names = _text_fields(model)
    for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
        content = {name: str(getattr(row, name) or "") for name in names}
        write = partial(_write_row, row) if may_write else None
        yield Holder(kind, str(row), content, "", url_of(row), None, row, write, model)


def _records(url_of: Callable[[Any], str]) -> Iterator[Holder]:
    for model in apps.get_app_config("klash_pages").get_models():
        if not issubclass(model, Page) and model not in (Person, SharingImage):
            yield from _rows(model, Kind.RECORD, url_of, may_write=False)


def _comments() -> Iterator[Holder]:
    for model in (Comment, CommentReply):
        for row in model.objects.order_by("pk"):
            yield Holder(Kind.COMMENT, "", {"text": row.text}, write=partial(_write_row, row), model=model)


def _write_log(row: Any, new: dict[str, Any]) -> None:
    type(row).objects.filter(pk=row.pk).update(**new)


def _log() -> Iterator[Holder]:
    for model in (PageLogEntry, ModelLogEntry):
        for row in model.objects.order_by("pk").iterator(chunk_size=500):
            content = {"label": row.label, "data": row.data}
            write = partial(_write_log, row)
            yield Holder(Kind.LOG, row.label, content, when=row.timestamp, write=write, model=model)


def _translations() -> Iterator[Holder]:
    for text in stored_texts():
        yield Holder(Kind.TRANSLATION, text.label, text.content, text.language, write=text.write)


def holders(user: Any = None) -> Iterator[Holder]:
    """Return everything that holds text, with the addresses under which this user can edit it."""
    finder = AdminURLFinder(user)

    def url_of(instance: Any) -> str:
        return finder.get_edit_url(instance) or ""

    yield from _pages(url_of)
    yield from _revisions()
    yield from _rows(get_image_model(), Kind.IMAGE, url_of, may_write=True)
    yield from _rows(get_document_model(), Kind.DOCUMENT, url_of, may_write=True)
    yield from _records(url_of)
    yield from _comments()
    yield from _translations()
    yield from _log()


# Where the names stand


def hidden_people() -> list[Person]:
    """Return the people whose name may not be shown, without those whose namesake may be."""
    shown = {fold(name) for name in Person.objects.shown().values_list("name", flat=True)}
    return [person for person in Person.objects.hidden() if fold(person.name) not in shown]


def _label(holder: Holder, path: tuple[str, ...]) -> str:
    """What an editor calls a field."""
    words = []
    if path and holder.model is not None:
        try:
            words.append(capfirst(str(holder.model._meta.get_field(path[0]).verbose_name)))  # type: ignore[union-attr]
        except (LookupError, AttributeError):
            words.append(path[0])
    known = {
        "alt_text": gettext("Alternative text"),
        "caption": gettext("Caption"),
        "credit": gettext("Credit"),
        "name": gettext("Name"),
        "title": gettext("Title"),
    }
    if len(path) > 1 and path[-1] in known:
        words.append(known[path[-1]])
    return " › ".join(words)


def places(people: Iterable[Person], user: Any = None) -> dict[Person, list[Place]]:
    """Return where the names of these people stand."""
    names = {person: Name(person.name) for person in people}
    found: dict[Person, list[Place]] = {person: [] for person in names}
    for holder in holders(user) if names else ():
        if holder.is_copy:
            continue
        for path, text in texts(holder.content):
            if path and path[0] in _UNTOLD:
                continue
            folded = fold(text)
            for person, name in names.items():
                if not name.might_stand_in(folded):
                    continue
                matches = name.find(text)
                if matches:
                    first = next((match for match in matches if match.is_certain), matches[0])
                    start, end = max(0, first.start - _EXCERPT), first.end + _EXCERPT
                    excerpt = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
                    found[person].append(Place(holder, _label(holder, path), excerpt, first.is_certain))
    return found
