"""The service description: what the supplier delivers, told so that it can be accepted or refused."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("service", Label("Tjänstebeskrivning", "Palvelukuvaus", "Service description"))
_fact = Declare(GROUP)
_S = AskedOf.SUPPLIER

# fmt: off
FIELDS: Final = (
    _fact("service.purpose", T.LOCALISED, ("Tjänstens ändamål", "Palvelun tarkoitus", "Purpose of the service"),
          ("Vilket problem tjänsten löser och för vem, i hela meningar.",
           "Minkä ongelman palvelu ratkaisee ja kenelle, kokonaisina virkkeinä.",
           "What problem the service solves, and for whom, in whole sentences.")),
    _fact("service.users", T.LOCALISED_LIST, ("Användargrupper", "Käyttäjäryhmät", "User groups"),
          ("En grupp per rad.", "Yksi ryhmä riviä kohti.", "One group a line.")),
    _fact("service.functions", T.TABLE, ("Funktioner", "Toiminnot", "Functions"),
          ("Varje funktion med det prov som visar att den fungerar.", "Jokainen toiminto ja testi, joka osoittaa sen toimivan.",
           "Each function with the test that shows it works."), of=_S,
          columns=(column("id", T.TEXT, "Nr", "Nro", "No."),
                   column("function", T.LOCALISED, "Funktion", "Toiminto", "Function"),
                   column("priority", T.CHOICE, "Prioritet", "Tärkeys", "Priority", choices=choices(
                       ("must", "obligatorisk", "pakollinen", "must"),
                       ("should", "viktig", "tärkeä", "should"),
                       ("could", "önskad", "toivottava", "could"))),
                   column("test", T.LOCALISED, "Godkännandeprov", "Hyväksymistesti", "Acceptance test"))),
    _fact("service.interfaces", T.LOCALISED_LIST, ("Gränssnitt", "Rajapinnat", "Interfaces"),
          ("Ett gränssnitt per rad.", "Yksi rajapinta riviä kohti.", "One interface a line."), of=_S),
    _fact("service.environments", T.LOCALISED_LIST, ("Miljöer", "Ympäristöt", "Environments"),
          ("Till exempel test och produktion, och var de finns.", "Esimerkiksi testi ja tuotanto ja niiden sijainti.",
           "Such as test and production, and where they are."), of=_S),
    _fact("service.levels", T.TABLE, ("Servicenivåer", "Palvelutasot", "Service levels"),
          ("Nivån, hur den mäts, målet och påföljden.", "Taso, mittaustapa, tavoite ja seuraamus.",
           "The level, how it is measured, the target and the sanction."),
          columns=(column("measure", T.LOCALISED, "Servicenivå", "Palvelutaso", "Service level"),
                   column("method", T.LOCALISED, "Så mäts den", "Mittaustapa", "How it is measured"),
                   column("target", T.TEXT, "Mål", "Tavoite", "Target"),
                   column("sanction", T.LOCALISED, "Påföljd", "Seuraamus", "Sanction"))),
    _fact("service.support_hours", T.LOCALISED, ("Stödtider", "Tukiajat", "Support hours"),
          ("Dagar och klockslag.", "Päivät ja kellonajat.", "Days and hours."), of=_S),
    _fact("service.languages", T.LOCALISED, ("Tjänstens språk", "Palvelun kielet", "Languages of the service"),
          ("Med små bokstäver, så att meningen fortsätter: finska och svenska.", "Pienillä kirjaimilla: suomi ja ruotsi.",
           "In small letters, continuing the sentence: Finnish and Swedish.")),
    _fact("service.accessibility", T.LOCALISED, ("Tillgänglighet", "Saavutettavuus", "Accessibility"),
          ("Kraven och hur de visas uppfyllda.", "Vaatimukset ja miten niiden täyttyminen osoitetaan.",
           "The requirements and how they are shown to be met.")),
    _fact("service.security", T.LOCALISED, ("Informationssäkerhet", "Tietoturva", "Information security"),
          ("Kraven i korthet.", "Vaatimukset lyhyesti.", "The requirements in brief.")),
    _fact("service.sustainability", T.LOCALISED_LIST,
          ("Villkor för hållbarhet", "Kestävyyttä koskevat ehdot", "Sustainability terms"),
          ("Utöver kontraktets allmänna skyldighet. Ett villkor per rad; tomt om det inte finns några.",
           "Sopimuksen yleisen velvollisuuden lisäksi. Yksi ehto riviä kohti; tyhjä, jos ehtoja ei ole.",
           "Beside the contract's general duty. One term a line; empty if there are none.")),
    _fact("service.exclusions", T.LOCALISED_LIST, ("Ingår inte", "Ei sisälly", "Not included"),
          ("Det som läsaren kunde tro att ingår.", "Se, minkä lukija voisi luulla sisältyvän.",
           "What a reader might think is included.")),
    _fact("service.dependencies", T.LOCALISED_LIST, ("Beroenden", "Riippuvuudet", "Dependencies"),
          ("Det som beställaren eller värdkommunen måste ordna.", "Se, mitä tilaajan tai isäntäkunnan on järjestettävä.",
           "What the buyer or the host must arrange."), of=AskedOf.HOST),
)
# fmt: on
