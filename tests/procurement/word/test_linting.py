"""The linter names every fault at once, with part, heading, paragraph and cell, in the lawyer's language."""

from __future__ import annotations

import io
import time
import unicodedata

import pytest
from docx import Document

from procurement.languages import Language
from procurement.word import (
    Field,
    FieldCatalogue,
    FieldType,
    Finding,
    Severity,
    TemplateRefused,
    fact_fields,
    lint,
    prepare,
    render,
)
from procurement.word.annotating import annotate
from procurement.word.messages import MESSAGES
from tests.procurement.word.files import docx, p, parts, relation, run, table, words, zipped

CATALOGUE = FieldCatalogue.of(
    [
        Field("buyer.name"),
        Field("buyer.name_gen"),
        Field("buyer.business_id"),
        Field("price.total", FieldType.MONEY, {"sv": "Pris", "fi": "Hinta", "en": "Price"}, "90000.00", required=True),
        Field("contract.date", FieldType.DATE),
        Field("term.option", FieldType.YES_NO),
        Field("acceptance.days", FieldType.NUMBER, {"sv": "Granskningstid i dagar"}),
        Field("liability.cap_percent", FieldType.PERCENT),
        Field("terms.title", FieldType.TEXT, {"sv": "Allmänna villkor"}),
        Field("case.legal_basis", FieldType.CHOICE),
        Field("case.legal_basis_label"),
        Field("parties[].name"),
        Field("parties[].phone"),
        Field("parties[].emails[]"),
        Field("topics", FieldType.LIST),
        Field("signatures", FieldType.BLOCK),
        Field("secret.number", supplied=False),
    ]
)


def found(*body: str, **options: object) -> list[Finding]:
    return lint(docx(*body, **options), CATALOGUE)


def codes(*body: str, **options: object) -> list[str]:
    return [each.code for each in found(*body, **options) if each.code not in ("UNUSED_FIELD", "NO_FIELDS")]


def test_a_right_template_has_no_findings():
    assert (
        found(
            p("Avtal", style="Rubrik1"),
            p("{{ buyer.name }}, {{ contract.date|date(long) }}, {{ price.total|money }} euro, {{ topics|listed }}"),
            p("{%p for party in parties %}"),
            p("{{ loop.index }}. {{ party.name }}{% if not loop.last %};{% endif %}"),
            p("{%p endfor %}"),
            p("{% if term.option %}Med option{% else %}Utan option{% endif %}"),
            p("{{p signatures }}"),
        )
        == []
    )


def test_all_faults_come_at_once_each_with_its_place():
    findings = found(
        p("1 Parter", style="Rubrik1"),
        p("Köpare: {{ buyer.nmae }}"),
        table(["Pris", "{{ price.total|eur }}"], ["{% if term.option %}a", "b"]),
        p("2 Villkor", style="Rubrik1"),
        p("{% endfor %}"),
        header=p("{{ buyer.name"),
        footer=p("{{ x.y() }}"),
        footnotes=f'<w:footnote w:id="2">{p("{{ okänt }}")}</w:footnote>',
    )
    assert [
        (each.code, each.place.part, each.place.heading, each.place.paragraph, each.place.row, each.place.cell)
        for each in findings
        if each.code != "UNUSED_FIELD"
    ] == [
        ("UNCLOSED", "header", "", 1, 0, 0),
        ("UNKNOWN_FIELD", "body", "1 Parter", 2, 0, 0),
        ("UNKNOWN_FILTER", "body", "1 Parter", 4, 1, 2),
        ("ORPHAN", "body", "2 Villkor", 8, 0, 0),
        ("NOT_CLOSED", "body", "1 Parter", 5, 2, 1),
        ("NOT_ALLOWED", "footer", "", 1, 0, 0),
        ("UNKNOWN_FIELD", "footnote", "", 1, 0, 0),
    ]


def test_the_sentence_is_in_the_lawyers_language_with_what_was_meant():
    finding = next(each for each in found(p("{{ buyer.nmae }}")) if each.code == "UNKNOWN_FIELD")
    assert finding.suggestions[0] == "buyer.name"
    assert finding.message("sv").startswith("Fältet ”buyer.nmae” finns inte i katalogen. Menade du ”buyer.name”")
    assert finding.message("fi").startswith("Kenttää ”buyer.nmae” ei ole luettelossa. Tarkoititko ”buyer.name”")
    assert finding.message("en").startswith("The field “buyer.nmae” is not in the catalogue. Did you mean “buyer.name”")
    assert finding.place.describe(Language.FI) == "leipäteksti, kappale 1"
    assert finding.severity is Severity.ERROR


