"""What a Word paper costs beside stock docxtpl filling the same template with the same data."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from math import log
from statistics import median

from docxtpl import DocxTemplate

from procurement.composed.document import Column, ComposedDocument, Grid, Heading, Run
from procurement.kinds import registry
from procurement.languages import Language
from procurement.rendering import docx
from procurement.rendering.shell import shell
from procurement.word.template import environment
from tests.factories.facts import complete_facts
from tests.procurement.rendering.test_docx import stock_values
from tests.procurement.test_faces import composed

KIND = registry()["procurement_contract"]


def paper(supplier: str) -> ComposedDocument:
    return composed(KIND, Language.SV, complete_facts(supplier__name=supplier, price__total=Decimal(len(supplier))))


def stock(document: ComposedDocument) -> bytes:
    template = DocxTemplate(io.BytesIO(shell("sv-FI")))
    template.render(stock_values(document), environment(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def with_rows(document: ComposedDocument, count: int) -> ComposedDocument:
    columns = tuple(Column((Run(name),)) for name in ("Post", "Antal", "Pris", "Summa"))
    rows = tuple(tuple((Run(f"{name} {row}"),) for name in ("Tjänst", "12", "500", "6000")) for row in range(count))
    return replace(document, blocks=(*document.blocks, *(Grid(columns, rows) for _ in range(3))))


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(documents: list[ComposedDocument]) -> tuple[float, float]:
    """The median CPU seconds of ours, and how many times as much stock takes, in turn on papers of different cases."""
    docx.render(documents[0])
    ours = median(cpu(lambda document=document: docx.render(document)) for document in documents[1:])
    theirs = median(cpu(lambda document=document: stock(document)) for document in documents[1:6])
    return ours, theirs / ours


def test_a_word_paper_costs_a_small_part_of_stock(benchmark):
    papers = [paper(f"Leverantör {number} & Co") for number in range(21)]
    seconds, gain = ratio(papers)
    _, rows_gain = ratio([with_rows(document, 80 + number) for number, document in enumerate(papers)])
    long = [
        replace(document, blocks=tuple(block for _ in range(10) for block in document.blocks)) for document in papers
    ]
    long_seconds = median(cpu(lambda document=document: docx.render(document)) for document in long)
    growth = log(long_seconds / seconds) / log(10)
    benchmark(lambda: docx.render(papers[0]))
    headings = sum(isinstance(block, Heading) for block in papers[0].blocks)
    print(f"\nWord, a contract of {headings} clauses, another case each time {seconds * 1000:6.2f} ms CPU")
    print(f"stock docxtpl, the same template and data               {gain:6.1f} x (at least 40)")
    print(f"with three tables of 80 rows and more, all new          {rows_gain:6.1f} x (at least 15)")
    print(f"growth with length, exponent from 1 to 10 lengths       {growth:6.2f} (at most 1.15)")
