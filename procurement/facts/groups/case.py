"""The case: its legal basis first, for it drives every text."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices
from procurement.facts.model import FactType as T

GROUP: Final = Group("case", Label("Ärendet", "Asia", "The case"))
_fact = Declare(GROUP)

LEGAL_BASES: Final = choices(
    ("direct_after_contest", "Direktupphandling av vinnaren i en projekttävling",
     "Suorahankinta suunnittelukilpailun voittajalta", "Direct award to the winner of a design contest"),
    ("rd_excluded", "FoU-tjänst utanför lagen", "T&k-palvelu lain ulkopuolella", "R&D service outside the Act"),
    ("below_national", "Under det nationella tröskelvärdet", "Kansallisen kynnysarvon alittava hankinta",
     "Below the national threshold"),
    ("annex_e", "Tjänst enligt bilaga E", "Liitteen E palvelu", "Service of Annex E"),
    ("negotiated", "Förhandlat förfarande", "Neuvottelumenettely", "Negotiated procedure"),
    ("innovation_partnership", "Innovationspartnerskap", "Innovaatiokumppanuus", "Innovation partnership"),
    ("other_direct", "Annan direktupphandling", "Muu suorahankinta", "Other direct award"),
)  # fmt: skip

# fmt: off
FIELDS: Final = (
    _fact("case.legal_basis", T.CHOICE, ("Upphandlingsgrund", "Hankinnan peruste", "Legal basis"),
          ("Styr alla texter. En grund per ärende.", "Ohjaa kaikkia tekstejä. Yksi peruste asiaa kohti.",
           "Drives all texts. One basis a case."), choices=LEGAL_BASES),
    _fact("case.annex_e_category", T.CHOICE,
          ("Slag av tjänst enligt bilaga E", "Liitteen E palvelulaji", "Type of Annex E service"),
          ("Fylls i endast för tjänster enligt bilaga E. Avgör tröskelvärdet.",
           "Täytetään vain liitteen E palveluille. Ratkaisee kynnysarvon.",
           "For services of Annex E only. Decides the threshold."),
          choices=choices(
              ("social_health", "Social- och hälsovårdstjänster", "Sosiaali- ja terveyspalvelut",
               "Social and health services"),
              ("other", "Andra särskilda tjänster", "Muut erityiset palvelut", "Other special services"))),
    _fact("case.number", T.TEXT, ("Ärendenummer", "Asianumero", "Case number"),
          ("Numret i beställarens ärenderegister. Skrivs ut på varje handling.",
           "Numero tilaajan asiarekisterissä. Tulostuu jokaiseen asiakirjaan.",
           "The number in the buyer's register of cases. Printed on every paper."),
          of=AskedOf.BUYER, example="123/02.08.00/2026"),
    _fact("case.authentic_language", T.CHOICE, ("Originalspråk", "Alkuperäiskieli", "Authentic language"),
          ("Det andra språket skriver ut att det är en översättning.",
           "Toiseen kieleen tulostuu, että se on käännös.", "The other language says it is a translation."),
          choices=choices(("sv", "Svenska", "Ruotsi", "Swedish"), ("fi", "Finska", "Suomi", "Finnish"))),
    _fact("case.preparer", T.LOCALISED, ("Beredare", "Valmistelija", "Preparing officer"),
          ("Titel eller enhet som bereder ärendet och ger upplysningar.",
           "Nimike tai yksikkö, joka valmistelee asian ja antaa lisätietoja.",
           "The title or unit that prepares the case and answers questions."), of=AskedOf.BUYER),
    _fact("contests.near", T.LOCALISED_LIST,
          ("Andra tävlingar inom tolv månader", "Muut kilpailut kahdentoista kuukauden sisällä",
           "Other contests within twelve months"),
          ("Samma beställares tävlingar på webbplatsen som annonserades högst tolv månader före eller efter den här. Står i beslutet.",
           "Saman tilaajan kilpailut sivustolla, joista ilmoitettiin enintään kaksitoista kuukautta ennen tätä tai tämän jälkeen. Tulostuvat päätökseen.",
           "The same buyer's contests on the site whose notices are at most twelve months older or newer. Printed in the decision."),
          by="system"),
    _fact("contests.unattributed", T.LOCALISED_LIST,
          ("Tävlingar inom tolv månader vilkas beställare inte är antecknad",
           "Kilpailut kahdentoista kuukauden sisällä, joiden tilaajaa ei ole kirjattu",
           "Contests within twelve months whose buyer nobody has recorded"),
          ("De kan vara samma beställares. Står inte i beslutet.", "Ne voivat olla saman tilaajan. Eivät tulostu päätökseen.",
           "They may be the same buyer's. Not printed in the decision."), by="system"),
    _fact("case.other_contests", T.YES_NO,
          ("Beställaren har annonserat andra tävlingar om liknande tjänster inom tolv månader",
           "Tilaaja on ilmoittanut muista samankaltaisia palveluja koskevista kilpailuista kahdentoista kuukauden sisällä",
           "The buyer has announced other contests for like services within twelve months"),
          ("Före eller efter tävlingens annons. Svara också när svaret är nej.",
           "Ennen kilpailun ilmoitusta tai sen jälkeen. Vastaa myös, jos vastaus on ei.",
           "Before or after the notice of the contest. Answer no as well.")),
    _fact("case.simultaneous", T.LOCALISED,
          ("Varför tävlingarnas värden inte räknas ihop", "Miksi kilpailujen arvoja ei lasketa yhteen",
           "Why the values of the contests are not added"),
          ("Behövs när beställaren har ordnat flera tävlingar inom tolv månader (31 §). Skriv skälet för var och en.",
           "Tarvitaan, kun tilaaja on järjestänyt useita kilpailuja kahdentoista kuukauden sisällä (31 §). Kirjoita perustelu kustakin.",
           "Needed when one buyer held several contests within twelve months (section 31). Give the reason for each.")),
    _fact("case.contests_answered", T.INTEGER,
          ("Hur många andra tävlingar svaret gäller", "Kuinka monta muuta kilpailua vastaus koskee",
           "How many other contests the answer is about"),
          ("Räkna alla som visas här ovan, också dem vilkas beställare inte är antecknad. Blir en tävling till känd frågas det på nytt.",
           "Laske kaikki yllä näkyvät, myös ne, joiden tilaajaa ei ole kirjattu. Jos tietoon tulee uusi kilpailu, kysytään uudelleen.",
           "Count all that are shown above, also those whose buyer nobody has recorded. If one more becomes known, it is asked again."),
          example="2"),
)
# fmt: on
