"""A Word file that is kept as it came is examined as templates are: in every story, every part and every workbook."""

from __future__ import annotations

import pytest

from procurement.word import TemplateRefused, lint
from procurement.word.foreign import open_foreign
from tests.procurement.word.files import (
    WORDML,
    charted,
    docx,
    field,
    override,
    p,
    parts,
    relation,
    relations,
    story,
    workbook,
    zipped,
)

MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
KEYS = "http://schemas.microsoft.com/office/word/2006/wordml"


def codes(file: bytes) -> list[tuple[str, str]]:
    """What a file is refused for; nothing if it is not."""
    try:
        open_foreign(file)
    except TemplateRefused as refused:
        return [(each.code, each.text) for each in refused.findings]
    return []


def keymap(inner: str) -> bytes:
    return zipped(
        parts(
            p("Avtal"),
            rels=[relation(5, f"{MICROSOFT}/keyMapCustomizations", "customizations.xml")],
            more={
                "word/customizations.xml": f'<wne:tcg xmlns:wne="{KEYS}"><wne:keymaps>{inner}</wne:keymaps></wne:tcg>'
            },
            types=[override("word/customizations.xml", "application/vnd.ms-word.keyMapCustomizations+xml")],
        )
    )


def glossary(content: str) -> bytes:
    body = f"<w:docParts><w:docPart><w:docPartBody>{content}</w:docPartBody></w:docPart></w:docParts>"
    return zipped(
        parts(
            p("Avtal"),
            rels=[relation(5, "glossaryDocument", "glossary/document.xml")],
            more={"word/glossary/document.xml": story("glossaryDocument", body)},
            types=[override("word/glossary/document.xml", f"{WORDML}.document.glossary+xml")],
        )
    )


