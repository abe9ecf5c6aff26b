import { expect, test } from "vitest";
import { clockTime, counted, duration, instantOf, localOf, percent, percentOf, roundPercentOf } from "../src/format";

test.each([
  ["2026-01-15T10:30", "Europe/Amsterdam", "2026-01-15T09:30:00.000Z"],
  ["2026-07-15T10:30", "Europe/Amsterdam", "2026-07-15T08:30:00.000Z"],
  ["2026-03-29T02:30", "Europe/Amsterdam", "2026-03-29T01:30:00.000Z"], // skipped by the clocks
  ["2026-01-15T10:30", "UTC", "2026-01-15T10:30:00.000Z"],
  ["", "UTC", ""],
  ["10:30", "UTC", ""],
])("%s in %s is %s", (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
});

test("an instant is written as the clocks of the zone show it", () => {
  expect(localOf("2026-01-15T09:30:12.345Z", "Europe/Amsterdam")).toBe("2026-01-15T10:30");
  expect(localOf("nonsense", "UTC")).toBe("");
});

test("a time of day is in the chosen zone, which it names", () => {
  expect(clockTime(new Date("2026-01-15T22:30:05Z"), "Asia/Kathmandu")).toMatch(/^0?4:15:05.*GMT\+5:45$/);
});

test("a noun is in the number that its count needs", () => {
  const row = { one: "row", other: "rows" };
  expect([0, 1, 2, 2_000].map((count) => counted(count, row))).toEqual(["0 rows", "1 row", "2 rows", "2,000 rows"]);
});

test("a share without a base is a dash", () => {
  expect(percent(null)).toBe("–");
  expect(percent(12.54)).toBe("12.5%");
  expect(percent(133)).toBe("133%");
});

test("one share has the same digits wherever it stands: halves are rounded up", () => {
  const base = 2_000;
  for (let count = 0; count <= base; count += 1) {
    const tenths = Math.floor((count * 2_000 + base) / (2 * base)); // of a percent, in whole numbers
    const text = `${tenths / 10}%`;
    const shown = [percent((100 * count) / base), percentOf(count / base), percentOf(1 - (base - count) / base)];
    expect(shown).toEqual([text, text, text]);
    expect(roundPercentOf(count / base)).toBe(`${Math.floor((count * 200 + base) / (2 * base))}%`);
  }
});

test.each([
  [0, "0 seconds"],
  [1.5, "1.5 seconds"],
  [1, "1 second"],
  [1.04, "1 second"],
  [60, "1 minute"],
  [5_400, "1.5 hours"],
  [86_399, "24 hours"],
  [216_000, "2.5 days"],
  [31_536_000, "365 days"],
])("%s seconds are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
