"""Names that could mean several things: each row is one case of the ambiguity table."""

from __future__ import annotations

import pytest

from tocsin.knowledge import gazetteer

GAZETTEER = gazetteer()


def found(text: str) -> list[tuple[str, str]]:
    """The names in the text with the codes left, most likely first."""
    return [
        (text[hit.start : hit.end], "|".join(sense.code for sense in hit.senses))
        for hit in GAZETTEER.scan(text)
    ]


PLACES = [
    # Georgia: the country unless the words around point to the American state
    ("Georgia held military exercises near Tbilisi.", [("Georgia", "GEO"), ("Tbilisi", "GEO")]),
    ("Georgia and Armenia reopened the border.", [("Georgia", "GEO"), ("Armenia", "ARM")]),
    ("The Georgia senator spoke first.", []),
    ("Georgia's governor signed the bill.", []),
    ("A court in Atlanta ruled on Monday. Georgia will appeal.", []),
    ("Voters in swing states such as Georgia decide.", []),
    ("Georgian troops left the pass.", [("Georgian", "GEO")]),
    ("A Georgian townhouse was sold.", []),
    ("The base on South Georgia was closed.", []),
    # Jordan, Chad, Israel, Kenya and others as parts of personal names
    ("Jordan closed its border.", [("Jordan", "JOR")]),
    ("Michael Jordan scored again.", []),
    ("Rep. Jim Jordan chairs the panel. Jordan declined to comment.", []),
    ("Jordan Bardella led the list.", []),
    ("They met in the Jordan Valley.", []),
    ("Chad expelled the envoy.", [("Chad", "TCD")]),
    ("Chad Smith plays the drums.", []),
    ("Fishermen on Lake Chad fled.", []),
    ("Tom Holland plays the lead.", []),
    ("Holland won the vote.", [("Holland", "NLD")]),
    ("Denzel Washington arrived late.", []),
    ("George Washington never saw it.", []),
    ("Paris Hilton gave an interview.", []),
    ("Jack London wrote of the north.", []),
    # Washington
    ("Washington imposed sanctions.", [("Washington", "USA")]),
    ("Washington state sued the company.", []),
    ("The Washington Post reported it.", []),
    ("The state of Washington has no such law.", []),
    # Niger and Nigeria
    ("Niger recalled its ambassador to Nigeria.", [("Niger", "NER"), ("Nigeria", "NGA")]),
    ("Nigerien soldiers and Nigerian pilots.", [("Nigerien", "NER"), ("Nigerian", "NGA")]),
    ("Oil leaked in the Niger Delta.", []),
    ("A flood hit Niger State.", []),
    # the Guineas
    ("Guinea suspended mining.", [("Guinea", "GIN")]),
    ("Guinea-Bissau held a vote.", [("Guinea-Bissau", "GNB")]),
    ("Equatorial Guinea joined.", [("Equatorial Guinea", "GNQ")]),
    ("Papua New Guinea signed.", [("Papua New Guinea", "PNG")]),
    ("Tests on guinea pigs and a Guinea pig.", []),
    ("Pirates roam the Gulf of Guinea.", []),
    (
        "Equatorial Guinea votes on Sunday. Guinea has one hall of record.",
        [("Equatorial Guinea", "GNQ"), ("Guinea", "GIN|GNQ")],
    ),
    # the Congos
    ("Congo said M23 took Goma.", [("Congo", "COD"), ("M23", "M23"), ("Goma", "COD")]),
    ("Congo signed the accord in Brazzaville.", [("Congo", "COG"), ("Brazzaville", "COG")]),
    ("Congo protested.", [("Congo", "COD|COG")]),
    ("The Republic of the Congo agreed.", [("Republic of the Congo", "COG")]),
    (
        "The Democratic Republic of the Congo agreed.",
        [("Democratic Republic of the Congo", "COD")],
    ),
    ("The Congo River rose.", []),
    # the Koreas
    ("Korea fired a missile, Pyongyang said.", [("Korea", "PRK"), ("Pyongyang", "PRK")]),
    ("Korea raised rates, Seoul said.", [("Korea", "KOR"), ("Seoul", "KOR")]),
    (
        "Korea is divided between Seoul and Pyongyang.",
        [("Korea", "KOR|PRK"), ("Seoul", "KOR"), ("Pyongyang", "PRK")],
    ),
    ("Korea protested.", [("Korea", "KOR|PRK")]),
    ("South Korea and North Korea.", [("South Korea", "KOR"), ("North Korea", "PRK")]),
    ("Veterans of the Korean War met.", []),
    (
        "North Korea tested a rocket. The North called it a satellite.",
        [("North Korea", "PRK"), ("North", "PRK")],
    ),
    ("The North remembers its winters.", []),
    # Mali in Somalia, Oman in Romania and other parts of words
    ("Somalia and Romania signed.", [("Somalia", "SOM"), ("Romania", "ROU")]),
    ("Mali and Oman signed.", [("Mali", "MLI"), ("Oman", "OMN")]),
    # Turkey and the bird
    ("Turkey summoned the envoy.", [("Turkey", "TUR")]),
    ("They ate roast Turkey and turkey soup.", []),
    ("Turkey sandwiches were served.", []),
    # other bearers of a state's name
    ("New Mexico and New Jersey voted.", []),
    ("New South Wales burned.", []),
    ("Northern Ireland voted.", [("Northern Ireland", "GBR")]),
    ("Ireland voted.", [("Ireland", "IRL")]),
    (
        "The Dominican Republic sent troops. Dominican police watched.",
        [("Dominican Republic", "DOM"), ("Dominican", "DOM")],
    ),
    ("South Sudan and Sudan.", [("South Sudan", "SSD"), ("Sudan", "SDN")]),
    ("American Samoa and Samoa.", [("American Samoa", "ASM"), ("Samoa", "WSM")]),
    ("Latin American and African American voters.", []),
    ("South America and Central America.", []),
    ("Bank of America and the U.S. Open.", []),
    ("French fries and Danish pastries.", []),
    ("Sofia met Anna.", []),
    ("Sofia told Bulgarian radio.", [("Sofia", "BGR"), ("Bulgarian", "BGR")]),
    ("The flight was operated by Emirates.", [("Emirates", "ARE")]),
    ("An Emirates flight landed.", []),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places_and_what_shares_their_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "Paris Agreement",
        "Geneva Conventions",
        "Minsk agreements",
        "Panama Canal",
        "Cuban Missile Crisis",
        "Taiwan Strait",
        "South China Sea",
        "Indian Ocean",
        "Moscow Times",
        "Kyiv Post",
        "Jerusalem Post",
        "Budapest Memorandum",
        "Rome Statute",
        "Vienna Convention",
        "Stockholm syndrome",
        "Korean Peninsula",
        "Vietnam War",
        "Air India",
        "Trump Tower",
        "Brussels sprouts",
    ],
)
def test_longer_phrases_that_are_no_actor(phrase: str) -> None:
    assert found(f"They wrote about the {phrase} again.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Islamic State said IS fighters left.", ["ISIS", "ISIS"]),
        ("THE WAR IS OVER. Peace and the Islamic State", ["ISIS"]),
        ("The plan IS ready.", []),
        ("WHO advises rest.", ["WHO"]),
        ("GUESS WHO CAME", []),
        ("RSF shelled a camp in Sudan.", ["RSF", "SDN"]),
        ("RSF ranks press freedom.", []),
        ("The ICC issued an arrest warrant.", ["ICC"]),
        ("The ICC moved the cricket final.", []),
        ("Wagner fighters held the town.", ["WAGNER"]),
        ("Wagner mercenary units left.", ["WAGNER"]),
        ("An opera by Wagner opened.", []),
        ("AU troops left the African base.", ["AU"]),
        ("The tag Au or AU is gold.", []),
        ("The Security Council adopted a resolution.", ["UNSC"]),
        ("Russia's Security Council met.", ["RUS"]),
        ("The FSB, a Russian service, denied it.", ["RUS", "RUS"]),
        ("The FSB report on banks is out.", []),
        ("They gathered at the West Bank crossing.", []),
        ("The West must act.", ["WEST"]),
        ("A storm moved west over the West Coast.", []),
        ("Western powers warned.", ["WEST"]),
        ("Western Australia burned.", ["AUS"]),
        ("The Quad met in Tokyo.", ["QUAD", "JPN"]),
        ("He rode a Quad bike.", []),
        ("Brussels proposed new sanctions.", ["EU|BEL"]),
        ("Brussels wants the EU to act.", ["EU|BEL", "EU"]),
        ("At NATO headquarters, Brussels officials said so.", ["NATO", "NATO|EU|BEL"]),
        ("European Union leaders and European leaders.", ["EU", "EUR"]),
        ("European officials, European troops", ["EUR", "EUR"]),
        ("The European Central Bank held.", ["ECB"]),
        ("The Baltic states, the Baltic Sea", ["BALTIC"]),
    ],
)
def test_acronyms_and_groups_of_states(text: str, expected: list[str]) -> None:
    assert [codes for _, codes in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a full name, then the surname
        (
            "Sergei Lavrov arrived. Lavrov spoke.",
            [("Sergei Lavrov", "sergei-lavrov"), ("Lavrov", "sergei-lavrov")],
        ),
        # a surname of one notable person needs no full name
        ("Lavrov rejected the offer.", [("Lavrov", "sergei-lavrov")]),
        ("Putin’s envoy left.", [("Putin", "vladimir-putin")]),
        ("PUTIN SPEAKS", [("PUTIN", "vladimir-putin")]),
        # somebody else of that name
        ("Helen Lavrov is a baker.", []),
        # an everyday word: only after the full name, or with a title directly before
        ("In May the talks end.", []),
        ("Theresa May spoke. May left.", [("Theresa May", "theresa-may"), ("May", "theresa-may")]),
        ("Prime Minister May spoke.", [("May", "theresa-may")]),
        ("Rice prices rose.", []),
        # a surname of many people: the full name anywhere, or a title
        ("Johnson told a court.", []),
        (
            "Johnson resigns. Boris Johnson said so on Thursday.",
            [("Johnson", "boris-johnson"), ("Boris Johnson", "boris-johnson")],
        ),
    ],
)
def test_surnames(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_surname_of_several_persons_means_the_one_named_in_full() -> None:
    text = "Hillary Clinton arrived. Clinton spoke."
    assert found(text)[1] == ("Clinton", "hillary-clinton")


def test_a_surname_of_several_persons_keeps_them_all_when_none_is_named_in_full() -> None:
    ((_, codes),) = found("Assad gave a speech.")
    assert codes.split("|")[0] == "bashar-al-assad"
    assert "hafez-al-assad" in codes.split("|")


def test_a_single_family_name_of_a_ruler_is_decided_by_the_country() -> None:
    assert found("Kim told Pyongyang radio.")[0] == ("Kim", "kim-jong-un")
    assert found("Kim told her sister.") == []
    assert found("Xi received the Chinese delegation.")[0] == ("Xi", "xi-jinping")
