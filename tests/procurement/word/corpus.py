"""A corpus with a fixed seed: hostile and broken files with the finding each must get, and innocent ones."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from tests.procurement.word.files import (
    MAIN,
    NS,
    OFFICE,
    STYLES,
    WORDML,
    docx,
    field,
    p,
    parts,
    relation,
    relations,
    run,
    story,
    table,
    workbook,
    zipped,
)

SEED = 20261124


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file and the code its refusal must name."""

    name: str
    data: bytes
    code: str


@dataclass(frozen=True, slots=True)
class Innocent:
    """A file that must be accepted, and a text its render must hold."""

    name: str
    data: bytes
    text: str


EXPRESSIONS = {
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}": "NOT_ALLOWED",
    "{{ lipsum.__globals__['os'] }}": "FORBIDDEN_NAME",
    "{{ ''.__class__.__mro__ }}": "NOT_ALLOWED",
    "{{ x.__class__ }}": "FORBIDDEN_NAME",
    "{{ x['__class__'] }}": "FORBIDDEN_NAME",
    "{{ x|attr('__class__') }}": "UNKNOWN_FILTER",
    "{{ self }}": "FORBIDDEN_NAME",
    "{{ self._TemplateReference__context }}": "FORBIDDEN_NAME",
    "{{ caller() }}": "NOT_ALLOWED",
    "{{ varargs }}": "FORBIDDEN_NAME",
    "{{ get_flashed_messages.__globals__ }}": "FORBIDDEN_NAME",
    "{{ x|map(attribute='__class__')|list }}": "UNKNOWN_FILTER",
    "{{ x|safe }}": "UNKNOWN_FILTER",
    "{{ x|format(1) }}": "UNKNOWN_FILTER",
    "{{ x|tojson }}": "UNKNOWN_FILTER",
    "{{ x|pprint }}": "UNKNOWN_FILTER",
    "{{ x|center(1000000000) }}": "UNKNOWN_FILTER",
    "{{ x|replace('a', 'b') }}": "UNKNOWN_FILTER",
    "{{ '%d'|format(7) }}": "UNKNOWN_FILTER",
    "{{ members.append(1) }}": "NOT_ALLOWED",
    "{{ team.delete() }}": "NOT_ALLOWED",
    "{{ user.groups.raw('delete from x')|list }}": "UNKNOWN_FILTER",
    "{{ 'A' * 1000000000 }}": "NOT_ALLOWED",
    "{{ 9 ** 9 ** 9 }}": "NOT_ALLOWED",
    "{{ 7 + 7 }}": "NOT_ALLOWED",
    "{{ range(1000000000)|length }}": "NOT_ALLOWED",
    "{{ dict(a=1) }}": "NOT_ALLOWED",
    "{{ x[0:5] }}": "NOT_ALLOWED",
    "{{ (1, 2) }}": "NOT_ALLOWED",
    "{{ namespace() }}": "NOT_ALLOWED",
    "{{ x is callable }}": "UNKNOWN_TEST",
    "{{ x is divisibleby(3) }}": "UNKNOWN_TEST",
    "{{ 2 * loop.length }}": "NOT_ALLOWED",
    "{{ loop.length }}": "LOOP_OUTSIDE",
    "{% set x = 1 %}": "FORBIDDEN_TAG",
    "{% include '/etc/passwd' %}": "FORBIDDEN_TAG",
    "{% import 'os' as os %}": "FORBIDDEN_TAG",
    "{% from 'os' import path %}": "FORBIDDEN_TAG",
    "{% extends 'x' %}": "FORBIDDEN_TAG",
    "{% macro f() %}{{ f() }}{% endmacro %}": "FORBIDDEN_TAG",
    "{% raw %}{{ x }}{% endraw %}": "FORBIDDEN_TAG",
    "{% call f() %}{% endcall %}": "FORBIDDEN_TAG",
    "{% filter upper %}a{% endfilter %}": "FORBIDDEN_TAG",
    "{% block a %}{% endblock %}": "FORBIDDEN_TAG",
    "{% autoescape false %}{% endautoescape %}": "FORBIDDEN_TAG",
    "{% with a = 1 %}{% endwith %}": "FORBIDDEN_TAG",
    "{% for a, b in x %}{% endfor %}": "SYNTAX",
    "{% for a in range(10) %}{{ a }}{% endfor %}": "NOT_ALLOWED",
    "{% for a in x recursive %}{{ a }}{% endfor %}": "SYNTAX",
    "{% for loop in x %}{{ loop }}{% endfor %}": "FORBIDDEN_NAME",
    "{% for a in x %}{{ loop.cycle('a', 'b') }}{% endfor %}": "NOT_ALLOWED",
    "{% for a in x %}{{ loop.__init__ }}{% endfor %}": "FORBIDDEN_NAME",
    "{% for a in x %}" * 4 + "{{ a }}" + "{% endfor %}" * 4: "TOO_DEEP",
    "{{ " + "(" * 400 + "x" + ")" * 400 + " }}": "TAG_TOO_LONG",
    "{{ " + "not " * 150 + "x }}": "YES_NO_PRINTED",
    "{{ " + "x" * 2000 + " }}": "TAG_TOO_LONG",
    "{% if x %}" * 21 + "a" + "{% endif %}" * 21: "TOO_DEEP_IF",
}

