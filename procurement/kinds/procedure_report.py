"""The report on the procedure (124 §): what the decision and its case say already, and the little they do not."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="procedure_report",
    title=Label(
        "Rapport om upphandlingsförfarandet",
        "Hankintamenettelyä koskeva kertomus",
        "Report on the procurement procedure",
    ),
    subject="{object.title}",
    date_fact="report.date",
    phase=Phase.DECISION,
    rank=50,
    outline=(
        Part("negotiation_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("report_duty"),
        Part("decision_matter"),
        Part("report_value"),
        Part("decision_background"),
        Part("decision_negotiations"),
        Part("decision_basis"),
        Part("decision_checks"),
        Part("decision_reasons"),
        Part("report_rejected"),
        Part("report_lots"),
        Part("report_subcontractors"),
        Part("report_conflicts"),
        Part("report_communication"),
        Part("report_notices"),
        Part("report_keeping"),
    ),
    varies_by="decision.outcome",
    needs_party=frozenset({"award"}),
)
