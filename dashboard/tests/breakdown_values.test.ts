import { expect, test } from "vitest";
import { firstAttribute, nameOfValue } from "../src/insights/values";

test.each([
  ["team", "team"],
  ["", "(empty text)"],
  ["  ", '"  "'],
  [null, "(no value: null)"],
  [false, "No (false)"],
  [true, "Yes (true)"],
  [7, "7"],
  [[1], "[1]"],
])("the value %j of an attribute is named %s", (value, name) => {
  expect(nameOfValue(value, { kind: "attribute", name: "plan" }, "UTC")).toBe(name);
});

test("the first attribute has few values, which most people have", () => {
  const attributes = [
    { name: "always", people: 100, frequent: [1] },
    { name: "city", people: 100, frequent: [1, 2, 3, 4] },
    { name: "plan", people: 90, frequent: [1, 2, 3] },
    { name: "seats", people: 90, frequent: [1, 2, 3, 4, 5] },
    { name: "rare", people: 9, frequent: [1, 2] },
  ];
  expect(firstAttribute(attributes, 4)?.name).toBe("plan");
  expect(firstAttribute(attributes.slice(0, 1), 4)).toBeNull();
});
