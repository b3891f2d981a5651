"""The lawyers' desk in the Wagtail admin: cases, the case form, parties, versions."""
