"""Guards: what must be true before a paper may be made or a step taken, on what ground, and who may lift it.

One table for all kinds and steps; what each rests on is told in docs/law-notes.md § 11. A guard reads facts and law
only. A guard over a missing fact neither passes nor blocks by itself: the missing fact is reported as a gap, and the
guard reports it too, so that no paper passes a guard by silence.
"""

from typing import Final

from procurement.guards.agreeing import (
    ACCEDING_BUYER_LISTED,
    BUYERS_AS_DECIDED,
    BUYERS_IN_NOTICE,
    ENTRIES_ACCOUNTED,
    OTHER_CONTESTS,
    PARTICIPANTS_SERVED,
    SUBPROCESSORS_LISTED,
)
from procurement.guards.agreeing import GUARDS as _OF_AGREEMENT
from procurement.guards.checks import (
    CONTRACTOR_LIABILITY,
    CRIMINAL_RECORD,
    ESPD_CHECKED,
    EXCLUSION_CHECKED,
    FAILED_CHECKS,
)
from procurement.guards.checks import GUARDS as _OF_CHECKS
from procurement.guards.model import (
    Finding,
    Guard,
    Lift,
    State,
    Verdict,
    judge,
    of_kind,
    of_variants,
    sentence_of_missing_law,
    unknown_law,
)
from procurement.guards.negotiation import (
    AGENDA_DATES,
    FINAL_OFFER_DATES,
    GROUP_HAS_MEMBERS,
    MINUTES_DATES,
    RIGHTS_ASSIGNED,
    UNDERTAKING_DATES,
)
from procurement.guards.negotiation import GUARDS as _OF_NEGOTIATION
from procurement.guards.papers import (
    ACCESSION_CEILING,
    ACCESSION_FOLLOWS_SIGNING,
    ACCESSION_NAMED,
    ACCESSION_REGISTER,
    AWARD_NOTICE,
    BREACH_NOTICE,
    CHANGE_IS_IN_THE_LOG,
    CHANGE_LIMITS,
    CHANGES_GROUNDED,
    CONFLICTS_DECLARED,
    CONTROLLER_NAMED,
    DATA_PROCESSED,
    DECISION_IS_CEILING,
    DIRECT_NOTICE_CHOSEN,
    DISCONTINUATION_DECIDED,
    EVERY_PARTICIPANT_DATED,
    EVERY_RECIPIENT_DATED,
    HOST_CHOSE_AGREEMENT,
    HOST_IS_NOT_BUYER,
    INSTRUCTIONS,
    JURY_RANKING,
    JURY_RECORD,
    MILESTONES_AGREE,
    ORDERS_ALLOWED,
    PRICES_AGREE,
    RECTIFIED_IN_TIME,
    REPORT_DATES,
    REPORT_DUTY,
    RESULT_NOTICE,
    RIGHTS_PROMISED,
    SERVED_AFTER_DECISION,
    VAT_RATES,
)
from procurement.guards.papers import GUARDS as _OF_PAPERS
from procurement.guards.route import (
    ABOVE_NATIONAL,
    ALL_WINNERS_INVITED,
    BAND_NOT_EXCEEDED,
    CONTEST_DECISION_SERVED,
    CONTRACT_DATES,
    DECISION_DATES,
    DECISION_WITHIN_VALUE,
    FOLLOW_ON_CLAUSE,
    INVITATION_DATES,
    NAMED_BUYERS,
    NOTICE_NAMES_BUYERS,
    OBJECT_WITHIN_NOTICE,
    OPTION_DATES,
    PARTY_VERIFIED,
    REUSE_WITHIN_CONTRACT,
    REUSE_WITHIN_TERM,
    ROUTE,
    SERVICES_DOMINATE,
    WITHIN_ANNOUNCED_VALUE,
)
from procurement.guards.route import GUARDS as _OF_ROUTE
from procurement.guards.signing import (
    ANNEXES_COMPLETE,
    APPEAL_ELSEWHERE,
    APPEAL_PROHIBITS,
    APPROVAL,
    CLEAN_FILE,
    DIRECT_NOTICE_WAIT,
    EVERYONE_SERVED,
    HOST_SIGNS,
    NO_MARKERS,
    ONE_FACTS_HASH,
    PROCESSING_AGREED,
    PROCESSING_START,
    RECTIFICATION_PENDING,
    SECOND_PAIR_OF_EYES,
    SENDING,
    SIGNATORIES,
    SIGNING_PACK,
    STANDSTILL_OVER,
    STEPS,
    WORDS_OF_ROUTE,
)
from procurement.guards.signing import GUARDS as _OF_SIGNING

