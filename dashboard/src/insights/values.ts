/** The rows of a breakdown in words. */

import { bucket } from "../format";
import { texts } from "../texts";
import type { Division } from "../view/breakdown";

/** The name of a value. Values that are no plain text are told from texts by parentheses or quotes. */
export function nameOfValue(value: unknown, division: Division, zone: string): string {
  const { empty, none, yes, no } = texts.breakdown.values;
  if (value === null) return none;
  if (typeof value === "boolean") return value ? yes : no;
  if (typeof value !== "string") return JSON.stringify(value);
  if (division.kind === "started") return bucket(value, division.interval, zone);
  return value.trim() === "" ? (value === "" ? empty : JSON.stringify(value)) : value;
}

type Attribute = { readonly name: string; readonly people: number; readonly frequent: readonly unknown[] };

/** The attribute to begin with: the one with the fewest values of those that most people have; null if none divides. */
export function firstAttribute(attributes: readonly Attribute[], mostValues: number): Attribute | null {
  const most = Math.max(0, ...attributes.map(({ people }) => people));
  const usable = attributes.filter(
    ({ people, frequent }) => 2 * people >= most && frequent.length > 1 && frequent.length <= mostValues,
  );
  return usable.toSorted((one, other) => one.frequent.length - other.frequent.length)[0] ?? null;
}
