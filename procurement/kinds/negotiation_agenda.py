"""The negotiation agenda: the items of one meeting with the winner, sent before it."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="negotiation_agenda",
    title=Label("Förhandlingsagenda", "Neuvottelun asialista", "Negotiation agenda"),
    subject="{challenge.title}",
    date_fact="agenda.date",
    phase=Phase.NEGOTIATION,
    rank=30,
    outline=(
        Part("sent_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("agenda_meeting", notice=True),
        Part("agenda_purpose"),
        Part("agenda_items"),
        Part("agenda_attachments"),
        Part("agenda_course"),
        Part("before_contract"),
    ),
)
