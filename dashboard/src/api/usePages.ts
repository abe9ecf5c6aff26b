/** Lists that are loaded page by page, each after the last cursor of the page before. */

import { useCallback, useEffect, useRef, useState } from "react";
import { useRelayEnvironment } from "react-relay";
import { fetchQuery, type GraphQLTaggedNode, type OperationType, type Subscription } from "relay-runtime";

export const PAGE_ROWS = 100;

export type Connection<Row> = {
  readonly edges: ReadonlyArray<Row>;
  readonly pageInfo: { readonly endCursor: string | null | undefined; readonly hasNextPage: boolean };
  readonly totalCount?: number;
};

export type Pages<Row> = {
  rows: ReadonlyArray<Row>;
  totalCount: number | null;
  hasMore: boolean;
  isLoading: boolean;
  error: Error | null;
  loadMore: () => void;
  reload: () => void;
};

type State<Row> = { rows: ReadonlyArray<Row>; totalCount: number | null; after: string | null; hasMore: boolean };

const EMPTY = { rows: [], totalCount: null, after: null, hasMore: true };

/** `select` finds the connection in a response. Changed variables, or a changed version, begin the list again. */
export function usePages<Operation extends OperationType, Row>(
  query: GraphQLTaggedNode,
  variables: Omit<Operation["variables"], "first" | "after">,
  select: (data: Operation["response"]) => Connection<Row> | null | undefined,
  { pageRows = PAGE_ROWS, version = 0 }: { pageRows?: number; version?: number } = {},
): Pages<Row> {
  const environment = useRelayEnvironment();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State<Row>>(EMPTY);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  const running = useRef<Subscription | null>(null);
  const selecting = useRef(select);
  selecting.current = select;

  const load = useCallback(
    (before: State<Row>) => {
      running.current?.unsubscribe();
      setLoading(true);
      setError(null);
      const sent = { ...JSON.parse(key), first: pageRows, after: before.after } as Operation["variables"];
      running.current = fetchQuery<Operation>(environment, query, sent, { fetchPolicy: "network-only" }).subscribe({
        next: (data) => setState(added(before, selecting.current(data))),
        error: (reason: Error) => {
          setError(reason);
          setLoading(false);
        },
        complete: () => setLoading(false),
      });
    },
    [environment, query, key, pageRows],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` and `version` begin the list again
  useEffect(() => {
    load(EMPTY);
    return () => running.current?.unsubscribe();
  }, [load, attempt, version]);

  const loadMore = () => {
    if (state.hasMore && !isLoading) load(state);
  };
  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  return { ...state, isLoading, error, loadMore, reload };
}

function added<Row>(before: State<Row>, page: Connection<Row> | null | undefined): State<Row> {
  return {
    rows: [...before.rows, ...(page?.edges ?? [])],
    totalCount: page?.totalCount ?? before.totalCount,
    after: page?.pageInfo.endCursor ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
  };
}
