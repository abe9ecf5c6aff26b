"""How PostgreSQL plans statements: settings of a session, or of a transaction."""

from collections.abc import Mapping
from typing import LiteralString

Planning = Mapping[LiteralString, LiteralString]

_USUAL: Planning = {"enable_seqscan": "on", "enable_sort": "on", "enable_incremental_sort": "on"}
# Filters differ: a generic plan would not use the index that a certain filter needs.
EACH_TIME: Planning = {**_USUAL, "plan_cache_mode": "force_custom_plan"}
# Like EACH_TIME, but grouping by hash: the planner expects the rows of a few people, and sorting those of a million
# takes twice the time.
COUNTING: Planning = {**EACH_TIME, "enable_sort": "off", "enable_incremental_sort": "off"}
# Always by index, even while the tables are small and a full scan is cheaper, because the plan stays when they grow.
ONCE: Planning = {**_USUAL, "plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
# Citus finds the node of a workspace while it plans, so it must know the id of the workspace then.
ONCE_ON_CLUSTER: Planning = {**ONCE, "plan_cache_mode": "auto"}
# Whatever the settings of the server are. By default it expects a slow disk: a page of visits of people who took one of
# many routes then read each row a thousand times.
COSTS: Planning = {
    "random_page_cost": "1.1",  # on solid-state disks, random reads are about as fast as sequential ones
    "jit": "off",  # the statements are short: compiling them costs more than running them
}
# Citus hides shards from every query of pg_class, by a function for each row: the driver's query of types, which each
# new connection sends, then takes seconds. Elsewhere the setting has no meaning.
CATALOG: Planning = {"citus.override_table_visibility": "off"}


def set_local(planning: Planning, *, on_cluster: bool = False) -> LiteralString:
    """The commands that apply the settings to the rest of a transaction."""
    settings = ONCE_ON_CLUSTER if on_cluster and planning is ONCE else planning
    return "; ".join(f"SET LOCAL {name} = {value}" for name, value in settings.items())


def set_on_cluster(planning: Planning) -> LiteralString:
    """The commands that apply the settings to a session on a Citus cluster."""
    settings = ONCE_ON_CLUSTER if planning is ONCE else planning
    return "; ".join(f"SET SESSION {name} = {value}" for name, value in settings.items())
