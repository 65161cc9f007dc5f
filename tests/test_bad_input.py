"""What is no news article, or a broken one: it goes through in time, and nothing is invented from it."""

from __future__ import annotations

import time

import pytest

from nutgraf import pipeline
from nutgraf.config import Config
from nutgraf.model import EntityKind, Source

STORY = (
    "The harbour of Velmora closed on Friday, said Ines Calder, mayor of Velmora, on the radio.\n"
)

TABLE = """Final standings of the Harbour League

Club\tPlayed\tWon\tLost\tPoints
Velmora Rovers\t12\t10\t2\t30
Ostrand United\t12\t8\t4\t24
Quill Athletic\t12\t3\t9\t9

| day | high tide | low tide |
| --- | --- | --- |
| Monday | 06:12 | 12:40 |
| Tuesday | 07:02 | 13:31 |
"""

POEM = """The Ferry

O slow and silver ferry, carry me
Beyond the bar, beyond the bell,
Where no one said the sea was free
And none came back to tell.

The gulls are kings of everything,
The tide is mayor of the shore;
I asked the wind what it would bring.
It says: the same, and more.
"""

CODE = '''import sys

class Director(Person):
    """A person who is director of something."""

    def say(self, words: str = "We will rebuild the bridge") -> None:
        print(f"{self.name} said: {words!r}", file=sys.stderr)  # said the director

DIRECTOR = Director(name="n/a", title="mayor of", employer=None)

if __name__ == "__main__":
    DIRECTOR.say("It's \\"done\\"")
    sys.exit(0 if DIRECTOR else 1)
'''

FOREIGN = {
    "de": "Die Brücke über den Hafen wird im April wieder geöffnet, teilte die Behörde am Dienstag mit. "
    "„Wir haben jedes Seil ersetzt“, sagte Ines Calder, die Chefin der Behörde. Sie ist sicherer als je "
    "zuvor, und die Kosten sind nicht gestiegen.\n",
    "fr": "Le pont sur le port sera rouvert en avril, a annoncé mardi l’autorité. « Nous avons remplacé "
    "tous les câbles », a déclaré Ines Calder, directrice de l’autorité portuaire. Il est plus sûr que "
    "jamais et les coûts n’ont pas augmenté.\n",
    "es": "El puente sobre el puerto se abrirá de nuevo en abril, dijo el martes la autoridad. «Hemos "
    "cambiado todos los cables», dijo Ines Calder, directora de la autoridad portuaria. Es más seguro "
    "que nunca y los costes no han subido.\n",
    "id": "Jembatan di atas pelabuhan akan dibuka kembali pada bulan April, kata otoritas itu pada hari "
    "Selasa. “Kami telah mengganti semua kabel,” kata Ines Calder, kepala otoritas pelabuhan. Jembatan "
    "itu lebih aman dari sebelumnya.\n",
    "zh": "当局星期二表示，横跨港口的大桥将于四月重新开放。“我们更换了每一根缆绳，”港务局局长说。\n",
    "ar": "قالت السلطة يوم الثلاثاء إن الجسر فوق الميناء سيفتح من جديد في أبريل. وقال المدير: “لقد "
    "استبدلنا كل كابل”.\n",
}


def analysed(text):
    """What is found, in time; and it can be mapped."""
    start = time.process_time()
    [article] = pipeline.read(Source(name="a.txt", key="a", data=text.encode()))
    analysis = pipeline.annotate(article)
    assert pipeline.nquads(analysis, Config())
    assert time.process_time() - start < 60
    return analysis


def names(analysis):
    return sorted(entity.name for entity in analysis.entities)


def said(analysis):
    text = analysis.article.text
    return [(quotation.span.of(text), quotation.speaker) for quotation in analysis.quotations]


def nothing(analysis):
    """No fact that only words could have told."""
    return (
        analysis.entities,
        analysis.quotations,
        analysis.statements,
        analysis.roles,
        analysis.relations,
        analysis.authors,
        analysis.about,
        analysis.images,
    ) == ((), (), (), (), (), (), (), ())


def test_nobody_speaks_in_a_table_and_nobody_has_an_office():
    analysis = analysed(TABLE)

    assert (analysis.quotations, analysis.statements, analysis.roles) == ((), (), ())
    assert not analysis.authors
    assert not [each for each in analysis.entities if each.kind is EntityKind.PERSON]


