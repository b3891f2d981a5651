"""Guards of the last steps: signing, the start of processing, approval and sending to the other side."""

from __future__ import annotations

from datetime import date
from typing import Final

from procurement.facts import Facts
from procurement.facts.field import Label
from procurement.guards.model import BLOCKED, PASSED, Finding, Guard, Lift, is_zero, unknown, verdict
from procurement.law import Law
from procurement.law.instructions import INSTRUCTIONS, Variant

#: Steps of a case that are no papers, and that guards block too.
SIGNING_PACK: Final = "signing_pack"
PROCESSING_START: Final = "processing_start"
APPROVAL: Final = "approval"
SENDING: Final = "sending"
STEPS: Final = (SIGNING_PACK, PROCESSING_START, APPROVAL, SENDING)


def _forbids_by_itself(facts: Facts) -> bool:
    """Whether an appeal forbids the contract by itself: a standstill, or the wait after an OJ notice (150 §)."""
    variant = facts.value("instructions.variant")
    return isinstance(variant, str) and INSTRUCTIONS[Variant(variant)].prohibition


def _appeal_prohibits(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "appeal.registered", "instructions.variant")) is not None:
        return missing
    return verdict(not (facts.value("appeal.registered") is True and _forbids_by_itself(facts)))


def _appeal_elsewhere(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "appeal.registered", "instructions.variant")) is not None:
        return missing
    return verdict(facts.value("appeal.registered") is False or _forbids_by_itself(facts))


def _rectification(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "appeal.rectification_pending") or verdict(
        facts.value("appeal.rectification_pending") is False
    )


def _everyone_served(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "decision.recipients", "signing.planned_on")) is not None:
        return missing
    served, signing = facts.value("decision.last_served"), facts.value("signing.planned_on")
    return verdict(isinstance(served, date) and isinstance(signing, date) and served <= signing)


def _wait_over(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "direct_notice.kind")) is not None:
        return missing
    if facts.value("direct_notice.kind") == "none":
        return PASSED
    if (missing := unknown(facts, "direct_notice.recommended", "signing.planned_on")) is not None:
        return missing
    earliest, signing = facts.value("direct_notice.recommended"), facts.value("signing.planned_on")
    return verdict(isinstance(earliest, date) and isinstance(signing, date) and earliest <= signing)


def _standstill_over(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "instructions.variant")) is not None:
        return missing
    if not INSTRUCTIONS[Variant(str(facts.value("instructions.variant")))].standstill:
        return PASSED
    if (missing := unknown(facts, "decision.last_appeal_day", "signing.planned_on")) is not None:
        return missing
    last, signing = facts.value("decision.last_appeal_day"), facts.value("signing.planned_on")
    return verdict(isinstance(last, date) and isinstance(signing, date) and last < signing)


def _host_signs(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "host.has_duties")) is not None:
        return missing
    if facts.value("host.has_duties") is False or facts.value("buyer.is_host") is True:
        return PASSED
    if facts.value("host.signs") == "no":
        return BLOCKED
    return unknown(facts, "host.signs", "host.signatory", "host.signatory_ground") or PASSED


def _signatories(facts: Facts, _law: Law) -> Finding:
    names = ("buyer.signatory", "buyer.signatory_ground", "supplier.signatory", "supplier.signatory_ground")
    return unknown(facts, *names) or PASSED


def _processing_agreed(facts: Facts, _law: Law) -> Finding:
    if (missing := unknown(facts, "personal_data.processed")) is not None:
        return missing
    return PASSED if facts.value("personal_data.processed") is False else unknown(facts, "dpa.signed_on") or PASSED


def _other_person(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "pack.approver_is_drafter") or verdict(facts.value("pack.approver_is_drafter") is False)


def _clean_file(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "pack.hidden_content") or verdict(facts.value("pack.hidden_content") is False)


def _one_hash(facts: Facts, _law: Law) -> Finding:
    return unknown(facts, "pack.facts_hashes") or verdict(facts.value("pack.facts_hashes") == 1)


