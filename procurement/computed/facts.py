"""Facts that follow from other facts: bands, sums, days of service, the variant of the instructions.

Nobody types these, so that no paper can say a total that its lines do not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from procurement.computed import case_deadlines, prices
from procurement.facts import Facts, Localised, Records, Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.guards.checks import newest
from procurement.guards.model import subject_of
from procurement.kinds import Kind
from procurement.law import Band, Law, LawError
from procurement.law.instructions import NoVariant, Variant, variant_of

_VALUE: Final = ("value.estimate", "value.prizes", "notice.date")
_CONTRACT: Final = ("price.total", "value.prizes", "notice.date")
_LINES: Final = ("price.lines",)
_CHANGE: Final = ("change.number", "change.rows")
#: What an amendment says of its own row of the table of changes.
_OF_THE_CHANGE: Final = ("clause", "reason", "ground", "effect", "approved_by", "effective_from")

#: What a computed fact is computed from; a gap names these, since nobody can type a computed fact.
COMPUTED_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "document.translation": ("case.authentic_language",),
    "value.total_estimate": ("value.estimate", "value.prizes"),
    "value.band": _VALUE,
    "value.contract_band": _CONTRACT,
    "buyer.is_host": ("buyer.name", "host.name"),
    "checks.judged": ("checks.rows",),
    "price.rows": _LINES,
    "price.lines_total": _LINES,
    "price.vat_rows": _LINES,
    "price.vat_total": _LINES,
    "price.gross_total": _LINES,
    "price.milestones_total": ("price.milestones",),
    "accession.orders_total": ("accession.value",),
    "change.log": ("change.rows",),
    "change.total": ("change.rows",),
    "change.percent": ("change.rows", "price.total"),
    "change.new_value": ("change.rows", "price.total"),
    **dict.fromkeys(map("change.{}".format, _OF_THE_CHANGE), _CHANGE),
    "change.effect_percent": (*_CHANGE, "price.total"),
    "contest_decision.service": ("contest_decision.recipients",),
    "contest_decision.last_served": ("contest_decision.served_on",),
    "decision.service": ("decision.recipients",),
    "decision.last_served": ("decision.recipients",),
    "decision.last_appeal_day": ("decision.recipients",),
    "direct_notice.earliest": ("direct_notice.published_on",),
    "direct_notice.recommended": ("direct_notice.published_on",),
    "instructions.variant": ("instructions.decision", "case.legal_basis", "buyer.type", *_VALUE),
}
#: What a computed fact also depends on, in some cases only.
_DEPENDS_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "value.band": ("case.legal_basis", "case.annex_e_category"),
    "value.contract_band": ("case.legal_basis", "case.annex_e_category"),
    "accession.orders_total": ("accession.register",),
    "change.log": ("change.number", "price.total"),
    **dict.fromkeys(("change.total", "change.percent", "change.new_value"), ("change.number",)),
    "contest_decision.last_served": ("contest_decision.recipients",),
    "decision.last_appeal_day": ("deadlines.overrides",),
    "direct_notice.recommended": ("deadlines.overrides",),
    "instructions.variant": (
        "decision.outcome",
        "direct_notice.kind",
        "buyer.is_municipality",
        "case.annex_e_category",
    ),
}


def inputs_of(names: Iterable[str]) -> frozenset[str]:
    """Return the facts that somebody supplies among these, and those that the computed ones among them rest on."""
    supplied: set[str] = set()
    for name in names:
        if name in CATALOGUE and CATALOGUE[name].supplied_by == "computed":
            supplied |= {*COMPUTED_FROM.get(name, ()), *_DEPENDS_ON.get(name, ())}
        elif name in CATALOGUE:
            supplied.add(name)
    return frozenset(supplied)


def with_computed(kind: Kind, facts: Facts, law: Law) -> Facts:
    """Return the facts, what the kind sets itself, and what follows from them."""
    facts = facts.with_values(Source.COMPUTED, kind.sets)
    document = {
        "document.date": facts.value(kind.date_fact),
        "case.demo": any(fact.provenance.source is Source.DEMO for fact in facts.entries.values()),
    }
    return with_case_computed(facts.with_values(Source.COMPUTED, document), law)


def with_case_computed(facts: Facts, law: Law) -> Facts:
    """Return the facts and what follows from them in any paper."""
    for values in (_values, _checks, _prices, _changes, _service, _instructions):
        facts = facts.with_values(Source.COMPUTED, values(facts, law), COMPUTED_FROM)
    found = case_deadlines.case_deadlines(facts, law)
    wait = next((row for row in found if row.deadline.rule == "direct_notice_wait"), None)
    return facts.with_values(
        Source.COMPUTED,
        {
            "decision.last_appeal_day": case_deadlines.day_of(found, "appeal"),
            "direct_notice.earliest": wait.earliest_by_law if wait else None,
            "direct_notice.recommended": wait.deadline.day if wait else None,
        },
        COMPUTED_FROM,
    )


def _values(facts: Facts, law: Law) -> dict[str, Value | None]:
    announced = _sum(facts, "value.estimate", "value.prizes")
    contract = _sum(facts, "price.total", "value.prizes")
    return {
        "value.total_estimate": announced,
        "value.band": _band(facts, law, announced),
        "value.contract_band": _band(facts, law, contract),
        "buyer.is_host": _same_name(facts.value("buyer.name"), facts.value("host.name")),
    }


def _sum(facts: Facts, *names: str) -> Decimal | None:
    values = [value for name in names if isinstance(value := facts.value(name), Decimal)]
    return sum(values, Decimal(0)) if len(values) == len(names) else None


def _band(facts: Facts, law: Law, value: Decimal | None) -> str | None:
    day, subject = facts.value("notice.date"), subject_of(facts)
    if value is None or subject is None or not isinstance(day, date):
        return None
    try:
        return str(law.band(value, day, subject))
    except LawError:
        return None


def _same_name(buyer: Value | None, host: Value | None) -> bool | None:
    if not (isinstance(buyer, Localised) and isinstance(host, Localised)):
        return None
    names = {text.casefold() for text in buyer.texts.values()}
    return any(text.casefold() in names for text in host.texts.values())


def _checks(facts: Facts, _law: Law) -> dict[str, Value | None]:
    """The row that judges each check; a decision says these, and the paper of the checks says all."""
    judging = newest(facts.rows("checks.rows"))
    return {"checks.judged": Records(judging) if judging else None}


def _prices(facts: Facts, _law: Law) -> dict[str, Value | None]:
    values: dict[str, Value | None] = {
        "price.milestones_total": prices.total(facts.rows("price.milestones"), "amount"),
        "accession.orders_total": _orders(facts),
    }
    lines = facts.value("price.lines")
    sums = prices.totals(lines) if isinstance(lines, Records) else None
    if sums is not None:
        values |= {
            "price.rows": sums.rows,
            "price.lines_total": sums.net,
            "price.vat_rows": sums.vat_rows,
            "price.vat_total": sums.vat,
            "price.gross_total": sums.gross,
        }
    return values


def _orders(facts: Facts) -> Decimal | None:
    """The orders so far and the one that is to be made."""
    value = facts.value("accession.value")
    register = facts.rows("accession.register")
    earlier = prices.total(register, "value") if register else Decimal(0)
    return value + earlier if isinstance(value, Decimal) and earlier is not None else None


def _changes(facts: Facts, _law: Law) -> dict[str, Value | None]:
    """The log up to the change that is made, what that change is, and what the contract is worth after it."""
    number, original = facts.value("change.number"), facts.value("price.total")
    log = prices.change_log(
        facts.rows("change.rows"),
        original if isinstance(original, Decimal) else None,
        until=number if isinstance(number, int) else None,
    )
    if log is None:
        return {}
    last = log.rows[-1]
    net = last.get("net")
    values: dict[str, Value | None] = {
        "change.log": log,
        "change.total": net,
        "change.percent": last.get("percent"),
        "change.new_value": original + net if isinstance(original, Decimal) and isinstance(net, Decimal) else None,
    }
    if number is not None:
        effect = last.get("effect")
        values |= {f"change.{column}": last.get(column) for column in _OF_THE_CHANGE}
        if isinstance(effect, Decimal) and isinstance(original, Decimal):
            values["change.effect_percent"] = prices.percent(effect, original)
    return values


def _service(facts: Facts, law: Law) -> dict[str, Value | None]:
    contest = case_deadlines.served(facts.rows("contest_decision.recipients"), law)
    decision = case_deadlines.served(facts.rows("decision.recipients"), law)
    typed = facts.value("contest_decision.served_on")
    listed = "contest_decision.recipients" in facts
    last_contest = case_deadlines.latest(contest, "received_on") if listed else typed
    return {
        "contest_decision.service": contest,
        "contest_decision.last_served": last_contest,
        "decision.service": decision,
        "decision.last_served": case_deadlines.latest(decision, "received_on"),
    }


def instructions_of(facts: Facts) -> Variant | NoVariant | None:
    """Return the variant of the instructions, why there is none, or None while a fact that decides it is missing."""
    names = ("instructions.decision", "case.legal_basis", "value.band", "buyer.type")
    decision, basis, band, buyer = (facts.value(name) for name in names)
    if not (isinstance(decision, str) and isinstance(basis, str) and isinstance(band, str) and isinstance(buyer, str)):
        return None
    municipality, notice = facts.value("buyer.is_municipality"), facts.value("direct_notice.kind")
    if buyer == "authority" and municipality is None:
        return None
    outcome = facts.value("decision.outcome") if decision == "procurement_decision" else None
    if decision == "procurement_decision":
        if outcome is None:
            return None
        if outcome == "award" and basis not in ("rd_excluded", "below_national") and notice is None:
            return None
    return variant_of(
        decision=decision,
        awards=outcome == "award",
        basis=basis,
        band=Band(band),
        buyer=buyer,
        municipality=municipality is True,
        notice=notice if isinstance(notice, str) else "none",
    )


def _instructions(facts: Facts, _law: Law) -> dict[str, Value | None]:
    found = instructions_of(facts)
    return {"instructions.variant": str(found) if isinstance(found, Variant) else None}
