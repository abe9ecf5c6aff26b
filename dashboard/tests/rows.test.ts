import { expect, test } from "vitest";
import { movedTo } from "../src/parts/useRowKeys";

const LENGTH = 100;

test.each([
  ["ArrowDown", null, { row: 0, control: 0 }],
  ["ArrowRight", null, null],
  ["ArrowDown", { row: 3, control: 1 }, { row: 4, control: 1 }],
  ["ArrowUp", { row: 0, control: 1 }, { row: 0, control: 1 }],
  ["ArrowRight", { row: 3, control: 0 }, { row: 3, control: 1 }],
  ["ArrowLeft", { row: 3, control: 0 }, { row: 3, control: 0 }],
  ["PageDown", { row: 95, control: 0 }, { row: 99, control: 0 }],
  ["Home", { row: 95, control: 1 }, { row: 0, control: 1 }],
  ["End", { row: 0, control: 0 }, { row: 99, control: 0 }],
  ["Tab", { row: 3, control: 0 }, null],
])("%s moves the focus in a list from %j to %j", (key, place, target) => {
  expect(movedTo(key, place, LENGTH)).toEqual(target);
});