APPEAL_PROHIBITS: Final = Guard(
    "appeal_forbids_the_contract",
    (SIGNING_PACK,),
    "1397/2016, 150 §",
    Lift.NOBODY,
    Label(
        "Ärendet är anhängigt i marknadsdomstolen och 150 § förbjuder att kontraktet ingås.",
        "Asia on vireillä markkinaoikeudessa, ja 150 § kieltää sopimuksen tekemisen.",
        "The matter is before the Market Court, and section 150 forbids the contract.",
    ),
    ("appeal.registered", "instructions.variant"),
    _appeal_prohibits,
    fulfilled=Label(
        "Inget anhängigt ärende förbjuder kontraktet enligt 150 §.",
        "Mikään vireillä oleva asia ei kiellä sopimusta 150 §:n nojalla.",
        "No matter before the Market Court forbids the contract under section 150.",
    ),
)
APPEAL_ELSEWHERE: Final = Guard(
    "appeal_registered",
    (SIGNING_PACK,),
    "1397/2016, 151–152 §",
    Lift.SECOND_LAWYER,
    Label(
        "Ärendet är anhängigt i marknadsdomstolen. Domstolen kan förbjuda verkställigheten.",
        "Asia on vireillä markkinaoikeudessa. Tuomioistuin voi kieltää täytäntöönpanon.",
        "The matter is before the Market Court, which may forbid execution.",
    ),
    ("appeal.registered", "instructions.variant"),
    _appeal_elsewhere,
    fulfilled=Label(
        "Inget anhängigt ärende behöver bedömas enligt 151–152 §.",
        "Mitään vireillä olevaa asiaa ei tarvitse arvioida 151–152 §:n mukaan.",
        "No matter before the Market Court must be judged under sections 151–152.",
    ),
)
RECTIFICATION_PENDING: Final = Guard(
    "rectification_pending",
    (SIGNING_PACK,),
    "1397/2016, 133 §",
    Lift.SECOND_LAWYER,
    Label(
        "Ett rättelseyrkande är anhängigt.",
        "Oikaisuvaatimus on vireillä.",
        "A rectification claim is pending.",
    ),
    ("appeal.rectification_pending",),
    _rectification,
    fulfilled=Label(
        "Inget rättelseyrkande är anhängigt.",
        "Oikaisuvaatimuksia ei ole vireillä.",
        "No rectification claim is pending.",
    ),
)
EVERYONE_SERVED: Final = Guard(
    "everyone_is_served",
    (SIGNING_PACK,),
    "1397/2016, 127 §",
    Lift.NOBODY,
    Label(
        "Beslutet ska vara delgivet alla mottagare före undertecknandet. Den sista mottagaren räknas.",
        "Päätös on annettava tiedoksi kaikille ennen allekirjoittamista. Viimeinen vastaanottaja ratkaisee.",
        "The decision must be served on every recipient before signing. The latest counts.",
    ),
    ("decision.recipients", "decision.last_served", "signing.planned_on"),
    _everyone_served,
    fulfilled=Label(
        "Beslutet är delgivet alla mottagare senast den dag då kontraktet ska undertecknas.",
        "Päätös on annettu tiedoksi kaikille viimeistään allekirjoituspäivänä.",
        "The decision is served on every recipient by the day of signing.",
    ),
)
DIRECT_NOTICE_WAIT: Final = Guard(
    "direct_notice_wait_is_over",
    (SIGNING_PACK,),
    "1397/2016, 131 §",
    Lift.NOBODY,
    Label(
        "Kontraktet undertecknas tidigast den första vardagen efter den 14:e dagen från annonsen.",
        "Sopimus allekirjoitetaan aikaisintaan ensimmäisenä arkipäivänä, kun ilmoituksesta on kulunut 14 päivää.",
        "The contract is signed at the earliest on the first working day after day 14 from the notice.",
    ),
    ("direct_notice.kind", "direct_notice.recommended", "signing.planned_on"),
    _wait_over,
    fulfilled=Label(
        "Tiden efter annonsen om direktupphandling, om en sådan har valts, har gått ut vid undertecknandet.",
        "Odotusaika suorahankintailmoituksen jälkeen, jos ilmoitus on valittu, on päättynyt allekirjoitettaessa.",
        "The wait after the direct award notice, if one was chosen, is over when the contract is signed.",
    ),
)
STANDSTILL_OVER: Final = Guard(
    "standstill_is_over",
    (SIGNING_PACK,),
    "1397/2016, 129 §",
    Lift.NOBODY,
    Label(
        "Väntetiden har inte löpt ut för den sista mottagaren.",
        "Viimeisen vastaanottajan odotusaika ei ole päättynyt.",
        "The standstill has not ended for the latest recipient.",
    ),
    ("instructions.variant", "decision.last_appeal_day", "signing.planned_on"),
    _standstill_over,
    fulfilled=Label(
        "Ingen väntetid pågår den dag då kontraktet ska undertecknas.",
        "Allekirjoituspäivänä ei ole kesken mitään odotusaikaa.",
        "No standstill is running on the day of signing.",
    ),
)
HOST_SIGNS: Final = Guard(
    "host_with_duties_signs",
    (SIGNING_PACK,),
    "",
    Lift.NOBODY,
    Label(
        "Värdkommunen har förpliktelser men binder sig inte: den ska underteckna och ange behörighetsgrunden.",
        "Isäntäkunnalla on velvollisuuksia, mutta se ei sitoudu: sen on allekirjoitettava ja ilmoitettava perusteensa.",
        "The host municipality has duties but is not bound: it must sign, with a ground.",
    ),
    ("host.has_duties", "host.signs", "host.signatory", "host.signatory_ground", "buyer.is_host"),
    _host_signs,
    fulfilled=Label(
        "Värdkommunen binder sig vid sina förpliktelser eller har inga.",
        "Isäntäkunta sitoutuu velvollisuuksiinsa, tai sillä ei ole niitä.",
        "The host municipality is bound by its duties or has none.",
    ),
)
SIGNATORIES: Final = Guard(
    "signatories_have_grounds",
    (SIGNING_PACK,),
    "",
    Lift.NOBODY,
    Label(
        "Varje undertecknare ska ha ett namn och en grund för sin behörighet.",
        "Jokaisella allekirjoittajalla on oltava nimi ja toimivallan peruste.",
        "Each signatory must have a name and a ground of authority.",
    ),
    ("buyer.signatory", "buyer.signatory_ground", "supplier.signatory", "supplier.signatory_ground"),
    _signatories,
    fulfilled=Label(
        "Varje undertecknare har ett namn och en grund för sin behörighet.",
        "Jokaisella allekirjoittajalla on nimi ja toimivallan peruste.",
        "Each signatory has a name and a ground of authority.",
    ),
)
PROCESSING_AGREED: Final = Guard(
    "processing_is_agreed",
    (PROCESSING_START,),
    "(EU) 2016/679, 28.3",
    Lift.NOBODY,
    Label(
        "Personuppgifter får behandlas först när personuppgiftsbiträdesavtalet har undertecknats.",
        "Henkilötietoja saa käsitellä vasta, kun henkilötietojen käsittelysopimus on allekirjoitettu.",
        "Personal data may be processed only once the data processing agreement is signed.",
    ),
    ("personal_data.processed", "dpa.signed_on"),
    _processing_agreed,
    fulfilled=Label(
        "Personuppgiftsbiträdesavtalet är undertecknat, eller så behandlas inga personuppgifter.",
        "Henkilötietojen käsittelysopimus on allekirjoitettu, tai henkilötietoja ei käsitellä.",
        "The data processing agreement is signed, or no personal data are processed.",
    ),
)
NO_MARKERS: Final = Guard(
    "no_marker_is_left",
    (SIGNING_PACK, APPROVAL),
    "",
    Lift.NOBODY,
    Label(
        "Handlingarna har markerade luckor eller utkastmärken.",
        "Asiakirjoissa on merkittyjä puutteita tai luonnosmerkintöjä.",
        "The papers hold markers or are marked as drafts.",
    ),
    ("pack.markers",),
    is_zero("pack.markers"),
    fulfilled=Label(
        "Handlingarna är fria från markerade luckor och utkastmärken.",
        "Asiakirjoissa ei ole merkittyjä puutteita eikä luonnosmerkintöjä.",
        "The papers hold no markers and are not marked as drafts.",
    ),
)
ANNEXES_COMPLETE: Final = Guard(
    "no_annex_is_missing",
    (SIGNING_PACK,),
    "",
    Lift.NOBODY,
    Label(
        "En bilaga i bilageförteckningen saknas.",
        "Liiteluettelon liite puuttuu.",
        "An annex of the annex list is missing.",
    ),
    ("pack.missing_annexes",),
    is_zero("pack.missing_annexes"),
    fulfilled=Label(
        "Alla bilagor i bilageförteckningen finns.",
        "Kaikki liiteluettelon liitteet ovat olemassa.",
        "Every annex of the annex list is there.",
    ),
)
ONE_FACTS_HASH: Final = Guard(
    "all_papers_say_the_same_facts",
    (SIGNING_PACK,),
    "",
    Lift.NOBODY,
    Label(
        "Handlingarna bygger på olika uppgifter. Gör om dem av samma uppgifter.",
        "Asiakirjat perustuvat eri tietoihin. Laadi ne uudelleen samoista tiedoista.",
        "The papers rest on different facts. Make them again from the same facts.",
    ),
    ("pack.facts_hashes",),
    _one_hash,
    fulfilled=Label(
        "Handlingarna bygger på samma uppgifter.",
        "Asiakirjat perustuvat samoihin tietoihin.",
        "The papers rest on the same facts.",
    ),
)
SECOND_PAIR_OF_EYES: Final = Guard(
    "approver_is_not_the_drafter",
    (APPROVAL,),
    "",
    Lift.NOBODY,
    Label(
        "Den som har gjort utkastet kan inte godkänna det.",
        "Luonnoksen laatija ei voi hyväksyä sitä.",
        "Whoever drafted a paper cannot approve it.",
    ),
    ("pack.approver_is_drafter",),
    _other_person,
    fulfilled=Label(
        "Den som godkänner är en annan än den som har gjort utkastet.",
        "Hyväksyjä on muu kuin luonnoksen laatija.",
        "Whoever approves a paper is another than who drafted it.",
    ),
)
WORDS_OF_ROUTE: Final = Guard(
    "words_of_the_route",
    (APPROVAL, SIGNING_PACK),
    "1397/2016, 40 §",
    Lift.NOBODY,
    Label(
        "Texten har ord som hör till ett annat förfarande.",
        "Tekstissä on toiseen menettelyyn kuuluvia sanoja.",
        "The text holds words of another procedure.",
    ),
    ("pack.words_of_other_routes",),
    is_zero("pack.words_of_other_routes"),
    fulfilled=Label(
        "Texten har inga ord som hör till ett annat förfarande.",
        "Tekstissä ei ole toiseen menettelyyn kuuluvia sanoja.",
        "The text holds no words of another procedure.",
    ),
)
CLEAN_FILE: Final = Guard(
    "file_is_clean",
    (SENDING, SIGNING_PACK),
    "",
    Lift.NOBODY,
    Label(
        "Filen har kommentarer, spårade ändringar, dold text eller författarnamn.",
        "Tiedostossa on kommentteja, jäljitettyjä muutoksia, piilotekstiä tai tekijän nimi.",
        "The file holds comments, tracked changes, hidden text or an author's name.",
    ),
    ("pack.hidden_content",),
    _clean_file,
    fulfilled=Label(
        "Filerna har varken kommentarer, spårade ändringar, dold text eller författarnamn.",
        "Tiedostoissa ei ole kommentteja, jäljitettyjä muutoksia, piilotekstiä eikä tekijöiden nimiä.",
        "The files hold no comments, tracked changes, hidden text or author's names.",
    ),
)

GUARDS: Final = (
    APPEAL_PROHIBITS,
    APPEAL_ELSEWHERE,
    RECTIFICATION_PENDING,
    EVERYONE_SERVED,
    DIRECT_NOTICE_WAIT,
    STANDSTILL_OVER,
    HOST_SIGNS,
    SIGNATORIES,
    PROCESSING_AGREED,
    NO_MARKERS,
    ANNEXES_COMPLETE,
    ONE_FACTS_HASH,
    SECOND_PAIR_OF_EYES,
    WORDS_OF_ROUTE,
    CLEAN_FILE,
)
