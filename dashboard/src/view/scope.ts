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
