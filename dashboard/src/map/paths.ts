/** Blocks and paths in words, and paths as visits are narrowed by them. */

import { texts } from "../texts";

const CONDITIONS = ["MATCHED", "NOT_MATCHED", "DELIVERED", "NOT_ONLINE", "NEXT", "VARIANT"] as const;
type PathCondition = (typeof CONDITIONS)[number];

type Kind = { readonly kind: string; readonly isEntry: boolean };
type Named = { readonly condition: PathCondition; readonly variant?: string | null };
type Leading = Named & { readonly to: { readonly name: string } };

/** What a block does, in words. */
export function kindOf({ kind, isEntry }: Kind): string {
  return isEntry ? texts.block.entry : (texts.block.kinds[kind] ?? kind);
}

/** `Matched → Welcome`. */
export function leadsTo(path: Leading): string {
  return texts.map.paths(texts.paths.name(path.condition, path.variant), path.to.name);
}

/** The name of a path in the address: `MATCHED`, or `VARIANT a`. */
export function pathName({ condition, variant }: Named): string {
  return variant == null ? condition : `${condition} ${variant}`;
}

/** The arguments that narrow visits to those that left along the path that the view names. */
export function visitsAlong(along: string): { leftAlong?: PathCondition; variant?: string } {
  const [condition = "", ...rest] = along.split(" ");
  const leftAlong = CONDITIONS.find((each) => each === condition);
  if (!leftAlong) return {};
  return leftAlong === "VARIANT" ? { leftAlong, variant: rest.join(" ") } : { leftAlong };
}