def test_a_finding_survives_json():
    for each in found(p("{{ buyer.nmae }} 14 dagar"), table(["{{ x|eur }}"])):
        assert Finding.from_json(each.to_json()) == each


def test_every_code_has_a_sentence_in_three_languages_that_names_the_same_things():
    import string

    for code, sentences in MESSAGES.items():
        fields = {
            language: {name for _, name, _, _ in string.Formatter().parse(sentences[language]) if name}
            for language in map(str, Language)
        }
        assert fields["sv"] == fields["fi"] == fields["en"], code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ topics }}", ["LIST_PRINTED"]),
        ("{{ parties }}", ["LIST_PRINTED"]),
        ("{{ buyer }}", ["GROUP_PRINTED"]),
        ("{{ term.option }}", ["YES_NO_PRINTED"]),
        ("{{ case.legal_basis }}", ["CHOICE_PRINTED"]),
        ("{{ case.legal_basis_label }}", []),
        ("{{ signatures }}", ["BLOCK_ALONE"]),
        ("{{ parties[0].name }} {{ (parties|first).name }}", ["NOT_ALLOWED"]),
        ("{{ parties[0].phone }}", []),
        ("{{ price.total|date }}", ["FILTER_TYPE"]),
        ("{{ buyer.name|money }}", ["FILTER_TYPE"]),
        ("{{ buyer.name|join(', ') }}", ["FILTER_TYPE"]),
        ("{% for a in buyer.name %}{{ a }}{% endfor %}", ["NOT_A_LIST"]),
        ("{% for a in parties %}{{ a.nmae }}{% endfor %}", ["UNKNOWN_FIELD"]),
        ("{% for a in parties %}{% for b in a.emails %}{{ b }}{% endfor %}{% endfor %}", []),
        ("{% for a in parties %}x{% endfor %}", ["UNUSED_LOOP"]),
        ("{% for a in parties %}{{ a.name }}{% endfor %}{{ a.name }}", ["UNKNOWN_FIELD"]),
        ("{% if price.total %}x{% endif %}", ["CONDITION_TYPE"]),
        ("{% if topics and term.option %}x{% endif %}", []),
        ("{% if buyer.name is defined %}x{% endif %}", []),
        ("{{ secret.number }}", ["NEVER_FILLED"]),
        ("{{ buyer.name|default(“–”) }}", ["SMART_QUOTES"]),
        ("{{ buyer.name }}:n sopimus", ["CASE_ENDING"]),
        ("{ buyer.name }}", ["STRAY_CLOSING"]),
        ("{buyer.name} {a} {", []),
    ],
)
def test_fields_are_used_as_what_they_are(text, expected):
    assert codes(p(text)) == expected


def test_a_field_of_a_loop_is_suggested_by_the_loops_own_name():
    finding = next(
        each for each in found(p("{% for a in parties %}{{ a.nmae }}{% endfor %}")) if each.code == "UNKNOWN_FIELD"
    )
    assert finding.suggestions == ("a.name",)


def test_a_field_the_kind_requires_and_nobody_names_is_a_warning():
    assert [(each.code, each.params["name"]) for each in found(p("{{ buyer.name }}"))] == [
        ("UNUSED_FIELD", "price.total")
    ]
    assert found(p("{{ price.total }}")) == []


def test_a_case_ending_offers_the_inflected_field():
    finding = next(each for each in found(p("{{ buyer.name }}:n")) if each.code == "CASE_ENDING")
    assert finding.suggestions == ("buyer.name_gen",)


@pytest.mark.parametrize(
    ("text", "code", "said", "offered"),
    [
        ("Ansvaret är högst 100 procent av priset", "LAW_PERCENT", "100 procent", "liability.cap_percent"),
        ("Vite 1,5 % per vecka", "LAW_PERCENT", "1,5 %", "liability.cap_percent"),
        ("Granskas inom 14 dagar", "LAW_DAYS", "14 dagar", "acceptance.days"),
        ("tarkastetaan 30 päivän kuluessa", "LAW_DAYS", "30 päivän", "acceptance.days"),
        ("Tröskelvärdet är 60 000 euro", "LAW_AMOUNT", "60 000 euro", "price.total"),
        ("enligt 128 § i upphandlingslagen", "LAW_SECTION", "128 §", None),
        ("Villkoren är JYSE 2025 Palvelut", "LAW_TERMS", "JYSE 2025 Palvelut", "terms.title"),
    ],
)
def test_law_typed_as_text_is_a_warning_that_offers_the_field(text, code, said, offered):
    finding = next(each for each in found(p(text)) if each.code == code)
    assert (finding.text, finding.severity) == (said, Severity.WARNING)
    assert (finding.suggestions[0] if finding.suggestions else None) == offered


