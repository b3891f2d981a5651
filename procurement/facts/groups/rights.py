"""Rights: background, results, and what the buyer and others may do with them."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("rights", Label("Rättigheter", "Oikeudet", "Rights"))
_fact = Declare(GROUP)
_S = AskedOf.SUPPLIER

# fmt: off
FIELDS: Final = (
    _fact("rights.ownership", T.CHOICE, ("Rätten till resultaten", "Oikeus tuloksiin", "Title to the results"),
          ("Vem som äger det som tas fram i kontraktet.", "Kuka omistaa sen, mitä sopimuksessa syntyy.",
           "Who owns what the contract brings about."),
          choices=choices(
              ("supplier", "Leverantören äger, beställaren får nyttjanderätt",
               "Toimittaja omistaa, tilaaja saa käyttöoikeuden", "Supplier owns, buyer is licensed"),
              ("buyer", "Beställaren äger", "Tilaaja omistaa", "Buyer owns"))),
    _fact("rights.background", T.TABLE, ("Bakgrundsmaterial", "Tausta-aineisto", "Background material"),
          ("Det som fanns före kontraktet.", "Se, mikä oli olemassa ennen sopimusta.", "What was there before."), of=_S,
          columns=(column("item", T.LOCALISED, "Material", "Aineisto", "Item"),
                   column("owner", T.TEXT, "Rättsinnehavare", "Oikeudenhaltija", "Owner"),
                   column("licence", T.LOCALISED, "Nyttjanderätt", "Käyttöoikeus", "Right of use"))),
    _fact("rights.results", T.TABLE, ("Resultat", "Tulokset", "Results"),
          ("Det som ska tas fram och i vilken form det överlämnas.", "Se, mitä syntyy, ja missä muodossa se luovutetaan.",
           "What is made and in what form it is handed over."), of=_S,
          columns=(column("item", T.LOCALISED, "Resultat", "Tulos", "Result"),
                   column("form", T.LOCALISED, "Form", "Muoto", "Form"))),
    _fact("rights.users", T.CHOICE, ("Vem som får använda resultaten", "Kuka saa käyttää tuloksia", "Who may use the results"),
          ("Rätten att använda ger ingen rätt att beställa.", "Käyttöoikeus ei anna oikeutta tilata.",
           "A right to use is no right to order."),
          choices=choices(
              ("named", "de kommuner som räknas upp", "luetellut kunnat", "the municipalities listed"),
              ("all_municipalities", "alla kommuner och samkommuner i Finland",
               "kaikki Suomen kunnat ja kuntayhtymät", "all Finnish municipalities"))),
    _fact("rights.copy", T.YES_NO, ("Rätt att kopiera", "Oikeus kopioida", "Right to copy"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("rights.alter", T.YES_NO, ("Rätt att ändra", "Oikeus muuttaa", "Right to alter"),
          ("Utan avtal finns rätten inte (404/1961, 28 §).", "Ilman sopimusta oikeutta ei ole (404/1961, 28 §).",
           "Without agreement there is no such right (404/1961, section 28).")),
    _fact("rights.pass_on", T.YES_NO, ("Rätt att överlåta vidare", "Oikeus luovuttaa edelleen", "Right to pass on"),
          ("Utan avtal finns rätten inte (404/1961, 28 §).", "Ilman sopimusta oikeutta ei ole (404/1961, 28 §).",
           "Without agreement there is no such right (404/1961, section 28).")),
    _fact("rights.source_code", T.YES_NO, ("Källkoden överlämnas", "Lähdekoodi luovutetaan", "Source code is delivered"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("rights.escrow", T.YES_NO, ("Källkoden deponeras", "Lähdekoodi talletetaan", "Source code in escrow"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("rights.open_source", T.YES_NO,
          ("Resultaten publiceras som öppen källkod", "Tulokset julkaistaan avoimena lähdekoodina",
           "Results are published as open source"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("rights.open_licence", T.TEXT, ("Öppen licens", "Avoin lisenssi", "Open licence"),
          ("Licensens namn och version.", "Lisenssin nimi ja versio.", "Its name and version."), example="EUPL-1.2"),
    _fact("rights.components_used", T.YES_NO,
          ("Tredje parts komponenter ingår", "Tuloksiin sisältyy kolmannen osapuolen komponentteja",
           "Third-party components are included"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well."), of=_S),
    _fact("rights.components", T.TABLE,
          ("Tredje parts komponenter", "Kolmannen osapuolen komponentit", "Third-party components"),
          ("Komponent, version och licens.", "Komponentti, versio ja lisenssi.", "Component, version and licence."),
          of=_S,
          columns=(column("component", T.TEXT, "Komponent", "Komponentti", "Component"),
                   column("version", T.TEXT, "Version", "Versio", "Version"),
                   column("licence", T.TEXT, "Licens", "Lisenssi", "Licence"))),
    _fact("rights.territory", T.LOCALISED, ("Område", "Alue", "Territory"),
          ("Skriv också om rätten är geografiskt obegränsad.", "Kirjaa myös, jos oikeus on maantieteellisesti rajoittamaton.",
           "Write also that the right has no limit of place.")),
    _fact("rights.term", T.LOCALISED, ("Tid", "Aika", "Term of the right"),
          ("Skriv också om rätten är tidsmässigt obegränsad.", "Kirjaa myös, jos oikeus on ajallisesti rajoittamaton.",
           "Write also that the right has no limit of time.")),
    _fact("rights.extra_fee", T.MONEY,
          ("Avgift för ytterligare en kommun", "Maksu yhdestä lisäkunnasta", "Fee for one more municipality"),
          ("Noll om rätten ingår i priset.", "Nolla, jos oikeus sisältyy hintaan.", "Zero if the price includes it."),
          of=_S),
    _fact("rights.name_use", T.LOCALISED,
          ("Användning av namn och publicitet", "Nimen käyttö ja viestintä", "Use of names and publicity"),
          ("Vad parterna får berätta och hur de får använda varandras namn.",
           "Mitä osapuolet saavat kertoa ja miten ne saavat käyttää toistensa nimiä.",
           "What the parties may tell and how they may use each other's names.")),
)
# fmt: on
