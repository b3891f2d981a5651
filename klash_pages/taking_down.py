"""Takes a page down, or deletes it, as a whole: all its languages and everything below them, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet, RestrictedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from klash_pages import keeping, resting
from klash_pages.models import AwardPage, HomePage, PartnerPage, PartnerRole, Problem, TeamPage

TAKEN_DOWN = "klash_pages.take_down"
DELETED = "klash_pages.delete_everywhere"
User = Any  # The host site chooses its user model.


class TakeDownRefusedError(PermissionDenied):
    """Something stands in the way of taking a page down or deleting it; each sentence names one thing."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def uses(page: Page) -> Iterator[str]:
    """Say what rests on a page: awards of the team, contests that name the partner, problems of what is above them."""
    if page.specific_class is TeamPage:
        for award in dict.fromkeys(AwardPage.objects.filter(team=page.pk).values_list("title", flat=True)):
            yield _("“%(team)s” cannot be deleted: it is the team of the award “%(award)s”.") % {
                "team": page.title,
                "award": award,
            }
    if page.specific_class is PartnerPage:
        roles = PartnerRole.objects.filter(partner=page.pk).select_related("page")
        for contest in dict.fromkeys(role.page.title for role in roles):
            yield _("“%(partner)s” cannot be deleted: it is a partner of %(contest)s. Remove it there first.") % {
                "partner": page.title,
                "contest": contest,
            }
    below = Q(contest__path__startswith=page.path) | Q(challenge__path__startswith=page.path)
    if Problem.objects.filter(below).exists():
        yield _("Problems belong to “%(title)s”. It cannot be deleted.") % {"title": page.title}


@dataclass(frozen=True)
class Whole:
    """A page in all its languages, with everything below each of them."""

    page: Page

    @cached_property
    def languages(self) -> list[Page]:
        """The page's own language versions, in tree order."""
        return list(Page.objects.filter(translation_key=self.page.translation_key).order_by("path"))

    def pages(self) -> Any:
        """Everything that belongs to it, aliases included, in tree order."""
        below = Q(pk__in=())  # nothing, if the page is gone meanwhile
        for version in self.languages:
            below |= Q(path__startswith=version.path)
        own = Page.objects.filter(below)
        return Page.objects.filter(below | Q(alias_of__in=own)).order_by("path")

    @cached_property
    def public(self) -> list[Page]:
        """What readers can see of it now."""
        return list(self.pages().live().select_related("locale").specific())

    @cached_property
    def awards(self) -> list[AwardPage]:
        """The released awards that have to be taken back first, one language of each: those of it and of its teams."""
        return self._awards(AwardPage.objects.live())

    def released(self) -> list[AwardPage]:
        """The awards of it and of its teams that have ever been released, one language of each."""
        return self._awards(AwardPage.objects.filter(Q(live=True) | Q(first_published_at__isnull=False)))

    def _awards(self, awards: QuerySet[AwardPage]) -> list[AwardPage]:
        keys = self.pages().values("translation_key")
        found = awards.filter(Q(translation_key__in=keys) | Q(team__translation_key__in=keys)).order_by("path")
        return list({award.translation_key: award for award in reversed(found)}.values())

    def against(self, user: User) -> list[str]:
        """Say what stands in the way of taking it down."""
        kind = self.page.specific_class
        if issubclass(kind, HomePage):
            return [_("A home page is not taken down here: the whole site would go. Ask whoever runs the server.")]
        if issubclass(kind, keeping.LISTS) and not user.is_superuser:
            return [_("A list is taken down by an administrator: menus and links of every language lead to it.")]
        if not all(page.permissions_for_user(user).can_unpublish() for page in self.public):
            return [_("You may not unpublish all of these pages.")]
        return [_("“%(title)s” is a released award. Take it back first.") % {"title": it.title} for it in self.awards]

    def against_deletion(self, user: User) -> list[str]:
        """Say what stands in the way of deleting it. Only what no reader sees is deleted."""
        if self.public:
            return [_("It is public. Take it down first.")]
        if found := self.against(user):
            return found
        if not all(version.permissions_for_user(user).can_delete() for version in self.languages):
            return [_("You may not delete all of these pages.")]
        return [
            *(keeping.never_deleted(award) for award in self.released()),
            *(sentence for version in self.languages for sentence in uses(version)),
        ]


def _required(reason: str) -> str:
    if not reason.strip():
        raise TakeDownRefusedError([_("Write the reason. It is kept in the page's history.")])
    return reason.strip()


def take_down(page: Page, user: User, reason: str) -> int:
    """Make a page disappear in all its languages with everything below it, and return how many pages readers lost.

    Raises:
        TakeDownRefusedError: there is no reason, or something stands in the way; nothing has changed.
    """
    reason = _required(reason)
    with transaction.atomic():
        whole = Whole(page)
        list(Page.objects.select_for_update().filter(translation_key=page.translation_key).order_by("pk"))
        if found := whole.against(user):
            raise TakeDownRefusedError(found)
        with keeping.going(whole.pages().values_list("translation_key", flat=True)):
            for public in whole.public:
                # An alias has gone with its source.
                if Page.objects.filter(pk=public.pk, live=True).exists():
                    public.unpublish(user=user)
                log(instance=public, action=TAKEN_DOWN, user=user, data={"reason": reason})
        # What waits for a day of its own would come back alone.
        waiting = Revision.page_revisions.filter(
            object_id__in=[str(pk) for pk in whole.pages().values_list("pk", flat=True)]
        )
        waiting.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    return len(whole.public)


def delete(page: Page, user: User, reason: str) -> int:
    """Delete a page that no reader sees, in all its languages with everything below; return how many pages went.

    Raises:
        TakeDownRefusedError: there is no reason, or something stands in the way; nothing has changed.
        PermissionDenied: another app keeps one of the pages.
    """
    reason = _required(reason)
    with transaction.atomic():
        whole = Whole(page)
        list(Page.objects.select_for_update().filter(translation_key=page.translation_key).order_by("pk"))
        if found := whole.against_deletion(user):
            raise TakeDownRefusedError(found)
        pages = list(whole.pages().specific())
        for gone in pages:
            log(instance=gone, action=DELETED, user=user, deleted=True, data={"reason": reason})
        try:
            with keeping.going(gone.translation_key for gone in pages):
                # In one go: a translated award rests on the team of the source language.
                Page.objects.filter(pk__in=[version.pk for version in whole.languages]).delete()
        except (ProtectedError, RestrictedError) as error:
            raise TakeDownRefusedError([resting.refusal(page.title, error)]) from error
    return len(pages)
