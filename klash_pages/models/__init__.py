"""Pages are text somebody writes, one per language; records are registered once for all languages."""

from klash_pages.models.accessibility import AccessibilityStatementPage
from klash_pages.models.award import AwardPage, ResultIndexPage
from klash_pages.models.challenge import ChallengeIndexPage, ChallengeMentor, ChallengeMunicipality, ChallengePage
from klash_pages.models.contest import ContestIndexPage, ContestPage
from klash_pages.models.home import HomePage
from klash_pages.models.municipality import Municipality
from klash_pages.models.municipality_page import MunicipalityIndexPage
from klash_pages.models.navigation import Navigation
from klash_pages.models.news import NewsIndexPage, NewsPage, NewsRelation
from klash_pages.models.notice import NoticeReference
from klash_pages.models.partner import PartnerIndexPage, PartnerPage, PartnerRole
from klash_pages.models.person import Person
from klash_pages.models.problem import Problem, ProblemMunicipality
from klash_pages.models.problem_page import ProblemIndexPage
from klash_pages.models.release import Release, ReleasedAward
from klash_pages.models.release_lift import ReleaseLift
from klash_pages.models.search import SearchPage
from klash_pages.models.sharing_image import SharingImage
from klash_pages.models.site_settings import SiteSettings
from klash_pages.models.stage import Stage
from klash_pages.models.standard import StandardPage
from klash_pages.models.taken_back import TakenBackAward
from klash_pages.models.team import TeamIndexPage, TeamMember, TeamPage
from klash_pages.models.theme import Theme
from klash_pages.models.webhook import PageChange, WebhookDelivery, WebhookEndpoint
from klash_pages.plumbing.rate_count import RateCount

__all__ = [
    "AccessibilityStatementPage",
    "AwardPage",
    "ChallengeIndexPage",
    "ChallengeMentor",
    "ChallengeMunicipality",
    "ChallengePage",
    "ContestIndexPage",
    "ContestPage",
    "HomePage",
    "Municipality",
    "MunicipalityIndexPage",
    "Navigation",
    "NewsIndexPage",
    "NewsPage",
    "NewsRelation",
    "NoticeReference",
    "PageChange",
    "PartnerIndexPage",
    "PartnerPage",
    "PartnerRole",
    "Person",
    "Problem",
    "ProblemIndexPage",
    "ProblemMunicipality",
    "RateCount",
    "Release",
    "ReleaseLift",
    "ReleasedAward",
    "ResultIndexPage",
    "SearchPage",
    "SharingImage",
    "SiteSettings",
    "Stage",
    "StandardPage",
    "TakenBackAward",
    "TeamIndexPage",
    "TeamMember",
    "TeamPage",
    "Theme",
    "WebhookDelivery",
    "WebhookEndpoint",
]
