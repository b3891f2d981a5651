"""What the warm child process of the Word engine runs: one call after another, until its parent hangs up."""

from __future__ import annotations

import base64
import sys
from datetime import date
from typing import Any, Final

from procurement.word.annotating import annotate
from procurement.word.catalogue import FieldCatalogue
from procurement.word.filling import Properties, Template, render
from procurement.word.findings import Finding
from procurement.word.preparing import Prepared, lint, prepare
from procurement.word.trial import try_out
from procurement.word.worker import decode, serve

_templates: Final[dict[str, Template]] = {}


def _do(request: dict[str, Any]) -> Any:
    data = base64.b64decode(request["template"])
    language = request["language"]
    listed = request["catalogue"]
    catalogue = None if listed is None else FieldCatalogue.from_json(listed)
    match request["do"]:
        case "lint":
            return [each.to_json() for each in lint(data, catalogue, language=language)]
        case "prepare":
            return prepare(data, catalogue, language=language).to_json()
        case "annotate":
            findings = [Finding.from_json(each) for each in request["findings"]]
            return base64.b64encode(annotate(data, findings, language)).decode()
    about = request["properties"]
    properties = None if about is None else Properties(about[0], about[1], date.fromisoformat(about[2]))
    values = decode(request["values"])
    if request["do"] == "try":
        tried = try_out(
            Prepared.from_bytes(data),
            values,
            view=request["view"],
            marks=request["marks"],
            language=language,
            properties=properties,
        )
        return {
            "word": base64.b64encode(tried.word).decode(),
            "missing": list(tried.missing),
            "undecided": list(tried.undecided),
            "settled": [[each.condition, each.holds] for each in tried.settled],
            "views": tried.views,
        }
    if request["do"] == "render":
        filled = render(data, values, catalogue, language=language, properties=properties)
    else:
        prepared = Prepared.from_bytes(data)
        key = f"{prepared.sha256} {language}"
        if key not in _templates:
            if len(_templates) > 32:
                _templates.clear()
            _templates[key] = Template(prepared, language)
        filled = _templates[key].render(values, properties)
    return base64.b64encode(filled).decode()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]), _do)
