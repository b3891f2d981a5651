"""Factories of all page types. Pages are Swedish, live and below the Swedish home page; teams and awards are drafts.

`AwardPageFactory(published=True)` releases the award and its team in three languages through the real release rules.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
import wagtail_factories
from wagtail.models import Locale, Page, Site

from klash_pages.models import (
    AccessibilityStatementPage,
    AwardPage,
    ChallengeIndexPage,
    ChallengePage,
    ContestIndexPage,
    ContestPage,
    HomePage,
    MunicipalityIndexPage,
    NewsIndexPage,
    NewsPage,
    PartnerIndexPage,
    PartnerPage,
    ProblemIndexPage,
    ResultIndexPage,
    SearchPage,
    StandardPage,
    TeamIndexPage,
    TeamMember,
    TeamPage,
)
from klash_pages.publication.releases import release_now
from tests.factories.records import MunicipalityFactory
from tests.factories.translations import TARGET_LANGUAGES, translate
from tests.factories.users import AdminFactory


def locale(language: str = "sv") -> Locale:
    """The locale of a language; the site's migration makes all three."""
    return Locale.objects.get(language_code=language)


def home(language: str = "sv") -> HomePage:
    """The home page of a language; the site's migration makes all three."""
    swedish = Site.objects.get(is_default_site=True).root_page
    return HomePage.objects.get(translation_key=swedish.translation_key, locale__language_code=language)


def body(text: str) -> list[tuple[str, str]]:
    """A body of one paragraph."""
    return [("text", f"<p>{text}</p>")]


class KlashPageFactory(wagtail_factories.PageFactory):
    """What all page factories share."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Page {number}")
    lead = factory.LazyAttribute(lambda page: f"Lead of {page.title}")
    locale = factory.LazyFunction(locale)
    parent = factory.LazyFunction(home)

    @classmethod
    def _create_instance(cls, model_class: type[Any], parent: Page, kwargs: dict[str, Any]) -> Any:
        # treebeard counts children on the object it is asked through, which the test may have had for a while.
        parent.refresh_from_db(fields=["path", "depth", "numchild"])
        return super()._create_instance(model_class, parent, kwargs)


class ContestIndexPageFactory(KlashPageFactory):
    """The list of contests."""

    class Meta:
        model = ContestIndexPage


class ContestPageFactory(KlashPageFactory):
    """A contest directly below the home page."""

    class Meta:
        model = ContestPage


class ChallengeIndexPageFactory(KlashPageFactory):
    """The list of challenges."""

    class Meta:
        model = ChallengeIndexPage


class ChallengePageFactory(KlashPageFactory):
    """A challenge that is closed; with `decided=True` the jury record is locked and the contest decision made."""

    class Meta:
        model = ChallengePage

    class Params:
        decided = factory.Trait(
            jury_record_signed_on=date(2020, 1, 20),
            jury_record_signers="Juror One\nJuror Two",
            contest_decision_on=date(2020, 1, 22),
            contest_decision_number="§ 1",
        )

    parent = factory.SubFactory(ContestPageFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    question = "How do we get there?"
    opens_on = date(2019, 4, 11)
    closes_on = date(2019, 6, 18)


class TeamIndexPageFactory(KlashPageFactory):
    """The list of teams."""

    class Meta:
        model = TeamIndexPage


class TeamPageFactory(KlashPageFactory):
    """A team that waits, as a draft, for its challenge to be decided: `TeamPageFactory(members=[person])`."""

    class Meta:
        model = TeamPage
        skip_postgeneration_save = True

    parent = factory.SubFactory(ChallengePageFactory)
    live = False

    @factory.post_generation
    def members(self: TeamPage, create: bool, people: list[Any] | None, **_kwargs: Any) -> None:
        """Make these people members, in order."""
        if create and people:
            for number, person in enumerate(people):
                self.members.add(TeamMember(person=person, sort_order=number))
            self.save()


class AwardPageFactory(KlashPageFactory):
    """A draft award with its draft team; with `published=True` both are released in all languages."""

    class Meta:
        model = AwardPage
        skip_postgeneration_save = True

    parent = factory.SubFactory(ChallengePageFactory, decided=True)
    team = factory.SubFactory(TeamPageFactory, parent=factory.SelfAttribute("..parent"))
    announced_on = date(2020, 1, 23)
    live = False

    @factory.post_generation
    def published(self: AwardPage, create: bool, wanted: bool | None, **_kwargs: Any) -> None:
        """Release the award."""
        if create and wanted:
            make_ready(self)
            self.save_revision()
            release_now([self.translation_key], AdminFactory())
            self.refresh_from_db()
            self.team.refresh_from_db()


def make_ready(award: AwardPage, languages: tuple[str, ...] = TARGET_LANGUAGES) -> None:
    """Translate an award and its team, as drafts, so that only the release is left to do."""
    for language in languages:
        translate(award.team, language, same=True)
        translate(award, language, same=True)


class ResultIndexPageFactory(KlashPageFactory):
    """The list of results."""

    class Meta:
        model = ResultIndexPage


class SearchPageFactory(KlashPageFactory):
    """The search."""

    class Meta:
        model = SearchPage


class PartnerIndexPageFactory(KlashPageFactory):
    """The list of partners."""

    class Meta:
        model = PartnerIndexPage


class PartnerPageFactory(KlashPageFactory):
    """A partner."""

    class Meta:
        model = PartnerPage

    parent = factory.SubFactory(PartnerIndexPageFactory)


class NewsIndexPageFactory(KlashPageFactory):
    """The list of news."""

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(KlashPageFactory):
    """A news item."""

    class Meta:
        model = NewsPage

    parent = factory.SubFactory(NewsIndexPageFactory)
    date = date(2020, 1, 23)


class StandardPageFactory(KlashPageFactory):
    """A page of plain text."""

    class Meta:
        model = StandardPage


class AccessibilityStatementPageFactory(KlashPageFactory):
    """An accessibility statement without known deficiencies."""

    class Meta:
        model = AccessibilityStatementPage

    service = "The site"
    conformance = AccessibilityStatementPage.Conformance.PARTIAL
    authority = "The authority"
    authority_url = "https://authority.example/"
    assessment = "<p>Our own test</p>"
    assessed_on = date(2026, 1, 10)
    stated_on = date(2026, 1, 12)


class ProblemIndexPageFactory(KlashPageFactory):
    """The list of problems."""

    class Meta:
        model = ProblemIndexPage

    title = "Problem"
    slug = "problem"


class MunicipalityIndexPageFactory(KlashPageFactory):
    """The list of municipalities."""

    class Meta:
        model = MunicipalityIndexPage

    title = "Kommuner"
    slug = "kommuner"
