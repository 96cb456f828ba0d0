"""enableWhen as a condition of ours. What it compares with is looked up among the options that the file offers."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from nearer.fhir.ids import plain_number
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import Node
from nearer.fhir.report import shorten_address

_ORDERS = {">=": "at_least", "<=": "at_most", ">": "above", "<": "below"}
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


def condition_of(item: Node, known: Mapping[str, JsonObject]) -> tuple[JsonObject | None, bool]:
    """The condition, and whether all of it is held in our words; `known` holds what can be asked, by linkId.

    Raises nothing: what cannot be held is a problem in the report.
    """
    behaviour = item.take("enableBehavior", str)
    whens = list(item.nodes("enableWhen"))
    if not whens:
        return None, True
    if len(whens) > 1 and behaviour is None:
        item.report.change(item.where, "several conditions and no enableBehavior; it is shown when all of them hold")
    if behaviour not in (None, "all", "any"):
        item.problem(f"'enableBehavior' is all or any, not '{behaviour[:40]}'")
    tests = [_test(when, known) for when in whens]
    parts = [part for part, _ in tests if part]
    faithful = all(faithful for _, faithful in tests)
    if len(parts) < len(whens):
        return None, faithful
    if behaviour is None and len(parts) == 1:
        return parts[0], faithful
    return {behaviour or "all": parts}, faithful and (behaviour is not None)


def _test(when: Node, known: Mapping[str, JsonObject]) -> tuple[JsonObject | None, bool]:
    name, sign = when.take("question", str), when.take("operator", str)
    answers = {key: value for key, value in when.element.items() if key.startswith("answer")}
    if name is None:
        if "question" not in when.element:
            when.problem("a condition does not say which question it looks at")
        return None, True
    if name not in known:
        when.problem(f"depends on '{shorten_address(name)}', which is not in this file")
        return None, True
    if len(answers) != 1:
        when.problem("a condition compares with exactly one answer")
        return None, True
    [(kind, value)] = answers.items()
    target = known[name]
    plain = set(when.element) == {"question", "operator", kind} and _held(value)
    if target.get("unknown"):
        sentence = "whose answer options are not there; it is shown whatever is answered"
        when.report.change(when.where, f"looks at '{shorten_address(name)}', {sentence}")
        return None, False
    if target["type"] in ("group", "display"):
        when.problem(f"depends on '{shorten_address(name)}', which is not a question")
        return None, True
    part, faithful = _compared(when, target, (sign or "", kind, value))
    return (None if part is None else {"item": target["id"]} | part), faithful and plain


def _held(value: Any) -> bool:
    """Whether our words hold all of it: a code with its system, a number with the code of its unit."""
    return not isinstance(value, dict) or set(value) <= {"system", "code"} or set(value) <= {"value", "code"}


def _compared(when: Node, target: JsonObject, comparison: tuple[str, str, Any]) -> tuple[JsonObject | None, bool]:
    sign, kind, value = comparison
    if sign == "exists":
        if not isinstance(value, bool):
            when.problem("'exists' compares with true or false")
            return None, True
        return {"answered": "yes" if value else "no"}, True
    if sign not in ("=", "!=", *_ORDERS):
        when.problem(f"'{sign[:20]}' is not a way to compare" if sign else "a condition does not say how it compares")
        return None, True
    if target["options"]:
        return _with_options(when, target, comparison)
    text = text_of(kind, value)
    if text is None:
        when.problem("compares with a value that cannot be read")
        return None, True
    return _said(sign, text), True


def _said(sign: str, text: str) -> JsonObject:
    if sign in _ORDERS:
        return {_ORDERS[sign]: text}
    return {"is" if sign == "=" else "is_not": [text]}


def _with_options(when: Node, target: JsonObject, comparison: tuple[str, str, Any]) -> tuple[JsonObject | None, bool]:
    sign, kind, value = comparison
    options = target["options"]
    if sign in _ORDERS:
        return _by_number(when, options, comparison)
    codes = [option["code"] for option in options if _is(option, kind, value)]
    if codes:
        return {"is" if sign == "=" else "is_not": codes[:1]}, True
    by_words = kind == "answerCoding" and isinstance(value, dict) and not value.get("code")
    text = value.get("display") if by_words else text_of(kind, value)
    alike = [option["code"] for option in options if text in (option["text"], option.get("coding", option)["code"])]
    if not alike:
        when.problem(f"waits for an answer that '{shorten_address(target['link'])}' does not offer")
        return None, True
    when.report.change(when.where, f"compares {kind[6:].lower()} with answer options; taken as the option '{alike[0]}'")
    return {"is" if sign == "=" else "is_not": alike[:1]}, False


def _is(option: JsonObject, kind: str, value: Any) -> bool:
    if kind == "answerCoding" and isinstance(value, dict):
        coding = option.get("coding") or {"code": option["code"]}
        same_system = value.get("system") == coding.get("system") or not (value.get("system") and coding.get("system"))
        return bool("kind" not in option and value.get("code") == coding["code"] and same_system)
    if kind == "answerReference" and isinstance(value, dict):
        return option.get("kind") == "reference" and value.get("reference") == option["coding"]["code"]
    if kind == "answerBoolean" and option.get("kind") == "boolean":
        return bool(option["code"] == ("yes" if value is True else "no"))
    return bool(option.get("kind", "").title() == kind[6:] and option["text"] == text_of(kind, value))


def _by_number(
    when: Node, options: list[JsonObject], comparison: tuple[str, str, Any]
) -> tuple[JsonObject | None, bool]:
    """Weights are compared; where there are none, the numbers that stand as codes or texts."""
    sign, kind, value = comparison
    text = text_of(kind, value)
    bound = _decimal(text)
    if bound is not None and all("weight" in option for option in options):
        return _said(sign, plain_number(bound)), True
    numbers = {option["code"]: _decimal(option.get("coding", option)["code"]) for option in options}
    if bound is None or any(number is None for number in numbers.values()):
        when.problem("compares answer options that have no numbers")
        return None, True
    codes = [code for code, number in numbers.items() if number is not None and _COMPARE[sign](number, bound)]
    when.report.change(when.where, "compares numbers that stand as codes; taken as the list of options that fit")
    return ({"is": codes} if codes else None), False


def text_of(kind: str, value: Any) -> str | None:
    """A value as a condition writes it; None for what has no such form."""
    if kind == "answerQuantity" and isinstance(value, dict):
        number = value.get("value")
        unit = value.get("code") or value.get("unit")
        return None if number is None else " ".join(filter(None, (plain_number(number), unit)))
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return plain_number(value)
    return value if isinstance(value, str) and value.strip() else None


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
