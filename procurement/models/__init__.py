"""Cases, parties, recorded facts and stored versions."""

from procurement.models.annex_file import AnnexFile
from procurement.models.append_only import AppendOnlyError
from procurement.models.approval import Approval, ApprovedFile
from procurement.models.case import Case
from procurement.models.case_fact import CaseFact
from procurement.models.document_version import DocumentFile, DocumentVersion
from procurement.models.guard_lift import GuardLift, LiftProposal
from procurement.models.house_wording import HouseWording, HouseWordingStep
from procurement.models.kept_post import KeptPost
from procurement.models.pack import Pack
from procurement.models.party import Party
from procurement.models.public_version import PublicVersion
from procurement.models.word_template import WordTemplate, WordTemplateStep, WordTemplateVersion

__all__ = [
    "AnnexFile",
    "AppendOnlyError",
    "Approval",
    "ApprovedFile",
    "Case",
    "CaseFact",
    "DocumentFile",
    "DocumentVersion",
    "GuardLift",
    "HouseWording",
    "HouseWordingStep",
    "KeptPost",
    "LiftProposal",
    "Pack",
    "Party",
    "PublicVersion",
    "WordTemplate",
    "WordTemplateStep",
    "WordTemplateVersion",
]
