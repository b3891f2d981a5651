"""Draws the Word templates that lawyers start from: a contract, a non-disclosure undertaking and minutes, in sv and fi.

They are code and not binary files, so that a change to one shows in a diff. Their law stands in fields, never in words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from procurement.facts.catalogue import Label
from procurement.languages import LANGUAGE_TAG, Language
from procurement.rendering import shell
from procurement.rendering.word.archive import repack


@dataclass(frozen=True, slots=True)
class Starter:
    """A template to copy: its key, its name, what draws its text below the title."""

    key: str
    title: Label
    draw: Callable[[Any, Language], None]


def _text(language: Language, sv: str, fi: str) -> str:
    return sv if language is Language.SV else fi


def _heading(document: Any, text: str) -> None:
    document.add_paragraph(text, style="Heading 1")


def _body(document: Any, text: str) -> None:
    document.add_paragraph(text, style="Klash Body")


def _block(document: Any, clause: str, style: str = "Klash Body") -> None:
    document.add_paragraph(f"{{{{p clauses.{clause} }}}}", style=style)


def _table(document: Any, rows: str, cells: tuple[str, ...], heads: tuple[str, ...], widths: tuple[float, ...]) -> None:
    """A table with a row for each element of a list."""
    table = document.add_table(rows=3 + bool(heads), cols=len(cells))
    table.autofit = False
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="D6D3C7"'
    table._tbl.tblPr.append(
        parse_xml(f"<w:tblBorders {nsdecls('w')}><w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>")
    )
    lines = list(table.rows)
    if heads:
        lines[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, words in zip(lines[0].cells, heads, strict=True):
            _cell(document, cell, words, bold=True)
        lines = lines[1:]
    lines[0].cells[0].text = f"{{%tr for row in {rows} %}}"
    for place, (cell, words) in enumerate(zip(lines[1].cells, cells, strict=True)):
        _cell(document, cell, words, bold=not heads and place == 0)
    lines[1]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    lines[2].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    document.add_paragraph(style="Klash Small").paragraph_format.space_after = Pt(0)


def _cell(document: Any, cell: Any, words: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = document.styles["Klash Cell"]
    paragraph.add_run(words).bold = bold or None


def blank(language: Language) -> Any:
    """Return an empty document with the page, the styles and the numbering of our papers."""
    document = Document()
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    shell._page(document)
    shell._numbering(document)
    shell._styles(document, LANGUAGE_TAG[language])
    return document


def finished(document: Any, title: str) -> bytes:
    """Return a document as a Word file; the same document gives the same bytes."""
    document.core_properties.author = "Klash"
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def plain_table(document: Any, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]) -> None:
    """A table of words whose first row is repeated on every page; written as XML, for python-docx is slow at long ones.

    Args:
        document: where it is added.
        rows: the words of each row, the heads first.
        widths: of the columns, in centimetres.
    """
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="D6D3C7"'
    twips = [round(width * 567) for width in widths]
    style = document.styles["Klash Cell"].style_id

    def cell(words: str, width: int, look: str) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:tc>'
        )

    written = []
    for number, words in enumerate(rows):
        mark, look = ("<w:cantSplit/>", "") if number else ("<w:cantSplit/><w:tblHeader/>", "<w:rPr><w:b/></w:rPr>")
        cells = "".join(cell(text, width, look) for text, width in zip(words, twips, strict=True))
        written.append(f"<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders><w:top {rule}/>'
        f'<w:bottom {rule}/><w:insideH {rule}/></w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
    )
    document.element.body.insert(len(document.element.body) - 1, table)  # Before the page's own properties.
    document.add_paragraph(style="Klash Small").paragraph_format.space_after = Pt(0)


def _signature(document: Any, language: Language, rows: tuple[tuple[str, str], ...]) -> None:
    """A line to sign on for each party, with the name in print below it."""
    for party, name in rows:
        document.add_paragraph(party, style="Klash Party")
        table = document.add_table(rows=3, cols=2)
        table.autofit = False
        line = 'w:val="single" w:sz="6" w:space="0" w:color="17211D"'
        table._tbl.tblPr.append(
            parse_xml(f"<w:tblBorders {nsdecls('w')}><w:bottom {line}/><w:insideH {line}/></w:tblBorders>")
        )
        words = (
            (_text(language, "Ort och datum", "Paikka ja päiväys"), ""),
            (_text(language, "Underskrift", "Allekirjoitus"), ""),
            (_text(language, "Namnförtydligande", "Nimenselvennys"), name),
        )
        for row, (label, value) in zip(table.rows, words, strict=True):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            row._tr.get_or_add_trPr().append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="680" w:hRule="atLeast"/>'))
            _cell(document, row.cells[0], label, bold=False)
            _cell(document, row.cells[1], value, bold=False)
            row.cells[0].width, row.cells[1].width = Cm(4.5), Cm(11.5)
        table.columns[0].width, table.columns[1].width = Cm(4.5), Cm(11.5)


def _contract(document: Any, language: Language) -> None:
    _block(document, "draft_notice", "Klash Notice")
    _heading(document, _text(language, "Parter", "Osapuolet"))
    _block(document, "contract_parties")
    _heading(document, _text(language, "Bakgrund och grund", "Tausta ja peruste"))
    _block(document, "contract_background")
    _heading(document, _text(language, "Föremål", "Kohde"))
    _body(
        document,
        _text(
            language,
            "Leverantören levererar {{ object.title }} till beställaren på de villkor som anges här och i bilagorna.",
            "Toimittaja toimittaa tilaajalle hankinnan {{ object.title }} tässä ja liitteissä sanotuin ehdoin.",
        ),
    )
    _heading(document, _text(language, "Pris och betalning", "Hinta ja maksaminen"))
    _body(
        document,
        _text(
            language,
            "Kontraktets sammanlagda värde är högst {{ price.total|money }} euro exklusive mervärdesskatt.",
            "Sopimuksen kokonaisarvo on enintään {{ price.total|money }} euroa ilman arvonlisäveroa.",
        ),
    )
    document.add_paragraph("{%p if price.milestones is defined %}")
    _table(
        document,
        "price.milestones",
        ("{{ row.milestone }}", "{{ row.due|date }}", "{{ row.amount|money }}"),
        (
            _text(language, "Milstolpe", "Välitavoite"),
            _text(language, "Senast", "Viimeistään"),
            _text(language, "Euro", "Euroa"),
        ),
        (8.0, 4.0, 4.0),
    )
    document.add_paragraph("{%p endif %}")
    _heading(document, _text(language, "Kontraktstid", "Sopimuskausi"))
    _body(
        document,
        _text(
            language,
            "Kontraktet träder i kraft när alla parter har undertecknat det och gäller till och med "
            "{{ term.end|date }}.",
            "Sopimus tulee voimaan, kun kaikki osapuolet ovat allekirjoittaneet sen, ja on voimassa "
            "{{ term.end|date }} saakka.",
        ),
    )
    document.add_paragraph("{%p if term.option %}")
    _body(
        document,
        _text(
            language,
            "Beställaren har rätt till en option på {{ term.option_months }} månader på oförändrade villkor. Den ska "
            "tas i bruk skriftligen senast {{ term.option_notice_by|date }}.",
            "Tilaajalla on oikeus {{ term.option_months }} kuukauden optioon muuttumattomin ehdoin. Se on otettava "
            "käyttöön kirjallisesti viimeistään {{ term.option_notice_by|date }}.",
        ),
    )
    document.add_paragraph("{%p endif %}")
    _heading(document, _text(language, "Bilagor", "Liitteet"))
    _body(
        document,
        _text(
            language,
            "Om kontraktshandlingarna strider mot varandra gäller kontraktet före bilagorna och bilagorna i "
            "nummerordning.",
            "Jos sopimusasiakirjat ovat keskenään ristiriidassa, sopimus on liitteitä etusijalla ja liitteitä "
            "noudatetaan numerojärjestyksessä.",
        ),
    )
    _table(document, "paper.annexes", ("{{ row.label }}", "{{ row.value }}"), (), (4.0, 12.0))
    _signature(
        document,
        language,
        (
            ("{{ buyer.name }}", "{{ buyer.signatory }}, {{ buyer.signatory_title }}"),
            ("{{ supplier.name }}", "{{ supplier.signatory }}, {{ supplier.signatory_title }}"),
        ),
    )


def _undertaking(document: Any, language: Language) -> None:
    _heading(document, _text(language, "Vem som förbinder sig", "Kuka sitoutuu"))
    _body(
        document,
        _text(
            language,
            "Den här förbindelsen ges till {{ buyer.name }} (FO-nummer {{ buyer.business_id }}) av dessa personer:",
            "Tämä sitoumus annetaan seuraavalle: {{ buyer.name }} (Y-tunnus {{ buyer.business_id }}). Sitoutujat ovat:",
        ),
    )
    _table(
        document,
        "nda.persons",
        ("{{ row.name }}", "{{ row.role }}"),
        (_text(language, "Namn", "Nimi"), _text(language, "Uppgift", "Tehtävä")),
        (7.0, 9.0),
    )
    _heading(document, _text(language, "Syfte", "Tarkoitus"))
    _body(document, "{{ nda.purpose }}")
    _heading(document, _text(language, "Vad som hålls hemligt", "Mikä pidetään salassa"))
    for sv, fi in (
        (
            (
                "Uppgifter som lämnas i förhandlingarna och som är märkta som hemliga får användas endast för det "
                "syfte som anges här och lämnas endast till dem som behöver dem för uppgiften."
            ),
            (
                "Neuvotteluissa saatuja, salassa pidettäviksi merkittyjä tietoja saa käyttää vain tässä mainittuun "
                "tarkoitukseen, ja niitä saa antaa vain niille, jotka tarvitsevat niitä tehtävässään."
            ),
        ),
        (
            "Det som är offentligt enligt lag är offentligt också efter den här förbindelsen.",
            "Se, mikä on lain mukaan julkista, on julkista myös tämän sitoumuksen jälkeen.",
        ),
    ):
        _body(document, _text(language, sv, fi))
    _heading(document, _text(language, "Tid och återlämnande", "Kesto ja palauttaminen"))
    _body(
        document,
        _text(
            language,
            "Förbindelsen gäller i {{ nda.years }} år från undertecknandet. Materialet lämnas tillbaka eller förstörs "
            "senast {{ nda.return_by|date }}.",
            "Sitoumus on voimassa {{ nda.years }} vuotta allekirjoittamisesta. Aineisto palautetaan tai hävitetään "
            "viimeistään {{ nda.return_by|date }}.",
        ),
    )
    document.add_paragraph("{%p if nda.has_penalty %}")
    _body(
        document,
        _text(
            language,
            "Den som bryter mot förbindelsen betalar ett vite på {{ nda.penalty|money }} euro för varje brott.",
            "Sitoumusta rikkonut maksaa sopimussakkoa {{ nda.penalty|money }} euroa jokaisesta rikkomuksesta.",
        ),
    )
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for person in nda.persons %}")
    document.add_paragraph("{{ person.name }}", style="Klash Party")
    _body(
        document,
        _text(
            language,
            "Ort, datum och underskrift: ______________________",
            "Paikka, päiväys ja allekirjoitus: ______________________",
        ),
    )
    document.add_paragraph("{%p endfor %}")


def _minutes(document: Any, language: Language) -> None:
    _heading(document, _text(language, "Mötet", "Kokous"))
    _body(
        document,
        _text(
            language,
            "Möte {{ meeting.number }} hölls {{ meeting.date|date }} kl. {{ meeting.starts }}–{{ meeting.ends }}, "
            "{{ meeting.place }}. Ordförande var {{ minutes.chair }} och sekreterare {{ minutes.secretary }}.",
            "Kokous {{ meeting.number }} pidettiin {{ meeting.date|date }} klo {{ meeting.starts }}–"
            "{{ meeting.ends }}, {{ meeting.place }}. Puheenjohtajana oli {{ minutes.chair }} ja sihteerinä "
            "{{ minutes.secretary }}.",
        ),
    )
    _table(
        document,
        "minutes.attendees",
        ("{{ row.name }}", "{{ row.role }}"),
        (_text(language, "Närvarande", "Läsnä"), _text(language, "Uppgift", "Tehtävä")),
        (7.0, 9.0),
    )
    _heading(document, _text(language, "Jäv", "Esteellisyys"))
    _body(document, "{{ minutes.conflicts }}")
    _heading(document, _text(language, "Ärendena", "Asiat"))
    _table(
        document,
        "minutes.items",
        ("{{ row.topic }}", "{{ row.discussion }}", "{{ row.agreed }}"),
        (
            _text(language, "Ärende", "Asia"),
            _text(language, "Diskussion", "Keskustelu"),
            _text(language, "Överenskommet", "Sovittu"),
        ),
        (4.0, 6.5, 5.5),
    )
    _heading(document, _text(language, "Nästa möte", "Seuraava kokous"))
    _body(document, "{{ minutes.next_meeting }}")
    _body(
        document,
        _text(
            language,
            "Det som antecknats här är utgångspunkter för förhandlingen. Ett kontrakt uppstår först när ett separat, "
            "skriftligt kontrakt har ingåtts.",
            "Tähän kirjattu on neuvottelun lähtökohtaa. Sopimus syntyy vasta, kun erillinen kirjallinen sopimus on "
            "tehty.",
        ),
    )
    _signature(
        document,
        language,
        (
            (_text(language, "Ordförande", "Puheenjohtaja"), "{{ minutes.chair }}"),
            (_text(language, "Sekreterare", "Sihteeri"), "{{ minutes.secretary }}"),
        ),
    )


STARTERS: Final[Mapping[str, Starter]] = MappingProxyType(
    {
        starter.key: starter
        for starter in (
            Starter("contract", Label("Upphandlingskontrakt", "Hankintasopimus", "Procurement contract"), _contract),
            Starter(
                "nda", Label("Sekretessförbindelse", "Salassapitositoumus", "Non-disclosure undertaking"), _undertaking
            ),
            Starter(
                "minutes", Label("Förhandlingsprotokoll", "Neuvottelupöytäkirja", "Minutes of negotiation"), _minutes
            ),
        )
    }
)


def _running_header(document: Any) -> None:
    first = document.sections[0].header.paragraphs[0]
    first.style = document.styles["Header"]
    first.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    first.add_run("{{ paper.organisation }}")
    first.add_run("\t")
    first.add_run("{{ paper.status }}").bold = True
    second = document.sections[0].footer.paragraphs[0]
    second.style = document.styles["Header"]
    second.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    second.add_run("{{ paper.footer }}")
    second.add_run("\t")
    for part in (*shell._field("PAGE", "1"), shell._run(" ("), *shell._field("NUMPAGES", "1"), shell._run(")")):
        second._p.append(part)


@cache
def draw(key: str, language: Language) -> bytes:
    """Return a starter as a Word file; the same starter gives the same bytes."""
    starter = STARTERS[key]
    document = blank(language)
    _running_header(document)
    document.add_paragraph(starter.title[language], style="Title")
    document.add_paragraph("{{ paper.subject }}", style="Subtitle")
    _table(document, "paper.rows", ("{{ row.label }}", "{{ row.value }}"), (), (4.0, 12.0))
    starter.draw(document, language)
    return finished(document, starter.title[language])
