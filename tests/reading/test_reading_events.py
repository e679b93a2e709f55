"""Acts of one side toward another: all sixteen PLOVER roots, in every grammatical dress.

Rows give the actual acts of a sentence, all of them: "SOURCE TYPE TARGET".
Definitions: Open Event Data Alliance, PLOVER codebook 2021.
"""

from __future__ import annotations

import pytest

from tocsin.domain import BlockKind, EventType, Quad, Status

ROOTS = {
    "AGREE": [
        ("Chad and Sudan agreed to reopen the border.", "TCD AGREE SDN"),
        ("Colombia accepted the invitation of Ecuador.", "COL AGREE ECU"),
        ("Peru agreed with Bolivia on a date for the ferry.", "PER AGREE BOL"),
        ("Japan accepted South Korea's proposal for the strait.", "JPN AGREE KOR"),
    ],
    "CONSULT": [
        ("The Finnish president met his Estonian counterpart at the airport.", "FIN CONSULT EST"),
        ("Vietnam's foreign minister visited Laos on Tuesday.", "VNM CONSULT LAO"),
        ("Brazil held talks with Argentina on Tuesday.", "BRA CONSULT ARG"),
        ("The Chilean president telephoned the president of Peru.", "CHL CONSULT PER"),
        ("Talks between Greece and Turkey resumed on Monday.", "GRC CONSULT TUR"),
    ],
    "SUPPORT": [  # praise and recognition, and treaties once they are signed
        ("Chad and Sudan signed a border agreement in Geneva.", "TCD SUPPORT SDN"),
        ("Armenia and Azerbaijan concluded a peace treaty on Friday.", "ARM SUPPORT AZE"),
        ("Sweden expressed support for Moldova.", "SWE SUPPORT MDA"),
        ("Greece backed Cyprus in the dispute.", "GRC SUPPORT CYP"),
        ("India praised Bhutan for its restraint.", "IND SUPPORT BTN"),
        ("Ireland recognised the State of Palestine.", "IRL SUPPORT PSE"),
        ("Belgium apologised to Congo.", "BEL SUPPORT COD"),
    ],
    "COOPERATE": [
        ("Spain and Morocco held joint naval exercises.", "ESP COOPERATE MAR"),
        ("Norway shared intelligence with Denmark.", "NOR COOPERATE DNK"),
        ("Serbia extradited a smuggler to Croatia.", "SRB COOPERATE HRV"),
        ("Kazakhstan cooperates with Uzbekistan on river water.", "KAZ COOPERATE UZB"),
    ],
    "AID": [
        ("Norway sent tents and medicine to Malawi.", "NOR AID MWI"),
        ("Germany supplied Ukraine with ammunition.", "DEU AID UKR"),
        ("Kuwait granted Jordan a loan of $200 million.", "KWT AID JOR"),
        ("Uganda sheltered refugees from South Sudan.", "UGA AID SSD"),
        ("Food aid was delivered to Haiti by Brazil.", "BRA AID HTI"),
    ],
    "CONCEDE": [
        ("Jordan accepted the demands of Qatar.", "JOR CONCEDE QAT"),
        ("Kuwait yielded to the demands of Iraq.", "KWT CONCEDE IRQ"),
        ("Thailand gave in to Cambodian demands.", "THA CONCEDE KHM"),
    ],
    "RETREAT": [
        ("Ethiopia withdrew its troops from Somalia.", "ETH RETREAT SOM"),
        ("Iran released two French prisoners.", "IRN RETREAT FRA"),
        ("Canada lifted sanctions on Belarus.", "CAN RETREAT BLR"),
        ("The United States eased sanctions on Venezuela.", "USA RETREAT VEN"),
        ("France returned the bronzes to Benin.", "FRA RETREAT BEN"),
    ],
    "REQUEST": [
        ("Ghana urged Togo to free the fishermen.", "GHA REQUEST TGO"),
        ("Peru demanded that Chile free the fishermen.", "PER REQUEST CHL"),
        ("Ukraine asked Germany for ammunition.", "UKR REQUEST DEU"),
        ("Lebanon appealed to France for help.", "LBN REQUEST FRA"),
    ],
    "ACCUSE": [
        ("Kenya accused Mongolia of breaking the truce.", "KEN ACCUSE MNG"),
        ("Kenya condemned Uganda.", "KEN ACCUSE UGA"),
        ("Burundi blamed Rwanda for the fire.", "BDI ACCUSE RWA"),
        ("Cuba criticised Spain over the visa rule.", "CUB ACCUSE ESP"),
    ],
    "REJECT": [
        ("Cuba rejected Spain's proposal.", "CUB REJECT ESP"),
        ("Hungary refused to meet Romania.", "HUN REJECT ROU"),
        ("Iraq turned down an offer from Kuwait.", "IRQ REJECT KWT"),
        ("Russia vetoed the draft of the United Kingdom.", "RUS REJECT GBR"),
    ],
    "THREATEN": [
        ("Iran threatened Bahrain.", "IRN THREATEN BHR"),
        ("Iran threatened to attack Bahrain.", "IRN THREATEN BHR"),
        ("Canada threatened sanctions against Belarus.", "CAN THREATEN BLR"),
        ("Pakistan issued an ultimatum to Afghanistan.", "PAK THREATEN AFG"),
    ],
    "PROTEST": [
        ("Iraqis demonstrated outside the Turkish embassy.", "IRQ PROTEST TUR"),
    ],
    "SANCTION": [
        ("Norway expelled three Russian diplomats.", "NOR SANCTION RUS"),
        ("Qatar recalled its ambassador from Chad.", "QAT SANCTION TCD"),
        ("Bolivia broke off diplomatic relations with Israel.", "BOL SANCTION ISR"),
        ("Sweden suspended aid to Mali.", "SWE SANCTION MLI"),
    ],
    "MOBILIZE": [
        ("Chad massed troops on the border with Sudan.", "TCD MOBILIZE SDN"),
        ("Eritrea mobilised its reservists.", "ERI MOBILIZE -"),
        ("China sent warships toward Taiwan.", "CHN MOBILIZE TWN"),
        ("Finland put its army on alert.", "FIN MOBILIZE -"),
    ],
    "COERCE": [
        ("Canada imposed sanctions on Belarus.", "CAN COERCE BLR"),
        ("Iran seized a Greek tanker.", "IRN COERCE GRC"),
        ("Egypt arrested nine Sudanese smugglers.", "EGY COERCE SDN"),
        ("Azerbaijan blockaded Armenia.", "AZE COERCE ARM"),
    ],
    "ASSAULT": [
        ("Iraq invaded Kuwait before dawn.", "IRQ ASSAULT KWT"),
        ("Armenian artillery shelled Azerbaijani positions.", "ARM ASSAULT AZE"),
        ("Turkish jets bombed Kurdish villages in Syria.", "TUR ASSAULT KURDS"),
        ("Hamas fired rockets at Israel.", "HAMAS ASSAULT ISR"),
        ("Sudanese soldiers killed four Ethiopian farmers.", "SDN ASSAULT ETH"),
    ],
}


