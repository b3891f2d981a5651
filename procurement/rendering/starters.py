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
from procurement.languages import LANGUAGE_TAG, Language, yes_no
from procurement.rendering import shell
from procurement.word import repack


@dataclass(frozen=True, slots=True)
class Starter:
    """A template to copy: its key, the kind it is for, its name, what draws its text below the title."""

    key: str
    kind: str
    title: Label
    draw: Callable[[Any, Language], None]


def _text(language: Language, sv: str, fi: str) -> str:
    return sv if language is Language.SV else fi


def _yes_no(field: str, language: Language) -> str:
    """The word for a yes or a no; an answer that is missing is missing, and never no."""
    return f"{{% if {field} %}}{yes_no(True, language)}{{% else %}}{yes_no(False, language)}{{% endif %}}"


def _heading(document: Any, text: str) -> None:
    document.add_paragraph(text, style="Heading 1")


def _body(document: Any, text: str) -> None:
    document.add_paragraph(text, style="Klash Body")


def _block(document: Any, clause: str, style: str = "Klash Body") -> None:
    document.add_paragraph(f"{{{{p clauses.{clause} }}}}", style=style)


def _table(document: Any, rows: str, cells: tuple[str, ...], heads: tuple[str, ...], widths: tuple[float, ...]) -> None:
    """A table with a row for each element of a list."""
    table = document.add_table(rows=3 + bool(heads), cols=len(cells))
    _rule(table)
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
    _widths(table, widths)
    document.add_paragraph(style="Klash Small").paragraph_format.space_after = Pt(0)


def _rule(table: Any) -> None:
    table.autofit = False
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="D6D3C7"'
    table._tbl.tblPr.append(
        parse_xml(f"<w:tblBorders {nsdecls('w')}><w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>")
    )


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


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
        for place, (row, (label, value)) in enumerate(zip(table.rows, words, strict=True), 1):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            row._tr.get_or_add_trPr().append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="680" w:hRule="atLeast"/>'))
            _cell(document, row.cells[0], label, bold=False)
            _cell(document, row.cells[1], value, bold=False)
            # Nobody signs over a page break.
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = place < len(words) or None
            row.cells[0].width, row.cells[1].width = Cm(4.5), Cm(11.5)
        table.columns[0].width, table.columns[1].width = Cm(4.5), Cm(11.5)


def _facts(document: Any, rows: tuple[tuple[str, str], ...]) -> None:
    """A table of labelled facts, set like the rows at the head of the paper."""
    table = document.add_table(rows=len(rows), cols=2)
    _rule(table)
    for row, (label, value) in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _cell(document, row.cells[0], label, bold=True)
        _cell(document, row.cells[1], value, bold=False)
    _widths(table, (4.0, 12.0))
    document.add_paragraph(style="Klash Small").paragraph_format.space_after = Pt(0)


def _labelled(document: Any, label: str, value: str) -> None:
    paragraph = document.add_paragraph(style="Klash Body")
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(value)


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
    _block(document, "nda_publicity_mark", "Klash Notice")
    _block(document, "paper_draft_notice", "Klash Notice")
    _heading(document, _text(language, "Parter", "Osapuolet"))
    _body(
        document,
        _text(
            language,
            "Denna förbindelse ges till {{ buyer.name }} (FO-nummer {{ buyer.business_id }}), nedan beställaren, av de "
            "personer och företag som räknas upp i tabellen, var och en nedan mottagaren.",
            "Tämän sitoumuksen saaja on {{ buyer.name }} (Y-tunnus {{ buyer.business_id }}), jäljempänä tilaaja. "
            "Sitoumuksen antavat taulukossa luetellut henkilöt ja yritykset, joista kukin on jäljempänä vastaanottaja.",
        ),
    )
    _table(
        document,
        "nda.persons",
        ("{{ row.name }}", "{% if row.business_id is defined %}{{ row.business_id }}{% endif %}", "{{ row.role }}"),
        (
            _text(language, "Namn", "Nimi"),
            _text(language, "FO-nummer", "Y-tunnus"),
            _text(language, "Roll", "Rooli"),
        ),
        (6.0, 3.5, 6.5),
    )
    for clause, sv, fi in (
        ("nda_purpose", "Ändamål", "Käyttötarkoitus"),
        ("nda_information", "Hemliga uppgifter", "Salassa pidettävät tiedot"),
        ("nda_duties", "Mottagarens skyldigheter", "Vastaanottajan velvollisuudet"),
        ("nda_openness", "Offentlighet och skyldighet enligt lag", "Julkisuus ja lakiin perustuva velvollisuus"),
        ("nda_term", "Giltighetstid och återlämnande", "Voimassaolo ja palauttaminen"),
    ):
        _heading(document, _text(language, sv, fi))
        _block(document, clause)
    _heading(document, _text(language, "Ansvar", "Vastuu"))
    _body(
        document,
        _text(
            language,
            "Den mottagare som bryter mot förbindelsen ansvarar enligt lag för den skada som orsakas.",
            "Sitoumusta rikkova vastaanottaja vastaa aiheutuneesta vahingosta lain mukaan.",
        ),
    )
    document.add_paragraph("{%p if nda.has_penalty %}")
    _body(
        document,
        _text(
            language,
            "Mottagaren betalar dessutom beställaren ett vite på {{ nda.penalty|money }} euro för varje överträdelse. "
            "Vitet dras av från skadeståndet för samma överträdelse.",
            "Vastaanottaja maksaa lisäksi tilaajalle sopimussakkoa {{ nda.penalty|money }} euroa jokaisesta "
            "rikkomuksesta. Sopimussakko vähennetään samasta rikkomuksesta maksettavasta vahingonkorvauksesta.",
        ),
    )
    document.add_paragraph("{%p endif %}")
    _heading(document, _text(language, "Rättigheter och förbehåll", "Oikeudet ja varaumat"))
    _block(document, "nda_no_licence")
    _block(document, "before_contract")
    _heading(document, _text(language, "Tillämplig lag och tvister", "Sovellettava laki ja riidat"))
    _block(document, "nda_law_disputes")
    document.add_paragraph("{%p for person in nda.persons %}")
    _signature(document, language, (("{{ person.name }}, {{ person.role }}", ""),))
    document.add_paragraph("{%p endfor %}")


