"""Loads the contest of 2018–2020: records, pages in three languages, and the announced awards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from klash_pages.models import (
    AwardPage,
    Municipality,
    NewsPage,
    NewsRelation,
    PartnerRole,
    Person,
    Problem,
    ReleaseLift,
    Stage,
    TeamMember,
    TeamPage,
)
from klash_pages.publication.releases import release_now
from klash_site.demo.contents import (
    SOURCE_LANGUAGE,
    PageEntry,
    read_municipalities,
    read_pages,
    read_people,
    read_problems,
    read_stages,
    stable_id,
)
from klash_site.demo.navigating import load_navigation
from klash_site.demo.reviewing import set_up_review
from klash_site.demo.translating import translate
from klash_site.demo.users import make_users

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LIFT_REASON = "(demo) announced 23.1.2020"

Report = Callable[[str], None]


@dataclass(frozen=True)
class DemoPages:
    """What the loader made or found."""

    awards: tuple[AwardPage, ...]
    users: dict[str, User]


@dataclass
class _Loader:
    """One run. What exists is left as it is: an editor's changes survive a second run."""

    users: dict[str, User]
    locale: Locale = field(default_factory=lambda: Locale.objects.get(language_code=SOURCE_LANGUAGE))
    pages: dict[str, Page] = field(default_factory=dict)
    # News goes out after the awards that it tells about.
    waiting: list[Page] = field(default_factory=list)
    made: int = 0

    @property
    def editor(self) -> User:
        return self.users["editor"]

    def load_records(self) -> None:
        for fields in read_municipalities():
            self._record(Municipality, {"code": fields["code"]}, fields)
        for fields in read_people():
            self._record(Person, {"name": fields["name"], "basis_source": fields["basis_source"]}, fields)

    def load_stages(self) -> None:
        contest = self.pages["contest"]
        for position, fields in enumerate(read_stages(), start=1):
            self._record(Stage, {"contest": contest, "kind": fields["kind"]}, {**fields, "position": position})

    def load_problems(self) -> None:
        """Register the problems that became challenges; no source says when they came in or were decided."""
        contest = self.pages["contest"]
        for fields in read_problems():
            municipality, challenge = fields.pop("municipality"), fields.pop("challenge")
            identity = {"submission_key": stable_id("problem", challenge)}
            if Problem.objects.filter(**identity).exists():
                continue
            chosen = {"state": Problem.State.CHOSEN, "challenge": self.pages[challenge]}
            moments = {"received_at": None, "published_at": timezone.now()}
            self._record(Problem, identity, {**fields, **chosen, **moments, "contest": contest})
            Problem.objects.get(**identity).municipalities.add(Municipality.objects.get(code=municipality))

    def _record(self, model: Any, identity: dict[str, Any], fields: dict[str, Any]) -> None:
        if not model.objects.filter(**identity).exists():
            record = model(**{**identity, **fields})
            record.full_clean()
            record.save()
            self.made += 1

    def load_page(self, entry: PageEntry) -> None:
        """Make a page in all languages if it is not there, and publish it unless a release will."""
        page = self._find(entry)
        if page is None:
            page = self._add(entry)
        elif entry.parent or page.lead:
            self.pages[entry.key] = page
            return
        else:
            page = self._fill_home(entry, page)
        self.pages[entry.key] = page
        versions = [page, *translate(entry, page, self.editor)]
        if isinstance(page, NewsPage):
            self.waiting += versions
        elif not isinstance(page, TeamPage | AwardPage):
            for version in versions:
                version.get_latest_revision().publish(user=self.editor)
        self.made += len(versions)

    def _find(self, entry: PageEntry) -> Any:
        if not entry.parent:
            return Site.objects.get(is_default_site=True).root_page.specific
        model = apps.get_model("klash_pages", entry.type)
        return model.objects.filter(translation_key=entry.translation_key, locale=self.locale).first()

    def _add(self, entry: PageEntry) -> Page:
        facts = dict(entry.facts)
        members = facts.pop("members", [])
        roles, related = facts.pop("partner_roles", []), facts.pop("related", [])
        if "municipality" in facts:
            facts["municipality"] = Municipality.objects.get(code=facts["municipality"])
        for name in {"team", "privacy_page"} & facts.keys():
            facts[name] = self.pages[facts[name]]
        if "press_contact" in facts:
            facts["press_contact"] = Person.objects.get(name=facts["press_contact"])
        page = apps.get_model("klash_pages", entry.type)(
            **entry.texts_in(SOURCE_LANGUAGE),
            **facts,
            translation_key=entry.translation_key,
            locale=self.locale,
            owner=self.editor,
            show_in_menus=entry.menu,
            live=False,
        )
        for number, name in enumerate(members):
            page.members.add(TeamMember(person=Person.objects.get(name=name), sort_order=number))
        for number, role in enumerate(roles):
            partner = self.pages[role["partner"]]
            page.partner_roles.add(PartnerRole(**{**role, "partner": partner}, sort_order=number))
        for number, key in enumerate(related):
            page.related.add(NewsRelation(target=self.pages[key], sort_order=number))
        # A fresh copy of the parent: treebeard counts children on the object it is asked through.
        Page.objects.get(pk=self.pages[entry.parent].pk).add_child(instance=page)
        page.save_revision(user=self.editor)
        return page

    def _fill_home(self, entry: PageEntry, home: Any) -> Any:
        for name, value in entry.texts_in(SOURCE_LANGUAGE).items():
            setattr(home, name, value)
        home.save_revision(user=self.editor)
        return home

    def lift_rule(self, award: AwardPage) -> None:
        """Let an award be announced: the editor and a lawyer lift the rule, because no source gives the decision."""
        ReleaseLift.objects.get_or_create(
            award_key=award.translation_key,
            defaults={
                "reason": LIFT_REASON,
                "editor": self.editor,
                "lawyer": self.users["lawyer-1"],
                "confirmed_at": timezone.now(),
            },
        )


@transaction.atomic
def load_pages(report: Report) -> DemoPages:
    """Load the demo's pages, or find them, and return the awards in the order Janakkala, Joensuu, Vanda.

    Raises:
        ContentError: a text is missing; nothing is loaded.
    """
    loader = _Loader(make_users())
    loader.load_records()
    entries = list(read_pages())
    for entry in entries:
        loader.load_page(entry)
    loader.load_stages()
    loader.made += load_navigation(loader.pages)
    loader.load_problems()
    loader.made += set_up_review()
    awards = [loader.pages[entry.key] for entry in entries if entry.type == "AwardPage"]
    if waiting := [award for award in awards if award.first_published_at is None]:
        for award in waiting:
            loader.lift_rule(award)
        release_now([award.translation_key for award in waiting], loader.editor)
    for page in loader.waiting:
        page.get_latest_revision().publish(user=loader.editor)
    report(f"{len(entries)} pages in three languages are there; {loader.made} pages and records are new.")
    return DemoPages(
        awards=tuple(AwardPage.objects.get(pk=award.pk) for award in awards),
        users=loader.users,
    )
