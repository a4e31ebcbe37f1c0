"""The tables of the network: divisions and stations, their staff and standards, accounts, and how the network changed."""

from stations.models.accounts import Account, AccountSession, PasswordRecord, StandIn
from stations.models.changes import NetworkChange
from stations.models.factor import Authenticator
from stations.models.integrations import Integration
from stations.models.network import Division, DivisionAlias, Reach, StaffMember, Station
from stations.models.standards import Assessment, FiveHaves, HaveLabel, RatingItem, RatingScheme, Score

__all__ = [
    "Account",
    "AccountSession",
    "Assessment",
    "Authenticator",
    "Division",
    "DivisionAlias",
    "FiveHaves",
    "HaveLabel",
    "Integration",
    "NetworkChange",
    "PasswordRecord",
    "RatingItem",
    "RatingScheme",
    "Reach",
    "Score",
    "StaffMember",
    "StandIn",
    "Station",
]
