import { expect, test } from "vitest";
import { readDivision } from "../src/view/breakdown";

test.each([
  ["attribute plan of 2026", { kind: "attribute", name: "plan of 2026" }],
  ["tag", { kind: "tag" }],
  ["company", { kind: "company" }],
  ["variant tips split", { kind: "variant", block: "tips split" }],
  ["started WEEK", { kind: "started", interval: "WEEK" }],
  ["started YEAR", null],
  ["attribute", null],
  ["", null],
])("%s divides by %o", (text, division) => {
  expect(readDivision(text)).toEqual(division);
});
