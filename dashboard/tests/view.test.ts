import { describe, expect, test } from "vitest";
import { filterOf, scopeOf } from "../src/view/scope";
import { EVERYONE, readView, START, type View, writeView } from "../src/view/view";

const FULL: View = {
  series: "trial / onboarding?",
  person: "UGVyc29uOjE=",
  block: "first & last",
  state: "TRYING_TO_MATCH",
  order: "WAITS_UNTIL ASC",
  find: "e-mail",
  figure: "goalHit",
  leftAs: "DISENGAGED",
  layout: "table",
  removed: true,
  search: "a=b&c",
  unit: "ENTRIES",
  clock: "ENTRY_COHORT",
  from: "2026-01-01T00:00:00Z",
  to: "2026-02-01T00:00:00Z",
  asOf: "2026-03-01T00:00:00Z",
  interval: "WEEK",
  measure: "percentage",
  zone: "Europe/Amsterdam",
  people: {
    search: "ann",
    tags: ["vip, old"],
    withoutTags: ["test"],
    attributes: [{ name: "plan", operator: "IN", value: ["pro", 3, null] }],
  },
};

describe("the address", () => {
  test.each([START, { ...START, series: "s" }, FULL])("holds the whole view", (view) => {
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

  test("drops conditions that are none", () => {
    const people = JSON.stringify({ attributes: [null, { name: "a" }, { name: "a", operator: "EQ", value: null }] });
    expect(readView(`#/?people=${encodeURIComponent(people)}`).people.attributes).toEqual([
      { name: "a", operator: "EQ", value: null },
    ]);
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
      people: FULL.people,
    });
  });

  test("can have a range without an end", () => {
    expect(scopeOf({ ...START, from: FULL.from }).range).toEqual({ from: FULL.from, to: null });
  });
});
