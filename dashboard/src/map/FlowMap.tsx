import { Controls, MarkerType, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import "@xyflow/react/dist/style.css";
import { Failure, Loading } from "../parts/states";
import { texts } from "../texts";
import { useView } from "../view/useView";
import { BlockNode, type BlockNodeType } from "./BlockNode";
import { type Connection, connectionsOf } from "./connections";
import { FlowEdge, type FlowEdgeType } from "./FlowEdge";
import { BLOCK_HEIGHT, BLOCK_WIDTH, boundsOf, type Layout, layOut, type Routes } from "./layout";
import type { Block, Path } from "./SeriesMap";
import { neighbour } from "./walk";

type Props = { blocks: readonly Block[]; paths: readonly Path[]; found: ReadonlySet<string> | null };

const NODE_TYPES = { block: BlockNode };
const EDGE_TYPES = { flow: FlowEdge };
const OVERVIEW_FROM_BLOCKS = 20;
const THINNEST = 1;
const WIDEST = 9;
const READABLE_ZOOM = 0.4;
const START_ZOOM = 0.75;
const START_PIXELS = 60;

/** Blocks and paths, laid out as a flow. One block is a stop of the Tab key; arrow keys lead to the others. */
export default function FlowMap(props: Props) {
  const { blocks, paths } = props;
  const [layout, setLayout] = useState<Layout | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const connections = useMemo(() => connectionsOf(paths), [paths]);
  const structure = JSON.stringify([
    blocks.map((block) => [block.key, block.x, block.y]),
    connections.map((each) => each.id),
  ]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the structure moves blocks, counts do not
  useEffect(() => {
    let isCurrent = true;
    layOut(blocks, connections).then(
      (found) => isCurrent && setLayout(found),
      (reason: Error) => isCurrent && setError(reason),
    );
    return () => {
      isCurrent = false;
    };
  }, [structure]);

  if (error) return <Failure error={error} retry={() => location.reload()} />;
  if (!layout) return <Loading />;
  return (
    <ReactFlowProvider>
      <Canvas {...props} {...layout} connections={connections} />
    </ReactFlowProvider>
  );
}

function Canvas({ blocks, paths, found, places, routes, connections }: Props & Layout & { connections: Connection[] }) {
  const view = useView();
  const flow = useReactFlow();
  const isFar = useStore((state) => state.transform[2] < READABLE_ZOOM);
  const [stop, setStop] = useState<string | null>(null);
  const focusStop = stop !== null && places.has(stop) ? stop : (blocks[0]?.key ?? null);
  const bounds = useMemo(() => boundsOf({ places, routes }), [places, routes]);
  const showAll = () => flow.fitBounds(bounds, { padding: 0.05 });
  /** Everything, or the beginning of a series of which nothing could be read then. */
  const showStart = async () => {
    await showAll();
    if (flow.getZoom() >= READABLE_ZOOM) return;
    const first = places.get(blocks[0]?.key ?? "") ?? bounds;
    const [x, y] = [START_PIXELS - first.x * START_ZOOM, START_PIXELS - first.y * START_ZOOM];
    flow.setViewport({ x, y, zoom: START_ZOOM });
  };
  const edges = useMemo(() => edgesOf(connections, routes), [connections, routes]);
  const placed = useMemo(
    () =>
      blocks.map(
        (block): BlockNodeType => ({
          id: block.key,
          type: "block",
          position: places.get(block.key) ?? { x: 0, y: 0 },
          width: BLOCK_WIDTH,
          height: BLOCK_HEIGHT,
          data: {
            block,
            isOpen: block.key === view.block,
            isFound: found?.has(block.key) ?? false,
            isFocusStop: false,
          },
        }),
      ),
    [blocks, places, view.block, found],
  );
  // Only blocks whose object is new are drawn again, which matters with hundreds of them.
  const nodes = useMemo(
    () => placed.map((node) => (node.id === focusStop ? { ...node, data: { ...node.data, isFocusStop: true } } : node)),
    [placed, focusStop],
  );

  const [first] = found ?? [];
  useEffect(() => {
    if (first !== undefined) flow.fitView({ nodes: [{ id: first }], maxZoom: 1 });
  }, [flow, first]);

  function keyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === "1") showAll();
    const key = (event.target as HTMLElement).dataset.block;
    const next = key === undefined ? null : neighbour(key, event.key, places, paths);
    if (next === null) return;
    event.preventDefault();
    setStop(next);
    const target = event.currentTarget.querySelector<HTMLElement>(`[data-block="${CSS.escape(next)}"]`);
    target?.focus({ preventScroll: true });
    const place = places.get(next);
    if (place) flow.setCenter(place.x + BLOCK_WIDTH / 2, place.y + BLOCK_HEIGHT / 2, { zoom: flow.getZoom() });
  }

  return (
    <section
      className={isFar ? "map far" : "map"}
      aria-label={texts.map.title}
      aria-description={texts.map.hint}
      onKeyDown={keyDown}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode="system"
        onInit={showStart}
        minZoom={0.05}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnScroll={false}
        panOnScroll={false}
        preventScrolling={false}
      >
        <Controls showInteractive={false} onFitView={showAll} />
        {blocks.length >= OVERVIEW_FROM_BLOCKS && <MiniMap pannable zoomable ariaLabel={texts.map.overview} />}
      </ReactFlow>
    </section>
  );
}

function edgesOf(connections: readonly Connection[], routes: Routes): FlowEdgeType[] {
  const most = Math.max(1, ...connections.map((each) => each.taken));
  return connections.map(({ id, from, to, taken, labels }) => ({
    id,
    source: from,
    target: to,
    type: "flow",
    data: { labels, width: THINNEST + (WIDEST - THINNEST) * (taken / most), route: routes.get(id) },
    markerEnd: { type: MarkerType.ArrowClosed, markerUnits: "userSpaceOnUse", width: 14, height: 14 },
  }));
}
