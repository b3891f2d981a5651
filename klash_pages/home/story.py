"""What the home page says and shows at each moment of a contest: one heading, two sentences, one button, seven blocks.

The moment decides everything, so that nobody has to remember to change the home page; see `values.contest_timeline`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from babel.lists import format_list
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from klash_pages.home.current_contest import Places
from klash_pages.localization.partial_dates import Precision, reader_locale, write_date
from klash_pages.models.contest import ContestPage
from klash_pages.models.stage import Stage
from klash_pages.values.contest_timeline import Moment, Standing

#: The blocks below the heading, in order. Templates stand in `klash_pages/home/`; one without content shows nothing.
BLOCKS: dict[Moment, tuple[str, ...]] = {
    Moment.COMING: ("timeline", "contests", "news", "partners", "about"),
    Moment.PROBLEMS_OPEN: ("problems", "timeline", "rules", "news", "partners", "about"),
    Moment.PROBLEMS_JUDGED: ("lineage", "rules", "timeline", "news", "partners", "about"),
    Moment.CHALLENGES_CHOSEN: ("challenges", "timeline", "lineage", "news", "partners", "about"),
    Moment.ENTRIES_OPEN: ("challenges", "rules", "timeline", "lineage", "news", "partners"),
    Moment.TEAMS_AT_WORK: ("timeline", "challenges", "news", "lineage", "partners", "about"),
    Moment.JURY_DECIDES: ("challenges", "timeline", "lineage", "news", "partners", "about"),
    Moment.WINNERS_ANNOUNCED: ("awards", "news", "lineage", "timeline", "partners", "about"),
    Moment.AFTER: ("awards", "lineage", "timeline", "news", "partners", "about"),
    Moment.BETWEEN: ("lineage", "awards", "contests", "news", "partners", "about"),
}
WITHOUT_CONTEST = ("news", "partners")

_MOST_NAMES = 3
_OVER = (Moment.WINNERS_ANNOUNCED, Moment.AFTER, Moment.BETWEEN)
_KINDS = list(Stage.Kind)
_KIND_OF = {
    Moment.PROBLEMS_OPEN: Stage.Kind.PROBLEM_CALL,
    Moment.PROBLEMS_JUDGED: Stage.Kind.PROBLEM_CALL,
    Moment.CHALLENGES_CHOSEN: Stage.Kind.CHALLENGES_CHOSEN,
    Moment.ENTRIES_OPEN: Stage.Kind.ENTRIES_CLOSE,
    Moment.TEAMS_AT_WORK: Stage.Kind.MENTORING,
    Moment.WINNERS_ANNOUNCED: Stage.Kind.RESULT,
    Moment.AFTER: Stage.Kind.RESULT,
    Moment.BETWEEN: Stage.Kind.RESULT,
}


@dataclass(frozen=True)
class Button:
    """The one thing to do."""

    words: str
    url: str


@dataclass(frozen=True)
class Fact:
    """One line of the facts box."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Welcome:
    """What the home page says."""

    heading: str
    sentences: list[str]
    button: Button
    facts: list[Fact] = field(default_factory=list)
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """What the words are made from. `winners` are names only when they have been announced."""

    contest: ContestPage
    standing: Standing
    stages: Sequence[Stage]
    places: Places
    challenges: int = 0
    winners: Sequence[str] = ()
    announced_on: date | None = None
    winner_url: str = ""
    promise: str = ""

    def stage(self, kind: str) -> Stage | None:
        """The stage of a kind, if the contest has it."""
        return next((stage for stage in self.stages if stage.kind == kind), None)


def welcome(story: Story) -> Welcome:
    """Return what the home page says about a contest now."""
    moment = story.standing.moment
    heading, sentences = _words(story)
    return Welcome(heading, sentences, _button(story), _facts(story), BLOCKS[moment])


def _count(number: int) -> str:
    """A number in words up to nine, as headings want it; one is inflected everywhere, so it stays a figure."""
    words = {
        2: pgettext("number", "two"),
        3: pgettext("number", "three"),
        4: pgettext("number", "four"),
        5: pgettext("number", "five"),
        6: pgettext("number", "six"),
        7: pgettext("number", "seven"),
        8: pgettext("number", "eight"),
        9: pgettext("number", "nine"),
    }
    return words.get(number, str(number))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(stage: Stage | None) -> tuple[date | None, str]:
    """The day of a stage and how exactly it is known."""
    if stage is None:
        return None, Precision.DAY
    if stage.actual_from:
        return stage.actual_from, stage.actual_precision
    return stage.planned_from, stage.planned_precision


