"""Queries about the simulated series, as a front end sends them."""

OVERVIEW = '{ series(key: "onboarding") { stats { outcomes { kind count base percentage } } } }'
DASHBOARD = """
{
  series(key: "onboarding") {
    stats { outcomes { kind count percentage } }
    blocks { key stats { reached states { state count percentage } engagement { kind total unique percentage } } }
  }
}
"""
DASHBOARD_OF_SERIES = DASHBOARD.replace("{", "query ($series: String) {", 1).replace('"onboarding"', "$series")
DASHBOARD_AS_OF = """
query ($asOf: DateTime) {
  series(key: "onboarding") {
    stats(scope: {asOf: $asOf}) { outcomes { kind count percentage } }
    blocks {
      key
      stats(scope: {asOf: $asOf}) {
        reached
        states { state count percentage }
        engagement { kind total unique percentage }
      }
    }
  }
}
"""
TREND = """
{
  series(key: "onboarding") {
    stats {
      finished {
        trend(range: {from: "2026-04-02T00:00:00Z", to: "2026-07-01T00:00:00Z"}, timeZone: "Europe/Amsterdam") {
          start count cumulative percentage
        }
      }
    }
  }
}
"""
VISITS = """
query ($after: String) {
  series(key: "onboarding") {
    block(key: "first-project") {
      visits(state: [MOVED_ON], first: 25, after: $after) {
        edges { node { person { externalId name } state reachedAt leftAt } }
      }
    }
  }
}
"""
VISITS_NOT_LEFT = """
{
  series(key: "onboarding") {
    block(key: "first-project") {
      visits(last: 25, orderBy: {field: LEFT_AT}) { edges { node { person { externalId name } state reachedAt } } }
    }
  }
}
"""
PEOPLE = """
query ($after: String) {
  series(key: "onboarding") {
    stats {
      started {
        people(first: 25, after: $after) { edges { node { externalId name email } entry { number startedAt } } }
      }
    }
  }
}
"""
# The same two lists filtered to one person. The cursor of that row is also valid in the unfiltered list.
CURSOR_OF_VISIT = """
query ($ids: [ID!]) {
  series(key: "onboarding") {
    block(key: "first-project") { visits(state: [MOVED_ON], filter: {ids: $ids}) { pageInfo { endCursor } } }
  }
}
"""
CURSOR_OF_PERSON = """
query ($ids: [ID!]) {
  series(key: "onboarding") { stats { started { people(filter: {ids: $ids}) { pageInfo { endCursor } } } } }
}
"""
TAGGED = """
{
  series(key: "onboarding") { stats(scope: {people: {tags: ["vip"]}}) { outcomes { kind count } } }
}
"""
TAGGED_BLOCKS = """
{
  series(key: "onboarding") {
    blocks { key stats(scope: {people: {tags: ["vip"]}}) { states { state count } engagement { kind unique } } }
  }
}
"""
