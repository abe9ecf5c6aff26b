"""How PostgreSQL plans statements: settings of a session, or of a transaction."""

from collections.abc import Mapping
from typing import LiteralString

Planning = Mapping[LiteralString, LiteralString]

# What is asked differs: a plan made for any filter leaves out the index that this one needs.
EACH_TIME: Planning = {"plan_cache_mode": "force_custom_plan", "enable_seqscan": "on", "enable_sort": "on"}
# The same in groups by hash: expecting the rows of a few people, it would sort those of a million, in twice the time.
COUNTING: Planning = {**EACH_TIME, "enable_sort": "off"}
# By index, also where the tables are still so small that reading all of them is cheaper: the plan stays when they grow.
ONCE: Planning = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "enable_sort": "on"}


def set_local(planning: Planning) -> LiteralString:
    """What sets it for the rest of a transaction."""
    return "; ".join(f"SET LOCAL {name} = {value}" for name, value in planning.items())
