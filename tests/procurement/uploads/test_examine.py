"""A file from outside is what it says it is, acts on nobody, and hides nothing; otherwise it is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from procurement.uploads import examine as examining
from procurement.uploads.examine import (
    DOCX,
    JPEG,
    PDF,
    PNG,
    Examiner,
    Fault,
    ForeignFileRefusedError,
    examine,
    faults_of,
)
from procurement.word import TemplateRefused
from tests.procurement.word.files import docx, p, parts, zipped


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **options: Any) -> bytes:
    """A page, and what a test adds to it."""
    with pikepdf.new() as made:
        made.add_blank_page()
        if change:
            change(made)
        target = io.BytesIO()
        made.save(target, **options)
    return target.getvalue()


def picture(format_: str, size: tuple[int, int] = (8, 8)) -> bytes:
    target = io.BytesIO()
    Image.new("1", size).save(target, format_) if format_ == "PNG" else Image.new("L", size).save(target, format_)
    return target.getvalue()


def opening(**action: Any) -> Callable[[pikepdf.Pdf], None]:
    """Do something when the file is opened."""

    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = Dictionary(**action)

    return change


def annotated(**annotation: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Annots = Array([Dictionary(Rect=[0, 0, 9, 9], **annotation)])

    return change


def attach(made: pikepdf.Pdf) -> None:
    made.attachments["other.txt"] = b"another file"


def script_by_name(made: pikepdf.Pdf) -> None:
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), made.make_indirect(Dictionary())]))


def nobody_refers_to_it(made: pikepdf.Pdf) -> None:
    made.Root.Hidden = made.make_indirect(Array([Array([Dictionary(S=Name.Launch)])]))


HOSTILE = {
    "script": (opening(S=Name.JavaScript, JS=String("app.alert(1)")), Fault.PDF_SCRIPT),
    "script in the name tree": (script_by_name, Fault.PDF_SCRIPT),
    "launch": (opening(S=Name.Launch, F=String("cmd.exe")), Fault.PDF_LAUNCH),
    "launch deep down": (nobody_refers_to_it, Fault.PDF_LAUNCH),
    "chained launch": (opening(S=Name.GoTo, Next=Dictionary(S=Name.Launch)), Fault.PDF_LAUNCH),
    "attachment": (attach, Fault.PDF_FILES),
    "attachment on the page": (annotated(Subtype=Name.FileAttachment), Fault.PDF_FILES),
    "other file": (opening(S=Name.GoToR, F=String(r"\\server\share")), Fault.PDF_ACTIVE),
    "form that sends": (opening(S=Name.SubmitForm, F=String("https://example.org")), Fault.PDF_ACTIVE),
    "film": (annotated(Subtype=Name.RichMedia), Fault.PDF_ACTIVE),
    "link to a file": (
        annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("file:///x"))),
        Fault.PDF_ACTIVE,
    ),
}


@pytest.mark.parametrize(("change", "fault"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("streams", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_a_pdf_that_acts_on_its_reader_is_refused(change, fault, streams):
    assert faults_of(pdf(change, object_stream_mode=streams)) == [fault]


def test_a_name_written_in_hexadecimal_hides_nothing():
    action = opening(S=Name.JavaScript, JS=String("12345"))
    plain = pdf(action, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    hidden = plain.replace(b"(12345)", b"(1)").replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4aS")
    assert len(hidden) == len(plain)  # The table of objects stays true.
    assert faults_of(hidden) == [Fault.PDF_SCRIPT]


@pytest.mark.parametrize("owner_only", [True, False])
def test_an_encrypted_pdf_is_refused(owner_only):
    locked = pikepdf.Encryption(owner="o", user="" if owner_only else "u")
    assert faults_of(pdf(encryption=locked)) == [Fault.PDF_ENCRYPTED]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", pdf()[:-60], pdf()[:200], b"%PDF-1.7\n" + b"<<" * 5000])
def test_a_pdf_that_cannot_be_read_is_refused(data):
    assert faults_of(data) == [Fault.PDF_DAMAGED]


def test_links_to_the_web_and_within_the_paper_are_in_order():
    link = annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://www.hilma.fi/")))
    assert faults_of(pdf(link)) == []
    assert faults_of(pdf(opening(S=Name.GoTo, D=Array([])))) == []


def test_pictures_are_decoded_and_measured():
    assert faults_of(picture("PNG")) == faults_of(picture("JPEG")) == []
    assert faults_of(picture("PNG")[:45]) == [Fault.PICTURE_DAMAGED]
    assert faults_of(picture("PNG", (10_000, 6_001))) == [Fault.PICTURE_TOO_LARGE]


def test_a_word_file_passes_the_checks_of_word_templates():
    assert faults_of(docx(p("Priser"))) == []
    with pytest.raises(TemplateRefused) as refused:
        faults_of(zipped({**parts(p("Priser")), "word/vbaProject.bin": b"macro"}))
    assert [each.code for each in refused.value.findings] == ["MACRO"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]), st.binary(max_size=300))
def test_whatever_follows_a_beginning_is_refused_and_nothing_breaks(beginning, rest):
    assert faults_of(beginning + rest) != []


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"", "a.pdf", Fault.EMPTY),
        (b"%PDF-" + b" " * examining.MAX_FILE, "a.pdf", Fault.TOO_LARGE),
        (b"MZ", "a.pdf", Fault.UNKNOWN_TYPE),
        (b"<svg/>", "a.svg", Fault.UNKNOWN_TYPE),
        (pdf(), "a.docx", Fault.NAME),
        (pdf(), "a.pdf.exe", Fault.NAME),
        (pdf(), "pdf", Fault.NAME),
    ],
)
def test_what_is_refused_before_it_is_read(data, name, fault):
    with pytest.raises(ForeignFileRefusedError) as refused:
        examine(data, name)
    assert refused.value.faults == (fault,)


def test_the_child_answers_for_every_type_and_is_stopped_when_it_overruns():
    files = {"a.PDF": (pdf(), PDF), "b.docx": (docx(p("x")), DOCX), "c.png": (picture("PNG"), PNG)}
    files["d.jpeg"] = (picture("JPEG"), JPEG)
    assert {name: examine(data, name) for name, (data, _type) in files.items()} == {
        name: media_type for name, (_data, media_type) in files.items()
    }
    with pytest.raises(ForeignFileRefusedError) as refused:
        examine(b"PK\x03\x04 no zip", "e.docx")
    assert [each.code for each in refused.value.findings] == ["ZIP_BROKEN"]
    hasty = Examiner(seconds=0.001)
    assert hasty.faults(pdf()) == (Fault.OVERRUN,)
