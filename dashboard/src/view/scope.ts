/** What the API counts for a view. */

import type { View } from "./view";
import { isEveryone, type People } from "./view";

export type PeopleFilterInput = {
  search?: string;
  tags?: string[];
  withoutTags?: string[];
  attributes?: { name: string; operator: View["people"]["attributes"][number]["operator"]; value: unknown }[];
};

export type ScopeInput = {
  unit: View["unit"];
  clock: View["clock"];
  range?: { from: string | null; to: string | null };
  asOf?: string;
  people?: PeopleFilterInput;
};

export function scopeOf(view: View): ScopeInput {
  const people = filterOf(view.people);
  return {
    unit: view.unit,
    clock: view.clock,
    ...((view.from || view.to) && { range: { from: view.from || null, to: view.to || null } }),
    ...(view.asOf && { asOf: view.asOf }),
    ...(people && { people }),
  };
}

export function filterOf(people: People): PeopleFilterInput | undefined {
  if (isEveryone(people)) return undefined;
  return {
    ...(people.search && { search: people.search }),
    ...(people.tags.length > 0 && { tags: people.tags }),
    ...(people.withoutTags.length > 0 && { withoutTags: people.withoutTags }),
    ...(people.attributes.length > 0 && { attributes: people.attributes }),
  };
}
