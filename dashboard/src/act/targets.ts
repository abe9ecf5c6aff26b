/** Whom an action is for, as a filter that selects exactly the people of a list. */

import { KINDS } from "../view/figures";
import { filterOf, type PeopleFilterInput } from "../view/scope";
import type { Figure, LeftAs, View } from "../view/view";

type Range = { from: string | null; to: string | null };

export type TargetFilter = PeopleFilterInput & {
  ids?: string[];
  outcome?: { series: string; kind: (typeof KINDS)[Figure]; at?: Range; afterLeavingAs?: Exclude<LeftAs, ""> };
  visit?: { block: string; state?: VisitState[]; matched?: boolean; reachedAt?: Range };
};

export type VisitState =
  | "WAITING"
  | "PENDING"
  | "TRYING_TO_MATCH"
  | "RECEIVED"
  | "MOVED_ON"
  | "FINISHED"
  | "DISENGAGED"
  | "EXITED";

/** Everyone behind a figure; null where no filter selects exactly the people that the list shows. */
export function everyoneBehind(view: View, figure: Figure, series: string): TargetFilter | null {
  const range = rangeOf(view);
  if (view.asOf || (range && (view.unit === "ENTRIES" || view.clock === "ENTRY_COHORT"))) return null;
  return {
    ...filterOf(view.people),
    outcome: {
      series,
      kind: KINDS[figure],
      ...(range && { at: range }),
      ...(view.leftAs && { afterLeavingAs: view.leftAs }),
    },
  };
}

/** Everyone at a block in the chosen state; null where no filter selects exactly the people that the list shows. */
export function everyoneAt(view: View, block: string): TargetFilter | null {
  const range = rangeOf(view);
  if (view.asOf || view.unit === "ENTRIES" || (range && view.clock === "ENTRY_COHORT")) return null;
  const isMatch = view.state === "MATCHED" || view.state === "NOT_MATCHED";
  return {
    ...filterOf(view.people),
    visit: {
      block,
      ...(isMatch && { matched: view.state === "MATCHED" }),
      ...(!isMatch && view.state && { state: [view.state as VisitState] }),
      ...(range && { reachedAt: range }),
    },
  };
}

function rangeOf(view: View): Range | null {
  return view.from || view.to ? { from: view.from || null, to: view.to || null } : null;
}
