"""No regular expression takes for ever: each is read, and attacked with what it repeats itself."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from itertools import pairwise
from re import _constants as codes
from re import _parser as parser

import pytest

import nutgraf
from nutgraf import pipeline
from nutgraf.config import Config
from nutgraf.model import Source

FLOOR = 0.03  # seconds: less says nothing about growth
CUBIC = 6.0  # times the time for twice the text; a square takes four times
LADDER = (16, 20, 24, 28, 32, 64, 128, 256, 512)


ALPHABET = [chr(code) for code in range(1, 0x180)] + list("“”‘’—–…€一あ가أب\u2028\u00a0")
"""Characters of every kind that a pattern here tells apart."""

BAD_END = "\x00\n\x00"
"""What no pattern ends with: it must give up, in every way there is."""

_LOOKS = (codes.ASSERT, codes.ASSERT_NOT)
_GIVES_BACK = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_REPEATS = (*_GIVES_BACK, codes.POSSESSIVE_REPEAT)
_SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)
_MANY = 16  # times: from here on a repeat is worth an attack


def tree(pattern):
    """The parse tree of a compiled pattern."""
    return parser.parse(pattern.pattern, pattern.flags)


def characters(node, flags):
    """The characters of the alphabet that one item of one character matches."""
    kind, value = node
    if kind is codes.ANY:
        return frozenset(ALPHABET)
    if kind is codes.LITERAL:
        found = {chr(value)}
    elif kind is codes.NOT_LITERAL:
        found = set(ALPHABET) - {chr(value)}
    else:
        named = {chr(each) for what, each in value if what is codes.LITERAL}
        found = {c for c in {*ALPHABET, *named} if _in(value, c)}
    if flags & re.IGNORECASE:
        found |= {c.swapcase() for c in found if len(c.swapcase()) == 1}
    return frozenset(found)


def _in(items, c):
    negated = items[0][0] is codes.NEGATE
    return negated != any(_is(each, c) for each in items if each[0] is not codes.NEGATE)


def _is(item, c):
    kind, value = item
    if kind is codes.LITERAL:
        return ord(c) == value
    if kind is codes.RANGE:
        return value[0] <= ord(c) <= value[1]
    name = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w"}
    name |= {
        codes.CATEGORY_NOT_DIGIT: r"\D",
        codes.CATEGORY_NOT_SPACE: r"\S",
        codes.CATEGORY_NOT_WORD: r"\W",
    }
    return bool(re.match(name[value], c))


def inside(node):
    """The sequences that an item is made of; none for a single character or a place."""
    kind, value = node
    if kind in _REPEATS:
        return [value[2]]
    if kind is codes.SUBPATTERN:
        return [value[3]]
    if kind is codes.ATOMIC_GROUP:
        return [value]
    if kind in _LOOKS:
        return [value[1]]
    if kind is codes.BRANCH:
        return list(value[1])
    if kind is codes.GROUPREF_EXISTS:
        return [each for each in value[1:] if each is not None]
    return []


def unlimited(node):
    """Whether an item repeats without a limit and gives back what it took, when asked."""
    kind, value = node
    return kind in _GIVES_BACK and value[1] is codes.MAXREPEAT


def nullable(node):
    """Whether an item may match nothing."""
    kind, value = node
    if kind in _REPEATS:
        return value[0] == 0 or all(map(nullable, value[2]))
    if kind in (codes.AT, *_LOOKS):
        return True
    if kind is codes.BRANCH:
        return any(all(map(nullable, each)) for each in value[1])
    parts = inside(node)
    return bool(parts) and all(map(nullable, parts[0]))


def ambiguous(sequence, flags):
    """Repeats that can share what they match in many ways: inside each other, or side by side."""
    items = list(_flat(sequence))
    for index, node in enumerate(items):
        for part in inside(node):
            yield from ambiguous(part, flags)
        if not unlimited(node):
            continue
        body = [each for each in _flat(node[1][2]) if not nullable(each)]
        if len(body) == 1 and unlimited(body[0]):
            yield "a repeat of a repeat"
        for other in items[index + 1 :]:
            if unlimited(other) and _singles(node, flags) & _singles(other, flags):
                yield "two repeats of the same characters side by side"
            if not nullable(other):
                break


def _flat(sequence):
    """The items of a sequence, groups opened."""
    for node in sequence:
        if node[0] is codes.SUBPATTERN:
            yield from _flat(node[1][3])
        else:
            yield node


def _singles(node, flags):
    """The characters of a repeat of single characters."""
    body = list(_flat(node[1][2]))
    return characters(body[0], flags) if len(body) == 1 and body[0][0] in _SINGLE else frozenset()


def attacks(sequence, flags, before=""):
    """Beginnings and what to repeat after them: for every repeat, the way to it and its inside."""
    for node in sequence:
        kind, value = node
        if kind in _REPEATS and value[1] >= _MANY:
            for example in examples(value[2], flags):
                yield before, example
        for part in inside(node):
            yield from attacks(part, flags, before)
        before += next(iter(examples([node], flags)), "")


def examples(sequence, flags, most=4):
    """Some short texts that a sequence matches, if nothing looks around."""
    found = [""]
    for node in sequence:
        ends = list(_examples(node, flags, most))
        found = [a + b for a in found for b in ends][:most]
    return dict.fromkeys(found)


def _examples(node, flags, most):
    kind, value = node
    if kind in _SINGLE:
        possible = sorted(
            characters(node, flags), key=lambda c: (not c.isalnum(), not c.isspace(), c)
        )
        return [*possible[:2], *possible[-1:]][:most] or [""]
    if kind in _REPEATS:
        times = max(value[0], 1)
        return [each * times for each in examples(value[2], flags, most)]
    if kind is codes.BRANCH:
        return [text for each in value[1][:most] for text in examples(each, flags, 1)]
    if kind in (codes.AT, *_LOOKS, codes.GROUPREF, codes.GROUPREF_EXISTS):
        return [""]
    return [text for part in inside(node) for text in examples(part, flags, most)]


def modules():
    """All of the package."""
    found = pkgutil.walk_packages(nutgraf.__path__, "nutgraf.")
    return [importlib.import_module(each.name) for each in found if "__main__" not in each.name]


def compiled(value):
    """The patterns in a value of a module."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from compiled(each)
    elif isinstance(value, dict):
        yield from compiled(tuple(value.values()))


