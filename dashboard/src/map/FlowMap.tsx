import {
  Background,
  Controls,
  type Edge,
  MarkerType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import "@xyflow/react/dist/style.css";
import { number } from "../format";
import { Failure, Loading } from "../parts/states";
import { texts } from "../texts";
import { useView } from "../view/useView";
import { BlockNode, type BlockNodeType } from "./BlockNode";
import { BLOCK_HEIGHT, BLOCK_WIDTH, layOut, type Places } from "./layout";
import type { Block, Path } from "./SeriesMap";
import { neighbour } from "./walk";

type Props = { blocks: readonly Block[]; paths: readonly Path[]; found: ReadonlySet<string> | null };

const NODE_TYPES = { block: BlockNode };
const OVERVIEW_FROM_BLOCKS = 20;
const THINNEST = 1;
const WIDEST = 9;

/** Blocks and paths, laid out as a flow. One block is a stop of the Tab key; arrow keys lead to the others. */
export default function FlowMap(props: Props) {
  const { blocks, paths } = props;
  const [places, setPlaces] = useState<Places | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const structure = JSON.stringify([blocks.map((block) => block.key), paths.map((path) => [path.from, path.to])]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the structure moves blocks, counts do not
  useEffect(() => {
    let isCurrent = true;
    layOut(blocks, paths).then(
      (found) => isCurrent && setPlaces(found),
      (reason: Error) => isCurrent && setError(reason),
    );
    return () => {
      isCurrent = false;
    };
  }, [structure]);

  if (error) return <Failure error={error} retry={() => location.reload()} />;
  if (!places) return <Loading />;
  return (
    <ReactFlowProvider>
      <Canvas {...props} places={places} />
    </ReactFlowProvider>
  );
}

function Canvas({ blocks, paths, found, places }: Props & { places: Places }) {
  const view = useView();
  const flow = useReactFlow();
  const [active, setActive] = useState<string | null>(null);
  const [stop, setStop] = useState<string | null>(null);
  const focusStop = stop !== null && places.has(stop) ? stop : (blocks[0]?.key ?? null);
  const edges = useMemo(() => edgesOf(paths), [paths]);
  const nodes = useMemo(
    () =>
      blocks.map((block): BlockNodeType => {
        const state = { isOpen: block.key === view.block, isFound: found?.has(block.key) ?? false };
        const focus = { isFocusStop: block.key === focusStop, isActive: block.key === active, activate: setActive };
        return {
          id: block.key,
          type: "block",
          position: places.get(block.key) ?? { x: 0, y: 0 },
          width: BLOCK_WIDTH,
          height: BLOCK_HEIGHT,
          data: { block, ...state, ...focus },
        };
      }),
    [blocks, places, view.block, found, focusStop, active],
  );

  const [first] = found ?? [];
  useEffect(() => {
    if (first !== undefined) flow.fitView({ nodes: [{ id: first }], maxZoom: 1 });
  }, [flow, first]);

  function keyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === "Escape") setActive(null);
    if (event.key === "1") flow.fitView();
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
    <section className="map" aria-label={texts.map.title} aria-description={texts.map.hint} onKeyDown={keyDown}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        colorMode="system"
        fitView
        minZoom={0.05}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        onNodeMouseEnter={(_, node) => setActive(node.id)}
        onNodeMouseLeave={() => setActive(null)}
        zoomOnScroll={false}
        panOnScroll={false}
        preventScrolling={false}
      >
        <Background />
        <Controls showInteractive={false} />
        {blocks.length >= OVERVIEW_FROM_BLOCKS && <MiniMap pannable zoomable ariaLabel={texts.map.overview} />}
      </ReactFlow>
    </section>
  );
}

function takenOf(path: Path): number {
  return path.stats?.taken ?? 0;
}

function labelOf(path: Path): string {
  const taken = number(takenOf(path));
  return path.condition === "NEXT" ? taken : `${texts.paths.name(path.condition, path.variant)} ${taken}`;
}

/** One line for all paths between the same two blocks, as wide as they carry people, with the names and counts of all. */
function edgesOf(paths: readonly Path[]): Edge[] {
  const most = Math.max(1, ...paths.map(takenOf));
  const together = Map.groupBy(paths, (path) => JSON.stringify([path.from.key, path.to.key]));
  return [...together].flatMap(([id, [first, ...others]]): Edge[] => {
    if (!first) return [];
    const labels = [first, ...others].map(labelOf);
    const taken = [first, ...others].reduce((sum, path) => sum + takenOf(path), 0);
    return [
      {
        id,
        source: first.from.key,
        target: first.to.key,
        label: labels.join(", "),
        style: { strokeWidth: THINNEST + (WIDEST - THINNEST) * (taken / most) },
        type: "smoothstep",
        markerEnd: { type: MarkerType.ArrowClosed, markerUnits: "userSpaceOnUse", width: 14, height: 14 },
      },
    ];
  });
}
