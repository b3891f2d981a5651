"""Price and term: sums are typed once, on lines; totals are computed."""

from typing import Final

from procurement.facts.field import AskedOf, Column, Declare, Group, Label, choices, column
from procurement.facts.model import FactType as T

GROUP: Final = Group("price", Label("Pris och tid", "Hinta ja sopimuskausi", "Price and term"))
_fact = Declare(GROUP)

LINE_KINDS: Final = choices(
    ("fixed", "fast", "kiinteä", "fixed"),
    ("variable", "rörlig", "muuttuva", "variable"),
    ("option", "option", "optio", "option"),
    ("orders", "andra beställares beställningar", "muiden tilaajien tilaukset", "orders of other buyers"),
)
LINE_COLUMNS: Final[tuple[Column, ...]] = (
    column("item", T.LOCALISED, "Benämning", "Nimike", "Item"),
    column("kind", T.CHOICE, "Slag", "Laji", "Type", choices=LINE_KINDS),
    column("unit", T.LOCALISED, "Enhet", "Yksikkö", "Unit"),
    column("quantity", T.DECIMAL, "Mängd", "Määrä", "Quantity"),
    column(
        "unit_price", T.UNIT_PRICE, "À-pris, euro utan moms", "Yksikköhinta, euroa ilman alv:tä", "Unit price, euro"
    ),
    column("vat_rate", T.DECIMAL, "Moms, procent", "Alv, prosenttia", "VAT, percent", example="25.5"),
)

# fmt: off
FIELDS: Final = (
    _fact("price.total", T.MONEY,
          ("Kontraktets högsta värde utan moms, optionerna inräknade",
           "Sopimuksen enimmäisarvo ilman alv:tä, optiot mukaan luettuina",
           "Highest value of the contract without VAT, options included"),
          ("Samma som prisradernas summa, med andra beställares beställningar.",
           "Sama kuin hintarivien summa, muiden tilaajien tilaukset mukaan luettuina.",
           "The same as the sum of the price lines, orders of other buyers included."), example="90000.00"),
    _fact("price.lines", T.TABLE, ("Prisrader", "Hintarivit", "Price lines"),
          ("En rad för varje post. Summorna räknas.", "Rivi jokaiselle nimikkeelle. Summat lasketaan.",
           "A row for each item. Sums are computed."), of=AskedOf.SUPPLIER, columns=LINE_COLUMNS),
    _fact("price.tax_point", T.DATE,
          ("Momsens bedömningsdag", "Alv:n arviointipäivä", "Tax point for VAT"),
          ("Den dag då skattesatsen kontrolleras. Vanligen prisbilagans datum.",
           "Päivä, jonka mukaan verokanta tarkistetaan. Yleensä hintaliitteen päiväys.",
           "The day by which the VAT rate is checked, usually the date of the price annex.")),
    _fact("price.milestones", T.TABLE, ("Betalningsrater", "Maksuerät", "Payment milestones"),
          ("Vad som ska vara godkänt, när och vilken summa.", "Mitä on hyväksyttävä, milloin ja mikä summa.",
           "What must be accepted, when, and which sum."),
          columns=(column("milestone", T.LOCALISED, "Milstolpe", "Virstanpylväs", "Milestone"),
                   column("due", T.DATE, "Senast", "Viimeistään", "Due"),
                   column("amount", T.MONEY, "Belopp, euro utan moms", "Määrä, euroa ilman alv:tä", "Amount, euro"))),
    _fact("price.indexed", T.YES_NO, ("Priset binds till index", "Hinta sidotaan indeksiin", "The price is indexed"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("price.index_name", T.LOCALISED, ("Index", "Indeksi", "Index"),
          ("Exakt namn och utgivare.", "Tarkka nimi ja julkaisija.", "Exact name and publisher.")),
    _fact("price.index_base", T.TEXT, ("Indexets basmånad", "Indeksin perusajankohta", "Base month of the index"),
          ("Månad och år.", "Kuukausi ja vuosi.", "Month and year."), example="9/2026"),
    _fact("price.index_cap", T.PERCENT,
          ("Högsta höjning per år, procent", "Enimmäiskorotus vuodessa, prosenttia", "Highest rise a year, percent"),
          ("Taket för en indexhöjning.", "Indeksikorotuksen katto.", "The cap of an index rise.")),
    _fact("price.travel_included", T.YES_NO,
          ("Resekostnaderna ingår i priset", "Matkakustannukset sisältyvät hintaan", "Travel is included in the price"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("term.start", T.DATE, ("Kontraktstiden börjar", "Sopimuskausi alkaa", "The term starts"),
          ("Beräknad första dag. Kontraktet träder i kraft när alla har undertecknat.",
           "Arvioitu ensimmäinen päivä. Sopimus tulee voimaan, kun kaikki ovat allekirjoittaneet.",
           "The expected first day. The contract enters into force once all have signed.")),
    _fact("term.end", T.DATE, ("Kontraktet gäller till och med", "Sopimuksen viimeinen voimassaolopäivä", "Contract in force until"),
          ("Den sista dagen utan option.", "Viimeinen päivä ilman optiota.", "The last day without the option.")),
    _fact("term.option", T.YES_NO, ("Optionstid", "Optiokausi", "Option period"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("term.option_months", T.INTEGER, ("Option, månader", "Optio, kuukautta", "Option, months"),
          ("Optionens längd.", "Option pituus.", "How long the option is."), example="12"),
    _fact("term.option_notice_by", T.DATE,
          ("Option meddelas senast", "Optiosta ilmoitettava viimeistään", "Option to be exercised by"),
          ("Under kontraktstiden.", "Sopimuskauden aikana.", "During the term.")),
)
# fmt: on
