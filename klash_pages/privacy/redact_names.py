"""Takes a name that may not be shown out of drafts, earlier versions and titles, and of public text when asked to."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from klash_pages.models import Person
from klash_pages.plumbing import page_cache
from klash_pages.privacy.find_names import ADDRESSES, Holder, Kind, hidden_people, holders
from klash_pages.values.name_matching import Name, rewritten

ACTION = "klash_pages.redact_name"
PERMISSION = "klash_pages.change_person"


def words_in(language: str) -> str:
    """What stands where a name stood, in the language of the text."""
    with translation.override(language or settings.LANGUAGE_CODE):
        return gettext("[name removed]")


def _may_rewrite(holder: Holder, user: Any, *, also_public: bool) -> bool:
    """Public text is rewritten only when asked for, and only by somebody who may publish the page."""
    if holder.write is None:
        return False
    if holder.kind != Kind.LIVE:
        return True
    return (
        also_public
        and isinstance(holder.instance, Page)
        and bool(holder.instance.permissions_for_user(user).can_publish())
    )


def redact(person: Person, user: Any, *, also_public: bool = False) -> Counter[Kind]:
    """Put "[name removed]" in place of a person's name, all of it or nothing, and return how much was rewritten.

    Addresses and files keep their names, and the surname alone is left to the editor.

    Raises:
        PermissionDenied: the user may not change people.
        ValidationError: the name may be shown, so it stands there rightly.
    """
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    with transaction.atomic():
        if person not in hidden_people():
            raise ValidationError(_("This name may be shown. Write a day of removal first."))
        name, rewrites = Name(person.name), Counter[Kind]()
        for holder in holders(user):
            if not _may_rewrite(holder, user, also_public=also_public):
                continue
            words = words_in(holder.language)
            new = rewritten(holder.content, lambda text, words=words: name.redact(text, words), ADDRESSES)  # type: ignore[misc]
            if new != holder.content and holder.write is not None:
                holder.write(new)
                rewrites[holder.kind] += 0 if holder.is_copy else 1
        log(
            person,
            ACTION,
            user=user,
            # The log would otherwise keep the name.
            title=f"{person._meta.verbose_name} {person.pk}",
            data={"rewritten": {kind.value: number for kind, number in rewrites.items()}, "public": also_public},
        )
        page_cache.empty()
    return rewrites
