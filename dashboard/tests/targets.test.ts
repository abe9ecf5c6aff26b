import { describe, expect, test } from "vitest";
import { everyoneAt, everyoneBehind } from "../src/act/targets";
import { readValue, writeValue } from "../src/scope/values";
import { START, type View } from "../src/view/view";

const RANGE = { from: "2026-01-01T00:00:00Z" };

describe("everyone behind a figure", () => {
  test("is selected by the outcome and the people of the scope", () => {
    const view: View = { ...START, leftAs: "EXITED", people: { ...START.people, tags: ["vip"] } };
    expect(everyoneBehind(view, "goalHit", "s1")).toEqual({
      tags: ["vip"],
      outcome: { series: "s1", kind: "GOAL_HIT", afterLeavingAs: "EXITED" },
    });
  });

  test("is selected by the range in which it first happened", () => {
    expect(everyoneBehind({ ...START, ...RANGE }, "exited", "s1")).toEqual({
      outcome: { series: "s1", kind: "EXITED", at: { ...RANGE, to: null } },
    });
  });

  test.each<Partial<View>>([
    { asOf: "2026-01-01T00:00:00Z" },
    { ...RANGE, unit: "ENTRIES" },
    { ...RANGE, clock: "ENTRY_COHORT" },
  ])("cannot be selected exactly with %o", (change) => {
    expect(everyoneBehind({ ...START, ...change }, "finished", "s1")).toBeNull();
  });
});

describe("everyone at a block", () => {
  test.each([
    ["", { block: "b1" }],
    ["TRYING_TO_MATCH", { block: "b1", state: ["TRYING_TO_MATCH"] }],
    ["NOT_MATCHED", { block: "b1", matched: false }],
  ])("is selected by the state %s", (state, visit) => {
    expect(everyoneAt({ ...START, state }, "b1")).toEqual({ visit });
  });

  test("cannot be selected by entries, since a filter reads the latest visit of each person", () => {
    expect(everyoneAt({ ...START, unit: "ENTRIES" }, "b1")).toBeNull();
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
