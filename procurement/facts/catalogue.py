"""The catalogue: every fact there is, with its type, its label in three languages and its place on the case form.

To add a fact, add one line here, and one in `procurement/sources.py` if a page holds it. The case form,
the list of gaps and the checks of the clause library follow from the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from procurement.facts.model import FactType
from procurement.languages import Language


@dataclass(frozen=True, slots=True)
class Label:
    """A text of the interface in the three languages."""

    sv: str
    fi: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return {Language.SV: self.sv, Language.FI: self.fi, Language.EN: self.en}[language]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the case form, as a lawyer thinks."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice fact."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact of the catalogue.

    `supplied_by` says who can supply it: `page` (a published page or the challenge's record), `case` (the case
    form), `party` (the verified party) or `computed`. A page's fact can be recorded on the case form while the
    page does not hold it. `required_when` on the case form is decided by the clauses, never here.
    """

    name: str
    type: FactType
    group: Group
    label: Label
    supplied_by: str = "case"
    help: Label | None = None
    example: str = ""
    choices: tuple[Choice, ...] = ()
    personal: bool = False

    @property
    def on_case_form(self) -> bool:
        """Return whether a lawyer can record this fact on the case."""
        return self.supplied_by in ("case", "page or case")


CASE = Group("case", Label("Ärendet", "Asia", "The case"))
BUYER = Group("buyer", Label("Beställaren", "Tilaaja", "The buyer"))
CONTEST = Group(
    "contest",
    Label("Tävlingen och annonsen", "Kilpailu ja ilmoitus", "The contest and its notice"),
)
VALUE = Group("value", Label("Värde och tröskelvärden", "Arvo ja kynnysarvot", "Value and thresholds"))
NEGOTIATION = Group("negotiation", Label("Förhandlingen", "Neuvottelu", "The negotiation"))
SUPPLIER = Group("supplier", Label("Leverantören", "Toimittaja", "The supplier"))
OBJECT = Group("object", Label("Föremål och genomförande", "Kohde ja toteutus", "Object and performance"))
PRICE = Group("price", Label("Pris och tid", "Hinta ja sopimuskausi", "Price and term"))
RIGHTS = Group(
    "rights",
    Label("Rättigheter och personuppgifter", "Oikeudet ja henkilötiedot", "Rights and personal data"),
)
TERMS = Group("terms", Label("Villkor och undertecknande", "Ehdot ja allekirjoitus", "Terms and signing"))
COMPUTED = Group("computed", Label("Beräknas", "Lasketaan", "Computed"))

GROUPS: Final = (
    CASE,
    BUYER,
    CONTEST,
    VALUE,
    NEGOTIATION,
    OBJECT,
    PRICE,
    SUPPLIER,
    RIGHTS,
    TERMS,
    COMPUTED,
)

_T = FactType


def _choices(*choices: tuple[str, str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, Label(sv, fi, en)) for key, sv, fi, en in choices)


LEGAL_BASES: Final = _choices(
    (
        "direct_after_contest",
        "Direktupphandling av vinnaren i en projekttävling",
        "Suorahankinta suunnittelukilpailun voittajalta",
        "Direct award to the winner of a design contest",
    ),
    ("rd_excluded", "FoU-tjänst utanför lagen", "T&k-palvelu lain ulkopuolella", "R&D service outside the Act"),
    (
        "below_national",
        "Under det nationella tröskelvärdet",
        "Kansallisen kynnysarvon alittava hankinta",
        "Below the national threshold",
    ),
    ("annex_e", "Tjänst enligt bilaga E", "Liitteen E palvelu", "Service of Annex E"),
    ("negotiated", "Förhandlat förfarande", "Neuvottelumenettely", "Negotiated procedure"),
    (
        "innovation_partnership",
        "Innovationspartnerskap",
        "Innovaatiokumppanuus",
        "Innovation partnership",
    ),
    (
        "other_direct",
        "Annan direktupphandling",
        "Muu suorahankinta",
        "Other direct award",
    ),
)


