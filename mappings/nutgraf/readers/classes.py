"""Which kind of thing a class of schema.org is, and which classes the profile publishes."""

from __future__ import annotations

from functools import lru_cache

from nutgraf.model import EntityKind
from nutgraf.vocabulary import superclasses

CORE = {
    "Person": EntityKind.PERSON,
    "Organization": EntityKind.ORGANIZATION,
    "Place": EntityKind.PLACE,
    "Event": EntityKind.EVENT,
    "Legislation": EntityKind.LEGISLATION,
    "DefinedTerm": EntityKind.TERM,
}
"""The core class of each kind; what is both an organization and a place is an organization."""

LISTED = frozenset(
    """
    AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle
    ReportageNewsArticle ReviewNewsArticle

    Airline ArchiveOrganization BankOrCreditUnion CollegeOrUniversity Consortium Cooperative
    Corporation DanceGroup EducationalOrganization ElementarySchool EmergencyService
    FinancialService FireStation FundingAgency GovernmentOffice GovernmentOrganization HighSchool
    Hospital Hotel InsuranceAgency LegalService Library LibrarySystem LocalBusiness MedicalClinic
    MedicalOrganization MiddleSchool MusicGroup NewsMediaOrganization NGO OnlineBusiness
    OnlineStore PerformingGroup Pharmacy PoliceStation PoliticalParty Preschool Project
    RadioStation RealEstateAgent ResearchOrganization ResearchProject Restaurant School
    SearchRescueOrganization SportsClub SportsOrganization SportsTeam Store TelevisionStation
    TheaterGroup TravelAgency WorkersUnion

    AdministrativeArea Airport Beach BoatTerminal BodyOfWater Bridge BusStation Campground Canal
    Cemetery Church City CityHall CivicStructure Continent Country Courthouse DefenceEstablishment
    DefinedRegion Embassy EventVenue GovernmentBuilding LakeBodyOfWater Landform
    LandmarksOrHistoricalBuildings LegislativeBuilding Mosque Mountain MovieTheater Museum
    MusicVenue OceanBodyOfWater Park PerformingArtsTheater PlaceOfWorship Reservoir Residence
    RiverBodyOfWater SchoolDistrict SeaBodyOfWater ShoppingCenter StadiumOrArena State
    SubwayStation Synagogue TouristAttraction TouristDestination TrainStation Volcano Waterfall Zoo

    BusinessEvent ChildrensEvent ComedyEvent ConferenceEvent DanceEvent EducationEvent EventSeries
    ExhibitionEvent Festival FoodEvent Hackathon LiteraryEvent MusicEvent PerformingArtsEvent
    PublicationEvent SaleEvent ScreeningEvent SocialEvent SportsEvent TheaterEvent VisualArtsEvent
    """.split()
)
"""The specific classes that are published, all of which the shapes list; a thing of any other has its
core class.
"""


@lru_cache(maxsize=1024)  # names come from strangers
def kind_of(name: str) -> EntityKind | None:
    """The kind of thing that this class of schema.org is; None if the profile has none for it.

    >>> kind_of("Airline"), kind_of("Museum"), kind_of("Recipe")
    (<EntityKind.ORGANIZATION: 'organization'>, <EntityKind.PLACE: 'place'>, None)
    """
    above = (name, *superclasses(name))
    return next((kind for core, kind in CORE.items() if core in above), None)


@lru_cache(maxsize=1024)  # names come from strangers
def is_article_class(name: str) -> bool:
    """Whether this class is [schema.org/Article](https://schema.org/Article) or one below it.

    >>> is_article_class("OpinionNewsArticle"), is_article_class("Recipe")
    (True, False)
    """
    return "Article" in (name, *superclasses(name))
