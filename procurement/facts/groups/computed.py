"""What follows from other facts. Nobody types these."""

from typing import Final

from procurement.facts.field import Declare, FactField, Group, Label, choices, column
from procurement.facts.groups.changes import CHANGE_COLUMNS, GROUNDS
from procurement.facts.groups.checks import CHECK_COLUMNS
from procurement.facts.groups.contest import CHANNELS, LANGUAGES
from procurement.facts.groups.price import LINE_COLUMNS
from procurement.facts.model import FactType as T

GROUP: Final = Group("computed", Label("Beräknas", "Lasketaan", "Computed"))
_declare = Declare(GROUP)
_BANDS: Final = choices(
    ("below_national", "under det nationella tröskelvärdet", "alle kansallisen kynnysarvon",
     "below the national threshold"),
    ("national", "nationellt", "kansallinen", "national"),
    ("eu", "EU-tröskelvärdet eller mer", "vähintään EU-kynnysarvo", "EU threshold or more"),
)  # fmt: skip
#: The keys are those of `procurement.law.instructions.Variant`; a test compares them.
VARIANTS: Final = choices(
    ("contest_eu", "tävlingsbeslut, EU-tröskelvärdet", "kilpailupäätös, EU-kynnysarvo", "contest decision, EU"),
    ("contest_national", "tävlingsbeslut, nationellt", "kilpailupäätös, kansallinen", "contest decision, national"),
    ("direct_eu_oj_notice", "direktupphandling, EU, annons i EUT", "suorahankinta, EU, ilmoitus EUVL:ssä",
     "direct award, EU, OJ notice"),
    ("direct_eu_no_notice", "direktupphandling, EU, utan annons", "suorahankinta, EU, ei ilmoitusta",
     "direct award, EU, no notice"),
    ("direct_national_notice", "direktupphandling, nationellt, annons", "suorahankinta, kansallinen, ilmoitus",
     "direct award, national, notice"),
    ("direct_national_no_notice", "direktupphandling, nationellt, utan annons",
     "suorahankinta, kansallinen, ei ilmoitusta", "direct award, national, no notice"),
    ("no_contract", "beslut som inte leder till kontrakt", "päätös, joka ei johda sopimukseen",
     "decision without a contract"),
    ("competed_eu", "konkurrensutsatt, EU-tröskelvärdet", "kilpailutettu, EU-kynnysarvo", "competed, EU"),
    ("competed_national", "konkurrensutsatt, nationellt", "kilpailutettu, kansallinen", "competed, national"),
    ("below_national", "under det nationella tröskelvärdet", "alle kansallisen kynnysarvon", "below national"),
    ("below_national_municipality", "under det nationella tröskelvärdet, kommun",
     "alle kansallisen kynnysarvon, kunta", "below national, municipality"),
    ("act_not_applied", "lagen tillämpas inte", "lakia ei sovelleta", "the Act is not applied"),
)  # fmt: skip


def _fact(name: str, type: T, sv: str, fi: str, en: str, **options: object) -> FactField:
    help_ = ("Beräknas av andra uppgifter.", "Lasketaan muista tiedoista.", "Computed from other facts.")
    return _declare(name, type, (sv, fi, en), help_, by="computed", **options)  # type: ignore[arg-type]


_SUM: Final = column("sum", T.MONEY, "Summa, euro utan moms", "Summa, euroa ilman alv:tä", "Sum, euro without VAT")
_SERVICE: Final = (
    column("recipient", T.TEXT, "Mottagare", "Vastaanottaja", "Recipient"),
    column("language", T.CHOICE, "Språk", "Kieli", "Language", choices=LANGUAGES),
    column("channel", T.CHOICE, "Sätt", "Tapa", "Channel", choices=CHANNELS),
    column("sent_on", T.DATE, "Sänt den", "Lähetetty", "Sent on"),
    column("received_on", T.DATE, "Anses ha fått del den", "Katsotaan saaneen tiedon", "Deemed received on"),
    column("last_day", T.DATE, "Sista dagen", "Viimeinen päivä", "Last day"),
)