BOX = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('', raw=field('DDE excel x'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"  # noqa: E501
HOSTILE = {
    "DDEAUTO": docx(p("", raw=field(r"DDEAUTO c:\\windows\\system32\\cmd.exe"))),
    "DDEAUTO in pieces": docx(p("", raw=field("DDEAUTO c:\\x", split=True))),
    "DDE in a simple field": docx(p("", raw='<w:fldSimple w:instr=" dde excel x "/>')),
    "DDE in the header": docx(p(""), header=p("", raw=field("DDE excel x"))),
    "DDE in the footer": docx(p(""), footer=p("", raw=field("DDE excel x"))),
    "DDE in a footnote": docx(p(""), footnotes=f'<w:footnote w:id="1">{p("", raw=field("DDE x"))}</w:footnote>'),
    "DDE in an endnote": docx(p(""), endnotes=f'<w:endnote w:id="1">{p("", raw=field("DDE x"))}</w:endnote>'),
    "DDE in a comment": docx(p(""), comments=f'<w:comment w:id="1">{p("", raw=field("DDE x"))}</w:comment>'),
    "DDE in a text box": docx(p("", raw=BOX)),
    "DDE in a text block": glossary(p("", raw=field("DDE excel x"))),
    "DDE that a change deleted": docx(
        p("", raw=f"<w:del>{field('DDE x').replace('instrText', 'delInstrText')}</w:del>")
    ),
    "DDE inside another field": docx(
        p("", raw=field("IF 1 = 1 ").replace("</w:instrText></w:r>", "</w:instrText></w:r>" + field("DDE x"), 1))
    ),
    "a picture from a server": docx(p("", raw=field(r'INCLUDEPICTURE "\\\\10.0.0.1\\share\\a.png"'))),
    "a text from a server": docx(p("", raw=field(r'INCLUDETEXT "\\\\10.0.0.1\\share\\a.docx"'))),
    "a link to a program": docx(p("", raw=field('HYPERLINK "file://server/x.exe"'))),
    "a link to a share": docx(p("", raw=field(r'HYPERLINK "\\\\10.0.0.1\\share"'))),
    "a button for a macro": docx(p("", raw=field("MACROBUTTON Kor Klicka"))),
    "a name that another field computes": docx(
        p(
            "",
            raw=field("")
            .replace("<w:r><w:instrText", field("QUOTE DD") + "<w:r><w:instrText", 1)
            .replace('preserve"></w:instr', 'preserve">PAGE</w:instr'),
        )
    ),
    "a mail merge": docx(p(""), settings='<w:mailMerge><w:connectString w:val="Provider=x"/></w:mailMerge>'),
}


@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_what_acts_on_the_reader_is_refused_in_every_story(file: bytes) -> None:
    found = codes(file)
    assert {code for code, _text in found} <= {"FIELD_CODE", "ACTIVE_CONTENT"}
    assert len(found) == 1


def test_the_finding_names_the_code_and_the_story() -> None:
    with pytest.raises(TemplateRefused) as refused:
        open_foreign(docx(p(""), header=p("", raw=field("DDEAUTO excel x"))))
    (found,) = refused.value.findings
    assert (found.code, found.text, found.place.part, found.place.member) == (
        "FIELD_CODE", "DDEAUTO", "header", "word/header.xml",
    )  # fmt: skip


INNOCENT = {
    "page numbers": docx(p("", raw=field("PAGE"))),
    "what a template would fix": docx(p("", raw=field('DATE \\@ "d.M.yyyy"') + field("FILENAME"))),
    "a reference manager": docx(p("", raw=field('ADDIN ZOTERO_ITEM CSL_CITATION {"a":{"b":1}}'))),
    "a reference manager in a control": docx(
        f"<w:sdt><w:sdtContent>{p('', raw=field('ADDIN EN.REFLIST'))}</w:sdtContent></w:sdt>"
    ),
    "a link": docx(p("", raw=field('HYPERLINK "https://www.hilma.fi/" \\t "_blank"'))),
    "a link within": docx(p("", raw=field("HYPERLINK \\l _Toc1"))),
    "a sum of pages": docx(p("", raw=field("= 1").replace("= 1</w:instrText></w:r>", "= </w:instrText></w:r>" + field("PAGE"), 1))),  # noqa: E501
    "a template on the Mac": docx(
        p("x"), more={
            "word/_rels/settings.xml.rels": relations(
                relation(1, "attachedTemplate", "file:////Users/salla/Library/Avtal.dotx", external=True)
            )
        },
    ),
    "a map of keys": keymap('<wne:keymap wne:kcmPrimary="0453"><wne:fci wne:fciName="StyleNormal"/></wne:keymap>'),
    "a chart": charted(workbook()),
}  # fmt: skip


@pytest.mark.parametrize("file", INNOCENT.values(), ids=INNOCENT)
def test_what_acts_on_nobody_is_let_through(file: bytes) -> None:
    assert codes(file) == []


def test_a_key_that_starts_a_macro_is_one() -> None:
    assert codes(keymap('<wne:keymap><wne:macro wne:macroName="A.B"/></wne:keymap>')) == [
        ("MACRO", "word/customizations.xml")
    ]


@pytest.mark.parametrize(
    ("book", "code"),
    [
        (workbook(macros=True), "MACRO"),
        (workbook(link="\\\\10.0.0.1\\x.xlsx"), "EXTERNAL"),
        (b"\xd0\xcf\x11\xe0 old", "OLE"),
        (docx(p("x")), "OLE"),
        (b"PK\x03\x04 damaged", "ZIP_BROKEN"),
    ],
)
def test_the_workbook_behind_a_chart_is_examined_by_the_same_rules(book: bytes, code: str) -> None:
    assert {found for found, _text in codes(charted(book))} == {code}


@pytest.mark.parametrize(
    ("name", "content", "types"),
    [
        ("word/media/run.exe", b"MZ\x90", []),
        ("word/media/run.exe", b"MZ\x90", [override("word/media/run.exe", "image/png")]),
        ("word/media/run.exe", b"MZ\x90", [override("word/media/run.exe", "application/xml")]),
        ("word/printer.bin", b"MZ\x90", [override("word/printer.bin", f"{WORDML}.printerSettings")]),
        ("word/run.bin", b"\x90\x90", [override("word/run.bin", "application/octet-stream")]),
    ],
)
def test_a_part_that_word_does_not_write_is_refused(name: str, content: bytes, types: list[str]) -> None:
    file = zipped(parts(p("x"), more={name: content}, types=types))
    assert codes(file) == [("UNKNOWN_PART", name)]
    assert [each.code for each in lint(file)] == ["UNKNOWN_PART"]


def test_a_file_inside_under_another_name_is_an_object() -> None:
    file = charted(docx(p("x")), name="word/media/a.png")
    assert {code for code, _text in codes(file)} == {"OLE"}


def test_a_template_keeps_the_text_that_a_reference_manager_shows() -> None:
    template = docx(p("Se {{ x }} ", raw=field("ADDIN EN.CITE x", shown="(Salo 2020)")))
    assert [each.code for each in lint(template)] == ["FIELD_FIXED"]
