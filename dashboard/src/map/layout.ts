/** Places of blocks on the map and routes of the lines between them, computed in a worker so that the page stays responsive. */

import { extent } from "d3-array";
import ELK, { type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk-api.js";
import type { Connection } from "./connections";
import type { Block } from "./SeriesMap";

export const BLOCK_WIDTH = 190;
export const BLOCK_HEIGHT = 78;

export type Place = { x: number; y: number };
export type Places = ReadonlyMap<string, Place>;
/** The corners of each connection by its id, from its first to its last block. */
export type Routes = ReadonlyMap<string, readonly Place[]>;
export type Layout = { places: Places; routes: Routes };

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.spacing.nodeNodeBetweenLayers": "165", // room for the labels of connections
  "elk.layered.spacing.edgeNodeBetweenLayers": "20",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "18", // connections are up to 9 pixels wide, and their labels 16 high
  "elk.spacing.edgeEdge": "18",
  "elk.spacing.edgeNode": "20",
  "elk.spacing.nodeNode": "36",
  "elk.separateConnectedComponents": "true",
  "elk.aspectRatio": "2.2",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.wrapping.strategy": "MULTI_EDGE", // long series continue on the next line
  "elk.layered.wrapping.additionalEdgeSpacing": "10",
};

let elk: InstanceType<typeof ELK> | null = null;

/** Where the caller has placed the blocks, if they have placed all; otherwise from left to right along the paths. */
export async function layOut(blocks: readonly Block[], connections: readonly Connection[]): Promise<Layout> {
  const given = givenPlaces(blocks);
  if (given) return { places: given, routes: new Map() };
  elk ??= new ELK({ workerFactory: startWorker });
  const graph: ElkNode = {
    id: "series",
    layoutOptions: OPTIONS,
    children: blocks.map((block) => ({ id: block.key, width: BLOCK_WIDTH, height: BLOCK_HEIGHT })),
    edges: connections.map(({ id, from, to }) => ({ id: `path ${id}`, sources: [from], targets: [to] })),
  };
  const { children = [], edges = [] } = await elk.layout(graph);
  return {
    places: new Map(children.map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }])),
    routes: new Map(edges.map((edge) => [edge.id.slice("path ".length), cornersOf(edge)])),
  };
}

/** The rectangle that holds all blocks and lines. */
export function boundsOf({ places, routes }: Layout) {
  const corners = [
    ...[...places.values()].flatMap(({ x, y }) => [
      { x, y },
      { x: x + BLOCK_WIDTH, y: y + BLOCK_HEIGHT },
    ]),
    ...[...routes.values()].flat(),
  ];
  const [left = 0, right = 0] = extent(corners, (corner) => corner.x);
  const [top = 0, bottom = 0] = extent(corners, (corner) => corner.y);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function givenPlaces(blocks: readonly Block[]): Places | null {
  const places = new Map<string, Place>();
  for (const { key, x, y } of blocks) {
    if (x == null || y == null) return null;
    places.set(key, { x, y });
  }
  return places;
}

function cornersOf(edge: ElkExtendedEdge): Place[] {
  return (edge.sections ?? []).flatMap((section) => [
    section.startPoint,
    ...(section.bendPoints ?? []),
    section.endPoint,
  ]);
}

function startWorker(): Worker {
  return new Worker(new URL("elkjs/lib/elk-worker.min.js", import.meta.url));
}
