"""The invitation to negotiate: addressed to the winning team, names all winners, needs no legal party."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase
from procurement.languages import WITH_ENGLISH

KIND = Kind(
    key="invitation_to_negotiate",
    title=Label("Inbjudan att förhandla", "Neuvottelukutsu", "Invitation to negotiate"),
    subject="{challenge.title}",
    date_fact="invitation.date",
    phase=Phase.NEGOTIATION,
    rank=10,
    outline=(
        Part("invitation_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("invitation_draft_notice", notice=True),
        Part("invitation_addressee", notice=True),
        Part("invitation_opening"),
        Part("invitation_background"),
        Part("invitation_basis"),
        Part("invitation_object"),
        Part("invitation_topics"),
        Part("invitation_meeting"),
        Part("invitation_papers"),
        Part("invitation_host"),
        Part("invitation_publicity"),
        Part("invitation_equality"),
        Part("invitation_reservations"),
        Part("invitation_reply"),
        Part("invitation_signatures"),
    ),
    languages=WITH_ENGLISH,
)
