/** Tells when the data of the workspace have changed. A browser tab has at most one stream, and only while it is visible. */

import { useEffect, useSyncExternalStore } from "react";
import { graphql, useRelayEnvironment } from "react-relay";
import { type IEnvironment, requestSubscription } from "relay-runtime";
import type { changesSubscription } from "../__generated__/changesSubscription.graphql";

/** `count` grows with each change while the stream is open (`isLive`), and once when it opens. */
export type Changes = { isLive: boolean; count: number };

const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 60_000;

// `computedAt` differs after every change in the workspace, so the server sends each of them, at most once a second.
const SUBSCRIPTION = graphql`
  subscription changesSubscription($id: ID!) {
    series(id: $id) { stats { freshness { computedAt } } }
  }
`;

let changes: Changes = { isLive: false, count: 0 };
const listeners = new Set<() => void>();

export function useChanges(): Changes {
  return useSyncExternalStore(subscribe, () => changes);
}

/** Opens the stream by means of this series, until it is null. */
export function useChangesStream(series: string | null): void {
  const environment = useRelayEnvironment();
  useEffect(() => (series === null ? undefined : follow(environment, series)), [environment, series]);
}

/** Keeps the stream open while the tab is visible. Returns a function that closes it. */
function follow(environment: IEnvironment, series: string): () => void {
  let stream: { dispose: () => void } | null = null;
  let timer: ReturnType<typeof setTimeout>;
  let failures = 0;

  function open() {
    close();
    stream = requestSubscription<changesSubscription>(environment, {
      subscription: SUBSCRIPTION,
      variables: { id: series },
      onNext: () => {
        failures = 0;
        publish({ isLive: true, count: changes.count + 1 });
      },
      onError: openLater,
      onCompleted: openLater,
    });
  }

  function openLater() {
    close();
    const pause = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** failures, LONGEST_PAUSE_MILLISECONDS);
    failures += 1;
    timer = setTimeout(open, pause * (1 + Math.random())); // tabs whose server has restarted do not return all at once
  }

  function close() {
    clearTimeout(timer);
    stream?.dispose();
    stream = null;
    publish({ ...changes, isLive: false });
  }

  function followVisibility() {
    if (document.visibilityState !== "visible") close();
    else if (stream === null) open();
  }

  // The connection of the network before may be dead without an error.
  function followNetwork() {
    if (document.visibilityState === "visible") open();
  }

  document.addEventListener("visibilitychange", followVisibility);
  addEventListener("online", followNetwork);
  followVisibility();
  return () => {
    document.removeEventListener("visibilitychange", followVisibility);
    removeEventListener("online", followNetwork);
    close();
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(next: Changes): void {
  changes = next;
  for (const listener of listeners) listener();
}
