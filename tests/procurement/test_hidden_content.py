"""What a file hides is found by its sort; a file that hides nothing says nothing, however it was made."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from procurement.hidden_content import Hidden
from procurement.uploads.examine import Fault, ForeignFileRefusedError, hidden_content, hidden_in
from procurement.word import TemplateRefused
from tests.procurement.uploads.test_examine import annotated, pdf, picture
from tests.procurement.word.files import PACKAGE, docx, p, parts, relation, run, zipped

NOBODY = f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"{{}}</cp:coreProperties>'.format(
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Avtal</dc:title><dc:creator/>'
    "<cp:lastModifiedBy> </cp:lastModifiedBy>"
)
WHO = 'w:id="1" w:author="Salla Salainen"'


def word(*body: str, **options: Any) -> bytes:
    """A Word file without names in its properties."""
    more = {"docProps/core.xml": NOBODY, **options.pop("more", {})}
    return docx(*body, more=more, **options)


def jpeg(**tags: Any) -> bytes:
    """A photograph with tags of EXIF."""
    exif = Image.Exif()
    if "gps" in tags:
        exif.get_ifd(0x8825).update(tags["gps"])
    if "artist" in tags:
        exif[0x013B] = tags["artist"]
    if "camera" in tags:
        exif[0x0110] = tags["camera"]
    if "owner" in tags:
        exif.get_ifd(0x8769)[0xA430] = tags["owner"]
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG", exif=exif, xmp=tags.get("xmp", b""))
    return target.getvalue()


HELSINKI = {1: "N", 2: (60.0, 10.0, 15.0), 3: "E", 4: (24.0, 56.0, 15.0)}


def author(made: pikepdf.Pdf) -> None:
    made.docinfo["/Author"] = "Salla Salainen"


def creator(made: pikepdf.Pdf) -> None:
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = ["Salla Salainen"]


def signed(made: pikepdf.Pdf) -> None:
    """A field of a form has a name, and that is nobody's."""
    field = made.make_indirect(Dictionary(Subtype=Name.Widget, FT=Name.Sig, T="underskrift", Rect=[0, 0, 9, 9]))
    made.Root.AcroForm = Dictionary(Fields=Array([field]))
    made.pages[0].Annots = Array([field])


def titled(made: pikepdf.Pdf) -> None:
    made.docinfo["/Title"] = "Anbud"
    made.docinfo["/Producer"] = "Skrivare"
    with made.open_metadata() as metadata:
        metadata["dc:title"] = "Anbud"


def layers(**first: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        layer = made.make_indirect(Dictionary(Type=Name.OCG, Name="Pris"))
        shown = {key: Array([layer]) if value is ... else value for key, value in first.items()}
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**shown))

    return change


def photographed(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        image = made.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
        made.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))

    return change


def pictured(data: bytes) -> bytes:
    """A Word file with a photograph."""
    found = parts(p("Bild"), rels=[relation(7, "image", "media/a.jpeg")], more={"word/media/a.jpeg": data})
    types = str(found["[Content_Types].xml"])
    found["[Content_Types].xml"] = types.replace(
        "<Override", '<Default Extension="jpeg" ContentType="image/jpeg"/><Override', 1
    )
    return zipped({**found, "docProps/core.xml": NOBODY})


def png_with_author() -> bytes:
    target, info = io.BytesIO(), PngInfo()
    info.add_text("Author", "Salla Salainen")
    Image.new("L", (4, 4)).save(target, "PNG", pnginfo=info)
    return target.getvalue()


