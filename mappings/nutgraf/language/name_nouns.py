"""Nouns that head names and tell what is named: an event, a law, an organization, a place."""

from __future__ import annotations

EVENT_NOUNS = frozenset(
    """
    Forum Summit Conference Games Olympics Paralympics Festival Championship Championships Expo
    Exhibition Fair Symposium Dialogue Marathon Biennale Triennale Biennial Triennial Congress
    Convention Seminar Workshop Cup Prix Awards Roundtable Hackathon Colloquium Carnival Parade
    Pageant War Referendum Derby Regatta Trophy Masters Tournament Open Show Debate Lecture Shield
    Classic Tour Fest Eisteddfod Jamboree Rodeo Invitational Bonspiel Triathlon Decathlon
    Steeplechase Gymkhana Powwow Races Sevens Week Weekend Days Day Challenge Series Competition
    Meeting Gala Fete Fête Feis Fleadh Bowl Playoffs Stakes Relay Consistory Conclave Jubilee
    Bicentenary Centenary Tercentenary Fiesta Mela Matsuri Kermesse Enduro Criterium Duathlon
    Biathlon Pentathlon Heptathlon Ultramarathon Rally Run Ride Race Meet Gathering Breakfast Dinner
    Luncheon Banquet Retreat Trials Nationals Concours Fringe Melee Hackfest Bazaar
    Earthquake Tsunami Flood Floods Famine Massacre Uprising Revolution Rebellion Genocide Riots
    Mutiny Spill Blackout Wildfire Avalanche Landslide Crusade Intifada Eruption Holocaust Recession
    Blitz Siege
    """.split()
)
LAW_NOUNS = frozenset(
    """
    Act Agreement Treaty Bill Law Accord Accords Pact Protocol Ordinance Directive Regulation
    Regulations Constitution Charter Code Amendment Decree Convention Armistice Covenant Statute
    Statutes Compact Bylaw Bylaws Byelaw Byelaws Proclamation Concordat Understanding Resolution
    Truce Edict Entente
    """.split()
)
ORGANIZATION_NOUNS = frozenset(
    """
    Court Office Centre Center Nation Ministry Department Council Committee Commission University
    Institute Association Federation Union Party Board Agency Authority Bank Group Fund Corporation
    College Hospital Foundation Society Service Bureau Alliance Network Academy Cooperation
    Organization Organisation Partnership Observatory Laboratory Museum Orchestra Company Airlines
    Cooperative Collective Guild Directorate Secretariat Inspectorate Assembly Parliament Congress
    """.split()
)
"""Nouns that head the name of an organization, used where taggers cut such a name into pieces."""

PLACE_NOUNS = frozenset(
    """
    Area Region Zone Corridor Belt Strait Straits Canal Bridge Tunnel Highway Railway Expressway
    Peninsula Border Basin Delta Loop Plateau Triangle Gap Sea Ocean Bay Gulf
    """.split()
)
"""Nouns that make one place of several places joined by hyphens."""

VERBS_TOO = frozenset(
    """
    Open Show Debate Lecture Shield Tour Classic Masters Meeting Week Weekend Day Days Challenge
    Rally Run Ride Race Meet Gathering Breakfast Dinner Luncheon Banquet Retreat Trials Fringe Siege
    Series Bowl Stakes Relay Eruption Recession Bazaar Races Flood Floods Spill Revolution Jubilee Gala Resolution Competition
    Understanding
    """.split()
)
"""Nouns that capitals are put on for other reasons as well: an article or a number must hold them."""

NEEDS_MODIFIER = frozenset({"Congress", "Convention", "Bill", "Law", "Code", "War", "Cup", "Fair"})

BODIES = frozenset({"Forum", "Congress", "Convention", "Dialogue", "Shield", "Compact"})
"""Nouns of events and laws that bodies are called by too: “Forum for Rivers”, “who chairs the Compact”."""

ORDINARY = frozenset(
    """
    The A An This That These Those His Her Its Their Our My In On At By For From With Under After
    Before During Since And But Or If When While As Of To Last Next Every Each Another Many Some
    Both What Why Who How Where Which THE
    """.split()
)
"""Words that only open a sentence with a capital, and no name."""

_FESTIVAL = "fest"


def is_event_noun(word: str) -> bool:
    """Whether a word heads the names of events; what festivals are called is coined every day.

    >>> [is_event_noun(word) for word in ("Regatta", "Jazzfest", "Manifest", "Committee")]
    [True, True, False, False]
    """
    return word in EVENT_NOUNS or (
        word.casefold().endswith(_FESTIVAL)
        and len(word) > len(_FESTIVAL) + 2
        and word[0].isupper()
        and word.casefold() != "manifest"
    )
