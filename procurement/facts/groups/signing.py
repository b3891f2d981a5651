"""Signing: how the contract is signed, when, and with which annexes that the system did not write."""

from typing import Final

from procurement.facts.field import Declare, Form, Group, Label, choices, column
from procurement.facts.groups.contest import LANGUAGES
from procurement.facts.model import FactType as T

GROUP: Final = Group("signing", Label("Undertecknande och bilagor", "Allekirjoitus ja liitteet", "Signing and annexes"))
_fact = Declare(GROUP)

# fmt: off
FIELDS: Final = (
    _fact("signing.electronic", T.YES_NO, ("Elektronisk underskrift", "Sähköinen allekirjoitus", "Electronic signature"),
          ("Nej betyder pappersexemplar.", "Ei tarkoittaa paperikappaleita.", "No means copies on paper.")),
    _fact("signing.planned_on", T.DATE, ("Planerad undertecknandedag", "Suunniteltu allekirjoituspäivä", "Day of signing"),
          ("Väntetider och utredningar bedöms enligt den dagen.", "Odotusajat ja selvitykset arvioidaan sen päivän mukaan.",
           "Waits and checks are judged on that day.")),
    _fact("signing.signed_on", T.DATE, ("Kontraktet undertecknat", "Sopimus allekirjoitettu", "Contract signed"),
          ("Dagen för den sista underskriften.", "Viimeisen allekirjoituksen päivä.", "The day of the last signature.")),
    _fact("annexes.uploaded", T.TABLE,
          ("Bilagor som systemet inte har skrivit", "Liitteet, joita järjestelmä ei ole kirjoittanut",
           "Annexes the system did not write"),
          ("Tävlingsbidraget, programmet, de allmänna villkoren, leverantörens priser. Protokoll är aldrig bilagor.",
           "Kilpailuehdotus, ohjelma, yleiset sopimusehdot, toimittajan hinnat. Pöytäkirjat eivät ole koskaan liitteitä.",
           "The entry, the programme, the general terms, the supplier's prices. Minutes are never annexes."),
          columns=(column("kind", T.CHOICE, "Slag", "Laji", "Type", choices=choices(
                       ("entry", "det vinnande bidraget", "voittanut ehdotus", "winning entry"),
                       ("programme", "tävlingsprogrammet", "kilpailuohjelma", "contest programme"),
                       ("general_terms", "allmänna villkor", "yleiset sopimusehdot", "general terms"),
                       ("subcontractors", "underleverantörerna", "alihankkijat", "subcontractors"),
                       ("supplier_prices", "leverantörens priser", "toimittajan hinnat", "supplier's prices"),
                       ("other", "annan", "muu", "other"))),
                   column("title", T.LOCALISED, "Titel", "Nimi", "Title", form=Form.TITLE),
                   column("date", T.DATE, "Datum", "Päiväys", "Date"),
                   column("language", T.CHOICE, "Språk", "Kieli", "Language", choices=LANGUAGES),
                   column("sha256", T.TEXT, "SHA-256", "SHA-256", "SHA-256"),
                   column("publicity", T.CHOICE, "Offentlighet", "Julkisuus", "Publicity", choices=choices(
                       ("public", "offentlig", "julkinen", "public"),
                       ("partly_secret", "delvis sekretessbelagd", "osittain salassa pidettävä", "partly secret"),
                       ("secret", "sekretessbelagd", "salassa pidettävä", "secret"))))),
)
# fmt: on
