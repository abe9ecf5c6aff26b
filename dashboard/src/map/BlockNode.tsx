import { Handle, type Node, NodeToolbar, Position } from "@xyflow/react";
import { useEffect, useState } from "react";
import { number } from "../format";
import { texts } from "../texts";
import { changeView } from "../view/useView";
import { NO_BLOCK } from "../view/view";
import { kindOf } from "./paths";
import type { Block } from "./SeriesMap";
import { States } from "./States";

export type BlockNodeType = Node<{ block: Block; isOpen: boolean; isFound: boolean; isFocusStop: boolean }, "block">;

/** A block on the map. Its states show while the pointer or the focus is on it; Escape hides them. */
export function BlockNode({ data }: { data: BlockNodeType["data"] }) {
  const { block } = data;
  // Here and not in the nodes of the map: React Flow goes through all blocks and lines whenever one of its nodes changes.
  const [isActive, setActive] = useState(false);
  useEscape(isActive, () => setActive(false));
  const classes = [
    "block",
    `kind-${block.kind.toLowerCase()}`,
    data.isOpen && "open",
    data.isFound && "found",
    block.removedAt && "removed",
  ];
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={classes.filter(Boolean).join(" ")}
        data-block={block.key}
        tabIndex={data.isFocusStop ? 0 : -1}
        aria-describedby={isActive ? `states-${block.id}` : undefined}
        aria-current={data.isOpen}
        onFocus={() => setActive(true)}
        onBlur={() => setActive(false)}
        onPointerEnter={() => setActive(true)}
        onPointerLeave={() => setActive(false)}
        onClick={() => changeView({ ...NO_BLOCK, block: block.key })}
      >
        <span className="block-name" title={block.name}>
          {block.name}
        </span>{" "}
        <span className="block-kind">{kindOf(block)}</span>{" "}
        <span className="block-count">{number(block.stats.reached)}</span>
        <Ended states={block.stats.states} />
      </button>
      {isActive && (
        <NodeToolbar isVisible position={Position.Bottom} className="block-states">
          <States block={block} id={`states-${block.id}`} />
        </NodeToolbar>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

/** How many ended at the block: lost, or at the end of the series. */
function Ended({ states }: { states: Block["stats"]["states"] }) {
  const count = (...ends: string[]) =>
    states.filter((each) => ends.includes(each.state)).reduce((sum, each) => sum + each.count, 0);
  const [lost, finished] = [count("DISENGAGED", "EXITED"), count("FINISHED")];
  return (
    <span className="block-ended">
      {lost > 0 && <span className="block-lost"> {texts.block.lost(number(lost))}</span>}
      {finished > 0 && <span> {texts.block.finished(number(finished))}</span>}
    </span>
  );
}

function useEscape(isActive: boolean, onEscape: () => void) {
  useEffect(() => {
    if (!isActive) return;
    const keyDown = (event: KeyboardEvent) => event.key === "Escape" && onEscape();
    document.addEventListener("keydown", keyDown);
    return () => document.removeEventListener("keydown", keyDown);
  });
}