BROKEN = {
    "Bäste {{ namn": "UNCLOSED",
    "{{ namn } och {{ ort }}": "UNCLOSED",
    "{% if x }} text {% endif %}": "UNCLOSED",
    "{{ }}": "EMPTY_TAG",
    "{{ a b }}": "SYNTAX",
    "{{ namn|eur }}": "UNKNOWN_FILTER",
    "{{ namn|date('lång') }}": "FILTER_ARGUMENTS",
    "{{ namn|default(„x“) }}": "WRONG_QUOTES",
    "{{ namn|default(«x») }}": "WRONG_QUOTES",
    "{%pif x %}": "PREFIX_SPACE",
    "{% p if x %}": "PREFIX_SPACE",
    "{{r namn }}": "PREFIX_FIELD",
    "{{tr namn }}": "PREFIX_FIELD",
    "{%p if x %}text": "EATS_TEXT",
    "{%p if x %}{%p endif %}": "TWO_IN_PARAGRAPH",
    "{%tr for a in b %}": "NOT_IN_TABLE",
    "{% hm %}": "NOT_IN_TABLE",
    "{% endif %}": "ORPHAN",
    "{% if x %}a{% else %}b": "NOT_CLOSED",
    "{% for a in b %}{{ a }}{% endif %}": "ORPHAN",
    "{% for a in b %}{% if a %}x{% endfor %}": "MISMATCH",
    "{% fro a in b %}{{ a }}": "UNKNOWN_TAG",
    "{% if %}x{% endif %}": "SYNTAX",
    "{{ namn }}:n sopimus": "CASE_ENDING",
    "{{ {a} }}": "BRACE_IN_TAG",
}


def hostile() -> Iterator[Hostile]:
    """Yield every hostile and broken file."""
    for number, (text, code) in enumerate(EXPRESSIONS.items()):
        yield Hostile(f"expression {number} {text[:40]}", docx(p(text)), code)
    for number, (text, code) in enumerate(BROKEN.items()):
        yield Hostile(f"broken {number} {text[:40]}", docx(p(text)), code)
    yield from _placed()
    yield from _structures()
    yield from _exhausting()
    yield from _zips()
    yield from _kinds()
    yield from _xml()
    yield from _content()
    yield from _flipped()


