import { describe, expect, test } from "vitest";
import { filterOf } from "../src/view/filters";
import { EVERYONE } from "../src/view/people";
import { scopeOf } from "../src/view/scope";
import { readView, START, type View, writeView } from "../src/view/view";

const FULL: View = {
  actions: false,
  series: "trial / onboarding?",
  person: "UGVyc29uOjE=",
  block: "first & last",
  state: "TRYING_TO_MATCH",
  along: "VARIANT a b",
  order: "WAITS_UNTIL ASC",
  find: "e-mail",
  figure: "goalHit",
  also: "exited",
  sort: "NAME DESC",
  leftAs: "DISENGAGED",
  leftFrom: "2026-01-02T00:00:00Z",
  leftTo: "2026-01-03T00:00:00Z",
  sections: ["leaks", "timeTo"],
  who: "eyJ+/=.sig",
  whoTitle: "Lost at A & B",
  within: "168",
  by: "attribute a b",
  layout: "table",
  removed: true,
  search: "a=b&c",
  unit: "ENTRIES",
  clock: "ENTRY_COHORT",
  from: "2026-01-01T00:00:00Z",
  to: "2026-02-01T00:00:00Z",
  asOf: "2026-03-01T00:00:00Z",
  interval: "WEEK",
  measure: "cumulative",
  zone: "Europe/Amsterdam",
  refused: [],
  people: {
    match: "any",
    conditions: [
      { kind: "search", not: false, text: "ann" },
      { kind: "tag", not: true, tag: "vip, old" },
      { kind: "attribute", not: false, name: "plan", operator: "IN", value: ["pro", 3, null] },
      { kind: "outcome", not: true, series: "s", outcome: "GOAL_HIT" },
      { kind: "visit", not: false, series: "s", block: "b", standing: "NOT_MATCHED" },
      { kind: "selection", not: false, selection: "eyJ+/=.sig", title: "Lost at A" },
    ],
  },
};

describe("the address", () => {
  test.each([START, { ...START, actions: true }, { ...START, series: "s" }, FULL])("holds the whole view", (view) => {
    expect(readView(writeView(view))).toEqual(view);
  });

  test("leaves out what has its default", () => {
    expect(writeView(START)).toBe("#/");
    expect(writeView({ ...START, series: "s", figure: "exited" })).toBe("#/series/s?figure=exited");
  });

  test.each(["", "#", "#/nowhere", "#/?figure=none&unit=1&people={", "#/?people=[]", '#/?people={"tags":"x"}', "#%"])(
    "opens the list for a fragment that says nothing: %s",
    (fragment) => {
      expect(readView(fragment)).toEqual(START);
    },
  );

  test.each([
    ["from=garbage", "to=2026-13-45T00:00:00Z", "asOf=2026-02-30T00:00:00Z"],
    ["asOf=2026-01-01", "leftFrom=1", "leftTo=T"],
    ["zone=Mars/Phobos"],
  ])("ignores and names times that do not exist: %s", (...refused) => {
    const view = readView(`#/series/s?${refused.join("&")}`);
    expect(view).toEqual({ ...START, series: "s", refused });
    expect(writeView(view)).toBe("#/series/s");
  });

  test("may hold instants with an offset", () => {
    const asOf = "2026-01-01T00:00:00+01:00";
    expect(readView(`#/?asOf=${encodeURIComponent(asOf)}`)).toEqual({ ...START, asOf });
  });

  test("drops conditions that are none", () => {
    const attribute = { kind: "attribute", not: false, name: "a", operator: "EQ", value: null };
    const wrong = [null, { kind: "tag" }, { ...attribute, operator: "LIKE" }, { ...attribute, not: 1 }, { kind: "x" }];
    const people = JSON.stringify({ conditions: [...wrong, attribute] });
    expect(readView(`#/?people=${encodeURIComponent(people)}`).people.conditions).toEqual([attribute]);
  });
});

describe("the scope", () => {
  test("of the first view counts everyone until now", () => {
    expect(scopeOf(START)).toEqual({ unit: "PEOPLE", clock: "EVENT_TIME" });
    expect(filterOf(EVERYONE)).toBeUndefined();
  });

  test("holds all that is chosen", () => {
    expect(scopeOf(FULL)).toEqual({
      unit: "ENTRIES",
      clock: "ENTRY_COHORT",
      range: { from: FULL.from, to: FULL.to },
      asOf: FULL.asOf,
      people: filterOf(FULL.people),
    });
  });

  test("can have a range without an end", () => {
    expect(scopeOf({ ...START, from: FULL.from }).range).toEqual({ from: FULL.from, to: null });
  });
});
