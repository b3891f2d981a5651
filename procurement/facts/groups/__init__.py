"""The groups of the catalogue, one module each, in the order of the case form."""

from typing import Final

from procurement.facts.field import FactField, Group
from procurement.facts.groups import (
    buyer,
    case,
    changes,
    checks,
    computed,
    confidentiality,
    contest,
    decision,
    documents,
    host,
    negotiation,
    performance,
    personal_data,
    pilot,
    price,
    reuse,
    rights,
    service,
    signing,
    supplier,
    terms,
    value,
)

GROUP_FIELDS: Final[tuple[tuple[Group, tuple[FactField, ...]], ...]] = tuple(
    (module.GROUP, module.FIELDS)
    for module in (
        case,
        buyer,
        contest,
        value,
        negotiation,
        confidentiality,
        supplier,
        performance,
        service,
        price,
        pilot,
        host,
        rights,
        reuse,
        personal_data,
        terms,
        checks,
        decision,
        signing,
        changes,
        documents,
        computed,
    )
)
