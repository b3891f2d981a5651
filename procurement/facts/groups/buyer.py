"""The buyer: its type switches secrecy, redaction grounds and instructions."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices
from procurement.facts.model import FactType as T

GROUP: Final = Group("buyer", Label("Beställaren", "Tilaaja", "The buyer"))
_fact = Declare(GROUP)
_B = AskedOf.BUYER

# fmt: off
FIELDS: Final = (
    _fact("buyer.type", T.CHOICE, ("Typ av beställare", "Tilaajan tyyppi", "Type of buyer"),
          ("Avgör offentlighet, sekretessvillkor och anvisningar.", "Ratkaisee julkisuuden, salassapitoehdon ja ohjeet.",
           "Decides publicity, the secrecy clause and the instructions."),
          choices=choices(
              ("authority", "Myndighet", "Viranomainen", "Authority"),
              ("association", "Förening", "Yhdistys", "Association"),
              ("company", "Bolag", "Yhtiö", "Company"))),
    _fact("buyer.is_municipality", T.YES_NO,
          ("Beställaren är en kommun eller samkommun", "Tilaaja on kunta tai kuntayhtymä",
           "The buyer is a municipality or a joint municipal authority"),
          ("Frågas endast när beställaren är en myndighet. Avgör om begäran om omprövning hör till anvisningen.",
           "Kysytään vain, kun tilaaja on viranomainen. Ratkaisee, kuuluuko ohjeeseen oikaisuvaatimus.",
           "Asked only of an authority. Decides whether the instructions hold a claim for a revised decision.")),
    _fact("buyer.name", T.LOCALISED,
          ("Beställarens registrerade namn", "Tilaajan rekisteröity nimi", "The buyer's registered name"),
          ("Exakt som i registret, på båda språken.", "Täsmälleen kuten rekisterissä, molemmilla kielillä.",
           "Exactly as in the register, in both languages."), of=_B, example="Suomen Kuntaliitto ry"),
    _fact("buyer.business_id", T.TEXT, ("Beställarens FO-nummer", "Tilaajan Y-tunnus", "The buyer's business ID"),
          ("Sju siffror, bindestreck och kontrollsiffra.", "Seitsemän numeroa, yhdysmerkki ja tarkistusnumero.",
           "Seven digits, a hyphen and a check digit."), of=_B, example="0926151-4"),
    _fact("buyer.address", T.LOCALISED, ("Beställarens adress", "Tilaajan osoite", "The buyer's address"),
          ("Gata, postnummer och ort.", "Katu, postinumero ja postitoimipaikka.", "Street, postcode and town."), of=_B),
    _fact("buyer.contact", T.LOCALISED,
          ("Beställarens kontaktpunkt", "Tilaajan yhteyspiste", "The buyer's contact point"),
          ("En enhet eller titel, helst inte en person.", "Yksikkö tai nimike, mieluiten ei henkilö.",
           "A unit or a title, preferably not a person."), of=_B),
    _fact("buyer.email", T.TEXT, ("Beställarens e-post", "Tilaajan sähköposti", "The buyer's e-mail"),
          ("Adressen dit svar, meddelanden och rättelseyrkanden sänds.",
           "Osoite, johon vastaukset, ilmoitukset ja oikaisuvaatimukset lähetetään.",
           "Where replies, notices and rectification claims are sent."), of=_B),
    _fact("buyer.invoice_address", T.TEXT, ("E-fakturaadress", "Verkkolaskuosoite", "E-invoice address"),
          ("Adressen i operatörens nät.", "Osoite operaattorin verkossa.", "The address in the operator's network."),
          of=_B),
    _fact("buyer.invoice_operator", T.TEXT, ("E-fakturaoperatör", "Verkkolaskuoperaattori", "E-invoice operator"),
          ("Operatörens namn och förmedlarkod.", "Operaattorin nimi ja välittäjätunnus.",
           "The operator's name and code."), of=_B),
    _fact("buyer.signatory", T.TEXT, ("Beställarens undertecknare", "Tilaajan allekirjoittaja", "The buyer's signatory"),
          ("Namnet på den som undertecknar kontraktet.", "Sopimuksen allekirjoittajan nimi.",
           "The name of whoever signs the contract."), of=_B, personal=True),
    _fact("buyer.signatory_title", T.LOCALISED,
          ("Undertecknarens titel", "Allekirjoittajan nimike", "The signatory's title"),
          ("Titeln på båda språken.", "Nimike molemmilla kielillä.", "The title in both languages."), of=_B),
    _fact("buyer.signatory_ground", T.LOCALISED,
          ("Grund för undertecknarens behörighet", "Allekirjoittajan toimivallan peruste",
           "Ground of the signatory's authority"),
          ("Stadgans eller förvaltningsstadgans punkt, eller fullmakt med datum.",
           "Sääntöjen tai hallintosäännön kohta tai valtakirja päiväyksineen.",
           "The clause of the rules, or a power of attorney with its date."), of=_B),
)
# fmt: on
