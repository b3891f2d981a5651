"""Confidentiality: the undertaking that comes before the negotiation, and how papers are classed."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("confidentiality", Label("Sekretess och offentlighet", "Salassapito ja julkisuus", "Secrecy"))
_fact = Declare(GROUP)

# fmt: off
FIELDS: Final = (
    _fact("nda.persons", T.TABLE,
          ("De som förbinder sig", "Sitoumuksen antajat", "Who gives the undertaking"),
          ("En rad för varje person eller företag.", "Rivi jokaiselle henkilölle tai yritykselle.",
           "A row for each person or company."), of=AskedOf.SUPPLIER, personal=True,
          columns=(column("name", T.TEXT, "Namn", "Nimi", "Name"),
                   column("business_id", T.TEXT, "FO-nummer", "Y-tunnus", "Business ID"),
                   column("role", T.LOCALISED, "Roll", "Rooli", "Role"))),
    _fact("nda.purpose", T.LOCALISED, ("Ändamål", "Käyttötarkoitus", "Purpose"),
          ("Vad uppgifterna får användas till.", "Mihin tietoja saa käyttää.", "What the information may be used for.")),
    _fact("nda.years", T.INTEGER, ("Sekretessen gäller, år", "Salassapito voimassa, vuotta", "Term, years"),
          ("Antal år efter undertecknandet.", "Vuosia allekirjoittamisesta.", "Years from signing."), example="5"),
    _fact("nda.return_by", T.DATE,
          ("Materialet återlämnas eller förstörs senast", "Aineisto palautetaan tai hävitetään viimeistään",
           "Material returned or destroyed by"),
          ("En dag då förhandlingarna har avslutats.", "Päivä, jona neuvottelut ovat jo päättyneet.",
           "A day when the negotiations have ended.")),
    _fact("nda.has_penalty", T.YES_NO, ("Vite vid brott mot sekretessen", "Sopimussakko salassapidon rikkomisesta",
                                        "Penalty for breach"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("nda.penalty", T.MONEY, ("Vitets belopp", "Sopimussakon määrä", "Amount of the penalty"),
          ("Fylls i endast om vite har avtalats.", "Täytetään vain, jos sopimussakosta sovitaan.",
           "Only if a penalty is agreed.")),
    _fact("publicity.class", T.CHOICE, ("Offentlighetsklass", "Julkisuusluokka", "Publicity class"),
          ("Juristens klassning av kontraktet med bilagor.", "Juristin luokitus sopimukselle liitteineen.",
           "The lawyer's class for the contract with its annexes."),
          choices=choices(
              ("public", "offentlig", "julkinen", "public"),
              ("public_after_contract", "offentlig efter undertecknat kontrakt",
               "julkinen sopimuksen allekirjoittamisen jälkeen", "public once the contract is signed"),
              ("partly_secret", "delvis sekretessbelagd", "osittain salassa pidettävä", "partly secret"),
              ("secret", "sekretessbelagd", "salassa pidettävä", "secret"))),
    _fact("publicity.ground", T.LOCALISED, ("Sekretessgrund", "Salassapitoperuste", "Ground of secrecy"),
          ("Myndighet: lagrum i offentlighetslagen. Förening och bolag: punkt i kontraktet.",
           "Viranomainen: julkisuuslain kohta. Yhdistys ja yhtiö: sopimuksen kohta.",
           "Authority: section of the openness act. Association and company: clause of the contract.")),
    _fact("publicity.secrets", T.TABLE,
          ("Uppgifter som utelämnas i den offentliga versionen", "Julkisesta versiosta poistettavat tiedot",
           "What the public version omits"),
          ("Uppgiften och grunden för varje utelämnande.", "Tieto ja peruste jokaiselle poistolle.",
           "The item, and the ground for each omission."),
          columns=(column("item", T.LOCALISED, "Uppgift", "Tieto", "Item"),
                   column("place", T.TEXT, "Ställe", "Kohta", "Place"),
                   column("ground", T.LOCALISED, "Grund", "Peruste", "Ground"))),
)
# fmt: on
