"""The doctor: looks at everything that may be wrong with an installation, and says it in plain words."""

from .examining import examine
from .finding import Finding, Light

__all__ = ["Finding", "Light", "examine"]
