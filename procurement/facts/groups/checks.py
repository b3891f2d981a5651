"""Checks before the contract: what was checked, when and with what result.

Of a criminal record one act alone can be recorded: that it was shown, examined and returned (1397/2016, 88 § 4 mom.).
There is no fact that could hold what it said, nor a result from which somebody could infer it.
"""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("checks", Label("Utredningar före kontraktet", "Selvitykset ennen sopimusta", "Checks"))
_fact = Declare(GROUP)

CHECKS: Final = choices(
    ("exclusion", "grunder för uteslutning", "poissulkemisperusteet", "exclusion grounds"),
    ("espd", "europeiskt enhetligt upphandlingsdokument", "yhteinen eurooppalainen hankinta-asiakirja (ESPD)", "ESPD"),
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

CHECK_COLUMNS: Final = (
    column("check", T.CHOICE, "Utredning", "Selvitys", "Check", choices=CHECKS),
    column("subject", T.TEXT, "Vem den gäller, om inte leverantören", "Ketä se koskee, jos ei toimittajaa",
           "Of whom, if not the supplier"),
    column("document_date", T.DATE, "Handlingens datum", "Asiakirjan päiväys", "Date of the document"),
    column("checked_on", T.DATE, "Kontrollerad den", "Tarkastettu", "Checked on"),
    column("checked_by", T.LOCALISED, "Kontrollerad av", "Tarkastaja", "Checked by"),
    column("result", T.CHOICE, "Resultat", "Tulos", "Result", choices=choices(
        ("ok", "utan anmärkning", "ei huomautettavaa", "no remarks"),
        ("remark", "anmärkning, godkänd", "huomautus, hyväksytty", "remark, accepted"),
        ("failed", "inte godkänd", "ei hyväksytty", "failed"))),
    column("exception", T.LOCALISED, "Grund för undantag, om inte godkänd", "Poikkeuksen peruste, jos ei hyväksytty",
           "Ground of an exception, if failed"),
)  # fmt: skip

# fmt: off
FIELDS: Final = (
    _fact("checks.contractor_liability", T.YES_NO,
          ("Beställaransvarslagen tillämpas", "Tilaajavastuulakia sovelletaan", "The contractor liability act applies"),
          ("Arbete i beställarens lokaler, eller hyrd arbetskraft, över lagens gränser (1233/2006).",
           "Työ tilaajan tiloissa tai vuokratyö lain rajat ylittäen (1233/2006).",
           "Work in the buyer's premises, or hired labour, above the act's limits (1233/2006).")),
    _fact("checks.rows", T.TABLE, ("Utredningar", "Selvitykset", "Checks"),
          ("Den senast kontrollerade raden gäller. Grunden för ett undantag (till exempel 82 §) trycks i beslutet.",
           "Viimeksi tarkastettu rivi ratkaisee. Poikkeuksen peruste (esimerkiksi 82 §) painetaan päätökseen.",
           "The row checked last counts. The ground of an exception (such as section 82) is printed in the decision."),
          of=AskedOf.BUYER,
          columns=CHECK_COLUMNS),
    _fact("checks.espd_required", T.YES_NO,
          ("Upphandlingsdokumenten krävde ESPD", "Hankinta-asiakirjoissa vaadittiin ESPD",
           "The procurement documents required an ESPD"),
          ("Under EU-tröskelvärdet behövs ESPD bara om den krävdes.",
           "EU-kynnysarvon alittuessa ESPD tarvitaan vain, jos sitä on vaadittu.",
           "Below the EU threshold an ESPD is needed only if it was required.")),
    _fact("checks.criminal_record_required", T.YES_NO,
          ("Upphandlingsdokumenten krävde straffregisterutdrag", "Hankinta-asiakirjoissa vaadittiin rikosrekisteriote",
           "The procurement documents required a criminal record"),
          ("Från EU-tröskelvärdet krävs utdraget ändå (88 §).", "EU-kynnysarvosta alkaen ote vaaditaan joka tapauksessa (88 §).",
           "From the EU threshold it is required anyhow (section 88).")),
    _fact("checks.criminal_record_on", T.DATE,
          ("Straffregisterutdraget visades upp, granskades och återlämnades den",
           "Rikosrekisteriote näytettiin, tarkastettiin ja palautettiin",
           "The criminal record was shown, examined and returned on"),
          ("Bara om upphandlingen får fortsätta. Högst 12 månader gammalt vid undertecknandet. Spara inget annat (88 §).",
           "Vain jos hankinta saa jatkua. Enintään 12 kuukautta vanha allekirjoitettaessa. Muuta ei tallenneta (88 §).",
           "Only if the purchase may go on. At most 12 months old at signing. Nothing else is kept (section 88)."),
          of=AskedOf.BUYER),
    _fact("checks.criminal_record_by", T.LOCALISED,
          ("Straffregisterutdraget granskades av", "Rikosrekisteriotteen tarkasti", "The criminal record was examined by"),
          ("Granskarens uppgift, inte den som utdraget gäller.", "Tarkastajan tehtävä, ei henkilö, jota ote koskee.",
           "The examiner's position, not whom the record is about."), of=AskedOf.BUYER),
    _fact("checks.permit_authority", T.LOCALISED,
          ("Tillstånd från EU-sanktioner: behörig myndighet", "Lupa EU-pakotteista: toimivaltainen viranomainen",
           "Permit from EU sanctions: competent authority"),
          ("Endast om sanktionsutredningen inte är godkänd. Utan tillstånd får kontrakt inte ingås.",
           "Vain jos pakoteselvitystä ei ole hyväksytty. Ilman lupaa sopimusta ei saa tehdä.",
           "Only if the check of sanctions has failed. Without a permit no contract may be made.")),
    _fact("checks.permit_number", T.TEXT,
          ("Tillstånd från EU-sanktioner: nummer", "Lupa EU-pakotteista: numero", "Permit from EU sanctions: number"),
          ("Som myndigheten skriver det.", "Viranomaisen kirjoitusasussa.", "As the authority writes it.")),
    _fact("checks.permit_date", T.DATE,
          ("Tillstånd från EU-sanktioner: datum", "Lupa EU-pakotteista: päiväys", "Permit from EU sanctions: date"),
          ("Senast dagen för beslutet och undertecknandet.", "Viimeistään päätöksen ja allekirjoittamisen päivä.",
           "By the day of the decision and of the signing.")),
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
