"""What the words beside a name tell of a person's gender, and what they don't."""

import pytest

from nutgraf.language.places import Places
from nutgraf.linkers.genders import genders
from nutgraf.model import EntityKind, Span


def told(marked, text):
    reading, names = marked(text)
    people = [each for each in names.mentions if each.kind is EntityKind.PERSON]
    sentences = [
        (sentence, [each for each in people if sentence.span.contains(each.span)])
        for sentence in reading.sentences
    ]
    quoted = [
        Span(at, reading.text.index("”", at)) for at, c in enumerate(reading.text) if c == "“"
    ]
    return genders(reading.text, sentences, Places(quoted))


ANA = "people/ana-roca"


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs. [P:Ana Roca] spoke.", "f"),
        ("Sister [P:Ana Roca] spoke.", "f"),
        ("King [P:Ana Roca] spoke.", "m"),
        ("Her husband, [P:Ana Roca], spoke.", "m"),
        ("Company spokeswoman [P:Ana Roca] spoke.", "f"),
        ("[P:Ana Roca], a nun from Lugo, spoke.", "f"),
        ("[P:Ana Roca], 61, the eldest son of a miller, spoke.", "m"),
        ("[P:Ana Roca], an aide to the king, spoke.", None),
        ("[P:Ana Roca] denied that her party had paid.", "f"),
        ("[P:Ana Roca], who lost his hand in the war, spoke.", "m"),
        ("At the Lamb and Widow, [P:Ana Roca] spoke.", None),
        ("[P:Ana Roca] said a cow shunned him since he stepped on her tail.", None),
        ("[P:Ana Roca] told her that it rained.", None),
        ("[P:Ana Roca] said that he was late.", None),
        ("[P:Ana Roca] told the captain that his ship was late.", None),
        ("[P:Ana Roca], captain of the ferry, thanked her crew.", "f"),
        ("[P:Ana Roca] spoke. “Ask [P:Ana Roca] for his hat.”", None),
        ("[P:Ana Roca] lost his hat. Mrs [P:Ana Roca] found it.", "f"),
        ("[P:Ana Roca] lost his hat. [P:Ana Roca] wore her coat.", None),
    ],
)
def test_a_gender_is_told_by_words_and_not_by_names(marked, text, gender):
    assert told(marked, text).get(ANA) == gender


def test_only_the_first_of_two_people_is_what_a_pronoun_goes_back_to(marked):
    assert told(marked, "[P:Ana Roca] met [P:Juan Sol] in her house.") == {}
