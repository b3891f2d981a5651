"""The pilot and roll-out plan: what the pilot is to show, its measures, steps with conditions, and what comes after."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="pilot_plan",
    title=Label("Pilot- och införandeplan", "Pilotointi- ja käyttöönottosuunnitelma", "Pilot and roll-out plan"),
    subject="{object.title}",
    date_fact="pilot_plan.date",
    phase=Phase.CONTRACT,
    rank=40,
    outline=(
        Part("annex_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("draft_notice", notice=True),
        Part("annex_opening", notice=True),
        Part("pilot_aim"),
        Part("pilot_steps"),
        Part("pilot_measures"),
        Part("pilot_roles"),
        Part("pilot_risks"),
        Part("pilot_end"),
        Part("pilot_rollout"),
    ),
    numbered_paragraphs=True,
)
