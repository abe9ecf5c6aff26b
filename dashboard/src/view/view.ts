/** The state of the page, as it stands in the fragment of the address. No server ever sees it. */

export const FIGURES = ["started", "finished", "disengaged", "exited", "goalHit"] as const;
export const INTERVALS = ["HOUR", "DAY", "WEEK", "MONTH"] as const;
export const UNITS = ["PEOPLE", "ENTRIES"] as const;
export const CLOCKS = ["EVENT_TIME", "ENTRY_COHORT"] as const;
export const MEASURES = ["count", "cumulative", "percentage"] as const;
/** The first is the one that fits the window. */
export const LAYOUTS = ["", "map", "table"] as const;
export const ORDERS = [
  "REACHED_AT DESC",
  "REACHED_AT ASC",
  "LEFT_AT DESC",
  "LEFT_AT ASC",
  "WAITS_UNTIL ASC",
  "WAITS_UNTIL DESC",
] as const;
export const LEFT_AS = ["", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED"] as const;
export const OPERATORS = ["EQ", "NE", "LT", "LTE", "GT", "GTE", "IN", "CONTAINS", "EXISTS"] as const;

export type Figure = (typeof FIGURES)[number];
export type Interval = (typeof INTERVALS)[number];
export type Unit = (typeof UNITS)[number];
export type Clock = (typeof CLOCKS)[number];
export type Measure = (typeof MEASURES)[number];
export type Order = (typeof ORDERS)[number];
export type Layout = (typeof LAYOUTS)[number];
export type LeftAs = (typeof LEFT_AS)[number];
export type Operator = (typeof OPERATORS)[number];

export type AttributeCondition = { name: string; operator: Operator; value: unknown };

/** A filter built from search, tags and attributes. */
export type People = {
  search: string;
  tags: string[];
  withoutTags: string[];
  attributes: AttributeCondition[];
};

export type View = {
  /** The key of the series; null for the list of series. */
  series: string | null;
  /** The id of a person whose way through the series is shown. */
  person: string | null;
  /** The key of a block whose details are shown, and a state or a match of its visits. */
  block: string | null;
  state: string;
  /** The order of its visits. */
  order: Order;
  figure: Figure;
  leftAs: LeftAs;
  layout: Layout;
  removed: boolean;
  /** What is looked for on the map. */
  find: string;
  search: string;
  unit: Unit;
  clock: Clock;
  /** Instants as the API takes them, or empty. */
  from: string;
  to: string;
  asOf: string;
  interval: Interval;
  measure: Measure;
  /** A time zone, or empty for that of the workspace. */
  zone: string;
  people: People;
};

export const EVERYONE: People = { search: "", tags: [], withoutTags: [], attributes: [] };

export const START: View = {
  series: null,
  person: null,
  block: null,
  state: "",
  order: "REACHED_AT DESC",
  figure: "started",
  leftAs: "",
  layout: "",
  removed: false,
  find: "",
  search: "",
  unit: "PEOPLE",
  clock: "EVENT_TIME",
  from: "",
  to: "",
  asOf: "",
  interval: "DAY",
  measure: "count",
  zone: "",
  people: EVERYONE,
};

const CHOICES: { [Name in keyof View]?: readonly string[] } = {
  order: ORDERS,
  figure: FIGURES,
  leftAs: LEFT_AS,
  layout: LAYOUTS,
  unit: UNITS,
  clock: CLOCKS,
  interval: INTERVALS,
  measure: MEASURES,
};
const TEXTS = ["state", "find", "search", "from", "to", "asOf", "zone"] as const;

/** Reads a fragment. What it does not understand gets its default: an old bookmark still opens. */
export function readView(fragment: string): View {
  const [path = "", query = ""] = split(fragment.replace(/^#/, ""), "?");
  const parameters = new URLSearchParams(query);
  const view: View = { ...START, ...readPath(path) };
  const writable = view as Record<string, unknown>;
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const value = parameters.get(name);
    if (value !== null && allowed.includes(value)) writable[name] = value;
  }
  for (const name of TEXTS) view[name] = parameters.get(name) ?? "";
  view.block = parameters.get("block");
  view.removed = parameters.get("removed") === "true";
  view.people = readPeople(parameters.get("people"));
  return view;
}

/** The fragment of a view, without what has its default. */
export function writeView(view: View): string {
  const parameters = new URLSearchParams();
  for (const name of [...Object.keys(CHOICES), ...TEXTS, "block", "removed"] as (keyof View)[]) {
    if (view[name] !== START[name]) parameters.set(name, String(view[name]));
  }
  if (!isEveryone(view.people)) parameters.set("people", JSON.stringify(view.people));
  const query = parameters.toString();
  return `#${writePath(view)}${query && `?${query}`}`;
}

export function isEveryone(people: People): boolean {
  return JSON.stringify(people) === JSON.stringify(EVERYONE);
}

function readPath(path: string): Partial<View> {
  const [first, series, second, person] = path.split("/").filter(Boolean).map(decode);
  if (first !== "series" || !series) return {};
  return { series, person: (second === "people" && person) || null };
}

function writePath(view: View): string {
  if (view.series === null) return "/";
  const series = `/series/${encodeURIComponent(view.series)}`;
  return view.person === null ? series : `${series}/people/${encodeURIComponent(view.person)}`;
}

function readPeople(text: string | null): People {
  try {
    const found = JSON.parse(text ?? "{}") as Partial<People>;
    return {
      search: typeof found.search === "string" ? found.search : "",
      tags: names(found.tags),
      withoutTags: names(found.withoutTags),
      attributes: Array.isArray(found.attributes) ? found.attributes.filter(isCondition) : [],
    };
  } catch {
    return EVERYONE;
  }
}

function isCondition(value: unknown): value is AttributeCondition {
  const found = value as Partial<AttributeCondition> | null;
  return typeof found?.name === "string" && OPERATORS.includes(found.operator as Operator) && "value" in found;
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
