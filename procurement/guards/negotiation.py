"""Guards of the negotiation's own papers: agenda, minutes, undertaking, party statement and final offer."""

from __future__ import annotations

from typing import Final

from procurement.facts import Facts
from procurement.facts.field import Label
from procurement.guards.model import PASSED, Finding, Guard, Lift, in_order, is_true, unknown, verdict
from procurement.law import Law


def _group_has_members(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "supplier.is_group")) is not None:
        return missing
    if facts.value("supplier.is_group") is False:
        return PASSED
    return unknown(facts, "supplier.members") or verdict(len(facts.rows("supplier.members")) > 1)


AGENDA_DATES: Final = Guard(
    "agenda_dates",
    ("negotiation_agenda",),
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: inbjudan, agenda, möte.",
        "Päivämäärät ovat väärässä järjestyksessä: kutsu, asialista, kokous.",
        "The dates are in the wrong order: invitation, agenda, meeting.",
    ),
    ("invitation.date", "agenda.date", "meeting.date"),
    in_order("invitation.date", "agenda.date", "meeting.date"),
    fulfilled=Label(
        "De antecknade datumen står i rätt ordning: inbjudan, agenda, möte.",
        "Merkityt päivämäärät ovat oikeassa järjestyksessä: kutsu, asialista, kokous.",
        "The recorded dates are in the right order: invitation, agenda, meeting.",
    ),
)
MINUTES_DATES: Final = Guard(
    "minutes_dates",
    ("negotiation_minutes",),
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: inbjudan, möte, protokoll.",
        "Päivämäärät ovat väärässä järjestyksessä: kutsu, kokous, pöytäkirja.",
        "The dates are in the wrong order: invitation, meeting, minutes.",
    ),
    ("invitation.date", "meeting.date", "minutes.date"),
    in_order("invitation.date", "meeting.date", "minutes.date"),
    fulfilled=Label(
        "De antecknade datumen står i rätt ordning: inbjudan, möte, protokoll.",
        "Merkityt päivämäärät ovat oikeassa järjestyksessä: kutsu, kokous, pöytäkirja.",
        "The recorded dates are in the right order: invitation, meeting, minutes.",
    ),
)
UNDERTAKING_DATES: Final = Guard(
    "undertaking_dates",
    ("non_disclosure_undertaking",),
    "",
    Lift.NOBODY,
    Label(
        "Materialet ska återlämnas efter förbindelsens datum.",
        "Aineisto on palautettava sitoumuksen päiväyksen jälkeen.",
        "The material must be returned after the date of the undertaking.",
    ),
    ("nda.date", "nda.return_by"),
    in_order("nda.date", "nda.return_by"),
    fulfilled=Label(
        "Materialet återlämnas inte före förbindelsens datum.",
        "Aineistoa ei palauteta ennen sitoumuksen päiväystä.",
        "The material is not returned before the date of the undertaking.",
    ),
)
FINAL_OFFER_DATES: Final = Guard(
    "final_offer_dates",
    ("final_offer_request",),
    "",
    Lift.NOBODY,
    Label(
        "Datumen är i fel ordning: inbjudan, begäran, sista dagen för anbudet, anbudets giltighet.",
        "Päivämäärät ovat väärässä järjestyksessä: kutsu, pyyntö, tarjouksen määräpäivä, tarjouksen voimassaolo.",
        "The dates are in the wrong order: invitation, request, last day of the offer, validity of the offer.",
    ),
    ("invitation.date", "final_offer.date", "final_offer.due", "final_offer.valid_until"),
    in_order("invitation.date", "final_offer.date", "final_offer.due", "final_offer.valid_until"),
    fulfilled=Label(
        "De antecknade datumen står i rätt ordning: inbjudan, begäran, sista anbudsdagen, anbudets giltighet.",
        "Merkityt päivämäärät ovat oikeassa järjestyksessä: kutsu, pyyntö, määräpäivä, tarjouksen voimassaolo.",
        "The recorded dates are in the right order: invitation, request, last day of the offer, its validity.",
    ),
)
GROUP_HAS_MEMBERS: Final = Guard(
    "group_has_members",
    ("party_and_rights_statement", "signing_pack"),
    "1397/2016, 92 §",
    Lift.NOBODY,
    Label(
        "En grupp utan eget bolag har minst två medlemmar, och varje medlem är part.",
        "Ryhmittymässä, jolla ei ole omaa yhtiötä, on vähintään kaksi jäsentä, ja jokainen jäsen on osapuoli.",
        "A group without a company has at least two members, and each member is a party.",
    ),
    ("supplier.is_group", "supplier.members"),
    _group_has_members,
    fulfilled=Label(
        "Om leverantören är en grupp utan eget bolag har den minst två medlemmar.",
        "Jos toimittaja on ryhmittymä, jolla ei ole omaa yhtiötä, siinä on vähintään kaksi jäsentä.",
        "If the supplier is a group without a company, it has at least two members.",
    ),
)
RIGHTS_ASSIGNED: Final = Guard(
    "rights_assigned",
    ("signing_pack",),
    "404/1961, 27 §, 28 §",
    Lift.NOBODY,
    Label(
        "Alla medlemmar i teamet ska ha överlåtit sina rättigheter till leverantören före undertecknandet.",
        "Kaikkien tiimin jäsenten on luovutettava oikeutensa toimittajalle ennen allekirjoittamista.",
        "Every member of the team must have assigned their rights to the supplier before signing.",
    ),
    ("supplier.rights_complete",),
    is_true("supplier.rights_complete"),
    fulfilled=Label(
        "Alla medlemmar i teamet har överlåtit sina rättigheter till leverantören.",
        "Kaikki tiimin jäsenet ovat luovuttaneet oikeutensa toimittajalle.",
        "Every member of the team has assigned their rights to the supplier.",
    ),
)

GUARDS: Final = (
    AGENDA_DATES,
    MINUTES_DATES,
    UNDERTAKING_DATES,
    FINAL_OFFER_DATES,
    GROUP_HAS_MEMBERS,
    RIGHTS_ASSIGNED,
)
