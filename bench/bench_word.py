"""A lawyer's Word template of ten pages against stock docxtpl in the same run, and what its lint costs."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from statistics import median

import jinja2
from docx import Document
from docx.shared import Pt
from docxtpl import DocxTemplate
from lxml import etree

from procurement.word import lint, prepare, render
from procurement.word.filling import Template

WORDS = (
    "Leverantören utför tjänsten enligt beställarens anvisningar och svarar för att resultatet motsvarar det som "
    "parterna har kommit överens om i detta avtal och dess bilagor. "
)
ROWS = 8


def template(chapters: int = 12) -> bytes:
    """A contract as offices write it: formatted runs, tags split by Word, conditions, three looped tables."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ buyer.name }}\t{{ case.number }}"
    section.footer.paragraphs[0].text = "{{ status }}"
    for chapter in range(chapters):
        document.add_heading(f"{chapter + 1} Villkor", 1)
        for number in range(5):
            paragraph = document.add_paragraph()
            for part in (WORDS, WORDS, f"Fältet är {{{{ f.a{chapter} }}}} och "):
                run = paragraph.add_run(part)
                run.font.size, run.font.name, run.italic = Pt(10.5), "Calibri", number == 2
            for piece in ("{", "{ f.b", f"{chapter} }}", "}"):
                paragraph.add_run(piece).bold = True
        for text in (f"{{%p if f.y{chapter} %}}", WORDS, "{%p else %}", WORDS * 2, "{%p endif %}"):
            document.add_paragraph(text)
    for _ in range(3):
        table = document.add_table(rows=4, cols=3)
        for cell, text in zip(table.rows[0].cells, ("Namn", "Uppgift", "Nr"), strict=True):
            cell.text = text
        table.rows[1].cells[0].text = "{%tr for row in rows %}"
        for cell, text in zip(table.rows[2].cells, ("{{ row.a }}", "{{ row.b }}", "{{ loop.index }}"), strict=True):
            cell.text = text
        table.rows[3].cells[0].text = "{%tr endfor %}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def values(rows: int = ROWS, chapters: int = 12) -> dict[str, object]:
    fields: dict[str, object] = {f"{name}{n}": f"värde {n} & <annat>" for name in "ab" for n in range(chapters)}
    fields |= {f"y{n}": n % 2 == 0 for n in range(chapters)}
    listed = [{"a": f"rad {n}", "b": "uppgift"} for n in range(rows)]
    return {
        "buyer": {"name": "Kommunförbundet"},
        "case": {"number": "1/2026"},
        "status": "Utkast",
        "f": fields,
        "rows": listed,
    }


def stock(data: bytes, given: dict[str, object]) -> bytes:
    filled = DocxTemplate(io.BytesIO(data))
    filled.render(given, jinja2.Environment(autoescape=True))
    out = io.BytesIO()
    filled.save(out)
    return out.getvalue()


def canonical(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n2")
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }


def cpu(work: Callable[[], object], rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


def ratio(data: bytes, given: dict[str, object], rounds: int = 7) -> tuple[float, float, float]:
    """Median of paired ratios, stock and ours in turn."""
    stock(data, given), render(data, given)
    pairs = [(cpu(lambda: stock(data, given), 1), cpu(lambda: render(data, given), 5)) for _ in range(rounds)]
    return median(s / o for s, o in pairs), median(s for s, _ in pairs), median(o for _, o in pairs)


def test_the_second_render_is_at_least_25_times_as_fast_as_stock_and_says_the_same(benchmark):
    data = template()
    assert canonical(render(data, values())) == canonical(stock(data, values()))
    faster, theirs, ours = ratio(data, values())
    benchmark(lambda: render(data, values()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    print(
        f"\n10 pages, {size // 1000} kB, 3 x {ROWS} rows: stock {theirs * 1000:.1f} ms, "
        f"ours {ours * 1000:.2f} ms, {faster:.0f} x"
    )
    for rows in (80, 800):
        many, theirs, ours = ratio(data, values(rows), 3)
        print(f"3 x {rows} rows: stock {theirs * 1000:.0f} ms, ours {ours * 1000:.1f} ms, {many:.0f} x")
    assert faster >= 25


def test_the_lint_of_ten_pages_takes_less_than_half_a_second_warm(benchmark):
    data = template()
    linted = cpu(lambda: lint(data), 5)
    prepared = prepare(data)
    loaded = cpu(lambda: Template(prepared), 5)
    benchmark(lambda: lint(data))
    print(
        f"\nlint {linted * 1000:.0f} ms, load a prepared template {loaded * 1000:.0f} ms, "
        f"stored {len(prepared.to_bytes()) // 1000} kB"
    )
    assert linted < 0.5


def test_a_render_grows_no_faster_than_its_template(benchmark):
    short, long = template(6), template(48)
    quick = cpu(lambda: render(short, values(8, 6)), 15)
    slow = cpu(lambda: render(long, values(8, 48)), 15)
    benchmark(lambda: render(long, values(8, 48)))
    print(f"\n5 pages {quick * 1000:.2f} ms, 40 pages {slow * 1000:.2f} ms: {slow / quick:.1f} x for 8 x the chapters")
    assert slow / quick < 12