def _placed() -> Iterator[Hostile]:
    attack = "{{ cycler.__init__.__globals__ }}"
    yield Hostile("attack in the header", docx(p("a"), header=p(attack)), "FORBIDDEN_NAME")
    yield Hostile("attack in the footer", docx(p("a"), footer=p(attack)), "FORBIDDEN_NAME")
    yield Hostile(
        "attack in a footnote",
        docx(p("a"), footnotes=f'<w:footnote w:id="2">{p(attack)}</w:footnote>'),
        "FORBIDDEN_NAME",
    )
    yield Hostile(
        "attack in an endnote", docx(p("a"), endnotes=f'<w:endnote w:id="2">{p(attack)}</w:endnote>'), "FORBIDDEN_NAME"
    )
    yield Hostile("attack over runs", docx(p("{", "{ cyc", "ler.__in", "it__ }", "}")), "FORBIDDEN_NAME")
    yield Hostile("attack in a cell", docx(table([attack])), "FORBIDDEN_NAME")
    yield Hostile("attack in the title", docx(p("a"), title=attack), "TAG_IN_PROPERTIES")
    yield Hostile("attack in a column span", docx(table(["{% colspan x.__class__ %}a"])), "FORBIDDEN_NAME")
    yield Hostile(
        "attack in an attribute", docx(p(raw=f'<w:bookmarkStart w:id="1" w:name="{attack}"/>')), "TAG_IN_ATTRIBUTE"
    )
    yield Hostile(
        "attack in a style attribute",
        docx(f'<w:p><w:pPr><w:pStyle w:val="{attack}"/></w:pPr></w:p>'),
        "TAG_IN_ATTRIBUTE",
    )
    yield Hostile("field in a field code", docx(p(raw=field("REF {{ x }}"))), "TAG_IN_FIELD_CODE")
    yield Hostile(
        "field in a link address",
        docx(p("a"), rels=[relation(7, "hyperlink", "https://a.example/{{ x }}", True)]),
        "TAG_IN_ATTRIBUTE",
    )
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('{{ x }}')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    yield Hostile("field in a text box", docx(p("a", raw=box)), "TAG_IN_DRAWING")
    yield Hostile("field loose in the body", docx(f"{{{{ x }}}}{p('a')}"), "MISPLACED")
    yield Hostile(
        "tag split over a link",
        docx(f'<w:p>{run("{{ na")}<w:hyperlink w:anchor="a">{run("mn }}")}</w:hyperlink></w:p>'),
        "TAG_SPLIT",
    )
    yield Hostile(
        "tag with a tab inside", docx(f"<w:p>{run('{{ na')}<w:r><w:tab/></w:r>{run('mn }}')}</w:p>"), "BREAK_IN_TAG"
    )
    yield Hostile("tag over two paragraphs", docx(p("{{ na"), p("mn }}")), "UNCLOSED")


def _structures() -> Iterator[Hostile]:
    yield Hostile("if over two cells", docx(table(["{% if x %}a", "b{% endif %}"])), "CROSS_CELL")
    yield Hostile("loop over two rows", docx(table(["{% for a in b %}{{ a }}"], ["{% endfor %}"])), "CROSS_CELL")
    yield Hostile("if from text into a table", docx(p("{%p if x %}"), table(["a{% endif %}"])), "CROSS_CELL")
    yield Hostile(
        "p in a row of words",
        docx(table(["{%tr for a in b %}", "ord"], ["{{ a }}", "b"], ["{%tr endfor %}", ""])),
        "EATS_ROW",
    )
    yield Hostile("two row tags in a row", docx(table(["{%tr for a in b %}", "{%tr endfor %}"])), "EATS_ROW")
    yield Hostile(
        "command in a section break",
        docx(f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('{%p if x %}')}</w:p>", p("{%p endif %}")),
        "EATS_SECTION",
    )
    bold = f'<w:p>{run("{% if x %}a")}<w:hyperlink w:anchor="a">{run("b{% endif %}")}</w:hyperlink></w:p>'
    yield Hostile("if that ends in a link", docx(bold), "UNBALANCED")
    yield Hostile(
        "loop that ends in another surrounding",
        docx(p("{% for a in b %}{{ a }}"), f"<w:sdt><w:sdtContent>{p('{% endfor %}')}</w:sdtContent></w:sdt>"),
        "UNBALANCED",
    )


def _exhausting() -> Iterator[Hostile]:
    yield Hostile("brace storm", docx(p("{" * 80_000)), "UNCLOSED")
    yield Hostile("comment storm", docx(p("{#" * 40_000 + "{{ x")), "UNCLOSED")
    yield Hostile("many tags", docx(p("{{ x }}" * 6_000)), "TOO_MANY_TAGS")
    yield Hostile("many paragraphs", docx("<w:p/>" * 700_000), "XML_TOO_LARGE")
    yield Hostile("deep elements", docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "XML_TOO_LARGE")
    yield Hostile("a huge text", docx(p("a" * 11 * 2**20)), "XML_TOO_LARGE")
    yield Hostile("a bomb of 60 MB", docx(p("a"), more={"word/media/a.bin": b"\0" * 60 * 2**20}), "ZIP_TOO_LARGE")
    yield Hostile(
        "501 parts", docx(p("a"), more={f"word/media/{n}.bin": b"" for n in range(501)}), "ZIP_TOO_MANY_PARTS"
    )
    random_bytes = random.Random(SEED).randbytes(11 * 2**20)  # noqa: S311 - a fixed seed
    yield Hostile("a file of 11 MB", docx(p("a"), more={"word/media/a.bin": random_bytes}), "FILE_TOO_LARGE")