def test_text_in_another_language_than_the_template_is_a_warning_at_its_paragraph():
    swedish = "Leverantören svarar för att tjänsten är utförd enligt avtalet och att den inte har några fel. "
    finnish = "Toimittaja vastaa siitä, että palvelu on sopimuksen mukainen ja että se ei ole virheellinen. "
    findings = lint(docx(p(swedish), p(swedish), p(finnish), p("{{ x }}")), language="sv")
    assert [(each.code, each.place.paragraph) for each in findings] == [("TEXT_LANGUAGE", 3)]
    assert "finska" in findings[0].message("sv")
    assert "ruotsi" in findings[0].message("fi")


def test_the_file_says_when_its_language_is_not_that_of_its_words():
    finnish = "Toimittaja vastaa siitä, että palvelu on sopimuksen mukainen ja että se ei ole virheellinen. "
    assert [each.code for each in lint(docx(p(finnish), p("{{ x }}")))] == ["DECLARED_LANGUAGE"]
    assert prepare(docx(p(finnish))).language is Language.FI


def test_paragraphs_are_numbered_as_the_lawyers_file_has_them():
    deleted = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("bort ")}</w:p>'
    finding = next(each for each in found(p("ett"), deleted, p("tre"), p("{{ x")) if each.code == "UNCLOSED")
    assert finding.place.paragraph == 4


def test_a_local_template_is_cut_with_a_notice():
    contents = parts(p("{{ x }}"), settings='<w:attachedTemplate r:id="rId1"/>')
    from tests.procurement.word.files import relations

    contents["word/_rels/settings.xml.rels"] = relations(
        relation(1, "attachedTemplate", r"C:\Users\a\Normal.dotm", True)
    )
    findings = lint(zipped(contents))
    assert [(each.code, each.severity, each.text) for each in findings] == [
        ("LOCAL_TEMPLATE", Severity.NOTICE, "Normal.dotm")
    ]


def test_the_facts_catalogue_becomes_fields():
    fields = fact_fields()
    assert fields.type_of("supplier.name") is FieldType.TEXT
    assert fields.type_of("price.total") is FieldType.MONEY
    assert fields.type_of("term.option") is FieldType.YES_NO
    assert fields.type_of("negotiation.topics") is FieldType.LIST
    assert fields.type_of("supplier") is FieldType.GROUP
    assert fields.type_of("supplier.nmae") is None
    assert fields.near("supplier.bussiness_id")[0] == "supplier.business_id"
    assert FieldCatalogue.from_json(fields.to_json()).fields == fields.fields


def test_the_file_comes_back_with_a_comment_at_each_finding_and_its_words_unchanged():
    template = docx(p("Köpare: ", "{{ buyer.nmae }}", " och"), table(["{{ x|eur }}"]), header=p("{{ y"))
    findings = lint(template, CATALOGUE)
    annotated = annotate(template, findings, "fi")
    document = Document(io.BytesIO(annotated))
    comments = [comment.text for comment in document.comments]
    assert len(comments) == len(findings) == 5
    assert any(text.startswith("✘ Kenttää ”buyer.nmae” ei ole luettelossa.") for text in comments)
    assert any(text.startswith("Ylätunniste, kappale 1: ✘") for text in comments)
    assert words(annotated) == words(template)
    assert annotate(template, findings, "fi") == annotated


def test_a_file_that_cannot_be_trusted_is_not_sent_back():
    template = docx(p("a"), more={"word/vbaProject.bin": b"a"})
    with pytest.raises(TemplateRefused):
        annotate(template, lint(template))


# -- What a template cannot be made from ---------------------------------------------------------------


def codes_of(*body: str, catalogue: FieldCatalogue | None = None, **options: object) -> list[str]:
    return [each.code for each in lint(docx(*body, **options), catalogue)]


STATUS = FieldCatalogue.of([Field("paper.status")])
DECOMPOSED = unicodedata.normalize("NFD", "Åbo å ö ")


