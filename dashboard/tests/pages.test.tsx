import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { RelayEnvironmentProvider } from "react-relay";
import { Environment, Network, Observable, RecordSource, Store, type Variables } from "relay-runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import visits, { type BlockVisitsQuery } from "../src/__generated__/BlockVisitsQuery.graphql";
import query, { type SeriesListQuery, type SeriesListQuery$data } from "../src/__generated__/SeriesListQuery.graphql";
import { type Pages, usePages } from "../src/api/usePages";

type Row = SeriesListQuery$data["allSeries"]["edges"][number];

const VARIABLES = { search: null, range: { from: "2026-01-01T00:00:00Z" }, zone: "UTC" };

/** The requests that have no response yet, and what has been requested so far. */
const waiting: (() => void)[] = [];
const requested: (string | null)[] = [];
let environment: Environment;
let root: Root;
let pages: Pages<Row>;

function List({ version }: { version: number }) {
  pages = usePages<SeriesListQuery, Row>(query, VARIABLES, (data) => data.allSeries, { pageRows: 1, version });
  return null;
}

function show(version: number) {
  act(() =>
    root.render(
      <RelayEnvironmentProvider environment={environment}>
        <List version={version} />
      </RelayEnvironmentProvider>,
    ),
  );
}

function respond() {
  act(() => waiting.shift()?.());
}

function page(after: string | null) {
  const id = String(Number(after ?? 0) + 1);
  const node = { id, key: id, name: id, status: "ACTIVE", goal: null, stats: null, __typename: "Series" };
  return { allSeries: { totalCount: 9, pageInfo: { endCursor: id, hasNextPage: true }, edges: [{ node }] } };
}

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const network = Network.create((_request, { after }: Variables) =>
    Observable.create((sink) => {
      requested.push(after);
      waiting.push(() => {
        sink.next({ data: page(after) });
        sink.complete();
      });
    }),
  );
  environment = new Environment({ network, store: new Store(new RecordSource()) });
  root = createRoot(document.createElement("div"));
});

afterEach(() => {
  act(() => root.unmount());
  waiting.length = 0;
  requested.length = 0;
});

test("a changed version loads the first page again", () => {
  show(1);
  respond();
  show(2);
  respond();
  expect(requested).toEqual([null, null]);
  expect(pages.length).toBe(1);
});

test("a changed version waits for the response to the request before", () => {
  show(1);
  show(2);
  show(3);
  expect(requested).toEqual([null]);
  respond();
  expect(requested).toEqual([null, null]);
});

test("a list of which more than the first page is loaded stays when the version changes", () => {
  show(1);
  respond();
  act(() => pages.loadMore());
  show(2);
  respond();
  show(3);
  expect(requested).toEqual([null, "1"]);
  expect(pages.length).toBe(2);
});

test("only the request for the first page counts the list", () => {
  const counted: boolean[] = [];
  const network = Network.create((_request, { isFirst }: Variables) => {
    counted.push(isFirst);
    const edges = [{ node: { ...VISIT, id: String(counted.length) } }];
    const list = { totalCount: 9, selection: "all", pageInfo: { endCursor: "1", hasNextPage: true }, edges };
    const { totalCount: _count, selection: _selection, ...page } = list;
    return Observable.from({ data: { series: { id: "s", block: { id: "b", visits: isFirst ? list : page } } } });
  });
  const store = new Store(new RecordSource());
  environment = new Environment({ network, store });
  act(() =>
    root.render(
      <RelayEnvironmentProvider environment={environment}>
        <Visits />
      </RelayEnvironmentProvider>,
    ),
  );
  act(() => pages.loadMore());
  expect(counted).toEqual([true, false]);
  expect([pages.length, pages.totalCount, pages.selection]).toEqual([2, 9, "all"]);
});

const VISIT = {
  state: "PENDING",
  reachedAt: "2026-01-01T00:00:00Z",
  waitsUntil: null,
  leftAt: null,
  matched: null,
  leftAlong: null,
  person: { id: "p", name: null, email: null, externalId: "p" },
};

function Visits() {
  const variables = { key: "s", block: "b", scope: {}, orderBy: { field: "REACHED_AT", direction: "ASC" } } as const;
  pages = usePages<BlockVisitsQuery, never>(visits, variables, (data) => data.series?.block?.visits as never, {
    pageRows: 1,
  });
  return null;
}
