"""What a release demands, as sentences an editor can act on, and what it only warns about.

The jury record is locked and the contest decision made, or an editor and a lawyer have lifted the rule
(docs/law-notes.md § 11); no more winners than the contest's rules allow, unless somebody has confirmed that they share;
every language of the awards and their teams ready.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.search.index import SearchField, get_indexed_models

from klash_pages.following import source_of
from klash_pages.language_names import in_language, into_language
from klash_pages.models import AwardPage, ReleaseLift, TeamPage
from klash_pages.readiness import Version, required_languages, versions_of

#: Beginnings of the words that announce a winner, by language.
WINNING_WORDS = {
    "sv": ("vinn", "vann", "segra", "seger"),
    "fi": ("voit", "voitt"),
    "en": ("win", "won"),
}


@dataclass(frozen=True)
class Mention:
    """A published page that already names a winner."""

    page: Page
    words: str


@dataclass
class AwardCheck:
    """One award of a release: its versions, its team's versions, and what is against it."""

    award: AwardPage
    challenge: Any
    awards: list[Version]
    teams: list[Version]
    lift: ReleaseLift | None
    reasons: list[str] = field(default_factory=list)

    @property
    def lacks_decision(self) -> bool:
        """Whether the jury record or the contest decision is missing."""
        return not (self.challenge.is_jury_record_locked and self.challenge.is_contest_decision_made)

    @property
    def rows(self) -> list[tuple[Version, Version]]:
        """The award and its team, language by language."""
        teams = {version.language: version for version in self.teams}
        return [(version, teams.get(version.language, Version(version.language))) for version in self.awards]

    @property
    def to_publish(self) -> list[Any]:
        """The pages that the release makes public: teams first, so that no award names a team that is not there."""
        languages = {version.language for version in self.awards if version.page}
        teams = [version.page for version in self.teams if version.page and version.language in languages]
        awards = [version.page for version in self.awards if version.page]
        # The source before its translations, which take its facts.
        pages = [*sorted(teams, key=lambda page: page.pk), *sorted(awards, key=lambda page: page.pk)]
        return [page for page in pages if not page.live]

    @property
    def is_released(self) -> bool:
        """Whether nothing of the award waits for a release any more."""
        return bool(self.awards) and all(version.state == "live" for version in self.awards)


@dataclass
class Check:
    """A whole release, judged now."""

    awards: list[AwardCheck]
    reasons: list[str]

    @property
    def all_reasons(self) -> list[str]:
        """Everything against the release, with the name of the award it concerns."""
        return [
            *self.reasons,
            *(
                f"{check.award.get_admin_display_title()}: {reason}"
                for check in self.awards
                for reason in check.reasons
            ),
        ]

    @property
    def languages(self) -> list[str]:
        """The columns of the readiness table."""
        return list(dict.fromkeys(version.language for check in self.awards for version in check.awards))

    @property
    def to_publish(self) -> list[Any]:
        """Every page that the release makes public, in order."""
        return [page for check in self.awards for page in check.to_publish]

    @property
    def involved(self) -> list[Any]:
        """Every page of the release, live or not."""
        return [version.page for check in self.awards for version in (*check.teams, *check.awards) if version.page]

    @property
    def needs_sharing(self) -> bool:
        """Whether there are more winners than the rules' number."""
        return bool(_crowded(self.awards))

    @cached_property
    def warnings(self) -> list[str]:
        """What does not stop the release but deserves a look."""
        return list(_warnings(self.awards))

    @cached_property
    def mentions(self) -> list[Mention]:
        """The published pages that already name a winner together with words for winning."""
        return list(_mentions(self.awards))


def awards_of(keys: Iterable[UUID]) -> list[AwardPage]:
    """Return the source pages of these awards, in this order; unknown ones are left out."""
    found = {}
    for award in AwardPage.objects.filter(translation_key__in=list(keys)).order_by("-pk"):
        found[award.translation_key] = award
    return [found[key] for key in keys if key in found]


