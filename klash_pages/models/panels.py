"""The line on an editing screen that says what readers see because of the dates beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from klash_pages.models.hooks import Contents


class ReaderSeesPanel(Panel):
    """One line below the dates, as they were last saved."""

    class BoundPanel(Panel.BoundPanel):
        """The line of one page or record; a new one has none."""

        template_name = "klash_pages/admin/reader_sees.html"

        def is_shown(self) -> bool:
            """Whether there is anything saved to speak of."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the line, and whether it waits for the page to be published."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **Contents.reader_sees(self.instance)}
