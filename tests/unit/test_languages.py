"""An article in a language that the annotators do not know: its layout, and no facts from its words."""

from nutgraf.analysis import annotate
from nutgraf.model import Source
from nutgraf.readers import read

FRENCH = """La mairie de Saverne interdit les trottinettes

Le maire de Saverne, Luc Morand, a annoncé mardi l'interdiction des trottinettes électriques sur les quais.

« Nous devons protéger les piétons », a déclaré M. Morand lors d'une conférence de presse.

presse@saverne.example
"""


def analysed(text):
    [article] = read(Source(name="a.txt", key="a", data=text.encode()))
    return annotate(article)


def test_of_another_language_only_the_layout_is_told():
    analysis = analysed(FRENCH)

    assert analysis.language is None
    assert (analysis.entities, analysis.quotations, analysis.roles) == ((), (), ())
    assert [span.of(FRENCH) for span in analysis.contacts] == ["presse@saverne.example"]


def test_a_short_text_is_read_as_english():
    analysis = analysed("Ana Roca, mayor of Saverne, resigned.\n")

    assert [entity.name for entity in analysis.entities] == ["Ana Roca", "Saverne"]


def test_a_quotation_can_be_the_headline():
    text = "“Water first, then prices”\n\nRosa Mamani grows quinoa near Oruro, and it is hard.\n"
    kinds = [str(paragraph.kind) for paragraph in analysed(text).article.paragraphs]

    assert kinds == ["headline", "lead"]


def test_a_plural_owner_is_part_of_the_name():
    analysis = analysed("She chairs the Altiplano Growers’ Cooperative, which is in the hills.\n")

    assert [entity.name for entity in analysis.entities] == ["Altiplano Growers’ Cooperative"]
