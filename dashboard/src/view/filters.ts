/** Filters of people as the API takes them. */

import { KINDS } from "./figures";
import type { Condition, Operator, OutcomeKind, People, Standing, VisitState } from "./people";
import type { Figure, View } from "./view";

type Range = { from: string | null; to: string | null };
type OutcomeInput = {
  seriesKey: string;
  kind: OutcomeKind;
  at?: Range;
  afterLeavingAs?: OutcomeKind;
  range?: Range;
  clock?: View["clock"];
};
type VisitInput = {
  seriesKey: string;
  blockKey: string;
  state?: VisitState[];
  matched?: boolean;
};
export type PeopleFilterInput = {
  ids?: string[];
  search?: string;
  tags?: string[];
  attributes?: { name: string; operator: Operator; value: unknown }[];
  outcome?: OutcomeInput;
  visit?: VisitInput;
  all?: PeopleFilterInput[];
  any?: PeopleFilterInput[];
  not?: PeopleFilterInput;
  selection?: string;
};

/** The filter that the reader has built; undefined for everyone. */
export function filterOf({ match, conditions }: People): PeopleFilterInput | undefined {
  const filters = conditions.map((each) => (each.not ? { not: positive(each) } : positive(each)));
  return match === "any" && filters.length > 1 ? { any: filters } : allOf(filters);
}

function allOf(filters: PeopleFilterInput[]): PeopleFilterInput | undefined {
  return filters.length > 1 ? { all: filters } : filters[0];
}

/** Everyone who matches both. */
export function both(one: PeopleFilterInput | undefined, other: PeopleFilterInput | undefined) {
  return allOf([one, other].filter((each) => each !== undefined));
}

function positive(condition: Condition): PeopleFilterInput {
  switch (condition.kind) {
    case "search":
      return { search: condition.text };
    case "tag":
      return { tags: [condition.tag] };
    case "attribute":
      return { attributes: [{ name: condition.name, operator: condition.operator, value: condition.value }] };
    case "outcome":
      return { outcome: { seriesKey: condition.series, kind: condition.outcome } };
    case "visit":
      return {
        visit: { seriesKey: condition.series, blockKey: condition.block, ...visitsBy(condition.standing) },
      };
    case "selection":
      return { selection: condition.selection };
  }
}

/** The arguments that narrow visits to a state or a decision. */
export function visitsBy(standing: Standing): { state?: VisitState[]; matched?: boolean } {
  if (standing === "MATCHED" || standing === "NOT_MATCHED") return { matched: standing === "MATCHED" };
  return standing ? { state: [standing] } : {};
}

/** The range of the scope, for conditions. */
export function rangeOf(view: View): Range | undefined {
  return view.from || view.to ? { from: view.from || null, to: view.to || null } : undefined;
}

/** The part of the people behind a figure that is looked at: those with another outcome, or how and when they left. */
export function narrowingOf(view: View, figure: Figure, series: string): PeopleFilterInput | undefined {
  const range = rangeOf(view);
  const inScope = { seriesKey: series, ...(range && { range, clock: view.clock }) };
  const filters: PeopleFilterInput[] = [];
  if (view.also) filters.push({ outcome: { ...inScope, kind: KINDS[view.also] } });
  if (figure === "goalHit" && view.leftAs)
    filters.push({ outcome: { ...inScope, kind: "GOAL_HIT", afterLeavingAs: view.leftAs } });
  if (figure === "goalHit" && (view.leftFrom || view.leftTo)) filters.push(leftWithin(view, series));
  return allOf(filters);
}

const ENDS = ["FINISHED", "DISENGAGED", "EXITED"] as const;

function leftWithin(view: View, series: string): PeopleFilterInput {
  const at = { from: view.leftFrom || null, to: view.leftTo || null };
  const ends = ENDS.filter((each) => view.leftAs === "" || view.leftAs === each);
  const filters = ends.map((kind) => ({ outcome: { seriesKey: series, kind, at } }));
  return filters.length === 1 && filters[0] ? filters[0] : { any: filters };
}
