import { expect, test } from "vitest";
import type { Path } from "../src/map/SeriesMap";
import { neighbour } from "../src/map/walk";

const PLACES = new Map([
  ["start", { x: 0, y: 50 }],
  ["top", { x: 100, y: 0 }],
  ["bottom", { x: 100, y: 100 }],
  ["end", { x: 200, y: 50 }],
]);
const PATHS = [
  ["start", "bottom"],
  ["start", "top"],
  ["top", "end"],
].map(([from, to]) => ({ condition: "NEXT", from: { key: from }, to: { key: to, name: to } })) as Path[];

test.each([
  ["start", "ArrowRight", "top"],
  ["end", "ArrowLeft", "top"],
  ["top", "ArrowDown", "bottom"],
  ["bottom", "ArrowUp", "top"],
  ["end", "ArrowRight", null],
  ["start", "Enter", null],
  ["gone", "ArrowRight", null],
])("from %s, %s leads to %s", (key, arrow, target) => {
  expect(neighbour(key, arrow, PLACES, PATHS)).toBe(target);
});
