"""Texts of answers that are the least or the most there is, in the languages of forms that are met here.

They only contradict: a weight, or a published code, that stands at an answer whose text says the opposite.
"""

from __future__ import annotations

import re

_NEVER = (
    *("strongly disagree", "disagree strongly"),
    *("never", "not at all", "none", "no", "at no time", "not true at all", "hardly ever", "never at all", "not once"),
    *("no days", "none of the time", "not at all sure", "not at all true", "not at all bothered", "rarely or never"),
    *("almost never or never", "never or almost never", "überhaupt nicht", "gar nicht", "nie", "niemals", "nein"),
    *("an keinem Tag", "nicht ein Mal", "zu keinem Zeitpunkt", "jamais", "pas du tout", "aucun jour", "non"),
    *("nunca", "nada", "para nada", "ningún día", "en absoluto", "nenhuma vez", "nenhum dia", "de modo nenhum"),
    *("de forma alguma", "de maneira nenhuma", "nem um pouco", "não", "mai", "per niente", "nessun giorno", "affatto"),
    *("helemaal niet", "nooit", "geen enkele dag", "wcale", "wcale nie", "nigdy", "ani razu", "ни разу", "никогда"),
    *("совсем нет", "вовсе нет", "нисколько", "зовсім ні", "ніколи", "hiç", "hiçbir zaman", "asla", "inte alls"),
    *("aldrig", "ingen dag", "slet ikke", "overhovedet ikke", "ikke i det hele tatt", "aldri", "ei lainkaan"),
    *("ei koskaan", "vůbec ne", "nikdy", "egyáltalán nem", "soha", "deloc", "niciodată", "καθόλου", "ποτέ", "כלל לא"),
    *(
        "אף פעם",
        "أبدا",
        "ابدا",
        "لا على الإطلاق",
        "مطلقا",
        "بتاتا",
        "إطلاقا",
        "هرگز",
        "اصلا",
        "بالکل نہیں",
        "کبھی نہیں",
    ),
    *("कभी नहीं", "बिल्कुल नहीं", "बिलकुल नहीं", "नहीं", "कभी भी नहीं", "एक बार भी नहीं", "bilkul nahi", "bilkul nahin"),
    *("kabhi nahi", "kabhi nahin", "अजिबात नाही", "कधीच नाही", "ಎಂದಿಗೂ ಇಲ್ಲ", "ಇಲ್ಲ", "ಇಲ್ಲವೇ ಇಲ್ಲ", "ಒಮ್ಮೆಯೂ ಇಲ್ಲ"),
    *("ಖಂಡಿತ ಇಲ್ಲ", "இல்லை", "ஒருபோதும் இல்லை", "இல்லவே இல்லை", "ఎప్పుడూ లేదు", "అస్సలు లేదు", "లేదు", "ഒരിക്കലുമില്ല"),
    *("ഒട്ടും ഇല്ല", "একদম না", "একেবারেই না", "কখনও না", "কখনোই না", "ક્યારેય નહીં", "બિલકુલ નહીં", "ਬਿਲਕੁਲ ਨਹੀਂ"),
    *(
        "ਕਦੇ ਨਹੀਂ",
        "完全没有",
        "完全沒有",
        "从不",
        "從不",
        "没有",
        "完全不会",
        "全くない",
        "まったくない",
        "全然ない",
        "없음",
        "전혀 없음",
    ),
    *("전혀 아니다", "không bao giờ", "không hề", "không", "tidak pernah", "tidak sama sekali", "hindi kailanman"),
    *("hapana kabisa", "kamwe", "ไม่เลย", "ไม่มีเลย"),
)
_OFTEN = (
    *("strongly agree", "agree strongly"),
    *("nearly every day", "almost every day", "every day", "daily", "daily or almost daily", "always", "all the time"),
    *(
        "all of the time",
        "most days",
        "almost always",
        "almost always or always",
        "always or almost always",
        "very often",
    ),
    *("beinahe jeden Tag", "fast jeden Tag", "jeden Tag", "täglich", "immer", "die ganze Zeit", "fast immer"),
    *("presque tous les jours", "presque chaque jour", "tous les jours", "toujours", "tout le temps", "casi siempre"),
    *("casi todos los días", "casi cada día", "todos los días", "siempre", "todo el tiempo", "quase todos os dias"),
    *("todos os dias", "sempre", "o tempo todo", "quase sempre", "quasi ogni giorno", "quasi tutti i giorni"),
    *("ogni giorno", "tutti i giorni", "bijna elke dag", "bijna iedere dag", "elke dag", "altijd", "prawie codziennie"),
    *("niemal codziennie", "codziennie", "prawie każdego dnia", "zawsze", "почти каждый день", "каждый день", "всегда"),
    *("майже щодня", "щодня", "neredeyse her gün", "hemen hemen her gün", "her gün", "her zaman", "nästan varje dag"),
    *(
        "næsten hver dag",
        "nesten hver dag",
        "lähes joka päivä",
        "lähes päivittäin",
        "téměř každý den",
        "skoro každý den",
    ),
    *("majdnem minden nap", "szinte minden nap", "aproape în fiecare zi", "σχεδόν κάθε μέρα", "σχεδόν κάθε ημέρα"),
    *("כמעט כל יום", "تقريبا كل يوم", "كل يوم تقريبا", "كل يوم", "دائما", "تقریبا هر روز", "تقریباً ہر روز", "ہر روز"),
    *("लगभग हर दिन", "लगभग हर रोज", "लगभग प्रतिदिन", "लगभग रोज", "हर दिन", "हमेशा", "lagbhag har din", "har din", "roz"),
    *("जवळपास रोज", "जवळजवळ दररोज", "ಬಹುತೇಕ ಪ್ರತಿದಿನ", "ಹೆಚ್ಚುಕಡಿಮೆ ಪ್ರತಿದಿನ", "ಪ್ರತಿದಿನ", "ಯಾವಾಗಲೂ", "கிட்டத்தட்ட ஒவ்வொரு நாளும்"),
    *("ஏறக்குறைய தினமும்", "தினமும்", "எப்போதும்", "దాదాపు ప్రతిరోజూ", "ప్రతిరోజూ", "എല്ലാ ദിവസവും"),
    *("প্রায় প্রতিদিন", "প্রতিদিন", "લગભગ દરરોજ", "દરરોજ", "ਲਗਭਗ ਹਰ ਰੋਜ਼", "ਹਰ ਰੋਜ਼", "几乎每天", "幾乎每天", "每天", "总是"),
    *(
        "ほとんど毎日",
        "毎日",
        "いつも",
        "거의 매일",
        "매일",
        "gần như mỗi ngày",
        "hầu như mỗi ngày",
        "hampir setiap hari",
    ),
    *("setiap hari", "selalu", "halos araw araw", "karibu kila siku", "kila siku", "เกือบทุกวัน", "เป็นเกือบทุกวัน"),
)


def says_never(text: str) -> bool:
    """Whether a text, or one of its languages, is the least there is."""
    return any(part in _PLAIN_NEVER for part in _parts(text))


def says_often(text: str) -> bool:
    """Whether a text, or one of its languages, is the most there is."""
    return any(part in _PLAIN_OFTEN for part in _parts(text))


def _parts(text: str) -> set[str]:
    return {_normalise_words(text), *map(_normalise_words, re.split(r"[/|–—\n]", text))}


def _normalise_words(text: str) -> str:
    """The words without numbers, signs, and what stands in brackets."""
    return " ".join(re.sub(r"\([^)]*\)|[^\w ]|\d", " ", text).casefold().split())


_PLAIN_NEVER = frozenset(map(_normalise_words, _NEVER))
_PLAIN_OFTEN = frozenset(map(_normalise_words, _OFTEN))
