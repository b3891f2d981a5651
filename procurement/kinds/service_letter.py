"""The service letter: sends a decision to its recipients and states the day, from which their times run."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="service_letter",
    title=Label("Delgivning av beslut", "Päätöksen tiedoksianto", "Service of a decision"),
    subject="{challenge.title}",
    date_fact="service_letter.date",
    phase=Phase.DECISION,
    rank=40,
    outline=(
        Part("decision_publicity_mark", notice=True),
        Part("instructions_decision", notice=True),
        Part("demo_notice", notice=True),
        Part("unsent_draft_notice", notice=True),
        Part("service_opening"),
        Part("service_recipients"),
        Part("instructions_counting"),
        Part("service_contact"),
    ),
    varies_by="instructions.decision",
)
