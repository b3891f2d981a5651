"""The appeal and rectification instructions: procedure, band, buyer and notice decide their variant."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="appeal_instructions",
    title=Label("Anvisning för sökande av ändring", "Muutoksenhakuohje", "Instructions for appeal and rectification"),
    subject="{challenge.title}",
    date_fact="instructions.date",
    phase=Phase.DECISION,
    rank=30,
    outline=(
        Part("decision_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("unsent_draft_notice", notice=True),
        Part("instructions_decision", notice=True),
        Part("instructions_overview"),
        Part("instructions_appeal"),
        Part("instructions_rectification"),
        Part("instructions_review"),
        Part("instructions_counting"),
    ),
    law_blocks=("instructions",),
    has_served_original=True,
)
