"""The one door to lawyers' own Word templates: checked at upload, filled safely and fast. No Django, no database."""

from procurement.word.annotating import annotate
from procurement.word.archive import repack
from procurement.word.catalogue import Field, FieldCatalogue, FieldType, fact_fields
from procurement.word.compiled import CompiledTemplate
from procurement.word.displays import DISPLAYS
from procurement.word.facts import fact_values
from procurement.word.filling import Properties, Template, render
from procurement.word.filters import FILTERS
from procurement.word.findings import Finding, Place, Severity, TemplateRefused, errors, finding
from procurement.word.foreign import open_foreign
from procurement.word.hidden import hidden_in_word
from procurement.word.html import to_html
from procurement.word.preparing import Prepared, lint, prepare
from procurement.word.reading import lines, read
from procurement.word.trial import Settled, try_out
from procurement.word.values import nested
from procurement.word.worker import Worker, decode, encode, serve, shared

__all__ = [
    "DISPLAYS",
    "FILTERS",
    "CompiledTemplate",
    "Field",
    "FieldCatalogue",
    "FieldType",
    "Finding",
    "Place",
    "Prepared",
    "Properties",
    "Settled",
    "Severity",
    "Template",
    "TemplateRefused",
    "Worker",
    "annotate",
    "decode",
    "encode",
    "errors",
    "fact_fields",
    "fact_values",
    "finding",
    "hidden_in_word",
    "lines",
    "lint",
    "nested",
    "open_foreign",
    "prepare",
    "read",
    "render",
    "repack",
    "serve",
    "shared",
    "to_html",
    "try_out",
]
