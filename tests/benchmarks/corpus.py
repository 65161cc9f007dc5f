"""Articles by the million, for large runs: `python tests/benchmarks/corpus.py COUNT [--seed N]`.

Each is a line of JSON, a schema.org/NewsArticle that names its people, organizations, places and
quotations itself; with `--text` it has only what a reader of the page sees, with `--brief` it is a paragraph and a
name.  Everything is invented.
Line number N of a seed is the same however many lines are asked for, and `--start` gives any part.
"""

from __future__ import annotations

import argparse
import json
import sys
from random import Random

GIVEN = """
Ada Bram Ciro Dilke Edda Faro Gisla Hanno Ilva Jarek Kaja Leno Mirte Nilo Orla Pavo Quirin Ravna
Silke Tiro Ulva Vesna Wim Xenia Yorick Zita
""".split()
FAMILY_HEADS = (
    "Bran Cor Del Fenn Gar Hol Jor Kess Lun Mor Nor Os Pell Quen Rask Sol Tarn Ul".split()
)
FAMILY_TAILS = (
    "berg dal enko feld gaard hof ini lund mark nes ova quist rup stad thorpe wick".split()
)
PLACE_HEADS = (
    "Alder Brim Cald Dun Elm Fair Glen Hart Ivel Kest Lark Mar Nether Ost Penn Rav".split()
)
PLACE_TAILS = "bury combe dale ford gate haven ley mere mouth port rand stead ton wold".split()
FIELDS = """
Harbour Tram Bridge Orchard Weather Archive Fisheries Canal Theatre Library Cycling Glass Lantern
Forestry Ferry Market
""".split()
FORMS = {
    "Council": "GovernmentOrganization",
    "Guild": "WorkersUnion",
    "Institute": "ResearchOrganization",
    "Company": "Corporation",
    "Society": "NGO",
    "Courier": "NewsMediaOrganization",
}
TITLES = """
chair|director|chief engineer|spokesperson|treasurer|head of planning|secretary|inspector
""".strip().split("|")
SECTIONS = ("Local", "Business", "Culture", "Science", "Transport", "Weather")
MATTERS = """
night boats|a second bridge|the winter timetable|the price of lamp oil|new lock gates|a longer quay|
free seats for pupils|repairs to the sea wall|the orchard census|a museum of signals
""".replace("\n", "").split("|")
SAID = """
We have counted every plank of {matter} and nothing is missing|
Nobody in {place} asked us about {matter} before it was decided|
The money for {matter} is there, and it will be spent by the spring|
I was against {matter} for years, and I have changed my mind|
If {matter} fails, {organization} will have to say why|
Come and see {matter} for yourselves before you judge it
""".replace("\n", "").split("|")
PROSE = """
The plan has been discussed in {place} since the autumn, and most of the people who came to the three
meetings about it were in favour.|
{organization} had put the cost at {number},000 crowns in its first report, which was withdrawn after a
week because of an error in a table.|
Work on {matter} is to begin before the end of the month, as soon as the ground has dried and the
cranes have been brought over from {place}.|
A vote on {matter} was put off twice, first for want of a quorum and then for a storm that closed the
road to {place} for {number} hours.|
Those who live near the works will be told by letter, and {organization} is to hold an open day at
which the drawings can be looked at.
""".replace("\n", " ").split("|")


def articles(count, *, seed=0, start=0, structured=True, brief=False):
    """So many articles, as the objects of their lines."""
    for number in range(start, start + count):
        story = _Story(Random(f"{seed}/{number}"), f"{seed}-{number}")
        yield story.brief() if brief else story.article(structured)


