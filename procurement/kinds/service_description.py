"""The service description: an annex of the contract that tells what is delivered, so that it can be accepted."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="service_description",
    title=Label("Tjänstebeskrivning", "Palvelukuvaus", "Service description"),
    subject="{object.title}",
    date_fact="service_description.date",
    phase=Phase.CONTRACT,
    rank=20,
    outline=(
        Part("annex_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("draft_notice", notice=True),
        Part("annex_opening", notice=True),
        Part("service_purpose"),
        Part("service_functions"),
        Part("service_environments"),
        Part("service_levels"),
        Part("service_requirements"),
        Part("service_limits"),
    ),
    numbered_paragraphs=True,
)
