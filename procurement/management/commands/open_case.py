"""`manage.py open_case AWARD`: opens the procurement case of an award."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from klash_pages.models import AwardPage
from procurement.actions.open_case import open_case
from procurement.management.acting_user import acting_user, add_user_argument
from procurement.permissions import NotAllowedError


class Command(BaseCommand):
    """Opens a case, or names the one there is."""

    help = (
        "Opens the procurement case of an award, which is named by page id or URL path: slugs repeat across languages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("award", help="page id, or URL path such as /sv/tavlingar/…/vinnare-rapida/")
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the case and print its number."""
        try:
            case = open_case(find_award(options["award"]), acting_user(options["user"]))
        except NotAllowedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(case.pk))


def find_award(address: str) -> AwardPage:
    """Return an award by page id or URL path.

    Raises:
        CommandError: there is none.
    """
    if address.isdecimal():
        award = AwardPage.objects.filter(pk=int(address)).first()
    else:
        paths = {f"/{address.strip('/')}/"}
        award = next(
            (page for page in AwardPage.objects.all() if page.get_url_parts() and page.get_url_parts()[2] in paths),
            None,
        )
    if award is None:
        raise CommandError(f"There is no award at “{address}”.")
    return award
