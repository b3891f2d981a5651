"""The field sheet of a notice: what is typed into Hilma, gathered from the case, by the codes of its fields."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="notice_field_sheets",
    title=Label("Annonsblad", "Ilmoituslomake", "Field sheet of a notice"),
    subject="{challenge.title}",
    date_fact="notice_sheet.date",
    phase=Phase.DECISION,
    rank=60,
    outline=(
        Part("notice_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("notice_sheet_opening"),
        Part("notice_sheet_buyer"),
        Part("notice_sheet_object"),
        Part("notice_sheet_procedure"),
        Part("notice_sheet_party"),
        Part("notice_sheet_winners"),
        Part("notice_sheet_change"),
        Part("notice_sheet_discontinuation"),
        Part("notice_sheet_review"),
    ),
    varies_by="notice_sheet.kind",
    needs_party=frozenset({"direct", "award", "change"}),
)
