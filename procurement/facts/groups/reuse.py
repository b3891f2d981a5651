"""Re-use by others: rights to use results, or orders by buyers that the notice named."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group(
    "reuse", Label("Vidareanvändning och anslutning", "Jatkokäyttö ja liittyminen", "Re-use and accession")
)
_fact = Declare(GROUP)
BASES: Final = choices(
    ("rights_only", "Endast rätt att använda resultaten", "Vain oikeus käyttää tuloksia", "Right to use the results only"),
    ("named_buyers", "Namngivna beställare med maximivärde", "Nimetyt tilaajat ja enimmäisarvo",
     "Named buyers with a ceiling"),
)  # fmt: skip

_TOLD: Final = (
    column("number", T.INTEGER, "Version", "Versio", "Version"),
    column("basis", T.CHOICE, "Vidareanvändning", "Jatkokäyttö", "Re-use", choices=BASES),
    column("buyers", T.LOCALISED_LIST, "Beställare", "Tilaajat", "Buyers"),
    column("ceiling", T.MONEY, "Maximivärde, euro", "Enimmäisarvo, euroa", "Ceiling, euro"),
    column("end", T.DATE, "Till och med", "Viimeinen päivä", "Until"),
)
_TOLD_HELP: Final = (
    "Vad den senast godkända handlingen säger om beställarna.",
    "Mitä viimeksi hyväksytyssä asiakirjassa sanotaan tilaajista.",
    "What the newest approved paper says of the buyers.",
)

# fmt: off
FIELDS: Final = (
    _fact("reuse.basis", T.CHOICE, ("Vidareanvändning", "Jatkokäyttö", "Re-use"),
          ("En klausul om att vilken kommun som helst får ansluta sig är inte laglig (42 § 4 mom.).",
           "Ehto, jonka mukaan mikä tahansa kunta saa liittyä, ei ole laillinen (42 §:n 4 momentti).",
           "A clause that lets any municipality join is not lawful (section 42(4))."),
          choices=BASES),
    _fact("reuse.municipalities", T.LOCALISED_LIST,
          ("Kommuner med nyttjanderätt eller beställningsrätt", "Kunnat, joilla on käyttö- tai tilausoikeus",
           "Municipalities with a right of use or of ordering"),
          ("En kommun per rad, med officiellt namn.", "Yksi kunta riviä kohti, virallinen nimi.",
           "One municipality a line, by its official name.")),
    _fact("reuse.ceiling", T.MONEY,
          ("Beställningarnas högsta sammanlagda värde", "Tilausten enimmäisarvo", "Ceiling of the orders"),
          ("Mindre än kontraktets högsta värde, som innehåller det.", "Pienempi kuin sopimuksen enimmäisarvo, johon se sisältyy.",
           "Less than the highest value of the contract, which includes it.")),
    _fact("reuse.end", T.DATE, ("Beställningar till och med", "Viimeinen tilauspäivä", "Orders until"),
          ("Högst fyra år och inte efter kontraktstiden med option.",
           "Enintään neljä vuotta eikä optiokauden päättymisen jälkeen.",
           "At most four years, and not after the term with its option.")),
    _fact("accession.buyer", T.LOCALISED, ("Anslutande beställare", "Liittyvä tilaaja", "Acceding buyer"),
          ("Officiellt namn på båda språken.", "Virallinen nimi molemmilla kielillä.", "Official name, both languages."),
          of=AskedOf.HOST),
    _fact("accession.business_id", T.TEXT,
          ("Anslutande beställares FO-nummer", "Liittyvän tilaajan Y-tunnus", "The acceding buyer's business ID"),
          ("Sju siffror, bindestreck och kontrollsiffra.", "Seitsemän numeroa, yhdysmerkki ja tarkistusnumero.",
           "Seven digits, a hyphen and a check digit."), of=AskedOf.HOST),
    _fact("accession.named", T.YES_NO,
          ("Beställaren namngavs i tävlingens annons", "Tilaaja nimettiin kilpailun ilmoituksessa",
           "The notice of the contest named the buyer"),
          ("Utan namn i annonsen får ingen ansluta sig.", "Ilman nimeämistä ilmoituksessa kukaan ei saa liittyä.",
           "Nobody may join whom the notice did not name.")),
    _fact("accession.named_where", T.LOCALISED,
          ("Var annonsen namnger beställaren", "Missä ilmoituksessa tilaaja nimetään", "Where the notice names the buyer"),
          ("Avsnitt och sida.", "Kohta ja sivu.", "Section and page.")),
    _fact("accession.decision", T.LOCALISED, ("Beställarens beslut", "Tilaajan päätös", "The buyer's decision"),
          ("Organ, datum och paragraf.", "Toimielin, päiväys ja pykälä.", "Body, date and section."), of=AskedOf.HOST),
    _fact("accession.scope", T.LOCALISED, ("Vad beställs", "Mitä tilataan", "What is ordered"),
          ("Inte mer än kontraktets föremål.", "Ei enempää kuin sopimuksen kohde.", "No more than the contract's object."),
          of=AskedOf.HOST),
    _fact("accession.start", T.DATE, ("Beställningen börjar", "Tilaus alkaa", "The order starts"),
          ("Första dagen.", "Ensimmäinen päivä.", "The first day."), of=AskedOf.HOST),
    _fact("accession.value", T.MONEY, ("Beställningens värde", "Tilauksen arvo", "Value of the order"),
          ("Utan mervärdesskatt.", "Ilman arvonlisäveroa.", "Without VAT."), of=AskedOf.HOST),
    _fact("accession.contact", T.LOCALISED, ("Kontaktpunkt", "Yhteyspiste", "Contact point"),
          ("En enhet eller titel.", "Yksikkö tai nimike.", "A unit or a title."), of=AskedOf.HOST),
    _fact("accession.signatory", T.TEXT, ("Undertecknare", "Allekirjoittaja", "Signatory"),
          ("Namnet på den som undertecknar.", "Allekirjoittajan nimi.", "The name of whoever signs."),
          of=AskedOf.HOST, personal=True),
    _fact("accession.signatory_title", T.LOCALISED,
          ("Undertecknarens titel", "Allekirjoittajan nimike", "The signatory's title"),
          ("Titeln på båda språken.", "Nimike molemmilla kielillä.", "The title in both languages."), of=AskedOf.HOST),
    _fact("accession.signatory_ground", T.LOCALISED,
          ("Grund för undertecknarens behörighet", "Allekirjoittajan toimivallan peruste",
           "Ground of the signatory's authority"),
          ("Punkten i förvaltningsstadgan.", "Hallintosäännön kohta.", "The clause of the regulations."),
          of=AskedOf.HOST),
    _fact("accession.invoice_address", T.TEXT,
          ("Anslutande beställares e-fakturaadress", "Liittyvän tilaajan verkkolaskuosoite",
           "The acceding buyer's e-invoice address"),
          ("Adressen i operatörens nät.", "Osoite operaattorin verkossa.", "The address in the operator's network."),
          of=AskedOf.HOST),
    _fact("accession.is_first", T.YES_NO, ("Första beställningen", "Ensimmäinen tilaus", "The first order"),
          ("Nej betyder att de tidigare beställningarna ska räknas upp.", "Ei tarkoittaa, että aiemmat tilaukset on lueteltava.",
           "No means that the earlier orders must be listed.")),
    _fact("accession.register", T.TABLE,
          ("Tidigare anslutningar", "Aiemmat liittymiset", "Earlier accessions"),
          ("Alla beställningar hittills. De räknas mot maximivärdet.", "Kaikki tilaukset tähän asti. Ne lasketaan enimmäisarvoon.",
           "All orders so far. They count against the ceiling."),
          columns=(column("buyer", T.LOCALISED, "Beställare", "Tilaaja", "Buyer"),
                   column("date", T.DATE, "Datum", "Päiväys", "Date"),
                   column("value", T.MONEY, "Värde, euro", "Arvo, euroa", "Value, euro"))),
    _fact("approved.invitation", T.TABLE,
          ("Den godkända inbjudan om beställarna", "Hyväksytty kutsu tilaajista", "The approved invitation on the buyers"),
          _TOLD_HELP, by="system", columns=_TOLD),
    _fact("approved.decision", T.TABLE,
          ("Det godkända beslutet om beställarna", "Hyväksytty päätös tilaajista", "The approved decision on the buyers"),
          _TOLD_HELP, by="system", columns=_TOLD),
    _fact("approved.contract", T.TABLE,
          ("Det godkända kontraktet om beställarna", "Hyväksytty sopimus tilaajista", "The approved contract on the buyers"),
          _TOLD_HELP, by="system", columns=_TOLD),
)
# fmt: on
