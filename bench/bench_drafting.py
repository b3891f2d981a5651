"""What a contract costs, in CPU: the pure core alone, and one draft as Word and PDF, warm."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument
from procurement.composing import compose
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import docx, pdf, text
from tests.factories.facts import complete_facts

CONTRACT = registry()["procurement_contract"]
FACTS = complete_facts()


def composed() -> ComposedDocument:
    return compose(CONTRACT, FACTS, library=library(), law=LAW, language=Language.SV, number=1)


def cpu(work: Callable[[], object], rounds: int) -> float:
    """Return the median CPU seconds of some rounds, after one to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


def test_a_contract_costs_less_than_its_budget(benchmark):
    document = composed()
    core = cpu(lambda: text.render(composed()), 20)
    word = cpu(lambda: docx.render(document), 5)
    paper = cpu(lambda: pdf.render(document), 5)
    benchmark(lambda: text.render(composed()))
    print(f"\nfacts -> composed -> text  {core * 1000:8.1f} ms CPU")
    print(f"Word                       {word * 1000:8.1f} ms CPU, {word / core:6.1f} x the core")
    print(f"PDF                        {paper * 1000:8.1f} ms CPU, {paper / core:6.1f} x the core")
    print(f"one draft, Word and PDF    {(word + paper):8.2f} s CPU (budget 1.5 s on two cores of 2026)")
