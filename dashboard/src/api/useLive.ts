/** Queries whose last data stay visible while newer data load, or if loading them fails. */

import { useCallback, useEffect, useMemo, useState } from "react";
import { useRelayEnvironment } from "react-relay";
import {
  createOperationDescriptor,
  fetchQuery,
  type GraphQLTaggedNode,
  getRequest,
  type OperationType,
} from "relay-runtime";
import { type Subject, useRefresh } from "./useRefresh";

export type Live<Data> = {
  data: Data | null;
  error: Error | null;
  /** When `data` were received. */
  receivedAt: Date | null;
  /** Whether `data` belong to earlier variables. */
  isOutdated: boolean;
  refresh: () => void;
};

type Loaded<Data> = { key: string; data: Data; at: Date };

/** Sends the query now, when its variables change, and when its subject may have changed. */
export function useLive<Operation extends OperationType>(
  query: GraphQLTaggedNode,
  variables: Operation["variables"],
  subject: Subject | null = null,
): Live<Operation["response"]> {
  const environment = useRelayEnvironment();
  const key = JSON.stringify(variables);
  const [loaded, setLoaded] = useState<Loaded<Operation["response"]> | null>(null);
  const [failed, setFailed] = useState<{ key: string; error: Error } | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const refresh = useCallback(() => setAttempt((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` sends the same query again
  useEffect(() => {
    const sent = JSON.parse(key) as Operation["variables"];
    setLoading(true);
    const request = fetchQuery<Operation>(environment, query, sent, { fetchPolicy: "network-only" });
    const subscription = request.subscribe({
      next: (data) => {
        setLoaded({ key, data, at: new Date() });
        setFailed(null);
        setLoading(false);
      },
      error: (error: Error) => {
        setFailed({ key, error });
        setLoading(false);
      },
    });
    return () => subscription.unsubscribe();
  }, [environment, query, key, attempt]);

  useEffect(() => {
    const operation = createOperationDescriptor(getRequest(query), JSON.parse(key));
    const retained = environment.retain(operation);
    return () => retained.dispose();
  }, [environment, query, key]);

  const error = failed?.key === key ? failed.error : null;
  useRefresh(subject, error, refresh, isLoading);

  return useMemo(
    () => ({
      data: loaded?.data ?? null,
      error,
      receivedAt: loaded?.at ?? null,
      isOutdated: loaded !== null && loaded.key !== key,
      refresh,
    }),
    [loaded, error, key, refresh],
  );
}
