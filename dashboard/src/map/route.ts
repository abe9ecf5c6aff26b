/** Lines with right angles. */

import type { Place } from "./layout";

const RADIUS = 8;
const LETTER_PIXELS = 7;

/** A path of SVG through the corners, with rounded ones. */
export function rounded(corners: readonly Place[]): string {
  const parts = corners.map((corner, index) => {
    const [before, after] = [corners[index - 1], corners[index + 1]];
    if (!before) return `M${at(corner)}`;
    if (!after) return `L${at(corner)}`;
    return `L${at(towards(corner, before))} Q${at(corner)} ${at(towards(corner, after))}`;
  });
  return parts.join(" ");
}

/** The middle of the first level part of the line that has room for the labels; otherwise of the longest level part. */
export function labelPlace(corners: readonly Place[], labels: readonly string[]): Place {
  const needed = LETTER_PIXELS * Math.max(...labels.map((label) => label.length));
  const level = corners.slice(1).flatMap((end, index) => {
    const begin = corners[index];
    return begin && Math.abs(begin.y - end.y) < 1 ? [{ begin, end, length: Math.abs(end.x - begin.x) }] : [];
  });
  const longest = level.toSorted((one, other) => other.length - one.length)[0];
  const chosen = level.find((part) => part.length >= needed) ?? longest;
  if (!chosen) return corners[0] ?? { x: 0, y: 0 };
  return { x: (chosen.begin.x + chosen.end.x) / 2, y: chosen.begin.y };
}

function towards(corner: Place, other: Place): Place {
  const [x, y] = [other.x - corner.x, other.y - corner.y];
  const length = Math.hypot(x, y) || 1;
  const step = Math.min(RADIUS, length / 2) / length;
  return { x: corner.x + x * step, y: corner.y + y * step };
}

function at({ x, y }: Place): string {
  return `${x},${y}`;
}
