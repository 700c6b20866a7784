"""Writes: record a meeting, undertake a commitment there or by signing a clause, settle it."""

from tallystick.exchanges.services.commitments import settle_commitment, undertake
from tallystick.exchanges.services.meetings import record_meeting
from tallystick.exchanges.services.signing import sign_agreement

__all__ = ["record_meeting", "settle_commitment", "sign_agreement", "undertake"]