def _words(story: Story) -> tuple[str, list[str]]:  # noqa: C901 # one branch a moment
    contest, standing = story.contest, story.standing
    last_day = write_date(standing.last_day) if standing.last_day else ""
    match standing.moment:
        case Moment.COMING:
            heading = contest.promise or gettext("Municipal problems meet those who can solve them")
            sentences = [contest.lead or story.promise]
        case Moment.PROBLEMS_OPEN:
            heading = gettext("Municipalities: tell us your problem")
            sentences = [
                gettext("Any municipality can send in a problem, alone or with others, until %(date)s.")
                % {"date": last_day}
                if last_day
                else gettext("Any municipality can send in a problem, alone or with others."),
                gettext("A few of the problems become challenges, and teams compete to solve them."),
            ]
        case Moment.PROBLEMS_JUDGED:
            heading = gettext("The problems are in")
            if (contest.problems_count or 0) > 1 and (contest.municipalities_count or 0) > 1:
                heading = gettext("%(problems)s problems from %(municipalities)s municipalities") % {
                    "problems": contest.problems_count,
                    "municipalities": contest.municipalities_count,
                }
            sentences = [gettext("The jury is now choosing those that become challenges.")]
        case Moment.CHALLENGES_CHOSEN:
            heading = _capital(
                ngettext("%(number)s challenge was chosen", "%(number)s challenges were chosen", story.challenges)
                % {"number": _count(story.challenges)}
            )
            sentences = []
            if contest.problems_count:
                sentences.append(
                    gettext("Municipalities sent in %(number)s problems.") % {"number": contest.problems_count}
                )
            day, precision = _day(story.stage(Stage.Kind.CONTEST_OPENS))
            if day and precision == Precision.DAY and day > timezone.localdate():
                sentences.append(gettext("The contest opens to teams on %(date)s.") % {"date": write_date(day)})
        case Moment.ENTRIES_OPEN:
            heading = gettext("Find a solution to a problem that the whole country shares")
            sentences = [
                gettext("Each challenge is a real problem of a municipality."),
                gettext("Teams can take part until %(date)s.") % {"date": last_day},
            ]
        case Moment.TEAMS_AT_WORK:
            heading = gettext("Teams are working on solutions")
            if contest.teams_count:
                heading = _capital(
                    ngettext(
                        "%(number)s team is working on a solution",
                        "%(number)s teams are working on solutions",
                        contest.teams_count,
                    )
                    % {"number": _count(contest.teams_count)}
                )
            sentences = [gettext("Experts mentor the teams until %(date)s.") % {"date": last_day}] if last_day else []
            sentences.append(gettext("The teams are shown when the jury has decided."))
        case Moment.JURY_DECIDES:
            heading = _announcement(story) or gettext("The jury is deciding")
            sentences = [
                gettext("The jury is judging the entries."),
                gettext("The teams are shown when the jury has decided."),
            ]
        case _:
            heading = _outcome(story)
            sentences = [contest.lead]
    return heading, [sentence for sentence in sentences if sentence]


def _announcement(story: Story) -> str:
    day, precision = _day(story.stage(Stage.Kind.RESULT))
    if day is None or (precision == Precision.DAY and day < timezone.localdate()):
        return ""
    if precision != Precision.DAY:
        # Months and seasons are inflected in Finnish and want a preposition in Swedish; after a colon they do not.
        return gettext("The winners are announced: %(date)s") % {"date": write_date(day, precision)}
    return gettext("The winners are announced on %(date)s") % {"date": write_date(day)}


def _outcome(story: Story) -> str:
    number, title = len(story.winners), story.contest.title
    if not number:
        return gettext("%(contest)s ended without a winner") % {"contest": title}
    if story.standing.moment == Moment.WINNERS_ANNOUNCED and number <= _MOST_NAMES:
        names = format_list(list(story.winners), locale=reader_locale())
        return ngettext("%(names)s has won", "%(names)s have won", number) % {"names": names}
    return _capital(
        ngettext("%(number)s team won %(contest)s", "%(number)s teams won %(contest)s", number)
        % {"number": _count(number), "contest": title}
    )


