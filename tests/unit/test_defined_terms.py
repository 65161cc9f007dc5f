"""Terms of art: fields of knowledge with a name of their own, and fields of business."""

import pytest

from nutgraf.analysis import annotate
from nutgraf.annotators.defined_terms import defined_terms
from nutgraf.language import fields
from nutgraf.model import EntityKind, MentionForm, Source
from nutgraf.readers import read


@pytest.fixture
def terms(marked):
    """`terms(text)`: the words of each mention of a term, in order."""

    def terms(text):
        reading, names = marked(text)
        found = defined_terms(reading, names.mentions)
        return [mention.span.of(reading.text) for mention in found.mentions]

    return terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Students of Velmora take up Quantum Computing there.", ["Quantum Computing"]),
        ("Machine Learning changes the port, they say.", ["Machine Learning"]),
        ("The Cognitive Behavioural Therapy helped her.", ["Cognitive Behavioural Therapy"]),
        ("In Regenerative Medicine, much is new.", ["Regenerative Medicine"]),
        ("They use Computer-Aided Design for hulls.", ["Computer-Aided Design"]),
        ("It was said that Artificial Intelligence helps.", ["Artificial Intelligence"]),
        ("She holds a degree in Marine Biology, he said.", ["Marine Biology"]),
        ("“We teach Data Science to all,” she said.", ["Data Science"]),
    ],
)
def test_a_field_of_knowledge_is_named_with_words_that_fields_are_named_with(terms, text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Department of Computer Science opened.",
        "The Velmora Institute for Machine Learning opened.",
        "The Journal of Molecular Biology printed it.",
        "She is a Bachelor of Data Science.",
        "The Ministry of Food and Marine Science agreed.",
        "Marine Biology and Fisheries Board members met.",
        "He wrote Quantum Computing for Beginners last year.",
        "The Data Science department grew.",
        "A Machine Learning company moved in.",
        "The Machine Learning Group moved in.",
        "He was hired by Calder Engineering last year.",
        "He was hired by National Engineering last year.",
        "The Velmora Marine Science is shut.",
        "Velmora’s Marine Science is shut.",
        "The film “Deep Learning” opens on Friday.",
        "Engineering is taught there, and so is The Science.",
        "They met in Design & Data Science.",
        "We use machine learning here.",
        "They lead in Quantum Computing-based tools.",
        "The [O:Machine Learning] firm moved in.",
        "[O:Institute of Marine Biology] staff met.",
    ],
)
def test_a_part_of_a_name_or_a_title_is_no_term(terms, text):
    assert terms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain hit the textile industry hard.", ["textile industry"]),
        ("The country’s palm oil sector grew.", ["palm oil sector"]),
        ("It taxed the oil and gas industry again.", ["oil and gas industry"]),
        ("It taxed the Kenyan tea industry again.", ["tea industry"]),
        ("It helps an ailing fishing industry.", ["fishing industry"]),
        ("Their film and television industry grew.", ["film and television industry"]),
    ],
)
def test_a_field_of_business_is_named_after_its_goods_or_its_trade(terms, text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It helps the private sector and the public sector.",
        "The whole sector and the local industry suffer.",
        "The industry and this sector suffer.",
        "The textile industries of the region suffer.",
        "Jobs in textile industry are rare.",
        "The non-oil sector grew.",
        "The textile industry-wide pact was signed.",
        "The eastern sector of the city was shut.",
        "The and gas industry.",
        "The [O:textile industry guild] met.",
    ],
)
def test_what_is_no_field_of_business(terms, text):
    assert terms(text) == []


def test_prose_alone_has_terms(read_text):
    text = "Velmora Bets On Machine Learning\n\nRain fell.\n\nREAD MORE: The textile industry\n"

    assert defined_terms(read_text(text), ()).mentions == ()


def test_an_abbreviation_in_brackets_is_another_name_of_the_term(marked):
    text = (
        "The QC of old is over. They teach Quantum Computing ([O:QC]). Everybody wants [O:QC],"
        " and [O:QC Guild] members do too, but not Machine Learning (XY)."
    )
    reading, names = marked(text)
    found = defined_terms(reading, names.mentions)

    first, second = found.entities
    assert (first.name, [other for other, _ in first.alternate_names]) == (
        "Quantum Computing",
        ["QC"],
    )
    assert (second.name, second.alternate_names) == ("Machine Learning", ())
    assert [mention.span.of(reading.text) for mention in found.mentions] == [
        "Quantum Computing",
        "QC",
        "QC",
        "Machine Learning",
    ]
    left = found.without(names.mentions)
    assert [mention.span.of(reading.text) for mention in left] == ["QC Guild"]


def test_a_field_of_knowledge_is_the_same_everywhere_and_an_industry_is_not():
    text = "They teach Marine Biology.  The tea industry waits, and the tea industry hopes.\n"
    [article] = read(Source(name="a.txt", key="a", data=text.encode()))
    analysis = annotate(article)

    found = [entity for entity in analysis.entities if entity.kind is EntityKind.TERM]
    assert [(entity.id, len(entity.evidence.spans)) for entity in found] == [
        ("terms/marine-biology", 1),
        ("articles/a#tea-industry", 2),
    ]
    forms = {m.entity: m.form for m in analysis.mentions if m.kind is EntityKind.TERM}
    assert forms == {
        "terms/marine-biology": MentionForm.NAME,
        "articles/a#tea-industry": MentionForm.NOMINAL,
    }


def test_the_lists_hold_words_as_they_are_looked_up():
    assert all(word[0].isupper() for word in fields.DISCIPLINES | fields.SUBJECTS)
    assert all(word.islower() and " " not in word for word in fields.TRADES)
    assert all(len(words.split()) == 2 for words in fields.COMPOUND_TRADES)
