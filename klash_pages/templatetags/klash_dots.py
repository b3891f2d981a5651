"""Tags that draw the fields of rings."""

from __future__ import annotations

from django import template

from klash_pages.lists.lineage import lineage, problem_field

register = template.Library()
register.simple_tag(lineage)
register.simple_tag(problem_field)