def _zips() -> Iterator[Hostile]:
    good = docx(p("a"))
    yield Hostile("nothing", b"", "FILE_EMPTY")
    yield Hostile("half a file", good[: len(good) // 2], "ZIP_BROKEN")
    yield Hostile("only a header", good[:30], "ZIP_BROKEN")
    yield Hostile("a program before it", b"MZ" + good, "FILE_NOT_WORD")
    yield Hostile("a PDF", b"%PDF-1.7\n%%EOF", "FILE_NOT_WORD")
    yield Hostile("HTML", b"<html><body>{{ x }}</body></html>", "FILE_NOT_WORD")
    yield Hostile("an old .doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "FILE_PROTECTED")
    yield Hostile("a plain zip", zipped({"a.txt": "a"}), "PART_MISSING")
    for name, code in (
        ("../evil.xml", "ZIP_NAME"),
        ("/etc/evil.xml", "ZIP_NAME"),
        ("word\\evil.xml", "ZIP_NAME"),
        ("C:evil.xml", "ZIP_NAME"),
        ("word/./a.xml", "ZIP_NAME"),
        ("word/%2e%2e/a.xml", "ZIP_NAME"),
        ("WORD/Document.xml", "ZIP_DUPLICATE"),
        ("word/document%2Exml", "ZIP_DUPLICATE"),
    ):
        yield Hostile(f"a part called {name}", docx(p("a"), more={name: "<a/>"}), code)
    twice = io.BytesIO(good)
    with zipfile.ZipFile(twice, "a") as archive:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr("word/document.xml", story("document", f"<w:body>{p('{{ x }}')}</w:body>"))
    yield Hostile("two document.xml", twice.getvalue(), "ZIP_DUPLICATE")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts(p("a")).items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("word/link.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    yield Hostile("a symbolic link", out.getvalue(), "ZIP_NAME")
    yield Hostile("an unusual packing", zipped(parts(p("a")), zipfile.ZIP_BZIP2), "ZIP_METHOD")
    yield Hostile("an encrypted part", _with_flag(good, 0x1), "ZIP_METHOD")
    yield Hostile("overlapping parts", _overlapping(good), "ZIP_OVERLAP")
    stored = zipped(parts(p("a" * 50)), zipfile.ZIP_STORED)
    yield Hostile("a wrong checksum", stored.replace(b"a" * 50, b"b" * 50), "ZIP_BROKEN")
    yield Hostile("a size that lies", _lying(good), "ZIP_BROKEN")


def _with_flag(data: bytes, flag: int) -> bytes:
    spoilt, position = bytearray(data), 0
    while (position := spoilt.find(b"PK\x01\x02", position)) >= 0:
        spoilt[position + 8] |= flag
        position += 4
    return bytes(spoilt)


def _overlapping(data: bytes) -> bytes:
    """Let the second directory entry point at the first one's bytes."""
    spoilt = bytearray(data)
    first = spoilt.find(b"PK\x01\x02")
    second = spoilt.find(b"PK\x01\x02", first + 4)
    spoilt[second + 42 : second + 46] = spoilt[first + 42 : first + 46]
    return bytes(spoilt)


def _lying(data: bytes) -> bytes:
    spoilt = bytearray(data)
    first = spoilt.find(b"PK\x01\x02")
    (size,) = struct.unpack_from("<L", spoilt, first + 24)
    struct.pack_into("<L", spoilt, first + 24, size + 1000)
    return bytes(spoilt)


def _kinds() -> Iterator[Hostile]:
    yield Hostile("a .docm", docx(p("a"), main="application/vnd.ms-word.document.macroEnabled.main+xml"), "MACRO")
    yield Hostile("a .dotx", docx(p("a"), main=f"{WORDML}.template.main+xml"), "FILE_WRONG_KIND")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    yield Hostile("a workbook", docx(p("a"), main=sheet), "FILE_WRONG_KIND")
    strict = parts(p("a"))
    strict["_rels/.rels"] = str(strict["_rels/.rels"]).replace(
        OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    yield Hostile("a strict file", zipped(strict), "FILE_STRICT")
    for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
        spoilt = parts(p("a"))
        del spoilt[name]
        yield Hostile(f"no {name}", zipped(spoilt), "PART_MISSING")


def _xml() -> Iterator[Hostile]:
    def with_part(name: str, content: str | bytes) -> bytes:
        return zipped({**parts(p("a"), header=p("a"), footnotes=""), name: content})

    body = f"<w:body>{p('a')}</w:body>"
    plain = f"<w:document {NS}>{body}</w:document>"
    doctypes = {
        "an entity to a file": '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "an entity to the network": '<!DOCTYPE w:document [<!ENTITY a SYSTEM "http://127.0.0.1/a">]>',
        "an outside DTD": '<!DOCTYPE w:document SYSTEM "http://127.0.0.1/a.dtd">',
        "a parameter entity": '<!DOCTYPE w:document [<!ENTITY % a SYSTEM "http://127.0.0.1/a"> %a;]>',
        "a billion laughs": "<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 9))
        + "]>",
    }
    for name, doctype in doctypes.items():
        yield Hostile(name, with_part("word/document.xml", doctype + plain), "XML_DOCTYPE")
    notes = f'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:footnotes {NS}><w:footnote>&a;</w:footnote></w:footnotes>'
    yield Hostile("an entity in the footnotes", with_part("word/footnotes.xml", notes), "XML_DOCTYPE")
    yield Hostile(
        "an entity in the types", with_part("[Content_Types].xml", '<!DOCTYPE a [<!ENTITY a "b">]><a/>'), "XML_DOCTYPE"
    )
    yield Hostile(
        "an entity in custom XML",
        with_part("customXml/item1.xml", '<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'),
        "XML_DOCTYPE",
    )
    yield Hostile("an unclosed element", with_part("word/document.xml", plain[:-10]), "XML_BROKEN")
    yield Hostile("a broken header", with_part("word/header.xml", f"<w:hdr {NS}><w:p></w:hdr>"), "XML_BROKEN")
    yield Hostile("an unknown entity", with_part("word/document.xml", plain.replace(">a<", ">&nbsp;<")), "XML_BROKEN")
    yield Hostile(
        "a doubled attribute",
        with_part("word/document.xml", plain.replace("<w:p>", '<w:p w:a="1" w:a="2">')),
        "XML_BROKEN",
    )
    yield Hostile("a NUL in the text", with_part("word/document.xml", plain.replace(">a<", ">\0<")), "XML_BROKEN")
    yield Hostile(
        "bytes that are not UTF-8",
        with_part("word/document.xml", plain.encode().replace(b">a<", b">\xff\xfe<")),
        "XML_BROKEN",
    )
    yield Hostile("an empty document.xml", with_part("word/document.xml", ""), "XML_BROKEN")
    odd = plain.replace("xmlns:w=", "xmlns:x=").replace("<w:", "<x:").replace("</w:", "</x:")
    yield Hostile("an odd prefix", with_part("word/document.xml", odd), "XML_PREFIX")


def _content() -> Iterator[Hostile]:
    def related(kind: str, target: str, external: bool = False, **more: object) -> bytes:
        return docx(p("a"), rels=[relation(7, kind, target, external)], **more)

    yield Hostile("a macro part", docx(p("a"), more={"word/vbaProject.bin": b"a"}), "MACRO")
    yield Hostile(
        "a macro link", related("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vba.bin"), "MACRO"
    )
    yield Hostile("an OLE link", related("oleObject", "embeddings/a.bin"), "OLE")
    yield Hostile("an embedded workbook", related("package", "embeddings/a.xlsx"), "OLE")
    yield Hostile(
        "an OLE element", docx(p(raw='<w:r><w:object><o:OLEObject ProgID="Package"/></w:object></w:r>')), "OLE"
    )
    yield Hostile(
        "an ActiveX control", related("control", "activeX/a.xml", more={"word/activeX/a.xml": "<a/>"}), "ACTIVE_CONTENT"
    )
    yield Hostile("an ActiveX element", docx(p(raw='<w:r><w:control r:id="rId7"/></w:r>')), "ACTIVE_CONTENT")
    yield Hostile("a ribbon of its own", docx(p("a"), more={"customUI/customUI.xml": "<a/>"}), "ACTIVE_CONTENT")
    yield Hostile("an altChunk", docx(p("a"), '<w:altChunk r:id="rId7"/>'), "ALT_CHUNK")
    yield Hostile("an altChunk link", related("aFChunk", "a.html", more={"word/a.html": "<script/>"}), "ALT_CHUNK")
    yield Hostile("a subdocument", related("subDocument", "https://a.example/a.docx", True), "ALT_CHUNK")
    for target in (
        "https://a.example/a.dotm",
        "http://a.example/a.dotm",
        "\\\\server\\a.dotx",
        "file://server/a.dotx",
        "file:////server/a.dotx",
        "//server/a.dotx",
        "ftp://a.example/a.dotx",
        "file:///\\\\server\\a.dotx",
    ):
        yield Hostile(f"a template at {target}", related("attachedTemplate", target, True), "REMOTE_TEMPLATE")
    yield Hostile("a linked picture", related("image", "https://a.example/a.png", True), "EXTERNAL")
    yield Hostile("a frame", related("frame", "https://a.example/", True), "EXTERNAL")
    yield Hostile("a mail merge source", related("mailMergeSource", "file:///C:/a.mdb", True), "EXTERNAL")
    for target in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "\\\\server\\share",
        "ms-word:ofe|u|a",
        "data:text/html,a",
        "//a.example/",
        " javascript:alert(1)",
        "vbscript:a",
        "http:\\\\a.example",
    ):
        yield Hostile(f"a link to {target}", related("hyperlink", target, True), "EXTERNAL")
    yield Hostile("a part outside the file", related("image", "../../../etc/passwd"), "RELATION")
    for code in (
        "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
        "DDE a b",
        'INCLUDETEXT "https://a.example/a"',
        'INCLUDEPICTURE "https://a.example/a.png"',
        "LINK Excel.Sheet.8 a",
        "EMBED Package",
        "MACROBUTTON a b",
        "DATABASE \\d a",
        "IMPORT a",
        "RD a",
        "AUTOTEXT a",
        "FILLIN a",
        "ASK a b",
        "PRINT a",
        "GOTOBUTTON a",
        'HYPERLINK "javascript:alert(1)"',
        'HYPERLINK "file:///a"',
    ):
        yield Hostile(f"field code {code[:20]}", docx(p(raw=field(code))), "FIELD_CODE")
    yield Hostile("a split field code", docx(p(raw=field("DDEAUTO a b", split=True))), "FIELD_CODE")
    yield Hostile(
        "a simple field", docx(p(raw=f'<w:fldSimple w:instr="DDE a b">{run("a")}</w:fldSimple>')), "FIELD_CODE"
    )
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + field("QUOTE 68 68 69")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    yield Hostile("a computed field code", docx(p(raw=nested)), "FIELD_CODE")
    yield Hostile("a field code in the header", docx(p("a"), header=p(raw=field("DDE a b"))), "FIELD_CODE")
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield Hostile("a picture that runs", docx(p("a"), more={"word/media/a.svg": svg}), "ACTIVE_CONTENT")
    far = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/a"/></svg>'
    yield Hostile("a picture that fetches", docx(p("a"), more={"word/media/a.svg": far}), "ACTIVE_CONTENT")
    chart = '<c:chart xmlns:c="a"><c:v>{{ x }}</c:v></c:chart>'
    yield Hostile("a field in a chart", docx(p("a"), more={"word/charts/chart1.xml": chart}), "TAG_IN_DRAWING")


def _flipped() -> Iterator[Hostile]:
    """Bits flipped inside compressed text: the checksum or the packing must notice each."""
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed
    good = docx(p("a" * 200, "b", "c" * 300, "Leverantören svarar för allt"))
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        info = archive.getinfo("word/document.xml")
    start = info.header_offset + 30 + len(info.filename)
    for number in range(6):
        spoilt = bytearray(good)
        spoilt[start + dice.randrange(info.compress_size)] ^= 1 << dice.randrange(8)
        yield Hostile(f"flipped bit {number}", bytes(spoilt), "ZIP_BROKEN")


VALUES = {"x": "Värde", "namn": "Ann & Åke", "ja": True, "nej": False, "rader": [{"a": "ett"}, {"a": "två"}]}


def innocent() -> Iterator[Innocent]:
    """Yield files such as offices have."""
    tracked = (
        f'<w:p>{run("Priset är ")}<w:del w:id="1" w:author="A">'
        f'<w:r><w:delText>10</w:delText></w:r></w:del><w:ins w:id="2" w:author="A">{run("{{ x }}")}</w:ins></w:p>'
    )
    yield Innocent("tracked changes", docx(tracked, settings="<w:trackRevisions/>"), "Priset är Värde")
    split = f'<w:p>{run("{{ na")}<w:del w:id="1"><w:r><w:delText>ME</w:delText></w:r></w:del><w:ins w:id="2">{run("mn }}")}</w:ins></w:p>'
    yield Innocent("a tracked change in a field", docx(split), "Ann & Åke")
    moved = (
        f'<w:moveFromRangeStart w:id="1" w:name="m"/><w:p><w:moveFrom w:id="2">{run("borta")}</w:moveFrom></w:p>'
        f'<w:moveFromRangeEnd w:id="1"/><w:p><w:moveTo w:id="3">{run("hit {{ x }}")}</w:moveTo></w:p>'
    )
    yield Innocent("a moved paragraph", docx(moved), "hit Värde")
    merged = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Ett ")}</w:p>{p("{{ x }}")}'
    yield Innocent("a deleted paragraph mark", docx(merged), "Ett Värde")
    changed = (
        '<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr><w:t>{{ x }}</w:t></w:r></w:p>'
    )
    yield Innocent("a tracked change of look", docx(changed), "Värde")
    rows = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>'
        f'{p("borta")}</w:tc></w:tr><w:tr><w:trPr><w:ins w:id="2"/></w:trPr><w:tc>{p("{{ x }}")}</w:tc></w:tr></w:tbl>'
    )
    yield Innocent("tracked rows", docx(rows, p("")), "Värde")
    remark = (
        f'<w:p><w:commentRangeStart w:id="0"/>{run("{{ x }}")}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    yield Innocent(
        "comments",
        docx(remark, comments=f'<w:comment w:id="0" w:author="Salla">{p("hemligt {{ y }}")}</w:comment>'),
        "Värde",
    )
    box = f"<w:txbxContent>{p('I en ruta')}</w:txbxContent>"
    shape = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="Ruta"/>'
        f'<a:graphic><a:graphicData uri="a"><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    yield Innocent("a text box", docx(p("{{ x }}", raw=shape)), "I en ruta")
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="Namn"/><w:dataBinding w:xpath="/a" w:storeItemID="{{AB}}"/></w:sdtPr>'
        f"<w:sdtContent>{p('{{ x }}')}</w:sdtContent></w:sdt>"
    )
    yield Innocent("a content control", docx(control), "Värde")
    inline = f"<w:p>{run('Till ')}<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('{{ namn }}')}</w:sdtContent></w:sdt></w:p>"
    yield Innocent("a control in the line", docx(inline), "Till Ann & Åke")
    notes = (
        f'<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{p("Se {{ x }}")}</w:footnote>'
    )
    yield Innocent(
        "footnotes",
        docx(f'<w:p>{run("{{ x }}")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=notes),
        "Värde",
    )
    inner = table(["{{ x }}"])
    yield Innocent("nested tables", docx(table([f"{inner}{p('')}", "b"]), p("")), "Värde")
    loop = table(
        ["Namn", "Nr"], ["{%tr for r in rader %}", ""], ["{{ r.a }}", "{{ loop.index }}"], ["{%tr endfor %}", ""]
    )
    yield Innocent("looped rows", docx(loop), "två")
    yield Innocent("split runs", docx(p("{", "{ na", "mn", " }", "} hälsar")), "Ann & Åke hälsar")
    spelled = f'<w:p><w:proofErr w:type="spellStart"/>{run("{{ na")}<w:proofErr w:type="spellEnd"/>{run("mn }}")}</w:p>'
    yield Innocent("a spelling mark in a field", docx(spelled), "Ann & Åke")
    numbered = parts(
        p("{{ x }}", style="Rubrik1"),
        rels=[relation(8, "numbering", "numbering.xml")],
        types=[f'<Override PartName="/word/numbering.xml" ContentType="{WORDML}.numbering+xml"/>'],
    )
    numbered["word/numbering.xml"] = story(
        "numbering",
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:pStyle w:val="Rubrik1"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    )
    yield Innocent("numbering", zipped(numbered), "Värde")
    yield Innocent(
        "headers and footers", docx(p("{{ x }}"), header=p("{{ namn }}"), footer=p(raw=field("PAGE"))), "Värde"
    )
    yield Innocent(
        "single braces",
        docx(p("Skriv {så_här} eller { så } {1}", " 100 % {#1 och {{ x }}")),
        "Skriv {så_här} eller { så } {1} 100 % {#1 och Värde",
    )
    yield Innocent("JSON in the text", docx(p('{"a": {"b": 1}}'), p("{{ x }}")), '{"a": {"b": 1}}')
    yield Innocent(
        "a local template",
        docx(
            p("{{ x }}"),
            settings='<w:attachedTemplate r:id="rId1"/>',
            more={
                "word/_rels/settings.xml.rels": relations(
                    relation(1, "attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm", True)
                )
            },
        ),
        "Värde",
    )
    link = relation(7, "hyperlink", "https://www.finlex.fi/sv/?q=a%20b&c=d", True)
    yield Innocent(
        "links",
        docx(
            f'<w:p><w:hyperlink r:id="rId7">{run("Finlex")}</w:hyperlink>{run(" {{ x }}")}</w:p>',
            rels=[link, relation(8, "hyperlink", "mailto:a@a.example?subject=a", True)],
        ),
        "Finlex Värde",
    )
    fields = "".join(
        map(
            field,
            (
                'TOC \\o "1-3" \\h',
                " PAGE \\* MERGEFORMAT ",
                "REF _Ref1 \\r \\h",
                "SEQ Tabell \\* ARABIC",
                'HYPERLINK "https://a.example/"',
                'HYPERLINK \\l "_Toc1"',
                "=SUM(ABOVE)",
                "NUMPAGES",
                'STYLEREF "Rubrik 1"',
            ),
        )
    )
    yield Innocent("field codes", docx(p("{{ x }}", raw=fields)), "Värde")
    dated = "".join(map(field, ("DATE \\@ yyyy", "USERNAME", " DOCVARIABLE a \\* MERGEFORMAT")))
    yield Innocent("fields of the clock and the reader", docx(p("{{ x }} ", raw=dated)), "Värde 111")
    office = STYLES.replace("sv-FI", "fi-FI")
    libre = (
        '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:bidi w:val="0"/><w:jc w:val="start"/><w:rPr/></w:pPr>'
        '<w:r><w:rPr></w:rPr><w:t>{{ x }}</w:t></w:r><w:r><w:rPr><w:lang w:val="fi-FI"/></w:rPr><w:t>  </w:t></w:r></w:p>'
    )
    yield Innocent("LibreOffice's way", docx(libre, styles=office), "Värde")
    hidden = f"<w:p>{run('{{ x }}')}{run('anteckning', '<w:vanish/>')}{run('stil', chr(60) + 'w:rStyle w:val=' + chr(34) + 'Gomd' + chr(34) + '/>')}</w:p>"
    yield Innocent("hidden notes", docx(hidden), "Värde")
    smart = '<w:p><w:smartTag w:uri="a" w:element="place">' + run("{{ na") + "</w:smartTag>" + run("mn }}") + "</w:p>"
    yield Innocent("a smart tag", docx(smart), "Ann & Åke")
    yield Innocent(
        "conditions in one line",
        docx(p("Avtal{% if ja %} om köp{% else %} om byte{% endif %}{% if nej %}!{% endif %}")),
        "Avtal om köp",
    )
    yield Innocent(
        "conditional paragraphs",
        docx(p("{%p if ja %}"), p("Villkor {{ x }}"), p("{%p else %}"), p("Inget"), p("{%p endif %}")),
        "Villkor Värde",
    )
    yield Innocent("typographic quotes", docx(p("{{ saknas|default(”–”) }} {{ x }}")), "– Värde")
    spans = table(["{%tc for r in rader %}", "{{ r.a }}", "{%tc endfor %}"])
    yield Innocent("looped columns", docx(spans), "två")
    wide = table(["{%tr for r in rader %}"], ["{% vm %}{{ r.a }}"], ["{%tr endfor %}"])
    yield Innocent("merged cells", docx(wide), "ett")
    looped = table(["{%tc for r in rader %}", "{% hm %}{{ x }}", "{%tc endfor %}"])
    yield Innocent("cells merged over columns", docx(looped), "Värde")
    chart = parts(p("{{ x }}"), rels=[relation(7, "chart", "charts/chart1.xml")])
    chart["word/charts/chart1.xml"] = (
        '<c:chartSpace xmlns:c="a" xmlns:r="b"><c:externalData r:id="rId1"/></c:chartSpace>'
    )
    chart["word/charts/_rels/chart1.xml.rels"] = relations(relation(1, "package", "../embeddings/a.xlsx"))
    chart["word/embeddings/a.xlsx"] = workbook()
    yield Innocent("a chart", zipped(chart), "Värde")
    custom = parts(p("{{ x }}"), rels=[relation(7, "customXml", "../customXml/item1.xml")])
    custom["customXml/item1.xml"] = "<a>Salla Salainen</a>"
    yield Innocent("custom XML", zipped(custom), "Värde")


__all__ = ["MAIN", "SEED", "VALUES", "Hostile", "Innocent", "hostile", "innocent"]
