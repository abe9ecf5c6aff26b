/** Paths in words, and as visits are narrowed by them. */

import { texts } from "../texts";
import type { PathCondition, PeopleFilterInput } from "../view/filters";
import { rangeOf } from "../view/filters";
import type { View } from "../view/view";

type Named = { readonly condition: PathCondition; readonly variant?: string | null };
type Leading = Named & { readonly to: { readonly name: string } };

/** `Matched → Welcome`. */
export function leadsTo(path: Leading): string {
  return texts.map.paths(texts.paths.name(path.condition, path.variant), path.to.name);
}

/** The name of a path in the address: `MATCHED`, or `VARIANT a`. */
export function pathName({ condition, variant }: Named): string {
  return variant == null ? condition : `${condition} ${variant}`;
}

/** The people who left a block along the path that the view names. */
export function alongFilter(view: View, series: string, block: string): PeopleFilterInput | null {
  if (!view.along) return null;
  const [condition = "", ...rest] = view.along.split(" ");
  const variant = rest.join(" ");
  const range = rangeOf(view);
  return {
    visit: {
      seriesKey: series,
      blockKey: block,
      leftAlong: condition as PathCondition,
      ...(variant && { variant }),
      ...(range && view.clock === "EVENT_TIME" && { reachedAt: range }),
    },
  };
}
