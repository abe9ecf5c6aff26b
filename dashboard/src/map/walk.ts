/** Where arrow keys lead from a block: left and right along the paths, up and down to the nearest block above or below. */

import type { Place, Places } from "./layout";
import type { Path } from "./SeriesMap";

const SIDEWAYS = 3; // how much worse a step aside is than a step up or down

export function neighbour(key: string, arrow: string, places: Places, paths: readonly Path[]): string | null {
  const here = places.get(key);
  if (!here) return null;
  const byHeight = (one: string, other: string) => (places.get(one)?.y ?? 0) - (places.get(other)?.y ?? 0);
  switch (arrow) {
    case "ArrowRight":
      return (
        paths
          .filter((path) => path.from.key === key)
          .map((path) => path.to.key)
          .sort(byHeight)[0] ?? null
      );
    case "ArrowLeft":
      return (
        paths
          .filter((path) => path.to.key === key)
          .map((path) => path.from.key)
          .sort(byHeight)[0] ?? null
      );
    case "ArrowDown":
      return nearest(here, places, (place) => place.y > here.y);
    case "ArrowUp":
      return nearest(here, places, (place) => place.y < here.y);
    default:
      return null;
  }
}

function nearest(here: Place, places: Places, isThere: (place: Place) => boolean): string | null {
  const distance = (place: Place) => Math.abs(place.y - here.y) + SIDEWAYS * Math.abs(place.x - here.x);
  const candidates = [...places].filter(([, place]) => isThere(place));
  candidates.sort(([, one], [, other]) => distance(one) - distance(other));
  return candidates[0]?.[0] ?? null;
}
