"""Writes: published figures taken in beside the book, and their parties settled by a person."""

from tallystick.indicators.services.keeping import KeptClaims, keep_claims
from tallystick.indicators.services.keeping_read import keep_read_claims
from tallystick.indicators.services.parties import PartyFinder
from tallystick.indicators.services.settling import resolve_party

__all__ = ["KeptClaims", "PartyFinder", "keep_claims", "keep_read_claims", "resolve_party"]
