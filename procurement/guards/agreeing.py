"""Guards of what papers must say alike: entries, buyers and ceiling, other contests, subcontractors.

Each says the names or the numbers on both sides, so that a lawyer sees at once what to mend.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from procurement.facts import Facts, LocalisedList, Record, Value
from procurement.facts.field import Label
from procurement.facts.model import Localised
from procurement.guards.model import PASSED, Finding, Guard, Lift, State, unknown
from procurement.languages import LEGAL_LANGUAGES, Language, amount, short_date
from procurement.law import Law


def _objection(sv: str, fi: str, en: str, missing: tuple[str, ...] = ()) -> Finding:
    return Finding(State.BLOCKED, missing, Label(sv, fi, en))


def _names(named: dict[Language, list[str]]) -> dict[Language, str]:
    """Return names for a sentence in each language, the other language where one has none; nothing without names."""
    shown = {language: "; ".join(names) for language, names in named.items() if names}
    if not shown:
        return {}
    other = next(iter(shown.values()))
    return {language: shown.get(language, other) for language in Language}


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


# -- Buyers that may order, and their ceiling --------------------------------------------------------------------------


def _lists(value: Value | None) -> dict[Language, tuple[str, ...]]:
    return dict(value.items) if isinstance(value, LocalisedList) else {}


def _unnamed(buyers: Value | None, named: Value | None) -> dict[Language, list[str]]:
    """Return the buyers that another list does not name, by language.

    A list in one language is compared in that language. Without a language in common nobody is named.
    """
    wanted, held = _lists(buyers), _lists(named)
    common = [language for language in LEGAL_LANGUAGES if language in wanted and language in held]
    if not common:
        return {language: list(names) for language, names in wanted.items()}
    return {
        language: [name for name in wanted[language] if _same(name) not in {_same(other) for other in held[language]}]
        for language in common
    }


def _uneven(buyers: Value | None) -> bool:
    """Whether a list names more buyers in one language than in the other."""
    return len({len(names) for language, names in _lists(buyers).items() if language in LEGAL_LANGUAGES}) > 1


def _orders(facts: Facts) -> Finding | None:
    """Return that nothing is to be compared, or not yet, or None if buyers may order."""
    if (missing := unknown(facts, "reuse.basis")) is not None:
        return missing
    return PASSED if facts.value("reuse.basis") != "named_buyers" else None


def _buyers_in_notice(facts: Facts, _law: Law) -> Finding:
    if (settled := _orders(facts)) is not None:
        return settled
    if (missing := unknown(facts, "reuse.municipalities", "notice.buyers")) is not None:
        return missing
    buyers = facts.value("reuse.municipalities")
    if _uneven(buyers):
        counts = {language: len(names) for language, names in _lists(buyers).items()}
        sv, fi = counts.get(Language.SV, 0), counts.get(Language.FI, 0)
        return _objection(
            f"Listan har {sv} beställare på svenska och {fi} på finska.",
            f"Luettelossa on ruotsiksi {sv} ja suomeksi {fi} tilaajaa.",
            f"The list has {sv} buyers in Swedish and {fi} in Finnish.",
        )
    unnamed = _unnamed(buyers, facts.value("notice.buyers"))
    if not any(unnamed.values()):
        return PASSED
    shown = _names(unnamed)
    return _objection(
        f"Annonsen namnger inte: {shown[Language.SV]}.",
        f"Ilmoituksessa ei ole nimetty: {shown[Language.FI]}.",
        f"The notice does not name: {shown[Language.EN]}.",
    )


def _approved_row(facts: Facts, name: str) -> Record | None:
    rows = facts.rows(name)
    return rows[0] if rows else None


def _says_the_same(row: Record, facts: Facts) -> bool:
    """Whether an approved paper names exactly the buyers, the ceiling and the last day that the case has now."""
    buyers, told = facts.value("reuse.municipalities"), row.get("buyers")
    return (
        row.get("basis") == "named_buyers"
        and not any(_unnamed(buyers, told).values())
        and not any(_unnamed(told, buyers).values())
        and row.get("ceiling") == facts.value("reuse.ceiling")
        and row.get("end") == facts.value("reuse.end")
    )


def _covers(row: Record, facts: Facts) -> bool:
    """Whether an approved paper goes at least as far: as many buyers, as high a ceiling, as late a last day."""
    ceiling, end = row.get("ceiling"), row.get("end")
    limit, last = facts.value("reuse.ceiling"), facts.value("reuse.end")
    return (
        row.get("basis") == "named_buyers"
        and not any(_unnamed(facts.value("reuse.municipalities"), row.get("buyers")).values())
        and isinstance(ceiling, Decimal)
        and isinstance(limit, Decimal)
        and limit <= ceiling
        and isinstance(end, date)
        and isinstance(last, date)
        and last <= end
    )


#: Where the compared papers say something, in the form that the sentence needs.
_IN_DECISION: Final = Label("i beslutet", "päätöksessä", "in the decision")
_IN_INVITATION: Final = Label("i inbjudan", "kutsussa", "in the invitation")
_IN_CONTRACT: Final = Label("i kontraktet", "sopimuksessa", "in the contract")
_ONLY: Final = Label("Endast", "Vain", "Only")
_CEILING: Final = Label("Maximivärde", "Enimmäisarvo", "Ceiling")
_LAST_DAY: Final = Label("Sista dag", "Viimeinen päivä", "Last day")


def _shown(value: Value | None, language: Language) -> str:
    match value:
        case Decimal():
            return f"{amount(value, language)} €"
        case date():
            return short_date(value, language)
    return "–"


def _differing(row: Record, facts: Facts, where: Label) -> Finding:
    """Return the objection that a paper says otherwise than the contract, with what differs on both sides."""
    theirs = row.get("buyers") if row.get("basis") == "named_buyers" else None
    ours = facts.value("reuse.municipalities")
    only = ((where, _names(_unnamed(theirs, ours))), (_IN_CONTRACT, _names(_unnamed(ours, theirs))))
    pairs = (
        (_CEILING, row.get("ceiling"), facts.value("reuse.ceiling")),
        (_LAST_DAY, row.get("end"), facts.value("reuse.end")),
    )

    def said(language: Language) -> str:
        named = [f"{_ONLY[language]} {side[language]}: {names[language]}." for side, names in only if names]
        other = [
            f"{label[language]}: {_shown(told, language)} {where[language]}, "
            f"{_shown(held, language)} {_IN_CONTRACT[language]}."
            for label, told, held in pairs
            if told != held
        ]
        return " ".join([*named, *other])

    return _objection(said(Language.SV), said(Language.FI), said(Language.EN))


def _buyers_as_decided(facts: Facts, _law: Law) -> Finding:
    """The approved decision says exactly what the contract says; the approved invitation at least as much."""
    decision = _approved_row(facts, "approved.decision")
    invitation = _approved_row(facts, "approved.invitation")
    if (settled := _orders(facts)) is not None:
        if settled is PASSED and decision is not None and decision.get("basis") == "named_buyers":
            return _differing(decision, facts.restricted_to(()), _IN_DECISION)
        return settled
    if (missing := unknown(facts, "reuse.municipalities", "reuse.ceiling", "reuse.end")) is not None:
        return missing
    if decision is not None and not _says_the_same(decision, facts):
        return _differing(decision, facts, _IN_DECISION)
    if invitation is not None and not _covers(invitation, facts):
        return _differing(invitation, facts, _IN_INVITATION)
    return PASSED


def _position(buyer: Value | None, held: Value | None) -> bool:
    """Whether a list holds a buyer, in the same place in both languages."""
    texts = dict(buyer.texts) if isinstance(buyer, Localised) else {}
    lists = _lists(held)
    places = []
    for language in LEGAL_LANGUAGES:
        if language in texts and language in lists:
            found = [place for place, name in enumerate(lists[language]) if _same(name) == _same(texts[language])]
            places.append(set(found))
    return bool(places) and bool(set.intersection(*places))


def _text(value: Value | None, language: Language) -> str:
    texts = dict(value.texts) if isinstance(value, Localised) else {}
    return texts.get(language) or next(iter(texts.values()), "–")


def _acceding_buyer_listed(facts: Facts, _law: Law) -> Finding:
    """The contract names the buyer, also as it was approved; so it does each earlier one, who ordered after signing."""
    if (settled := _orders(facts)) is not None:
        return settled
    if (missing := unknown(facts, "accession.buyer", "reuse.municipalities")) is not None:
        return missing
    contract = _approved_row(facts, "approved.contract")
    lists = [facts.value("reuse.municipalities")]
    if contract is not None:
        lists.append(contract.get("buyers") if contract.get("basis") == "named_buyers" else None)
    buyers = [facts.value("accession.buyer"), *(row.get("buyer") for row in facts.rows("accession.register"))]
    unlisted = [buyer for buyer in buyers if not all(_position(buyer, held) for held in lists)]
    if not unlisted:
        return _ordered_after_signing(facts)
    shown = {language: "; ".join(_text(buyer, language) for buyer in unlisted) for language in Language}
    return _objection(
        f"Kontraktet namnger inte: {shown[Language.SV]}.",
        f"Sopimuksessa ei ole nimetty: {shown[Language.FI]}.",
        f"The contract does not name: {shown[Language.EN]}.",
    )


def _ordered_after_signing(facts: Facts) -> Finding:
    signed = facts.value("signing.signed_on")
    early = [
        f"{_text(row.get('buyer'), Language.SV)} ({short_date(day, Language.SV)})"
        for row in facts.rows("accession.register")
        if isinstance(day := row.get("date"), date) and isinstance(signed, date) and day < signed
    ]
    if not early:
        return PASSED
    names = "; ".join(early)
    return _objection(
        f"Äldre än kontraktet: {names}.", f"Sopimusta vanhempi: {names}.", f"Older than the contract: {names}."
    )


# -- Entries and recipients --------------------------------------------------------------------------------------------

#: What became of an entry that is not ranked, by the fact that counts it.
_UNRANKED: Final = ("contest.excluded_count", "contest.withdrawn", "contest.eliminated")
#: What is known of the earlier decision that eliminated entries.
_EARLIER: Final = ("contest.eliminated_on", "contest.eliminated_section", "contest.eliminated_served_on")


def _count(facts: Facts, name: str) -> int:
    value = facts.value(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _entries_accounted(facts: Facts, _law: Law) -> Finding:
    """Every entry is ranked, excluded, withdrawn or eliminated by an earlier decision that has been served.

    A count that is not recorded is zero if the others add up, and otherwise what is missing.
    """
    if (missing := unknown(facts, "contest.entries", "jury.ranking")) is not None:
        return missing
    entries, ranked = _count(facts, "contest.entries"), len(facts.rows("jury.ranking"))
    excluded, withdrawn, eliminated = (_count(facts, name) for name in _UNRANKED)
    if ranked + excluded + withdrawn + eliminated != entries:
        total = ranked + excluded + withdrawn + eliminated
        return _objection(
            f"Inkomna: {entries}. Redovisade: {total} ({ranked} rangordnade, {excluded} uteslutna, "
            f"{withdrawn} återkallade, {eliminated} gallrade genom ett tidigare beslut).",
            f"Saapuneita: {entries}. Selvitettyjä: {total} ({ranked} paremmuusjärjestyksessä, "
            f"{excluded} pois suljettua, {withdrawn} peruutettua, {eliminated} karsittua aiemmalla päätöksellä).",
            f"Received: {entries}. Accounted for: {total} ({ranked} ranked, {excluded} excluded, "
            f"{withdrawn} withdrawn, {eliminated} eliminated by an earlier decision).",
            tuple(name for name in _UNRANKED if name not in facts),
        )
    if not eliminated:
        return PASSED
    if (missing := unknown(facts, *_EARLIER, "contest_decision.date")) is not None:
        return missing
    made, served, decided = (
        facts.value(name) for name in ("contest_decision.date", "contest.eliminated_served_on", "contest.eliminated_on")
    )
    days = [day for day in (decided, served, made) if isinstance(day, date)]
    if days == sorted(days):
        return PASSED
    return _objection(
        "Det tidigare beslutet ska ha fattats och delgetts före tävlingsbeslutet.",
        "Aiempi päätös on tehtävä ja annettava tiedoksi ennen kilpailupäätöstä.",
        "The earlier decision must have been made and served before the contest decision.",
    )


def _participants_served(facts: Facts, _law: Law) -> Finding:
    """As many are served as sent entries, those counted who were served an earlier decision.

    One participant may have sent several entries, and the members of a group may be served one by one. Then the lawyer
    says how many are to be served: more recipients than entries do not show that nobody was left out.
    """
    if "contest_decision.recipients" not in facts and "contest_decision.served_on" in facts:
        # A lawyer has recorded that everybody was served, without a list to compare with.
        return PASSED
    wanted = "contest_decision.to_serve" if "contest_decision.to_serve" in facts else "contest.entries"
    if (missing := unknown(facts, wanted, "contest_decision.recipients")) is not None:
        return missing
    rows = facts.rows("contest_decision.recipients")
    served = len({_same(str(row.get("recipient"))) for row in rows})
    if wanted == "contest_decision.to_serve":
        if served == (to_serve := _count(facts, wanted)):
            return PASSED
        return _objection(
            f"Ska delges: {to_serve}. Mottagare: {served}.",
            f"Tiedoksi annettava: {to_serve}. Vastaanottajia: {served}.",
            f"To be served: {to_serve}. Recipients: {served}.",
        )
    entries, earlier = _count(facts, wanted), _count(facts, "contest.eliminated")
    if served + earlier == entries:
        return PASSED
    return _objection(
        f"Inkomna bidrag: {entries}. Mottagare: {served}, och {earlier} som har delgetts ett tidigare beslut.",
        f"Saapuneet ehdotukset: {entries}. Vastaanottajia: {served} ja lisäksi {earlier}, "
        "joille aiempi päätös on annettu tiedoksi.",
        f"Entries received: {entries}. Recipients: {served}, and {earlier} who were served an earlier decision.",
        ("contest_decision.to_serve",),
    )


# -- Other contests ----------------------------------------------------------------------------------------------------


def _other_contests(facts: Facts, _law: Law) -> Finding:
    """Contests of the same buyer within twelve months are answered with a reason before anything is awarded.

    The answer says how many it is about: one that becomes known later was not in sight when it was written.
    """
    near, unattributed = _lists(facts.value("contests.near")), _lists(facts.value("contests.unattributed"))
    known = sum(max(map(len, names.values()), default=0) for names in (near, unattributed))
    asked = ["case.other_contests"]
    if near or facts.value("case.other_contests") is True:
        asked.append("case.simultaneous")
    if known:
        asked.append("case.contests_answered")
    missing, answered = unknown(facts, *asked), _count(facts, "case.contests_answered")
    if missing is None and known <= answered:
        return PASSED
    if missing is not None and not known:
        return missing

    def said(these: str, nobody_s: str, count: str, language: Language) -> str:
        lists = ((these, near.get(language)), (nobody_s, unattributed.get(language)))
        parts = [f"{told}: {'; '.join(names)}." for told, names in lists if names]
        return " ".join([*parts, f"{count}."] if answered else parts)

    return _objection(
        said("Det gäller", "Beställaren är inte antecknad", f"Svaret gäller {answered} av {known}", Language.SV),
        said("Kyse on seuraavista", "Tilaajaa ei ole kirjattu", f"Vastaus koskee {answered}/{known}", Language.FI),
        said("These are", "Nobody has recorded the buyer", f"The answer is about {answered} of {known}", Language.EN),
        ("case.contests_answered",) if missing is None else missing.missing,
    )


# -- Subcontractors ----------------------------------------------------------------------------------------------------


def _is_one_of(row: Record, others: Iterable[Record]) -> bool:
    """Whether a company is one of others: by the business ID where both have one, otherwise by the name."""
    for other in others:
        ours, theirs = row.get("business_id"), other.get("business_id")
        if ours and theirs:
            if ours == theirs:
                return True
        elif _same(str(row.get("name"))) == _same(str(other.get("name"))):
            return True
    return False


def _subprocessors_listed(facts: Facts, _law: Law) -> Finding:
    """Whoever processes data for the supplier does a part of its work, and is a subcontractor like any other."""
    for name in ("personal_data.processed", "data.subprocessors_used"):
        if (missing := unknown(facts, name)) is not None:
            return missing
        if facts.value(name) is False:
            return PASSED
    if (missing := unknown(facts, "data.subprocessors", "object.subcontractors")) is not None:
        return missing
    listed = facts.rows("object.subcontractor_list") if facts.value("object.subcontractors") is True else ()
    absent = [str(row.get("name") or "–") for row in facts.rows("data.subprocessors") if not _is_one_of(row, listed)]
    if not absent:
        return PASSED
    names = "; ".join(absent)
    return _objection(
        f"Finns inte bland underleverantörerna: {names}.",
        f"Ei ole alihankkijoiden joukossa: {names}.",
        f"Not among the subcontractors: {names}.",
    )


BUYERS_IN_NOTICE: Final = Guard(
    key="buyers_are_those_of_the_notice",
    blocks=(
        "invitation_to_negotiate",
        "procurement_decision:award",
        "procurement_contract",
        "accession_undertaking",
        "notice_field_sheets:direct",
        "notice_field_sheets:award",
    ),
    ground="1397/2016, 42 § 4 mom.",
    lift=Lift.NOBODY,
    message=Label(
        "Endast beställare som tävlingens annons namnger får beställa.",
        "Vain kilpailun ilmoituksessa nimetyt tilaajat saavat tilata.",
        "Only buyers that the notice of the contest names may order.",
    ),
    fulfilled=Label(
        "Tävlingens annons namnger alla beställare som får beställa, eller ingen annan får beställa.",
        "Kilpailun ilmoituksessa on nimetty kaikki tilaajat, jotka saavat tilata, tai muut eivät saa tilata.",
        "The notice of the contest names every buyer that may order, or nobody else may order.",
    ),
    reads=("reuse.basis", "reuse.municipalities", "notice.buyers"),
    check=_buyers_in_notice,
)
BUYERS_AS_DECIDED: Final = Guard(
    key="buyers_are_those_of_the_decision",
    blocks=("procurement_contract", "signing_pack"),
    ground="1397/2016, 42 § 4 mom., 123 §",
    lift=Lift.NOBODY,
    message=Label(
        "Kontraktet ska namnge samma beställare, maximivärde och sista dag som beslutet, och inte mer än inbjudan.",
        "Sopimuksessa on oltava samat tilaajat, enimmäisarvo ja viimeinen päivä kuin päätöksessä, eikä enempää "
        "kuin kutsussa.",
        "The contract must name the buyers, the ceiling and the last day of the decision, and no more than the "
        "invitation.",
    ),
    fulfilled=Label(
        "Beslut och inbjudan säger detsamma om beställarna och maximivärdet som kontraktet.",
        "Päätöksessä ja kutsussa on samat tilaajat ja sama enimmäisarvo kuin sopimuksessa.",
        "Decision and invitation agree with the contract on the buyers and the ceiling.",
    ),
    reads=(
        "reuse.basis",
        "reuse.municipalities",
        "reuse.ceiling",
        "reuse.end",
        "approved.decision",
        "approved.invitation",
    ),
    check=_buyers_as_decided,
)
ACCEDING_BUYER_LISTED: Final = Guard(
    key="acceding_buyer_is_on_the_list",
    blocks=("accession_undertaking",),
    ground="1397/2016, 42 § 4 mom.",
    lift=Lift.NOBODY,
    message=Label(
        "Endast de beställare som kontraktet namnger får ansluta sig. Det gäller också tidigare beställningar.",
        "Vain sopimuksessa nimetyt tilaajat saavat liittyä. Sama koskee aiempia tilauksia.",
        "Only the buyers that the contract names may accede. The same goes for earlier orders.",
    ),
    fulfilled=Label(
        "Kontraktet namnger den anslutande beställaren och alla som har beställt tidigare.",
        "Sopimuksessa on nimetty liittyvä tilaaja ja kaikki aiemmat tilaajat.",
        "The contract names the acceding buyer and everybody who ordered earlier.",
    ),
    reads=(
        "reuse.basis",
        "reuse.municipalities",
        "accession.buyer",
        "accession.register",
        "signing.signed_on",
        "approved.contract",
    ),
    check=_acceding_buyer_listed,
)
ENTRIES_ACCOUNTED: Final = Guard(
    key="every_entry_is_accounted_for",
    blocks=("contest_decision", "invitation_to_negotiate"),
    ground="1397/2016, 123 §",
    lift=Lift.NOBODY,
    message=Label(
        "Varje bidrag ska vara rangordnat, uteslutet, återkallat eller gallrat genom ett tidigare, delgivet beslut.",
        "Jokaisen ehdotuksen on oltava paremmuusjärjestyksessä, suljettu pois, peruutettu tai karsittu aiemmalla, "
        "tiedoksi annetulla päätöksellä.",
        "Each entry must be ranked, excluded, withdrawn or eliminated by an earlier decision that was served.",
    ),
    fulfilled=Label(
        "Alla inkomna bidrag är redovisade.",
        "Kaikki saapuneet ehdotukset on selvitetty.",
        "Every entry that came in is accounted for.",
    ),
    reads=("contest.entries", "jury.ranking", *_UNRANKED, *_EARLIER, "contest_decision.date"),
    check=_entries_accounted,
)
PARTICIPANTS_SERVED: Final = Guard(
    key="every_participant_is_a_recipient",
    blocks=("contest_decision", "invitation_to_negotiate"),
    ground="1397/2016, 123 §, 126–127 §",
    lift=Lift.NOBODY,
    message=Label(
        "Tävlingsbeslutet ska delges alla deltagare: annars löper ingen besvärstid för dem som blir utan.",
        "Kilpailupäätös on annettava tiedoksi kaikille osallistujille: muuten valitusaika ei kulu niille, "
        "jotka jäävät ilman.",
        "The contest decision must be served on every participant: otherwise no time to appeal runs for the others.",
    ),
    fulfilled=Label(
        "Mottagarna är lika många som bidragen, eller som de som ska delges.",
        "Vastaanottajia on yhtä monta kuin ehdotuksia tai niitä, joille päätös on annettava tiedoksi.",
        "There are as many recipients as entries, or as there are to be served.",
    ),
    reads=(
        "contest.entries",
        "contest.eliminated",
        "contest_decision.to_serve",
        "contest_decision.recipients",
        "contest_decision.served_on",
    ),
    check=_participants_served,
)
OTHER_CONTESTS: Final = Guard(
    key="other_contests_are_answered",
    blocks=("procurement_decision:award",),
    ground="1397/2016, 31 §",
    lift=Lift.NOBODY,
    message=Label(
        "Beställarens andra tävlingar inom tolv månader: ange skälet till att värdena inte räknas ihop.",
        "Tilaajan muut kilpailut kahdentoista kuukauden sisällä: perustele, miksi arvoja ei lasketa yhteen.",
        "The buyer's other contests within twelve months: give the reason why the values are not added.",
    ),
    fulfilled=Label(
        "Frågan om beställarens andra tävlingar är besvarad för alla kända tävlingar.",
        "Kysymykseen tilaajan muista kilpailuista on vastattu kaikkien tunnettujen kilpailujen osalta.",
        "The question about the buyer's other contests is answered for every known contest.",
    ),
    reads=(
        "contests.near",
        "contests.unattributed",
        "case.other_contests",
        "case.simultaneous",
        "case.contests_answered",
    ),
    check=_other_contests,
)
SUBPROCESSORS_LISTED: Final = Guard(
    key="subprocessors_are_subcontractors",
    blocks=("data_processing_agreement", "procurement_contract", "signing_pack"),
    ground="(EU) 2016/679, 28.2, 28.4",
    lift=Lift.NOBODY,
    message=Label(
        "Ett underbiträde är en underleverantör och ska finnas bland kontraktets underleverantörer.",
        "Alikäsittelijä on alihankkija, ja sen on oltava sopimuksen alihankkijoiden joukossa.",
        "A sub-processor is a subcontractor and must be among the subcontractors of the contract.",
    ),
    fulfilled=Label(
        "Alla underbiträden finns bland underleverantörerna, eller inga anlitas.",
        "Kaikki alikäsittelijät ovat alihankkijoiden joukossa, tai alikäsittelijöitä ei käytetä.",
        "Every sub-processor is among the subcontractors, or none is used.",
    ),
    reads=(
        "personal_data.processed",
        "data.subprocessors_used",
        "data.subprocessors",
        "object.subcontractors",
        "object.subcontractor_list",
    ),
    check=_subprocessors_listed,
)

GUARDS: Final = (
    BUYERS_IN_NOTICE,
    BUYERS_AS_DECIDED,
    ACCEDING_BUYER_LISTED,
    ENTRIES_ACCOUNTED,
    PARTICIPANTS_SERVED,
    OTHER_CONTESTS,
    SUBPROCESSORS_LISTED,
)
