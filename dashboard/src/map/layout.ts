/** Places of blocks on the map, computed in a worker so that the page stays responsive. */

import ELK, { type ElkNode } from "elkjs/lib/elk-api.js";
import type { Block, Path } from "./SeriesMap";

export const BLOCK_WIDTH = 190;
export const BLOCK_HEIGHT = 64;

export type Place = { x: number; y: number };
export type Places = ReadonlyMap<string, Place>;

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.layered.spacing.nodeNodeBetweenLayers": "120",
  "elk.spacing.nodeNode": "36",
  "elk.separateConnectedComponents": "true",
  "elk.aspectRatio": "2.2",
  "elk.layered.wrapping.strategy": "MULTI_EDGE", // long series continue on the next line
  "elk.layered.wrapping.additionalEdgeSpacing": "40",
};

let elk: InstanceType<typeof ELK> | null = null;

/** Layered from left to right along the paths. Blocks keep the order of the definition. */
export async function layOut(blocks: readonly Block[], paths: readonly Path[]): Promise<Places> {
  elk ??= new ELK({ workerFactory: startWorker });
  const graph: ElkNode = {
    id: "series",
    layoutOptions: OPTIONS,
    children: blocks.map((block) => ({ id: block.key, width: BLOCK_WIDTH, height: BLOCK_HEIGHT })),
    edges: paths.map((path, index) => ({ id: `path ${index}`, sources: [path.from.key], targets: [path.to.key] })),
  };
  const laidOut = await elk.layout(graph);
  return new Map(laidOut.children?.map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }]));
}

function startWorker(): Worker {
  return new Worker(new URL("elkjs/lib/elk-worker.min.js", import.meta.url));
}
