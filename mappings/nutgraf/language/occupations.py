"""Nouns for what people do: a closed list, and the endings that make such a noun of a verb or a trade."""

from __future__ import annotations

import re
from functools import lru_cache

MEMBERS = frozenset(
    """
    member senator lawmaker councillor councilor councilman councilwoman congressman congresswoman
    representative MP MEP MSP MLA TD MPP legislator deputy delegate commissioner fellow associate
    assemblyman assemblywoman alderman peer councilmember backbencher parliamentarian
    """.split()
)
"""Nouns for people who sit in a body: they are members of it."""

_OTHERS = """
    president vice-president premier chancellor minister secretary governor mayor ambassador envoy
    chair chairman chairwoman chairperson chief head leader director manager executive officer
    official economist analyst strategist researcher scientist professor lecturer scholar expert
    historian engineer architect doctor physician surgeon nurse epidemiologist virologist
    psychologist spokesman spokeswoman spokesperson adviser advisor aide assistant consultant
    counsel attorney lawyer prosecutor judge justice magistrate solicitor barrister sheriff general
    colonel captain commander lieutenant major sergeant corporal admiral inspector superintendent
    constable detective marshal coach striker midfielder defender goalkeeper winger forward player
    trainer editor journalist reporter correspondent columnist photographer anchor presenter host
    publisher author writer poet novelist playwright artist painter actor actress singer musician
    composer conductor filmmaker producer designer founder co-founder cofounder owner co-owner
    entrepreneur champion moulder partner CEO CFO COO CTO CIO trader investor banker broker accountant bookkeeper
    teacher schoolteacher principal headmaster headmistress headteacher dean provost rector student
    graduate alumnus sophomore freshman bishop archbishop cardinal pope imam rabbi priest pastor
    reverend vicar cleric nun monk deacon king queen prince princess duke duchess sultan emir regent
    farmer herder grower rancher fisherman ferryman boatman miner activist campaigner organizer
    organiser coordinator co-ordinator treasurer convener convenor whip speaker candidate nominee
    pollster registrar curator librarian trustee administrator supervisor planner specialist
    technician pilot astronaut geologist biologist ecologist chemist physicist meteorologist
    forecaster seismologist archaeologist anthropologist sociologist astronomer geneticist critic
    climber guide mountaineer cyclist swimmer runner sprinter boxer golfer jeweller referee umpire
    linesman boss skipper negotiator ombudsman auditor clerk chef baker butcher cook barber tailor
    driver rider courier cleaner worker labourer laborer operator mechanic electrician carpenter
    plumber welder builder contractor developer programmer seller vendor shopkeeper merchant
    importer exporter retailer hotelier restaurateur waiter waitress barman bartender pharmacist
    dentist vet veterinarian physiotherapist therapist midwife paramedic firefighter policeman
    policewoman soldier sailor guard ranger warden caretaker janitor porter receptionist controller
    dispatcher foreman steward signalman motorman wicketkeeper batsman bowler pitcher catcher hitter pivot
    quarterback flanker fullback scrum-half prop hooker libero setter outfielder substitute
    vice-captain diplomat attaché consul prefect governor-general rapporteur mediator arbitrator
    receiver liquidator landlord landlady landowner translator interpreter investigator examiner
    inventor publicist agent scout selector instructor demographer biographer cartographer
    choreographer photojournalist broadcaster commentator blogger podcaster winemaker brewer
    distiller weaver potter sculptor illustrator cartoonist dancer violinist pianist cellist
    drummer guitarist rapper comedian sarpanch archivist actuary statistician mathematician
    philosopher theologian linguist pathologist coroner bailiff notary lobbyist strategist
    superintendent sub-inspector postman postmaster stationmaster harbourmaster quartermaster
    gardener forester beekeeper shepherd lifeguard stuntman choirmaster organist bookseller
    advocate functionary shareholder stockholder financier industrialist businessman businesswoman
    hairdresser seamstress tanner cobbler shoemaker goldsmith blacksmith
    trombonist trumpeter saxophonist bassist soprano tenor baritone contralto instrumentalist
    ballerina sommelier masseur optician radiographer dietitian nutritionist agronomist
    horticulturist oceanographer zoologist botanist entomologist ornithologist paediatrician
    pediatrician surveyor draughtsman roofer glazier stonemason bricklayer cabinetmaker
    plasterer electroplater machinist fitter boilermaker millwright stoker docker stevedore
    longshoreman trawlerman deckhand helmsman bosun purser steersman mariner
    jockey caddie cornerback linebacker shortstop infielder spinner all-rounder opener sweeper
    full-back playmaker busker puppeteer magician clown acrobat
    defenceman defenseman goaltender baseman left-hander right-hander netminder point-guard
    seamer pupil griot reeve master volunteer harpsichordist flautist percussionist patron
    teller maker holder stakeholder bass warder commodore postmistress conservator
    restorer patroness curate lexicographer stagehand luthier seventh-grader sixth-grader fifth-grader eighth-grader ninth-grader schoolgirl schoolboy
    undergraduate postgraduate apprentice cadet reservist conscript
    garda taoiseach tánaiste cathaoirleach baale oba emir imam mufti ayatollah lama abbot abbess
    prioress mullah hafiz kaumātua kapitan mahout tehsildar patwari munshi zamindar gram-pradhan
    chieftain headman matriarch provost alcalde burgomaster
    secretary-general vice-chancellor vice-chair vice-chairman vice-chairwoman comptroller
    attorney-at-law barrister-at-law editor-in-chief commander-in-chief sergeant-at-arms
    officer-in-charge stenographer typist telephonist usher doorman bouncer bodyguard chauffeur
    ticket-seller greengrocer grocer fishmonger florist tobacconist newsagent pawnbroker
    undertaker embalmer gravedigger sexton verger chorister cantor precentor
    crofter smallholder sharecropper cowboy drover gaucho muleteer herdsman
    """.split()

