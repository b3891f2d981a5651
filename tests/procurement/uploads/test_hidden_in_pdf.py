"""Words of a PDF that nobody can see are found, and what was saved over; what is only drawn in another order is not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from weasyprint import HTML

from procurement.hidden_content import Hidden
from procurement.uploads import pdf_pages
from procurement.uploads.examine import hidden_in
from tests.procurement.uploads.test_examine import annotated, pdf

LINE = "BT /F 12 Tf 72 700 Td (Personbeteckning 010190-900X) Tj ET"
#: Where the line stands, from foot to head.
BOX = "72 697 200 14 re f"


def painted(*content: str, **resources: object) -> bytes:
    """A page of A4 with instructions."""

    def change(made: pikepdf.Pdf) -> None:
        page = made.pages[0]
        page.MediaBox = Array([0, 0, 595, 842])
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F=font), **resources)
        page.Contents = made.make_stream("\n".join(content).encode("latin-1"))

    return pdf(change)


def with_picture(*content: str, **more: object) -> bytes:
    """A page that can paint the picture /I."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[0]
        picture = made.make_stream(
            b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray, **{key: value(made) for key, value in more.items()},
        )  # fmt: skip
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(I=picture))
        page.Contents = made.make_stream("\n".join(content).encode())
        target = io.BytesIO()
        made.save(target)
    return target.getvalue()


def mask(made: pikepdf.Pdf) -> pikepdf.Object:
    return made.make_stream(b"\x7f", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)


def in_form(*content: str) -> bytes:
    """A page whose instructions stand in a form that is painted twice as large."""

    def change(made: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        form = made.make_stream(
            "\n".join(content).encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]),
            Matrix=Array([2, 0, 0, 2, 0, -700]), Resources=Dictionary(Font=Dictionary(F=font)),
        )  # fmt: skip
        made.pages[0].Resources = Dictionary(XObject=Dictionary(X=form))
        made.pages[0].Contents = made.make_stream(b"/X Do")

    return pdf(change)


