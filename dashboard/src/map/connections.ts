/** All paths from one block to another are one line on the map. */

import { number, roundPercentOf } from "../format";
import { texts } from "../texts";
import type { Path } from "./SeriesMap";

export type Connection = { id: string; from: string; to: string; taken: number; labels: string[] };

export function connectionsOf(paths: readonly Path[]): Connection[] {
  const together = Map.groupBy(paths, (path) => JSON.stringify([path.from.key, path.to.key]));
  return [...together].flatMap(([id, [first, ...others]]) => {
    if (!first) return [];
    const all = [first, ...others];
    const taken = all.reduce((sum, path) => sum + takenOf(path), 0);
    return [{ id, from: first.from.key, to: first.to.key, taken, labels: all.map(labelOf) }];
  });
}

function takenOf(path: Path): number {
  return path.stats?.taken ?? 0;
}

function labelOf(path: Path): string {
  const taken = number(takenOf(path));
  if (path.condition === "NEXT") return taken;
  const label = `${texts.paths.name(path.condition, path.variant)} ${taken}`;
  const { share } = path.stats ?? {};
  return share == null || share === 1 ? label : texts.map.share(label, roundPercentOf(share));
}
