"""The procurement decision: it awards, discontinues, excludes or rectifies, with its instructions in it."""

from types import MappingProxyType

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="procurement_decision",
    title=Label("Upphandlingsbeslut", "Hankintapäätös", "Procurement decision"),
    subject="{object.title}",
    date_fact="decision.date",
    phase=Phase.DECISION,
    rank=20,
    has_served_original=True,
    outline=(
        Part("decision_publicity_mark", notice=True),
        Part("decision_head", notice=True),
        Part("demo_notice", notice=True),
        Part("unsent_draft_notice", notice=True),
        Part("decision_matter"),
        Part("decision_background"),
        Part("decision_negotiations"),
        Part("decision_basis"),
        Part("decision_checks"),
        Part("decision_operative"),
        Part("decision_reasons"),
        Part("decision_contract"),
        Part("decision_service"),
        Part("decision_signatures"),
        Part("decision_instructions", new_page=True),
        Part("instructions_overview"),
        Part("instructions_appeal"),
        Part("instructions_rectification"),
        Part("instructions_review"),
        Part("instructions_counting"),
    ),
    varies_by="decision.outcome",
    needs_party=frozenset({"award"}),
    sets=MappingProxyType({"instructions.decision": "procurement_decision"}),
    law_blocks=("instructions",),
)
