"""Which questions may ask about harm, and which answers to them open help."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.item_parts import AnswerOption
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import expand_repeats
from nearer.domain.scales import Scale
from nearer.instruments.safety import (
    asks_of_harm,
    harm_items,
    known_items,
    private_scales,
    proposed_items,
    speaks_of_harm,
)
from nearer.shipped import shipped_catalogue
from tests.fhir.resource_builders import SAMPLES, import_resource, instruments, make_resource
from tests.fhir_responses.test_responses import NINE, phq_9
from tests.instruments.harm_files import (
    ANSWERS,
    add_item_codes,
    flag_items,
    import_one_item,
    import_own_file,
    import_questionnaire,
    make_answer_options,
    make_coding,
    make_nine_items,
    make_sdc_resource,
    make_total_item,
    opens_help,
    options_that_open_help,
)

CASES = next((folder / "shared" / "cases" for folder in Path(__file__).parents if (folder / "shared").is_dir()), None)
PANEL = {"code": [make_coding("44249-1")]}
TITLES = (
    "PHQ-9",
    "PHQ 9",
    "phq9",
    "PHQ\u20119 (Hindi)",
    "Gesundheitsfragebogen (PHQ-9)",
    "Patient Health Questionnaire - 9 Item",
    "Patient Health Questionnaire (PHQ-9)",
    "PHQ-\u096f",
    "\uff30\uff28\uff31\uff0d\uff19",
)


def certain(resource: dict[str, Any]) -> list[str]:
    return sorted(known_items(import_questionnaire(resource), instruments()))


def of_harm(resource: dict[str, Any]) -> list[str]:
    return sorted(harm_items(import_questionnaire(resource), instruments()))


def unscored() -> list[dict[str, Any]]:
    """Nine questions with weights of their own, so that there is no scale to know it by."""
    return make_nine_items(answerOption=make_answer_options(weights=(1, 2, 3, 4)))


@pytest.mark.parametrize("title", TITLES)
def test_the_ninth_of_nine_weighed_questions_is_known_by_the_title(title: str) -> None:
    assert certain(make_resource(url="urn:x:1", title=title, item=unscored())) == ["q9"]


@pytest.mark.parametrize(
    "keys",
    [
        PANEL,
        {"url": "http://hl7.org/fhir/us/core/Questionnaire/phq-9-example|7.0.0"},
        {"url": "https://clinic.example/Questionnaire/phq-9"},
        {"url": "http://hl7.org/fhir/uv/sdc/Questionnaire/questionnaire-sdc-profile-example-PHQ9"},
        {"item": [*unscored(), make_total_item()]},
        {"item": [*unscored(), make_total_item(type="decimal", readOnly=True)]},
        {"code": [make_coding("44249-1", None)]},
    ],
)
def test_the_harm_question_of_phq_9_is_known_by_the_panel_the_address_and_the_code_of_the_total(
    keys: dict[str, Any],
) -> None:
    assert certain(make_resource(title="Feelings", item=unscored()) | {"url": "urn:x:1"} | keys) == ["q9"]


@pytest.mark.parametrize("weights", [(0, 1, 2, 3), (0, 1, 2, 4), (3, 2, 1, 0)])
def test_the_file_of_hl7_and_stanford_without_item_codes_opens_help(weights: tuple[int, ...]) -> None:
    imported = import_questionnaire(make_sdc_resource(weights))
    assert known_items(imported, instruments()) == {"h1-t1-q9"}
    assert len(options_that_open_help(imported, "h1-t1-q9")) == 4 and options_that_open_help(imported, "h1-t1-q8") == []
    assert asks_of_harm(imported, instruments())


@pytest.mark.parametrize(
    "item",
    [
        {"code": [make_coding("44260-8")]},
        {"code": [make_coding("44260-8", None)]},
        {"code": [make_coding("44260-8", "urn:oid:2.16.840.1.113883.6.1")]},
        {"code": [make_coding("1", "urn:own"), make_coding("44260-8")]},
        {"linkId": "/44260-8"},
        {"linkId": "/44249-1/44260-8"},
    ],
)
def test_the_harm_question_of_phq_9_is_known_by_its_code_wherever_it_stands(item: dict[str, Any]) -> None:
    first = {"linkId": "a", "type": "choice", "text": "Own words", "answerOption": make_answer_options()} | item
    imported = import_questionnaire(make_resource(title="Two", item=[first, *make_nine_items(1)]))
    [known] = known_items(imported, instruments())
    assert imported.item(known).text == "Own words"
    assert harm_items(flag_items(imported), instruments()) == {known}, "no therapist can unflag it"


def nearly(**changed: Any) -> dict[str, Any]:
    return make_resource(url="urn:x:1", title="PHQ-9") | changed


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (nearly(item=make_nine_items(answerOption=make_answer_options(weights=(1, 2, 3, 4)))), {"q9"}),
        (nearly(item=make_nine_items(answerOption=make_answer_options(weights=(3, 2, 1, 0)))), {"q9"}),
        (nearly(item=make_nine_items(answerOption=make_answer_options(weights=(None,) * 4))), {"q9"}),
        (
            nearly(
                item=[
                    *make_nine_items()[:8],
                    make_nine_items(9, answerOption=make_answer_options(weights=(None,) * 4))[8],
                ]
            ),
            {"q9"},
        ),
        (nearly(item=make_nine_items(10)), {"q9", "q10"}),
        (nearly(item=make_nine_items(8)), {"q8"}),
        (nearly(item=make_nine_items(answerOption=make_answer_options(ANSWERS[:3], (1, 2, 3)))), {"q9"}),
        (nearly(language="hi", title="PHQ-9 (हिन्दी)", item=make_nine_items()), {"q9"}),
        (nearly(title="x", item=add_item_codes(make_nine_items(), [*NINE[:8], None])), {"q9"}),
        (nearly(title="Mood", item=make_nine_items()), {"q9"}),
        (nearly(item=[{"linkId": "n", "type": "string", "text": "Your name"}, *make_nine_items()]), {"q9"}),
    ],
)
def test_a_file_that_is_only_nearly_phq_9_opens_help_all_the_same(resource: dict[str, Any], expected: set[str]) -> None:
    imported = import_questionnaire(resource)
    assert harm_items(imported, instruments()) >= expected
    assert all(
        set(options_that_open_help(imported, item)) >= set(ANSWERS[1:]) & {o.code for o in imported.item(item).options}
        for item in expected
    )


def test_a_phq_8_and_a_gad_7_have_no_question_about_harm() -> None:
    eight = make_resource(url="urn:x:1", title="Eight questions", item=add_item_codes(make_nine_items(8), NINE[:8]))
    assert of_harm(eight) == [] == of_harm(make_resource(url="urn:x:1", title="GAD-7", item=make_nine_items(7)))


def test_the_ninth_question_of_a_panel_is_counted_within_its_section() -> None:
    before = {
        "linkId": "g1",
        "type": "group",
        "text": "GAD-7",
        "item": [one | {"linkId": f"a{n}"} for n, one in enumerate(make_nine_items(7))],
    }
    after = {"linkId": "g2", "type": "group", "text": "Second part", "item": make_nine_items()} | PANEL
    assert certain(make_resource(url="urn:x:1", title="Two forms", item=[before, after])) == ["q9"]


@pytest.mark.parametrize(("name", "count", "place"), [("EPDS", 10, 10), ("CORE-10", 10, 6), ("BDI-II", 21, 9)])
def test_other_known_forms_propose_the_harm_question_by_its_place(name: str, count: int, place: int) -> None:
    resource = make_resource(
        url="urn:x:1",
        title=f"{name} of our clinic",
        item=make_nine_items(count, answerOption=make_answer_options(("a", "b"), (0, 1))),
    )
    assert of_harm(resource) == [f"q{place}"] and certain(resource) == []


WORDS = {
    "en": "Have you wished you were dead or wished you could go to sleep and not wake up?",
    "en 2": "I have thought about ending it all",
    "en 3": "Has anybody forced you to have sex?",
    "en 4": "Are you afraid of your husband?",
    "en 5": "In the past year, have you been hit, slapped, kicked or otherwise physically hurt by someone?",
    "en 6": "Does anyone threaten you?",
    "en 7": "How often do you feel unsafe where you live?",
    "en 8": "My family would be better off without me",
    "hi": "यह विचार कि मर जाना बेहतर होगा या खुद को नुकसान पहुँचाना",
    "hi 2": "क्या आपके पति ने आपको कभी थप्पड़ मारा है?",
    "hi 3": "क्या किसी ने आपके साथ ज़बरदस्ती की है?",
    "hi-Latn": "Kya aapko lagta hai ki mar jaana behtar hoga?",
    "hi-Latn 2": "Kya aapke saathi ne aapke saath zabardasti ki?",
    "kn": "ಸಾಯುವುದು ಉತ್ತಮ ಎಂಬ ಆಲೋಚನೆಗಳು",
    "kn 2": "ನಿಮ್ಮ ಗಂಡ ನಿಮ್ಮನ್ನು ಹೊಡೆದಿದ್ದಾರೆಯೇ?",
    "ta": "இறந்து விடுவது நல்லது என்ற எண்ணங்கள்",
    "ta 2": "உங்கள் கணவர் உங்களை மிரட்டியிருக்கிறாரா?",
    "te": "చనిపోతే బాగుంటుంది అనే ఆలోచనలు",
    "bn": "মরে গেলে ভালো হতো এমন চিন্তা",
    "de": "Gedanken, dass Sie lieber tot wären oder sich Leid zufügen möchten",
    "de 2": "Haben Sie Angst vor Ihrem Partner?",
    "de 3": "Wurden Sie zu etwas gezwungen?",
    "fr": "Penser qu’il vaudrait mieux mourir ou envisager de vous faire du mal",
    "fr 2": "Avez-vous peur de votre conjoint ?",
    "es": "Pensamientos de que estaría mejor muerto/a o de lastimarse de alguna manera",
    "es 2": "¿Le ha amenazado su pareja?",
    "pt": "Pensar em se ferir de alguma maneira ou que seria melhor estar morto/a",
    "pt 2": "Alguém forçou você a fazer sexo?",
    "ar": "أفكار بأنه من الأفضل لو كنت ميتا أو بإيذاء نفسك",
    "ar 2": "هل سبق أن هددك زوجك؟",
    "ar 3": "هل فكرت بالانتحار؟",
    "ar 4": "هل فكرت في النوم والموت؟",
    "fa, with the letters of an Arabic keyboard": "آیا به خودكشي فكر كرديد",
    "ur": "یہ خیالات کہ مر جانا بہتر ہے یا خود کو نقصان پہنچانا",
    "ur 2": "کیا آپ کو اپنے شوہر سے ڈر لگتا ہے؟",
    "en 9": "Thoughts of harm to self",
    "en 10": "I think about ending it",
    "sv": "Tankar att det vore bättre om du var död",
    "da": "Tanker om at det ville være bedre, hvis du var død",
    "nb": "Tanker om at det ville være bedre å være død",
    "fi": "Ajatuksia, että olisi parempi olla kuollut",
    "pl": "Myśli o zrobieniu sobie krzywdy",
    "cs": "Myšlenky, že by bylo lepší být mrtvý",
    "hu": "Gondolat, hogy jobb lenne meghalni",
    "el": "Σκέψεις ότι θα ήταν καλύτερα να είχατε πεθάνει",
    "uk": "Думки про самогубство",
    "bg": "Мисли за смърт",
    "he": "מחשבות שעדיף למות",
    "ko": "죽는 것이 낫겠다는 생각",
    "vi": "Suy nghĩ rằng chết đi sẽ tốt hơn",
    "vi 2": "Chồng có đánh bạn không? (bạo lực)",
    "id": "Pikiran bahwa lebih baik mati",
    "tl": "Pag-iisip na mas mabuti pang mamatay",
    "th": "คิดอยากตายหรือคิดทำร้ายตนเอง",
    "sw": "Mawazo ya kujiua",
}


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_words_of_harm_propose_a_flag_in_every_language(text: str) -> None:
    imported = import_one_item(text=text, answerOption=make_answer_options(("a", "b"), (0, 1)))
    assert set(proposed_items(imported, instruments())) == {"x"} and known_items(imported, instruments()) == frozenset()


@pytest.mark.parametrize("text", [text.upper() for name, text in WORDS.items() if name[:2] in ("en", "de", "fr", "pt")])
def test_words_of_harm_propose_a_flag_in_small_and_in_capital_letters(text: str) -> None:
    assert proposed_items(import_one_item(text=text, answerOption=make_answer_options()), instruments())


HARMLESS = (
    "Did the noise harm the sleep of others so much that you asked yourself why?",
    "Little interest or pleasure in doing things",
    "I felt close to my partner today.",
    "How many hours did you sleep?",
    "Did you have pain during the week?",
    "We talked about our worries.",
    "Heart beats fast",
    "Hat das Essen geschmeckt?",
    "Avez-vous manqué de force ?",
    "¿Ha sentido molestias?",
    "¿Se ha sentido sin fuerzas?",
    "Falta de forças",
    "हमारा साथ अच्छा रहा",
    "इन हालात में नींद कैसी रही?",
    "Today was a good day",
    "Do you eat halal food?",
    "מתי הלכת לישון?",
    "Kya aapko neend aayi?",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_everyday_questions_are_not_proposed_for_a_harm_flag(text: str) -> None:
    assert (
        proposed_items(import_one_item(text=text, answerOption=make_answer_options(("a", "b"), (0, 1))), instruments())
        == {}
    )


def test_words_of_harm_count_also_in_options_help_headings_and_translations() -> None:
    """In an answer option, the help, a title above, a text before, a translation."""
    plain: dict[str, Any] = {
        "linkId": "x",
        "type": "choice",
        "text": "Which?",
        "answerOption": make_answer_options(("a", "b"), (0, 1)),
    }
    option = plain | {"answerOption": [{"valueString": "Sleep"}, {"valueString": "Thoughts of suicide"}]}
    helped = {"linkId": "h", "type": "display", "text": "Being hit counts"}
    inside = {
        "linkId": "g",
        "type": "group",
        "text": "How often does your partner",
        "item": [plain | {"text": "frighten you"}],
    }
    before = [{"linkId": "d", "type": "display", "text": "About self-harm:"}, plain]
    inner = [{"url": "lang", "valueCode": "de"}, {"url": "content", "valueString": "Suizid?"}]
    translation = {"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": inner}
    translated = plain | {"_text": {"extension": [translation]}}
    coded_answer = {"code": "a", "display": "A", "_display": {"extension": [translation]}}
    coded = plain | {"answerOption": [{"valueCoding": coded_answer}, {"valueCoding": {"code": "b"}}]}
    for items in ([option], [plain | {"item": [helped]}], [inside], before, [translated], [coded]):
        assert of_harm(make_resource(title="Form", item=items)) == ["x"], items
    assert of_harm(make_resource(title="Form", item=[plain, before[0]])) == [], (
        "what stands after it is about what follows"
    )
    assert of_harm(make_resource(title="About suicide", item=[plain])) == ["x"]
    assert of_harm(make_resource(title="Form", item=[plain])) == []


@pytest.mark.parametrize(
    ("item", "raw", "expected"),
    [
        ({"answerOption": make_answer_options()}, "LA6568-5", False),
        ({"answerOption": make_answer_options()}, "LA6569-3", True),
        ({"answerOption": make_answer_options(system=None)}, "LA6568-5", False),
        ({"answerOption": make_answer_options(system="urn:other")}, "LA6568-5", True),
        ({"answerOption": make_answer_options(("a", "b", "c", "d"))}, "a", True),
        ({"answerOption": make_answer_options(("d", "c", "b", "a"), (3, 2, 1, 0))}, "a", True),
        ({"type": "boolean"}, "no", False),
        ({"type": "boolean"}, "yes", True),
        ({"answerOption": make_answer_options(("LA33-6", "LA32-8"), (1, 0))}, "LA32-8", False),
        ({"answerOption": make_answer_options(("LA33-6", "LA32-8"), (0, 1))}, "LA33-6", True),
        ({"answerOption": make_answer_options(("LA33-6", "LA32-8", "LA12688-0"), (1, 0, 2))}, "LA32-8", True),
        ({"answerOption": [{"valueString": "Ja"}, {"valueString": "Nein"}]}, "Nein", False),
        ({"answerOption": [{"valueString": "हाँ"}, {"valueString": "नहीं"}]}, "option-2", False),
        ({"answerOption": [{"valueString": "Yes"}, {"valueString": "No"}, {"valueString": "Maybe"}]}, "No", True),
        ({"type": "integer"}, 0, True),
        ({"type": "decimal"}, 0, True),
        ({"type": "text"}, "no", True),
        ({"type": "string"}, "never", True),
        ({"type": "date"}, "2026-01-02", True),
        ({"repeats": True, "answerOption": make_answer_options()}, ["LA6568-5"], True),
        ({"type": "open-choice", "answerOption": make_answer_options()}, {"text": "sometimes"}, True),
    ],
)  # fmt: skip
def test_every_answer_opens_help_but_the_published_no(item: dict[str, Any], raw: object, expected: bool) -> None:
    flags = flag_items(import_one_item(**{"text": "Own words"} | item), "x")
    assert opens_help(flags, flags.item("x"), raw) is expected
    assert not opens_help(flag_items(flags), flags.item("x"), raw), "a question that is not flagged opens nothing"


@pytest.mark.parametrize(
    ("codes", "texts", "raw"),
    [
        (ANSWERS, ("Nearly every day", "More", "Some", "Not at all"), "LA6568-5"),
        (ANSWERS, ("Fast jeden Tag", "Mehr", "Etwas", "Gar nichts davon"), "LA6568-5"),
        (ANSWERS, ("Ständig", "Mehr", "Etwas", "Nie"), "LA6568-5"),
        (("LA33-6", "LA32-8"), ("No", "Yes"), "LA32-8"),
    ],
)
def test_a_code_of_no_that_stands_at_another_answer_keeps_nothing_shut(codes: Any, texts: Any, raw: str) -> None:
    options = [{"valueCoding": make_coding(code) | {"display": text}} for code, text in zip(codes, texts, strict=True)]
    flags = flag_items(import_one_item(text="Own words", answerOption=options), "x")
    assert opens_help(flags, flags.item("x"), raw)


@pytest.mark.parametrize("raw", [None, {"state": "declined"}])
def test_declined_and_skipped_answers_open_no_help(raw: object) -> None:
    for kind in ({"answerOption": make_answer_options()}, {"type": "text"}, {"type": "integer"}):
        flags = flag_items(import_one_item(**{"text": "Own words"} | kind), "x")
        assert not opens_help(flags, flags.item("x"), raw)


def test_a_question_that_is_not_shown_opens_no_help_and_not_applicable_does() -> None:
    flags = flag_items(
        import_own_file("id: x, text: Hm, answers: [{code: a, text: A}, {code: n, text: N, not_applicable: yes}]"), "x"
    )
    item = flags.item("x")
    assert opens_help(flags, item, "n")
    assert not speaks_of_harm(flags, item, Answer(AnswerState.NOT_SHOWN), instruments())


@pytest.mark.parametrize(
    "text", ["Do you feel safe at home?", "Is there a reason to live for you?", "क्या आप घर पर सुरक्षित हैं?"]
)
def test_a_no_that_can_speak_of_harm_opens_help_too(text: str) -> None:
    imported = import_one_item(text=text, type="boolean")
    assert [opens_help(imported, imported.item("x"), raw) for raw in ("yes", "no")] == [True, True]


@given(weights=st.lists(st.none() | st.integers(-9, 9), min_size=4, max_size=4), order=st.permutations(range(4)))
def test_no_weights_and_no_order_keep_help_shut_but_for_the_published_no(weights: list[Any], order: list[int]) -> None:
    for questionnaire in (phq_9(answerOption=make_answer_options()), NEARLY, SDC):
        ninth = questionnaire.item(next(iter(harm_items(questionnaire, instruments()))))
        changed = [replace(ninth.options[place], weight=_number(weights[place])) for place in order]
        turned = _with_options(questionnaire, ninth.id, tuple(changed))
        item = turned.item(ninth.id)
        shut = [option.code for option in item.options if not opens_help(turned, item, option.code)]
        assert shut == [option.code for option in item.options if option.code == "LA6568-5"]


def _number(weight: int | None) -> Decimal | None:
    return None if weight is None else Decimal(weight)


def _with_options(questionnaire: Questionnaire, name: str, options: tuple[AnswerOption, ...]) -> Questionnaire:
    items = tuple(replace(item, options=options) if item.id == name else item for item in questionnaire.items)
    return replace(questionnaire, items=items, scales=())


NEARLY = import_questionnaire(nearly(item=add_item_codes(make_nine_items())))
SDC = import_questionnaire(make_sdc_resource())


@pytest.mark.skipif(CASES is None, reason="the cases are not beside the checkout")
def test_the_case_of_weights_turned_round_opens_help_by_the_answer_codes() -> None:
    assert CASES is not None
    questionnaire = import_resource(
        (CASES / "07-harm-item-turned-round" / "questionnaire.json").read_bytes()
    ).questionnaire
    assert questionnaire is not None
    assert options_that_open_help(questionnaire, "q9") == list(ANSWERS[1:])


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not beside the checkout")
def test_of_the_real_files_only_the_ninth_of_phq_9_asks_about_harm() -> None:
    harm_by_file = {}
    for file in SAMPLES.glob("*.json"):
        questionnaire = import_resource(file.read_bytes()).questionnaire
        if questionnaire is not None and (items := harm_items(questionnaire, instruments())):
            harm_by_file[file.stem] = {item: options_that_open_help(questionnaire, item) for item in items}
    ninth = {"44260-8": list(ANSWERS[1:])}
    assert harm_by_file == {"lforms--phq9": ninth, "us-core--Questionnaire-phq-9-example": ninth}


def test_none_of_our_own_questionnaires_asks_about_harm_by_its_words() -> None:
    for asked in shipped_catalogue().questionnaires.values():
        assert harm_items(asked, instruments()) == frozenset(), asked.id


def test_the_harm_flags_a_therapist_sets_replace_the_proposed_ones() -> None:
    imported = import_questionnaire(
        make_resource(
            title="Form", item=[*make_nine_items(2), {"linkId": "v", "type": "boolean", "text": "Were you hit?"}]
        )
    )
    assert harm_items(imported, instruments()) == {"v"}
    assert harm_items(flag_items(imported, "q1"), instruments()) == {"q1"}
    assert not asks_of_harm(flag_items(imported), instruments())


def test_every_copy_of_a_repeated_question_about_harm_opens_help() -> None:
    group = {
        "linkId": "g",
        "type": "group",
        "repeats": True,
        "text": "Each time",
        "item": [{"linkId": "v", "type": "string", "text": "Were you hit?"}],
    }
    imported = import_questionnaire(make_resource(title="Form", item=[group]))
    copies = expand_repeats(imported, ["v~g.2"])
    assert opens_help(copies, copies.item("v~g.2"), "once") and opens_help(copies, copies.item("v"), "once")
    assert harm_items(copies, instruments()) == {"v"}


def scaled(*scales: tuple[str, str]) -> Questionnaire:
    """Four questions, the fourth about harm, and sums over some of them."""
    answers = "answers: [{code: a, text: A, weight: 0}, {code: b, text: B, weight: 1}]"
    imported = import_own_file(*(f"id: q{n}, text: Own words {n}, {answers}" for n in range(1, 5)))
    made = tuple(
        Scale(id=own, title=own, items=tuple(items.split()), method="sum", need=Fraction(1), higher="worse")
        for own, items in scales
    )
    return replace(imported, scales=made, harm_flags=frozenset({"q4"}))


@pytest.mark.parametrize(
    ("scales", "expected"),
    [
        ([("s", "q1 q2 q3 q4")], set()),
        ([("s", "q4")], {"s"}),
        ([("s", "q1 q2 q3 q4"), ("t", "q1 q2 q3")], {"s"}),
        ([("s", "q1 q2 q3 q4"), ("t", "q1"), ("u", "q2 q3")], {"s"}),
        ([("s", "q1 q2 q3 q4"), ("t", "q1 q2")], set()),
        ([("s", "q1 q2 q3 q4"), ("t", "q1 q4")], set()),
        ([("s", "q1 q2")], set()),
    ],
)
def test_a_score_that_reveals_an_answer_of_harm_is_not_shared(
    scales: list[tuple[str, str]], expected: set[str]
) -> None:
    assert private_scales(scaled(*scales), instruments()) == expected


def test_the_score_of_phq_9_can_be_shared() -> None:
    assert private_scales(phq_9(), instruments()) == frozenset() and len(phq_9().scales) == 1


def test_harm_flags_are_worked_out_anew_for_each_questionnaire() -> None:
    """What was found in one is remembered; the copies of a group have the same hash, and must hide no question."""
    asking = import_one_item(linkId="a", type="string", text="Do you think of killing yourself?")
    walking = replace(asking, items=tuple(replace(item, text="Do you like to walk?") for item in asking.items))
    assert harm_items(asking, instruments()) == {"a"}
    assert harm_items(walking, instruments()) == set()
    assert harm_items(asking, instruments()) == {"a"}