def _minutes(document: Any, language: Language) -> None:
    _block(document, "negotiation_publicity_mark", "Klash Notice")
    _block(document, "paper_draft_notice", "Klash Notice")
    _facts(
        document,
        (
            (_text(language, "Förhandling", "Neuvottelu"), _text(language, "Nr ", "Nro ") + "{{ meeting.number }}"),
            (_text(language, "Ärende", "Asia"), "{{ object.title }}"),
            (
                _text(language, "Tid", "Aika"),
                "{{ meeting.date|date(short) }} "
                + _text(language, "kl.", "klo")
                + " {{ meeting.starts }}–{{ meeting.ends }}",
            ),
            (_text(language, "Plats", "Paikka"), "{{ meeting.place }}"),
            (_text(language, "Ordförande", "Puheenjohtaja"), "{{ minutes.chair }}"),
            (_text(language, "Sekreterare", "Sihteeri"), "{{ minutes.secretary }}"),
        ),
    )
    _heading(document, _text(language, "Deltagare", "Osallistujat"))
    _table(
        document,
        "minutes.attendees",
        ("{{ row.name }}", "{{ row.role }}", "{{ row.party_label }}", _yes_no("row.present", language)),
        (
            _text(language, "Namn", "Nimi"),
            _text(language, "Roll", "Rooli"),
            _text(language, "Part", "Osapuoli"),
            _text(language, "Närvarande", "Läsnä"),
        ),
        (4.5, 5.0, 3.5, 3.0),
    )
    _heading(document, _text(language, "Jäv", "Esteellisyys"))
    _body(document, "{{ minutes.conflicts }}")
    _heading(document, _text(language, "Behandlade ärenden", "Käsitellyt asiat"))
    document.add_paragraph("{%p for row in minutes.items %}")
    document.add_paragraph(
        _text(language, "Ärende", "Asia") + " {{ loop.index }}: {{ row.topic }}", style="Klash Party"
    )
    for column, sv, fi in (
        ("discussion", "Diskussion", "Keskustelu"),
        ("agreed", "Överenskoms", "Sovittiin"),
        ("open", "Öppet", "Avoinna"),
        ("reserved", "Förbehåll", "Varauma"),
        ("clause", "Punkt i kontraktsutkastet", "Sopimusluonnoksen kohta"),
        ("action", "Åtgärd", "Toimenpide"),
    ):
        document.add_paragraph(f"{{%p if row.{column} is defined %}}")
        _labelled(document, _text(language, sv, fi), f"{{{{ row.{column} }}}}")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if minutes.has_papers %}")
    _heading(document, _text(language, "Överlämnade handlingar", "Luovutetut asiakirjat"))
    _table(
        document,
        "minutes.papers",
        ("{{ row.name }}", "{{ row.version }}", "{{ row.by_label }}", _yes_no("row.secret", language)),
        (
            _text(language, "Handling", "Asiakirja"),
            _text(language, "Version", "Versio"),
            _text(language, "Lämnad av", "Luovuttaja"),
            _text(language, "Företagshemligheter", "Liikesalaisuuksia"),
        ),
        (5.5, 2.5, 3.5, 4.5),
    )
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if minutes.next_meeting is defined %}")
    _heading(document, _text(language, "Följande förhandling", "Seuraava neuvottelu"))
    _body(document, "{{ minutes.next_meeting }}")
    document.add_paragraph("{%p endif %}")
    _heading(document, _text(language, "Protokollets rättsverkan", "Pöytäkirjan oikeusvaikutus"))
    _block(document, "minutes_effect")
    _block(document, "before_contract")
    _heading(document, _text(language, "Justering", "Pöytäkirjan tarkastaminen"))
    _signature(
        document,
        language,
        (
            (_text(language, "Ordförande", "Puheenjohtaja"), "{{ minutes.chair }}"),
            (_text(language, "Sekreterare", "Sihteeri"), "{{ minutes.secretary }}"),
        ),
    )
    document.add_paragraph("{%p for approver in minutes.approvers %}")
    _signature(
        document,
        language,
        ((_text(language, "Protokolljusterare", "Pöytäkirjan tarkastaja") + ": {{ approver }}", ""),),
    )
    document.add_paragraph("{%p endfor %}")


STARTERS: Final[Mapping[str, Starter]] = MappingProxyType(
    {
        starter.key: starter
        for starter in (
            Starter(
                "contract",
                "procurement_contract",
                Label("Upphandlingskontrakt", "Hankintasopimus", "Procurement contract"),
                _contract,
            ),
            Starter(
                "nda",
                "non_disclosure_undertaking",
                Label("Sekretessförbindelse", "Salassapitositoumus", "Non-disclosure undertaking"),
                _undertaking,
            ),
            Starter(
                "minutes",
                "negotiation_minutes",
                Label("Förhandlingsprotokoll", "Neuvottelupöytäkirja", "Negotiation minutes"),
                _minutes,
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
