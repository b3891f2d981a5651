"""Object and performance: what is bought and how the contract is carried out."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Form, Group, Label, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("object", Label("Föremål och genomförande", "Kohde ja toteutus", "Object and performance"))
_fact = Declare(GROUP)
_S = AskedOf.SUPPLIER

# fmt: off
FIELDS: Final = (
    _fact("object.title", T.LOCALISED, ("Upphandlingens namn", "Hankinnan nimi", "Title of the procurement"),
          ("Står som rubrik på kontraktet.", "Sopimuksen otsikko.", "The heading of the contract."), form=Form.TITLE),
    _fact("object.description", T.LOCALISED, ("Föremålet i korthet", "Hankinnan kohde lyhyesti", "The object in brief"),
          ("En sats med liten begynnelsebokstav, utan punkt. Inte vidare än vad tävlingens annons angav.",
           "Yksi lause pienellä alkukirjaimella, ilman pistettä. Ei laajempi kuin kilpailun ilmoitus.",
           "One clause in a small letter, without a full stop, no wider than the notice of the contest."),
          form=Form.TITLE),
    _fact("object.mostly_services", T.YES_NO,
          ("Föremålet är huvudsakligen tjänster", "Kohde on pääasiassa palveluja", "The object is mostly services"),
          ("40 § 2 mom. 8 punkten gäller tjänster. Om varorna dominerar kan grunden inte användas.",
           "40 §:n 2 momentin 8 kohta koskee palveluja. Jos tavarat ovat pääosassa, peruste ei sovellu.",
           "Section 40(2)(8) is for services. If goods dominate, this route is shut.")),
    _fact("object.within_notice", T.YES_NO,
          ("Föremålet är inte vidare än annonsen", "Kohde ei ole ilmoitusta laajempi", "The object is within the notice"),
          ("Juristens slutsats efter jämförelse med annonsen.", "Juristin johtopäätös vertailtuaan ilmoitukseen.",
           "The lawyer's conclusion after comparing with the notice.")),
    _fact("object.cpv", T.TEXT, ("CPV-kod", "CPV-koodi", "CPV code"),
          ("Åtta siffror, bindestreck och kontrollsiffra.", "Kahdeksan numeroa, yhdysmerkki ja tarkistusnumero.",
           "Eight digits, a hyphen and a check digit."), example="73000000-2"),
    _fact("object.place", T.LOCALISED, ("Plats för utförandet", "Toteuttamispaikka", "Place of performance"),
          ("Kommunen eller platsen där tjänsten utförs.", "Kunta tai paikka, jossa palvelu toteutetaan.",
           "The municipality or place where the service is performed.")),
    _fact("object.key_persons", T.LOCALISED_LIST,
          ("Nyckelpersoner eller roller", "Avainhenkilöt tai roolit", "Key persons or roles"),
          ("Skrivs in från leverantören, aldrig från sidornas medlemslistor.",
           "Kirjataan toimittajalta, ei koskaan sivujen jäsenluetteloista.",
           "Typed from the supplier, never from the pages' member lists."), of=_S),
    _fact("object.subcontractors", T.YES_NO,
          ("Underleverantörer anlitas", "Käytetään alihankkijoita", "Subcontractors are used"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well."), of=_S),
    _fact("object.subcontractor_list", T.TABLE, ("Underleverantörer", "Alihankkijat", "Subcontractors"),
          ("Fylls i endast om underleverantörer anlitas.", "Täytetään vain, jos alihankkijoita käytetään.",
           "Only if subcontractors are used."), of=_S,
          columns=(column("name", T.TEXT, "Namn", "Nimi", "Name"),
                   column("business_id", T.TEXT, "FO-nummer", "Y-tunnus", "Business ID"),
                   column("task", T.LOCALISED, "Uppgift", "Tehtävä", "Task"),
                   column("value", T.MONEY, "Värde, euro", "Arvo, euroa", "Value, euro"))),
    _fact("acceptance.days", T.INTEGER, ("Granskningstid i dagar", "Tarkastusaika päivinä", "Days for inspection"),
          ("Högst 30 dagar om inget annat uttryckligen avtalas.", "Enintään 30 päivää, jollei muuta nimenomaisesti sovita.",
           "At most 30 days unless expressly agreed."), example="14"),
    _fact("exit.months", T.INTEGER,
          ("Hjälp vid kontraktets slut, månader", "Avustaminen sopimuksen päättyessä, kuukautta", "Exit assistance, months"),
          ("Hur länge leverantören hjälper när kontraktet upphör.", "Kuinka kauan toimittaja avustaa sopimuksen päättyessä.",
           "How long the supplier helps when the contract ends."), example="3"),
    _fact("delay.penalty", T.YES_NO, ("Vite vid dröjsmål", "Viivästyssakko", "Penalty for delay"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("delay.weekly_percent", T.PERCENT,
          ("Vite per vecka, procent", "Sakko viikolta, prosenttia", "Penalty a week, percent"),
          ("Procent av den försenade delens pris.", "Prosenttia viivästyneen osan hinnasta.",
           "Percent of the price of the delayed part."), example="1"),
    _fact("delay.max_percent", T.PERCENT,
          ("Högsta vite, procent", "Enimmäissakko, prosenttia", "Highest penalty, percent"),
          ("Taket för vitet.", "Sakon enimmäismäärä.", "The cap of the penalty."), example="10"),
    _fact("insurance.amount", T.MONEY,
          ("Ansvarsförsäkringens minsta belopp", "Vastuuvakuutuksen vähimmäismäärä",
           "Lowest amount of liability insurance"),
          ("Beloppet per skada.", "Määrä vahinkoa kohti.", "The amount for each damage.")),
)
# fmt: on
