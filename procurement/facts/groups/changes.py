"""Changes after signing, notices and the report."""

from typing import Final

from procurement.facts.field import Column, Declare, Group, Label, choices, column
from procurement.facts.groups.negotiation import PARTIES
from procurement.facts.model import FactType as T

GROUP: Final = Group("changes", Label("Ändringar, annonser och rapport", "Muutokset, ilmoitukset ja kertomus",
                                      "Changes, notices and report"))  # fmt: skip
_fact = Declare(GROUP)

GROUNDS: Final = choices(
    ("review_clause", "tydligt ändringsvillkor", "selkeä muutosehto", "clear review clause"),
    ("additional", "kompletterande tjänster", "lisäpalvelut", "additional services"),
    ("unforeseen", "oförutsett behov", "ennakoimaton tarve", "unforeseen need"),
    ("successor", "byte av avtalspart", "sopimuskumppanin vaihtuminen", "successor party"),
    ("small", "liten ändring", "vähäinen muutos", "small change"),
    ("not_substantial", "inte väsentlig", "ei olennainen", "not substantial"),
)

CHANGE_COLUMNS: Final[tuple[Column, ...]] = (
    column("number", T.INTEGER, "Nr", "Nro", "No."),
    column("date", T.DATE, "Datum", "Päiväys", "Date"),
    column("proposed_by", T.CHOICE, "Föreslagen av", "Ehdottaja", "Proposed by", choices=PARTIES),
    column("clause", T.TEXT, "Punkt", "Kohta", "Clause"),
    column("reason", T.LOCALISED, "Skäl", "Syy", "Reason"),
    column("ground", T.CHOICE, "Grund enligt 136 §", "Peruste, 136 §", "Ground, section 136", choices=GROUNDS),
    column("effect", T.MONEY, "Prisverkan, euro", "Hintavaikutus, euroa", "Price effect, euro", signed=True),
    column("approved_by", T.LOCALISED, "Godkänd av", "Hyväksyjä", "Approved by"),
    column("effective_from", T.DATE, "Gäller från", "Voimaan", "Effective from"),
)

