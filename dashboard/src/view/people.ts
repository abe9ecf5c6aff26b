/** The filter of people that the reader builds: conditions, of which all or at least one must hold. */

export const OPERATORS = ["EQ", "NE", "LT", "LTE", "GT", "GTE", "IN", "CONTAINS", "EXISTS"] as const;
export const OUTCOMES = ["STARTED", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED", "GOAL_HIT"] as const;
export const VISIT_STATES = [
  "WAITING",
  "PENDING",
  "TRYING_TO_MATCH",
  "RECEIVED",
  "MOVED_ON",
  "FINISHED",
  "DISENGAGED",
  "EXITED",
] as const;
/** What visits are narrowed by: nothing, a state, or a decision. */
export const STANDINGS = ["", ...VISIT_STATES, "MATCHED", "NOT_MATCHED"] as const;
export const COMBINATIONS = ["all", "any"] as const;

export type Operator = (typeof OPERATORS)[number];
export type OutcomeKind = (typeof OUTCOMES)[number];
export type VisitState = (typeof VISIT_STATES)[number];
export type Standing = (typeof STANDINGS)[number];
export type Combination = (typeof COMBINATIONS)[number];

type Kinds = {
  search: { text: string };
  tag: { tag: string };
  attribute: { name: string; operator: Operator; value: unknown };
  outcome: { series: string; outcome: OutcomeKind };
  visit: { series: string; block: string; standing: Standing };
  /** The people of a figure, with the figure in words. */
  selection: { selection: string; title: string };
};
export type ConditionKind = keyof Kinds;
/** One condition; with `not` it holds for everyone else. Series and blocks are named by their keys. */
export type ConditionOf<Kind extends ConditionKind> = { kind: Kind; not: boolean } & Kinds[Kind];
export type Condition = { [Kind in ConditionKind]: ConditionOf<Kind> }[ConditionKind];
export type People = { match: Combination; conditions: Condition[] };

export const EVERYONE: People = { match: "all", conditions: [] };
/** Those that the reader adds in the filter. A selection comes from a list of people. */
export const ADDED_KINDS = ["attribute", "tag", "outcome", "visit", "search"] as const satisfies ConditionKind[];
export type AddedKind = (typeof ADDED_KINDS)[number];

/** The filter of exactly the people of a selection, which the filter of its figure is a part of. */
export function onlySelection(selection: string, title: string): People {
  return { match: "all", conditions: [{ kind: "selection", not: false, selection, title }] };
}

export function isEveryone(people: People): boolean {
  return people.conditions.length === 0;
}

/** Reads what `JSON.stringify` has written. Conditions that are none are dropped. */
export function readPeople(text: string | null): People {
  try {
    const found = JSON.parse(text ?? "{}") as Partial<People> | null;
    const conditions = Array.isArray(found?.conditions) ? found.conditions.filter(isCondition) : [];
    return { match: found?.match === "any" ? "any" : "all", conditions };
  } catch {
    return EVERYONE;
  }
}

const isText = (value: unknown): boolean => typeof value === "string";
const isOneOf = (values: readonly unknown[]) => (value: unknown) => values.includes(value);

const PARTS: { [Kind in ConditionKind]: Record<keyof Kinds[Kind], (value: unknown) => boolean> } = {
  search: { text: isText },
  tag: { tag: isText },
  attribute: { name: isText, operator: isOneOf(OPERATORS), value: (value) => value !== undefined },
  outcome: { series: isText, outcome: isOneOf(OUTCOMES) },
  visit: { series: isText, block: isText, standing: isOneOf(STANDINGS) },
  selection: { selection: isText, title: isText },
};

function isCondition(value: unknown): value is Condition {
  const found = value as Record<string, unknown> | null;
  const parts = Object.entries(PARTS).find(([kind]) => kind === found?.kind)?.[1];
  if (!found || !parts || typeof found.not !== "boolean") return false;
  return Object.entries(parts).every(([name, isValid]) => isValid(found[name]));
}