# fmt: off
FIELDS: Final = (
    _fact("value.total_estimate", T.MONEY, "Uppskattat värde med priser", "Ennakoitu arvo palkintoineen",
          "Estimated value with prizes"),
    _fact("value.band", T.CHOICE, "Värdeklass vid annonsdagen", "Arvoluokka ilmoituspäivänä",
          "Value band at the notice date", choices=_BANDS),
    _fact("value.contract_band", T.CHOICE, "Kontraktets värdeklass", "Sopimuksen arvoluokka",
          "Value band of the contract", choices=_BANDS),
    _fact("buyer.is_host", T.YES_NO, "Beställaren är värdkommunen", "Tilaaja on isäntäkunta",
          "The buyer is the host municipality"),
    _fact("checks.judged", T.TABLE, "Utredningarna, den senaste av varje", "Selvitykset, kustakin viimeisin",
          "The checks, the newest of each", columns=CHECK_COLUMNS),
    _fact("price.rows", T.TABLE, "Prisrader med summor", "Hintarivit summineen", "Price lines with sums",
          columns=(*LINE_COLUMNS, _SUM)),
    _fact("price.lines_total", T.MONEY, "Prisradernas summa utan moms", "Hintarivien summa ilman alv:tä",
          "Sum of the price lines without VAT"),
    _fact("price.vat_rows", T.TABLE, "Moms per skattesats", "Alv verokannoittain", "VAT by rate",
          columns=(column("vat_rate", T.DECIMAL, "Moms, procent", "Alv, prosenttia", "VAT, percent"),
                   column("net", T.MONEY, "Utan moms", "Ilman alv:tä", "Net"),
                   column("vat", T.MONEY, "Moms", "Alv", "VAT"),
                   column("gross", T.MONEY, "Med moms", "Alv:n kanssa", "Gross"))),
    _fact("price.vat_total", T.MONEY, "Moms sammanlagt", "Alv yhteensä", "VAT in all"),
    _fact("price.gross_total", T.MONEY, "Prisradernas summa med moms", "Hintarivien summa alv:n kanssa",
          "Sum of the price lines with VAT"),
    _fact("price.milestones_total", T.MONEY, "Betalningsraternas summa", "Maksuerien summa", "Sum of the milestones"),
    _fact("accession.orders_total", T.MONEY, "Beställningar sammanlagt", "Tilaukset yhteensä", "Orders in all"),
    _fact("change.log", T.TABLE, "Ändringslogg", "Muutosloki", "Log of changes",
          columns=(*CHANGE_COLUMNS,
                   column("net", T.MONEY, "Netto, euro", "Netto, euroa", "Net, euro", signed=True),
                   column("percent", T.DECIMAL, "Netto, procent", "Netto, prosenttia", "Net, percent", signed=True))),
    _fact("change.total", T.MONEY, "Ändringar sammanlagt, netto", "Muutokset yhteensä, netto", "Changes in all, net"),
    _fact("change.percent", T.DECIMAL, "Ändringar av det ursprungliga värdet, procent",
          "Muutokset alkuperäisestä arvosta, prosenttia", "Changes of the original value, percent"),
    _fact("change.new_value", T.MONEY, "Kontraktets högsta värde efter ändringen", "Sopimuksen enimmäisarvo muutoksen jälkeen",
          "Highest value of the contract after the change"),
    _fact("change.clause", T.TEXT, "Punkt som ändras", "Muutettava kohta", "Clause that is changed"),
    _fact("change.reason", T.LOCALISED, "Skäl till ändringen", "Muutoksen syy", "Reason for the change"),
    _fact("change.ground", T.CHOICE, "Ändringens grund enligt 136 §", "Muutoksen peruste, 136 §",
          "Ground of the change, section 136", choices=GROUNDS),
    _fact("change.effect", T.MONEY, "Ändringens prisverkan", "Muutoksen hintavaikutus", "Effect of the change on the price"),
    _fact("change.effect_percent", T.DECIMAL, "Ändringens prisverkan, procent", "Muutoksen hintavaikutus, prosenttia",
          "Effect of the change on the price, percent"),
    _fact("change.approved_by", T.LOCALISED, "Ändringen godkänd av", "Muutoksen hyväksyjä", "Who approved the change"),
    _fact("change.effective_from", T.DATE, "Ändringen gäller från", "Muutos voimassa alkaen", "The change applies from"),
    _fact("contest_decision.service", T.TABLE, "Tävlingsbeslutets delgivning", "Kilpailupäätöksen tiedoksianto",
          "Service of the contest decision", columns=_SERVICE, personal=True),
    _fact("contest_decision.last_served", T.DATE, "Tävlingsbeslutet delgivet alla", "Kilpailupäätös annettu kaikille tiedoksi",
          "Contest decision served on all"),
    _fact("decision.service", T.TABLE, "Upphandlingsbeslutets delgivning", "Hankintapäätöksen tiedoksianto",
          "Service of the procurement decision", columns=_SERVICE, personal=True),
    _fact("decision.last_served", T.DATE, "Upphandlingsbeslutet delgivet alla", "Hankintapäätös annettu kaikille tiedoksi",
          "Procurement decision served on all"),
    _fact("decision.last_appeal_day", T.DATE, "Sista besvärsdagen för alla", "Viimeinen valituspäivä kaikille",
          "Last day to appeal, for all"),
    _fact("direct_notice.earliest", T.DATE, "Kontraktet får ingås tidigast", "Sopimus voidaan tehdä aikaisintaan", "Contract at the earliest"),
    _fact("direct_notice.recommended", T.DATE, "Kontraktet får ingås tidigast, rekommenderad dag",
          "Sopimus voidaan tehdä aikaisintaan, suositeltu päivä", "Contract at the earliest, recommended day"),
    _fact("instructions.variant", T.CHOICE, "Anvisningarnas variant", "Ohjeiden muunnelma", "Variant of the instructions",
          choices=VARIANTS),
    _fact("document.date", T.DATE, "Handlingens datum", "Asiakirjan päiväys", "Date of the paper"),
    _fact("version.number", T.INTEGER, "Versionens nummer", "Version numero", "Number of the version"),
    _fact("draft.gaps", T.INTEGER, "Antal uppgifter som saknas", "Puuttuvien tietojen määrä", "Number of missing facts"),
    _fact("document.translation", T.YES_NO, "Översättning", "Käännös", "Translation"),
    _fact("case.demo", T.YES_NO, "Demonstration", "Esittely", "Demonstration"),
    # What the pack, the approval and the sending of a paper tell the guards.
    _fact("pack.markers", T.INTEGER, "Markerade luckor i handlingarna", "Merkityt puutteet asiakirjoissa",
          "Markers in the papers"),
    _fact("pack.missing_annexes", T.INTEGER, "Bilagor som saknas", "Puuttuvat liitteet", "Missing annexes"),
    _fact("pack.facts_hashes", T.INTEGER, "Handlingar ur olika uppgifter", "Eri tiedoista tehdyt asiakirjat", "Different facts hashes"),
    _fact("pack.approver_is_drafter", T.YES_NO, "Godkännaren har gjort utkastet", "Hyväksyjä on laatinut luonnoksen",
          "The approver drafted it"),
    _fact("pack.hidden_content", T.YES_NO, "Filen har dolt innehåll", "Tiedostossa on piilosisältöä",
          "The file has hidden content"),
    _fact("pack.words_of_other_routes", T.INTEGER, "Ord som hör till ett annat förfarande",
          "Toiseen menettelyyn kuuluvat sanat", "Words of another procedure"),
)
# fmt: on