class _Story:
    """One article, made of one stream of random numbers."""

    def __init__(self, random, key):
        self.random = random
        self.key = key
        self.places = self._different(self._place, random.randint(2, 4))
        self.organizations = self._different(self._organization, random.randint(3, 5))
        self.people = self._different(self._person, random.randint(4, 7))
        self.matter = random.choice(MATTERS)

    def _different(self, make, count):
        found = {}
        while len(found) < count:
            thing = make()
            found.setdefault(thing["name"], thing)
        return list(found.values())

    def _place(self):
        name = self.random.choice(PLACE_HEADS) + self.random.choice(PLACE_TAILS)
        return {"@type": "City", "name": name}

    def _organization(self):
        form = self.random.choice(tuple(FORMS))
        seat = self.random.choice(self.places)["name"]
        name = f"{seat} {self.random.choice(FIELDS)} {form}"
        return {"@type": FORMS[form], "name": name}

    def _person(self):
        given = self.random.choice(GIVEN)
        family = self.random.choice(FAMILY_HEADS) + self.random.choice(FAMILY_TAILS)
        return {
            "@type": "Person",
            "name": f"{given} {family}",
            "givenName": given,
            "familyName": family,
            "jobTitle": self.random.choice(TITLES),
            "worksFor": self.random.choice(self.organizations),
        }

    def _filled(self, pattern):
        words = pattern.strip().format(
            matter=self.matter,
            place=self.random.choice(self.places)["name"],
            organization=f"the {self.random.choice(self.organizations)['name']}",
            number=self.random.randint(2, 90),
        )
        return words[0].upper() + words[1:]

    def _body(self):
        """The paragraphs, and what is said in them by whom."""
        said = []
        for person in self.people:
            words = self._filled(self.random.choice(SAID))
            if words not in (each["text"].replace(" … ", " ").rstrip(".") for each in said):
                said.append({"@type": "Quotation", "text": words, "creator": {"@type": "Person"}})
                said[-1]["creator"]["name"] = person["name"]
        paragraphs = [self._filled(self.random.choice(PROSE))]
        for quotation, person in zip(said, self.people, strict=False):
            paragraphs += [self._spoken(quotation, person), self._filled(self.random.choice(PROSE))]
        return "\n\n".join(paragraphs), said

    def _spoken(self, quotation, person):
        """A paragraph around a quotation; every third one is split by its speaker."""
        name, role = person["name"], f"{person['jobTitle']} of the {person['worksFor']['name']}"
        words = quotation["text"].split()
        if self.random.randrange(3):
            return f"“{quotation['text']},” said {name}, {role}."
        cut = self.random.randint(3, len(words) - 2)
        first, second = " ".join(words[:cut]).rstrip(","), " ".join(words[cut:])
        quotation["text"] = f"{first} … {second}."
        return f"“{first},” {name}, {role}, said, “{second}.”"

    def brief(self):
        """The object of an article that is little more than its headline."""
        return {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "identifier": f"story-{self.key}",
            "headline": f"{self.places[0]['name']} argues about {self.matter}",
            "articleBody": self._filled(self.random.choice(PROSE)),
            "mentions": [self.people[0]],
            "hasPart": [],
        }

    def article(self, structured):
        """The object of this article."""
        day = f"20{self.random.randint(31, 39)}-{self.random.randint(1, 12):02}"
        day += f"-{self.random.randint(1, 28):02}"
        author = self._person()
        body, said = self._body()
        seat = self.places[0]["name"]
        found = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "identifier": f"story-{self.key}",
            "url": f"https://courier.example/news/{self.key}",
            "headline": f"{seat} argues about {self.matter}",
            "alternativeHeadline": f"What the {self.organizations[0]['name']} wants",
            "articleBody": body,
            "datePublished": f"{day}T{self.random.randint(5, 11):02}:30:00+01:00",
            "dateModified": f"{day}T{self.random.randint(12, 22)}:05:00+01:00",
            "author": {
                "@type": "Person",
                "name": author["name"],
                "url": f"https://courier.example/staff/{author['name'].lower().replace(' ', '-')}",
            },
            "publisher": {"@type": "NewsMediaOrganization", "name": "Courier of the Coast"},
            "inLanguage": "en",
            "articleSection": self.random.choice(SECTIONS),
            "keywords": [seat, self.matter],
            "image": {"caption": f"The quay of {seat} at dusk.", "creditText": "Courier pictures"},
        }
        if structured:
            found["about"] = self.places[0]
            found["mentions"] = [*self.people, *self.organizations, *self.places]
            found["hasPart"] = said
        return found


def lines(count, **options):
    """The lines of so many articles, without their ends."""
    for article in articles(count, **options):
        yield json.dumps(article, ensure_ascii=False, separators=(",", ":"))


def main(arguments):
    """Write them to standard output."""
    parser = argparse.ArgumentParser(description="Invented articles as JSON lines.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=int, default=0, metavar="N", help="the first line's number")
    parser.add_argument("--text", action="store_true", help="without what is named and said")
    parser.add_argument("--brief", action="store_true", help="a paragraph and a name each")
    asked = parser.parse_args(arguments)
    options = {"structured": not asked.text, "brief": asked.brief}
    for line in lines(asked.count, seed=asked.seed, start=asked.start, **options):
        sys.stdout.buffer.write(line.encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