def _button(story: Story) -> Button:
    places = story.places
    about = Button(gettext("Read about the contest"), places.contest)
    challenges = Button(gettext("Read the challenges"), "#challenges")
    match story.standing.moment:
        case Moment.COMING:
            return Button(gettext("How it works"), places.contest)
        case Moment.PROBLEMS_OPEN:
            return Button(gettext("Submit a problem"), places.problem_form) if places.problem_form else about
        case Moment.PROBLEMS_JUDGED:
            return Button(gettext("Read the problems"), places.problems) if places.problems else about
        case Moment.ENTRIES_OPEN:
            return Button(gettext("See the challenges"), "#challenges")
        case Moment.JURY_DECIDES:
            day, precision = _day(story.stage(Stage.Kind.RESULT))
            if places.calendar and day and precision == Precision.DAY and day >= timezone.localdate():
                return Button(gettext("Add the date to your calendar (iCal)"), places.calendar)
            return challenges
        case Moment.WINNERS_ANNOUNCED:
            words = ngettext("Read about the winner", "Read about the winners", len(story.winners))
            return Button(words, story.winner_url if len(story.winners) == 1 else places.results or "#winners")
        case Moment.AFTER | Moment.BETWEEN:
            return Button(gettext("See the results"), places.results or "#winners") if story.winners else about
    return challenges


def moment_words(standing: Standing) -> str:
    """Where a contest stands, in the reader's words."""
    match standing.moment:
        case Moment.COMING:
            return gettext("Coming")
        case Moment.PROBLEMS_OPEN:
            return gettext("Municipalities can send in problems")
        case Moment.PROBLEMS_JUDGED:
            return gettext("The problems are being judged")
        case Moment.CHALLENGES_CHOSEN:
            return gettext("The challenges have been chosen")
        case Moment.ENTRIES_OPEN:
            return gettext("Teams can take part")
        case Moment.TEAMS_AT_WORK:
            return gettext("Teams at work")
        case Moment.JURY_DECIDES:
            return gettext("The jury is deciding")
        case Moment.WINNERS_ANNOUNCED:
            return gettext("Winner announced")
    return gettext("Ended")


def tag(standing: Standing) -> tuple[str, str]:
    """The kind of the status tag and its words: an open contest says until when."""
    open_moments = (Moment.PROBLEMS_OPEN, Moment.ENTRIES_OPEN)
    if standing.moment in open_moments and standing.last_day:
        return "open", gettext("Open until %(date)s") % {"date": write_date(standing.last_day)}
    keys = {Moment.WINNERS_ANNOUNCED: "won", **dict.fromkeys(open_moments, "open")}
    return keys.get(standing.moment, "plain"), moment_words(standing)


def _facts(story: Story) -> list[Fact]:
    standing = story.standing
    facts = [Fact(gettext("Right now"), moment_words(standing))]
    if standing.last_day:
        facts.append(Fact(gettext("Last day"), write_date(standing.last_day)))
    if standing.moment in _OVER and story.announced_on:
        facts.append(Fact(gettext("Announced"), write_date(story.announced_on)))
    if following := _next_stage(story):
        label = gettext("Latest known stage") if standing.moment in _OVER else gettext("Next")
        facts.append(Fact(label, str(following), following.actual or following.planned))
    return facts


def _next_stage(story: Story) -> Stage | None:
    """The stage that comes next; once all is over, the last one that is not known to have ended."""
    moment = story.standing.moment
    if moment == Moment.JURY_DECIDES:
        # The jury sits twice: first it chooses the teams that go on, then the winners.
        chosen = story.stage(Stage.Kind.TEAMS_CHOSEN)
        kind = Stage.Kind.ENTRIES_CLOSE if chosen and not chosen.is_done else Stage.Kind.MENTORING
        after = _KINDS.index(kind)
    else:
        after = _KINDS.index(_KIND_OF[moment]) if moment in _KIND_OF else -1
    ahead = [stage for stage in story.stages if _KINDS.index(Stage.Kind(stage.kind)) > after and not stage.is_done]
    return ahead[0] if ahead else None
