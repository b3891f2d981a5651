"""Dates of the papers. A paper's words and law are those of its date."""

from typing import Final

from procurement.facts.field import Declare, FactField, Group, Label
from procurement.facts.model import FactType as T

GROUP: Final = Group("documents", Label("Handlingarnas datum", "Asiakirjojen päiväykset", "Dates of the papers"))
_fact = Declare(GROUP)
_HELP: Final = (
    "Handlingens ord och lag är de som gäller den dagen.",
    "Asiakirjan sanat ja laki ovat sen päivän mukaiset.",
    "The paper's words and law are those of that day.",
)


def _date(name: str, sv: str, fi: str, en: str) -> FactField:
    return _fact(name, T.DATE, (sv, fi, en), _HELP)


# The decisions have dates of their own: contest_decision.date and decision.date.
FIELDS: Final = (
    _date("invitation.date", "Inbjudans datum", "Neuvottelukutsun päiväys", "Date of the invitation"),
    _date("agenda.date", "Agendans datum", "Asialistan päiväys", "Date of the agenda"),
    _date("minutes.date", "Protokollets datum", "Pöytäkirjan päiväys", "Date of the minutes"),
    _date("nda.date", "Sekretessförbindelsens datum", "Salassapitositoumuksen päiväys", "Date of the undertaking"),
    _date("party_statement.date", "Partsutredningens datum", "Osapuoliselvityksen päiväys", "Date of the party statement"),
    _date("final_offer.date", "Begärans datum", "Tarjouspyynnön päiväys", "Date of the final-offer request"),
    _date("instructions.date", "Anvisningarnas datum", "Ohjeiden päiväys", "Date of the instructions"),
    _date("service_letter.date", "Delgivningens datum", "Tiedoksiannon päiväys", "Date of the service letter"),
    _date("contract.date", "Kontraktsutkastets datum", "Sopimusluonnoksen päiväys", "Date of the draft contract"),
    _date("dpa.date", "Personuppgiftsbiträdesavtalets datum", "Henkilötietojen käsittelysopimuksen päiväys",
          "Date of the data processing agreement"),
    _date("rights_annex.date", "Rättighetsbilagans datum", "Oikeusliitteen päiväys", "Date of the rights annex"),
    _date("accession.date", "Anslutningsförbindelsens datum", "Liittymissitoumuksen päiväys", "Date of the accession"),
    _date("pilot_agreement.date", "Pilotavtalets datum", "Pilottisopimuksen päiväys", "Date of the pilot agreement"),
    _date("service_description.date", "Tjänstebeskrivningens datum", "Palvelukuvauksen päiväys",
          "Date of the service description"),
    _date("price_annex.date", "Prisbilagans datum", "Hintaliitteen päiväys", "Date of the price annex"),
    _date("pilot_plan.date", "Pilotplanens datum", "Pilottisuunnitelman päiväys", "Date of the pilot plan"),
    _date("change.date", "Ändringens datum", "Muutoksen päiväys", "Date of the change"),
    _date("checks.date", "Utredningarnas datum", "Selvitysten päiväys", "Date of the checks"),
    _date("report.date", "Rapportens datum", "Kertomuksen päiväys", "Date of the report"),
    _date("notice_sheet.date", "Annonsbladets datum", "Ilmoituslomakkeen päiväys", "Date of the field sheet"),
)  # fmt: skip
