"""Guards of the route: the basis, the clause, the winners, the party, the value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from procurement.facts import Facts, LocalisedList
from procurement.facts.field import Label
from procurement.guards.model import (
    BLOCKED,
    PASSED,
    Check,
    Finding,
    Guard,
    Lift,
    at_most,
    in_order,
    is_true,
    unknown,
    verdict,
)
from procurement.law import Band, Law
from procurement.law.deadlines import add_months

_AFTER_INVITATION: Final = (
    "negotiation_agenda",
    "negotiation_minutes",
    "non_disclosure_undertaking",
    "party_and_rights_statement",
    "final_offer_request",
    "service_description",
    "price_annex",
    "pilot_plan",
    "rights_annex",
    "data_processing_agreement",
    "pilot_agreement",
    "pre_contract_checks",
    "procurement_decision:award",
    "procurement_contract",
    "accession_undertaking",
)


def _is_after_contest(facts: Facts) -> bool:
    return facts.value("case.legal_basis") == "direct_after_contest"


def _route(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "case.legal_basis") or verdict(_is_after_contest(facts))


def _follow_on_clause(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "case.legal_basis")) is not None:
        return missing
    if not _is_after_contest(facts):
        return PASSED
    names = ("case.legal_basis", "notice.clause_text", "notice.clause_source", "notice.clause_sufficient")
    return unknown(facts, *names) or verdict(facts.value("notice.clause_sufficient") is True)


def _above_national(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "value.band") or verdict(facts.value("value.band") != Band.BELOW_NATIONAL)


def _contest_decision_served(facts: Facts, law: Law) -> Finding:
    if "contest_decision.recipients" in facts and "contest_decision.last_served" not in facts:
        return BLOCKED
    names = ("contest_decision.date", "contest_decision.last_served", "invitation.date")
    return unknown(facts, *names) or in_order(*names)(facts, law)


def _all_winners_invited(facts: Facts, law: Law) -> Finding:
    if (missing := unknown(facts, "winners.several")) is not None:
        return missing
    sent = facts.rows("winners.invitations")
    winners = facts.value("winners.names")
    names = (
        {name for items in winners.items.values() for name in items} if isinstance(winners, LocalisedList) else set()
    )
    ranked = sum(row.get("winner") is True for row in facts.rows("jury.ranking"))
    if names and len(names) < ranked:
        # The jury chose more winners than have been announced, and pages know the announced ones alone.
        return BLOCKED
    if facts.value("winners.several") is False:
        return PASSED
    if sent and names:
        invited = {row.get("winner") for row in sent}
        days = {row.get("sent_on") for row in sent}
        if not names <= invited or len(days) != 1 or None in days:
            return BLOCKED
    return is_true("winners.invited_together")(facts, law)


def _within_estimate(name: str) -> Check:
    """Judge that a value is at most the estimate on which the contest rested."""
    return lambda facts, _law: unknown(facts, name, "value.estimate") or verdict(at_most(facts, name, "value.estimate"))


def _band_not_exceeded(facts: Facts, _law: Law) -> Finding:
    """Whether the rules that were followed were strict enough: what was announced may become cheaper (27 §)."""
    if (missing := unknown(facts, "value.band", "value.contract_band")) is not None:
        return missing
    announced, contract = (Band(str(facts.value(name))) for name in ("value.band", "value.contract_band"))
    return verdict([*Band].index(contract) <= [*Band].index(announced))


def _named_buyers(facts: Facts, law: Law) -> Finding:
    if (missing := unknown(facts, "reuse.basis")) is not None:
        return missing
    if facts.value("reuse.basis") != "named_buyers":
        return PASSED
    names = ("reuse.municipalities", "reuse.ceiling", "reuse.end", "contract.date")
    return unknown(facts, *names) or _within_framework(facts, law)


def _within_framework(facts: Facts, law: Law) -> Finding:
    end, start = facts.value("reuse.end"), facts.value("contract.date")
    if not (isinstance(end, date) and isinstance(start, date)):
        return BLOCKED
    return verdict(end <= add_months(start, law.period("framework", start).length))


def _notice_names_buyers(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "reuse.basis")) is not None:
        return missing
    if facts.value("reuse.basis") != "named_buyers":
        return PASSED
    if facts.value("notice.names_buyers") is False:
        return BLOCKED
    if (missing := unknown(facts, "notice.names_buyers", "notice.maximum", "reuse.ceiling")) is not None:
        return missing
    ceiling, maximum = facts.value("reuse.ceiling"), facts.value("notice.maximum")
    return verdict(isinstance(ceiling, Decimal) and isinstance(maximum, Decimal) and ceiling <= maximum)


def _reuse_within_contract(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "reuse.basis")) is not None:
        return missing
    if facts.value("reuse.basis") != "named_buyers":
        return PASSED
    if (missing := unknown(facts, "reuse.ceiling", "price.total")) is not None:
        return missing
    ceiling, total = facts.value("reuse.ceiling"), facts.value("price.total")
    return verdict(isinstance(ceiling, Decimal) and isinstance(total, Decimal) and ceiling < total)


def _reuse_within_term(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "reuse.basis")) is not None:
        return missing
    if facts.value("reuse.basis") != "named_buyers":
        return PASSED
    if (missing := unknown(facts, "reuse.end", "term.end", "term.option")) is not None:
        return missing
    end, reuse_end, months = facts.value("term.end"), facts.value("reuse.end"), 0
    if facts.value("term.option") is True:
        if (missing := unknown(facts, "term.option_months")) is not None:
            return missing
        option = facts.value("term.option_months")
        months = option if isinstance(option, int) else 0
    return verdict(isinstance(end, date) and isinstance(reuse_end, date) and reuse_end <= add_months(end, months))


ROUTE: Final = Guard(
    "route",
    ("invitation_to_negotiate", "procurement_decision:award", "procurement_contract"),
    "1397/2016, 40 § 2 mom. 8 p.",
    Lift.NOBODY,
    Label(
        "Handlingen gäller direktupphandling av en projekttävlings vinnare. Välj den grunden eller en annan handling.",
        "Asiakirja kuuluu suorahankintaan suunnittelukilpailun voittajalta. Valitse se peruste tai toinen asiakirja.",
        "This paper belongs to a direct award to the winner of a design contest. Choose that basis or another paper.",
    ),
    ("case.legal_basis",),
    _route,
    fulfilled=Label(
        "Grunden är direktupphandling av en projekttävlings vinnare.",
        "Peruste on suorahankinta suunnittelukilpailun voittajalta.",
        "The basis is a direct award to the winner of a design contest.",
    ),
)
FOLLOW_ON_CLAUSE: Final = Guard(
    "follow_on_clause",
    ("invitation_to_negotiate", *_AFTER_INVITATION),
    "1397/2016, 40 § 2 mom. 8 p., 54 § 2 mom.",
    Lift.NOBODY,
    Label(
        "Villkoret om kontrakt ska citeras ordagrant med källa, och juristen ska ha bedömt att det räcker.",
        "Sopimusta koskeva ehto on lainattava sanatarkasti lähteineen, ja juristin on arvioitava se riittäväksi.",
        "The follow-on clause must be quoted verbatim with its source, and a lawyer must find it sufficient.",
    ),
    ("case.legal_basis", "notice.clause_text", "notice.clause_source", "notice.clause_sufficient"),
    _follow_on_clause,
    fulfilled=Label(
        "Villkoret om kontrakt är citerat med källa och har bedömts räcka, om grunden förutsätter ett villkor.",
        "Sopimusta koskeva ehto on lainattu lähteineen ja arvioitu riittäväksi, jos peruste edellyttää ehtoa.",
        "The follow-on clause is quoted with its source and was found sufficient, if the basis needs one.",
    ),
)
ABOVE_NATIONAL: Final = Guard(
    "above_national_threshold",
    ("invitation_to_negotiate", "procurement_decision:award", "procurement_contract"),
    "1397/2016, 25 § 2 mom.",
    Lift.NOBODY,
    Label(
        "Värdet låg under det nationella tröskelvärdet på annonsens dag, och grunden passar då inte.",
        "Arvo alitti kansallisen kynnysarvon ilmoituksen päivänä, eikä peruste silloin sovellu.",
        "The value was below the national threshold on the day of the notice, so the basis does not fit.",
    ),
    ("value.band",),
    _above_national,
    fulfilled=Label(
        "Värdet nådde minst det nationella tröskelvärdet på annonsens dag.",
        "Arvo oli ilmoituksen päivänä vähintään kansallisen kynnysarvon suuruinen.",
        "The value reached at least the national threshold on the day of the notice.",
    ),
)
CONTEST_DECISION_SERVED: Final = Guard(
    "contest_decision_served",
    ("invitation_to_negotiate",),
    "1397/2016, 126–127 §",
    Lift.SECOND_LAWYER,
    Label(
        "Tävlingsbeslutet ska vara delgivet alla deltagare innan inbjudan sänds.",
        "Kilpailupäätös on annettava tiedoksi kaikille osallistujille ennen kutsun lähettämistä.",
        "The contest decision must be served on every participant before the invitation is sent.",
    ),
    ("contest_decision.date", "contest_decision.last_served", "contest_decision.recipients", "invitation.date"),
    _contest_decision_served,
    fulfilled=Label(
        "Tävlingsbeslutet är delgivet alla deltagare senast den dag då inbjudan är daterad.",
        "Kilpailupäätös on annettu tiedoksi kaikille osallistujille viimeistään kutsun päiväyksenä.",
        "The contest decision is served on every participant by the date of the invitation.",
    ),
)
ALL_WINNERS_INVITED: Final = Guard(
    "all_winners_invited",
    ("invitation_to_negotiate", "procurement_decision:award", "procurement_contract"),
    "1397/2016, 40 § 2 mom. 8 p.",
    Lift.NOBODY,
    Label(
        "Alla vinnare i utmaningen ska bjudas in samtidigt och på samma villkor.",
        "Kaikki haasteen voittajat on kutsuttava samanaikaisesti ja samoin ehdoin.",
        "All winners of the challenge must be invited at once and on the same terms.",
    ),
    ("winners.several", "winners.invited_together", "winners.names", "winners.invitations", "jury.ranking"),
    _all_winners_invited,
    fulfilled=Label(
        "Vinnarna bjuds in samtidigt och på samma villkor, om de är flera än en.",
        "Voittajat kutsutaan samanaikaisesti ja samoin ehdoin, jos heitä on useampi kuin yksi.",
        "The winners are invited at once and on the same terms, if there are more than one.",
    ),
)
# The papers that it blocks besides are those whose kind needs a party.
PARTY_VERIFIED: Final = Guard(
    "party_verified",
    ("signing_pack",),
    "1397/2016, 40 § 2 mom. 8 p., 92 §",
    Lift.NOBODY,
    Label(
        "Leverantören ska vara kontrollerad: registerutdrag, undertecknarens behörighet och sambandet med vinnaren.",
        "Toimittaja on tarkistettava: rekisteriote, allekirjoitusoikeus ja yhteys voittajaan.",
        "The supplier must be verified: register extract, ground of the signatory and link to the winner.",
    ),
    ("supplier.verified",),
    is_true("supplier.verified"),
    fulfilled=Label(
        "Leverantören är kontrollerad: registerutdrag, undertecknarens behörighet och sambandet med vinnaren.",
        "Toimittaja on tarkistettu: rekisteriote, allekirjoitusoikeus ja yhteys voittajaan.",
        "The supplier is verified: register extract, ground of the signatory and link to the winner.",
    ),
    marked=True,
)
SERVICES_DOMINATE: Final = Guard(
    "services_dominate",
    ("procurement_decision:award", "procurement_contract"),
    "1397/2016, 40 § 2 mom. 8 p.",
    Lift.NOBODY,
    Label(
        "Grunden gäller tjänster. Om varorna är huvudsaken kan den inte användas.",
        "Peruste koskee palveluja. Jos tavarat ovat pääasia, peruste ei sovellu.",
        "The basis is for services. If goods dominate, this route is shut.",
    ),
    ("object.mostly_services",),
    is_true("object.mostly_services"),
    fulfilled=Label(
        "Kontraktet gäller i huvudsak tjänster.",
        "Sopimus koskee pääosin palveluja.",
        "The contract is mostly for services.",
    ),
)
# What a lawyer looks at first (docs/law-notes.md § 11), which names no section.
OBJECT_WITHIN_NOTICE: Final = Guard(
    "object_within_notice",
    ("procurement_decision:award", "procurement_contract"),
    "",
    Lift.NOBODY,
    Label(
        "Föremålet får inte vara vidare än annonsen.",
        "Kohde ei saa olla ilmoitusta laajempi.",
        "The object may not be wider than the notice.",
    ),
    ("object.within_notice",),
    is_true("object.within_notice"),
    fulfilled=Label(
        "Föremålet ryms inom annonsen.",
        "Kohde pysyy ilmoituksen rajoissa.",
        "The object stays within the notice.",
    ),
)
WITHIN_ANNOUNCED_VALUE: Final = Guard(
    "within_announced_value",
    ("procurement_decision:award", "procurement_contract"),
    "1397/2016, 27 §, 29 §",
    Lift.NOBODY,
    Label(
        "Kontraktets värde är högre än det uppskattade värde som tävlingen byggde på.",
        "Sopimuksen arvo ylittää ennakoidun arvon, johon kilpailu perustui.",
        "The value of the contract exceeds the estimate on which the contest rested.",
    ),
    ("price.total", "value.estimate"),
    _within_estimate("price.total"),
    fulfilled=Label(
        "Kontraktets värde ryms inom det uppskattade värde som tävlingen byggde på.",
        "Sopimuksen arvo on enintään ennakoitu arvo, johon kilpailu perustui.",
        "The value of the contract is within the estimate on which the contest rested.",
    ),
)
DECISION_WITHIN_VALUE: Final = Guard(
    "decision_within_announced_value",
    ("procurement_decision:award",),
    "1397/2016, 27 §, 29 §",
    Lift.NOBODY,
    Label(
        "Beslutets högsta värde överstiger det uppskattade värde som tävlingen byggde på.",
        "Päätöksen enimmäisarvo ylittää ennakoidun arvon, johon kilpailu perustui.",
        "The highest value by the decision exceeds the estimate on which the contest rested.",
    ),
    ("decision.max_value", "value.estimate"),
    _within_estimate("decision.max_value"),
    fulfilled=Label(
        "Beslutets högsta värde ryms inom det uppskattade värde som tävlingen byggde på.",
        "Päätöksen enimmäisarvo on enintään ennakoitu arvo, johon kilpailu perustui.",
        "The highest value by the decision is within the estimate on which the contest rested.",
    ),
)
BAND_NOT_EXCEEDED: Final = Guard(
    "band_drift",
    ("procurement_decision:award", "procurement_contract"),
    "1397/2016, 25–29 §",
    Lift.NOBODY,
    Label(
        "Kontraktets värde hör till en högre värdeklass än den som annonserades.",
        "Sopimuksen arvo kuuluu ylempään arvoluokkaan kuin se, josta ilmoitettiin.",
        "The value of the contract is in a higher band than the one that was announced.",
    ),
    ("value.band", "value.contract_band"),
    _band_not_exceeded,
    fulfilled=Label(
        "Kontraktets värde hör inte till en högre värdeklass än den som annonserades.",
        "Sopimuksen arvo ei kuulu ylempään arvoluokkaan kuin se, josta ilmoitettiin.",
        "The value of the contract is in no higher band than the one that was announced.",
    ),
)
NAMED_BUYERS: Final = Guard(
    "named_buyers",
    ("procurement_contract", "accession_undertaking"),
    "1397/2016, 42 § 4–5 mom.",
    Lift.NOBODY,
    Label(
        "Beställningar av andra kräver namngivna beställare, ett maximivärde och en tid på högst fyra år.",
        "Muiden tilaukset edellyttävät nimettyjä tilaajia, enimmäisarvoa ja enintään neljän vuoden aikaa.",
        "Orders by others need named buyers, a ceiling and a term of at most four years.",
    ),
    ("reuse.basis", "reuse.municipalities", "reuse.ceiling", "reuse.end", "contract.date"),
    _named_buyers,
    fulfilled=Label(
        "Om andra får beställa är beställarna namngivna, maximivärdet angivet och tiden högst fyra år.",
        "Jos muut saavat tilata, tilaajat on nimetty, enimmäisarvo on ilmoitettu ja aika on enintään neljä vuotta.",
        "If others may order, the buyers are named, the ceiling is given and the term is at most four years.",
    ),
)
NOTICE_NAMES_BUYERS: Final = Guard(
    "notice_names_buyers",
    (
        "invitation_to_negotiate",
        "procurement_decision:award",
        "procurement_contract",
        "accession_undertaking",
        "notice_field_sheets:direct",
        "notice_field_sheets:award",
    ),
    "1397/2016, 42 § 4 mom.",
    Lift.NOBODY,
    Label(
        "Andra får beställa endast om tävlingens annons namnger dem och anger ett maximivärde, som inte överskrids.",
        "Muut saavat tilata vain, jos kilpailun ilmoituksessa on nimetty heidät ja enimmäisarvo, jota ei ylitetä.",
        "Others may order only if the notice of the contest names them and a maximum that is not exceeded.",
    ),
    ("reuse.basis", "notice.names_buyers", "notice.maximum", "reuse.ceiling"),
    _notice_names_buyers,
    fulfilled=Label(
        "Om andra får beställa namnger tävlingens annons dem och anger ett maximivärde, som inte överskrids.",
        "Jos muut saavat tilata, kilpailun ilmoituksessa on nimetty heidät ja enimmäisarvo, jota ei ylitetä.",
        "If others may order, the notice of the contest names them and a maximum, which is not exceeded.",
    ),
)
REUSE_WITHIN_CONTRACT: Final = Guard(
    "reuse_within_contract",
    ("procurement_contract",),
    "1397/2016, 27 §, 42 § 4 mom.",
    Lift.NOBODY,
    Label(
        "Beställningarnas maximivärde ska vara mindre än kontraktets högsta värde, som innehåller det.",
        "Tilausten enimmäisarvon on oltava pienempi kuin sopimuksen enimmäisarvo, johon se sisältyy.",
        "The ceiling of the orders must be less than the highest value of the contract, which includes it.",
    ),
    ("reuse.basis", "reuse.ceiling", "price.total"),
    _reuse_within_contract,
    fulfilled=Label(
        "Om andra får beställa är beställningarnas maximivärde mindre än kontraktets högsta värde.",
        "Jos muut saavat tilata, tilausten enimmäisarvo on pienempi kuin sopimuksen enimmäisarvo.",
        "If others may order, the ceiling of their orders is less than the highest value of the contract.",
    ),
)
REUSE_WITHIN_TERM: Final = Guard(
    "reuse_within_term",
    ("procurement_contract",),
    "1397/2016, 42 §",
    Lift.NOBODY,
    Label(
        "Andras beställningar får inte fortgå efter kontraktstiden med option.",
        "Muiden tilaukset eivät saa jatkua sopimuskauden ja option päätyttyä.",
        "Orders by others may not go on after the term with its option.",
    ),
    ("reuse.basis", "reuse.end", "term.end", "term.option", "term.option_months"),
    _reuse_within_term,
    fulfilled=Label(
        "Om andra får beställa upphör deras beställningar senast med kontraktstiden och dess option.",
        "Jos muut saavat tilata, heidän tilauksensa päättyvät viimeistään sopimuskauden ja option päättyessä.",
        "If others may order, their orders end with the term and its option at the latest.",
    ),
)
INVITATION_DATES: Final = Guard(
    "invitation_dates",
    ("invitation_to_negotiate",),
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: annons, tävlingsbeslut, inbjudan, svar, förhandling.",
        "Päivämäärät ovat väärässä järjestyksessä: ilmoitus, kilpailupäätös, kutsu, vastaus, neuvottelu.",
        "The dates are in the wrong order: notice, contest decision, invitation, reply, negotiation.",
    ),
    ("notice.date", "contest_decision.date", "invitation.date", "negotiation.reply_by", "negotiation.date"),
    in_order("notice.date", "contest_decision.date", "invitation.date", "negotiation.reply_by", "negotiation.date"),
    fulfilled=Label(
        "De antecknade datumen står i rätt ordning: annons, tävlingsbeslut, inbjudan, svar, förhandling.",
        "Merkityt päivämäärät ovat oikeassa järjestyksessä: ilmoitus, kilpailupäätös, kutsu, vastaus, neuvottelu.",
        "The recorded dates are in the right order: notice, contest decision, invitation, reply, negotiation.",
    ),
)
DECISION_DATES: Final = Guard(
    "decision_dates",
    ("procurement_decision:award",),
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: annons, tävlingsbeslut, inbjudan, slutligt anbud, upphandlingsbeslut.",
        "Päivämäärien järjestys on väärä: ilmoitus, kilpailupäätös, kutsu, lopullinen tarjous, hankintapäätös.",
        "The dates are in the wrong order: notice, contest decision, invitation, final offer, procurement decision.",
    ),
    ("notice.date", "contest_decision.date", "invitation.date", "final_offer.received_on", "decision.date"),
    in_order("notice.date", "contest_decision.date", "invitation.date", "final_offer.received_on", "decision.date"),
    fulfilled=Label(
        "De antecknade datumen står i rätt ordning: annons, tävlingsbeslut, inbjudan, slutligt anbud, beslut.",
        "Merkityt päivämäärät ovat oikeassa järjestyksessä: ilmoitus, kilpailupäätös, kutsu, tarjous, päätös.",
        "The recorded dates are in the right order: notice, contest decision, invitation, final offer, decision.",
    ),
)
CONTRACT_DATES: Final = Guard(
    "contract_dates",
    ("procurement_contract",),
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: annons, tävlingsbeslut, upphandlingsbeslut, kontraktstidens slut.",
        "Päivämäärät ovat väärässä järjestyksessä: ilmoitus, kilpailupäätös, hankintapäätös, sopimuskauden loppu.",
        "The dates are in the wrong order: notice, contest decision, procurement decision, end of term.",
    ),
    ("notice.date", "contest_decision.date", "decision.date", "term.end"),
    in_order("notice.date", "contest_decision.date", "decision.date", "term.end"),
    fulfilled=Label(
        "De antecknade datumen står i rätt ordning: annons, tävlingsbeslut, beslut, kontraktstidens slut.",
        "Merkityt päivämäärät ovat oikeassa järjestyksessä: ilmoitus, kilpailupäätös, päätös, sopimuskauden loppu.",
        "The recorded dates are in the right order: notice, contest decision, procurement decision, end of term.",
    ),
)
OPTION_DATES: Final = Guard(
    "option_dates",
    ("procurement_contract",),
    "",
    Lift.NOBODY,
    Label(
        "Optionen ska meddelas under kontraktstiden.",
        "Optiosta on ilmoitettava sopimuskauden aikana.",
        "The option must be exercised during the term.",
    ),
    ("contract.date", "term.option_notice_by", "term.end"),
    in_order("contract.date", "term.option_notice_by", "term.end"),
    fulfilled=Label(
        "Den sista dagen för att meddela optionen, om den är angiven, ligger inom kontraktstiden.",
        "Option ilmoittamisen viimeinen päivä, jos se on annettu, on sopimuskauden sisällä.",
        "The last day to exercise the option, if one is given, is within the term.",
    ),
)

GUARDS: Final = (
    ROUTE,
    FOLLOW_ON_CLAUSE,
    ABOVE_NATIONAL,
    CONTEST_DECISION_SERVED,
    ALL_WINNERS_INVITED,
    PARTY_VERIFIED,
    SERVICES_DOMINATE,
    OBJECT_WITHIN_NOTICE,
    WITHIN_ANNOUNCED_VALUE,
    DECISION_WITHIN_VALUE,
    BAND_NOT_EXCEEDED,
    NAMED_BUYERS,
    NOTICE_NAMES_BUYERS,
    REUSE_WITHIN_CONTRACT,
    REUSE_WITHIN_TERM,
    INVITATION_DATES,
    DECISION_DATES,
    CONTRACT_DATES,
    OPTION_DATES,
)