def check(keys: Iterable[UUID], sharing_reason: str = "") -> Check:
    """Judge the release of these awards, named by their translation keys, as things stand now."""
    wanted = list(dict.fromkeys(keys))
    checks = [_check_award(award) for award in awards_of(wanted)]
    reasons = []
    if not wanted:
        reasons.append(_("Choose at least one award."))
    if len(checks) < len(wanted):
        reasons.append(_("An award of this release no longer exists."))
    if len({_contest_key(check) for check in checks}) > 1:
        reasons.append(_("The awards belong to different contests. Make a release for each contest."))
    reasons.extend(_shared_teams(checks))
    if not sharing_reason.strip():
        reasons.extend(
            _("%(challenge)s: more winners than the rules allow (%(number)d). Confirm that they share.")
            % {"challenge": challenge.title, "number": challenge.winners_allowed}
            for challenge in _crowded(checks)
        )
    return Check(checks, reasons)


def _check_award(award: AwardPage) -> AwardCheck:
    challenge: Any = source_of(award).get_parent().specific
    awards = versions_of(award, required_languages())
    existing = [version.language for version in awards if version.page]
    teams = [version for version in versions_of(award.team, existing) if version.language in existing or version.page]
    check = AwardCheck(
        award=award,
        challenge=challenge,
        awards=awards,
        teams=teams,
        lift=ReleaseLift.objects.filter(award_key=award.translation_key).select_related("editor", "lawyer").first(),
    )
    check.reasons = [*_against(check)]
    return check


def _against(check: AwardCheck) -> Iterator[str]:
    if check.is_released:
        yield _("The award is already released.")
    if check.challenge.ending:
        yield _("The challenge has ended without a winner.")
    if not (check.lift and check.lift.lawyer_id):
        if not check.challenge.is_jury_record_locked:
            yield _("The jury record is not locked: its signing date or its signers are missing.")
        if not check.challenge.is_contest_decision_made:
            yield _("The contest decision has not been made.")
    if check.award.team.get_parent().translation_key != check.challenge.translation_key:
        yield _("The team competes for another challenge.")
    for award, team in check.rows:
        yield from _against_version(award, team)
        yield from (_untranslated(version) for version in (award, team) if version.untranslated and not version.is_live)
    for page in check.to_publish:
        yield from _against_page(page)


def _against_page(page: Any) -> Iterator[str]:
    named = {"page": page.get_admin_display_title(), "in_language": in_language(page.locale.language_code)}
    if page.workflow_in_progress:
        yield _("%(page)s (%(in_language)s) waits for its review.") % named
    if faults := faults_of(page):
        yield _("%(page)s (%(in_language)s) cannot be published: %(faults)s") % {**named, "faults": " ".join(faults)}


def faults_of(page: Any) -> list[str]:
    """What is wrong with a page's newest draft, which may have been saved unfinished."""
    latest = page.get_latest_revision_as_object()
    try:
        latest.full_clean()
    except ValidationError as error:
        return [
            " ".join(
                [f"{_label(latest, name)}:" if name != NON_FIELD_ERRORS else "", *ValidationError(errors).messages]
            )
            for name, errors in error.error_dict.items()
        ]
    return []


def _label(page: Any, name: str) -> str:
    return str(page._meta.get_field(name).verbose_name)


def _against_version(award: Version, team: Version) -> Iterator[str]:
    language = {"in_language": in_language(award.language), "into_language": into_language(award.language)}
    match award.state:
        case "missing":
            yield _("The award has no version %(in_language)s.") % language
            return
        case "parent":
            yield _("The challenge is not public %(in_language)s.") % language
        case "outdated":
            yield _("The award has changed since it was translated %(into_language)s.") % language
    match team.state:
        case "missing":
            yield _("The team has no version %(in_language)s.") % language
        case "outdated":
            yield _("The team has changed since it was translated %(into_language)s.") % language


