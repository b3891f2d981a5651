"""Value and thresholds: what the contest announced, judged at the notice's date."""

from typing import Final

from procurement.facts.field import Declare, Group, Label
from procurement.facts.model import FactType as T

GROUP: Final = Group("value", Label("Värde och tröskelvärden", "Arvo ja kynnysarvot", "Value and thresholds"))
_fact = Declare(GROUP)

# fmt: off
FIELDS: Final = (
    _fact("value.estimate", T.MONEY,
          ("Kontraktets uppskattade värde med optioner", "Sopimuksen ennakoitu arvo optioineen",
           "Estimated value of the contract with options"),
          ("Högsta värdet utan mervärdesskatt vid annonsdagen, med optioner och alla namngivna beställare (27 §).",
           "Suurin arvo ilman arvonlisäveroa ilmoituspäivänä, optiot ja kaikki nimetyt tilaajat mukaan luettuina (27 §).",
           "The highest value without VAT at the notice date, with options and all named buyers (section 27)."),
          example="90000.00"),
    _fact("value.prizes", T.MONEY, ("Priser i tävlingen", "Kilpailun palkinnot", "Prizes of the contest"),
          ("Priser och betalningar till deltagarna sammanlagt. Räknas till värdet (29 §).",
           "Palkinnot ja osallistujille maksetut palkkiot yhteensä. Lasketaan arvoon (29 §).",
           "Prizes and payments to participants in all. They count into the value (section 29).")),
    _fact("value.disclosed", T.YES_NO,
          ("Värdet uppges i inbjudan", "Arvo ilmoitetaan kutsussa", "The value is given in the invitation"),
          ("Om nej ska skälet anges.", "Jos ei, syy on kerrottava.", "If not, the reason must be given.")),
    _fact("value.withheld_reason", T.LOCALISED,
          ("Varför värdet inte uppges", "Miksi arvoa ei ilmoiteta", "Why the value is withheld"),
          ("Skälet i en sats som kan fortsätta meningen i inbjudan.", "Syy lauseena, joka voi jatkaa kutsun virkettä.",
           "The reason as a clause that can continue the invitation's sentence.")),
)
# fmt: on
