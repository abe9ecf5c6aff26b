import { addressOf, useView } from "../view/useView";
import { NO_BLOCK } from "../view/view";

/** Opens the detail of a block. */
export function BlockLink({ block }: { block: { readonly key: string; readonly name: string } }) {
  return (
    <a href={addressOf(useView(), { ...NO_BLOCK, block: block.key })} className="block-link">
      {block.name}
    </a>
  );
}