def _untranslated(version: Version) -> str:
    """Say how many texts of a page stand in the language of the source."""
    words = ngettext(
        "%(page)s: %(count)d text is not translated %(into_language)s.",
        "%(page)s: %(count)d texts are not translated %(into_language)s.",
        version.untranslated,
    )
    return words % {
        "page": f"{version.page.get_admin_display_title()} ({version.page._meta.verbose_name})",
        "count": version.untranslated,
        "into_language": into_language(version.language),
    }


def _contest_key(check: AwardCheck) -> UUID:
    key: UUID = check.challenge.get_parent().translation_key
    return key


def _shared_teams(checks: list[AwardCheck]) -> Iterator[str]:
    seen = set()
    for check in checks:
        team = check.award.team
        live = (
            AwardPage.objects.live()
            .filter(team__translation_key=team.translation_key)
            .exclude(translation_key=check.award.translation_key)
        )
        if team.translation_key in seen or live.exists():
            yield _("%(team)s: the team would be awarded twice.") % {"team": team.title}
        seen.add(team.translation_key)


def _crowded(checks: list[AwardCheck]) -> list[Any]:
    """The challenges with more winners than their rules allow, counted over translation groups."""
    challenges = {check.challenge.translation_key: check.challenge for check in checks}
    crowded = []
    for key, challenge in challenges.items():
        winners = {check.award.translation_key for check in checks if check.challenge.translation_key == key}
        paths = type(challenge).objects.filter(translation_key=key).values_list("path", flat=True)
        for path in paths:
            winners.update(
                AwardPage.objects.live().filter(path__startswith=path).values_list("translation_key", flat=True)
            )
        if len(winners) > challenge.winners_allowed:
            crowded.append(challenge)
    return crowded


def _warnings(checks: list[AwardCheck]) -> Iterator[str]:
    for check in checks:
        if check.challenge.has_unpublished_changes:
            yield _("%(challenge)s has changes that are not published. Only what is published counts here.") % {
                "challenge": check.challenge.title
            }
        if not (check.award.press_contact and check.award.press_contact.may_be_shown):
            yield _("%(award)s: no press contact is shown on the page.") % {"award": check.award.title}
        for version in (*check.awards, *check.teams):
            if version.untranslated and version.is_live:
                yield _untranslated(version)


def _mentions(checks: list[AwardCheck]) -> Iterator[Mention]:
    names = sorted({version.page.title for check in checks for version in check.teams if version.page})
    if not names:
        return
    own = {page.pk for check in checks for version in (*check.awards, *check.teams) if (page := version.page)}
    name = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in names) + r")\b", re.IGNORECASE)
    for page in _published_texts():
        if page.pk in own:
            continue
        stems = WINNING_WORDS.get(page.locale.language_code[:2], ())
        winning = re.compile(r"\b(?:" + "|".join(stems) + r")\w*", re.IGNORECASE) if stems else name
        text = " ".join(_texts(page))
        if (named := name.search(text)) and (won := winning.search(text)):
            yield Mention(page, f"{named.group()}, {won.group()}")


def pages_naming(names: Iterable[str]) -> Iterator[Page]:
    """Return the published pages whose own text holds one of these names; nobody but an editor changes a text."""
    wanted = [re.escape(name) for name in names]
    if not wanted:
        return
    name = re.compile(r"\b(?:" + "|".join(wanted) + r")\b", re.IGNORECASE)
    for page in _published_texts():
        if name.search(" ".join(_texts(page))):
            yield page


def _published_texts() -> Iterator[Any]:
    """The published pages that are neither an award nor a team."""
    for model in get_indexed_models():
        if issubclass(model, Page) and model is not Page and not issubclass(model, AwardPage | TeamPage):
            yield from model.objects.live().select_related("locale").iterator()


def _texts(page: Page) -> Iterator[str]:
    yield page.search_description
    for indexed in page.get_search_fields():
        if isinstance(indexed, SearchField):
            value = indexed.get_value(page)
            yield " ".join(str(part) for part in value) if isinstance(value, list) else str(value or "")