def annotate(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The line with a remark over it."""
    with pikepdf.open(io.BytesIO(painted(LINE))) as made:
        change(made)
        made.pages[0].Annots[0].Rect = Array([60, 690, 400, 720])
        target = io.BytesIO()
        made.save(target)
    return target.getvalue()


SEE_THROUGH = {"ExtGState": Dictionary(G=Dictionary(ca=0.4))}
MULTIPLIED = {"ExtGState": Dictionary(G=Dictionary(BM=Name.Multiply))}


@pytest.mark.parametrize(
    "file",
    [
        painted(LINE, "0 g", BOX),
        painted(LINE, "1 1 1 rg", BOX),
        painted(LINE, "72 697 m 272 697 l 272 711 l 72 711 l h f"),
        painted(LINE, "q 200 0 0 14 72 697 cm 0 0 1 1 re f Q"),
        # Only the code itself lies under the box.
        painted(LINE, "170 697 80 14 re f"),
        painted("q .5 0 0 .5 0 0 cm BT /F 24 Tf 1 0 0 1 144 1400 Tm (Personbeteckning) Tj ET Q", BOX),
        painted("BT /F 12 Tf 14 TL 72 714 Td (Namn) Tj (Personbeteckning) ' ET", BOX),
        painted("BT /F 12 Tf 72 700 Td [(Person) -50 (beteckning)] TJ ET", BOX),
        in_form("BT /F 12 Tf 72 700 Td (Personbeteckning) Tj ET", BOX),
        with_picture(LINE, "q 200 0 0 14 72 697 cm /I Do Q"),
        annotate(annotated(Subtype=Name.Square, IC=Array([0, 0, 0]))),
        annotate(annotated(Subtype=Name.Redact)),
        painted("1 g", LINE),
        painted("0 0 0 0 k", LINE),
        painted("1 1 1 rg 72 697 200 14 re f", LINE),
        painted("BT /F 1 Tf 72 700 Td (Personbeteckning) Tj ET"),
        painted("BT /F 10 Tf .1 0 0 .1 72 700 Tm (Personbeteckning) Tj ET"),
        painted("3 Tr", LINE),
        # A box that is no larger than what it is clipped to, in two steps, and a clip that is over.
        painted(LINE, "60 690 400 40 re W n 0 0 300 842 re W* n 0 0 595 842 re f"),
        painted(LINE, "q 300 100 50 50 re W n Q", BOX),
        painted(LINE, "q 300 100 50 50 re 72 697 200 14 re W n 0 0 595 842 re f Q"),
        # Clipped to an outline that is no box, around the words.
        painted(LINE, "60 690 m 300 690 l 310 700 l 300 720 l 60 720 l h W n 0 0 595 842 re f"),
        # A picture as large as a scan, or one in strips, over words that were printed.
        with_picture(LINE, "q 595 0 0 842 0 0 cm /I Do Q"),
        with_picture(LINE, "q 595 0 0 530 0 312 cm /I Do Q"),
        with_picture(LINE, *(f"q 595 0 0 211 0 {low} cm /I Do Q" for low in (0, 211, 422, 632))),
        # Small pictures make no scan, nor does one that is painted again and again, beside the page, or clipped away.
        with_picture(*("q 200 0 0 200 72 97 cm /I Do Q" for _time in range(20)), "3 Tr", LINE),
        with_picture("q 595 0 0 842 590 0 cm /I Do Q 3 Tr", LINE),
        with_picture("q 72 97 200 200 re W n 595 0 0 842 0 0 cm /I Do Q 3 Tr", LINE),
        with_picture("q 200 0 0 200 72 97 cm /I Do Q 3 Tr", LINE),
    ],
)
def test_words_that_cannot_be_seen_are_found(file: bytes) -> None:
    assert hidden_in(file) == [Hidden.TEXT]


@pytest.mark.parametrize(
    "file",
    [
        painted(LINE),
        # The ground of a cell is painted before its words.
        painted("0 0 1 rg", BOX, "0 g", LINE),
        painted("0 g", BOX, "1 g", LINE),
        # White words on a picture, on a gradient and on a shape.
        with_picture("q 200 0 0 14 72 697 cm /I Do Q 1 g", LINE),
        painted("/S sh 1 g", LINE, Shading=Dictionary(S=Dictionary(ShadingType=2))),
        painted("72 697 m 300 697 l 300 720 l 72 711 l h f 1 g", LINE),
        # A ground of the whole page, clipped to a place without words.
        painted(LINE, "q 300 100 50 50 re W n 0 0 595 842 re f Q"),
        painted(LINE, "q 300 100 50 50 re W* n 0 0 595 842 re f Q"),
        painted(LINE, "q 300 100 50 50 re 300 300 50 50 re W n 0 0 595 842 re f Q"),
        painted(LINE, "q 300 100 m 350 100 l 325 150 l h W n 0 0 595 842 re f Q"),
        with_picture(LINE, "q 300 100 50 50 re W n 595 0 0 842 0 0 cm /I Do Q"),
        in_form(LINE.replace("72 700", "400 700"), "0 0 1000 1000 re W n", BOX),
        # A line under the words and one through them.
        painted(LINE, "72 698 200 0.6 re f", "72 703 200 1 re f"),
        # Beside the words, over two letters, and drawn but not filled.
        painted(LINE, "300 697 100 14 re f"),
        painted(LINE, "72 697 12 14 re f"),
        painted(LINE, "72 697 200 14 re S"),
        # A marker pen.
        painted(LINE, "/G gs 1 1 0 rg", BOX, **SEE_THROUGH),
        painted(LINE, "/G gs 1 1 0 rg", BOX, **MULTIPLIED),
        annotate(annotated(Subtype=Name.Square)),
        annotate(annotated(Subtype=Name.Highlight)),
        # A watermark that shows what lies under it.
        with_picture(LINE, "q 200 0 0 14 72 697 cm /I Do Q", SMask=mask),
        # A scanned page with the words that a machine read behind it, or before it.
        with_picture("q 595 0 0 842 0 0 cm /I Do Q 3 Tr", LINE),
        with_picture("3 Tr", LINE, "q 595 0 0 842 0 0 cm /I Do Q"),
        # The same in strips.
        with_picture(*(f"q 595 0 0 211 0 {low} cm /I Do Q" for low in (0, 211, 422, 632)), "3 Tr", LINE),
        # Blanks.
        painted("1 g BT /F 12 Tf 72 700 Td (      ) Tj ET"),
        painted("BT /F 1 Tf 72 700 Td (      ) Tj ET"),
        # A paint whose colour nobody knows, and instructions without sense.
        painted("/P cs /X scn", LINE),
        painted("Q 1 2 re f Tj 0 Tr", LINE),
    ],
)
def test_words_that_can_be_seen_are_not(file: bytes) -> None:
    assert hidden_in(file) == []


def test_a_paper_as_browsers_and_printers_make_it_hides_nothing() -> None:
    page = (
        "<style>th{background:#036;color:#fff}td{background:#eee}mark{background:#ff0}</style>"
        "<table><tr><th>Pris</th></tr><tr><td><mark>100 €</mark> <u>inklusive</u> <s>moms</s></td></tr></table>"
    )
    assert hidden_in(HTML(string=page).write_pdf()) == []
    drawn = page.replace("<table>", '<div style="position:absolute;background:#000;width:9cm;height:3cm"></div><table>')
    assert hidden_in(HTML(string=drawn).write_pdf()) == [Hidden.TEXT]


def revised(file: bytes, number: int, content: bytes) -> bytes:
    """The file saved once more, with another object of a number."""
    start = len(file) + 1
    last = int(re.findall(rb"startxref\s+(\d+)", file)[-1])
    root, size = re.findall(rb"/Root (\d+ 0 R)", file)[0], re.findall(rb"/Size (\d+)", file)[0]
    changed = b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size %s /Root %s /Prev %d >>\n" % (
        number,
        start,
        size,
        root,
        last,
    )
    return b"%s\n%s%sstartxref\n%d\n%%%%EOF\n" % (file, changed, table, start + len(changed))


def stream(content: str) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content.encode())


def plain(content: str) -> tuple[bytes, int]:
    """A file with a table of its objects, and the number of the object that is its page's words."""
    with pikepdf.open(io.BytesIO(painted(content))) as made:
        target = io.BytesIO()
        whole = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized}
        made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, **whole)
    with pikepdf.open(target) as read:
        return target.getvalue(), read.pages[0].Contents.objgen[0]