HEADS = MEMBERS | frozenset(_OTHERS)
"""Nouns that head the description of what a person does."""

_FOLDED = frozenset(word.casefold() for word in HEADS)

RANKS = frozenset(
    """
    Prof Sen Rep Gov Pol Gen Lt Col Maj Capt Sgt Cpl Cmdr Adm Brig Amb Rev Fr Father Insp Det Supt PC DC
    DSP CP SP ASP ACP DCP CSP SSP DCI DSI Cllr Const Pte Pvt Trooper Justice Judge
    """.split()
)
"""Titles that style books shorten before a name."""

MILITARY = frozenset(
    """
    pol gen general lt lieutenant col colonel maj major capt sgt sergeant cpl corporal cmdr adm admiral
    rear vice brig brigadier inspector detective superintendent constable rev reverend pte pvt prof professor justice
    """.split()
)
"""Ranks of a person whose work is told in other words beside the name."""

_TRADE = re.compile(r"\w{2,}(?:ologist|ographer|iatrist|ician|nomist|metrist|anist)")
_AGENT = re.compile(r"[a-z-]{2,}(?:er|or|ist|man|woman|keeper|eer|smith|wright|ian)")
_NO_TRADE = frozenset(
    """
    mother father brother sister daughter grandmother grandfather stepfather stepmother
    grandson son granddaughter mother-in-law father-in-law brother-in-law sister-in-law
    man woman gentleman layman human madman statesman kinsman clansman tribesman countryman
    compatriot number river winter summer other another neighbor neighbour prisoner voter user lover
    supporter survivor follower believer outsider insider stranger teenager youngster newcomer
    foreigner villager pensioner widower commuter loser winner scorer starter contender challenger
    finalist semifinalist medallist medalist optimist pessimist customer passenger consumer
    buyer diner viewer listener reader visitor tourist hiker protester protestor demonstrator
    rioter terrorist racist separatist extremist populist nationalist leftist socialist communist
    murderer killer robber attacker shooter bomber offender abuser smuggler kidnapper dealer thief
    successor predecessor ancestor elder senior junior minor superior inferior creditor debtor
    donor member leader civilian pedestrian vegetarian centenarian octogenarian guardian
    christian latter former better bigger later older younger matter letter order power paper center
    theater water daughter tower corner border quarter chapter character monster danger disaster
    computer counter error mirror motor factor sector visitor returnee holder taxpayer
    newspaper door floor hander eager nearer server trailer cluster sponsor benefactor claimant resister
    backer admirer detractor collaborator dissenter objector squatter settler dweller
    fraudster gangster mobster bachelor spinster comer goer
    over under after whether either neither rather never ever per for
    """.split()
)


@lru_cache(maxsize=8192)
def is_head(word: str) -> bool:
    """Whether a word can head a title.

    >>> is_head("lawyer"), is_head("MP"), is_head("hydrologist"), is_head("river")
    (True, True, True, False)
    """
    return word.casefold() in _FOLDED or bool(_TRADE.fullmatch(word.casefold()))


def is_trade(word: str) -> bool:
    """Whether a word behind “a” tells what somebody does: a title, or a noun made like one.

    >>> is_trade("plucker"), is_trade("brother"), is_trade("Frenchman"), is_trade("survivor")
    (True, False, False, False)
    """
    return is_head(word) or (bool(_AGENT.fullmatch(word)) and word not in _NO_TRADE)


@lru_cache(maxsize=8192)
def may_head(word: str) -> bool:
    """Whether a word can head a title of one or of several people, if only as its second half.

    >>> may_head("plumbers"), may_head("co-pilot"), may_head("river")
    (True, True, False)
    """
    half = word.rsplit("-", 1)[-1]
    return any(map(is_trade, (word, half, singular(word), singular(half))))


def singular(word: str) -> str:
    """One of several people of a trade.

    >>> singular("members"), singular("spokesmen"), singular("deputies")
    ('member', 'spokesman', 'deputy')
    """
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s")
