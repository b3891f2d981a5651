"""What may become of a problem, step by step, and what is refused with which sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from klash_pages.models import Municipality, Problem
from klash_pages.problems import moderation
from tests.factories.pages import ChallengePageFactory, ContestPageFactory
from tests.factories.records import MunicipalityFactory, ProblemFactory
from tests.factories.translations import translate
from tests.factories.users import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = {"title_sv": "Resor", "summary_sv": "Hur?", "title_fi": "Matkat", "summary_fi": "Miten?"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor() -> Any:
    return EditorFactory()


def refusal(step: Any, *args: Any, **kwargs: Any) -> list[str]:
    with pytest.raises(moderation.ModerationRefusedError) as error:
        step(*args, **kwargs)
    return error.value.reasons


def test_a_problem_waits_until_it_is_published(editor):
    problem = ProblemFactory()
    assert (problem.state, problem.is_public, Problem.objects.public().count()) == ("submitted", False, 0)
    moderation.publish(problem, editor)
    assert (problem.state, problem.is_public, Problem.objects.public().get()) == ("published", True, problem)
    entry = ModelLogEntry.objects.for_instance(problem).get()
    assert (entry.action, entry.user, entry.message) == ("klash_pages.publish_problem", editor, "Problem published")


def test_a_problem_without_a_municipality_is_not_published(editor):
    problem = ProblemFactory(municipalities=[])
    assert refusal(moderation.publish, problem, editor) == [
        "The problem has no municipality. Choose at least one on its page."
    ]
    problem.refresh_from_db()
    assert (problem.state, ModelLogEntry.objects.count()) == ("submitted", 0)


def test_a_published_problem_is_not_published_again(editor):
    problem = ProblemFactory(published=True)
    assert refusal(moderation.publish, problem, editor) == [
        "The problem is in the state “Published”, where this cannot be done."
    ]


@pytest.mark.parametrize("verb", ["publish", "close", "take_back"])
def test_only_who_may_change_problems_decides(verb):
    problem = ProblemFactory()
    for user in (UserFactory(), EditorFactory(is_active=False)):
        with pytest.raises(PermissionDenied):
            getattr(moderation, verb)(problem, user)
    problem.refresh_from_db()
    assert problem.state == "submitted"


# Merging


def test_a_problem_is_merged_into_a_published_one_and_stays_readable(editor):
    target = ProblemFactory(published=True)
    problem = ProblemFactory(contest=target.contest, published=True)
    moderation.merge(problem, target, editor, public_feedback="Same buses.")
    assert (problem.state, problem.merged_into, problem.public_feedback) == ("merged", target, "Same buses.")
    assert problem.is_public
    assert list(target.merged.all()) == [problem]


def test_a_problem_that_was_never_published_stays_unread_when_it_is_merged_or_closed(editor):
    target = ProblemFactory(published=True)
    merged, closed = ProblemFactory.create_batch(2, contest=target.contest)
    moderation.merge(merged, target, editor)
    moderation.close(closed, editor, private_feedback="Spam.")
    assert list(Problem.objects.public()) == [target]


def test_a_problem_is_not_merged_into_itself(editor):
    problem = ProblemFactory(published=True)
    assert refusal(moderation.merge, problem, problem, editor) == ["A problem cannot be merged into itself."]


def test_problems_cannot_be_merged_in_a_circle(editor):
    first = ProblemFactory(published=True)
    second, third = ProblemFactory.create_batch(2, contest=first.contest, published=True)
    moderation.merge(second, third, editor)
    moderation.merge(first, third, editor)
    assert refusal(moderation.merge, third, first, editor) == [
        f"Problem {first.number} is itself merged into {third.number}. Choose that one."
    ]


@pytest.mark.parametrize("state", ["submitted", "closed"])
def test_a_problem_is_not_merged_into_one_that_readers_do_not_see(editor, state):
    problem = ProblemFactory(published=True)
    target = ProblemFactory(contest=problem.contest, state=state)
    assert refusal(moderation.merge, problem, target, editor) == [
        f"Problem {target.number} is not published, so readers would be led nowhere."
    ]


def test_a_problem_is_not_merged_into_one_of_another_contest(editor):
    problem, target = ProblemFactory(published=True), ProblemFactory(published=True)
    assert refusal(moderation.merge, problem, target, editor) == [
        f"Problem {target.number} belongs to another contest."
    ]


# Choosing


def test_several_problems_lead_to_one_challenge_in_any_language(editor):
    challenge = ChallengePageFactory()
    contest = challenge.get_parent().specific
    finnish = translate(challenge, "fi")
    first, second = ProblemFactory.create_batch(2, contest=contest)
    moderation.choose(first, challenge, editor, WORDS)
    moderation.choose(second, finnish, editor, WORDS)
    assert list(challenge.problems.order_by("number")) == [first, second]
    assert list(finnish.problems.order_by("number")) == [first, second]
    assert (first.state, first.is_public, first.title_fi) == ("chosen", True, "Matkat")


def test_a_choice_needs_challenge_municipality_title_and_summary_and_says_so_at_once(editor):
    problem = ProblemFactory(municipalities=[])
    assert refusal(moderation.choose, problem, None, editor, {"title_sv": "Resor"}) == [
        "Choose the challenge that the problem became.",
        "The problem has no municipality. Choose at least one on its page.",
        "A chosen problem needs a title and a summary in the language “sv”.",
        "A chosen problem needs a title and a summary in the language “fi”.",
    ]
    problem.refresh_from_db()
    assert (problem.state, problem.title_sv) == ("submitted", "")


def test_the_challenge_must_be_of_the_same_contest(editor):
    problem = ProblemFactory()
    assert refusal(moderation.choose, problem, ChallengePageFactory(), editor, WORDS) == [
        "The challenge belongs to another contest."
    ]


# Closing and taking back


def test_readers_of_a_published_problem_get_feedback_when_it_is_closed(editor):
    problem = ProblemFactory(published=True)
    assert refusal(moderation.close, problem, editor) == ["Readers see this problem. Write them what came of it."]
    moderation.close(problem, editor, "Thank you.", "Too narrow.")
    assert (problem.state, problem.public_feedback, problem.private_feedback) == (
        "closed",
        "Thank you.",
        "Too narrow.",
    )


def test_a_decision_can_be_taken_back_and_hides_the_problem(editor):
    target = ProblemFactory(published=True)
    problem = ProblemFactory(contest=target.contest, published=True)
    moderation.merge(problem, target, editor)
    assert refusal(moderation.take_back, target, editor) == [
        f"Problem {problem.number} is merged into this one. Take that back first."
    ]
    moderation.take_back(problem, editor)
    assert (problem.state, problem.merged_into, problem.is_public) == ("submitted", None, False)
    moderation.take_back(target, editor)
    assert target.state == "submitted"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["publish", "merge", "close", "choose", "take_back"]), st.integers(0, 2), st.integers(0, 2)
        ),
        max_size=12,
    )
)
def test_whatever_is_tried_every_merged_problem_leads_to_one_that_readers_see(steps):
    sid = transaction.savepoint()
    user = EditorFactory()
    challenge = ChallengePageFactory()
    problems = ProblemFactory.create_batch(3, contest=challenge.get_parent().specific, municipalities=None)
    for verb, which, other in steps:
        arguments = {"merge": [problems[other]], "choose": [challenge]}.get(verb, [])
        extra = {"choose": [WORDS], "close": ["Thank you."]}.get(verb, [])
        with suppress(moderation.ModerationRefusedError):
            getattr(moderation, verb)(problems[which], *arguments, user, *extra)
    for problem in Problem.objects.select_related("merged_into"):
        if problem.merged_into:
            assert problem.merged_into.is_public
            seen = set()
            while problem.merged_into:
                assert problem.pk not in seen
                seen.add(problem.pk)
                problem = Problem.objects.select_related("merged_into").get(pk=problem.merged_into_id)
    transaction.savepoint_rollback(sid)


# The record


def test_the_database_keeps_states_and_their_targets_together():
    target, challenge = ProblemFactory(published=True), ChallengePageFactory()
    wrong = [
        {"state": "merged"},
        {"state": "chosen"},
        {"merged_into": target},
        {"challenge": challenge},
    ]
    problem = ProblemFactory()
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Problem.objects.filter(pk=problem.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=problem.pk).update(state="merged", merged_into=problem)


def test_a_number_is_never_given_twice():
    first = ProblemFactory()
    number = first.number
    second = ProblemFactory()
    assert second.number == number + 1
    second.delete()
    assert ProblemFactory().number == number + 2


def test_a_municipality_that_has_submitted_a_problem_is_not_deleted():
    problem = ProblemFactory()
    with pytest.raises(ProtectedError):
        problem.municipalities.get().delete()
    assert Municipality.objects.count() == 1


def test_what_waits_longest_comes_first_and_the_days_are_counted_in_finland():
    now = timezone.now()
    contest = ContestPageFactory()
    done = ProblemFactory(contest=contest, published=True)
    new = ProblemFactory(contest=contest, received_at=now)
    old = ProblemFactory(contest=contest, received_at=now - timedelta(days=3))
    assert list(Problem.objects.work_first()) == [old, new, done]
    assert [problem.days_waiting for problem in (old, new, done)] == [3, 0, None]


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("Hur når vi åldringar på ön?", "hur-nar-vi-aldringar-pa-on"),
        ("🚌🚌", "problem"),
        ("كيف نصل", "problem"),
        ("a" * 140, "a" * 60),
    ],
)
def test_the_address_of_a_problem_is_made_of_its_words(sentence, slug):
    assert Problem(sentence=sentence, language="sv").slug == slug


def test_a_chosen_problem_has_its_title_in_the_readers_language_and_else_its_own_sentence():
    problem = Problem(sentence="Matkat", language="fi", title_sv="Resor", summary_sv="Hur?")
    with translation.override("sv"):
        assert (problem.title, problem.title_language, problem.summary) == ("Resor", "sv", "Hur?")
    assert (problem.title, problem.title_language, problem.summary) == ("Matkat", "fi", "")


def test_municipalities_are_named_in_the_readers_language():
    vanda, helsinki = MunicipalityFactory(), MunicipalityFactory(name_sv="Helsingfors", name_fi="Helsinki")
    problem = ProblemFactory(municipalities=[vanda, helsinki])
    with translation.override("sv"):
        assert problem.municipality_names == "Helsingfors, Vanda"
    with translation.override("fi"):
        assert problem.municipality_names == "Helsinki, Vantaa"
