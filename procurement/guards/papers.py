"""Guards of decisions, prices and the papers after the contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from procurement.facts import Facts
from procurement.facts.field import Label
from procurement.guards.model import (
    BLOCKED,
    PASSED,
    WARNED,
    Check,
    Finding,
    Guard,
    Lift,
    State,
    at_most,
    eu_rules_bind,
    in_order,
    is_true,
    subject_of,
    unknown,
    verdict,
)
from procurement.law import Law, Subject
from procurement.law.deadlines import deadline

#: The controller's own time to notify of a breach, in hours ((EU) 2016/679, 33.1).
CONTROLLERS_OWN_HOURS: Final = 72


def _jury_record(facts: Facts, law: Law) -> Finding:
    signed = is_true("jury.signed_by_all")(facts, law)
    if signed is not PASSED:
        return signed
    dates = ("jury.record_date", "contest_decision.date")
    return unknown(facts, *dates) or in_order(*dates)(facts, law)


def _jury_ranking(facts: Facts, _law: Law) -> Finding:
    """Who wins is never guessed: each entry says so, with its reasons, and one at least wins."""
    rows = facts.rows("jury.ranking")
    if not rows or any(not {"rank", "entry", "reasons", "winner"} <= row.cells.keys() for row in rows):
        return Finding(State.UNKNOWN, ("jury.ranking",))
    return verdict(any(row.get("winner") is True for row in rows))


def _instructions(facts: Facts, _law: Law) -> Finding:
    if "instructions.variant" in facts:
        return PASSED
    names = ["instructions.decision", "case.legal_basis", "value.band", "buyer.type"]
    if facts.value("buyer.type") == "authority":
        names.append("buyer.is_municipality")
    if facts.value("instructions.decision") == "procurement_decision":
        names.append("decision.outcome")
        outside = facts.value("case.legal_basis") in ("rd_excluded", "below_national")
        if facts.value("decision.outcome") == "award" and not outside:
            names.append("direct_notice.kind")
    return unknown(facts, *names) or BLOCKED


def _prices_agree(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "price.total", "price.lines_total")) is not None:
        return missing
    sums = {facts.value("price.total"), facts.value("price.lines_total")}
    if "final_offer.total" in facts:
        sums.add(facts.value("final_offer.total"))
    return verdict(len(sums) == 1)


def _milestones_agree(facts: Facts, _law: Law) -> Finding:
    milestones = facts.value("price.milestones_total")
    if "price.milestones" not in facts:
        return PASSED
    total = facts.value("price.total")
    return verdict(isinstance(milestones, Decimal) and isinstance(total, Decimal) and milestones <= total)


def _vat_rates(facts: Facts, law: Law) -> Finding:
    if (missing := unknown(facts, "price.lines", "document.date")) is not None:
        return missing
    day = facts.value("price.tax_point") or facts.value("document.date")
    rates = {row.get("vat_rate") for row in facts.rows("price.lines")}
    if None in rates:
        return Finding(State.UNKNOWN, ("price.lines",))
    return verdict(isinstance(day, date) and rates <= law.vat_rates(day))


def _decision_is_ceiling(facts: Facts, _law: Law) -> Finding:
    """Before there is a decision a draft exceeds nothing; once there is one, its three limits must be known."""
    if "decision.date" not in facts:
        return PASSED
    limits = ("decision.max_value", "decision.term_end", "decision.option_months")
    if (missing := unknown(facts, *limits)) is not None:
        return missing
    optioned = facts.value("term.option") is True
    return verdict(
        at_most(facts, "price.total", "decision.max_value")
        and at_most(facts, "term.end", "decision.term_end")
        and (not optioned or at_most(facts, "term.option_months", "decision.option_months"))
    )


def _report(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "value.band") or (PASSED if eu_rules_bind(facts) else WARNED)


def _result_notice(facts: Facts, law: Law) -> Finding:
    if (missing := unknown(facts, "contest_decision.date", "value.band", "document.date")) is not None:
        return missing
    published = {row.get("notice") for row in facts.rows("notices.published") if "published_on" in row.cells}
    ended, day = facts.value("contest_decision.date"), facts.value("document.date")
    if "result" in published or not (isinstance(ended, date) and isinstance(day, date)):
        return PASSED
    late = day > deadline(law, "result_notice", ended).day
    return WARNED if eu_rules_bind(facts) and late else PASSED


def _award_notice(facts: Facts, law: Law) -> Finding:
    signed, day = facts.value("signing.signed_on"), facts.value("document.date")
    published = {row.get("notice") for row in facts.rows("notices.published") if "published_on" in row.cells}
    if "award" in published or not (isinstance(signed, date) and isinstance(day, date)):
        return PASSED
    if (missing := unknown(facts, "value.band")) is not None:
        return missing
    late = day > deadline(law, "award_notice", signed).day
    return WARNED if eu_rules_bind(facts) and late else PASSED


def _accession(facts: Facts, _law: Law) -> Finding:
    if facts.value("accession.named") is False:
        return BLOCKED
    return unknown(facts, "accession.named", "accession.named_where") or PASSED


def _accession_follows_signing(facts: Facts, law: Law) -> Finding:
    signed, first = "signing.signed_on", ("accession.date", "accession.start")
    # A date on the paper that is missing is asked for by the paper itself.
    in_turn = all(in_order(signed, name)(facts, law) is PASSED for name in first)
    return unknown(facts, signed) or verdict(in_turn)


def _accession_ceiling(facts: Facts, _law: Law) -> Finding:
    names = ("accession.orders_total", "reuse.ceiling", "accession.start", "reuse.end")
    return unknown(facts, *names) or verdict(
        at_most(facts, "accession.orders_total", "reuse.ceiling") and at_most(facts, "accession.start", "reuse.end")
    )


def _orders_allowed(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "reuse.basis") or verdict(facts.value("reuse.basis") == "named_buyers")


def _register_agrees(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "accession.is_first")) is not None:
        return missing
    if facts.value("accession.is_first") is True:
        return verdict(not facts.rows("accession.register"))
    return unknown(facts, "accession.register") or PASSED


def _host_is_not_buyer(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "buyer.is_host") or verdict(facts.value("buyer.is_host") is False)


def _host_chose(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "host.signs") or verdict(facts.value("host.signs") == "pilot_agreement")


def _controller_named(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "personal_data.processed")) is not None:
        return missing
    return PASSED if facts.value("personal_data.processed") is False else unknown(facts, "controller.name") or PASSED


def _breach_notice(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "data.breach_hours")) is not None:
        return missing
    hours = facts.value("data.breach_hours")
    return PASSED if isinstance(hours, int) and hours < CONTROLLERS_OWN_HOURS else WARNED


def _changes_grounded(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "change.rows")) is not None:
        return missing
    return verdict(all("ground" in row.cells and "reason" in row.cells for row in facts.rows("change.rows")))


def _change_is_in_the_log(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "change.number", "change.rows")) is not None:
        return missing
    numbers = [row.get("number") for row in facts.rows("change.rows")]
    return verdict(sum(number == facts.value("change.number") for number in numbers) == 1)


def _small_threshold(facts: Facts, law: Law, day: date) -> Decimal | None:
    """What small changes must stay below: the EU threshold, in Annex E the national one (the Finnish text, 136 §)."""
    subject = subject_of(facts)
    if subject is None:
        return None
    return law.eu_threshold(day) if subject is Subject.SERVICES else law.national_threshold(day, subject)


def _change_limits(facts: Facts, law: Law) -> Finding:
    """A single change of its ground, and all small changes together, against the ceilings of 136 §."""
    if (missing := unknown(facts, "change.rows", "price.total", "value.band", "document.date")) is not None:
        return missing
    total, day = facts.value("price.total"), facts.value("document.date")
    if not (isinstance(total, Decimal) and isinstance(day, date)):
        return BLOCKED
    if (threshold := _small_threshold(facts, law, day)) is None:
        return Finding(State.UNKNOWN, ("case.annex_e_category",))
    small, exceeded = Decimal(0), False
    for row in facts.rows("change.rows"):
        effect, ground = row.get("effect"), row.get("ground")
        if not isinstance(effect, Decimal):
            return Finding(State.UNKNOWN, ("change.rows",))
        if ground in ("additional", "unforeseen"):
            exceeded |= abs(effect) * 100 > total * law.change_limit(str(ground), day)
        elif ground == "small":
            small += effect
    exceeded |= bool(small) and (abs(small) * 100 >= total * law.change_limit("small", day) or abs(small) >= threshold)
    if not exceeded:
        return PASSED
    return BLOCKED if eu_rules_bind(facts) else WARNED


def _direct_notice_follows(facts: Facts, law: Law) -> Finding:
    """A direct award notice stands between an awarding decision that chose one and the contract."""
    if (missing := unknown(facts, "decision.outcome", "direct_notice.kind")) is not None:
        return missing
    if facts.value("decision.outcome") != "award" or facts.value("direct_notice.kind") == "none":
        return BLOCKED
    return unknown(facts, "decision.date", "notice_sheet.date") or in_order(
        "decision.date", "notice_sheet.date", "signing.signed_on"
    )(facts, law)


def _was_discontinued(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "decision.outcome") or verdict(facts.value("decision.outcome") == "discontinue")


def _rectified_in_time(facts: Facts, law: Law) -> Finding:
    if (missing := unknown(facts, "decision.own_initiative", "decision.rectified_on", "decision.date")) is not None:
        return missing
    made, day = facts.value("decision.rectified_on"), facts.value("decision.date")
    if not (isinstance(made, date) and isinstance(day, date) and made <= day):
        return BLOCKED
    own = facts.value("decision.own_initiative") is True
    return verdict(not own or day <= deadline(law, "own_correction", made).day)


def _all_dated(recipients: str) -> Check:
    """Judge that every recipient of a table has a channel and a day of sending."""

    def check(facts: Facts, _law: Law) -> Finding:
        if (missing := unknown(facts, recipients)) is not None:
            return missing
        return verdict(all({"channel", "sent_on"} <= row.cells.keys() for row in facts.rows(recipients)))

    return check


def _served_after_decision(facts: Facts, _law: Law) -> Finding:
    """A letter is not older than its decision, and nobody was sent it before the day it is dated."""
    if (missing := unknown(facts, "instructions.decision")) is not None:
        return missing
    decision = "contest_decision" if facts.value("instructions.decision") == "contest_decision" else "decision"
    if (missing := unknown(facts, f"{decision}.date", "service_letter.date", f"{decision}.recipients")) is not None:
        return missing
    made, dated = facts.value(f"{decision}.date"), facts.value("service_letter.date")
    sent = [row.get("sent_on") for row in facts.rows(f"{decision}.recipients")]
    if not (isinstance(made, date) and isinstance(dated, date)):
        return BLOCKED
    return verdict(made <= dated and all(not isinstance(day, date) or dated <= day for day in sent))


JURY_RECORD: Final = Guard(
    "jury_record_signed",
    ("contest_decision",),
    "1397/2016, 55 §, 123 §",
    Lift.NOBODY,
    Label(
        "Juryns protokoll ska vara daterat och undertecknat av alla medlemmar före tävlingsbeslutet.",
        "Tuomariston pöytäkirjan on oltava päivätty ja kaikkien jäsenten allekirjoittama ennen kilpailupäätöstä.",
        "The jury record must be dated and signed by every juror before the contest decision.",
    ),
    ("jury.record_date", "jury.signed_by_all", "contest_decision.date"),
    _jury_record,
    fulfilled=Label(
        "Juryns protokoll är undertecknat av alla medlemmar och daterat senast på tävlingsbeslutets dag.",
        "Kaikki jäsenet ovat allekirjoittaneet tuomariston pöytäkirjan, ja se on päivätty viimeistään päätöspäivälle.",
        "The jury record is signed by every juror and dated by the day of the contest decision.",
    ),
)
JURY_RANKING: Final = Guard(
    "jury_ranking_names_the_winners",
    ("contest_decision",),
    "1397/2016, 55 §, 123 § 2 mom.",
    Lift.NOBODY,
    Label(
        "Minst ett bidrag i juryns rangordning ska vinna.",
        "Tuomariston paremmuusjärjestyksessä vähintään yhden ehdotuksen on voitettava.",
        "At least one entry of the jury's ranking must win.",
    ),
    ("jury.ranking",),
    _jury_ranking,
    fulfilled=Label(
        "Juryns rangordning anger vilka bidrag som har vunnit.",
        "Tuomariston paremmuusjärjestys osoittaa voittaneet ehdotukset.",
        "The jury's ranking says which entries have won.",
    ),
)
INSTRUCTIONS: Final = Guard(
    "instructions_variant",
    ("contest_decision", "procurement_decision", "appeal_instructions", "service_letter"),
    "1397/2016, 126 §, 147 § 3 mom.",
    Lift.NOBODY,
    Label(
        "Ingen granskad anvisning passar: förfarande, värdeklass, typ av beställare och annons går inte ihop.",
        "Mikään tarkastettu ohje ei sovellu: menettely, arvoluokka, tilaajan tyyppi ja ilmoitus eivät sovi yhteen.",
        "No reviewed instructions fit: procedure, value band, type of buyer and notice do not go together.",
    ),
    (
        "instructions.variant",
        "instructions.decision",
        "case.legal_basis",
        "value.band",
        "buyer.type",
        "buyer.is_municipality",
        "decision.outcome",
        "direct_notice.kind",
    ),
    _instructions,
    fulfilled=Label(
        "En granskad anvisning passar förfarandet, värdeklassen, beställaren och annonsen.",
        "Tarkastettu ohje sopii menettelyyn, arvoluokkaan, tilaajaan ja ilmoitukseen.",
        "Reviewed instructions fit the procedure, the value band, the buyer and the notice.",
    ),
)
CONFLICTS_DECLARED: Final = Guard(
    "conflicts_declared",
    ("procurement_decision",),
    "1397/2016, 81 § 1 mom. 7 p., 124 §",
    Lift.NOBODY,
    Label(
        "Alla som har deltagit i beredningen ska ha lämnat jävsanmälan före beslutet.",
        "Kaikkien valmisteluun osallistuneiden on annettava esteellisyysilmoitus ennen päätöstä.",
        "Everybody who took part in preparing must have declared conflicts before the decision.",
    ),
    ("conflicts.all_declared",),
    is_true("conflicts.all_declared"),
    fulfilled=Label(
        "Alla som har deltagit i beredningen har lämnat jävsanmälan.",
        "Kaikki valmisteluun osallistuneet ovat antaneet esteellisyysilmoituksen.",
        "Everybody who took part in preparing has declared conflicts.",
    ),
)
PRICES_AGREE: Final = Guard(
    "prices_agree",
    ("price_annex", "procurement_decision:award", "procurement_contract", "signing_pack"),
    "",
    Lift.NOBODY,
    Label(
        "Summorna är olika: prisraderna, det slutliga anbudet och kontraktets högsta värde ska stämma överens.",
        "Summat eroavat toisistaan: hintarivien, lopullisen tarjouksen ja sopimuksen enimmäisarvon on täsmättävä.",
        "The sums differ: price lines, final offer and the highest value of the contract must agree.",
    ),
    ("price.total", "price.lines_total", "final_offer.total"),
    _prices_agree,
    fulfilled=Label(
        "Summorna stämmer överens: prisraderna, kontraktets högsta värde och ett mottaget slutligt anbud.",
        "Summat täsmäävät: hintarivit, sopimuksen enimmäisarvo ja saatu lopullinen tarjous.",
        "The sums agree: the price lines, the highest value of the contract and a final offer that was received.",
    ),
)
MILESTONES_AGREE: Final = Guard(
    "milestones_within_price",
    ("price_annex",),
    "",
    Lift.NOBODY,
    Label(
        "Betalningsraternas summa överstiger kontraktets högsta värde, eller en rat saknar belopp.",
        "Maksuerien summa ylittää sopimuksen enimmäisarvon, tai erältä puuttuu määrä.",
        "The milestones exceed the highest value of the contract, or one has no sum.",
    ),
    ("price.milestones", "price.milestones_total", "price.total"),
    _milestones_agree,
    fulfilled=Label(
        "Betalningsraterna, om sådana finns, ryms inom kontraktets högsta värde.",
        "Mahdollisten maksuerien summa on enintään sopimuksen enimmäisarvo.",
        "The milestones, if there are any, are within the highest value of the contract.",
    ),
)
VAT_RATES: Final = Guard(
    "vat_rate_in_force",
    ("price_annex",),
    "1501/1993, 84–85 a §",
    Lift.NOBODY,
    Label(
        "En prisrad har en mervärdesskattesats som inte gäller på bedömningsdagen.",
        "Hintarivillä on arvonlisäverokanta, joka ei ole voimassa arviointipäivänä.",
        "A price line has a VAT rate that is not law at the tax point.",
    ),
    ("price.lines", "price.tax_point", "document.date"),
    _vat_rates,
    fulfilled=Label(
        "Prisradernas mervärdesskattesatser gäller på bedömningsdagen.",
        "Hintarivien arvonlisäverokannat ovat voimassa arviointipäivänä.",
        "The VAT rates of the price lines are law at the tax point.",
    ),
)
DECISION_IS_CEILING: Final = Guard(
    "decision_is_ceiling",
    ("procurement_contract", "signing_pack"),
    "1397/2016, 123 §, 128 §",
    Lift.NOBODY,
    Label(
        "Kontraktet går utöver upphandlingsbeslutet i värde, tid eller option. Fatta ett nytt beslut.",
        "Sopimus ylittää hankintapäätöksen arvon, keston tai option. Tee uusi päätös.",
        "The contract goes beyond the procurement decision in value, term or option. Make a new decision.",
    ),
    (
        "decision.date",
        "decision.max_value",
        "decision.term_end",
        "decision.option_months",
        "price.total",
        "term.end",
        "term.option",
        "term.option_months",
    ),
    _decision_is_ceiling,
    fulfilled=Label(
        "Kontraktet går inte utöver ett fattat upphandlingsbeslut i värde, tid eller option.",
        "Sopimus ei ylitä tehtyä hankintapäätöstä arvoltaan, kestoltaan eikä optioltaan.",
        "The contract does not go beyond a procurement decision that was made, in value, term or option.",
    ),
)
REPORT_DUTY: Final = Guard(
    "report_is_a_duty_from_the_eu_threshold",
    ("procedure_report",),
    "1397/2016, 124 §",
    Lift.NOBODY,
    Label(
        "Rapporten är frivillig under EU-tröskelvärdet. Handlingarna ska ändå bevaras i minst tre år.",
        "Kertomus on vapaaehtoinen EU-kynnysarvon alittuessa. Asiakirjat on silti säilytettävä vähintään kolme vuotta.",
        "The report is voluntary below the EU threshold. The papers must still be kept for at least three years.",
    ),
    ("value.band", "case.legal_basis"),
    _report,
    fulfilled=Label(
        "Rapporten är en skyldighet, eftersom upphandlingens värde når gränsen.",
        "Kertomus on pakollinen, koska hankinnan arvo saavuttaa rajan.",
        "The report is a duty, since the value of the procurement reaches the limit.",
    ),
)
REPORT_DATES: Final = Guard(
    "report_dates",
    ("procedure_report",),
    "",
    Lift.NOBODY,
    Label(
        "Rapporten ska vara daterad tidigast samma dag som upphandlingsbeslutet och kontraktet.",
        "Kertomus on päivättävä aikaisintaan hankintapäätöksen ja sopimuksen päivälle.",
        "The report must not be dated before the procurement decision and the contract.",
    ),
    ("decision.date", "signing.signed_on", "report.date"),
    in_order("decision.date", "signing.signed_on", "report.date"),
    fulfilled=Label(
        "De antecknade datumen står i rätt ordning: upphandlingsbeslut, kontrakt, rapport.",
        "Merkityt päivämäärät ovat oikeassa järjestyksessä: hankintapäätös, sopimus, kertomus.",
        "The recorded dates are in the right order: procurement decision, contract, report.",
    ),
)
RESULT_NOTICE: Final = Guard(
    "result_notice_in_time",
    ("invitation_to_negotiate", "procurement_decision", "notice_field_sheets"),
    "1397/2016, 58 § 5 mom.",
    Lift.NOBODY,
    Label(
        "Annonsen om tävlingens resultat ska publiceras inom 30 dagar. Den är inte antecknad som publicerad.",
        "Ilmoitus kilpailun tuloksista on julkaistava 30 päivässä. Sitä ei ole merkitty julkaistuksi.",
        "The contest result notice is due in 30 days. It is not recorded as published.",
    ),
    ("contest_decision.date", "value.band", "case.legal_basis", "document.date", "notices.published"),
    _result_notice,
    fulfilled=Label(
        "Annonsen om tävlingens resultat är inte försenad.",
        "Ilmoitus kilpailun tuloksista ei ole myöhässä.",
        "The contest result notice is not late.",
    ),
)
AWARD_NOTICE: Final = Guard(
    "award_notice_in_time",
    ("change_amendment", "procedure_report", "notice_field_sheets"),
    "1397/2016, 58 § 5 mom.",
    Lift.NOBODY,
    Label(
        "Annonsen i efterhand ska publiceras inom 30 dagar från undertecknandet. Den är inte antecknad.",
        "Jälki-ilmoitus on julkaistava 30 päivässä allekirjoittamisesta. Sitä ei ole merkitty.",
        "The award notice is due 30 days from signing. It is not recorded as published.",
    ),
    ("signing.signed_on", "value.band", "case.legal_basis", "document.date", "notices.published"),
    _award_notice,
    fulfilled=Label(
        "Annonsen i efterhand är inte försenad.",
        "Jälki-ilmoitus ei ole myöhässä.",
        "The award notice is not late.",
    ),
)
DIRECT_NOTICE_CHOSEN: Final = Guard(
    "direct_notice_follows_the_decision",
    ("notice_field_sheets:direct",),
    "1397/2016, 131 §",
    Lift.NOBODY,
    Label(
        "Annonsen om direktupphandling hör till ett beslut att upphandla där den har valts, före kontraktet.",
        "Suorahankintailmoitus kuuluu hankintapäätökseen, jossa se on valittu, ja se tehdään ennen sopimusta.",
        "The direct award notice belongs to an awarding decision that chose it, and comes before the contract.",
    ),
    ("decision.outcome", "direct_notice.kind", "decision.date", "notice_sheet.date", "signing.signed_on"),
    _direct_notice_follows,
    fulfilled=Label(
        "Annonsen om direktupphandling är vald i ett beslut att upphandla och kommer före kontraktet.",
        "Suorahankintailmoitus on valittu hankintapäätöksessä, ja se tehdään ennen sopimusta.",
        "The direct award notice was chosen in an awarding decision and comes before the contract.",
    ),
)
DISCONTINUATION_DECIDED: Final = Guard(
    "discontinuation_is_decided",
    ("notice_field_sheets:discontinuation",),
    "1397/2016, 125 §",
    Lift.NOBODY,
    Label(
        "Annonsen om avbrytande förutsätter ett beslut att avbryta upphandlingen.",
        "Keskeyttämisilmoitus edellyttää päätöstä hankinnan keskeyttämisestä.",
        "The discontinuation notice needs a decision to discontinue.",
    ),
    ("decision.outcome",),
    _was_discontinued,
    fulfilled=Label(
        "Beslutet är att avbryta upphandlingen.",
        "Hankinta on päätetty keskeyttää.",
        "The decision is to discontinue the procurement.",
    ),
)
ACCESSION_NAMED: Final = Guard(
    "acceding_buyer_is_named",
    ("accession_undertaking",),
    "1397/2016, 42 § 4 mom.",
    Lift.NOBODY,
    Label(
        "Beställaren ska vara namngiven i tävlingens annons, och stället ska anges.",
        "Tilaajan on oltava nimetty kilpailun ilmoituksessa, ja kohta on ilmoitettava.",
        "The notice of the contest must name the buyer, and the place must be given.",
    ),
    ("accession.named", "accession.named_where"),
    _accession,
    fulfilled=Label(
        "Beställaren är namngiven i tävlingens annons, och stället är angivet.",
        "Tilaaja on nimetty kilpailun ilmoituksessa, ja kohta on ilmoitettu.",
        "The notice of the contest names the buyer, and the place is given.",
    ),
)
ACCESSION_FOLLOWS_SIGNING: Final = Guard(
    "accession_follows_signing",
    ("accession_undertaking",),
    "",
    Lift.NOBODY,
    Label(
        "Ingen kan ansluta sig till ett kontrakt som inte är undertecknat: först underskrifterna, sedan anslutningen.",
        "Sopimukseen voi liittyä vasta, kun se on allekirjoitettu: ensin allekirjoitukset, sitten liittyminen.",
        "Nobody can accede to a contract that is not signed: first the signatures, then the accession.",
    ),
    ("signing.signed_on", "accession.date", "accession.start"),
    _accession_follows_signing,
    fulfilled=Label(
        "Kontraktet är undertecknat senast den dag då anslutningen sker.",
        "Sopimus on allekirjoitettu viimeistään liittymispäivänä.",
        "The contract is signed by the day of the accession.",
    ),
)
ACCESSION_CEILING: Final = Guard(
    "accession_within_ceiling",
    ("accession_undertaking",),
    "1397/2016, 42 § 4–5 mom.",
    Lift.NOBODY,
    Label(
        "Beställningarna överskrider maximivärdet, eller beställningen börjar efter den sista dagen.",
        "Tilaukset ylittävät enimmäisarvon, tai tilaus alkaa viimeisen päivän jälkeen.",
        "The orders exceed the ceiling, or the order starts after the last day.",
    ),
    ("accession.orders_total", "reuse.ceiling", "accession.start", "reuse.end"),
    _accession_ceiling,
    fulfilled=Label(
        "Beställningarna ryms inom maximivärdet, och beställningen börjar senast på den sista dagen.",
        "Tilaukset ovat enintään enimmäisarvon suuruiset, ja tilaus alkaa viimeistään viimeisenä päivänä.",
        "The orders are within the ceiling, and the order starts by the last day.",
    ),
)
ORDERS_ALLOWED: Final = Guard(
    "contract_allows_orders",
    ("accession_undertaking",),
    "1397/2016, 42 § 4 mom.",
    Lift.NOBODY,
    Label(
        "Kontraktet ger endast rätt att använda resultaten. Ingen kan ansluta sig och beställa.",
        "Sopimus antaa vain oikeuden käyttää tuloksia. Kukaan ei voi liittyä ja tilata.",
        "The contract gives only a right to use the results. Nobody can accede and order.",
    ),
    ("reuse.basis",),
    _orders_allowed,
    fulfilled=Label(
        "Kontraktet låter namngivna beställare ansluta sig och beställa.",
        "Sopimus antaa nimettyjen tilaajien liittyä ja tilata.",
        "The contract lets named buyers accede and order.",
    ),
)
ACCESSION_REGISTER: Final = Guard(
    "register_of_orders_is_kept",
    ("accession_undertaking",),
    "1397/2016, 42 § 4–5 mom.",
    Lift.NOBODY,
    Label(
        "Förteckningen över tidigare beställningar stämmer inte med svaret på om detta är den första.",
        "Aiempien tilausten luettelo ei vastaa tietoa siitä, onko tämä ensimmäinen tilaus.",
        "The register of earlier orders does not agree with the answer on whether this is the first.",
    ),
    ("accession.is_first", "accession.register"),
    _register_agrees,
    fulfilled=Label(
        "Förteckningen över tidigare beställningar stämmer med svaret på om detta är den första.",
        "Aiempien tilausten luettelo vastaa tietoa siitä, onko tämä ensimmäinen tilaus.",
        "The register of earlier orders agrees with the answer on whether this is the first.",
    ),
)
HOST_IS_NOT_BUYER: Final = Guard(
    "host_is_not_the_buyer",
    ("pilot_agreement",),
    "",
    Lift.NOBODY,
    Label(
        "Beställaren är själv värdkommunen: den kan inte ingå ett pilotavtal med sig själv.",
        "Tilaaja on itse isäntäkunta: se ei voi tehdä pilottisopimusta itsensä kanssa.",
        "The buyer is itself the host municipality: it cannot make a pilot agreement with itself.",
    ),
    ("buyer.is_host",),
    _host_is_not_buyer,
    fulfilled=Label(
        "Beställaren är en annan än värdkommunen.",
        "Tilaaja on muu kuin isäntäkunta.",
        "The buyer is another than the host municipality.",
    ),
)
HOST_CHOSE_AGREEMENT: Final = Guard(
    "host_is_bound_in_one_paper",
    ("pilot_agreement",),
    "",
    Lift.NOBODY,
    Label(
        "Värdkommunen undertecknar inget separat pilotavtal enligt uppgifterna. Den binds i en handling, aldrig i två.",
        "Tietojen mukaan isäntäkunta ei tee erillistä pilottisopimusta. Se sitoutuu yhdessä asiakirjassa, ei kahdessa.",
        "By the facts the host makes no separate pilot agreement. It is bound in one paper and never in two.",
    ),
    ("host.signs",),
    _host_chose,
    fulfilled=Label(
        "Värdkommunen binder sig i ett separat pilotavtal.",
        "Isäntäkunta sitoutuu erillisessä pilottisopimuksessa.",
        "The host municipality is bound in a separate pilot agreement.",
    ),
)
CONTROLLER_NAMED: Final = Guard(
    "controller_named",
    ("data_processing_agreement", "procurement_contract", "signing_pack"),
    "(EU) 2016/679, 28.3",
    Lift.NOBODY,
    Label(
        "Personuppgifter behandlas, och den personuppgiftsansvarige ska namnges.",
        "Henkilötietoja käsitellään, ja rekisterinpitäjä on nimettävä.",
        "Personal data are processed, and the controller must be named.",
    ),
    ("personal_data.processed", "controller.name"),
    _controller_named,
    fulfilled=Label(
        "Den personuppgiftsansvarige är namngiven, om personuppgifter behandlas.",
        "Rekisterinpitäjä on nimetty, jos henkilötietoja käsitellään.",
        "The controller is named, if personal data are processed.",
    ),
)
DATA_PROCESSED: Final = Guard(
    "personal_data_are_processed",
    ("data_processing_agreement",),
    "(EU) 2016/679, 28.3",
    Lift.NOBODY,
    Label(
        "Enligt uppgifterna behandlas inga personuppgifter, och då finns inget att avtala om.",
        "Tietojen mukaan henkilötietoja ei käsitellä, eikä silloin ole mitään sovittavaa.",
        "According to the facts no personal data are processed, so there is nothing to agree on.",
    ),
    ("personal_data.processed",),
    is_true("personal_data.processed"),
    fulfilled=Label(
        "Personuppgifter behandlas, och det finns något att avtala om.",
        "Henkilötietoja käsitellään, ja siitä on mitä sopia.",
        "Personal data are processed, so there is something to agree on.",
    ),
)
BREACH_NOTICE: Final = Guard(
    "breach_notice_leaves_time",
    ("data_processing_agreement",),
    "(EU) 2016/679, 33.1–33.2",
    Lift.NOBODY,
    Label(
        "Underrättelsen om en incident lämnar inte den personuppgiftsansvarige tid inom sina egna 72 timmar.",
        "Ilmoitus tietoturvaloukkauksesta ei jätä rekisterinpitäjälle aikaa sen omista 72 tunnista.",
        "The notice of a breach leaves the controller no time within its own 72 hours.",
    ),
    ("data.breach_hours",),
    _breach_notice,
    fulfilled=Label(
        "Underrättelsen om en incident lämnar den personuppgiftsansvarige tid inom de egna 72 timmarna.",
        "Ilmoitus tietoturvaloukkauksesta jättää rekisterinpitäjälle aikaa sen omista 72 tunnista.",
        "The notice of a breach leaves the controller time within its own 72 hours.",
    ),
)
RIGHTS_PROMISED: Final = Guard(
    "rights_to_copy_alter_and_pass_on",
    ("rights_annex", "procurement_contract"),
    "404/1961, 28 §",
    Lift.NOBODY,
    Label(
        "Kontraktet ger rätt att kopiera, ändra och upplåta vidare. Uppgifterna säger nej till någon av dem.",
        "Sopimus antaa oikeuden kopioida, muuttaa ja antaa edelleen. Tietojen mukaan jokin niistä puuttuu.",
        "The contract gives the right to copy, alter and pass on. The facts deny one of them.",
    ),
    ("rights.copy", "rights.alter", "rights.pass_on"),
    is_true("rights.copy", "rights.alter", "rights.pass_on"),
    fulfilled=Label(
        "Uppgifterna ger rätt att kopiera, ändra och upplåta vidare.",
        "Tiedot antavat oikeuden kopioida, muuttaa ja antaa edelleen.",
        "The facts give the right to copy, alter and pass on.",
    ),
)
CHANGES_GROUNDED: Final = Guard(
    "changes_have_grounds",
    ("change_amendment",),
    "1397/2016, 136 §",
    Lift.NOBODY,
    Label(
        "Varje ändring ska ha ett skäl och en grund enligt 136 §.",
        "Jokaisella muutoksella on oltava syy ja 136 §:n mukainen peruste.",
        "Each change must have a reason and a ground of section 136.",
    ),
    ("change.rows",),
    _changes_grounded,
    fulfilled=Label(
        "Varje ändring har ett skäl och en grund enligt 136 §.",
        "Jokaisella muutoksella on syy ja 136 §:n mukainen peruste.",
        "Each change has a reason and a ground of section 136.",
    ),
)
CHANGE_IS_IN_THE_LOG: Final = Guard(
    "change_is_in_the_log",
    ("change_amendment",),
    "",
    Lift.NOBODY,
    Label(
        "Numret på ändringen som görs ska finnas exakt en gång i tabellen över ändringar.",
        "Tehtävän muutoksen numeron on oltava muutosten taulukossa täsmälleen kerran.",
        "The number of the change that is made must stand exactly once in the table of changes.",
    ),
    ("change.number", "change.rows"),
    _change_is_in_the_log,
    fulfilled=Label(
        "Numret på ändringen som görs finns exakt en gång i tabellen över ändringar.",
        "Tehtävän muutoksen numero on muutosten taulukossa täsmälleen kerran.",
        "The number of the change that is made stands exactly once in the table of changes.",
    ),
)
CHANGE_LIMITS: Final = Guard(
    "change_limits",
    ("change_amendment",),
    "1397/2016, 136 §",
    Lift.NOBODY,
    Label(
        "Ändringarna överskrider taken i 136 §: 50 procent för en ändring, 10 procent och tröskelvärdet för små.",
        "Muutokset ylittävät 136 §:n rajat: 50 prosenttia yhdelle, 10 prosenttia ja kynnysarvo vähäisille.",
        "The changes exceed the ceilings of section 136: 50 percent for one, 10 and the threshold for small ones.",
    ),
    ("change.rows", "price.total", "value.band", "case.legal_basis", "case.annex_e_category", "document.date"),
    _change_limits,
    fulfilled=Label(
        "Ändringarna ryms inom taken i 136 §.",
        "Muutokset pysyvät 136 §:n rajoissa.",
        "The changes are within the ceilings of section 136.",
    ),
)
RECTIFIED_IN_TIME: Final = Guard(
    "own_rectification_in_time",
    ("procurement_decision:rectify",),
    "1397/2016, 132–135 §",
    Lift.NOBODY,
    Label(
        "På eget initiativ får ett beslut rättas inom 90 dagar från det att det fattades.",
        "Päätöksen voi oikaista omasta aloitteesta 90 päivän kuluessa sen tekemisestä.",
        "On the buyer's own initiative a decision may be rectified within 90 days of making it.",
    ),
    ("decision.own_initiative", "decision.rectified_on", "decision.date"),
    _rectified_in_time,
    fulfilled=Label(
        "Beslutet rättas efter det att det har fattats och, på eget initiativ, inom 90 dagar.",
        "Päätös oikaistaan sen tekemisen jälkeen ja omasta aloitteesta 90 päivän kuluessa.",
        "The decision is rectified after it was made and, on the buyer's own initiative, within 90 days.",
    ),
)
_DATED: Final = Label(
    "Varje mottagare ska ha ett sätt och en sändningsdag: meddelandet ska ange dagen.",
    "Jokaisella vastaanottajalla on oltava tapa ja lähetyspäivä: viestissä on ilmoitettava päivä.",
    "Each recipient must have a channel and a day of sending: the message must state the day.",
)
_EVERYONE_DATED: Final = Label(
    "Varje mottagare har ett sätt och en sändningsdag.",
    "Jokaisella vastaanottajalla on tapa ja lähetyspäivä.",
    "Each recipient has a channel and a day of sending.",
)
EVERY_RECIPIENT_DATED: Final = Guard(
    "every_recipient_has_a_sending_day",
    ("service_letter:procurement_decision",),
    "1397/2016, 127 §",
    Lift.NOBODY,
    _DATED,
    ("decision.recipients",),
    _all_dated("decision.recipients"),
    fulfilled=_EVERYONE_DATED,
)
EVERY_PARTICIPANT_DATED: Final = Guard(
    "every_participant_has_a_sending_day",
    ("service_letter:contest_decision",),
    "1397/2016, 127 §",
    Lift.NOBODY,
    _DATED,
    ("contest_decision.recipients",),
    _all_dated("contest_decision.recipients"),
    fulfilled=_EVERYONE_DATED,
)
SERVED_AFTER_DECISION: Final = Guard(
    "service_follows_the_decision",
    ("service_letter",),
    "1397/2016, 127 §",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: beslut, delgivningsbrev, sändning till mottagarna.",
        "Päivämäärät ovat väärässä järjestyksessä: päätös, tiedoksiantokirje, lähettäminen vastaanottajille.",
        "The dates are in the wrong order: decision, service letter, sending to the recipients.",
    ),
    (
        "instructions.decision",
        "contest_decision.date",
        "contest_decision.recipients",
        "decision.date",
        "decision.recipients",
        "service_letter.date",
    ),
    _served_after_decision,
    fulfilled=Label(
        "Datumen står i rätt ordning: beslut, delgivningsbrev, sändning till mottagarna.",
        "Päivämäärät ovat oikeassa järjestyksessä: päätös, tiedoksiantokirje, lähettäminen vastaanottajille.",
        "The dates are in the right order: decision, service letter, sending to the recipients.",
    ),
)

GUARDS: Final = (
    JURY_RECORD,
    JURY_RANKING,
    INSTRUCTIONS,
    CONFLICTS_DECLARED,
    PRICES_AGREE,
    MILESTONES_AGREE,
    VAT_RATES,
    DECISION_IS_CEILING,
    REPORT_DUTY,
    REPORT_DATES,
    RESULT_NOTICE,
    AWARD_NOTICE,
    DIRECT_NOTICE_CHOSEN,
    DISCONTINUATION_DECIDED,
    ACCESSION_NAMED,
    ACCESSION_FOLLOWS_SIGNING,
    ACCESSION_CEILING,
    ORDERS_ALLOWED,
    ACCESSION_REGISTER,
    HOST_IS_NOT_BUYER,
    HOST_CHOSE_AGREEMENT,
    CONTROLLER_NAMED,
    DATA_PROCESSED,
    BREACH_NOTICE,
    RIGHTS_PROMISED,
    CHANGES_GROUNDED,
    CHANGE_IS_IN_THE_LOG,
    CHANGE_LIMITS,
    RECTIFIED_IN_TIME,
    EVERY_RECIPIENT_DATED,
    EVERY_PARTICIPANT_DATED,
    SERVED_AFTER_DECISION,
)
