"""Checks before the contract. Only what was checked, when and with what result; never the criminal record itself."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("checks", Label("Utredningar före kontraktet", "Selvitykset ennen sopimusta", "Checks"))
_fact = Declare(GROUP)

CHECKS: Final = choices(
    ("exclusion", "grunder för uteslutning", "poissulkemisperusteet", "exclusion grounds"),
    ("espd", "europeiskt enhetligt upphandlingsdokument", "yhteinen eurooppalainen hankinta-asiakirja (ESPD)", "ESPD"),
    ("criminal_record", "straffregisterutdrag (visat, inte sparat)", "rikosrekisteriote (näytetty, ei tallennettu)",
     "criminal record (shown, not kept)"),
    ("suitability", "lämplighetskrav", "soveltuvuusvaatimukset", "selection criteria"),
    ("registers", "förskottsuppbörds-, arbetsgivar- och momsregister", "ennakkoperintä-, työnantaja- ja alv-rekisteri",
     "prepayment, employer and VAT registers"),
    ("trade_register", "handelsregisterutdrag", "kaupparekisteriote", "trade register"),
    ("tax_debt", "skatteskuld", "verovelka", "tax debt"),
    ("pension", "arbetspensionsförsäkring och -avgifter", "työeläkevakuutus ja -maksut", "pension insurance"),
    ("collective_agreement", "kollektivavtal eller centrala anställningsvillkor", "työehtosopimus tai keskeiset työehdot",
     "collective agreement"),
    ("occupational_health", "företagshälsovård", "työterveyshuolto", "occupational health care"),
    ("sanctions", "EU-sanktioner", "EU-pakotteet", "EU sanctions"),
    ("insurance", "ansvarsförsäkring", "vastuuvakuutus", "liability insurance"),
)  # fmt: skip

# fmt: off
FIELDS: Final = (
    _fact("checks.contractor_liability", T.YES_NO,
          ("Beställaransvarslagen tillämpas", "Tilaajavastuulakia sovelletaan", "The contractor liability act applies"),
          ("Arbete i beställarens lokaler, eller hyrd arbetskraft, över lagens gränser (1233/2006).",
           "Työ tilaajan tiloissa tai vuokratyö lain rajat ylittäen (1233/2006).",
           "Work in the buyer's premises, or hired labour, above the act's limits (1233/2006).")),
    _fact("checks.rows", T.TABLE, ("Utredningar", "Selvitykset", "Checks"),
          ("Handlingens datum, när och av vem den kontrollerades och resultatet. Spara aldrig straffregisteruppgifter.",
           "Asiakirjan päiväys, tarkastuspäivä, tarkastaja ja tulos. Rikosrekisteritietoja ei saa tallentaa.",
           "The document's date, when and by whom it was checked, the result. Never keep criminal records."),
          of=AskedOf.BUYER,
          columns=(column("check", T.CHOICE, "Utredning", "Selvitys", "Check", choices=CHECKS),
                   column("document_date", T.DATE, "Handlingens datum", "Asiakirjan päiväys", "Date of the document"),
                   column("checked_on", T.DATE, "Kontrollerad den", "Tarkastettu", "Checked on"),
                   column("checked_by", T.LOCALISED, "Kontrollerad av", "Tarkastaja", "Checked by"),
                   column("result", T.CHOICE, "Resultat", "Tulos", "Result", choices=choices(
                       ("ok", "utan anmärkning", "ei huomautettavaa", "no remarks"),
                       ("remark", "anmärkning, godkänd", "huomautus, hyväksytty", "remark, accepted"),
                       ("failed", "inte godkänd", "ei hyväksytty", "failed"))))),
    _fact("checks.espd_required", T.YES_NO,
          ("Upphandlingsdokumenten krävde ESPD", "Hankinta-asiakirjoissa vaadittiin ESPD",
           "The procurement documents required an ESPD"),
          ("Under EU-tröskelvärdet behövs ESPD bara om den krävdes.",
           "EU-kynnysarvon alittuessa ESPD tarvitaan vain, jos sitä on vaadittu.",
           "Below the EU threshold an ESPD is needed only if it was required.")),
    _fact("conflicts.all_declared", T.YES_NO,
          ("Alla som har deltagit i beredningen har lämnat jävsanmälan",
           "Kaikki valmisteluun osallistuneet ovat antaneet esteellisyysilmoituksen",
           "Everybody who prepared the matter has declared conflicts"),
          ("Svara ja också när ingen har haft något att anmäla.", "Vastaa kyllä myös, jos kenelläkään ei ole ollut ilmoitettavaa.",
           "Yes also when nobody had anything to declare.")),
    _fact("conflicts.declarations", T.TABLE,
          ("Jävsanmälningar", "Esteellisyysilmoitukset", "Declarations of conflict"),
          ("Roll, datum och vad som gjordes om jäv fanns.", "Rooli, päiväys ja toimenpide, jos esteellisyys oli.",
           "Role, date, and what was done if there was a conflict."),
          columns=(column("role", T.LOCALISED, "Roll", "Rooli", "Role"),
                   column("declared_on", T.DATE, "Anmälan lämnad", "Ilmoitus annettu", "Declared on"),
                   column("conflict", T.YES_NO, "Jäv", "Esteellisyys", "Conflict"),
                   column("measure", T.LOCALISED, "Åtgärd", "Toimenpide", "Measure"))),
)
# fmt: on
