"""The host municipality: a contract binds it to nothing unless it signs."""

from typing import Final

from procurement.facts.field import AskedOf, Declare, Group, Label, choices
from procurement.facts.model import FactType as T

GROUP: Final = Group("host", Label("Värdkommunen", "Isäntäkunta", "The host municipality"))
_fact = Declare(GROUP)
_H = AskedOf.HOST

# fmt: off
FIELDS: Final = (
    _fact("host.name", T.LOCALISED,
          ("Värdkommunens officiella namn", "Isäntäkunnan virallinen nimi", "Official name of the host municipality"),
          ("Från kommunens uppgifter i administrationen.", "Kunnan tiedoista hallinnassa.",
           "From the municipality's record in the admin."), by="page", example="Vantaan kaupunki"),
    _fact("host.name_gen", T.LOCALISED,
          ("Värdkommunens namn i genitiv", "Isäntäkunnan nimi genetiivissä", "Name of the host municipality, genitive"),
          ("Från kommunens uppgifter i administrationen.", "Kunnan tiedoista hallinnassa.",
           "From the municipality's record in the admin."), by="page", example="Vantaan kaupungin"),
    _fact("host.name_in", T.LOCALISED,
          ("Värdkommunens namn, ”i kommunen”", "Isäntäkunnan nimi, ”kunnassa”", "Name of the host municipality, “in”"),
          ("Från kommunens uppgifter i administrationen.", "Kunnan tiedoista hallinnassa.",
           "From the municipality's record in the admin."), by="page", example="Vantaan kaupungissa"),
    _fact("host.business_id", T.TEXT, ("Värdkommunens FO-nummer", "Isäntäkunnan Y-tunnus", "The host's business ID"),
          ("Sju siffror, bindestreck och kontrollsiffra.", "Seitsemän numeroa, yhdysmerkki ja tarkistusnumero.",
           "Seven digits, a hyphen and a check digit."), of=_H),
    _fact("host.address", T.LOCALISED, ("Värdkommunens adress", "Isäntäkunnan osoite", "The host's address"),
          ("Gata, postnummer och ort.", "Katu, postinumero ja postitoimipaikka.", "Street, postcode and town."), of=_H),
    _fact("host.contact", T.LOCALISED,
          ("Värdkommunens kontaktpunkt", "Isäntäkunnan yhteyspiste", "The host's contact point"),
          ("En enhet eller titel, helst inte en person.", "Yksikkö tai nimike, mieluiten ei henkilö.",
           "A unit or a title, preferably not a person."), of=_H),
    _fact("host.has_duties", T.YES_NO,
          ("Värdkommunen har förpliktelser", "Isäntäkunnalla on velvollisuuksia", "The host municipality has duties"),
          ("Också personal, lokaler, data och kostnader är förpliktelser.",
           "Myös henkilöstö, tilat, tiedot ja kustannukset ovat velvollisuuksia.",
           "Staff, premises, data and costs are duties too.")),
    _fact("host.signs", T.CHOICE, ("Hur värdkommunen binder sig", "Miten isäntäkunta sitoutuu", "How the host is bound"),
          ("Kontraktet binder inte en kommun som inte undertecknar.", "Sopimus ei sido kuntaa, joka ei allekirjoita.",
           "A contract does not bind a municipality that does not sign."),
          choices=choices(
              ("contract", "undertecknar kontraktet som tredje part", "allekirjoittaa sopimuksen kolmantena osapuolena",
               "signs the contract as a third party"),
              ("pilot_agreement", "ingår ett separat pilotavtal", "tekee erillisen pilottisopimuksen",
               "makes a separate pilot agreement"),
              ("no", "undertecknar inte", "ei allekirjoita", "does not sign"))),
    _fact("host.duties", T.LOCALISED_LIST,
          ("Värdkommunens förpliktelser", "Isäntäkunnan velvollisuudet", "The host's duties"),
          ("En förpliktelse per rad.", "Yksi velvollisuus riviä kohti.", "One duty a line."), of=_H),
    _fact("host.data", T.LOCALISED_LIST,
          ("Data som värdkommunen ger", "Tiedot, jotka isäntäkunta antaa", "Data the host gives"),
          ("En datamängd per rad.", "Yksi tietoaineisto riviä kohti.", "One set of data a line."), of=_H),
    _fact("host.staff", T.LOCALISED, ("Värdkommunens personal", "Isäntäkunnan henkilöstö", "The host's staff"),
          ("Roller och arbetstid.", "Roolit ja työaika.", "Roles and working time."), of=_H),
    _fact("host.cost_share", T.MONEY,
          ("Värdkommunens andel av kostnaderna", "Isäntäkunnan osuus kustannuksista", "The host's share of the cost"),
          ("Noll om kommunen inte betalar.", "Nolla, jos kunta ei maksa.", "Zero if the municipality pays nothing."),
          of=_H),
    _fact("host.steering_group", T.LOCALISED, ("Styrgrupp", "Ohjausryhmä", "Steering group"),
          ("Sammansättning och hur ofta den möts.", "Kokoonpano ja kuinka usein se kokoontuu.",
           "Who sits in it and how often it meets."), of=_H),
    _fact("host.decision", T.LOCALISED,
          ("Värdkommunens beslut", "Isäntäkunnan päätös", "The host's decision"),
          ("Organ, datum och paragraf för kommunens eget beslut.", "Toimielin, päiväys ja pykälä kunnan omalle päätökselle.",
           "Body, date and section of the municipality's own decision."), of=_H),
    _fact("host.signatory", T.TEXT,
          ("Värdkommunens undertecknare", "Isäntäkunnan allekirjoittaja", "The host's signatory"),
          ("Namnet på den som undertecknar för kommunen.", "Kunnan puolesta allekirjoittavan nimi.",
           "The name of whoever signs for the municipality."), of=_H, personal=True),
    _fact("host.signatory_title", T.LOCALISED,
          ("Undertecknarens titel", "Allekirjoittajan nimike", "The signatory's title"),
          ("Titeln på båda språken.", "Nimike molemmilla kielillä.", "The title in both languages."), of=_H),
    _fact("host.signatory_ground", T.LOCALISED,
          ("Punkt i förvaltningsstadgan", "Hallintosäännön kohta", "Clause of the administrative regulations"),
          ("Den punkt som ger rätt att underteckna.", "Kohta, joka antaa oikeuden allekirjoittaa.",
           "The clause that gives the right to sign."), of=_H),
)
# fmt: on
