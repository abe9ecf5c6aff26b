import { useId } from "react";
import { texts } from "../texts";

/** The statuses of jobs that change no more. */
export const ENDED = ["COMPLETED", "NO_DATA", "FAILED", "CANCELED", "EXPIRED"];

type Props = { label: string; value: number; most: number; status: string };

/** The progress of a background job, and its status in words. */
export function Progress({ label, value, most, status }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>{" "}
      <span className={`badge status-${status.toLowerCase()}`} role="status">
        {texts.jobs[status] ?? status}
      </span>
      <progress id={id} value={value} max={Math.max(most, Number.EPSILON)} />
    </div>
  );
}
