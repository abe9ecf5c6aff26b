/** When to load again. Only this module decides it. */

import { useEffect, useRef } from "react";
import { useChanges } from "./changes";
import { isTemporary } from "./errors";

/** What is looked at: a series with everything in it, the whole workspace, or a background job. */
export type Subject = { series: string } | { workspace: string } | { job: string };

const DATA_MILLISECONDS = 10_000; // while there is no stream of changes
const JOB_MILLISECONDS = 1_000;
const FAILED_MILLISECONDS = 3_000;

/**
 * Calls `refresh` when the subject may have changed, and until an error that passes by itself is gone. Without a
 * subject, only after such an error.
 */
export function useRefresh(
  subject: Subject | null,
  error: Error | null,
  refresh: () => void,
  isLoading: boolean = false,
): void {
  const { isLive, count } = useChanges();
  const isData = subject !== null && !("job" in subject);
  const isFailed = error !== null && isTemporary(error);
  useRefreshAfterChanges(count, isLoading, isData ? refresh : null);
  useRefreshOnReturn(subject !== null || isFailed ? refresh : null);
  useRefreshEvery(pauseOf(subject, isFailed, isLive), refresh);
}

/**
 * Changes are loaded together while a request runs, and for as long afterwards as it took. Otherwise changes every
 * second would replace slow requests before their response, and keep the server busy with them.
 */
function useRefreshAfterChanges(count: number, isLoading: boolean, refresh: (() => void) | null): void {
  const seen = useRef(count);
  const startedAt = useRef(0);
  const restsUntil = useRef(0);
  useEffect(() => {
    const now = performance.now();
    if (isLoading) startedAt.current = now;
    else restsUntil.current = now + (now - startedAt.current);
  }, [isLoading]);
  useEffect(() => {
    if (refresh === null) seen.current = count;
    if (refresh === null || isLoading || seen.current === count) return;
    const refreshOnce = () => {
      seen.current = count;
      refresh();
    };
    const timer = setTimeout(refreshOnce, Math.max(0, restsUntil.current - performance.now()));
    return () => clearTimeout(timer);
  }, [count, isLoading, refresh]);
}

/** Timers of hidden tabs do not load: whoever returns to the tab, or to the network, should not have to wait. */
function useRefreshOnReturn(refresh: (() => void) | null): void {
  useEffect(() => {
    if (refresh === null) return;
    const refreshVisible = () => ifVisible(refresh);
    document.addEventListener("visibilitychange", refreshVisible);
    addEventListener("online", refreshVisible);
    return () => {
      document.removeEventListener("visibilitychange", refreshVisible);
      removeEventListener("online", refreshVisible);
    };
  }, [refresh]);
}

function useRefreshEvery(pause: number | null, refresh: () => void): void {
  useEffect(() => {
    if (pause === null) return;
    const timer = setInterval(() => ifVisible(refresh), pause);
    return () => clearInterval(timer);
  }, [pause, refresh]);
}

function ifVisible(refresh: () => void): void {
  if (document.visibilityState === "visible") refresh();
}

function pauseOf(subject: Subject | null, isFailed: boolean, isLive: boolean): number | null {
  if (isFailed) return FAILED_MILLISECONDS;
  if (subject === null) return null;
  if ("job" in subject) return JOB_MILLISECONDS;
  return isLive ? null : DATA_MILLISECONDS;
}
