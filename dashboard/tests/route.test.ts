import { expect, test } from "vitest";
import { labelPlace, rounded } from "../src/map/route";

const CORNERS = [
  { x: 0, y: 0 },
  { x: 20, y: 0 },
  { x: 20, y: 100 },
  { x: 220, y: 100 },
];

test("corners are rounded, the last part of a line is straight", () => {
  expect(rounded(CORNERS)).toBe("M0,0 L12,0 Q20,0 20,8 L20,92 Q20,100 28,100 L220,100");
});

test("labels stand on the first level part that has room for them", () => {
  expect(labelPlace(CORNERS, ["9"])).toEqual({ x: 10, y: 0 });
  expect(labelPlace(CORNERS, ["9", "Matched 1,020"])).toEqual({ x: 120, y: 100 });
  expect(labelPlace(CORNERS, ["x".repeat(100)])).toEqual({ x: 120, y: 100 });
});
