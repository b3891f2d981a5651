"""Pages are text somebody writes, one per language; records are registered once for all languages."""

from klash_pages.models.award import AwardPage, ResultIndexPage
from klash_pages.models.challenge import ChallengeIndexPage, ChallengePage
from klash_pages.models.contest import ContestIndexPage, ContestPage
from klash_pages.models.home import HomePage
from klash_pages.models.municipality import Municipality
from klash_pages.models.news import NewsIndexPage, NewsPage
from klash_pages.models.notice import NoticeReference
from klash_pages.models.partner import PartnerIndexPage, PartnerPage
from klash_pages.models.person import Person
from klash_pages.models.release_lift import ReleaseLift
from klash_pages.models.search import SearchPage
from klash_pages.models.stage import Stage
from klash_pages.models.standard import StandardPage
from klash_pages.models.team import TeamIndexPage, TeamMember, TeamPage

__all__ = [
    "AwardPage",
    "ChallengeIndexPage",
    "ChallengePage",
    "ContestIndexPage",
    "ContestPage",
    "HomePage",
    "Municipality",
    "NewsIndexPage",
    "NewsPage",
    "NoticeReference",
    "PartnerIndexPage",
    "PartnerPage",
    "Person",
    "ReleaseLift",
    "ResultIndexPage",
    "SearchPage",
    "Stage",
    "StandardPage",
    "TeamIndexPage",
    "TeamMember",
    "TeamPage",
]