def _build() -> Mapping[str, FactField]:
    fields: dict[str, FactField] = {}

    def fact(
        name: str,
        type: FactType,
        group: Group,
        sv: str,
        fi: str,
        en: str,
        *,
        by: str = "case",
        help: Label | None = None,
        example: str = "",
        choices: tuple[Choice, ...] = (),
        personal: bool = False,
    ) -> None:
        if name in fields:
            raise ValueError(f"the fact {name} is in the catalogue twice")
        label = Label(sv, fi, en)
        fields[name] = FactField(name, type, group, label, by, help, example, choices, personal)

    # fmt: off
    # -- The case ----------------------------------------------------------------------------------
    fact("case.number", _T.TEXT, CASE, "Ärendenummer", "Asianumero", "Case number", example="123/02.08.00/2026")
    fact("case.legal_basis", _T.CHOICE, CASE, "Upphandlingsgrund", "Hankinnan peruste", "Legal basis",
         choices=LEGAL_BASES,
         help=Label("Styr alla texter. En grund per ärende.", "Ohjaa kaikkia tekstejä. Yksi peruste asiaa kohti.",
                    "Drives all texts. One basis a case."))
    fact("case.authentic_language", _T.CHOICE, CASE, "Originalspråk", "Alkuperäiskieli", "Authentic language",
         choices=_choices(("sv", "Svenska", "Ruotsi", "Swedish"), ("fi", "Finska", "Suomi", "Finnish")),
         help=Label("Det andra språket skriver ut att det är en översättning.",
                    "Toiseen kieleen tulostuu, että se on käännös.", "The other language says it is a translation."))
    fact("invitation.date", _T.DATE, CASE, "Inbjudans datum", "Neuvottelukutsun päiväys", "Date of the invitation")
    fact("contract.date", _T.DATE, CASE, "Kontraktsutkastets datum", "Sopimusluonnoksen päiväys",
         "Date of the draft contract")

    # -- The buyer ---------------------------------------------------------------------------------
    fact("buyer.name", _T.LOCALISED, BUYER, "Beställarens registrerade namn", "Tilaajan rekisteröity nimi",
         "The buyer's registered name", example="Suomen Kuntaliitto ry")
    fact("buyer.business_id", _T.TEXT, BUYER, "Beställarens FO-nummer", "Tilaajan Y-tunnus", "The buyer's business ID",
         example="0926151-4")
    fact("buyer.type", _T.CHOICE, BUYER, "Typ av beställare", "Tilaajan tyyppi", "Type of buyer",
         choices=_choices(
             ("authority", "Myndighet", "Viranomainen", "Authority"),
             ("association", "Förening", "Yhdistys", "Association"),
             ("company", "Bolag", "Yhtiö", "Company")),
         help=Label("Avgör offentlighet och sekretessvillkor.", "Ratkaisee julkisuuden ja salassapitoehdon.",
                    "Decides publicity and the secrecy clause."))
    fact("buyer.address", _T.LOCALISED, BUYER, "Beställarens adress", "Tilaajan osoite", "The buyer's address")
    fact("buyer.contact", _T.LOCALISED, BUYER, "Beställarens kontaktpunkt", "Tilaajan yhteyspiste",
         "The buyer's contact point")
    fact("buyer.email", _T.TEXT, BUYER, "Beställarens e-post", "Tilaajan sähköposti", "The buyer's e-mail")
    fact("buyer.invoice_address", _T.TEXT, BUYER, "E-fakturaadress", "Verkkolaskuosoite", "E-invoice address")
    fact("buyer.signatory", _T.TEXT, BUYER, "Beställarens undertecknare", "Tilaajan allekirjoittaja",
         "The buyer's signatory", personal=True)
    fact("buyer.signatory_title", _T.LOCALISED, BUYER, "Undertecknarens titel", "Allekirjoittajan nimike",
         "The signatory's title")
    fact("buyer.signatory_ground", _T.LOCALISED, BUYER, "Grund för undertecknarens behörighet",
         "Allekirjoittajan toimivallan peruste", "Ground of the signatory's authority")

    # -- The contest -------------------------------------------------------------------------------
    fact("contest.name", _T.LOCALISED, CONTEST, "Tävlingens namn", "Kilpailun nimi", "Name of the contest", by="page")
    fact("challenge.title", _T.LOCALISED, CONTEST, "Utmaningens rubrik", "Haasteen otsikko", "Title of the challenge",
         by="page")
    fact("host.name", _T.LOCALISED, CONTEST, "Värdkommunens officiella namn", "Isäntäkunnan virallinen nimi",
         "Official name of the host municipality", by="page", example="Vantaan kaupunki")
    fact("host.name_gen", _T.LOCALISED, CONTEST, "Värdkommunens namn i genitiv", "Isäntäkunnan nimi genetiivissä",
         "Name of the host municipality, genitive", by="page", example="Vantaan kaupungin")
    fact("host.name_in", _T.LOCALISED, CONTEST, "Värdkommunens namn, ”i kommunen”", "Isäntäkunnan nimi, ”kunnassa”",
         "Name of the host municipality, “in”", by="page", example="Vantaan kaupungissa")
    fact("team.name", _T.TEXT, CONTEST, "Det vinnande teamet", "Voittanut tiimi", "The winning team", by="page")
    fact("team.address", _T.LOCALISED, CONTEST, "Teamets kontaktadress", "Tiimin yhteysosoite",
         "The team's contact address")
    fact("winners.names", _T.LOCALISED_LIST, CONTEST, "Alla vinnare av utmaningen", "Haasteen kaikki voittajat",
         "All winners of the challenge", by="page")
    fact("winners.several", _T.YES_NO, CONTEST, "Flera vinnare", "Useita voittajia", "Several winners", by="page")
    fact("winners.invited_together", _T.YES_NO, CONTEST, "Alla vinnare bjuds in samtidigt och på samma villkor",
         "Kaikki voittajat kutsutaan samanaikaisesti ja samoin ehdoin",
         "All winners are invited at once and on the same terms")
    fact("award.announced_on", _T.DATE, CONTEST, "Vinnaren offentliggjord", "Voittaja julkistettu",
         "Winner announced", by="page")
    fact("notice.number", _T.TEXT, CONTEST, "Annonsens nummer", "Ilmoituksen numero", "Number of the notice",
         by="page or case")
    fact("notice.date", _T.DATE, CONTEST, "Annonsens datum", "Ilmoituksen päiväys", "Date of the notice",
         by="page or case",
         help=Label("Värdet bedöms enligt lagen den dagen.", "Arvo arvioidaan tämän päivän lain mukaan.",
                    "The value is judged by the law of that day."))
    fact("notice.clause_text", _T.VERBATIM, CONTEST, "Villkoret om kontrakt, ordagrant",
         "Sopimusta koskeva ehto, sanatarkasti",
         "The follow-on clause, verbatim", by="page or case")
    fact("notice.clause_language", _T.CHOICE, CONTEST, "Villkorets språk", "Ehdon kieli", "Language of the clause",
         by="page or case",
         choices=_choices(("sv", "svenska", "ruotsi", "Swedish"), ("fi", "finska", "suomi", "Finnish")))
    fact("notice.clause_source", _T.LOCALISED, CONTEST, "Var villkoret står", "Mistä ehto löytyy",
         "Where the clause stands", by="page or case", example="avsnitt II.2.14 / kohta II.2.14")
    fact("notice.clause_sufficient", _T.YES_NO, CONTEST,
         "Juristens slutsats: villkoret räcker för 40 § 2 mom. 8 punkten",
         "Juristin johtopäätös: ehto riittää 40 §:n 2 momentin 8 kohtaan",
         "The lawyer's conclusion: the clause suffices for section 40(2)(8)")
    fact("contest_decision.date", _T.DATE, CONTEST, "Tävlingsbeslutets datum", "Kilpailupäätöksen päiväys",
         "Date of the contest decision", by="page or case")
    fact("contest_decision.number", _T.TEXT, CONTEST, "Tävlingsbeslutets paragraf", "Kilpailupäätöksen pykälä",
         "Section of the contest decision", by="page or case", example="12")
    fact("contest_decision.served_on", _T.DATE, CONTEST, "Beslutet delgivet alla, senast den",
         "Päätös annettu kaikille tiedoksi viimeistään", "Decision served on all, at the latest")

    # -- Value -------------------------------------------------------------------------------------
    fact("value.estimate", _T.MONEY, VALUE, "Kontraktets uppskattade värde med optioner",
         "Sopimuksen ennakoitu arvo optioineen", "Estimated value of the contract with options", example="90000.00")
    fact("value.prizes", _T.MONEY, VALUE, "Priser i tävlingen", "Kilpailun palkinnot", "Prizes of the contest")
    fact("value.disclosed", _T.YES_NO, VALUE, "Värdet uppges i inbjudan", "Arvo ilmoitetaan kutsussa",
         "The value is given in the invitation")
    fact("value.withheld_reason", _T.LOCALISED, VALUE, "Varför värdet inte uppges", "Miksi arvoa ei ilmoiteta",
         "Why the value is withheld")
    fact("value.total_estimate", _T.MONEY, COMPUTED, "Uppskattat värde med priser", "Ennakoitu arvo palkintoineen",
         "Estimated value with prizes", by="computed")
    fact("value.band", _T.CHOICE, COMPUTED, "Värdeklass vid annonsdagen", "Arvoluokka ilmoituspäivänä",
         "Value band at the notice date", by="computed",
         choices=_choices(
             ("below_national", "under det nationella tröskelvärdet", "alle kansallisen kynnysarvon",
              "below the national threshold"),
             ("national", "nationellt", "kansallinen", "national"),
             ("eu", "EU-tröskelvärdet eller mer", "vähintään EU-kynnysarvo", "EU threshold or more")))
    fact("value.contract_band", _T.CHOICE, COMPUTED, "Kontraktets värdeklass", "Sopimuksen arvoluokka",
         "Value band of the contract", by="computed",
         choices=_choices(
             ("below_national", "under det nationella tröskelvärdet", "alle kansallisen kynnysarvon",
              "below the national threshold"),
             ("national", "nationellt", "kansallinen", "national"),
             ("eu", "EU-tröskelvärdet eller mer", "vähintään EU-kynnysarvo", "EU threshold or more")))

    # -- The negotiation ---------------------------------------------------------------------------
    fact("negotiation.topics", _T.LOCALISED_LIST, NEGOTIATION, "Frågor som kan förhandlas", "Neuvoteltavat asiat",
         "Negotiable topics")
    fact("negotiation.fixed", _T.LOCALISED_LIST, NEGOTIATION, "Frågor som inte förhandlas",
         "Asiat, joista ei neuvotella",
         "Fixed points")
    fact("negotiation.bring", _T.LOCALISED_LIST, NEGOTIATION, "Handlingar att ta med", "Mukaan otettavat asiakirjat",
         "Papers to bring")
    fact("negotiation.date", _T.DATE, NEGOTIATION, "Förhandlingens datum",
         "Neuvottelun päivä", "Date of the negotiation")
    fact("negotiation.time", _T.TEXT, NEGOTIATION, "Klockslag", "Kellonaika", "Time", example="9.00–11.00")
    fact("negotiation.place", _T.LOCALISED, NEGOTIATION, "Plats", "Paikka", "Place")
    fact("negotiation.languages", _T.LOCALISED, NEGOTIATION, "Förhandlingsspråk", "Neuvottelukieli",
         "Language of the negotiation")
    fact("negotiation.reply_by", _T.DATE, NEGOTIATION, "Svar senast", "Vastaus viimeistään", "Reply by")

    # -- The supplier (from the verified party) ----------------------------------------------------
    fact("supplier.name", _T.TEXT, SUPPLIER, "Leverantörens registrerade namn", "Toimittajan rekisteröity nimi",
         "The supplier's registered name", by="party")
    fact("supplier.business_id", _T.TEXT, SUPPLIER, "Leverantörens FO-nummer", "Toimittajan Y-tunnus",
         "The supplier's business ID", by="party")
    fact("supplier.legal_form", _T.LOCALISED, SUPPLIER, "Leverantörens juridiska form",
         "Toimittajan oikeudellinen muoto",
         "The supplier's legal form", by="party")
    fact("supplier.address", _T.TEXT, SUPPLIER, "Leverantörens adress", "Toimittajan osoite", "The supplier's address",
         by="party")
    fact("supplier.email", _T.TEXT, SUPPLIER, "Leverantörens e-post", "Toimittajan sähköposti", "The supplier's e-mail",
         by="party")
    fact("supplier.extract_date", _T.DATE, SUPPLIER, "Registerutdragets datum", "Rekisteriotteen päiväys",
         "Date of the register extract", by="party")
    fact("supplier.signatory", _T.TEXT, SUPPLIER, "Leverantörens undertecknare", "Toimittajan allekirjoittaja",
         "The supplier's signatory", by="party", personal=True)
    fact("supplier.signatory_title", _T.LOCALISED, SUPPLIER, "Undertecknarens titel", "Allekirjoittajan nimike",
         "The signatory's title", by="party")
    fact("supplier.signatory_ground", _T.LOCALISED, SUPPLIER, "Grund för undertecknarens behörighet",
         "Allekirjoittajan toimivallan peruste", "Ground of the signatory's authority", by="party")
    fact("supplier.link", _T.CHOICE, SUPPLIER, "Leverantörens samband med vinnaren", "Toimittajan yhteys voittajaan",
         "The supplier's link to the winner", by="party",
         choices=_choices(
             ("entered_as", "deltog själv i tävlingen som det vinnande teamet",
              "osallistui itse kilpailuun voittaneena tiiminä", "entered the contest itself as the winning team"),
             ("formed_by", "bildades av det vinnande teamets medlemmar", "on voittaneen tiimin jäsenten perustama",
              "was formed by the members of the winning team")))
    fact("supplier.link_evidence", _T.LOCALISED, SUPPLIER, "Bevis för sambandet", "Näyttö yhteydestä",
         "Evidence of the link", by="party")
    fact("supplier.verified", _T.YES_NO, SUPPLIER, "Parten är kontrollerad", "Osapuoli on tarkistettu",
         "The party is verified", by="party")

    # -- Object and performance --------------------------------------------------------------------
    fact("object.title", _T.LOCALISED, OBJECT, "Upphandlingens namn", "Hankinnan nimi", "Title of the procurement")
    fact("object.description", _T.LOCALISED, OBJECT, "Föremålet i korthet", "Hankinnan kohde lyhyesti",
         "The object in brief")
    fact("object.key_persons", _T.LOCALISED_LIST, OBJECT, "Nyckelpersoner eller roller", "Avainhenkilöt tai roolit",
         "Key persons or roles",
         help=Label("Skrivs in från leverantören, aldrig från sidornas medlemslistor.",
                    "Kirjataan toimittajalta, ei koskaan sivujen jäsenluetteloista.",
                    "Typed from the supplier, never from the pages' member lists."))
    fact("object.subcontractors", _T.YES_NO, OBJECT, "Underleverantörer anlitas", "Käytetään alihankkijoita",
         "Subcontractors are used")
    fact("acceptance.days", _T.INTEGER, OBJECT, "Granskningstid i dagar", "Tarkastusaika päivinä",
         "Days for inspection", example="14")
    fact("exit.months", _T.INTEGER, OBJECT, "Hjälp vid avslutning, månader", "Päättymisavustus kuukausina",
         "Exit assistance, months", example="3")
    fact("delay.penalty", _T.YES_NO, OBJECT, "Vite vid dröjsmål", "Viivästyssakko", "Penalty for delay")
    fact("delay.weekly_percent", _T.PERCENT, OBJECT, "Vite per vecka, procent", "Sakko viikolta, prosenttia",
         "Penalty a week, percent", example="1")
    fact("delay.max_percent", _T.PERCENT, OBJECT, "Högsta vite, procent", "Enimmäissakko, prosenttia",
         "Highest penalty, percent", example="10")
    fact("insurance.amount", _T.MONEY, OBJECT, "Ansvarsförsäkringens minsta belopp", "Vastuuvakuutuksen vähimmäismäärä",
         "Lowest amount of liability insurance")

    # -- Price and term ----------------------------------------------------------------------------
    fact("decision.date", _T.DATE, PRICE, "Upphandlingsbeslutets datum", "Hankintapäätöksen päiväys",
         "Date of the procurement decision")
    fact("decision.number", _T.TEXT, PRICE, "Upphandlingsbeslutets paragraf", "Hankintapäätöksen pykälä",
         "Section of the procurement decision", example="45")
    fact("price.total", _T.MONEY, PRICE, "Kontraktets högsta värde utan moms, optionerna inräknade",
         "Sopimuksen enimmäisarvo ilman alv:tä, optiot mukaan luettuina",
         "Highest value of the contract without VAT, options included", example="90000.00")
    fact("term.end", _T.DATE, PRICE, "Kontraktet gäller till", "Sopimus voimassa saakka", "Contract in force until")
    fact("term.option", _T.YES_NO, PRICE, "Optionstid", "Optiokausi", "Option period")
    fact("term.option_months", _T.INTEGER, PRICE, "Option, månader", "Optio, kuukautta", "Option, months", example="12")
    fact("term.option_notice_by", _T.DATE, PRICE, "Option meddelas senast", "Optiosta ilmoitettava viimeistään",
         "Option to be exercised by")

    # -- Rights and personal data ------------------------------------------------------------------
    fact("rights.ownership", _T.CHOICE, RIGHTS, "Rätten till resultaten", "Oikeus tuloksiin", "Title to the results",
         choices=_choices(
             ("supplier", "Leverantören äger, beställaren får nyttjanderätt",
             "Toimittaja omistaa, tilaaja saa käyttöoikeuden",
              "Supplier owns, buyer is licensed"),
             ("buyer", "Beställaren äger", "Tilaaja omistaa", "Buyer owns")))
    fact("reuse.basis", _T.CHOICE, RIGHTS, "Vidareanvändning", "Jatkokäyttö", "Re-use",
         choices=_choices(
             ("rights_only", "Endast rätt att använda resultaten", "Vain oikeus käyttää tuloksia",
              "Right to use the results only"),
             ("named_buyers", "Namngivna beställare med maximivärde", "Nimetyt tilaajat ja enimmäisarvo",
              "Named buyers with a ceiling")))
    fact("reuse.municipalities", _T.LOCALISED_LIST, RIGHTS, "Kommuner med nyttjanderätt eller beställningsrätt",
         "Kunnat, joilla on käyttö- tai tilausoikeus", "Municipalities with a right of use or of ordering")
    fact("reuse.ceiling", _T.MONEY, RIGHTS, "Beställningarnas högsta sammanlagda värde", "Tilausten enimmäisarvo",
         "Ceiling of the orders")
    fact("reuse.end", _T.DATE, RIGHTS, "Beställningar till och med", "Tilaukset saakka", "Orders until")
    fact("personal_data.processed", _T.YES_NO, RIGHTS, "Personuppgifter behandlas", "Henkilötietoja käsitellään",
         "Personal data are processed")
    fact("controller.name", _T.LOCALISED, RIGHTS, "Personuppgiftsansvarig", "Rekisterinpitäjä", "Controller")

    # -- Terms and signing -------------------------------------------------------------------------
    fact("terms.title", _T.LOCALISED, TERMS, "Allmänna villkor: exakt titel och version",
         "Yleiset sopimusehdot: tarkka nimi ja versio", "General terms: exact title and version",
         example="JYSE 2025 Palvelut")
    fact("terms.has_deviations", _T.YES_NO, TERMS, "Avvikelser från de allmänna villkoren finns",
         "Yleisistä sopimusehdoista poiketaan", "There are deviations from the general terms")
    fact("terms.deviations", _T.LOCALISED_LIST, TERMS, "Avvikelser från de allmänna villkoren",
         "Poikkeamat yleisistä sopimusehdoista", "Deviations from the general terms")
    fact("liability.cap_percent", _T.PERCENT, TERMS, "Ansvarstak, procent av kontraktets värde",
         "Vastuukatto, prosenttia sopimuksen arvosta", "Liability cap, percent of the contract value", example="100")
    fact("termination.cure_days", _T.INTEGER, TERMS, "Rättelsetid före hävning, dagar",
         "Korjausaika ennen purkamista, päivää",
         "Days to cure before rescission", example="30")
    fact("signing.electronic", _T.YES_NO, TERMS, "Elektronisk underskrift", "Sähköinen allekirjoitus",
         "Electronic signature")

    # -- Computed while composing ------------------------------------------------------------------
    fact("document.date", _T.DATE, COMPUTED, "Dokumentets datum",
         "Asiakirjan päiväys", "Date of the paper", by="computed")
    fact("version.number", _T.INTEGER, COMPUTED, "Versionens nummer", "Version numero", "Number of the version",
         by="computed")
    fact("draft.gaps", _T.INTEGER, COMPUTED, "Antal uppgifter som saknas", "Puuttuvien tietojen määrä",
         "Number of missing facts", by="computed")
    fact("document.translation", _T.YES_NO, COMPUTED, "Översättning", "Käännös", "Translation", by="computed")
    fact("case.demo", _T.YES_NO, COMPUTED, "Demonstration", "Esittely", "Demonstration", by="computed")
    # fmt: on
    return MappingProxyType(fields)


CATALOGUE: Final[Mapping[str, FactField]] = _build()
