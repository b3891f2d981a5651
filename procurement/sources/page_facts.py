"""What published pages and records say of an award, each fact with the page or record that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from klash_pages.models import AwardPage, ChallengePage, ContestPage, Municipality, NoticeReference, TeamPage
from procurement.facts import Fact, Facts, Localised, LocalisedList, Provenance, Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.entering import entered
from procurement.facts.model import Holder
from procurement.facts.text import clean
from procurement.languages import Language


def translations(page: Page) -> dict[Language, Any]:
    """Return a page in every language it has, by language."""
    rows = type(page).objects.filter(translation_key=page.translation_key).select_related("locale")
    return {Language(row.locale.language_code): row for row in rows if row.locale.language_code in set(Language)}


def titles(pages: Mapping[Language, Page]) -> Localised:
    """Return the titles of a page in its languages."""
    return Localised({language: page.title for language, page in pages.items()})


class Pages:
    """The pages and records around an award that hold facts, each looked up once."""

    def __init__(self, award: AwardPage) -> None:
        self.award = award
        self.challenge: ChallengePage = award.get_parent().specific
        self.contest: ContestPage = self.challenge.get_parent().specific

    @cached_property
    def contests(self) -> dict[Language, Any]:
        """The contest's page in each language."""
        return translations(self.contest)

    @cached_property
    def challenges(self) -> dict[Language, Any]:
        """The challenge's page in each language."""
        return translations(self.challenge)

    @cached_property
    def host(self) -> Municipality:
        """The host municipality."""
        return self.challenge.municipality

    @cached_property
    def notice(self) -> NoticeReference | None:
        """The first contest notice of the challenge."""
        notices = self.challenge.notices.filter(kind=NoticeReference.Kind.CONTEST)
        return notices.order_by("published_on", "pk").first()

    @cached_property
    def winners(self) -> list[TeamPage]:
        """All winning teams: in law each challenge is a contest of its own, and no other contest counts."""
        announced = AwardPage.objects.child_of(self.challenge).filter(live=True).values("team")
        teams = TeamPage.objects.filter(pk__in=announced) | TeamPage.objects.filter(pk=self.award.team_id)
        return list(teams.order_by("title"))

    @cached_property
    def _changed(self) -> dict[tuple[str, str], datetime]:
        """When the records were last changed in the editing screens, by their type and key."""
        wanted = Q(pk__in=())
        for record in (self.host, self.notice):
            if record is not None:
                wanted |= Q(content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk))
        rows = ModelLogEntry.objects.filter(wanted).values_list("content_type__model", "object_id")
        return {(model, key): day for model, key, day in rows.annotate(newest=Max("timestamp")).order_by()}

    def _of_record(self, kind: str, record: Model, title: str) -> tuple[Holder, ...]:
        changed = self._changed.get((str(record._meta.model_name), str(record.pk)))
        return (Holder(kind, record.pk, clean(title), changed_on=_day(changed)),)

    def holders(self, key: str) -> tuple[Holder, ...]:
        """Return what holds a fact: a page of each language where its words differ by language, otherwise one."""
        match key:
            case "contests" | "challenges":
                pages = getattr(self, key)
                return tuple(
                    _of_page(key[:-1], pages[language], language) for language in Language if language in pages
                )
            case "winners":
                return tuple(_of_page("team", team) for team in self.winners)
            case "host":
                names = dict.fromkeys((self.host.official_name_sv, self.host.official_name_fi))
                return self._of_record("municipality", self.host, " / ".join(names))
            case "notice":
                return self._of_record("notice", self.notice, self.notice.number) if self.notice else ()
        page = self.award.team if key == "team" else getattr(self, key)
        return (_of_page(key, page),)


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def _of_page(kind: str, page: Page, language: Language | None = None) -> Holder:
    """Return the page as it is live: its draft is another text, and holds no fact."""
    return Holder(
        kind,
        page.pk,
        clean(page.title),
        language=str(language or ""),
        revision=page.live_revision_id,
        published_on=_day(page.last_published_at) if page.live else "",
    )


@dataclass(frozen=True, slots=True)
class PageFact:
    """A fact that a page or record holds.

    Attributes:
        name: its name in the catalogue.
        holder: what holds it, as `Pages.holders` knows it.
        read: reads its value.
    """

    name: str
    holder: str
    read: Callable[[Pages], Value | None]


def _by_language(sv: str, fi: str) -> Localised:
    return Localised({Language.SV: sv, Language.FI: fi})


def _winners(pages: Pages) -> LocalisedList:
    names = tuple(team.title for team in pages.winners)
    return LocalisedList(dict.fromkeys(Language, names))


def _clause_source(pages: Pages) -> Localised:
    return Localised(dict.fromkeys(Language, pages.challenge.follow_on_clause_source))


def _record_date(pages: Pages) -> Value | None:
    return pages.challenge.jury_record_signed_on if pages.challenge.is_jury_record_locked else None


_FACTS: Final = (
    PageFact("contest.name", "contests", lambda pages: titles(pages.contests)),
    PageFact("challenge.title", "challenges", lambda pages: titles(pages.challenges)),
    PageFact("team.name", "team", lambda pages: pages.award.team.title),
    PageFact("award.announced_on", "award", lambda pages: pages.award.announced_on),
    PageFact("winners.names", "winners", _winners),
    PageFact("winners.several", "winners", lambda pages: len(pages.winners) > 1),
    PageFact("host.name", "host", lambda pages: _by_language(pages.host.official_name_sv, pages.host.official_name_fi)),
    PageFact("host.name_gen", "host", lambda pages: _by_language(pages.host.genitive_sv, pages.host.genitive_fi)),
    PageFact("host.name_in", "host", lambda pages: _by_language(pages.host.locative_sv, pages.host.locative_fi)),
    PageFact("notice.number", "notice", lambda pages: pages.notice.number if pages.notice else None),
    PageFact("notice.date", "notice", lambda pages: pages.notice.published_on if pages.notice else None),
    PageFact("notice.clause_text", "challenge", lambda pages: pages.challenge.follow_on_clause),
    PageFact("notice.clause_language", "challenge", lambda pages: pages.challenge.follow_on_clause_language or None),
    PageFact("notice.clause_source", "challenge", _clause_source),
    PageFact("jury.record_date", "challenge", _record_date),
    PageFact("contest_decision.date", "challenge", lambda pages: pages.challenge.contest_decision_on),
    PageFact("contest_decision.number", "challenge", lambda pages: pages.challenge.contest_decision_number),
)
#: What holds each fact of a page or record, by the name of the fact.
HOLDER_OF: Final[Mapping[str, str]] = {fact.name: fact.holder for fact in _FACTS}


def page_facts(pages: Pages) -> Facts:
    """Return what the pages and records say, in every language they say it in, as papers carry it."""
    return Facts(dict(_read(pages)))


def _read(pages: Pages) -> Iterable[tuple[str, Fact]]:
    holders: dict[str, tuple[Holder, ...]] = {}
    for fact in _FACTS:
        if (value := entered(CATALOGUE[fact.name], fact.read(pages))) is not None:
            if fact.holder not in holders:
                holders[fact.holder] = pages.holders(fact.holder)
            yield fact.name, Fact(value, Provenance(Source.PAGE, holders=holders[fact.holder]))
