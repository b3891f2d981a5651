"""Document kinds: which clauses in which order make which paper. One file a kind."""

from procurement.kinds.registry import FRAME, PHASE_LABELS, Kind, KindRegistry, Part, Phase, registry

__all__ = ["FRAME", "PHASE_LABELS", "Kind", "KindRegistry", "Part", "Phase", "registry"]
