import { useState } from "react";
import { useViewer } from "../api/viewer";
import { ExportDialog } from "../export/ExportDialog";
import { number } from "../format";
import type { Chosen } from "../people/chosen";
import { texts } from "../texts";
import type { PeopleFilterInput } from "../view/filters";
import { ActDialog } from "./ActDialog";

export const ACTS = ["tag", "untag", "message"] as const;
export type Act = (typeof ACTS)[number];

type Props = { series: string; chosen: Chosen; selection: string | null; count: number | null };

/** Acts on the chosen people of a list, or on everyone in it, whom its selection names. */
export function ActBar({ series, chosen, selection, count }: Props) {
  const { canAct, canExport } = useViewer();
  const [open, setOpen] = useState<Act | "export" | null>(null);
  const isSome = chosen.ids.size > 0;
  const people = isSome ? { ids: [...chosen.ids] } : selection && count !== 0 ? { selection } : null;
  const close = () => setOpen(null);
  if (!canAct && !canExport) return null;
  return (
    <div className="row">
      <span role="status">
        {isSome ? texts.people.selected(number(chosen.ids.size)) : count !== null && texts.act.everyone(number(count))}
      </span>
      {isSome && (
        <button type="button" className="button plain" onClick={chosen.clear}>
          {texts.people.clear}
        </button>
      )}
      {canAct &&
        ACTS.map((each) => (
          <button key={each} type="button" className="button" disabled={!people} onClick={() => setOpen(each)}>
            {texts.act.names[each]}
          </button>
        ))}
      {canExport && (
        <button type="button" className="button" disabled={!people} onClick={() => setOpen("export")}>
          {texts.export.these}
        </button>
      )}
      {open && people && <Opened open={open} series={series} people={people} onClose={close} />}
    </div>
  );
}

type OpenedProps = { open: Act | "export"; series: string; people: PeopleFilterInput; onClose: () => void };

function Opened({ open, series, people, onClose }: OpenedProps) {
  if (open === "export") return <ExportDialog series={series} people={people} onClose={onClose} />;
  return <ActDialog act={open} people={people} onClose={onClose} />;
}
