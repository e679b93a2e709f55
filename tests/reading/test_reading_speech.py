"""Statements: who says it, on whose word it stands, and what is done by saying it."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.domain import Attribution, SpeechAct

NAMED, ANONYMOUS, NONE = Attribution.NAMED, Attribution.ANONYMOUS, Attribution.NONE


@pytest.mark.parametrize(
    ("sentence", "speaker", "code"),
    [
        ("Emmanuel Macron said that the bridge was open.", "Emmanuel Macron", "FRA"),
        ("The bridge was open, Emmanuel Macron said.", "Emmanuel Macron", "FRA"),
        ('"The bridge is open," said Emmanuel Macron.', "Emmanuel Macron", "FRA"),
        ("“The bridge is open,” Emmanuel Macron said on Friday.", "Emmanuel Macron", "FRA"),
        ("According to Emmanuel Macron, the bridge was open.", "Emmanuel Macron", "FRA"),
        ("The bridge was open, according to Emmanuel Macron.", "Emmanuel Macron", "FRA"),
        ("Kenya said that the bridge was open.", "Kenya", "KEN"),
        (
            "Kenya's foreign ministry said that the bridge was open.",
            "Kenya's foreign ministry",
            "KEN",
        ),
        (
            "The Kenyan foreign minister, Alfred Okoth, said that the bridge was open.",
            "Alfred Okoth",
            "KEN",
        ),
        ("Alfred Okoth said that the bridge was open.", "Alfred Okoth", None),
        ("The Kremlin spokesman said that the bridge was open.", "The Kremlin spokesman", "RUS"),
        (
            "Emmanuel Macron's claim that the bridge was open surprised the crews.",
            "Emmanuel Macron",
            "FRA",
        ),
        ("A warning from Kenya that the bridge was closed reached the crews.", "Kenya", "KEN"),
    ],
)
def test_a_named_speaker_is_found(read_text, sentence, speaker, code):
    found = [s for s in read_text(sentence, date(2022, 3, 1)).statements if s.attribution is NAMED]
    assert [(s.speaker, s.speaker_code) for s in found] == [(speaker, code)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Internal sources said that the bridge was open.", "Internal sources"),
        ("Some analysts believe that the bridge was open.", "Some analysts"),
        ("Critics argue that the bridge was never safe.", "Critics"),
        ("Others say that the bridge was never safe.", "Others"),
        ("Several diplomats said that the bridge was open.", "Several diplomats"),
        ("Two Kenyan officials said that the bridge was open.", "Two Kenyan officials"),
        ("A senior diplomat said that the bridge was open.", "A senior diplomat"),
        ("People close to the talks said that the bridge was open.", "People close to the talks"),
        ("According to unnamed officials, the bridge was open.", "unnamed officials"),
        (
            "The bridge was open, according to a person familiar with the matter.",
            "a person familiar with the matter",
        ),
        ("Insiders claim that the bridge was open.", "Insiders"),
        ("Observers warn that the bridge may fall.", "Observers"),
        (
            "Certain retired officers have hinted that the bridge was open.",
            "Certain retired officers",
        ),
        ("Many in Nairobi believe that the bridge was open.", "Many in Nairobi"),
        ("Local media reported that the bridge was open.", "Local media"),
    ],
)
def test_a_speaker_without_a_name_is_anonymous(read_text, sentence, speaker):
    found = [s for s in read_text(sentence).statements if s.attribution is ANONYMOUS]
    assert [s.speaker for s in found] == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya reportedly closed the bridge to Uganda.",
        "Kenya allegedly closed the bridge to Uganda.",
        "Kenya is said to have closed the bridge to Uganda.",
        "It is believed that Kenya closed the bridge to Uganda.",
    ],
)
def test_hearsay_is_anonymous(read_text, sentence):
    found = read_text(sentence).statements
    assert [s.attribution for s in found] == [ANONYMOUS]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya closed the bridge to Uganda on Friday.",
        "The bridge between Kenya and Uganda has been closed since May.",
    ],
)
def test_what_the_report_says_itself_has_no_speaker(read_text, sentence):
    (statement,) = read_text(sentence).statements
    assert (statement.attribution, statement.speaker) == (NONE, None)
    assert statement.text == sentence


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Kenya said that the bridge was open.", SpeechAct.ASSERTED),
        ("Kenya claimed that the bridge was open.", SpeechAct.ASSERTED),
        ("Kenya announced that the bridge was open.", SpeechAct.ASSERTED),
        ("Kenya denied that the bridge was open.", SpeechAct.DENIED),
        ("Kenya threatened to close the bridge.", SpeechAct.THREATENED),
        ("Kenya warned that the bridge may fall.", SpeechAct.WARNED),
        ("Kenya promised to open the bridge.", SpeechAct.PROMISED),
        ("Kenya pledged to open the bridge.", SpeechAct.PROMISED),
        ("Kenya demanded that the bridge be opened.", SpeechAct.DEMANDED),
        ("Kenya urged Uganda to open the bridge.", SpeechAct.DEMANDED),
        ("Kenya offered to open the bridge.", SpeechAct.OFFERED),
        ("Kenya rejected Uganda's plan for the bridge.", SpeechAct.REJECTED),
        ("Kenya refused to open the bridge.", SpeechAct.REJECTED),
        ("Kenya predicted that the bridge would fall.", SpeechAct.PREDICTED),
    ],
)
def test_what_is_done_by_saying_it(read_text, sentence, act):
    found = [s for s in read_text(sentence).statements if s.attribution is NAMED]
    assert [s.speech_act for s in found] == [act]


@pytest.mark.parametrize(
    ("sentence", "text", "negated"),
    [
        ("Kenya said that the bridge was open.", "the bridge was open", False),
        ("Kenya said that the bridge was not open.", "the bridge was not open", True),
        ("The bridge was open, Kenya said.", "The bridge was open", False),
        ("According to Kenya, the bridge was open.", "the bridge was open", False),
        ("Kenya threatened to close the bridge.", "close the bridge", False),
    ],
)
def test_what_is_said_is_told_apart_from_the_saying(read_text, sentence, text, negated):
    (statement,) = (s for s in read_text(sentence).statements if s.attribution is NAMED)
    assert statement.text.removeprefix("that ").removeprefix("to ") == text
    assert statement.negated is negated


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Chad said it would strike Sudan if its boats were seized.", SpeechAct.THREATENED),
        ('"We never crossed the lake," Chad said.', SpeechAct.DENIED),
        ("Chad said that Sudan's claims were false.", SpeechAct.DENIED),
        ('"We will not give up the island," Chad said.', SpeechAct.REJECTED),
        ('"We will not fire first," Chad said.', SpeechAct.PROMISED),
        ("Chad said that it sought no war.", SpeechAct.DENIED),
        ("Chad said that Sudan must leave the town.", SpeechAct.DEMANDED),
        ("Chad said it was ready to free the crew.", SpeechAct.OFFERED),
        ("Chad warned that if Sudan came nearer, Chad would shell it.", SpeechAct.THREATENED),
        ("Chad rejected the allegations.", SpeechAct.DENIED),
        ('"A new raid is likely," said Ali Nour.', SpeechAct.PREDICTED),
        ("Two diplomats said that Sudan may leave the talks.", SpeechAct.PREDICTED),
        ("Chad said that the raid had begun at dawn.", SpeechAct.ASSERTED),
        ("Chad condemned the raid as a war crime.", SpeechAct.ASSERTED),
    ],
)
def test_what_is_said_tells_what_is_done_under_a_plain_verb(read_text, sentence, act):
    (found,) = (s for s in read_text(sentence).statements if s.attribution is not NONE)
    assert found.speech_act is act


def test_a_statement_names_the_actors_it_is_about(read_text):
    (statement,) = read_text("Kenya said that Chad had met Sudan.").statements
    assert statement.about == ("TCD", "SDN")


@pytest.mark.parametrize(
    ("sentence", "speaker", "attribution"),
    [
        ("Kenya said that Iraq had attacked Kuwait.", "Kenya", NAMED),
        ("Iraq attacked Kuwait, Kenyan officials said.", "Kenyan officials", ANONYMOUS),
        ("Internal sources say that Iraq attacked Kuwait.", "Internal sources", ANONYMOUS),
        ("According to Kenya, Iraq attacked Kuwait.", "Kenya", NAMED),
        ("Iraq attacked Kuwait.", None, NONE),
    ],
)
def test_an_event_rests_on_the_word_of_who_tells_it(read_text, sentence, speaker, attribution):
    (event,) = (e for e in read_text(sentence).events if e.type == "ASSAULT")
    assert (event.speaker, event.attribution) == (speaker, attribution)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emmanuel Macron said: “We condemn Uganda.”", "FRA ACCUSE UGA"),
        ("“We condemn Uganda,” Emmanuel Macron said.", "FRA ACCUSE UGA"),
        ('Kenya said in a statement that "we reject Uganda\'s plan".', "KEN REJECT UGA"),
    ],
)
def test_we_is_who_speaks(read_text, acts, text, expected):
    assert expected in acts(read_text(text, date(2022, 3, 1)))


@pytest.mark.parametrize(
    "sentence",
    ["Who said that the bridge was open?", "Bridges.", "Rain fell all day.", "Read more."],
)
def test_questions_and_scraps_are_no_statements(read_text, sentence):
    assert read_text(sentence).statements == ()


@pytest.mark.parametrize(
    ("sentence", "speaker", "act"),
    [  # words of saying with a second word
        ("Chad called on Sudan to open the bridge.", "Chad", SpeechAct.DEMANDED),
        ("Chad appealed to Sudan to open the bridge.", "Chad", SpeechAct.DEMANDED),
        ("Chad's envoy, Ali Nour, called for calm.", "Ali Nour", SpeechAct.DEMANDED),
        ("Chad ruled out talks about the bridge.", "Chad", SpeechAct.REJECTED),
        ("Chad turned the plan down.", "Chad", SpeechAct.REJECTED),
        ("Chad, which has ruled out any talks, closed the bridge.", "Chad", SpeechAct.REJECTED),
        ("Chad brushed aside a plea from Sudan for fuel.", "Chad", SpeechAct.REJECTED),
        # judging, naming and telling of a thing
        ("Chad condemned the closure of the bridge.", "Chad", SpeechAct.ASSERTED),
        ("Chad has praised the closure as overdue.", "Chad", SpeechAct.ASSERTED),
        ("Chad protested against the closure.", "Chad", SpeechAct.ASSERTED),
        ("Chad described the plan as a trap.", "Chad", SpeechAct.ASSERTED),
        ("Chad called the report a lie.", "Chad", SpeechAct.DENIED),
        ("Chad confirmed the loss of two boats.", "Chad", SpeechAct.ASSERTED),
        # set into what is said, or before it
        ("A closure, Chad added, would hurt everybody.", "Chad", SpeechAct.ASSERTED),
        ("If the bridge falls, Chad thundered, nobody will eat.", "Chad", SpeechAct.PREDICTED),
        ('Chad put it in fewer words: "We are leaving."', "Chad", SpeechAct.ASSERTED),
        ("The mayor's driver said that the bridge was open.", "The mayor's driver", None),
        ("In a speech the movement's leader said that it was open.", "the movement's leader", None),
    ],
)
def test_words_of_saying_and_where_they_stand(read_text, sentence, speaker, act):
    found = [s for s in read_text(sentence).statements if s.attribution is NAMED]
    assert [s.speaker for s in found] == [speaker]
    assert act in (None, found[0].speech_act)


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("A Kenyan officer, who asked not to be named, said it was open.", ["A Kenyan officer"]),
        ("One aide, who spoke on condition of anonymity, said it was open.", ["One aide"]),
        ("Two farmers told the paper that the bridge was open.", ["Two farmers"]),
        ("Villagers said that the bridge was open.", ["Villagers"]),
        ("Witnesses described men in grey on the bridge.", ["Witnesses"]),
    ],
)
def test_how_a_speaker_is_told_of_is_nothing_said(read_text, sentence, speakers):
    found = [s for s in read_text(sentence).statements if s.attribution is not NONE]
    assert [s.speaker for s in found if s.attribution is ANONYMOUS] == speakers
    assert len(found) == len(speakers)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad could send boats if Sudan asked for help.",
        "Chad did not say that the bridge was open.",
        "Chad called a meeting.",
        "Chad plans to announce that the bridge is open.",
        "Chad summoned the ambassador of Sudan.",
        "Chad vetoed the text.",
    ],
)
def test_what_nobody_said_is_no_statement(read_text, sentence):
    assert not [s for s in read_text(sentence).statements if s.attribution is not NONE]


@pytest.mark.parametrize(
    ("text", "speaker", "code"),
    [
        ("Nairobi said that the bridge was open.", "Nairobi", "KEN"),
        ("The AU said that the bridge was open.", "The AU", None),
        (
            "Mark Rutte met Donald Trump. The secretary-general said it went well.",
            "Mark Rutte",
            None,
        ),
        ("Ministry of Defence, Nairobi. The Ministry denies the claim.", "The Ministry", "KEN"),
        (
            "3 May, Office of the President, Nairobi. It calls upon Chad to open the bridge.",
            "Office of the President, Nairobi",
            "KEN",
        ),
    ],
)
def test_a_speaker_is_named_as_the_report_names_it(read_text, text, speaker, code):
    found = [s for s in read_text(text, date(2025, 3, 1)).statements if s.attribution is NAMED]
    assert [s.speaker for s in found] == [speaker]
    assert code in (None, found[0].speaker_code)


def test_the_author_is_no_actor(read_text):
    reading = read_text("Georgia votes in May. I fear that the bridge may fall.")
    assert not [s for s in reading.statements if s.attribution is NAMED]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # who spoke just before, whom no table knows
        (
            'Donald Trump met Ali Nour. "It is open," said Olga Rimsky, an engineer. '
            "The bridge, she added, was safe.",
            ["Olga Rimsky", "Olga Rimsky"],
        ),
        (
            "Ali Nour is calmer than Kenya. The bridge, he thinks, will hold.",
            ["Ali Nour"],
        ),
        (
            "Xi Jinping met Chad's envoy. An aide said that it was open. It was safe, he added.",
            ["An aide", "An aide"],
        ),
        (
            "Olga Rimsky said that it was open. Chad said that it was shut.",
            ["Olga Rimsky", "Chad"],
        ),
        # a quotation that goes on without a word of saying
        (
            '"The bridge is open," said Olga Rimsky. "Nobody has closed it."',
            ["Olga Rimsky", "Olga Rimsky"],
        ),
        (
            '"The bridge is open. Nobody has closed it," said Olga Rimsky.',
            ["Olga Rimsky", "Olga Rimsky"],
        ),
    ],
)
def test_a_speaker_goes_on_speaking(read_text, text, speakers):
    found = [s for s in read_text(text).statements if s.attribution is not NONE]
    assert [s.speaker for s in found] == speakers


@pytest.mark.parametrize(
    ("text", "speaker", "attribution"),
    [
        ("The raid was blamed on Sudan by Chad.", "Chad", NAMED),
        ("Chad complained of a trap.", "Chad", NAMED),
        ("Chad spoke of a trap.", "Chad", NAMED),
        ("The Houthis, whose commanders deny any role, left Yemen.", "Houthis", NAMED),
        ("A spokeswoman in Nairobi said that it was open.", "A spokeswoman in Nairobi", ANONYMOUS),
    ],
)
def test_other_ways_of_saying(read_text, text, speaker, attribution):
    (found,) = (s for s in read_text(text).statements if s.attribution is not NONE)
    assert (found.speaker, found.attribution) == (speaker, attribution)


def test_he_of_whom_somebody_tells_is_not_the_teller(read_text):
    text = "Emmanuel Macron met Chad's envoy. According to an aide, he offered to mediate."
    offers = [s for s in read_text(text).statements if s.speech_act is SpeechAct.OFFERED]
    assert [s.speaker for s in offers] == ["Emmanuel Macron"]