@pytest.mark.parametrize("typed", ["UTKAST 1", "LUONNOS", "Detta är DRAFT nu"])
def test_a_mark_of_a_draft_that_is_typed_is_an_error_at_its_place(typed: str) -> None:
    (fault,) = [each for each in lint(docx(p("{{ paper.status }}"), p(typed)), STATUS) if each.code == "DRAFT_TYPED"]
    assert (fault.severity, fault.place.paragraph) == (Severity.ERROR, 2)
    assert "{{ paper.status }}" in fault.message("sv")
    assert codes_of(p("{{ x }}"), p(typed)) == []  # No field here could say it instead.


def test_a_watermark_of_a_draft_is_an_error_and_a_word_about_drafts_is_none() -> None:
    drawn = '<w:r><w:pict><v:shape><v:textpath string="UTKAST"/></v:shape></w:pict></w:r>'
    assert "DRAFT_TYPED" in codes_of(p("{{ paper.status }}"), header=p("", raw=drawn), catalogue=STATUS)
    assert codes_of(p("{{ paper.status }}"), p("Detta utkast, Luonnos"), catalogue=STATUS) == []


def test_decomposed_letters_are_composed_and_characters_that_nobody_sees_are_taken_out() -> None:
    template = docx(p(DECOMPOSED + "{{ x }}"), p("a\u200bb\u202ec"))
    assert [(each.code, each.severity) for each in lint(template)] == [
        ("COMPOSED", Severity.NOTICE),
        ("UNSEEN", Severity.NOTICE),
    ]
    assert words(render(template, {"x": "1"})) == ["Åbo å ö 1", "abc"]


def test_a_template_without_a_single_field_is_warned_of() -> None:
    (found_,) = lint(docx(p("Avtal"), p("{# bara en anmärkning #}")))
    assert (found_.code, found_.severity) == ("NO_FIELDS", Severity.WARNING)


@pytest.mark.parametrize("text", ["{_% if x %_}", "{_{ namn }_}"])
def test_the_escaped_braces_of_docxtpl_are_reported(text: str) -> None:
    assert codes_of(p("{{ x }}"), p(text)) == ["LITERAL_BRACES"]


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        ("{{ namn.upper() }}", "{{ namn.upper() }}"),
        ("{% for a in range(10) %}{{ a }}{% endfor %}", "{% for a in range(10) %}"),
        ("{{ 7 + 7 }}", "{{ 7 + 7 }}"),
    ],
)
def test_what_is_not_allowed_is_said_with_the_tag_itself(body: str, tag: str) -> None:
    (fault,) = lint(docx(p(body)))
    assert fault.code == "NOT_ALLOWED"
    for language in Language:
        assert tag in fault.message(language)
        assert "…" not in fault.message(language)


def test_a_remark_is_no_text_that_a_command_eats() -> None:
    remarked = [p("{%p if x is defined %}{# note #}"), p("a"), p("{%p else %}{# note #}"), p("b"), p("{%p endif %}")]
    assert codes_of(*remarked) == []
    rows = table(["{%tr for r in rader %}{# note #}", "{# till #}"], ["{{ r.a }}", "x"], ["{%tr endfor %}", ""])
    assert codes_of(rows) == []
    assert codes_of(p("{%p if x is defined %}{# note #} text"), p("a"), p("{%p endif %}")) == ["EATS_TEXT"]


def test_more_paragraphs_than_a_contract_has_are_refused_before_they_are_read() -> None:
    file = docx(p("{{ x }}"), "<w:p/>" * 120_000)
    start = time.process_time()
    (fault,) = lint(file)
    assert (fault.code, fault.params["limit"]) == ("TOO_MANY_PARAGRAPHS", "20000")
    assert time.process_time() - start < 2
    with pytest.raises(TemplateRefused):
        prepare(file)


def test_a_part_that_is_gone_is_named() -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>'
    gone = docx(p("{{ x }}", raw=picture), rels=[relation(7, "image", "media/none.png")])
    (fault,) = lint(gone)
    assert (fault.code, fault.text) == ("PART_GONE", "word/media/none.png")
    (fault,) = lint(docx(p("{{ x }}", raw=picture)))
    assert (fault.code, fault.text, fault.place.part) == ("PART_GONE", "rId7", "body")
    without = {name: content for name, content in parts(p("{{ x }}")).items() if name != "word/styles.xml"}
    assert [each.text for each in lint(zipped(without))] == ["word/styles.xml"]


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/settings.xml"])
def test_a_part_that_is_something_else_is_named(name: str) -> None:
    file = zipped({**parts(p("{{ x }}")), name: "<html/>"})
    assert ("FOREIGN_ROOT", name) in [(each.code, each.text) for each in lint(file)]
