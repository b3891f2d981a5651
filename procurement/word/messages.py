"""The linter's sentences in three languages, as data: this engine knows no Django, so gettext is out of reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "file": {"sv": "filen", "fi": "tiedosto", "en": "the file"},
    "body": {"sv": "brödtexten", "fi": "leipäteksti", "en": "body"},
    "header": {"sv": "sidhuvudet", "fi": "ylätunniste", "en": "header"},
    "footer": {"sv": "sidfoten", "fi": "alatunniste", "en": "footer"},
    "footnote": {"sv": "fotnoterna", "fi": "alaviitteet", "en": "footnotes"},
    "endnote": {"sv": "slutnoterna", "fi": "loppuviitteet", "en": "endnotes"},
    "properties": {"sv": "dokumentegenskaperna", "fi": "tiedoston ominaisuudet", "en": "document properties"},
    "values": {"sv": "uppgifterna", "fi": "tiedot", "en": "the values"},
}

PLACE_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "sv": {"heading": "under", "cell": "tabell {table}, rad {row}, cell {cell}", "paragraph": "stycke {number}"},
    "fi": {"heading": "kohdassa", "cell": "taulukko {table}, rivi {row}, solu {cell}", "paragraph": "kappale {number}"},
    "en": {"heading": "under", "cell": "table {table}, row {row}, cell {cell}", "paragraph": "paragraph {number}"},
}

SUGGESTION: Final[Mapping[str, str]] = {
    "sv": "Menade du {names}?",
    "fi": "Tarkoititko {names}?",
    "en": "Did you mean {names}?",
}


LANGUAGE_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "sv": {"sv": "svenska", "fi": "finska", "en": "engelska"},
    "fi": {"sv": "ruotsi", "fi": "suomi", "en": "englanti"},
    "en": {"sv": "Swedish", "fi": "Finnish", "en": "English"},
}


def _build() -> Mapping[str, Mapping[str, str]]:
    messages: dict[str, Mapping[str, str]] = {}

    def add(severity: str, code: str, sv: str, fi: str, en: str) -> None:
        if code in messages:
            raise ValueError(f"the message {code} is there twice")
        messages[code] = {"severity": severity, "sv": sv, "fi": fi, "en": en}

    def error(code: str, sv: str, fi: str, en: str) -> None:
        add("error", code, sv, fi, en)

    def warning(code: str, sv: str, fi: str, en: str) -> None:
        add("warning", code, sv, fi, en)

    def notice(code: str, sv: str, fi: str, en: str) -> None:
        add("notice", code, sv, fi, en)

    # -- The file --------------------------------------------------------------------------------
    error("FILE_EMPTY", "Filen är tom.", "Tiedosto on tyhjä.", "The file is empty.")
    error(
        "FILE_TOO_LARGE",
        "Filen är större än {limit} MB. Förminska bilderna och spara på nytt.",
        "Tiedosto on suurempi kuin {limit} Mt. Pienennä kuvia ja tallenna uudelleen.",
        "The file is larger than {limit} MB. Make its pictures smaller and save it again.",
    )
    error(
        "FILE_NOT_WORD",
        "Filen är inte ett Word-dokument. Spara mallen i Word som .docx.",
        "Tiedosto ei ole Word-asiakirja. Tallenna malli Wordissa .docx-muodossa.",
        "The file is not a Word document. Save the template in Word as .docx.",
    )
    error(
        "FILE_PROTECTED",
        "Filen är ett gammalt .doc-dokument eller skyddad med lösenord. Spara den som .docx utan lösenord.",
        "Tiedosto on vanha .doc-asiakirja tai suojattu salasanalla. Tallenna se .docx-muodossa ilman salasanaa.",
        "The file is an old .doc or has a password. Save it as .docx without a password.",
    )
    error(
        "FILE_WRONG_KIND",
        "Filen är ett annat slags Office-fil ({kind}). Spara den som Word-dokument (.docx).",
        "Tiedosto on toisenlainen Office-tiedosto ({kind}). Tallenna se Word-asiakirjana (.docx).",
        "The file is another kind of Office file ({kind}). Save it as a Word document (.docx).",
    )
    error(
        "FILE_STRICT",
        "Filen är sparad som ”Strict Open XML”. Spara den som vanligt Word-dokument (.docx).",
        "Tiedosto on tallennettu muodossa ”Strict Open XML”. Tallenna se tavallisena Word-asiakirjana (.docx).",
        "The file is saved as “Strict Open XML”. Save it as an ordinary Word document (.docx).",
    )
    error(
        "ZIP_BROKEN",
        "Filen är skadad och kan inte läsas. Öppna den i Word och spara den på nytt.",
        "Tiedosto on vioittunut, eikä sitä voi lukea. Avaa se Wordissa ja tallenna uudelleen.",
        "The file is damaged and cannot be read. Open it in Word and save it again.",
    )
    error(
        "ZIP_TOO_LARGE",
        "Filen blir uppackad större än {limit} MB.",
        "Tiedosto on purettuna suurempi kuin {limit} Mt.",
        "The file unpacks to more than {limit} MB.",
    )
    error(
        "ZIP_TOO_MANY_PARTS",
        "Filen har fler än {limit} delar.",
        "Tiedostossa on yli {limit} osaa.",
        "The file has more than {limit} parts.",
    )
    error(
        "ZIP_DUPLICATE",
        "Filen har två delar med namnet ”{text}”, så att två program kunde läsa olika innehåll.",
        "Tiedostossa on kaksi osaa nimeltä ”{text}”, joten kaksi ohjelmaa voisi lukea eri sisällön.",
        "The file has two parts named “{text}”, so that two programs could read different contents.",
    )
    error(
        "ZIP_NAME",
        "Filen har en del med ett otillåtet namn: ”{text}”.",
        "Tiedostossa on osa, jonka nimi ei ole sallittu: ”{text}”.",
        "The file has a part with a name that is not allowed: “{text}”.",
    )
    error(
        "ZIP_OVERLAP",
        "Filens delar ligger på varandra. Så skriver inget vanligt program.",
        "Tiedoston osat ovat päällekkäin. Mikään tavallinen ohjelma ei kirjoita niin.",
        "The parts of the file lie over each other. No ordinary program writes that.",
    )
    error(
        "ZIP_METHOD",
        "Filens delar är packade eller krypterade på ett sätt som inte stöds: ”{text}”.",
        "Tiedoston osat on pakattu tai salattu tavalla, jota ei tueta: ”{text}”.",
        "The parts of the file are packed or encrypted in a way that is not supported: “{text}”.",
    )
    error(
        "PART_MISSING",
        "Filen saknar en del som varje Word-dokument har: ”{text}”.",
        "Tiedostosta puuttuu osa, joka on jokaisessa Word-asiakirjassa: ”{text}”.",
        "The file lacks a part that every Word document has: “{text}”.",
    )
    error(
        "PART_GONE",
        "Filen pekar på en del som inte finns i den: ”{text}”. Öppna filen i Word, sätt in det som fattas och spara på "
        "nytt.",
        "Tiedosto viittaa osaan, jota siinä ei ole: ”{text}”. Avaa tiedosto Wordissa, lisää puuttuva osa ja tallenna "
        "uudelleen.",
        "The file points at a part that it does not have: “{text}”. Open it in Word, put in what is missing and save "
        "it again.",
    )
    error(
        "FOREIGN_ROOT",
        "En del av filen är något annat än vad den ska vara: ”{text}”. Öppna filen i Word och spara den på nytt.",
        "Tiedoston osa on muuta kuin sen pitäisi olla: ”{text}”. Avaa tiedosto Wordissa ja tallenna uudelleen.",
        "A part of the file is something else than it should be: “{text}”. Open it in Word and save it again.",
    )
    error(
        "TOO_MANY_PARAGRAPHS",
        "Mallen har fler än {limit} stycken. Dela upp den i flera mallar.",
        "Mallissa on yli {limit} kappaletta. Jaa se useammaksi malliksi.",
        "The template has more than {limit} paragraphs. Split it into several templates.",
    )
    error(
        "XML_BROKEN",
        "En del av filen är inte riktig XML: ”{text}”. Öppna filen i Word och spara den på nytt.",
        "Tiedoston osa ei ole kelvollista XML:ää: ”{text}”. Avaa tiedosto Wordissa ja tallenna uudelleen.",
        "A part of the file is not well-formed XML: “{text}”. Open the file in Word and save it again.",
    )
    error(
        "XML_DOCTYPE",
        "En del av filen har en dokumenttypsdeklaration (DTD), som Word aldrig skriver: ”{text}”.",
        "Tiedoston osassa on dokumenttityypin määrittely (DTD), jota Word ei koskaan kirjoita: ”{text}”.",
        "A part of the file has a document type declaration (DTD), which Word never writes: “{text}”.",
    )
    error(
        "XML_TOO_LARGE",
        "En del av filen är för stor eller för djupt nästlad: ”{text}”.",
        "Tiedoston osa on liian suuri tai liian syvä: ”{text}”.",
        "A part of the file is too large or too deep: “{text}”.",
    )
    error(
        "XML_PREFIX",
        "Filen är skriven av ett program som namnger Words element på ett ovanligt sätt ({text}). Öppna den i Word "
        "och spara den på nytt.",
        "Tiedoston on kirjoittanut ohjelma, joka nimeää Wordin elementit epätavallisesti ({text}). Avaa se Wordissa "
        "ja tallenna uudelleen.",
        "The file was written by a program that names Word's elements in an unusual way ({text}). Open it in Word "
        "and save it again.",
    )
    error(
        "MACRO",
        "Filen har makron ({text}). Spara den som .docx utan makron.",
        "Tiedostossa on makroja ({text}). Tallenna se .docx-muodossa ilman makroja.",
        "The file has macros ({text}). Save it as .docx without macros.",
    )
    error(
        "OLE",
        "Filen har ett inbäddat objekt ({text}). Ersätt det med en bild eller en tabell.",
        "Tiedostossa on upotettu objekti ({text}). Korvaa se kuvalla tai taulukolla.",
        "The file has an embedded object ({text}). Replace it by a picture or a table.",
    )
    error(
        "ACTIVE_CONTENT",
        "Filen har aktivt innehåll ({text}), som inte är tillåtet. Ta bort det.",
        "Tiedostossa on aktiivista sisältöä ({text}), joka ei ole sallittu. Poista se.",
        "The file has active content ({text}), which is not allowed. Take it out.",
    )
    error(
        "UNKNOWN_PART",
        "Filen har en del av ett slag som Word inte skriver: ”{text}”. Öppna filen i Word och spara den på nytt.",
        "Tiedostossa on osa, jollaista Word ei kirjoita: ”{text}”. Avaa tiedosto Wordissa ja tallenna uudelleen.",
        "The file has a part of a sort that Word does not write: “{text}”. Open it in Word and save it again.",
    )
    error(
        "ALT_CHUNK",
        "Filen hämtar in ett annat dokument ({text}). Klistra in texten i stället.",
        "Tiedosto liittää mukaan toisen asiakirjan ({text}). Liitä teksti sen sijaan.",
        "The file takes in another document ({text}). Paste the text instead.",
    )
    error(
        "EXTERNAL",
        "Filen pekar på något utanför sig själv: ”{text}”. Endast länkar till http-, https- och mailto-adresser "
        "är tillåtna.",
        "Tiedosto viittaa itsensä ulkopuolelle: ”{text}”. Vain linkit http-, https- ja mailto-osoitteisiin "
        "ovat sallittuja.",
        "The file points at something outside itself: “{text}”. Only links to http, https and mailto addresses "
        "are allowed.",
    )
    error(
        "REMOTE_TEMPLATE",
        "Filen hämtar sin dokumentmall från en server: ”{text}”. Ta bort den i Word under Utvecklare, Dokumentmall.",
        "Tiedosto noutaa asiakirjamallinsa palvelimelta: ”{text}”. Poista se Wordissa: Kehitystyökalut, "
        "Asiakirjamalli.",
        "The file fetches its document template from a server: “{text}”. Remove it in Word under Developer, "
        "Document Template.",
    )
    error(
        "RELATION",
        "Filen har en intern hänvisning som leder ut ur filen: ”{text}”.",
        "Tiedostossa on sisäinen viittaus, joka johtaa tiedoston ulkopuolelle: ”{text}”.",
        "The file has an internal reference that leads out of it: “{text}”.",
    )
    error(
        "FIELD_CODE",
        "Fältkoden ”{text}” är inte tillåten. Tillåtna är bland andra PAGE, NUMPAGES, REF, TOC och SEQ. Gör fältet "
        "till vanlig text i Word (Ctrl+Skift+F9) eller ta bort det.",
        "Kenttäkoodi ”{text}” ei ole sallittu. Sallittuja ovat muun muassa PAGE, NUMPAGES, REF, TOC ja SEQ. Muuta "
        "kenttä Wordissa tavalliseksi tekstiksi (Ctrl+Vaihto+F9) tai poista se.",
        "The field code “{text}” is not allowed. PAGE, NUMPAGES, REF, TOC and SEQ are among the allowed. Turn the "
        "field into plain text in Word (Ctrl+Shift+F9) or remove it.",
    )
    notice(
        "LOCAL_TEMPLATE",
        "Kopplingen till dokumentmallen ”{text}” på den egna datorn tas bort.",
        "Kytkentä oman koneen asiakirjamalliin ”{text}” poistetaan.",
        "The link to the document template “{text}” on the author's computer is cut.",
    )
    notice(
        "TRACKED",
        "Filen har spårade ändringar. Det färdiga dokumentet har dem godkända och visar inga ändringar.",
        "Tiedostossa on jäljitettyjä muutoksia. Valmiissa asiakirjassa ne on hyväksytty, eikä muutoksia näy.",
        "The file has tracked changes. The finished document has them accepted and shows none.",
    )
    notice(
        "COMMENTS",
        "Kommentarerna i filen kommer inte med i det färdiga dokumentet.",
        "Tiedoston kommentit eivät tule valmiiseen asiakirjaan.",
        "The comments in the file do not come into the finished document.",
    )
    notice(
        "HIDDEN",
        "Dold text tas bort: ”{text}”.",
        "Piilotettu teksti poistetaan: ”{text}”.",
        "Hidden text is taken out: “{text}”.",
    )
    notice(
        "COMPOSED",
        "Bokstäver som å och ö är skrivna med lösa tecken, som på en Mac. De skrivs samman, så att de hittas vid sökning.",
        "Kirjaimet kuten å ja ö on kirjoitettu irrallisin merkein, kuten Macissa. Ne kirjoitetaan yhteen, jotta haku "
        "löytää ne.",
        "Letters such as å and ö are typed with loose marks, as on a Mac. They are written as one, so that a search "
        "finds them.",
    )
    notice(
        "UNSEEN",
        "Texten har tecken som inte syns och som handlingar inte kan skriva ut. De tas bort.",
        "Tekstissä on näkymättömiä merkkejä, joita asiakirjoihin ei voi tulostaa. Ne poistetaan.",
        "The text has characters that nobody sees and that papers cannot print. They are taken out.",
    )
    notice(
        "FIELD_FIXED",
        "Fältkoden ”{text}” ändras med läsaren eller dagen; bara den text som den visar nu behålls.",
        "Kenttäkoodi ”{text}” muuttuu lukijan tai päivän mukaan; siitä säilyy vain nyt näkyvä teksti.",
        "The field code “{text}” changes with the reader or the day; only the text it shows now is kept.",
    )
    notice(
        "WORKBOOK",
        "Kalkylbladet bakom ett diagram tas bort; diagrammet visas som det är.",
        "Kaavion takana oleva laskentataulukko poistetaan; kaavio näkyy sellaisenaan.",
        "The workbook behind a chart is taken out; the chart is shown as it is.",
    )

    # -- Tags ------------------------------------------------------------------------------------
    error(
        "UNCLOSED",
        "Fältet ”{text}” avslutas inte i samma stycke. Det ska sluta med {closing}.",
        "Kenttä ”{text}” ei pääty samassa kappaleessa. Sen lopussa pitää olla {closing}.",
        "The tag “{text}” does not end in its paragraph. It must end with {closing}.",
    )
    warning(
        "LITERAL_BRACES",
        "”{text}” skrivs ut som det står. Här behövs inget understreck: klamrar som inte är fält är vanlig text.",
        "”{text}” tulostuu sellaisenaan. Alaviivaa ei tarvita: aaltosulut, jotka eivät ole kenttiä, ovat tavallista "
        "tekstiä.",
        "“{text}” is printed as it stands. No underscore is needed: braces that are no tag are ordinary text.",
    )
    warning(
        "NO_FIELDS",
        "Mallen har inga fält: varje handling får samma ord. Skriv fälten som {{{{ namn }}}}.",
        "Mallissa ei ole kenttiä: jokaisessa asiakirjassa on samat sanat. Kirjoita kentät näin: {{{{ nimi }}}}.",
        "The template has no fields: every paper says the same words. Write fields as {{{{ name }}}}.",
    )
    error(
        "DRAFT_TYPED",
        "”{text}” står som text, så ingen handling av mallen kan godkännas. Skriv {{{{ paper.status }}}} i stället: det "
        "skrivs ut bara i utkast.",
        "”{text}” on tekstinä, joten mallista tehtyä asiakirjaa ei voi hyväksyä. Kirjoita sen sijaan "
        "{{{{ paper.status }}}}: se tulostuu vain luonnoksiin.",
        "“{text}” is typed, so no paper of the template can be approved. Write {{{{ paper.status }}}} instead: it is "
        "printed on drafts only.",
    )
    warning(
        "STRAY_CLOSING",
        "”{text}” avslutar ett fält som inte börjar. Ett fält skrivs {{{{ namn }}}} med två klamrar på båda sidor.",
        "”{text}” päättää kentän, joka ei ala. Kenttä kirjoitetaan {{{{ nimi }}}}, kaksi aaltosulkua kummallakin "
        "puolella.",
        "“{text}” ends a tag that does not begin. A field is written {{{{ name }}}}, with two braces on each side.",
    )
    error("EMPTY_TAG", "Fältet ”{text}” är tomt.", "Kenttä ”{text}” on tyhjä.", "The tag “{text}” is empty.")
    error(
        "TAG_TOO_LONG",
        "Fältet ”{text}” är för långt eller för sammansatt.",
        "Kenttä ”{text}” on liian pitkä tai liian monimutkainen.",
        "The tag “{text}” is too long or too complex.",
    )
    error(
        "TOO_MANY_TAGS",
        "Mallen har fler än {limit} fält.",
        "Mallissa on yli {limit} kenttää.",
        "The template has more than {limit} tags.",
    )
    error(
        "BRACE_IN_TAG",
        "Fältet ”{text}” har en klammer eller ett procenttecken inuti.",
        "Kentän ”{text}” sisällä on aaltosulku tai prosenttimerkki.",
        "The tag “{text}” has a brace or a percent sign inside.",
    )
    error(
        "BREAK_IN_TAG",
        "Fältet ”{text}” har en tabb, radbrytning eller bild inuti. Skriv fältet på nytt i ett svep.",
        "Kentän ”{text}” sisällä on sarkain, rivinvaihto tai kuva. Kirjoita kenttä uudelleen yhtenäisenä.",
        "The tag “{text}” has a tab, a line break or a picture inside. Type it again in one go.",
    )
    error(
        "TAG_SPLIT",
        "Fältet ”{text}” ligger delvis i en länk eller innehållskontroll. Flytta det helt in i eller ut ur den.",
        "Kenttä ”{text}” on osittain linkin tai sisältöohjausobjektin sisällä. Siirrä se kokonaan sisään tai ulos.",
        "The tag “{text}” is partly inside a link or a content control. Move it wholly in or out.",
    )
    error(
        "TAG_IN_DRAWING",
        "Fältet ”{text}” står i en textruta, figur eller ett diagram. Fält får stå endast i vanlig text.",
        "Kenttä ”{text}” on tekstiruudussa, kuviossa tai kaaviossa. Kentät kuuluvat vain tavalliseen tekstiin.",
        "The tag “{text}” stands in a text box, shape or chart. Tags may stand in ordinary text only.",
    )
    error(
        "TAG_IN_FIELD_CODE",
        "Fältet ”{text}” står i en av Words fältkoder.",
        "Kenttä ”{text}” on Wordin kenttäkoodissa.",
        "The tag “{text}” stands in a Word field code.",
    )
    error(
        "TAG_IN_ATTRIBUTE",
        "Fältet ”{text}” står i en egenskap (länkadress, alternativtext, bokmärke), inte i texten.",
        "Kenttä ”{text}” on ominaisuudessa (linkin osoitteessa, vaihtoehtoisessa tekstissä, kirjanmerkissä), ei "
        "tekstissä.",
        "The tag “{text}” stands in a property (link address, alternative text, bookmark), not in the text.",
    )
    error(
        "TAG_IN_PROPERTIES",
        "Fältet ”{text}” står i filens egenskaper. De fylls inte; ta bort det.",
        "Kenttä ”{text}” on tiedoston ominaisuuksissa. Niitä ei täytetä; poista se.",
        "The tag “{text}” stands in the file's properties. They are not filled; remove it.",
    )
    warning(
        "SMART_QUOTES",
        "Fältet ”{text}” har typografiska citattecken. De läses som raka; skriv hellre raka.",
        "Kentässä ”{text}” on typografiset lainausmerkit. Ne luetaan suoriksi; kirjoita mieluummin suorat.",
        "The tag “{text}” has typographic quotes. They are read as straight ones; better type straight ones.",
    )
    error(
        "WRONG_QUOTES",
        "Fältet ”{text}” har citattecken som inte går att läsa. Använd raka: \" eller '.",
        "Kentässä ”{text}” on lainausmerkkejä, joita ei voi lukea. Käytä suoria: \" tai '.",
        "The tag “{text}” has quotes that cannot be read. Use straight ones: \" or '.",
    )
    error(
        "SYNTAX",
        "Fältet ”{text}” går inte att läsa ({reason}).",
        "Kenttää ”{text}” ei voi lukea ({reason}).",
        "The tag “{text}” cannot be read ({reason}).",
    )
    error(
        "UNKNOWN_TAG",
        "”{keyword}” är inget kommando. Kommandon är if, elif, else, endif, for och endfor.",
        "”{keyword}” ei ole komento. Komentoja ovat if, elif, else, endif, for ja endfor.",
        "“{keyword}” is no command. The commands are if, elif, else, endif, for and endfor.",
    )
    error(
        "FORBIDDEN_TAG",
        "Kommandot ”{keyword}” är inte tillåtet i en mall.",
        "Komento ”{keyword}” ei ole sallittu mallissa.",
        "The command “{keyword}” is not allowed in a template.",
    )
    error(
        "PREFIX_SPACE",
        "”{text}”: skriv bokstaven genast efter klammern och ett mellanslag efter den, som i {example}.",
        "”{text}”: kirjoita kirjain heti aaltosulun jälkeen ja sen jälkeen välilyönti, kuten {example}.",
        "“{text}”: write the letter right after the brace and a space after it, as in {example}.",
    )
    error(
        "PREFIX_FIELD",
        "”{text}”: med {prefix} kan endast block skrivas. Skriv fältet som {{{{ namn }}}}.",
        "”{text}”: merkillä {prefix} voi kirjoittaa vain lohkoja. Kirjoita kenttä näin: {{{{ nimi }}}}.",
        "“{text}”: only blocks can be written with {prefix}. Write the field as {{{{ name }}}}.",
    )
    error(
        "BLOCK_ALONE",
        "Blocket ”{text}” ska skrivas {{{{p namn }}}} i ett eget stycke.",
        "Lohko ”{text}” kirjoitetaan {{{{p nimi }}}} omaan kappaleeseensa.",
        "The block “{text}” must be written {{{{p name }}}} in a paragraph of its own.",
    )
    error(
        "TWO_IN_PARAGRAPH",
        "Stycket har flera kommandon med p ({text}). Varje {{%p … %}} behöver ett eget stycke.",
        "Kappaleessa on useita p-komentoja ({text}). Jokainen {{%p … %}} tarvitsee oman kappaleen.",
        "The paragraph has several commands with p ({text}). Each {{%p … %}} needs a paragraph of its own.",
    )
    error(
        "EATS_TEXT",
        "Kommandot {tag} tar bort hela sitt stycke, och med det texten ”{text}”. Ge kommandot ett eget stycke, eller "
        "skriv det utan p.",
        "Komento {tag} poistaa koko kappaleensa ja sen mukana tekstin ”{text}”. Anna komennolle oma kappale tai "
        "kirjoita se ilman p-kirjainta.",
        "The command {tag} removes its whole paragraph, and with it the text “{text}”. Give the command a paragraph "
        "of its own, or write it without p.",
    )
    error(
        "EATS_ROW",
        "Kommandot {tag} tar bort hela sin tabellrad, och med den ”{text}”. Ge kommandot en egen rad.",
        "Komento {tag} poistaa koko taulukkorivinsä ja sen mukana ”{text}”. Anna komennolle oma rivi.",
        "The command {tag} removes its whole table row, and with it “{text}”. Give the command a row of its own.",
    )
    error(
        "EATS_CELL",
        "Kommandot {tag} tar bort hela sin cell, och med den ”{text}”. Ge kommandot en egen cell.",
        "Komento {tag} poistaa koko solunsa ja sen mukana ”{text}”. Anna komennolle oma solu.",
        "The command {tag} removes its whole cell, and with it “{text}”. Give the command a cell of its own.",
    )
    error(
        "EATS_SECTION",
        "Kommandot {tag} står i ett stycke med sektionsbrytning, bild eller fotnot, som skulle försvinna.",
        "Komento {tag} on kappaleessa, jossa on osanvaihto, kuva tai alaviite, joka häviäisi.",
        "The command {tag} stands in a paragraph with a section break, picture or footnote, which would vanish.",
    )
    error(
        "NOT_IN_TABLE",
        "Kommandot {text} fungerar endast i en tabell.",
        "Komento {text} toimii vain taulukossa.",
        "The command {text} works only in a table.",
    )
    error(
        "ORPHAN",
        "{text} avslutar inget: det finns inget öppet {opening} före det.",
        "{text} ei päätä mitään: sitä ennen ei ole avointa komentoa {opening}.",
        "{text} ends nothing: there is no open {opening} before it.",
    )
    error(
        "MISMATCH",
        "{text} avslutar fel kommando: {opening} (stycke {number}) är ännu öppet.",
        "{text} päättää väärän komennon: {opening} (kappale {number}) on vielä auki.",
        "{text} ends the wrong command: {opening} (paragraph {number}) is still open.",
    )
    error(
        "NOT_CLOSED",
        "{text} avslutas aldrig. Det ska sluta med {closing}.",
        "{text} ei pääty koskaan. Sen lopuksi tarvitaan {closing}.",
        "{text} is never closed. It needs {closing}.",
    )
    error(
        "CROSS_CELL",
        "{text} avslutar {opening}, som börjar i en annan tabellcell (stycke {number}). Använd {{%tr … %}} på egna "
        "rader.",
        "{text} päättää komennon {opening}, joka alkaa toisessa taulukon solussa (kappale {number}). Käytä "
        "{{%tr … %}} omilla riveillä.",
        "{text} ends {opening}, which begins in another table cell (paragraph {number}). Use {{%tr … %}} in rows of "
        "their own.",
    )
    error(
        "UNBALANCED",
        "Formateringen går sönder när villkoret eller upprepningen {text} inte gäller: början och slutet ligger på "
        "olika ställen. Ge båda egna stycken med {{%p … %}}.",
        "Muotoilu rikkoutuu, kun ehto tai toisto {text} ei toteudu: alku ja loppu ovat eri paikoissa. Anna "
        "kummallekin oma kappale: {{%p … %}}.",
        "The layout breaks when the condition or loop {text} does not apply: its beginning and end stand in "
        "different surroundings. Give both paragraphs of their own with {{%p … %}}.",
    )
    error(
        "MISPLACED",
        "Fältet {text} står på ett ställe där ingen text får stå.",
        "Kenttä {text} on paikassa, jossa ei voi olla tekstiä.",
        "The tag {text} stands where no text can stand.",
    )
    error(
        "TOO_DEEP",
        "{text}: upprepningar får ligga {limit} i varandra.",
        "{text}: toistoja saa olla {limit} sisäkkäin.",
        "{text}: loops may be nested {limit} deep.",
    )
    error(
        "TOO_DEEP_IF",
        "{text}: villkor får ligga {limit} i varandra.",
        "{text}: ehtoja saa olla {limit} sisäkkäin.",
        "{text}: conditions may be nested {limit} deep.",
    )
    error(
        "NOT_ALLOWED",
        "Fältet ”{text}” har ”{what}”, som inte är tillåtet. Tillåtna är fält, jämförelser, and, or, not, if och filter.",
        "Kentässä ”{text}” on ”{what}”, joka ei ole sallittu. Sallittuja ovat kentät, vertailut, and, or, not, if ja "
        "suodattimet.",
        "The tag “{text}” has “{what}”, which is not allowed. Fields, comparisons, and, or, not, if and filters are.",
    )
    error(
        "FORBIDDEN_NAME",
        "Namnet ”{name}” är inte tillåtet.",
        "Nimi ”{name}” ei ole sallittu.",
        "The name “{name}” is not allowed.",
    )
    error(
        "UNKNOWN_FILTER", "Filtret ”{name}” finns inte.", "Suodatinta ”{name}” ei ole.", "There is no filter “{name}”."
    )
    error(
        "FILTER_ARGUMENTS",
        "Filtret ”{name}” har fel tillägg inom parentes.",
        "Suodattimen ”{name}” sulkeissa on väärä lisäys.",
        "The filter “{name}” has wrong arguments.",
    )
    error(
        "UNKNOWN_TEST", "Testet ”is {name}” finns inte.", "Testiä ”is {name}” ei ole.", "There is no test “is {name}”."
    )
    error(
        "UNKNOWN_FIELD",
        "Fältet ”{name}” finns inte i katalogen.",
        "Kenttää ”{name}” ei ole luettelossa.",
        "The field “{name}” is not in the catalogue.",
    )
    error(
        "LOOP_OUTSIDE",
        "”loop” kan användas endast inne i en upprepning.",
        "”loop” toimii vain toiston sisällä.",
        "“loop” can be used inside a loop only.",
    )

    # -- Types -----------------------------------------------------------------------------------
    error(
        "LIST_PRINTED",
        "”{name}” är en lista. Skriv {{{{ {name}|listed }}}} eller upprepa den med for.",
        "”{name}” on luettelo. Kirjoita {{{{ {name}|listed }}}} tai toista se for-komennolla.",
        "“{name}” is a list. Write {{{{ {name}|listed }}}} or repeat it with for.",
    )
    error(
        "GROUP_PRINTED",
        "”{name}” är en grupp av uppgifter, inte en uppgift.",
        "”{name}” on joukko tietoja, ei yksi tieto.",
        "“{name}” is a group of fields, not a field.",
    )
    error(
        "CHOICE_PRINTED",
        "”{name}” är ett val och skrivs ut som sin kod. Skriv fältet med valets ord.",
        "”{name}” on valinta, ja siitä tulostuisi koodi. Kirjoita kenttä, jossa on valinnan sanat.",
        "“{name}” is a choice and would print its key. Write the field with the words of the choice.",
    )
    error(
        "YES_NO_PRINTED",
        "”{name}” är en ja/nej-uppgift. Använd den i ett villkor: {{% if {name} %}}.",
        "”{name}” on kyllä/ei-tieto. Käytä sitä ehdossa: {{% if {name} %}}.",
        "“{name}” is a yes/no field. Use it in a condition: {{% if {name} %}}.",
    )
    error(
        "NOT_A_LIST",
        "”{name}” är ingen lista och kan inte upprepas.",
        "”{name}” ei ole luettelo, eikä sitä voi toistaa.",
        "“{name}” is not a list and cannot be repeated.",
    )
    error(
        "FILTER_TYPE",
        "Filtret ”{name}” passar inte för ”{field}”.",
        "Suodatin ”{name}” ei sovi kentälle ”{field}”.",
        "The filter “{name}” does not suit “{field}”.",
    )
    warning(
        "CONDITION_TYPE",
        "”{name}” är ingen ja/nej-uppgift. Saknas den stannar dokumentet; skriv {{% if {name} is defined %}} om "
        "du vill fråga om den finns.",
        "”{name}” ei ole kyllä/ei-tieto. Jos se puuttuu, asiakirja ei valmistu; kirjoita {{% if {name} is defined "
        "%}}, jos haluat kysyä, onko se olemassa.",
        "“{name}” is not a yes/no field. If it is missing the document stops; write {{% if {name} is defined %}} "
        "to ask whether it is there.",
    )
    warning(
        "UNUSED_FIELD",
        "Fältet ”{name}” ({label}) används aldrig i mallen.",
        "Kenttää ”{name}” ({label}) ei käytetä mallissa.",
        "The field “{name}” ({label}) is never used in the template.",
    )
    error(
        "PASSAGE_MISSING",
        "Mallen saknar ”{label}”, som en handling av det här slaget ska innehålla. Lägg till fältet ”{name}”.",
        "Mallista puuttuu ”{label}”, jonka tällaisen asiakirjan on sisällettävä. Lisää kenttä ”{name}”.",
        "The template lacks “{label}”, which a paper of this kind must say. Add the field “{name}”.",
    )
    error(
        "FORBIDDEN_WORD",
        "”{text}” hör inte hemma i finländska upphandlingshandlingar. Välj ett annat ord.",
        "”{text}” ei kuulu suomalaisiin hankinta-asiakirjoihin. Valitse toinen sana.",
        "“{text}” does not belong in Finnish procurement papers. Choose another word.",
    )
    warning(
        "UNUSED_LOOP",
        "Upprepningen över ”{name}” skriver aldrig ”{variable}”.",
        "Toisto ”{name}” ei koskaan tulosta muuttujaa ”{variable}”.",
        "The loop over “{name}” never uses “{variable}”.",
    )
    warning(
        "NEVER_FILLED",
        "Fältet ”{name}” fylls inte i av någon i detta slags dokument.",
        "Kenttää ”{name}” ei täytä kukaan tällaisessa asiakirjassa.",
        "Nobody fills in the field “{name}” for this kind of document.",
    )

    # -- The words -------------------------------------------------------------------------------
    error(
        "CASE_ENDING",
        "”{text}”: en ändelse kan inte hängas på ett fält. Använd fältets böjda form.",
        "”{text}”: kenttään ei voi liittää päätettä. Käytä kentän taivutettua muotoa.",
        "“{text}”: an ending cannot be hung on a field. Use the field's inflected form.",
    )
    warning(
        "TEXT_LANGUAGE",
        "Texten ”{text}” ser ut att vara på {found}, men mallen är på {expected}.",
        "Tekstin ”{text}” kieli näyttää olevan {found}, mutta mallin kieli on {expected}.",
        "The text “{text}” seems to be in {found}, but the template is in {expected}.",
    )
    warning(
        "DECLARED_LANGUAGE",
        "Filens språk är {found} men texten är på {expected}. Ställ in språket i Word, så att skärmläsare läser rätt.",
        "Tiedoston kieli on {found}, mutta tekstin kieli on {expected}. Aseta kieli Wordissa, jotta "
        "ruudunlukija lukee oikein.",
        "The file's language is {found} but the text is in {expected}. Set it in Word, so that screen readers "
        "read it right.",
    )
    warning(
        "LAW_PERCENT",
        "Procenttalet ”{text}” är skrivet som text. Ett fält håller det rätt i varje ärende.",
        "Prosenttiluku ”{text}” on kirjoitettu tekstinä. Kenttä pitää sen oikeana joka asiassa.",
        "The percentage “{text}” is typed as text. A field keeps it right in every case.",
    )
    warning(
        "LAW_AMOUNT",
        "Beloppet ”{text}” är skrivet som text. Tröskelvärden och belopp ändras; använd ett fält.",
        "Summa ”{text}” on kirjoitettu tekstinä. Kynnysarvot ja summat muuttuvat; käytä kenttää.",
        "The sum “{text}” is typed as text. Thresholds and sums change; use a field.",
    )
    warning(
        "LAW_DAYS",
        "Tiden ”{text}” är skriven som text. Tidsfrister ändras; använd ett fält.",
        "Aika ”{text}” on kirjoitettu tekstinä. Määräajat muuttuvat; käytä kenttää.",
        "The period “{text}” is typed as text. Periods change; use a field.",
    )
    warning(
        "LAW_SECTION",
        "Paragrafen ”{text}” är skriven som text. Kontrollera den när lagen ändras.",
        "Pykälä ”{text}” on kirjoitettu tekstinä. Tarkista se, kun laki muuttuu.",
        "The section “{text}” is typed as text. Check it when the law changes.",
    )
    warning(
        "LAW_TERMS",
        "Villkorens namn ”{text}” är skrivet som text. Använd ett fält, så att version och titel stämmer.",
        "Ehtojen nimi ”{text}” on kirjoitettu tekstinä. Käytä kenttää, jotta versio ja nimi täsmäävät.",
        "The title of the terms “{text}” is typed as text. Use a field, so that version and title agree.",
    )

    # -- Values, while rendering -------------------------------------------------------------------
    error("VALUE_MISSING", "Uppgiften ”{name}” saknas.", "Tieto ”{name}” puuttuu.", "The value “{name}” is missing.")
    error(
        "VALUE_NOT_PRINTABLE",
        "”{name}” kan inte skrivas ut: den är {type}. {hint}",
        "Tietoa ”{name}” ei voi tulostaa: se on {type}. {hint}",
        "“{name}” cannot be printed: it is {type}. {hint}",
    )
    error(
        "VALUE_CHARACTER",
        "Uppgiften ”{name}” har ett tecken som inget dokument kan visa: {text}.",
        "Tiedossa ”{name}” on merkki, jota mikään asiakirja ei voi näyttää: {text}.",
        "The value “{name}” has a character that no document can show: {text}.",
    )
    error(
        "FONT_CHARACTER",
        "Handlingarnas typsnitt kan inte visa {characters}.",
        "Asiakirjojen kirjasimet eivät voi näyttää merkkejä {characters}.",
        "The fonts of the papers cannot show {characters}.",
    )
    error(
        "VALUE_TOO_LONG",
        "Uppgiften ”{name}” är längre än {limit} tecken.",
        "Tieto ”{name}” on pidempi kuin {limit} merkkiä.",
        "The value “{name}” is longer than {limit} characters.",
    )
    error(
        "VALUE_TYPE",
        "Uppgiften ”{name}” är av ett slag ({type}) som mallar inte kan få.",
        "Tieto ”{name}” on tyyppiä ({type}), jota mallit eivät voi saada.",
        "The value “{name}” is of a type ({type}) that templates cannot be given.",
    )
    error(
        "VALUE_FORMAT",
        "”{name}” kan inte skrivas som {filter}: {text}.",
        "Tietoa ”{name}” ei voi kirjoittaa muodossa {filter}: {text}.",
        "“{name}” cannot be written as {filter}: {text}.",
    )
    error(
        "TOO_MANY_TURNS",
        "Upprepningarna blir fler än {limit}.",
        "Toistoja on yli {limit}.",
        "The loops take more than {limit} turns.",
    )
    error(
        "OUTPUT_TOO_LARGE",
        "Dokumentet blir större än {limit} MB.",
        "Asiakirjasta tulee suurempi kuin {limit} Mt.",
        "The document becomes larger than {limit} MB.",
    )
    error(
        "RENDER",
        "Mallen kunde inte fyllas ({reason}).",
        "Mallia ei voitu täyttää ({reason}).",
        "The template could not be filled ({reason}).",
    )
    error(
        "TIME_OR_MEMORY",
        "Arbetet med filen avbröts: det tog för lång tid eller för mycket minne.",
        "Tiedoston käsittely keskeytettiin: se vei liikaa aikaa tai muistia.",
        "Work on the file was stopped: it took too much time or memory.",
    )
    return messages


MESSAGES: Final[Mapping[str, Mapping[str, str]]] = _build()