def test_a_poem_says_nothing_that_somebody_said():
    assert nothing(analysed(POEM))


def test_a_program_is_not_read_as_prose():
    analysis = analysed(CODE)

    assert nothing(analysis)
    assert analysis.language is None


def test_a_bracket_of_a_program_in_an_article_is_no_credit():
    text = STORY + '\nSet the gate to (name="n/a", mode="open/shut")\n'

    assert names(analysed(text)) == names(analysed(STORY))
    assert not analysed(text).images


@pytest.mark.parametrize("language", FOREIGN)
def test_of_another_language_no_word_becomes_a_fact(language):
    analysis = analysed(FOREIGN[language])

    assert nothing(analysis)
    assert analysis.language is None


def test_emoji_are_no_part_of_a_name():
    analysis = analysed(
        "🌊🌊 Tides Run High 🌊\n\nThe harbour of Velmora closed on Friday 😀, said Ines Calder 👩‍🚒, mayor of "
        "Velmora ⚓️. “We wait 🙏🏽,” she said.\n"
    )

    assert names(analysis) == ["Ines Calder", "Velmora"]
    assert [words for words, _ in said(analysis)] == ["“We wait 🙏🏽,”"]


def test_marks_of_direction_are_no_part_of_a_name_and_move_no_offset():
    analysis = analysed(
        "\u202eVelmora\u202c closed its harbour, said \u2067Ines Calder\u2069, its mayor, on Monday. It is שלום "
        "or مرحبا to all who come. “We wait,” said Calder.\n"
    )

    assert set(names(analysis)) <= {"Ines Calder", "Calder", "Velmora"}
    assert [words for words, _ in said(analysis)] == ["“We wait,”"]
    text = analysis.article.text
    assert all(each.span.of(text).strip() for each in analysis.mentions)


def test_a_quotation_that_never_closes_ends_with_its_paragraph_and_is_nobodys():
    analysis = analysed(
        "“We will rebuild the bridge and the road to it.\n\nThe council met in Velmora on Monday. Tomas "
        "Reyk, its chairman, left early.\n\nIt rained in the evening, and the ferry did not sail. Ines "
        "Calder said that it would sail on Friday.\n"
    )

    assert all("Velmora" not in words and speaker is None for words, speaker in said(analysis))
    assert [each.title for each in analysis.roles] == ["chairman"]
    assert len(analysis.statements) == 1


def test_unbalanced_quotation_marks_give_nobody_the_words_of_another():
    analysis = analysed(
        "“We will rebuild it, said Ines Calder, mayor of Velmora.\n\nTomas Reyk said it was late.\n\nNobody "
        'answered.” It rained.\n\n"It is late," said Tomas Reyk. "And cold.\n\nThe end came in May.\n'
    )

    spoken = {words: speaker.entity for words, speaker in said(analysis) if speaker}
    assert spoken == {
        "“We will rebuild it,": "people/ines-calder",
        '"It is late,"': "people/tomas-reyk",
    }


def test_apostrophes_quote_nobody():
    text = "The dogs' owners and the boats' crews waited, 'cause the tide's late. 'Twas the '90s, he said.\n"

    assert not analysed(text).quotations


def test_five_hundred_speakers_each_have_their_own_words():
    given = "Ines Tomas Mina Jonas Anna Peter Maria Lars Elena Viktor Sofia Marco Laura Daniel Clara Oscar "
    given += "Nina Felix Julia Simon Karin Pavel Irina Bruno Alice"
    family = "Calder Reyk Vossberg Tarn Quill Ostberg Harlan Morrow Lindholm Petrow Rossini Hallward Okafor "
    family += "Tanaka Nakamura Delorme Fontaine Marquet Oduya Kimura"
    people = [f"{first} {last}" for first in given.split() for last in family.split()]
    analysis = analysed(
        "\n\n".join(
            f"“We counted {number} boats,” said {person}, a fisher."
            for number, person in enumerate(people)
        )
    )

    assert [words for words, _ in said(analysis)] == [
        f"“We counted {number} boats,”" for number in range(len(people))
    ]
    speakers = [speaker.entity for _, speaker in said(analysis)]
    assert speakers == [f"people/{person.lower().replace(' ', '-')}" for person in people]


def test_one_line_of_a_hundred_thousand_characters_names_nobody():
    line = "It rained on the harbour and the ferry did not sail, which nobody had expected; " * 1250

    assert nothing(analysed(line[:100_000]))
