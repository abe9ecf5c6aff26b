import { useState } from "react";
import { useViewer } from "../api/viewer";
import { number } from "../format";
import type { Selection } from "../people/selection";
import { texts } from "../texts";
import { ActDialog } from "./ActDialog";
import type { TargetFilter } from "./targets";

export const ACTS = ["tag", "untag", "message"] as const;
export type Act = (typeof ACTS)[number];

type Props = { selection: Selection; everyone: TargetFilter | null; count: number | null };

/** Acts on the selected people of a list, or on everyone in it. */
export function ActBar({ selection, everyone, count }: Props) {
  const { canAct } = useViewer();
  const [act, setAct] = useState<Act | null>(null);
  const isSome = selection.ids.size > 0;
  const target = isSome ? { ids: [...selection.ids] } : everyone;
  if (!canAct) return null;
  return (
    <div className="row selection">
      <span role="status">
        {isSome
          ? texts.people.selected(number(selection.ids.size))
          : count !== null && (everyone ? texts.act.everyone(number(count)) : texts.act.inexact)}
      </span>
      {isSome && (
        <button type="button" className="button plain" onClick={selection.clear}>
          {texts.people.clear}
        </button>
      )}
      {ACTS.map((each) => (
        <button
          key={each}
          type="button"
          className="button"
          disabled={!target || count === 0}
          onClick={() => setAct(each)}
        >
          {texts.act.names[each]}
        </button>
      ))}
      {act && target && <ActDialog act={act} people={target} onClose={() => setAct(null)} />}
    </div>
  );
}
