"""Lawyers' own Word templates: checked at upload, filled safely and fast. Pure: needs no Django and no database."""

from procurement.rendering.word.catalogue import Field, FieldCatalogue, FieldType, fact_fields
from procurement.rendering.word.filling import Properties, Template, render
from procurement.rendering.word.findings import Finding, Place, Severity, TemplateRefused, errors
from procurement.rendering.word.preparing import Prepared, lint, prepare

__all__ = [
    "Field",
    "FieldCatalogue",
    "FieldType",
    "Finding",
    "Place",
    "Prepared",
    "Properties",
    "Severity",
    "Template",
    "TemplateRefused",
    "errors",
    "fact_fields",
    "lint",
    "prepare",
    "render",
]