__all__ = [
    "ABOVE_NATIONAL",
    "ACCEDING_BUYER_LISTED",
    "ACCESSION_CEILING",
    "ACCESSION_FOLLOWS_SIGNING",
    "ACCESSION_NAMED",
    "ACCESSION_REGISTER",
    "AGENDA_DATES",
    "ALL_GUARDS",
    "ALL_WINNERS_INVITED",
    "ANNEXES_COMPLETE",
    "APPEAL_ELSEWHERE",
    "APPEAL_PROHIBITS",
    "APPROVAL",
    "AWARD_NOTICE",
    "BAND_NOT_EXCEEDED",
    "BREACH_NOTICE",
    "BUYERS_AS_DECIDED",
    "BUYERS_IN_NOTICE",
    "CHANGES_GROUNDED",
    "CHANGE_IS_IN_THE_LOG",
    "CHANGE_LIMITS",
    "CLEAN_FILE",
    "CONFLICTS_DECLARED",
    "CONTEST_DECISION_SERVED",
    "CONTRACTOR_LIABILITY",
    "CONTRACT_DATES",
    "CONTROLLER_NAMED",
    "CRIMINAL_RECORD",
    "DATA_PROCESSED",
    "DECISION_DATES",
    "DECISION_IS_CEILING",
    "DECISION_WITHIN_VALUE",
    "DIRECT_NOTICE_CHOSEN",
    "DIRECT_NOTICE_WAIT",
    "DISCONTINUATION_DECIDED",
    "ENTRIES_ACCOUNTED",
    "ESPD_CHECKED",
    "EVERYONE_SERVED",
    "EVERY_PARTICIPANT_DATED",
    "EVERY_RECIPIENT_DATED",
    "EXCLUSION_CHECKED",
    "FAILED_CHECKS",
    "FINAL_OFFER_DATES",
    "FOLLOW_ON_CLAUSE",
    "GROUP_HAS_MEMBERS",
    "HOST_CHOSE_AGREEMENT",
    "HOST_IS_NOT_BUYER",
    "HOST_SIGNS",
    "INSTRUCTIONS",
    "INVITATION_DATES",
    "JURY_RANKING",
    "JURY_RECORD",
    "MILESTONES_AGREE",
    "MINUTES_DATES",
    "NAMED_BUYERS",
    "NOTICE_NAMES_BUYERS",
    "NO_MARKERS",
    "OBJECT_WITHIN_NOTICE",
    "ONE_FACTS_HASH",
    "OPTION_DATES",
    "ORDERS_ALLOWED",
    "OTHER_CONTESTS",
    "PARTICIPANTS_SERVED",
    "PARTY_VERIFIED",
    "PRICES_AGREE",
    "PROCESSING_AGREED",
    "PROCESSING_START",
    "RECTIFICATION_PENDING",
    "RECTIFIED_IN_TIME",
    "REPORT_DATES",
    "REPORT_DUTY",
    "RESULT_NOTICE",
    "REUSE_WITHIN_CONTRACT",
    "REUSE_WITHIN_TERM",
    "RIGHTS_ASSIGNED",
    "RIGHTS_PROMISED",
    "ROUTE",
    "SECOND_PAIR_OF_EYES",
    "SENDING",
    "SERVED_AFTER_DECISION",
    "SERVICES_DOMINATE",
    "SIGNATORIES",
    "SIGNING_PACK",
    "STANDSTILL_OVER",
    "STEPS",
    "SUBPROCESSORS_LISTED",
    "UNDERTAKING_DATES",
    "VAT_RATES",
    "WITHIN_ANNOUNCED_VALUE",
    "WORDS_OF_ROUTE",
    "Finding",
    "Guard",
    "Lift",
    "State",
    "Verdict",
    "guards_of",
    "judge",
    "sentence_of_missing_law",
    "unknown_law",
]

#: The whole table, in the order in which a lawyer meets the rules.
ALL_GUARDS: Final[tuple[Guard, ...]] = (
    *_OF_ROUTE,
    *_OF_NEGOTIATION,
    *_OF_CHECKS,
    *_OF_PAPERS,
    *_OF_AGREEMENT,
    *_OF_SIGNING,
)


def guards_of(key: str, varies_by: str = "", *, party: bool | frozenset[str] = False) -> tuple[Guard, ...]:
    """Return the guards of a kind of paper or of a step, in the order of the table.

    Args:
        key: the key of the kind or the step.
        varies_by: the fact that decides the variants of a kind, if it has any.
        party: whether a kind needs a verified party, or the variants that do. This is not in the table: it follows
            from the kind, so that no kind with a party is forgotten.
    """
    found = (
        _of_party(guard, varies_by, party) if guard is PARTY_VERIFIED and party else of_kind(guard, key, varies_by)
        for guard in ALL_GUARDS
    )
    return tuple(guard for guard in found if guard is not None)


def _of_party(guard: Guard, varies_by: str, party: bool | frozenset[str]) -> Guard:
    return guard if isinstance(party, bool) else of_variants(guard, party, varies_by)
