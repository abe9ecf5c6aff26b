/** Numbers, dates and times of day in the locale of the reader. Words, such as units of time, are in the language of the texts. */

import { parseAbsolute, parseDateTime, toCalendarDateTime, toZoned } from "@internationalized/date";
import { LANGUAGE, texts } from "./texts";
import type { Interval } from "./view/view";

const whole = new Intl.NumberFormat();
const wholeShare = new Intl.NumberFormat(undefined, { style: "percent" });
const share = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const TENTHS = { maximumFractionDigits: 1 } as const;
const tenths = new Intl.NumberFormat(undefined, TENTHS);
const plurals = new Intl.PluralRules(LANGUAGE, TENTHS);
const MEANT_DIGITS = 12; // of a share. Further ones come from the arithmetic: 33.35 / 100 is above 0.3335

export const NOTHING = "–";

export function number(value: number): string {
  return whole.format(value);
}

/** A percentage from 0 to 100, or more. */
export function percent(value: number | null | undefined): string {
  return value == null ? NOTHING : percentOf(value / 100);
}

/** A share from 0 to 1. A half is rounded up, whether the API gives the share or the percentage. */
export function percentOf(part: number | null | undefined): string {
  return part == null ? NOTHING : share.format(meant(part));
}

/** A share from 0 to 1, rounded to a whole percent. */
export function roundPercentOf(part: number): string {
  return wholeShare.format(meant(part));
}

function meant(part: number): number {
  return Number(part.toPrecision(MEANT_DIGITS));
}

const UNITS = { day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;
type TimeUnit = keyof typeof UNITS;
type Noun = { readonly one: string; readonly other: string };

/** The largest unit of time that a duration is at least one of. */
export function unitOf(seconds: number): { unit: TimeUnit; length: number } {
  const [unit, length] = Object.entries(UNITS).find((each) => seconds >= each[1]) ?? ["second", 1];
  return { unit: unit as TimeUnit, length };
}

/** A duration in one unit, such as `2.5 days`. */
export function duration(seconds: number): string {
  const { unit, length } = unitOf(seconds);
  return inUnits(seconds / length, unit);
}

/** A number of units of time, such as `2.5 days`. */
export function inUnits(count: number, unit: TimeUnit): string {
  return `${tenths.format(count)} ${nounFor(count, texts.units[unit])}`;
}

/** A whole number with its noun, such as `1 row` or `2,000 rows`. */
export function counted(count: number, noun: Noun): string {
  return `${number(count)} ${nounFor(count, noun)}`;
}

function nounFor(count: number, { one, other }: Noun): string {
  return plurals.select(count) === "one" ? one : other;
}

const BUCKETS: Record<Interval, Intl.DateTimeFormatOptions> = {
  HOUR: { dateStyle: "medium", timeStyle: "short" },
  DAY: { weekday: "short", year: "numeric", month: "short", day: "numeric" },
  WEEK: { year: "numeric", month: "short", day: "numeric" },
  MONTH: { year: "numeric", month: "long" },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(at: string | Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([zone, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone });
  formats.set(key, known);
  return known.format(new Date(at));
}

export function instant(at: string | null | undefined, zone: string): string {
  return at ? formatted(at, zone, { dateStyle: "medium", timeStyle: "short" }) : NOTHING;
}

export function day(at: string, zone: string): string {
  return formatted(at, zone, { month: "short", day: "numeric" });
}

export function bucket(at: string, interval: Interval, zone: string): string {
  return formatted(at, zone, BUCKETS[interval]);
}

/** The time of day with its zone, such as `11:30:05 CET`. */
export function clockTime(at: Date, zone: string): string {
  return formatted(at, zone, { timeStyle: "long" });
}

/** `2026-11-28T10:30` on the clocks of a zone, as an instant for the API. Empty if it is none. */
export function instantOf(local: string, zone: string): string {
  try {
    return toZoned(parseDateTime(local), zone).toAbsoluteString();
  } catch {
    return "";
  }
}

/** The reverse of `instantOf`, to the minute. */
export function localOf(at: string, zone: string): string {
  try {
    return toCalendarDateTime(parseAbsolute(at, zone)).toString().slice(0, 16);
  } catch {
    return "";
  }
}
