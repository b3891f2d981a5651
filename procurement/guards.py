"""Guards: what must be true before a paper may be made, on what ground, and who may lift it.

One table for all kinds (`lawyer.md` § 5, `domain.md` § 10 as corrected there). A guard reads facts and law only. A
guard over a missing fact neither passes nor blocks by itself: the missing fact is reported as a gap, and the guard
reports it too, so that no paper passes a guard by silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from procurement.facts import Facts
from procurement.facts.catalogue import Label
from procurement.law import Band, Law


class Lift(StrEnum):
    """Who may lift a guard."""

    NOBODY = "nobody"
    SECOND_LAWYER = "second_lawyer"


class State(StrEnum):
    """What a guard says of the facts."""

    PASSED = "passed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard found: its state and, if it is unknown, the facts that are missing."""

    state: State
    missing: tuple[str, ...] = ()


_PASSED: Final = Finding(State.PASSED)
_BLOCKED: Final = Finding(State.BLOCKED)


@dataclass(frozen=True, slots=True)
class Guard:
    """One rule.

    Attributes:
        key: its name.
        ground: the act and section.
        lift: who may lift it; a lift always has a reason and is recorded.
        message: what is wrong and how to mend it, for the lawyer.
        check: judges facts by the law data.
    """

    key: str
    ground: str
    lift: Lift
    message: Label
    check: Callable[[Facts, Law], Finding]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A guard and what it found."""

    guard: Guard
    finding: Finding


def judge(guards: Iterable[Guard], facts: Facts, law: Law) -> tuple[Verdict, ...]:
    """Return what each guard says of the facts."""
    return tuple(Verdict(guard, guard.check(facts, law)) for guard in guards)


def _missing(facts: Facts, *names: str) -> Finding | None:
    absent = tuple(name for name in names if name not in facts)
    return Finding(State.UNKNOWN, absent) if absent else None


def _is_true(name: str) -> Callable[[Facts, Law], Finding]:
    def check(facts: Facts, _law: Law) -> Finding:
        return _missing(facts, name) or (_PASSED if facts.value(name) is True else _BLOCKED)

    return check


def _follow_on_clause(facts: Facts, _law: Law) -> Finding:
    names = ("notice.clause_text", "notice.clause_source", "notice.clause_sufficient")
    return _missing(facts, *names) or (_PASSED if facts.value("notice.clause_sufficient") is True else _BLOCKED)


def _route(facts: Facts, _law: Law) -> Finding:
    return _missing(facts, "case.legal_basis") or (
        _PASSED if facts.value("case.legal_basis") == "direct_after_contest" else _BLOCKED
    )


def _above_national(facts: Facts, _law: Law) -> Finding:
    return _missing(facts, "value.band") or (_PASSED if facts.value("value.band") != Band.BELOW_NATIONAL else _BLOCKED)


def _all_winners_invited(facts: Facts, _law: Law) -> Finding:
    if (missing := _missing(facts, "winners.several")) is not None:
        return missing
    if facts.value("winners.several") is False:
        return _PASSED
    return _is_true("winners.invited_together")(facts, _law)


def _in_order(*names: str) -> Callable[[Facts, Law], Finding]:
    """Judge that the dates that are known come in this order; equal days are in order."""

    def check(facts: Facts, _law: Law) -> Finding:
        known = [value for name in names if isinstance(value := facts.value(name), date)]
        return _PASSED if all(first <= second for first, second in pairwise(known)) else _BLOCKED

    return check


def _within_announced_value(facts: Facts, _law: Law) -> Finding:
    if (missing := _missing(facts, "price.total", "value.estimate")) is not None:
        return missing
    total, estimate = facts.value("price.total"), facts.value("value.estimate")
    within = isinstance(total, Decimal) and isinstance(estimate, Decimal) and total <= estimate
    return _PASSED if within else _BLOCKED


def _same_band(facts: Facts, _law: Law) -> Finding:
    return _missing(facts, "value.band", "value.contract_band") or (
        _PASSED if facts.value("value.band") == facts.value("value.contract_band") else _BLOCKED
    )


def _named_buyers(facts: Facts, _law: Law) -> Finding:
    if (missing := _missing(facts, "reuse.basis")) is not None:
        return missing
    if facts.value("reuse.basis") != "named_buyers":
        return _PASSED
    if (missing := _missing(facts, "reuse.municipalities", "reuse.ceiling", "reuse.end", "contract.date")) is not None:
        return missing
    end, start = facts.value("reuse.end"), facts.value("contract.date")
    if not (isinstance(end, date) and isinstance(start, date)):
        return _BLOCKED
    try:
        four_years = start.replace(year=start.year + 4)
    except ValueError:  # 29 February
        four_years = start.replace(year=start.year + 4, day=28)
    return _PASSED if end <= four_years else _BLOCKED


FOLLOW_ON_CLAUSE: Final = Guard(
    "follow_on_clause",
    "1397/2016, 40 § 2 mom. 8 p., 54 § 2 mom.",
    Lift.NOBODY,
    Label(
        "Villkoret om kontrakt ska citeras ordagrant med källa, och juristen ska ha bedömt att det räcker.",
        "Sopimusta koskeva ehto on lainattava sanatarkasti lähteineen, ja juristin on arvioitava se riittäväksi.",
        "The follow-on clause must be quoted verbatim with its source, and a lawyer must find it sufficient.",
    ),
    _follow_on_clause,
)
ROUTE: Final = Guard(
    "route",
    "1397/2016, 40 § 2 mom. 8 p.",
    Lift.NOBODY,
    Label(
        "Handlingen hör till direktupphandling av en tävlings vinnare. Välj den grunden eller en annan handling.",
        "Asiakirja kuuluu suorahankintaan suunnittelukilpailun voittajalta. Valitkaa se peruste tai toinen asiakirja.",
        "This paper belongs to a direct award to the winner of a design contest. Choose that basis or another paper.",
    ),
    _route,
)
ABOVE_NATIONAL: Final = Guard(
    "above_national_threshold",
    "1397/2016, 25 § 2 mom.",
    Lift.NOBODY,
    Label(
        "Värdet låg under det nationella tröskelvärdet på annonsens dag, och grunden passar då inte.",
        "Arvo alitti kansallisen kynnysarvon ilmoituksen päivänä, eikä peruste silloin sovellu.",
        "The value was below the national threshold on the day of the notice, so the basis does not fit.",
    ),
    _above_national,
)
CONTEST_DECISION_SERVED: Final = Guard(
    "contest_decision_served",
    "1397/2016, 126–127 §",
    Lift.SECOND_LAWYER,
    Label(
        "Tävlingsbeslutet ska vara delgivet alla deltagare innan inbjudan sänds.",
        "Kilpailupäätös on annettava tiedoksi kaikille osallistujille ennen kutsun lähettämistä.",
        "The contest decision must be served on every participant before the invitation is sent.",
    ),
    lambda facts, law: (
        _missing(facts, "contest_decision.date", "contest_decision.served_on", "invitation.date")
        or _in_order("contest_decision.date", "contest_decision.served_on", "invitation.date")(facts, law)
    ),
)
ALL_WINNERS_INVITED: Final = Guard(
    "all_winners_invited",
    "1397/2016, 40 § 2 mom. 8 p.",
    Lift.NOBODY,
    Label(
        "Alla vinnare av utmaningen ska bjudas in samtidigt och på samma villkor.",
        "Kaikki haasteen voittajat on kutsuttava samanaikaisesti ja samoin ehdoin.",
        "All winners of the challenge must be invited at once and on the same terms.",
    ),
    _all_winners_invited,
)
PARTY_VERIFIED: Final = Guard(
    "party_verified",
    "1397/2016, 40 § 2 mom. 8 p., 92 §",
    Lift.NOBODY,
    Label(
        "Leverantören ska vara kontrollerad: registerutdrag, undertecknarens grund och sambandet med vinnaren.",
        "Toimittaja on tarkistettava: rekisteriote, allekirjoittajan toimivallan peruste ja yhteys voittajaan.",
        "The supplier must be verified: register extract, ground of the signatory and link to the winner.",
    ),
    _is_true("supplier.verified"),
)
WITHIN_ANNOUNCED_VALUE: Final = Guard(
    "within_announced_value",
    "1397/2016, 27 §, 29 §",
    Lift.NOBODY,
    Label(
        "Kontraktets värde är högre än det uppskattade värde som tävlingen byggde på.",
        "Sopimuksen arvo ylittää ennakoidun arvon, johon kilpailu perustui.",
        "The value of the contract exceeds the estimate on which the contest rested.",
    ),
    _within_announced_value,
)
SAME_BAND: Final = Guard(
    "band_drift",
    "1397/2016, 25–29 §",
    Lift.NOBODY,
    Label(
        "Kontraktets värde hör till en annan värdeklass än den som annonserades.",
        "Sopimuksen arvo kuuluu eri arvoluokkaan kuin se, josta ilmoitettiin.",
        "The value of the contract is in another band than the one that was announced.",
    ),
    _same_band,
)
NAMED_BUYERS: Final = Guard(
    "named_buyers",
    "1397/2016, 42 § 4–5 mom.",
    Lift.NOBODY,
    Label(
        "Beställningar av andra kräver namngivna beställare, ett maximivärde och högst fyra år.",
        "Muiden tilaukset edellyttävät nimettyjä tilaajia, enimmäisarvoa ja enintään neljää vuotta.",
        "Orders by others need named buyers, a ceiling and a term of at most four years.",
    ),
    _named_buyers,
)
INVITATION_DATES: Final = Guard(
    "invitation_dates",
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: annons, tävlingsbeslut, inbjudan, svar, förhandling.",
        "Päivämäärät ovat väärässä järjestyksessä: ilmoitus, kilpailupäätös, kutsu, vastaus, neuvottelu.",
        "The dates are in the wrong order: notice, contest decision, invitation, reply, negotiation.",
    ),
    _in_order(
        "notice.date",
        "contest_decision.date",
        "invitation.date",
        "negotiation.reply_by",
        "negotiation.date",
    ),
)
CONTRACT_DATES: Final = Guard(
    "contract_dates",
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: annons, tävlingsbeslut, upphandlingsbeslut, kontraktstidens slut.",
        "Päivämäärät ovat väärässä järjestyksessä: ilmoitus, kilpailupäätös, hankintapäätös, sopimuskauden loppu.",
        "The dates are in the wrong order: notice, contest decision, procurement decision, end of term.",
    ),
    _in_order("notice.date", "contest_decision.date", "decision.date", "term.end"),
)
OPTION_DATES: Final = Guard(
    "option_dates",
    "",
    Lift.NOBODY,
    Label(
        "Optionen ska meddelas under kontraktstiden.",
        "Optiosta on ilmoitettava sopimuskauden aikana.",
        "The option must be exercised during the term.",
    ),
    _in_order("contract.date", "term.option_notice_by", "term.end"),
)

ALL_GUARDS: Final = (
    ROUTE,
    FOLLOW_ON_CLAUSE,
    ABOVE_NATIONAL,
    CONTEST_DECISION_SERVED,
    ALL_WINNERS_INVITED,
    PARTY_VERIFIED,
    WITHIN_ANNOUNCED_VALUE,
    SAME_BAND,
    NAMED_BUYERS,
    INVITATION_DATES,
    CONTRACT_DATES,
    OPTION_DATES,
)
