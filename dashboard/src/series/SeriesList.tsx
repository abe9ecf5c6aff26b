import { useMemo } from "react";
import { graphql } from "react-relay";
import type { SeriesListQuery, SeriesListQuery$data } from "../__generated__/SeriesListQuery.graphql";
import { useChangesStream } from "../api/changes";
import { usePages } from "../api/usePages";
import { useViewer, useZone } from "../api/viewer";
import { number, percent } from "../format";
import { SearchBox } from "../parts/SearchBox";
import { Empty, Failure, Loading } from "../parts/states";
import { type Column, Table } from "../parts/Table";
import { useTitle } from "../parts/useTitle";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { START, writeView } from "../view/view";
import { Sparkline } from "./Sparkline";

type Row = SeriesListQuery$data["allSeries"]["edges"][number];

const PAGE_SERIES = 25; // the API prices a trend as 1,000 buckets, so that a page of 100 series costs too much
const SPARK_DAYS = 84;
const DAY_MILLISECONDS = 86_400_000;

const QUERY = graphql`
  query SeriesListQuery($search: String, $first: Int!, $after: String, $range: DateTimeRange!, $zone: TimeZone!) {
    allSeries(search: $search, first: $first, after: $after) {
      totalCount
      pageInfo { endCursor hasNextPage }
      edges {
        node {
          id
          key
          name
          status
          goal
          stats {
            started { count trend(interval: WEEK, range: $range, timeZone: $zone) { start count } }
            finished { count percentage }
            goalHit { count percentage }
          }
        }
      }
    }
  }
`;

/** All series, with a search. */
export function SeriesList() {
  const { search } = useView();
  const zone = useZone();
  const { workspace } = useViewer();
  useTitle(texts.series.title);
  const from = useMemo(() => new Date(today() - SPARK_DAYS * DAY_MILLISECONDS).toISOString(), []);
  const list = usePages<SeriesListQuery, Row>(
    QUERY,
    { search: search || null, range: { from }, zone },
    (data) => data.allSeries,
    { pageRows: PAGE_SERIES, subject: { workspace } },
  );
  const found = list.totalCount === null ? "" : texts.series.count(number(list.length), number(list.totalCount));
  const series = Array.from({ length: list.length }, (_, index) => list.rowAt(index)?.node).filter(
    (each) => each != null,
  );
  useChangesStream(series[0]?.id ?? null);

  return (
    <>
      <div className="heading">
        <h1>{texts.series.title}</h1>
        <SearchBox
          label={texts.series.search}
          value={search}
          onChange={(text) => changeView({ search: text }, "replace")}
        />
        <span className="quiet" role="status">
          {found}
        </span>
      </div>
      {list.length > 0 && (
        <div className="scroll">
          <Table columns={COLUMNS} rows={series} keyOf={(series) => series.id} />
        </div>
      )}
      {list.error && <Failure error={list.error} retry={list.retry} />}
      {list.isLoading && list.length === 0 && <Loading />}
      {!list.isLoading && !list.error && list.length === 0 && <NoSeries search={search} />}
      {list.hasMore && list.length > 0 && (
        <button type="button" className="button" onClick={list.loadMore}>
          {texts.series.more}
        </button>
      )}
    </>
  );
}

type Series = Row["node"];
type Stats = NonNullable<Series["stats"]>;

const COLUMNS: Column<Series>[] = [
  { name: "name", title: texts.series.name, isHeader: true, cell: (series) => <SeriesName series={series} /> },
  {
    name: "status",
    title: texts.series.status,
    cell: ({ status }) => (
      <span className={`badge status-${status.toLowerCase()}`}>{texts.series.statuses[status]}</span>
    ),
  },
  {
    name: "started",
    title: texts.series.started,
    isNumber: true,
    cell: ({ stats }) => number(stats?.started.count ?? 0),
  },
  { name: "finished", title: texts.series.finished, isNumber: true, cell: ({ stats }) => shared(stats?.finished) },
  { name: "goal", title: texts.series.goal, isNumber: true, cell: ({ stats }) => shared(stats?.goalHit) },
  {
    name: "trend",
    title: texts.series.trend,
    cell: ({ stats }) => <Sparkline counts={(stats?.started.trend ?? []).map((point) => point.count)} />,
  },
];

function SeriesName({ series }: { series: Series }) {
  return (
    <>
      <a href={writeView({ ...START, series: series.key })}>{series.name}</a>
      {series.goal && <div className="quiet">{texts.figures.goal(series.goal)}</div>}
    </>
  );
}

function shared(outcome: Stats["finished"] | undefined) {
  return (
    outcome && (
      <>
        {number(outcome.count)} <span className="quiet">{percent(outcome.percentage)}</span>
      </>
    )
  );
}

function NoSeries({ search }: { search: string }) {
  if (search)
    return (
      <Empty>
        <p>{texts.series.none(search)}</p>
        <button type="button" className="button" onClick={() => changeView({ search: "" })}>
          {texts.series.clear}
        </button>
      </Empty>
    );
  return (
    <Empty title={texts.series.firstTitle}>
      <p>{texts.series.first}</p>
      <pre>{texts.series.firstCommand}</pre>
    </Empty>
  );
}

/** The start of the day in UTC: the same request all day. */
function today(): number {
  return Math.floor(Date.now() / DAY_MILLISECONDS) * DAY_MILLISECONDS;
}
