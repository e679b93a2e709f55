"""English is never turned away; other languages are named; what is too short is left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.intake.language import UNDETERMINED, detect_language

READ = ("en", UNDETERMINED)

ENGLISH = [
    "Arvia's foreign ministry said on Monday that talks with Borland would resume next week.",
    "ARVIA CLOSES ITS BORDER AFTER BORLAND EXPELS TWO DIPLOMATS, MINISTER SAYS IN A STATEMENT",
    "Carvia pledges 400 generators; Dornia sends field hospitals and engineers to the delta.",
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


NAMES_HEAVY = [
    "President Ilse Voss met Prime Minister Jan de Wit in Den Oever. Voss, who speaks Dutch, told "
    "NRC Handelsblad that she was satisfied. De Wit called the meeting a step toward peace.",
    "Mogherini spoke to Turkish Foreign Minister Mevlüt Çavuşoğlu on Monday.",
    "Britain met Russia in New York.",
    "Szijjártó visits Ankara, Baku",
    "Timmermans telephoned Van der Leyen, Von Storch, De Croo.",
    "Nguyễn Phú Trọng hosts Hun Sen in Hà Nội",
]


@pytest.mark.parametrize("text", NAMES_HEAVY)
def test_a_few_words_full_of_foreign_names_are_read(text):
    assert detect_language(text) in READ


@pytest.mark.parametrize("text", NAMES_HEAVY)
def test_names_are_no_evidence_however_many_there_are(text):
    assert detect_language(f"{text} " * 12) in READ


def test_a_list_of_names_alone_is_no_evidence():
    ministers = ("Çavuşoğlu", "Akar", "Şentop", "Oktay", "Yıldırım", "Kılıçdaroğlu", "Davutoğlu")
    assert detect_language(", ".join(ministers * 10)) == UNDETERMINED


WORDS = " ".join(ENGLISH).split()


@given(start=st.integers(0, len(WORDS) - 30), length=st.integers(1, 30))
def test_every_fragment_of_english_is_read(start, length):
    assert detect_language(" ".join(WORDS[start : start + length])) in READ


@given(st.lists(st.sampled_from([*ENGLISH, *NAMES_HEAVY]), min_size=1, max_size=12))
def test_english_sentences_in_any_number_and_order_are_read(sentences):
    assert detect_language(" ".join(sentences)) in READ


ARTICLES = {
    "de": "Das Außenministerium teilte am Montag mit, dass die Gespräche über die Grenze in der "
    "nächsten Woche fortgesetzt werden. Beide Seiten hätten sich darauf geeinigt, die Posten am "
    "Fluss vorerst nicht zu verstärken und die Gefangenen auszutauschen. Ein Sprecher der "
    "Regierung nannte das einen ersten Schritt, dem weitere folgen müssten.",
    "fr": "Le ministère a annoncé lundi que les pourparlers sur la frontière reprendraient la "
    "semaine suivante. Les deux parties se sont engagées à ne pas renforcer leurs postes le long "
    "du fleuve et à échanger les prisonniers. Un porte-parole du gouvernement a parlé d'un "
    "premier pas, qui devra être suivi par d'autres.",
    "es": "El ministerio anunció el lunes que las conversaciones sobre la frontera se reanudarán "
    "la semana próxima. Las dos partes se han comprometido a no reforzar sus puestos junto al río "
    "y a intercambiar a los prisioneros. Un portavoz del gobierno habló de un primer paso, al que "
    "deben seguir otros.",
    "nl": "Het ministerie zei maandag dat de gesprekken over de grens volgende week worden hervat. "
    "Beide kanten hebben afgesproken de posten langs de rivier voorlopig niet te versterken en de "
    "gevangenen uit te wisselen. Een woordvoerder van de regering sprak van een eerste stap, die "
    "door andere moet worden gevolgd.",
    "pl": "Ministerstwo poinformowało w poniedziałek, że rozmowy w sprawie granicy zostaną "
    "wznowione w przyszłym tygodniu. Obie strony zobowiązały się nie wzmacniać na razie "
    "posterunków nad rzeką i wymienić jeńców. Rzecznik rządu mówił o pierwszym kroku, po którym "
    "muszą nastąpić dalsze, także te trudniejsze, dotyczące wycofania wojsk z północy.",
    "tr": "Bakanlık pazartesi günü sınır görüşmelerinin gelecek hafta yeniden başlayacağını "
    "açıkladı. İki taraf nehir boyundaki karakolları şimdilik güçlendirmemeyi ve esirleri "
    "karşılıklı olarak serbest bırakmayı kabul etti. Hükümet sözcüsü bunun bir ilk adım olduğunu, "
    "arkasından başka adımların gelmesi gerektiğini ve bölgedeki birliklerin bahara kadar geri "
    "çekilebileceğini söyledi.",
}


@pytest.mark.parametrize("language", ARTICLES)
def test_articles_in_other_languages_are_named(language):
    assert len(ARTICLES[language].split()) >= 40
    assert detect_language(ARTICLES[language]) == language


def test_capitals_hide_no_language():
    assert detect_language(ARTICLES["de"].upper()) == "de"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Министерство сообщило в понедельник, что переговоры возобновятся через неделю."),
        ("uk", "Міністерство повідомило в понеділок, що переговори відновляться за тиждень."),
        ("zh", "外交部星期一表示，会谈将于下周恢复，双方将讨论边境问题和贸易问题。"),
        ("ja", "外務省は月曜日、会談が来週再開されると発表した。"),
        ("ko", "외교부는 월요일 회담이 다음 주에 재개될 것이라고 밝혔다."),
        ("ar", "أعلنت الوزارة يوم الاثنين أن المحادثات ستستأنف الأسبوع المقبل في العاصمة."),
        ("fa", "وزارت خارجه روز دوشنبه اعلام کرد که گفتگوها هفته آینده از سر گرفته می‌شود."),
        ("he", "משרד החוץ הודיע ביום שני שהשיחות יתחדשו בשבוע הבא."),
        ("el", "Το υπουργείο ανακοίνωσε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν."),
        ("zh", "外交部：NATO 扩大"),
        ("ru", "Переговоры отложены"),
    ],
)
def test_another_script_is_another_language_however_short(language, text):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["Москва", "王", "موسكو", "서울"])
def test_a_single_word_in_another_script_is_not_english(text):
    assert detect_language(text) not in READ


@pytest.mark.parametrize(
    "text",
    [
        "Wang Yi (王毅) met Lavrov (Лавров).",
        "The party's organ, Правда Севера, ran the order on page one.",
        "Its slogan, 一江两岸, means that both banks are one.",
    ],
)
def test_names_in_their_own_script_leave_a_text_english(text):
    assert detect_language(text) in READ


@pytest.mark.parametrize("text", ["", "2031-03-03", "Arvia", "§ 12 (3)", "🙂🙂🙂"])
def test_too_little_to_tell_is_left_open(text):
    assert detect_language(text) == UNDETERMINED


def test_an_english_article_with_a_long_quotation_in_another_language_stays_english():
    quotation = "« Nous ne céderons pas », a déclaré la présidente devant le parlement réuni. "
    article = ENGLISH[0] + " " + NAMES_HEAVY[0] + " "
    assert detect_language(article * 3 + quotation * 2) == "en"


@given(st.text())
def test_every_text_has_a_two_letter_language_or_none(text):
    language = detect_language(text)
    assert language == UNDETERMINED or (len(language) == 2 and language.islower())
