"""General terms: one set for a subject, named exactly, with the deviations listed."""

from typing import Final

from procurement.facts.field import Declare, Group, Label, choices
from procurement.facts.model import FactType as T

GROUP: Final = Group("terms", Label("Villkor", "Ehdot", "Terms"))
_fact = Declare(GROUP)

# fmt: off
FIELDS: Final = (
    _fact("terms.set", T.CHOICE, ("Allmänna villkor", "Yleiset sopimusehdot", "Set of general terms"),
          ("En uppsättning per föremål: JYSE för tjänster, JIT för programvara. Aldrig båda.",
           "Yksi kokoelma kohdetta kohti: JYSE palveluihin, JIT ohjelmistoihin. Ei koskaan molempia.",
           "One set for a subject: JYSE for services, JIT for software. Never both."),
          choices=choices(
              ("jyse_2025_services", "JYSE 2025 Tjänster", "JYSE 2025 Palvelut", "JYSE 2025 Services"),
              ("jit_2025", "JIT 2025", "JIT 2025", "JIT 2025"),
              ("none", "Inga allmänna villkor", "Ei yleisiä sopimusehtoja", "No general terms"))),
    _fact("terms.title", T.LOCALISED,
          ("Allmänna villkor: exakt titel och version", "Yleiset sopimusehdot: tarkka nimi ja versio",
           "General terms: exact title and version"),
          ("Avskrift ur den officiella PDF-filen.", "Virallisesta PDF-tiedostosta jäljennettynä.",
           "Copied from the official PDF."), example="JYSE 2025 Palvelut"),
    _fact("terms.has_deviations", T.YES_NO,
          ("Avvikelser från de allmänna villkoren finns", "Yleisistä sopimusehdoista poiketaan",
           "There are deviations from the general terms"),
          ("Svara också när svaret är nej.", "Vastaa myös, jos vastaus on ei.", "Answer no as well.")),
    _fact("terms.deviations", T.LOCALISED_LIST,
          ("Avvikelser från de allmänna villkoren", "Poikkeamat yleisistä sopimusehdoista",
           "Deviations from the general terms"),
          ("En avvikelse per rad.", "Yksi poikkeama riviä kohti.", "One deviation a line.")),
    _fact("liability.cap_percent", T.PERCENT,
          ("Ansvarstak, procent av kontraktets värde", "Vastuukatto, prosenttia sopimuksen arvosta",
           "Liability cap, percent of the contract value"),
          ("Taket gäller inte uppsåt, grov vårdslöshet eller artikel 82.",
           "Katto ei koske tahallisuutta, törkeää huolimattomuutta eikä 82 artiklaa.",
           "The cap covers neither intent, gross negligence nor article 82."), example="100"),
    _fact("termination.cure_days", T.INTEGER,
          ("Rättelsetid före hävning, dagar", "Korjausaika ennen purkamista, päivää", "Days to cure before rescission"),
          ("Räknas från en skriftlig uppmaning.", "Lasketaan kirjallisesta kehotuksesta.", "Counted from a written demand."),
          example="30"),
)
# fmt: on
