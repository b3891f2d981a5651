"""What the plugin tells other apps."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent by `publish_scheduled`, which runs every minute, after its own work: for what must be looked after now and then.
every_minute = Signal()
