/** When to load again. Only this module knows how the page learns of changes. */

import { useEffect } from "react";
import { isTemporary } from "./errors";

/** What is looked at: a series with everything in it, or a background job. */
export type Subject = { series: string } | { job: string };

const SERIES_MILLISECONDS = 10_000;
const JOB_MILLISECONDS = 1_000;
const FAILED_MILLISECONDS = 3_000;

/**
 * Calls `refresh` when the subject may have changed, and until an error that passes by itself is gone. Without a
 * subject, only after such an error.
 */
export function useRefresh(subject: Subject | null, error: Error | null, refresh: () => void): void {
  const pause = pauseOf(subject, error);
  useEffect(() => {
    if (pause === null) return;
    const refreshVisible = () => {
      if (document.visibilityState === "visible") refresh();
    };
    const timer = setInterval(refreshVisible, pause);
    // Timers of hidden tabs do not load: whoever returns to the tab, or to the network, should not have to wait.
    document.addEventListener("visibilitychange", refreshVisible);
    addEventListener("online", refreshVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refreshVisible);
      removeEventListener("online", refreshVisible);
    };
  }, [pause, refresh]);
}

function pauseOf(subject: Subject | null, error: Error | null): number | null {
  if (error && isTemporary(error)) return FAILED_MILLISECONDS;
  if (subject === null) return null;
  return "job" in subject ? JOB_MILLISECONDS : SERIES_MILLISECONDS;
}
