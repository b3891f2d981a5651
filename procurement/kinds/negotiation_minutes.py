"""The negotiation minutes: what one meeting dealt with, item by item. They are never a contract document."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="negotiation_minutes",
    title=Label("Förhandlingsprotokoll", "Neuvottelupöytäkirja", "Negotiation minutes"),
    subject="{challenge.title}",
    date_fact="minutes.date",
    phase=Phase.NEGOTIATION,
    rank=40,
    outline=(
        Part("negotiation_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("minutes_meeting", notice=True),
        Part("minutes_attendees"),
        Part("minutes_opening"),
        Part("minutes_previous"),
        Part("minutes_items"),
        Part("minutes_papers"),
        Part("minutes_next"),
        Part("minutes_effect"),
        Part("before_contract"),
        Part("minutes_approval"),
    ),
)