# fmt: off
FIELDS: Final = (
    _fact("change.rows", T.TABLE, ("Ändringar", "Muutokset", "Changes"),
          ("Alla ändringar från den första. Prisverkan kan vara negativ.",
           "Kaikki muutokset ensimmäisestä lähtien. Hintavaikutus voi olla negatiivinen.",
           "All changes from the first. The effect on the price can be negative."),
          columns=CHANGE_COLUMNS),
    _fact("change.number", T.INTEGER,
          ("Ändringen som görs, nummer", "Tehtävän muutoksen numero", "Number of the change that is made"),
          ("Numret i tabellen över ändringar. Ändringshandlingen gör den ändringen och visar loggen till och med den.",
           "Numero muutosten taulukossa. Muutosasiakirjalla tehdään se muutos, ja loki näytetään siihen asti.",
           "The number in the table of changes. The amendment makes that change and shows the log up to it."),
          example="2"),
    _fact("change.new_text", T.LOCALISED, ("Punktens nya lydelse", "Kohdan uusi sanamuoto", "New text of the clause"),
          ("Den ändrade punkten i sin helhet.", "Muutettu kohta kokonaisuudessaan.", "The changed clause in full.")),
    _fact("notices.published", T.TABLE, ("Publicerade annonser", "Julkaistut ilmoitukset", "Notices published"),
          ("En rad för varje annons i ärendet.", "Rivi jokaiselle asian ilmoitukselle.", "A row for each notice."),
          columns=(column("notice", T.CHOICE, "Annons", "Ilmoitus", "Notice", choices=choices(
                       ("result", "annons om resultaten av en projekttävling", "ilmoitus suunnittelukilpailun tuloksista",
                        "design contest result notice"),
                       ("direct", "annons om direktupphandling", "suorahankintaa koskeva ilmoitus",
                        "direct award notice"),
                       ("award", "annons i efterhand", "jälki-ilmoitus", "award notice"),
                       ("change", "annons om ändring", "muutosilmoitus", "modification notice"),
                       ("discontinuation", "annons om avbrytande", "keskeyttämisilmoitus",
                        "discontinuation notice"))),
                   column("channel", T.CHOICE, "Kanal", "Kanava", "Channel", choices=choices(
                       ("hilma", "Hilma", "Hilma", "Hilma"), ("oj", "EUT", "EUVL", "OJ"))),
                   column("number", T.TEXT, "Nummer", "Numero", "Number"),
                   column("published_on", T.DATE, "Publicerad", "Julkaistu", "Published on"))),
    _fact("notice_sheet.kind", T.CHOICE, ("Annonsblad för", "Ilmoituslomake", "Field sheet for"),
          ("Vilken annons fälten samlas för.", "Mitä ilmoitusta varten tiedot kootaan.", "Which notice the fields are for."),
          choices=choices(
              ("direct", "annons om direktupphandling", "suorahankintaa koskeva ilmoitus", "direct award notice"),
              ("award", "annons i efterhand", "jälki-ilmoitus", "award notice"),
              ("result", "annons om resultaten av en projekttävling", "ilmoitus suunnittelukilpailun tuloksista",
               "design contest result notice"),
              ("change", "annons om ändring", "muutosilmoitus", "modification notice"),
              ("discontinuation", "annons om avbrytande", "keskeyttämisilmoitus", "discontinuation notice"))),
    _fact("report.rejected", T.LOCALISED,
          ("Uteslutna och förkastade samt skälen", "Poissuljetut ja hylätyt perusteluineen", "Rejected, and why"),
          ("Också onormalt låga anbud. Skriv också att ingen uteslöts.",
           "Myös poikkeuksellisen alhaiset tarjoukset. Kirjaa myös, ettei ketään suljettu pois.",
           "Abnormally low tenders too. Write also that nobody was excluded.")),
    _fact("report.undivided", T.LOCALISED,
          ("Skäl till att upphandlingen inte har delats upp", "Syyt siihen, ettei hankintaa ole jaettu osiin",
           "Why it was not divided into lots"),
          ("Rapporten ska innehålla skälen (75 § och 124 § 1 mom. 5 punkten).",
           "Kertomuksessa on ilmoitettava syyt (75 § ja 124 §:n 1 momentin 5 kohta).",
           "The report must give the reasons (section 75 and section 124(1)(5)).")),
    _fact("report.subcontract_share", T.LOCALISED,
          ("Andel som läggs ut på underleverantörer", "Alihankintana teetettävä osuus", "Share that is subcontracted"),
          ("Andelen om den är känd.", "Osuus, jos se tiedetään.", "The share, if known.")),
    _fact("report.electronic", T.YES_NO,
          ("All kommunikation var elektronisk", "Kaikki viestintä oli sähköistä", "All communication was electronic"),
          ("Förhandlingar vid ett möte räknas inte, om de har protokollförts.",
           "Kokouksessa käytyjä neuvotteluja ei lueta mukaan, jos niistä on pidetty pöytäkirjaa.",
           "Negotiations at a meeting do not count if minutes were kept.")),
    _fact("report.communication", T.LOCALISED,
          ("Skäl till annan än elektronisk kommunikation", "Syyt muuhun kuin sähköiseen viestintään",
           "Reasons for communication that was not electronic"),
          ("Fylls i endast om inte all kommunikation var elektronisk.",
           "Täytetään vain, jos kaikki viestintä ei ollut sähköistä.", "Only if not all communication was electronic.")),
    _fact("report.conflicts", T.LOCALISED,
          ("Intressekonflikter och åtgärder", "Eturistiriidat ja toimenpiteet", "Conflicts of interest and measures"),
          ("Skriv också att inga upptäcktes.", "Kirjaa myös, ettei niitä havaittu.", "Write also that there were none.")),
)
# fmt: on
