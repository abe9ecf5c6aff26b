"""What a front end asks of the simulated series."""

OVERVIEW = '{ series(key: "onboarding") { stats { outcomes { kind count base percentage } } } }'
DASHBOARD = """
{
  series(key: "onboarding") {
    stats { outcomes { kind count percentage } }
    blocks { key stats { reached states { state count percentage } engagement { kind total unique percentage } } }
  }
}
"""
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
{
  series(key: "onboarding") {
    block(key: "first-project") {
      visits(state: [MOVED_ON], first: 25) { edges { node { person { externalId name } state reachedAt leftAt } } }
    }
  }
}
"""
PEOPLE = """
{
  series(key: "onboarding") {
    stats { finished { people(first: 25) { edges { node { externalId name email } entry { number startedAt } } } } }
  }
}
"""
TAGGED = """
{
  series(key: "onboarding") { stats(scope: {people: {tags: ["vip"]}}) { outcomes { kind count } } }
}
"""
