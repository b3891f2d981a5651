"""The pilot and roll-out plan: hypothesis, measures, steps with gates, roles and risks."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("pilot", Label("Pilotförsök", "Pilotti", "The pilot"))
_fact = Declare(GROUP)
_H = AskedOf.HOST
_LEVELS: Final = choices(
    ("low", "liten", "pieni", "low"),
    ("medium", "medelstor", "keskisuuri", "medium"),
    ("high", "stor", "suuri", "high"),
)

#: The plan is an annex of the contract, and calls the municipality what the contract calls it.
_SIDES: Final = choices(
    ("buyer", "beställaren", "tilaaja", "buyer"),
    ("supplier", "leverantören", "toimittaja", "supplier"),
    ("host", "pilotkommunen", "pilottikunta", "pilot municipality"),
    ("other", "annan", "muu", "other"),
)

# fmt: off
FIELDS: Final = (
    _fact("pilot.hypothesis", T.LOCALISED, ("Hypotes", "Hypoteesi", "Hypothesis"),
          ("Vad pilotförsöket ska visa, som en hel mening.", "Mitä pilotin on määrä osoittaa, kokonaisena virkkeenä.",
           "What the pilot is to show, as a whole sentence.")),
    _fact("pilot.baseline", T.LOCALISED, ("Utgångsläge", "Lähtötilanne", "Baseline"),
          ("Läget före pilotförsöket, i hela meningar.", "Tilanne ennen pilottia, kokonaisina virkkeinä.",
           "How things stand before the pilot, in whole sentences."), of=_H),
    _fact("pilot.kpis", T.TABLE, ("Mätare", "Mittarit", "Measures"),
          ("Varje mätare med utgångsvärde och mål.", "Jokainen mittari, lähtöarvo ja tavoite.",
           "Each measure with its baseline and target."),
          columns=(column("name", T.LOCALISED, "Mätare", "Mittari", "Measure"),
                   column("definition", T.LOCALISED, "Definition", "Määritelmä", "Definition"),
                   column("unit", T.LOCALISED, "Enhet", "Yksikkö", "Unit"),
                   column("baseline", T.TEXT, "Utgångsvärde", "Lähtöarvo", "Baseline"),
                   column("target", T.TEXT, "Mål", "Tavoite", "Target"),
                   column("source", T.LOCALISED, "Källa", "Lähde", "Source"),
                   column("frequency", T.LOCALISED, "Hur ofta", "Kuinka usein", "How often"),
                   column("owner", T.LOCALISED, "Ansvarig", "Vastuutaho", "Owner"))),
    _fact("pilot.steps", T.TABLE, ("Steg", "Vaiheet", "Steps"),
          ("Varje steg med datum, ansvarig och villkor för att gå vidare.",
           "Jokainen vaihe, päivät, vastuutaho ja ehto jatkamiselle.",
           "Each step with dates, owner and the condition to go on."),
          columns=(column("step", T.LOCALISED, "Steg", "Vaihe", "Step"),
                   column("starts", T.DATE, "Börjar", "Alkaa", "Starts"),
                   column("ends", T.DATE, "Slutar", "Päättyy", "Ends"),
                   column("owner", T.LOCALISED, "Ansvarig", "Vastuutaho", "Owner"),
                   column("gate", T.LOCALISED, "Villkor för att gå vidare", "Jatkamisen ehto", "Condition to go on"))),
    _fact("pilot.roles", T.TABLE, ("Roller", "Roolit", "Roles"),
          ("Vem som gör vad.", "Kuka tekee mitä.", "Who does what."),
          columns=(column("role", T.LOCALISED, "Roll", "Rooli", "Role"),
                   column("party", T.CHOICE, "Part", "Osapuoli", "Party", choices=_SIDES),
                   column("duties", T.LOCALISED, "Uppgifter", "Tehtävät", "Duties"))),
    _fact("pilot.risks", T.TABLE, ("Risker", "Riskit", "Risks"),
          ("Risken, hur sannolik den är och vad man gör.", "Riski, sen todennäköisyys ja toimenpide.",
           "The risk, how likely it is and what is done."),
          columns=(column("risk", T.LOCALISED, "Risk", "Riski", "Risk"),
                   column("likelihood", T.CHOICE, "Sannolikhet", "Todennäköisyys", "Likelihood", choices=_LEVELS),
                   column("effect", T.CHOICE, "Verkan", "Vaikutus", "Effect", choices=_LEVELS),
                   column("measure", T.LOCALISED, "Åtgärd", "Toimenpide", "Measure"))),
    _fact("pilot.scaling", T.LOCALISED, ("Spridning efter pilotförsöket", "Laajentaminen pilotin jälkeen", "Scaling"),
          ("Hur andra kommuner kan ha nytta av tjänsten, i hela meningar. Ingen rätt att beställa.",
           "Miten muut kunnat voivat hyötyä palvelusta, kokonaisina virkkeinä. Ei tilausoikeutta.",
           "How other municipalities can benefit, in whole sentences. No right to order.")),
    _fact("pilot.handover", T.LOCALISED_LIST, ("Överlämning", "Luovutus", "Hand-over"),
          ("Dokument, data, utbildning och rättigheter. En per rad.",
           "Asiakirjat, tiedot, koulutus ja oikeudet. Yksi riviä kohti.",
           "Documents, data, training and rights. One a line.")),
    _fact("pilot.report_due", T.DATE, ("Slutrapport senast", "Loppuraportti viimeistään", "Final report due"),
          ("Dagen då slutrapporten lämnas.", "Päivä, jona loppuraportti annetaan.", "The day of the final report.")),
)
# fmt: on
