/** What the API counts for a view. */

import { both, filterOf, type PeopleFilterInput, rangeOf } from "./filters";
import type { View } from "./view";

export type ScopeInput = {
  unit: View["unit"];
  clock: View["clock"];
  range?: { from: string | null; to: string | null };
  asOf?: string;
  people?: PeopleFilterInput;
};

/** The scope of a view, optionally only of the people who match one more filter. */
export function scopeOf(view: View, narrowing?: PeopleFilterInput): ScopeInput {
  const range = rangeOf(view);
  const people = both(filterOf(view.people), narrowing);
  return {
    unit: view.unit,
    clock: view.clock,
    ...(range && { range }),
    ...(view.asOf && { asOf: view.asOf }),
    ...(people && { people }),
  };
}

/**
 * The scope of a figure, and the filter of its list of people. The filter is not in the scope: a figure whose scope has one is not
 * stored, and would be counted again with each page.
 */
export function listOf(view: View, narrowing?: PeopleFilterInput) {
  const { people, ...scope } = scopeOf(view);
  return { scope, filter: both(people, narrowing) ?? null };
}