@pytest.mark.parametrize(
    ("file", "found"),
    [
        (word(p("Avtal"), comments=f"<w:comment {WHO}>{p('Inte så här')}</w:comment>"), [Hidden.COMMENTS]),
        (word(p("Avtal", raw='<w:r><w:commentReference w:id="1"/></w:r>')), [Hidden.COMMENTS]),
        (word(p("Avtal", raw=f"<w:ins {WHO}>{run('nytt')}</w:ins>")), [Hidden.CHANGES]),
        (word(p("Avtal", raw=f"<w:del {WHO}><w:r><w:delText>10 €</w:delText></w:r></w:del>")), [Hidden.CHANGES]),
        (word(p("Avtal", raw=run("smygord", "<w:vanish/>"))), [Hidden.TEXT]),
        (word(p("Avtal", raw=run("smygord", '<w:rStyle w:val="Gomd"/>'))), [Hidden.TEXT]),
        (word(p("Avtal"), header=p("", raw=run("smygord", "<w:vanish/>"))), [Hidden.TEXT]),
        (docx(p("Avtal")), [Hidden.PERSON]),
        (pictured(jpeg(gps=HELSINKI)), [Hidden.PLACE]),
        (pdf(annotated(Subtype=Name.Text, Contents="Inte så här")), [Hidden.COMMENTS]),
        (pdf(annotated(Subtype=Name.Highlight, T="Salla Salainen")), [Hidden.PERSON]),
        (pdf(annotated(Subtype=Name.FreeText, Contents="x", T="S")), [Hidden.COMMENTS, Hidden.PERSON]),
        (pdf(layers(OFF=...)), [Hidden.LAYERS]),
        (pdf(layers(BaseState=Name.OFF)), [Hidden.LAYERS]),
        (pdf(author), [Hidden.PERSON]),
        (pdf(creator), [Hidden.PERSON]),
        (pdf(photographed(jpeg(gps=HELSINKI, artist="S"))), [Hidden.PERSON, Hidden.PLACE]),
        (jpeg(gps=HELSINKI), [Hidden.PLACE]),
        (jpeg(artist="Salla Salainen"), [Hidden.PERSON]),
        (jpeg(owner="Salla Salainen"), [Hidden.PERSON]),
        (jpeg(xmp=b"<x:xmpmeta><dc:creator>S</dc:creator></x:xmpmeta>"), [Hidden.PERSON]),
        (png_with_author(), [Hidden.PERSON]),
    ],
)
def test_what_a_file_hides_is_found_by_its_sort(file: bytes, found: list[Hidden]) -> None:
    assert hidden_in(file) == found


@pytest.mark.parametrize(
    "file",
    [
        word(p("Avtal"), header=p("Sida"), footnotes="", comments=""),
        # The mark of a paragraph has no words, and an empty hidden run hides none.
        word('<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish w:val="0"/></w:rPr></w:r></w:p>'),
        pictured(jpeg(camera="Kamera 3")),
        pdf(),
        pdf(titled),
        pdf(annotated(Subtype=Name.Link, Contents="Kommunförbundets webbplats")),
        pdf(signed),
        pdf(annotated(Subtype=Name.Highlight)),
        pdf(layers(ON=...)),
        pdf(layers(BaseState=Name.OFF, ON=...)),
        pdf(photographed(jpeg(camera="Kamera 3"))),
        jpeg(camera="Kamera 3", gps={0: b"\x02\x03\x00\x00"}),
        jpeg(artist="\0\0"),
        picture("PNG"),
        picture("JPEG"),
    ],
)
def test_a_file_that_hides_nothing_says_nothing(file: bytes) -> None:
    assert hidden_in(file) == []


@pytest.mark.parametrize("file", [docx(p("Avtal")), pdf(author), pdf(creator), jpeg(artist="Salla Salainen")])
def test_an_organisation_of_the_case_is_no_person(file: bytes) -> None:
    assert hidden_in(file, ["SALLA SALAINEN "]) == []
    assert hidden_in(file, ["Salla"]) == [Hidden.PERSON]


def test_the_properties_of_a_mail_programme_name_a_person() -> None:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{}"><v>{}</v></property></Properties>'
    )

    def file(name: str, value: str) -> bytes:
        return word(p("Avtal"), more={"docProps/custom.xml": custom.format(name, value)})

    assert hidden_in(file("_AuthorEmail", "salla@example.invalid")) == [Hidden.PERSON]
    assert hidden_in(file("DocumentNumber", "12")) == []


def test_files_are_read_in_the_child() -> None:
    assert hidden_content(jpeg(gps=HELSINKI)) == (Hidden.PLACE,)
    assert hidden_content(pdf()) == ()


def test_a_file_that_cannot_be_read_is_refused_and_never_called_clean() -> None:
    with pytest.raises(ForeignFileRefusedError) as refused:
        hidden_content(b"%PDF-1.7 no more")
    assert refused.value.faults == (Fault.PDF_DAMAGED,)
    with pytest.raises(ForeignFileRefusedError) as refused:
        hidden_content(b"PK\x03\x04")
    assert refused.value.faults == ()
    assert refused.value.findings
    with pytest.raises(TemplateRefused):
        hidden_in(b"PK\x03\x04")


def test_what_is_kept_names_nobody() -> None:
    kept = json.dumps([str(each) for each in hidden_content(jpeg(artist="Salla Salainen", gps=HELSINKI))])
    assert kept == '["person", "place"]'
