/** Lists that are loaded page by page, each after the last cursor of the page before. */

import { useCallback, useEffect, useRef, useState } from "react";
import { useRelayEnvironment } from "react-relay";
import { fetchQuery, type GraphQLTaggedNode, type OperationType, type Subscription } from "relay-runtime";
import { type Subject, useRefresh } from "./useRefresh";

export const PAGE_ROWS = 100;

export type Connection<Row> = {
  readonly edges: ReadonlyArray<Row>;
  readonly pageInfo: { readonly endCursor: string | null | undefined; readonly hasNextPage: boolean };
  /** Of the first page at least, as is `selection`. */
  readonly totalCount?: number;
  readonly selection?: string;
};

export type Pages<Row> = {
  /** Number of rows that are loaded. */
  length: number;
  rowAt: (index: number) => Row | undefined;
  /** Null while another list is loaded, as is `selection`, which names everyone in the list as it was at first. */
  totalCount: number | null;
  selection: string | null;
  hasMore: boolean;
  isLoading: boolean;
  error: Error | null;
  loadMore: () => void;
  /** Loads again what could not be loaded. */
  retry: () => void;
};

type State<Row> = Pick<Pages<Row>, "length" | "totalCount" | "selection" | "hasMore"> & {
  key: string;
  /** Not one list of all rows, which would be copied for each page. */
  pages: ReadonlyArray<ReadonlyArray<Row>>;
  after: string | null;
};

type Options = { pageRows?: number; version?: number; subject?: Subject | null };

const EMPTY = { key: "", length: 0, pages: [], totalCount: null, selection: null, after: null, hasMore: true };

/**
 * `select` finds the connection in a response. Changed variables begin the list again. So do a changed version, and a
 * change of the subject, unless the reader has gone beyond the first page: the rows would jump away.
 */
export function usePages<Operation extends OperationType, Row>(
  query: GraphQLTaggedNode,
  variables: Omit<Operation["variables"], "first" | "after" | "isFirst">,
  select: (data: Operation["response"]) => Connection<Row> | null | undefined,
  { pageRows = PAGE_ROWS, version = 0, subject = null }: Options = {},
): Pages<Row> {
  const environment = useRelayEnvironment();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State<Row>>(EMPTY);
  const [isLoading, setLoading] = useState(true);
  const [failed, setFailed] = useState<{ key: string; error: Error } | null>(null);
  const running = useRef<Subscription | null>(null);
  const loading = useRef<State<Row>>(EMPTY);
  const selecting = useRef(select);
  selecting.current = select;

  const load = useCallback(
    (before: State<Row>) => {
      running.current?.unsubscribe();
      loading.current = before;
      setLoading(true);
      const isFirst = before.after === null; // counting the whole list can take far longer than reading a page of it
      const sent = { ...JSON.parse(key), first: pageRows, after: before.after, isFirst } as Operation["variables"];
      running.current = fetchQuery<Operation>(environment, query, sent, { fetchPolicy: "network-only" }).subscribe({
        next: (data) => {
          setState(added(before, key, selecting.current(data)));
          setFailed(null);
        },
        error: (error: Error) => {
          setFailed({ key, error });
          setLoading(false);
        },
        complete: () => setLoading(false),
      });
    },
    [environment, query, key, pageRows],
  );

  useEffect(() => {
    load(EMPTY);
    return () => running.current?.unsubscribe();
  }, [load]);

  const shown = useRef(version);
  useEffect(() => {
    if (isLoading || shown.current === version) return; // versions that come every second would cancel each request
    shown.current = version;
    if (loading.current === EMPTY) load(EMPTY);
  }, [load, version, isLoading]);

  const error = failed?.key === key ? failed.error : null;
  const retry = useCallback(() => load(loading.current), [load]);
  const refresh = useCallback(() => {
    if (error || loading.current === EMPTY) retry();
  }, [error, retry]);
  useRefresh(subject, error, refresh, isLoading);

  const loadMore = () => {
    if (state.hasMore && !isLoading) load(state);
  };
  const { length, pages, hasMore } = state;
  const rowAt = (index: number) => pages[Math.floor(index / pageRows)]?.[index % pageRows];
  const { totalCount, selection } = state.key === key ? state : EMPTY; // the rows of the list before stay visible
  return { length, rowAt, totalCount, selection, hasMore, isLoading, error, loadMore, retry };
}

function added<Row>(before: State<Row>, key: string, page: Connection<Row> | null | undefined): State<Row> {
  const rows = page?.edges ?? [];
  return {
    key,
    length: before.length + rows.length,
    pages: [...before.pages, rows],
    totalCount: page?.totalCount ?? before.totalCount,
    selection: before.selection ?? page?.selection ?? null,
    after: page?.pageInfo.endCursor ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
  };
}
