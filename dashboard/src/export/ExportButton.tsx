import { useState } from "react";
import { useViewer } from "../api/viewer";
import { texts } from "../texts";
import { ExportDialog } from "./ExportDialog";

/** Opens the export of a series. Without stats, or without the permission, it says why it cannot. */
export function ExportButton({ series, hasStats }: { series: string; hasStats: boolean }) {
  const { canExport } = useViewer();
  const [isOpen, setOpen] = useState(false);
  const reason = !canExport ? texts.export.forbidden : hasStats ? null : texts.export.noStats;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={reason !== null}
        aria-describedby={reason ? "no-export" : undefined}
        onClick={() => setOpen(true)}
      >
        {texts.export.open}
      </button>
      {reason && (
        <span id="no-export" className="quiet">
          {reason}
        </span>
      )}
      {isOpen && <ExportDialog series={series} onClose={() => setOpen(false)} />}
    </>
  );
}
