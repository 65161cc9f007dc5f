"""Our sixty lines of WordPiece give what the reference implementation gives."""

import json
import sys
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from nutgraf.annotators.wordpiece import UNKNOWN, WordPiece

PATH = files("nutgraf.models").joinpath("tokenizer.json")
REFERENCE = Tokenizer.from_str(PATH.read_text(encoding="utf-8"))
REFERENCE.no_padding()
REFERENCE.no_truncation()
OURS = WordPiece.load(PATH)


# The two sides read the classes of characters from Unicode data of different years, so that only
# characters count that have had one class since Unicode 3.2.
SETTLED = [
    chr(code)
    for code in range(1, sys.maxunicode + 1)
    if unicodedata.category(chr(code)) == unicodedata.ucd_3_2_0.category(chr(code))
    and unicodedata.category(chr(code)) not in ("Cn", "Cs")
]
# A capital sigma at a word’s end is left out: Python lower-cases it by its place, the reference not.
WORDS_OF_ANY_LETTERS = st.text(st.sampled_from([c for c in SETTLED if c != "Σ"]), min_size=1)


def reference(word):
    """The reference's ids; a word of nothing is an unknown word to us, since it must have a place."""
    return tuple(REFERENCE.encode(word, add_special_tokens=False).ids) or (UNKNOWN,)


WORDS = """
    harbour Harbour HARBOUR unaffable Antofagasta O’Brien O'Brien can’t ’s U.S. Sept. 1,200.50 $40
    12% 3rd 2021 … ... — – “ ” ‘ ’ « » „ ( ) / \\ _ ~ ` ^ | < > = + & @ # * a.roca@post.example
    Élodie Ångström Straße ẞ İstanbul Iğdır ıssız Łódź Đà-Nẵng Nguyễn São Tomé Ürümqi Çağlar ŒUVRE
    ﬁsh ＡＢＣ １２３ Москва Київ Ґалаґан Αθήνα ς Երևան თბილისი ᲗᲑᲘᲚᲘᲡᲘ ירושלים שָׁלוֹם القاهرة مَدْرَسَة
    تهران दिल्ली কলকাতা ਪੰਜਾਬ ગુજરાત சென்னை తెలుగు ಬೆಂಗಳೂರು മലയാളം සිංහල กรุงเทพ ลาว ພາສາ မြန်မာ ភ្នំពេញ བོད་ཡིག ᠮᠣᠩᠭᠣᠯ
    東京 北京市 臺灣 𠮷野家 ひらがな カタカナ ｶﾀｶﾅ 서울 한국어 አዲስ ⵣⴰⵍⴰⵖ ᏣᎳᎩ ᐃᓄᒃᑎᑐᑦ 𐐀𐐁 𝒜𝓑 𝟙𝟚 ½ ² ℃ № ™ € ₿ 😀 👩‍🚀 🇺🇳
    e\u0301 \u0301 n\u0303o a\u200bb a\u200db \u00ad soft\u00adhyphen \ufeffbom \u202eabc \u00a0 a\u00a0b a\u3000b \u2028 \ufffd a\ufffdb
    \u0000 a\u0007b \ue000 \U000f0000 \U0001f9ff ͏ ᅟ ￼ 〇 々 〆 ㈱ ㋿ ﷺ ǅ ǈ ŉ ẖ
""".split(" ")


@pytest.mark.parametrize("word", [word.strip("\n") for word in WORDS if word.strip("\n")])
def test_word(word):
    assert OURS.encode(word) == reference(word)


@pytest.mark.parametrize("length", [99, 100, 101, 500])
def test_long_word(length):
    assert OURS.encode("a" * length) == reference("a" * length)
    assert OURS.encode("é" * length) == reference("é" * length)


@settings(max_examples=1000, deadline=None)
@given(WORDS_OF_ANY_LETTERS)
def test_any_word(word):
    assert OURS.encode(word) == reference(word)


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("aéÉßıİñΑλжЖ中אַकि한กำ’'-.,!«\u0301\u200d\u00a0"), min_size=1))
def test_letters_beside_marks(word):
    assert OURS.encode(word) == reference(word)


def test_every_character_inside_a_word():
    words = [f"a{c}b" for c in SETTLED if not "一" <= c <= "龥"]
    encoded = REFERENCE.encode_batch(words, add_special_tokens=False)
    assert len(words) > 50_000
    for word, expected in zip(words, encoded, strict=True):
        assert OURS._encode(word) == tuple(expected.ids), ascii(word)


def test_every_piece_of_the_vocabulary_that_is_a_word():
    vocabulary = json.loads(PATH.read_text(encoding="utf-8"))["model"]["vocab"]
    special = [piece for piece in vocabulary if piece.startswith(("##", "["))]
    for piece in vocabulary.keys() - set(special):
        assert OURS.encode(piece) == reference(piece), piece


@pytest.mark.parametrize("word", ["", "\u200b", "\u0301", "\ufffd"])
def test_a_word_of_nothing_is_an_unknown_word(word):
    assert OURS.encode(word) == (UNKNOWN,)
