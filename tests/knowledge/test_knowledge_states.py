"""Every state is there under its codes and names, checked against ISO 3166 and CLDR."""

from __future__ import annotations

import pycountry
import pytest
from babel import Locale

from tocsin.domain import ActorKind
from tocsin.knowledge import AliasForm, gazetteer
from tocsin.knowledge.tables import read_table

GAZETTEER = gazetteer()
STATES = {row["code"]: row for row in read_table("states.csv")}
# Ours, for what ISO 3166 has no code for; see data/SOURCES.md.
OUR_CODES = {"ABK", "ART", "NCY", "OSS", "PMR", "SML", "XKX"}
# Uninhabited, or named by no report as somebody who acts.
NO_ACTOR = {"ATA", "ATF", "BLM", "BVT", "CCK", "CXR", "HMD", "MAF", "UMI"}
# States whose short name no report means by that word alone: "Jersey" is a shirt and part of
# New Jersey; ISO writes "Korea, Republic of", and "Congo" for one of two.
SHORT_NAME_LEFT_OUT = {"Jersey", "Korea", "Congo", "Virgin Islands"}


def first_code(text: str) -> str | None:
    hits = GAZETTEER.scan(text)
    return hits[0].senses[0].code if hits else None


def test_every_code_is_in_iso_3166_or_listed_as_ours() -> None:
    current = {country.alpha_3 for country in pycountry.countries}
    withdrawn = {country.alpha_3 for country in pycountry.historic_countries}
    assert set(STATES) - current - withdrawn == OUR_CODES


def test_every_country_of_iso_3166_is_there() -> None:
    assert {country.alpha_3 for country in pycountry.countries} - set(STATES) == NO_ACTOR


def test_the_united_nations_have_193_members_all_of_them_states() -> None:
    members = GAZETTEER.members("UN", None)
    assert len(members) == 193
    assert {GAZETTEER.actor(code).kind for code in members} == {ActorKind.STATE}
    assert not {"VAT", "PSE", "TWN", "XKX", "SUN", "YUG"} & set(members)


@pytest.mark.parametrize("code", sorted(set(STATES) & {c.alpha_3 for c in pycountry.countries}))
def test_official_and_common_names_lead_to_the_iso_code(code: str) -> None:
    country = pycountry.countries.get(alpha_3=code)
    names = {country.name, getattr(country, "official_name", country.name)}
    names.add(getattr(country, "common_name", country.name))
    for name in {name.split(", ")[0] for name in names} - SHORT_NAME_LEFT_OUT:
        assert first_code(name) == code, name


@pytest.mark.parametrize("code", sorted(set(STATES) & {c.alpha_3 for c in pycountry.countries}))
def test_the_name_in_cldr_leads_to_the_iso_code(code: str) -> None:
    name = Locale("en").territories[pycountry.countries.get(alpha_3=code).alpha_2]
    if name.startswith("Congo"):  # "Congo - Kinshasa": the capital decides, not the first word
        name = name.split(" - ")[1]
    if name not in SHORT_NAME_LEFT_OUT:
        assert first_code(name) == code


@pytest.mark.parametrize(
    ("words", "code", "form"),
    [
        ("Russian Federation", "RUS", AliasForm.NAME),
        ("Russia", "RUS", AliasForm.SHORT),
        ("Russian", "RUS", AliasForm.DEMONYM),
        ("Russians", "RUS", AliasForm.PEOPLE),
        ("Moscow", "RUS", AliasForm.CAPITAL),
        ("Kremlin", "RUS", AliasForm.METONYM),
        ("Burma", "MMR", AliasForm.OLD_NAME),
        ("Swaziland", "SWZ", AliasForm.OLD_NAME),
        ("Zaire", "COD", AliasForm.OLD_NAME),
        ("Türkiye", "TUR", AliasForm.NAME),
        ("Turkiye", "TUR", AliasForm.NAME),
        ("Turkey", "TUR", AliasForm.SHORT),
        ("Czech Republic", "CZE", AliasForm.NAME),
        ("Czechia", "CZE", AliasForm.SHORT),
        ("Ivory Coast", "CIV", AliasForm.SHORT),
        ("Côte d’Ivoire", "CIV", AliasForm.NAME),
        ("Cote d'Ivoire", "CIV", AliasForm.NAME),
        ("DR Congo", "COD", AliasForm.NAME),
        ("Congo-Kinshasa", "COD", AliasForm.NAME),
        ("Congo-Brazzaville", "COG", AliasForm.NAME),
        ("ROK", "KOR", AliasForm.ACRONYM),
        ("DPRK", "PRK", AliasForm.ACRONYM),
        ("U.S.", "USA", AliasForm.ACRONYM),
        ("US", "USA", AliasForm.ACRONYM),
        ("USA", "USA", AliasForm.ACRONYM),
        ("America", "USA", AliasForm.NAME),
        ("U.K.", "GBR", AliasForm.ACRONYM),
        ("Great Britain", "GBR", AliasForm.NAME),
        ("Briton", "GBR", AliasForm.DEMONYM),
        ("Britons", "GBR", AliasForm.PEOPLE),
        ("Northern Ireland", "GBR", AliasForm.METONYM),
        ("French", "FRA", AliasForm.DEMONYM),
        ("Poles", "POL", AliasForm.PEOPLE),
        ("Danes", "DNK", AliasForm.PEOPLE),
        ("Dutch", "NLD", AliasForm.DEMONYM),
        ("Kyiv", "UKR", AliasForm.CAPITAL),
        ("Kiev", "UKR", AliasForm.CAPITAL),
        ("Taipei", "TWN", AliasForm.CAPITAL),
        ("Hong Kong", "HKG", AliasForm.SHORT),
        ("Greenland", "GRL", AliasForm.SHORT),
        ("Kosovo", "XKX", AliasForm.SHORT),
        ("Western Sahara", "ESH", AliasForm.SHORT),
        ("Holy See", "VAT", AliasForm.SHORT),
        ("Palestinian Authority", "PSE", AliasForm.NAME),
        ("Soviet Union", "SUN", AliasForm.SHORT),
        ("Transnistria", "PMR", AliasForm.SHORT),
        ("Abkhazia", "ABK", AliasForm.SHORT),
    ],
)
def test_names_of_every_form(words: str, code: str, form: AliasForm) -> None:
    ((start, end, senses),) = GAZETTEER.scan(words)
    assert (start, end) == (0, len(words))
    assert (senses[0].code, senses[0].form) == (code, form)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the Kremlin", "RUS"),
        ("the White House", "USA"),
        ("the Pentagon", "USA"),
        ("the State Department", "USA"),
        ("Foggy Bottom", "USA"),
        ("Downing Street", "GBR"),
        ("Whitehall", "GBR"),
        ("the Elysée", "FRA"),
        ("the Élysée Palace", "FRA"),
        ("the Elysee", "FRA"),
        ("the Quai d’Orsay", "FRA"),
        ("Zhongnanhai", "CHN"),
        ("the People's Liberation Army", "CHN"),
        ("the Bundestag", "DEU"),
        ("the Chancellery in Berlin", "DEU"),
        ("the Knesset", "ISR"),
        ("the IDF", "ISR"),
        ("the Duma", "RUS"),
        ("the Verkhovna Rada", "UKR"),
        ("the Blue House in Seoul", "KOR"),
        ("the Revolutionary Guards", "IRGC"),
        ("the Vatican", "VAT"),
    ],
)
def test_metonyms_stand_for_their_government(words: str, code: str) -> None:
    assert first_code(words) == code
