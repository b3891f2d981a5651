"""Says that the schedule of the minute has run, for apps above that have work of their own."""

from django.dispatch import Signal

#: Sent by `publish_scheduled` at its end. A receiver that fails is logged and stops nothing.
ran = Signal()
