"""Document kinds: which clauses in which order make which paper. One file a kind."""

from procurement.kinds.registry import FRAME, Kind, KindRegistry, Part, registry

__all__ = ["FRAME", "Kind", "KindRegistry", "Part", "registry"]
