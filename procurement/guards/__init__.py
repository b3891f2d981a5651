"""Guards: what must be true before a paper may be made or a step taken, on what ground, and who may lift it.

One table for all kinds and steps (`lawyer.md` § 5, `domain.md` § 10 as corrected there). A guard reads facts and law
only. A guard over a missing fact neither passes nor blocks by itself: the missing fact is reported as a gap, and the
guard reports it too, so that no paper passes a guard by silence.
"""

from typing import Final

from procurement.guards.model import Finding, Guard, Lift, State, Verdict, judge, of_kind
from procurement.guards.papers import (
    ACCESSION_CEILING,
    ACCESSION_NAMED,
    AWARD_NOTICE,
    CHANGE_LIMITS,
    CHANGES_GROUNDED,
    CONFLICTS_DECLARED,
    CONTRACTOR_LIABILITY,
    CONTROLLER_NAMED,
    DECISION_IS_CEILING,
    EU_CERTIFICATES,
    EVERY_RECIPIENT_DATED,
    EXCLUSION_CHECKED,
    HOST_IS_NOT_BUYER,
    INSTRUCTIONS,
    JURY_RANKING,
    JURY_RECORD,
    MILESTONES_AGREE,
    PRICES_AGREE,
    RECTIFIED_IN_TIME,
    REPORT_DUTY,
    RESULT_NOTICE,
    VAT_RATES,
)
from procurement.guards.papers import GUARDS as _OF_PAPERS
from procurement.guards.route import (
    ABOVE_NATIONAL,
    ALL_WINNERS_INVITED,
    CONTEST_DECISION_SERVED,
    CONTRACT_DATES,
    DECISION_DATES,
    FOLLOW_ON_CLAUSE,
    INVITATION_DATES,
    NAMED_BUYERS,
    NOTICE_NAMES_BUYERS,
    OPTION_DATES,
    PARTY_VERIFIED,
    REUSE_WITHIN_CONTRACT,
    REUSE_WITHIN_TERM,
    ROUTE,
    SAME_BAND,
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
    "ACCESSION_CEILING",
    "ACCESSION_NAMED",
    "ALL_GUARDS",
    "ALL_WINNERS_INVITED",
    "ANNEXES_COMPLETE",
    "APPEAL_ELSEWHERE",
    "APPEAL_PROHIBITS",
    "APPROVAL",
    "AWARD_NOTICE",
    "CHANGES_GROUNDED",
    "CHANGE_LIMITS",
    "CLEAN_FILE",
    "CONFLICTS_DECLARED",
    "CONTEST_DECISION_SERVED",
    "CONTRACTOR_LIABILITY",
    "CONTRACT_DATES",
    "CONTROLLER_NAMED",
    "DECISION_DATES",
    "DECISION_IS_CEILING",
    "DIRECT_NOTICE_WAIT",
    "EU_CERTIFICATES",
    "EVERYONE_SERVED",
    "EVERY_RECIPIENT_DATED",
    "EXCLUSION_CHECKED",
    "FOLLOW_ON_CLAUSE",
    "HOST_IS_NOT_BUYER",
    "HOST_SIGNS",
    "INSTRUCTIONS",
    "INVITATION_DATES",
    "JURY_RANKING",
    "JURY_RECORD",
    "MILESTONES_AGREE",
    "NAMED_BUYERS",
    "NOTICE_NAMES_BUYERS",
    "NO_MARKERS",
    "ONE_FACTS_HASH",
    "OPTION_DATES",
    "PARTY_VERIFIED",
    "PRICES_AGREE",
    "PROCESSING_AGREED",
    "PROCESSING_START",
    "RECTIFICATION_PENDING",
    "RECTIFIED_IN_TIME",
    "REPORT_DUTY",
    "RESULT_NOTICE",
    "REUSE_WITHIN_CONTRACT",
    "REUSE_WITHIN_TERM",
    "ROUTE",
    "SAME_BAND",
    "SECOND_PAIR_OF_EYES",
    "SENDING",
    "SERVICES_DOMINATE",
    "SIGNATORIES",
    "SIGNING_PACK",
    "STANDSTILL_OVER",
    "STEPS",
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
]

#: The whole table, in the order in which a lawyer meets the rules.
ALL_GUARDS: Final[tuple[Guard, ...]] = (*_OF_ROUTE, *_OF_PAPERS, *_OF_SIGNING)


def guards_of(key: str, varies_by: str = "") -> tuple[Guard, ...]:
    """Return the guards of a kind of paper or of a step, by its key; a kind that has variants names their fact."""
    found = (of_kind(guard, key, varies_by) for guard in ALL_GUARDS)
    return tuple(guard for guard in found if guard is not None)
