/** Whether texts from the address are times that the page can show. */

import { parseAbsolute } from "@internationalized/date";

/** An instant with its offset, such as `2026-01-31T09:30:00Z`. */
export function isInstant(text: string): boolean {
  try {
    parseAbsolute(text, "UTC");
    return !Number.isNaN(Date.parse(text));
  } catch {
    return false;
  }
}

/** The name of a time zone, such as `Europe/Amsterdam`. */
export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