OTHER = LINE.replace(" 010190-900X", "")


def test_what_an_earlier_version_of_a_pdf_said_is_found() -> None:
    file, words = plain(LINE)
    cut = revised(file, words, stream(OTHER))
    assert b"010190-900X" in cut
    assert hidden_in(cut) == [Hidden.REVISIONS]
    assert hidden_in(revised(cut, words, stream(OTHER))) == [Hidden.REVISIONS]


def test_a_letter_at_a_time_is_compared_too() -> None:
    file, words = plain("BT /F 12 Tf 72 700 Td (H) Tj (e) Tj (m) Tj (l) Tj (i) Tj (g) Tj ET")
    assert hidden_in(revised(file, words, stream("BT /F 12 Tf 72 700 Td (H) Tj (e) Tj (j) Tj ET"))) == [
        Hidden.REVISIONS
    ]


def test_a_remark_that_was_taken_out_is_found() -> None:
    with pikepdf.open(io.BytesIO(plain(LINE)[0])) as made:
        note = made.make_indirect(Dictionary(Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents="Bjud högst 10 000"))
        made.pages[0].Annots = Array([note])
        number, target = note.objgen[0], io.BytesIO()
        made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(target) as read:
        number = read.pages[0].Annots[0].objgen[0]
    link = b"<< /Subtype /Link /Rect [0 0 9 9] >>"
    assert hidden_in(revised(target.getvalue(), number, link)) == [Hidden.REVISIONS]


def test_a_pdf_that_was_saved_again_and_says_no_less_hides_nothing() -> None:
    file, words = plain(LINE)
    assert hidden_in(revised(file, words, stream(LINE))) == []
    signed = LINE + " BT /F 12 Tf 72 600 Td (Undertecknat) Tj ET"
    assert hidden_in(revised(file, words, stream(signed))) == []
    # The same words, set by another program.
    pieces = "BT /F 12 Tf 72 700 Td [(Personbe) 20 (teckning) -300 (010190-900X)] TJ ET"
    assert hidden_in(revised(file, words, stream(pieces))) == []


def test_a_pdf_that_is_made_to_be_read_over_a_network_has_no_earlier_version() -> None:
    with pikepdf.open(io.BytesIO(painted(LINE))) as made:
        target = io.BytesIO()
        made.save(target, linearize=True)
    assert target.getvalue().count(b"%%EOF") == 2
    assert hidden_in(target.getvalue()) == []


def test_a_file_that_is_too_long_to_be_looked_through_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_STEPS", 10)
    monkeypatch.setattr(pdf_pages.Account, "__init__", lambda self: setattr(self, "left", pdf_pages.MAX_STEPS))
    assert hidden_in(painted(LINE)) == [Hidden.UNREAD]


@pytest.mark.parametrize("mark", ["UTKAST 1", "DEMO - LUONNOS 2", "DRAFT", "UTKAST 3, 1.3.2026. Detta är ett utkast."])
def test_a_pdf_that_is_marked_as_a_draft_says_so(mark: str) -> None:
    assert hidden_in(painted(f"BT /F 12 Tf 72 700 Td ({mark}) Tj ET")) == [Hidden.DRAFT]
    assert hidden_in(HTML(string=f"<p>{mark}</p>").write_pdf()) == [Hidden.DRAFT]


@pytest.mark.parametrize("words", ["Utkast 1", "I UTKAST 1 stod annat", "UTKASTELSE", "Draft", "luonnos"])
def test_words_about_drafts_are_no_mark(words: str) -> None:
    assert hidden_in(painted(f"BT /F 12 Tf 72 700 Td ({words}) Tj ET")) == []
