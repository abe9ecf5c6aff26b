/** The state of the page, as it stands in the fragment of the address. No server ever sees it. */

import { EVERYONE, isEveryone, type People, readPeople, STANDINGS, type Standing } from "./people";
import { isInstant, isZone } from "./times";

export const FIGURES = ["started", "finished", "disengaged", "exited", "goalHit"] as const;
export const INTERVALS = ["HOUR", "DAY", "WEEK", "MONTH"] as const;
export const UNITS = ["PEOPLE", "ENTRIES"] as const;
export const CLOCKS = ["EVENT_TIME", "ENTRY_COHORT"] as const;
export const MEASURES = ["percentage", "cumulative", "count"] as const;
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
export const SORTS = ["OUTCOME_AT DESC", "OUTCOME_AT ASC", "NAME ASC", "NAME DESC", "BLOCK ASC", "BLOCK DESC"] as const;
export const LEFT_AS = ["", "IN_PROGRESS", "FINISHED", "DISENGAGED", "EXITED"] as const;
/** The parts of the page that load once they are opened. */
export const SECTIONS = [
  "atRisk",
  "breakdown",
  "combinations",
  "disengagements",
  "leaks",
  "reconciliation",
  "routes",
  "timeInBlock",
  "timeTo",
] as const;
/** Hours from now on. */
export const WITHIN = ["24", "72", "168", "720"] as const;

export type Figure = (typeof FIGURES)[number];
export type Interval = (typeof INTERVALS)[number];
export type Unit = (typeof UNITS)[number];
export type Clock = (typeof CLOCKS)[number];
export type Measure = (typeof MEASURES)[number];
export type Order = (typeof ORDERS)[number];
export type Sort = (typeof SORTS)[number];
export type Layout = (typeof LAYOUTS)[number];
export type LeftAs = (typeof LEFT_AS)[number];
export type Section = (typeof SECTIONS)[number];
export type Within = (typeof WITHIN)[number];
/** Another figure that the people behind a figure belong to as well, or any. */
export type Also = Figure | "";

export type View = {
  /** Whether the list of actions is shown. */
  actions: boolean;
  /** The key of the series; null for the list of series. */
  series: string | null;
  /** The id of a person whose way through the series is shown. */
  person: string | null;
  /** The key of a block whose details are shown, and what its visits are narrowed by. */
  block: string | null;
  state: Standing;
  /** A path of the block, as `pathName` writes it, along which the visits left; or empty. */
  along: string;
  /** The order of its visits. */
  order: Order;
  figure: Figure;
  also: Also;
  /** The order of the people behind the figure. */
  sort: Sort;
  /** How, and in which range, people had left before they hit the goal. */
  leftAs: LeftAs;
  leftFrom: string;
  leftTo: string;
  /** The open ones. */
  sections: readonly Section[];
  /** The people of a figure, as its selection names them and in words, while they are listed; or empty. */
  who: string;
  whoTitle: string;
  /** Within how many hours the time of people at the block runs out, for the list of these. */
  within: Within;
  /** What the breakdown divides by, as `readDivision` reads it; or empty for the first choice. */
  by: string;
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
  /** The instants and time zones of the address that are none, such as `asOf=today`. They are ignored. */
  refused: readonly string[];
};

export const START: View = {
  actions: false,
  series: null,
  person: null,
  block: null,
  state: "",
  along: "",
  order: "REACHED_AT DESC",
  figure: "started",
  also: "",
  sort: "OUTCOME_AT DESC",
  leftAs: "",
  leftFrom: "",
  leftTo: "",
  sections: [],
  who: "",
  whoTitle: "",
  within: "24",
  by: "",
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
  measure: "percentage",
  zone: "",
  people: EVERYONE,
  refused: [],
};

/** What a view says of a block, while none is open. */
export const NO_BLOCK = { block: null, state: "", along: "" } as const satisfies Partial<View>;

/** What a view says while no people of a figure are listed. */
export const NO_WHO = { who: "", whoTitle: "" } as const satisfies Partial<View>;

/** What a view says of the part of a figure, while it shows all of it. */
export const WHOLE_FIGURE = { also: "", leftAs: "", leftFrom: "", leftTo: "" } as const satisfies Partial<View>;

const CHOICES: { [Name in keyof View]?: readonly string[] } = {
  state: STANDINGS,
  order: ORDERS,
  figure: FIGURES,
  also: ["", ...FIGURES],
  sort: SORTS,
  leftAs: LEFT_AS,
  within: WITHIN,
  layout: LAYOUTS,
  unit: UNITS,
  clock: CLOCKS,
  interval: INTERVALS,
  measure: MEASURES,
};
const TEXTS = ["along", "by", "find", "search", "who", "whoTitle"] as const;
const TIMES = {
  from: isInstant,
  to: isInstant,
  asOf: isInstant,
  leftFrom: isInstant,
  leftTo: isInstant,
  zone: isZone,
} as const;

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
  const opened = parameters.get("sections")?.split(" ") ?? [];
  view.sections = SECTIONS.filter((each) => opened.includes(each));
  view.people = readPeople(parameters.get("people"));
  return { ...view, ...readTimes(parameters) };
}

function readTimes(parameters: URLSearchParams): Partial<View> {
  const given = Object.entries(TIMES).map(([name, isValid]) => ({ name, text: parameters.get(name) ?? "", isValid }));
  const refused = given.filter(({ text, isValid }) => text !== "" && !isValid(text));
  const valid = given.filter((each) => !refused.includes(each));
  return {
    ...Object.fromEntries(valid.map(({ name, text }) => [name, text])),
    refused: refused.map(({ name, text }) => `${name}=${text}`),
  };
}

/** The fragment of a view, without what has its default. */
export function writeView(view: View): string {
  const parameters = new URLSearchParams();
  for (const name of [...Object.keys(CHOICES), ...TEXTS, ...Object.keys(TIMES), "block", "removed"] as (keyof View)[]) {
    if (view[name] !== START[name]) parameters.set(name, String(view[name]));
  }
  if (view.sections.length > 0) parameters.set("sections", view.sections.join(" "));
  if (!isEveryone(view.people)) parameters.set("people", JSON.stringify(view.people));
  const query = parameters.toString();
  return `#${writePath(view)}${query && `?${query}`}`;
}

function readPath(path: string): Partial<View> {
  const [first, series, second, person] = path.split("/").filter(Boolean).map(decode);
  if (first === "actions") return { actions: true };
  if (first !== "series" || !series) return {};
  return { series, person: (second === "people" && person) || null };
}

function writePath(view: View): string {
  if (view.series === null) return view.actions ? "/actions" : "/";
  const series = `/series/${encodeURIComponent(view.series)}`;
  return view.person === null ? series : `${series}/people/${encodeURIComponent(view.person)}`;
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
