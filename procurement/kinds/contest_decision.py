"""The contest decision: the result of one challenge, reasoned, with its instructions, served on every participant."""

from types import MappingProxyType

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="contest_decision",
    title=Label(
        "Beslut om resultatet av projekttävlingen",
        "Päätös suunnittelukilpailun tuloksesta",
        "Decision on the result of the design contest",
    ),
    subject="{challenge.title}",
    date_fact="contest_decision.date",
    phase=Phase.CONTEST,
    rank=10,
    has_served_original=True,
    outline=(
        Part("decision_publicity_mark", notice=True),
        Part("contest_decision_head", notice=True),
        Part("demo_notice", notice=True),
        Part("unsent_draft_notice", notice=True),
        Part("contest_decision_matter"),
        Part("contest_decision_assessment"),
        Part("contest_decision_operative"),
        Part("contest_decision_reasons"),
        Part("contest_decision_contract"),
        Part("contest_decision_service"),
        Part("contest_decision_signatures"),
        Part("decision_instructions", new_page=True),
        Part("instructions_overview"),
        Part("instructions_appeal"),
        Part("instructions_rectification"),
        Part("instructions_review"),
        Part("instructions_counting"),
    ),
    sets=MappingProxyType({"instructions.decision": "contest_decision"}),
    law_blocks=("instructions",),
)
