import { Handle, type Node, NodeToolbar, Position } from "@xyflow/react";
import { number } from "../format";
import { texts } from "../texts";
import { changeView } from "../view/useView";
import { NO_BLOCK } from "../view/view";
import type { Block } from "./SeriesMap";
import { States } from "./States";

export type BlockNodeType = Node<
  {
    block: Block;
    isOpen: boolean;
    isFound: boolean;
    isFocusStop: boolean;
    isActive: boolean;
    activate: (key: string | null) => void;
  },
  "block"
>;

/** A block on the map. Its states show while the pointer or the focus is on it; Escape hides them. */
export function BlockNode({ data }: { data: BlockNodeType["data"] }) {
  const { block, activate } = data;
  const classes = [
    "block",
    block.kind.toLowerCase(),
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
        aria-describedby={data.isActive ? `states-${block.id}` : undefined}
        aria-current={data.isOpen}
        onFocus={() => activate(block.key)}
        onBlur={() => activate(null)}
        onClick={() => changeView({ ...NO_BLOCK, block: block.key })}
      >
        <span className="block-name">{block.name}</span>{" "}
        <span className="block-kind">{block.isEntry ? texts.block.entry : texts.block.kinds[block.kind]}</span>{" "}
        <span className="block-count">{number(block.stats.reached)}</span>
      </button>
      <NodeToolbar isVisible={data.isActive} position={Position.Bottom} className="block-states">
        <States stats={block.stats} id={`states-${block.id}`} />
      </NodeToolbar>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}