@pytest.mark.parametrize(("sentence", "act"), [row for rows in ROOTS.values() for row in rows])
def test_every_root_is_coded_with_both_sides(read_text, acts, sentence, act):
    assert acts(read_text(sentence)) == [act]


def test_the_table_of_roots_leaves_none_out():
    assert set(ROOTS) == {root.value for root in EventType}


@pytest.mark.parametrize(
    ("sentence", "type_", "mode"),
    [
        ("Canada imposed sanctions on Belarus.", "COERCE", "restrict"),
        ("Norway expelled three Russian diplomats.", "SANCTION", "expel"),
        ("Iran released two French prisoners.", "RETREAT", "release"),
        ("Ethiopia withdrew its troops from Somalia.", "RETREAT", "withdraw"),
        ("Vietnam's foreign minister visited Laos.", "CONSULT", "visit"),
        ("Kenya accused Mongolia of theft.", "ACCUSE", "allege"),
        ("Kenya condemned Uganda.", "ACCUSE", "disapprove"),
        ("Armenian artillery shelled Azerbaijani positions.", "ASSAULT", "heavy-weapons"),
    ],
)
def test_the_mode_says_how(read_text, sentence, type_, mode):
    (event,) = read_text(sentence).events
    assert (event.type, event.mode) == (type_, mode)


