/** Values of attributes as text in a form. */

import type { Operator } from "../view/people";

/** The value that a text means: a number, true, false or null where it looks like one, otherwise the text. */
export function readValue(text: string, operator: Operator): unknown {
  if (operator === "EXISTS") return true;
  if (operator === "IN") return text.split(",").map((part) => readSingle(part.trim()));
  return readSingle(text.trim());
}

export function writeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(writeValue).join(", ");
  return typeof value === "string" ? quotedIfNeeded(value) : JSON.stringify(value);
}

/** Quotes keep a text that looks like a number a text: `"10"`. */
function readSingle(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? text : value;
  } catch {
    return text;
  }
}

function quotedIfNeeded(text: string): string {
  return readSingle(text.trim()) === text ? text : JSON.stringify(text);
}
