"""The lineage of a contest as a table for spreadsheets: how many there were at each step, how many are named."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from klash_pages.lists.cards import award_cards, challenge_cards
from klash_pages.lists.lineage import lineage
from klash_pages.models import AwardPage, ChallengePage, ContestPage
from klash_pages.plumbing import page_cache
from klash_pages.plumbing.public_page import public_page


def lineage_table(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the steps of the contest at a path, as CSV in UTF-8 with the mark that spreadsheets look for."""
    contest = public_page(request, path, ContestPage)
    page_cache.keep(request)
    steps = lineage(
        contest,
        challenge_cards(ChallengePage.objects.live().public().child_of(contest).order_by("path")),
        award_cards(AwardPage.objects.live().public().descendant_of(contest).order_by("path")),
        contest.stages,
    )
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow([gettext("Step"), gettext("Number in all"), gettext("Named here")])
    writer.writerows([step.noun, step.number, step.named] for step in steps)
    response = HttpResponse(f"\ufeff{table.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{contest.slug}-lineage.csv"'
    return response