@pytest.mark.parametrize(
    ("sentence", "quad", "sign"),
    [
        ("Greece backed Cyprus in the dispute.", Quad.VERBAL_COOPERATION, 1),
        ("Norway sent tents and medicine to Malawi.", Quad.MATERIAL_COOPERATION, 1),
        ("Kenya condemned Uganda.", Quad.VERBAL_CONFLICT, -1),
        ("Iraq invaded Kuwait.", Quad.MATERIAL_CONFLICT, -1),
    ],
)
def test_quad_and_intensity_follow_from_the_type(read_text, sentence, quad, sign):
    (event,) = read_text(sentence).events
    assert event.quad is quad
    assert event.intensity * sign > 0


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kuwait was invaded by Iraq.", ["IRQ ASSAULT KWT"]),
        ("Three Russian diplomats were expelled by Norway.", ["NOR SANCTION RUS"]),
        ("Sanctions were imposed on Belarus by Canada.", ["CAN COERCE BLR"]),
        ("Sanctions have been imposed on Belarus.", ["- COERCE BLR"]),
        ("Uganda was condemned by Kenya and Tanzania.", ["KEN+TZA ACCUSE UGA"]),
        ("Kharkiv was shelled overnight.", ["- ASSAULT UKR"]),
        ("Two French prisoners were released by Iran.", ["IRN RETREAT FRA"]),
        ("Mongolia was accused by Kenya of breaking the truce.", ["KEN ACCUSE MNG"]),
        ("Togo, urged by Ghana to free the fishermen, hesitated.", ["GHA REQUEST TGO"]),
        ("The convoy attacked by Ethiopian jets belonged to Eritrea.", None),
        ("Kuwait, invaded by Iraq in 1990, was liberated a year later.", ["IRQ ASSAULT KWT"]),
        ("Chad was given tents by Norway.", ["NOR AID TCD"]),
    ],
)
def test_a_passive_is_not_turned_round(read_text, acts, sentence, expected):
    found = acts(read_text(sentence))
    if expected is None:
        assert "ERI ASSAULT ETH" not in found
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kenya and Tanzania condemned Uganda.", ["KEN+TZA ACCUSE UGA"]),
        ("Kenya condemned Uganda and Rwanda.", ["KEN ACCUSE UGA+RWA"]),
        ("Kenya, Tanzania and Zambia condemned Uganda.", ["KEN+TZA+ZMB ACCUSE UGA"]),
        ("Kenya condemned Uganda and praised Rwanda.", ["KEN ACCUSE UGA", "KEN SUPPORT RWA"]),
        (
            "Kenya condemned Uganda, and Zambia praised Rwanda.",
            ["KEN ACCUSE UGA", "ZMB SUPPORT RWA"],
        ),
        ("Kenya met and then condemned Uganda.", ["KEN ACCUSE UGA", "KEN CONSULT UGA"]),
        ("The presidents of Kenya and Zambia condemned Uganda.", ["KEN+ZMB ACCUSE UGA"]),
        ("Kenyan and Zambian officials condemned Uganda.", ["KEN+ZMB ACCUSE UGA"]),
        ("Norway expelled Russian diplomats and closed its consulate.", ["NOR SANCTION RUS"]),
    ],
)
def test_coordinated_sides_and_acts_are_kept_apart_and_together(
    read_text, acts, sentence, expected
):
    found = acts(read_text(sentence))
    if "closed its consulate" in sentence:
        assert expected[0] in found
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The region has been tense since Iraq's invasion of Kuwait.", "IRQ ASSAULT KWT"),
        ("The region has been tense since the Iraqi invasion of Kuwait.", "IRQ ASSAULT KWT"),
        ("The invasion of Kuwait by Iraq shook the markets.", "IRQ ASSAULT KWT"),
        ("Lawyers wrote about Russia's annexation of Crimea.", "RUS COERCE UKR"),
        ("Newspapers noted Cuba's rejection of Spain's invitation.", "CUB REJECT ESP"),
        ("Newspapers noted Kenya's condemnation of Uganda.", "KEN ACCUSE UGA"),
        ("Canada's sanctions on Belarus hurt the potash trade.", "CAN COERCE BLR"),
        ("Norway's expulsion of three Russian diplomats surprised nobody.", "NOR SANCTION RUS"),
        ("Ethiopia's withdrawal from Somalia took a month.", "ETH RETREAT SOM"),
        ("The withdrawal of Ethiopian troops from Somalia took a month.", "ETH RETREAT SOM"),
        ("Iran's seizure of a Greek tanker drove up the price of oil.", "IRN COERCE GRC"),
        ("The agreement between Chad and Sudan covers the wells.", "TCD SUPPORT SDN"),
        ("Turkish attacks on Syria went on all night.", "TUR ASSAULT SYR"),
        ("An attack by Turkish jets on Syria lasted an hour.", "TUR ASSAULT SYR"),
        ("The Finnish president's visit to Estonia lasted a day.", "FIN CONSULT EST"),
        ("Norwegian aid to Malawi rose.", "NOR AID MWI"),
        ("Hungary's refusal to meet Romania annoyed the mediators.", "HUN REJECT ROU"),
        ("Markets fell after Iran's threat to attack Bahrain.", "IRN THREATEN BHR"),
        ("Sweden's support for Moldova is warm.", "SWE SUPPORT MDA"),
    ],
)
def test_a_noun_can_name_an_act(read_text, acts, sentence, expected):
    assert expected in acts(read_text(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Turkey launched an attack on Syria.", ["TUR ASSAULT SYR"]),
        ("Turkey carried out airstrikes against Syria.", ["TUR ASSAULT SYR"]),
        ("Syria came under attack from Turkey.", ["TUR ASSAULT SYR"]),
        ("Kenya made accusations against Uganda.", ["KEN ACCUSE UGA"]),
        ("Kenya voiced criticism of Uganda.", ["KEN ACCUSE UGA"]),
        ("The Finnish president paid a visit to Estonia.", ["FIN CONSULT EST"]),
        ("Norway provided assistance to Malawi.", ["NOR AID MWI"]),
        ("Norway gave its support to Malawi.", ["NOR SUPPORT MWI"]),
        ("Chad entered into negotiations with Sudan.", ["TCD CONSULT SDN"]),
        ("Chad broke off talks with Sudan.", ["TCD SANCTION SDN"]),
        ("Iran issued a threat against Bahrain.", ["IRN THREATEN BHR"]),
    ],
)
def test_a_light_verb_lends_its_subject_to_the_noun(read_text, acts, sentence, expected):
    assert acts(read_text(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Brazil and Argentina held talks.", ["BRA CONSULT ARG"]),
        ("Brazil held talks with Argentina.", ["BRA CONSULT ARG"]),
        ("The Brazilian and Argentine presidents met.", ["BRA CONSULT ARG"]),
        ("Talks between Brazil and Argentina resumed.", ["BRA CONSULT ARG"]),
        ("Chad and Sudan agreed to reopen the border.", ["TCD AGREE SDN"]),
        (
            "The Chadian president met his Sudanese counterpart and the two leaders talked.",
            ["TCD CONSULT SDN"],
        ),
    ],
)
def test_what_two_sides_do_together_is_one_event(read_text, acts, sentence, expected):
    assert acts(read_text(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Turkish troops crossed into Syria and killed 12 Syrian villagers.", "TUR ASSAULT SYR"),
        ("Israeli police arrested dozens of Palestinians.", "ISR COERCE PSE"),
        ("Sudan's army shelled a market in Khartoum.", "SDN ASSAULT SDN"),
        ("A Turkish court jailed a German reporter.", "TUR COERCE DEU"),
        ("Iran executed three Kurdish activists.", "IRN ASSAULT KURDS"),
    ],
)
def test_people_of_a_state_or_group_can_be_the_victims(read_text, acts, sentence, expected):
    source, type_, target = expected.split()
    found = acts(read_text(sentence))
    if target in ("KURDS", "ROHINGYA"):  # who counts for a people is the gazetteer's business
        assert any(act.startswith(f"{source} {type_} ") for act in found)
    else:
        assert expected in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya closed its border. It condemned Uganda.", "KEN ACCUSE UGA"),
        ("Emmanuel Macron flew home. He condemned Uganda.", "FRA ACCUSE UGA"),
        ("NATO held a meeting. The alliance condemned Belarus.", "NATO ACCUSE BLR"),
        ("Iraq invaded Kuwait, and its jets bombed Iran.", "IRQ ASSAULT IRN"),
    ],
)
def test_sides_are_found_through_what_refers_to_them(read_text, acts, text, expected):
    assert expected in acts(read_text(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya lies east of Uganda.",
        "The attack on the problem of malaria has begun.",
        "Spain and Portugal share a long coast.",
        "The Danish economy grew faster than that of Sweden.",
        "The weather in Kenya hit farmers hard.",
        "In March 2030 Norway had more snow than Sweden.",
        "May was wet in Norway and Sweden.",
        "The Norwegian embassy in Sweden has a garden.",
        "Norway is bigger than Denmark and smaller than Sweden.",
        "Ghana is a member of the African Union.",
    ],
)
def test_what_is_no_act_makes_no_event(read_text, acts, sentence):
    assert acts(read_text(sentence)) == []


