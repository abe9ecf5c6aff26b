import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";

const CONTROLS = ":is(a, button, input)";

type Place = { row: number; control: number };

/**
 * Makes the rows of a list one tab stop: arrow keys move through the rows and their controls, so that Tab leaves the
 * list. Returns the handler of keys for the frame of the list, whose rows have `data-index`.
 */
export function useRowKeys(frame: RefObject<HTMLElement | null>, length: number, scrollTo: (row: number) => void) {
  const wanted = useRef<Place | null>(null);
  // After every drawing: rows are drawn while the list scrolls, and the wanted one may be among them.
  useLayoutEffect(() => {
    for (const control of frame.current?.querySelectorAll<HTMLElement>(`[data-index] ${CONTROLS}`) ?? [])
      control.tabIndex = -1;
    if (wanted.current && (hasLeft(frame.current) || focusOn(frame.current, wanted.current))) wanted.current = null;
  });

  return (event: KeyboardEvent<HTMLElement>) => {
    const target = movedTo(event.key, wanted.current ?? placeOf(event.target as HTMLElement), length);
    if (target === null || event.defaultPrevented) return;
    event.preventDefault();
    if (!focusOn(frame.current, target)) wanted.current = target;
    scrollTo(target.row);
  };
}

const ROWS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
const CONTROL: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Where a key moves the focus; null for keys that do not move it. Before the first row, the place is null. */
export function movedTo(key: string, place: Place | null, length: number): Place | null {
  const { row, control } = place ?? { row: -1, control: 0 };
  const ends: Record<string, number> = { Home: 0, End: length - 1 };
  const target = ends[key] ?? (ROWS[key] === undefined ? null : row + ROWS[key]);
  if (target !== null) return { row: Math.max(0, Math.min(length - 1, target)), control };
  if (CONTROL[key] === undefined || place === null) return null;
  return { row, control: Math.max(0, control + CONTROL[key]) };
}

/** Whether the focus is elsewhere. It is on the body if its row is no longer drawn. */
function hasLeft(frame: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return focused !== document.body && !frame?.contains(focused);
}

function placeOf(element: HTMLElement): Place | null {
  const row = element.closest<HTMLElement>("[data-index]");
  return row && { row: Number(row.dataset.index), control: controlsOf(row).indexOf(element) };
}

function focusOn(frame: HTMLElement | null, { row, control }: Place): boolean {
  const found = frame?.querySelector<HTMLElement>(`[data-index="${row}"]`);
  const controls = found ? controlsOf(found) : [];
  controls[Math.min(control, controls.length - 1)]?.focus();
  return controls.length > 0;
}

function controlsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(CONTROLS)];
}
