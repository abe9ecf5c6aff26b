import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import type { Place } from "./layout";
import { labelPlace, rounded } from "./route";

export type FlowEdgeType = Edge<{ labels: string[]; width: number; route: readonly Place[] | undefined }, "flow">;

/** A connection of two blocks, as wide as it carries people, with its conditions and counts. */
export function FlowEdge({ id, data, markerEnd, ...ends }: EdgeProps<FlowEdgeType>) {
  if (!data) return null;
  const { route, labels, width } = data;
  const [straight, labelX, labelY] = getSmoothStepPath(ends);
  const place = route && route.length > 1 ? labelPlace(route, labels) : { x: labelX, y: labelY };
  return (
    <>
      <BaseEdge
        id={id}
        path={route && route.length > 1 ? rounded(route) : straight}
        markerEnd={markerEnd}
        style={{ strokeWidth: width }}
      />
      <EdgeLabelRenderer>
        <div
          className="flow-label"
          style={{ transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}
        >
          {labels.map((label) => (
            <div key={label}>{label}</div>
          ))}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
