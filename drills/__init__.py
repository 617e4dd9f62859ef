"""Bad and busy days, made to happen with real processes: `make drill`.

Each drill is a program of its own (`python -m drills.failover`). It makes a newsroom on databases, ports and
in a folder of its own, ends every process it has started, and has a hard limit of time.
"""

from . import environment  # before any setting is read

__all__ = ["environment"]
