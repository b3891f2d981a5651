"""Factories of the records that pages point at."""

from __future__ import annotations

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from klash_pages.models import Municipality, NoticeReference, Person, Problem, ReleaseLift, Stage, Theme


class MunicipalityFactory(DjangoModelFactory):
    """A municipality with all the forms of its name."""

    class Meta:
        model = Municipality

    # Never below 100: those are left to tests that name a code.
    code = factory.Sequence(lambda number: str(100 + number % 900))
    name_sv = "Vanda"
    name_fi = "Vantaa"
    official_name_sv = "Vanda stad"
    official_name_fi = "Vantaan kaupunki"
    genitive_sv = "Vanda stads"
    genitive_fi = "Vantaan kaupungin"
    locative_sv = "i Vanda stad"
    locative_fi = "Vantaan kaupungissa"


class PersonFactory(DjangoModelFactory):
    """A person whose name may be shown, because it was announced."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"Person {number}")
    basis = Person.Basis.ANNOUNCEMENT
    basis_source = "pressmeddelande 23.1.2020"
    basis_since = date(2020, 1, 23)


class StageFactory(DjangoModelFactory):
    """A stage that has happened on a known day."""

    class Meta:
        model = Stage

    contest = factory.SubFactory("tests.factories.pages.ContestPageFactory")
    kind = Stage.Kind.LAUNCH
    actual_from = date(2018, 8, 16)


class NoticeReferenceFactory(DjangoModelFactory):
    """The notice of a challenge."""

    class Meta:
        model = NoticeReference

    challenge = factory.SubFactory("tests.factories.pages.ChallengePageFactory")
    number = factory.Sequence(lambda number: f"2019-{number:06d}")


class ReleaseLiftFactory(DjangoModelFactory):
    """The recorded lift of the release rule for one award: `ReleaseLiftFactory(award=award)`."""

    class Meta:
        model = ReleaseLift
        exclude = ["award"]

    award = None
    award_key = factory.LazyAttribute(lambda lift: lift.award.translation_key)
    reason = "announced at the dinner"
    editor = factory.SubFactory("tests.factories.users.EditorFactory")
    lawyer = factory.SubFactory("tests.factories.users.UserFactory")


class ThemeFactory(DjangoModelFactory):
    """A theme of problems."""

    class Meta:
        model = Theme

    name_sv = factory.Sequence(lambda number: f"Tema {number}")
    name_fi = factory.Sequence(lambda number: f"Teema {number}")
    name_en = factory.Sequence(lambda number: f"Theme {number}")
    slug = factory.Sequence(lambda number: f"theme-{number}")


class ProblemFactory(DjangoModelFactory):
    """A problem that waits: `ProblemFactory(municipalities=[vanda])`; with `published=True` readers see it."""

    class Meta:
        model = Problem
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(state=Problem.State.PUBLISHED, published_at=factory.LazyFunction(timezone.now))

    contest = factory.SubFactory("tests.factories.pages.ContestPageFactory")
    language = "sv"
    sentence = factory.Sequence(lambda number: f"Hur kommer man till affären {number}?")
    text = "Bussen går två gånger om dagen."

    @factory.post_generation
    def municipalities(self: Problem, create: bool, given: list[Municipality] | None, **_kwargs: object) -> None:
        """Say whose problem it is; a new municipality's, if nothing is said."""
        if create:
            self.municipalities.set([MunicipalityFactory()] if given is None else given)
