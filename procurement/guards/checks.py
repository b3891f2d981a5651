"""Guards of the checks before the contract: made and in date, none of them failed, the criminal record examined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from procurement.facts import Cell, Facts, Record
from procurement.facts.field import Label
from procurement.facts.groups.checks import CHECKS
from procurement.guards.model import (
    BLOCKED,
    PASSED,
    WARNED,
    Check,
    Finding,
    Guard,
    Lift,
    State,
    eu_rules_bind,
    unknown,
    verdict,
)
from procurement.law import Law
from procurement.law.deadlines import end_of

#: What the contractor liability act asks for before a contract (1233/2006, 5 §).
CONTRACTOR_CHECKS: Final = frozenset(
    {"registers", "trade_register", "tax_debt", "pension", "collective_agreement", "occupational_health"}
)
FAILED: Final = "failed"
SANCTIONS: Final = "sanctions"
#: The permit of the competent authority, which alone opens the way past a failed check of sanctions.
PERMIT: Final = ("checks.permit_authority", "checks.permit_number", "checks.permit_date")
_RECORD: Final = ("checks.criminal_record_on", "checks.criminal_record_by")

#: On what each check rests, if it has failed.
_GROUNDS: Final = {
    "exclusion": "1397/2016, 80–82 §",
    "espd": "1397/2016, 87 §",
    "suitability": "1397/2016, 83–86 §, 105 §",
    **dict.fromkeys(CONTRACTOR_CHECKS, "1233/2006, 5 §"),
    SANCTIONS: "(EU) 833/2014, 5k",
    "insurance": "",
}
#: What nobody does while a check has failed. To exclude, to discontinue and to rectify rest on such a check instead.
_BLOCKED_BY_A_FAILURE: Final = ("procurement_decision:award", "procurement_contract", "signing_pack")


def newest(rows: Iterable[Record]) -> tuple[Record, ...]:
    """Return the row that judges each check of each subject: the one that was checked last.

    Of one day the failed row judges. A failed row without a day judges until it has one; any other without a day was
    not checked yet, and takes no row's place.
    """
    judging: dict[tuple[Cell | None, str], Record] = {}
    for row in rows:
        key = (row.get("check"), str(row.get("subject") or "").casefold())
        if key not in judging or _weight(row) >= _weight(judging[key]):
            judging[key] = row
    return tuple(judging.values())


def _weight(row: Record) -> tuple[date, bool]:
    day, failed = row.get("checked_on"), _has_failed(row)
    return (day if isinstance(day, date) else date.max if failed else date.min, failed)


def checked(facts: Facts, day: date, law: Law) -> frozenset[str]:
    """Return the checks that were made of the supplier, with whatever result, and whose papers are in date on a day.

    What is recorded of somebody else, such as a subcontractor, must be in date too, and is no check of the supplier.
    """
    made: dict[str, bool] = {}
    of_supplier: set[str] = set()
    supplier = str(facts.value("supplier.name") or "").casefold()
    for row in newest(facts.rows("checks.rows")):
        check, dated = str(row.get("check")), row.get("document_date")
        if str(row.get("subject") or "").casefold() in ("", supplier):
            of_supplier.add(check)
        holds = {"result", "checked_on"} <= row.cells.keys()
        if check in CONTRACTOR_CHECKS:
            holds = holds and isinstance(dated, date) and day <= end_of(law.period("contractor_papers", day), dated)
        made[check] = made.get(check, True) and holds
    return frozenset(check for check, holds in made.items() if holds and check in of_supplier)


def failed(facts: Facts) -> frozenset[str]:
    """Return the checks of which the row that judges has failed."""
    return frozenset(str(row.get("check")) for row in newest(facts.rows("checks.rows")) if _has_failed(row))


def _has_failed(row: Record) -> bool:
    return row.get("result") == FAILED


def _failures(check: str) -> Callable[[Facts], str]:
    """Return what tells one failure of a check from the next: whom it was about, and its day."""

    def said(facts: Facts) -> str:
        rows = [row for row in newest(facts.rows("checks.rows")) if row.get("check") == check]
        return "; ".join(sorted(_told(row) for row in rows if _has_failed(row)))

    return said


def _told(row: Record) -> str:
    subject, day = row.get("subject"), row.get("checked_on")
    dated = f"{day.day}.{day.month}.{day.year}" if isinstance(day, date) else ""
    return ", ".join(filter(None, (str(subject or ""), dated)))


def _judged_on(facts: Facts) -> date | None:
    day = facts.value("signing.planned_on") or facts.value("document.date")
    return day if isinstance(day, date) else None


def _not_failed(check: str) -> Check:
    return lambda facts, _law: verdict(check not in failed(facts))


def _sanctions(facts: Facts, _law: Law) -> Finding:
    if SANCTIONS not in failed(facts):
        return PASSED
    permitted = facts.value("checks.permit_date")
    # The permit is there before the decision, and not only before the signing.
    days = [day for name in ("document.date", "signing.planned_on") if isinstance(day := facts.value(name), date)]
    is_given = isinstance(permitted, date) and all(permitted <= day for day in days)
    return verdict(is_given and all(name in facts for name in PERMIT))


def _exclusion_checked(facts: Facts, law: Law) -> Finding:
    day = _judged_on(facts)
    if (missing := unknown(facts, "checks.rows", "value.band")) is not None or day is None:
        return missing or Finding(State.UNKNOWN, ("signing.planned_on",))
    return verdict("exclusion" in checked(facts, day, law))


def _if_required(facts: Facts, required: str, done: bool) -> Finding:
    """Judge what is a duty from the EU threshold, and below it where the documents of the procurement asked for it."""
    if done:
        return PASSED
    if eu_rules_bind(facts) or facts.value(required) is True:
        return BLOCKED
    return PASSED if facts.value(required) is False else WARNED


def _espd(facts: Facts, law: Law) -> Finding:
    day = _judged_on(facts)
    if (missing := unknown(facts, "checks.rows", "value.band")) is not None or day is None:
        return missing or Finding(State.UNKNOWN, ("signing.planned_on",))
    return _if_required(facts, "checks.espd_required", "espd" in checked(facts, day, law))


def _criminal_record(facts: Facts, law: Law) -> Finding:
    day, shown = _judged_on(facts), facts.value("checks.criminal_record_on")
    if (missing := unknown(facts, "value.band")) is not None or day is None:
        return missing or Finding(State.UNKNOWN, ("signing.planned_on",))
    recent = isinstance(shown, date) and shown <= day <= end_of(law.period("criminal_record", day), shown)
    return _if_required(facts, "checks.criminal_record_required", recent and all(name in facts for name in _RECORD))


def _contractor_checks(facts: Facts, law: Law) -> Finding:
    if (missing := unknown(facts, "checks.contractor_liability")) is not None:
        return missing
    if facts.value("checks.contractor_liability") is False:
        return PASSED
    day = _judged_on(facts)
    if (missing := unknown(facts, "checks.rows")) is not None or day is None:
        return missing or Finding(State.UNKNOWN, ("signing.planned_on",))
    return verdict(checked(facts, day, law) >= CONTRACTOR_CHECKS)


def _failed_guard(check: str, label: Label) -> Guard:
    if check == SANCTIONS:
        return Guard(
            f"check_failed_{check}",
            _BLOCKED_BY_A_FAILURE,
            _GROUNDS[check],
            Lift.NOBODY,
            Label(
                f"Utredningen är inte godkänd: {label.sv}. Endast ett tillstånd av den behöriga myndigheten, antecknat "
                "med myndighet, nummer och dag, öppnar vägen.",
                f"Selvitystä ei ole hyväksytty: {label.fi}. Esteen poistaa vain toimivaltaisen viranomaisen lupa, "
                "josta merkitään viranomainen, numero ja päivä.",
                f"The check has failed: {label.en}. Only a permit of the competent authority, recorded with the "
                "authority, its number and its day, opens the way.",
            ),
            ("checks.rows", *PERMIT, "signing.planned_on", "document.date"),
            _sanctions,
            fulfilled=Label(
                f"Ingen underkänd utredning utan tillstånd: {label.sv}.",
                f"Ei hylättyä selvitystä ilman lupaa: {label.fi}.",
                f"No failed check without a permit: {label.en}.",
            ),
        )
    return Guard(
        f"check_failed_{check}",
        _BLOCKED_BY_A_FAILURE,
        _GROUNDS[check],
        Lift.SECOND_LAWYER,
        Label(
            f"Utredningen är inte godkänd: {label.sv}. Endast två jurister tillsammans kan medge ett undantag, och de "
            "antecknar grunden för det.",
            f"Selvitystä ei ole hyväksytty: {label.fi}. Poikkeuksen voivat myöntää vain kaksi juristia yhdessä, ja he "
            "merkitsevät sen perusteen.",
            f"The check has failed: {label.en}. Only two lawyers together may make an exception, and they record its "
            "ground.",
        ),
        ("checks.rows",),
        _not_failed(check),
        about=_failures(check),
        fulfilled=Label(
            f"Ingen underkänd utredning: {label.sv}.",
            f"Ei hylättyä selvitystä: {label.fi}.",
            f"No failed check: {label.en}.",
        ),
    )


EXCLUSION_CHECKED: Final = Guard(
    "exclusion_checked",
    ("procurement_decision:award",),
    "1397/2016, 80 §, 88 §, 105 §",
    Lift.NOBODY,
    Label(
        "Grunderna för uteslutning ska vara kontrollerade före beslutet.",
        "Poissulkemisperusteet on tarkastettava ennen päätöstä.",
        "The exclusion grounds must be checked before the decision.",
    ),
    ("checks.rows", "supplier.name", "value.band", "signing.planned_on", "document.date"),
    _exclusion_checked,
    fulfilled=Label(
        "Grunderna för uteslutning är kontrollerade.",
        "Poissulkemisperusteet on tarkastettu.",
        "The exclusion grounds are checked.",
    ),
)
ESPD_CHECKED: Final = Guard(
    "espd_checked",
    ("pre_contract_checks", "signing_pack"),
    "1397/2016, 87 §",
    Lift.NOBODY,
    Label(
        "ESPD är inte kontrollerad. Den är en skyldighet från EU-tröskelvärdet och annars om den krävdes.",
        "ESPD:tä ei ole tarkastettu. Se on pakollinen EU-kynnysarvosta alkaen ja muutoin, jos sitä vaadittiin.",
        "The ESPD is not checked. It is a duty from the EU threshold, and below it if it was required.",
    ),
    (
        "checks.rows",
        "supplier.name",
        "checks.espd_required",
        "value.band",
        "case.legal_basis",
        "signing.planned_on",
        "document.date",
    ),
    _espd,
    fulfilled=Label(
        "ESPD är kontrollerad eller har inte krävts.",
        "ESPD on tarkastettu, tai sitä ei ole vaadittu.",
        "The ESPD is checked or was not required.",
    ),
)
CRIMINAL_RECORD: Final = Guard(
    "criminal_record_examined",
    ("signing_pack",),
    "1397/2016, 88 §",
    Lift.NOBODY,
    Label(
        "Det är inte antecknat att straffregisterutdraget har visats upp, granskats och återlämnats.",
        "Rikosrekisteriotteen näyttämistä, tarkastamista ja palauttamista ei ole merkitty.",
        "It is not recorded that the criminal record was shown, examined and returned.",
    ),
    (
        *_RECORD,
        "checks.criminal_record_required",
        "value.band",
        "case.legal_basis",
        "signing.planned_on",
        "document.date",
    ),
    _criminal_record,
    fulfilled=Label(
        "Straffregisterutdraget har visats upp, granskats och återlämnats, eller så har det inte krävts.",
        "Rikosrekisteriote on näytetty, tarkastettu ja palautettu, tai sitä ei ole vaadittu.",
        "The criminal record was shown, examined and returned, or was not required.",
    ),
)
CONTRACTOR_LIABILITY: Final = Guard(
    "contractor_checks_in_date",
    ("signing_pack",),
    "1233/2006, 5 §, 7 § 1 mom.",
    Lift.NOBODY,
    Label(
        "Utredningarna enligt beställaransvarslagen saknas eller är äldre än tre månader.",
        "Tilaajavastuulain selvitykset puuttuvat tai ovat yli kolme kuukautta vanhoja.",
        "The contractor liability papers are missing or older than three months.",
    ),
    ("checks.contractor_liability", "checks.rows", "supplier.name", "signing.planned_on", "document.date"),
    _contractor_checks,
    fulfilled=Label(
        "Utredningarna enligt beställaransvarslagen, om den tillämpas, är högst tre månader gamla.",
        "Tilaajavastuulain selvitykset, jos lakia sovelletaan, ovat enintään kolme kuukautta vanhoja.",
        "The contractor liability papers, if the act applies, are at most three months old.",
    ),
)
#: A rule for each check, so that a lift is of that check alone.
FAILED_CHECKS: Final = tuple(_failed_guard(choice.key, choice.label) for choice in CHECKS)

GUARDS: Final = (EXCLUSION_CHECKED, ESPD_CHECKED, CRIMINAL_RECORD, CONTRACTOR_LIABILITY, *FAILED_CHECKS)
