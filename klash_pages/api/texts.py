"""Pages of plain text and the accessibility statement. They are found by their address."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from klash_pages.api import pages
from klash_pages.api.blocks import Body, DeficiencyBlock, Streams
from klash_pages.api.reading import Reading
from klash_pages.api.schemas import PageCard, RichText, Status, Whole
from klash_pages.models import AccessibilityStatementPage, SiteSettings, StandardPage


class Standard(Whole, PageCard):
    """A page of plain text."""

    type: Literal["standard"]
    body: Body
    shows_contact: bool


class AccessibilityStatement(Whole, PageCard):
    """How accessible a service is, and where to complain."""

    type: Literal["accessibility_statement"]
    service: str
    conformance: Status
    deficiencies: list[DeficiencyBlock]
    alternative: RichText
    feedback_email: str
    authority: str
    authority_url: str
    assessment: RichText
    assessed_on: dt.date
    stated_on: dt.date


def standard(page: StandardPage, reading: Reading) -> Standard:
    """Return a page of plain text."""
    return Standard(
        **pages.card(page, reading),
        **pages.whole(page, reading),
        body=Streams(reading, page.body).describe(page.body),
        shows_contact=page.shows_contact,
    )


def accessibility_statement(page: AccessibilityStatementPage, reading: Reading) -> AccessibilityStatement:
    """Return an accessibility statement."""
    streams = Streams(reading, page.deficiencies, texts=[page.alternative, page.assessment])
    return AccessibilityStatement(
        **pages.card(page, reading),
        **pages.whole(page, reading),
        service=page.service,
        conformance=Status(key=page.conformance, text=page.get_conformance_display()),
        deficiencies=streams.describe(page.deficiencies),
        alternative=streams.links.write(page.alternative),
        feedback_email=page.feedback_email or SiteSettings.for_site(reading.site).contact_email,
        authority=page.authority,
        authority_url=page.authority_url,
        assessment=streams.links.write(page.assessment),
        assessed_on=page.assessed_on,
        stated_on=page.stated_on,
    )
