import { describe, expect, test } from "vitest";
import { readValue, writeValue } from "../src/scope/values";
import { filterOf, narrowingOf } from "../src/view/filters";
import type { Condition } from "../src/view/people";
import { listOf, scopeOf } from "../src/view/scope";
import { START, type View } from "../src/view/view";

const TAG: Condition = { kind: "tag", not: false, tag: "vip" };
const RANGE = { from: "2026-01-01T00:00:00Z" };

describe("a filter of people", () => {
  test.each<[Condition, unknown]>([
    [TAG, { tags: ["vip"] }],
    [{ ...TAG, not: true }, { not: { tags: ["vip"] } }],
    [{ kind: "search", not: false, text: "ann" }, { search: "ann" }],
    [
      { kind: "attribute", not: false, name: "seats", operator: "GT", value: 5 },
      { attributes: [{ name: "seats", operator: "GT", value: 5 }] },
    ],
    [
      { kind: "outcome", not: true, series: "s", outcome: "EXITED" },
      { not: { outcome: { seriesKey: "s", kind: "EXITED" } } },
    ],
    [
      { kind: "visit", not: false, series: "s", block: "b", standing: "PENDING" },
      { visit: { seriesKey: "s", blockKey: "b", state: ["PENDING"] } },
    ],
    [
      { kind: "visit", not: false, series: "s", block: "b", standing: "NOT_MATCHED" },
      { visit: { seriesKey: "s", blockKey: "b", matched: false } },
    ],
    [
      { kind: "visit", not: false, series: "s", block: "b", standing: "" },
      { visit: { seriesKey: "s", blockKey: "b" } },
    ],
    [{ kind: "selection", not: true, selection: "signed", title: "Lost at A" }, { not: { selection: "signed" } }],
  ])("of one condition %o", (condition, filter) => {
    expect(filterOf({ match: "any", conditions: [condition] })).toEqual(filter);
  });

  test.each(["all", "any"] as const)("combines %s conditions", (match) => {
    const conditions = [TAG, { ...TAG, not: true }];
    expect(filterOf({ match, conditions })).toEqual({ [match]: [{ tags: ["vip"] }, { not: { tags: ["vip"] } }] });
  });

  test("and a narrowing must both hold", () => {
    const view = { ...START, people: { match: "all", conditions: [TAG] } } as View;
    expect(scopeOf(view, { search: "ann" }).people).toEqual({ all: [{ tags: ["vip"] }, { search: "ann" }] });
  });
});

describe("the part of a figure", () => {
  test("is everyone at first", () => {
    expect(narrowingOf(START, "goalHit", "s")).toBeUndefined();
  });

  test("are those behind another figure in the same range", () => {
    const also = { ...START, ...RANGE, clock: "ENTRY_COHORT", also: "goalHit" } as const;
    expect(narrowingOf(also, "disengaged", "s")).toEqual({
      outcome: { seriesKey: "s", kind: "GOAL_HIT", range: { ...RANGE, to: null }, clock: "ENTRY_COHORT" },
    });
  });

  test("are those who had left in one way and range before the goal", () => {
    const left = { ...START, leftAs: "EXITED", leftFrom: RANGE.from } as const;
    expect(narrowingOf(left, "goalHit", "s")).toEqual({
      all: [
        { outcome: { seriesKey: "s", kind: "GOAL_HIT", afterLeavingAs: "EXITED" } },
        { outcome: { seriesKey: "s", kind: "EXITED", at: { ...RANGE, to: null } } },
      ],
    });
    expect(narrowingOf(left, "finished", "s")).toBeUndefined();
  });

  test("are those who had left in any way in a range", () => {
    const kinds = ["FINISHED", "DISENGAGED", "EXITED"];
    const at = { from: null, to: RANGE.from };
    expect(narrowingOf({ ...START, leftTo: RANGE.from }, "goalHit", "s")).toEqual({
      any: kinds.map((kind) => ({ outcome: { seriesKey: "s", kind, at } })),
    });
  });
});

describe("values of attributes", () => {
  test.each([
    ["pro", "EQ", "pro"],
    ["10", "GT", 10],
    ['"10"', "EQ", "10"],
    ["true", "EQ", true],
    ["{}", "EQ", "{}"],
    ["a, 2", "IN", ["a", 2]],
    ["anything", "EXISTS", true],
  ] as const)("%s for %s", (text, operator, value) => {
    expect(readValue(text, operator)).toEqual(value);
  });

  test.each(["pro", 10, "10", true, null, "{}"])("%s is written as it is read", (value) => {
    expect(readValue(writeValue(value), "EQ")).toEqual(value);
  });
});

test("a list is filtered itself, so that the figure of its scope is a stored one", () => {
  const view: View = { ...START, asOf: RANGE.from, people: { match: "all", conditions: [TAG] } };
  const scope = { unit: "PEOPLE", clock: "EVENT_TIME", asOf: RANGE.from };
  const narrowing = { search: "ann" };
  expect(listOf(view)).toEqual({ scope, filter: { tags: ["vip"] } });
  expect(listOf(view, narrowing)).toEqual({ scope, filter: { all: [{ tags: ["vip"] }, narrowing] } });
  expect(listOf({ ...view, people: START.people })).toEqual({ scope, filter: null });
});
