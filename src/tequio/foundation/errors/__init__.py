"""The numbered catalogue of what can go wrong: what, where, and what to do, in Spanish and English."""

from tequio.foundation.errors.problem import Problem, TequioError

__all__ = ["Problem", "TequioError"]
