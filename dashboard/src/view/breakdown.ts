/** What a breakdown divides by, as it stands in the address: `attribute plan`, `tag`, `variant tips-split`, `started WEEK`. */

import { INTERVALS, type Interval } from "./view";

export type Division =
  | { kind: "attribute"; name: string }
  | { kind: "tag" }
  | { kind: "company" }
  | { kind: "variant"; block: string }
  | { kind: "started"; interval: Interval };

/** The division of a text; null if it is none. */
export function readDivision(text: string): Division | null {
  const [kind = "", ...rest] = text.split(" ");
  const name = rest.join(" ");
  const interval = INTERVALS.find((each) => each === name);
  if (kind === "attribute" && name) return { kind, name };
  if (kind === "variant" && name) return { kind, block: name };
  if (kind === "started" && interval) return { kind, interval };
  return kind === "tag" || kind === "company" ? { kind } : null;
}