def collected(story):
    """Every pattern of a module, and every one that is made while an article goes through."""
    found = {}
    for module in modules():
        for value in vars(module).values():
            for pattern in compiled(value):
                found[pattern.pattern, pattern.flags] = pattern
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    make = re._compile

    def recorded(pattern, flags):
        made = make(pattern, flags)
        caller = sys._getframe(2).f_code.co_filename.replace("\\", "/")
        if "/nutgraf/" in caller:
            found[made.pattern, made.flags] = made
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(re, "_compile", recorded)
        [article] = pipeline.read(Source(name="a.txt", key="a", data=story.encode()))
        pipeline.nquads(pipeline.annotate(article), Config())
    return {pattern for pattern in found.values() if isinstance(pattern.pattern, str)}


def seconds(pattern, text):
    start = time.process_time()
    pattern.search(text)
    return time.process_time() - start


@pytest.fixture(scope="module")
def every(root):
    return sorted(
        collected((root / "tests/conftest.py").read_text(encoding="utf-8")), key=lambda p: p.pattern
    )


def test_they_are_found(every):
    assert len(every) > 150


def slow(pattern):
    """The attacks that a pattern does not withstand."""
    flags = pattern.flags
    for before, again in dict.fromkeys(attacks(tree(pattern), flags)):
        for head in dict.fromkeys((before, "")):
            texts = [head + again * times + BAD_END for times in LADDER if again]
            for shorter, text in pairwise(texts):
                now = seconds(pattern, text)
                if now < FLOOR:
                    continue
                now = min(now, seconds(pattern, text), seconds(pattern, text))
                if now > FLOOR and now > CUBIC * max(seconds(pattern, shorter) for _ in range(3)):
                    yield f"{head!r} + {again!r}: {now:.2f} s for {len(text)} characters"
                    break


def test_none_takes_more_than_the_square(every):
    found = {pattern.pattern: list(slow(pattern)) for pattern in every}
    assert not {pattern: attacks for pattern, attacks in found.items() if attacks}


def test_none_can_share_out_what_it_matches_in_many_ways(every):
    found = {
        pattern.pattern: sorted(set(ambiguous(tree(pattern), pattern.flags))) for pattern in every
    }
    assert not {pattern: why for pattern, why in found.items() if why}


@pytest.mark.parametrize("bad", [r"(a+)+b", r"(?:\w+\s*)*x", r"\s*\s+x", r"[a-z]*\w*1"])
def test_the_shape_of_a_bad_one_is_known(bad):
    pattern = re.compile(bad)
    assert list(ambiguous(tree(pattern), pattern.flags))


@pytest.mark.parametrize("good", [r"(?:\w+\s)*x", r"\w++\w*", r"\s*\w+\s*", r"(?>a+)*b"])
def test_the_shape_of_a_good_one_is_none(good):
    pattern = re.compile(good)
    assert not list(ambiguous(tree(pattern), pattern.flags))


@pytest.mark.parametrize("bad", [r"^(?:a+)+$", r"^(?:ab|a|b)+!", r"x*x*x*x*y"])
def test_an_attack_finds_a_bad_one(bad):
    assert list(slow(re.compile(bad)))
