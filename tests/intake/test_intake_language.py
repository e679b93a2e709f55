"""English is never turned away; other languages are named; what is too short is left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.intake.language import UNDETERMINED, detect_language

ENGLISH = [
    "Arvia's foreign ministry said on Monday that talks with Borland would resume next week.",
    "ARVIA CLOSES ITS BORDER AFTER BORLAND EXPELS TWO DIPLOMATS, MINISTER SAYS IN A STATEMENT",
    "Carvia pledges 400 generators; Dornia sends field hospitals and engineers to the delta.",
    "President Ilse Voss met Prime Minister Jan de Wit in Den Oever. Voss, who speaks Dutch, told "
    "NRC Handelsblad that she was satisfied. De Wit called the meeting a step toward peace.",
    "Quoting the declaration in French, « la paix est une œuvre commune », the minister said that "
    "her government had not changed its position on the withdrawal of troops from the north.",
    # Hardly a small word in it: names, as in a list of delegates.
    "Delegates: Ana Ferreira (Portugal), Luc Moreau (Belgium), Jens Holm (Denmark), Ewa Nowak "
    "(Poland), Ion Popa (Romania), Marko Kralj (Croatia) and the chair of the meeting, Ulla Berg, "
    "who is in office for the first year and has a seat on the council.",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english_also_with_foreign_names_quotations_and_capitals(text):
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Außenministerium teilte am Montag mit, dass die Gespräche fortgesetzt werden."),
        (
            "fr",
            "Le ministère a annoncé lundi que les pourparlers reprendraient la semaine suivante.",
        ),
        (
            "es",
            "El ministerio anunció el lunes que las conversaciones se reanudarán en una semana.",
        ),
        (
            "nl",
            "Het ministerie zei maandag dat de gesprekken in het voorjaar worden hervat, of later.",
        ),
        (
            "pl",
            "Ministerstwo poinformowało w poniedziałek, że rozmowy zostaną wznowione za tydzień.",
        ),
        ("ru", "Министерство сообщило в понедельник, что переговоры возобновятся через неделю."),
        ("uk", "Міністерство повідомило в понеділок, що переговори відновляться за тиждень."),
        ("zh", "外交部星期一表示，会谈将于下周恢复，双方将讨论边境问题和贸易问题。"),
        ("ar", "أعلنت الوزارة يوم الاثنين أن المحادثات ستستأنف الأسبوع المقبل في العاصمة."),
        (
            "tr",
            "Bakanlık pazartesi günü görüşmelerin gelecek hafta yeniden başlayacağını açıkladı.",
        ),
    ],
)
def test_other_languages_are_named(language, text):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "2031-03-03", "Arvia", "§ 12 (3)", "🙂🙂🙂"])
def test_too_little_to_tell_is_left_open(text):
    assert detect_language(text) == UNDETERMINED


def test_an_english_article_with_a_long_quotation_in_another_language_stays_english():
    quotation = "« Nous ne céderons pas », a déclaré la présidente devant le parlement réuni. "
    article = ENGLISH[0] + " " + ENGLISH[3] + " "
    assert detect_language(article * 3 + quotation * 2) == "en"


@given(st.text())
def test_every_text_has_a_two_letter_language_or_none(text):
    language = detect_language(text)
    assert language == UNDETERMINED or (len(language) == 2 and language.islower())