PARAGRAPH = (BlockKind.PARAGRAPH, "Rain fell for most of the week on the eastern plain.")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (BlockKind.TITLE, "Iraq invades Kuwait"),
        (BlockKind.TITLE, "Kuwait Invaded by Iraq"),
        (BlockKind.HEADING, "Iraq invades Kuwait"),
        (BlockKind.HEADING, "Canada imposes sanctions on Belarus"),
        (BlockKind.CAPTION, "Iraqi tanks attacked Kuwait in 1990. Photo: an agency"),
        (BlockKind.CAPTION, "Norway's minister met her Danish counterpart."),
    ],
)
def test_headlines_and_captions_make_no_events_of_their_own(read_page, kind, words):
    reading = read_page((kind, words), PARAGRAPH)
    assert reading.events == ()
    assert reading.signals == ()


@pytest.mark.parametrize(
    "words",
    [
        "Read also: Iraq invades Kuwait",
        "Read more: Canada imposes sanctions on Belarus",
        "Related: Kenya condemns Uganda over the dam",
        "SEE ALSO: Norway expels three Russian diplomats",
    ],
)
def test_teasers_make_no_events(read_page, acts, words):
    assert acts(read_page(PARAGRAPH, (BlockKind.PARAGRAPH, words))) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Did Iraq invade Kuwait?",
        "Has Canada imposed sanctions on Belarus?",
        "Why would Iran attack Bahrain?",
        "Who attacked Bahrain, and will Iran invade Kuwait?",
        "Is Norway expelling Russian diplomats?",
    ],
)
def test_a_question_makes_no_actual_event(read_text, acts, sentence):
    assert acts(read_text(sentence)) == []


def test_an_event_cites_its_sentence_and_the_words_that_made_it(read_text):
    reading = read_text("Rain fell. Iraq invaded Kuwait. Snow fell.")
    (event,) = reading.events
    assert event.evidence[0].quote == "Iraq invaded Kuwait."
    assert event.evidence[0].report == reading.report.id
    assert "“invaded”" in event.because
    assert event.status is Status.ACTUAL


@pytest.mark.parametrize(
    "sentence",
    [
        "Finland said Norwegian troops crossed Finland's red line on Friday.",
        "Norway has crossed a red line, Finland's president said.",
        "Norway overstepped Finland's red line, its minister said.",
        "Sweden said that Finland's red line had been crossed by Norway.",
    ],
)
def test_a_red_line_crossed_is_a_judgement_and_no_act(read_text, acts, sentence):
    assert not [act for act in acts(read_text(sentence)) if "ASSAULT" in act or "THREATEN" in act]
