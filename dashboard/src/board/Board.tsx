import { lazy, Suspense } from "react";
import { graphql, useFragment } from "react-relay";
import type { Board_series$key } from "../__generated__/Board_series.graphql";
import type { BoardInTableQuery } from "../__generated__/BoardInTableQuery.graphql";
import type { BoardQuery } from "../__generated__/BoardQuery.graphql";
import { useChangesStream } from "../api/changes";
import { useLive } from "../api/useLive";
import { useZone } from "../api/viewer";
import { ExportButton } from "../export/ExportButton";
import { clockTime } from "../format";
import { Leaks } from "../insights/Leaks";
import { layoutOf, SeriesMap } from "../map/SeriesMap";
import { Section } from "../parts/Section";
import { Empty, Failure, Loading } from "../parts/states";
import { useTitle } from "../parts/useTitle";
import { PersonDialog } from "../people/PersonDialog";
import { ScopeBar } from "../scope/ScopeBar";
import { texts } from "../texts";
import { scopeOf } from "../view/scope";
import { useView } from "../view/useView";
import { START, writeView } from "../view/view";
import { Figures } from "./Figures";
import { Freshness } from "./Freshness";

const Breakdown = lazy(() => import("../insights/Breakdown"));
const Combinations = lazy(() => import("../insights/Combinations"));
const Reconciliation = lazy(() => import("../insights/Reconciliation"));
const Routes = lazy(() => import("../insights/Routes"));
const WhoDialog = lazy(() => import("../people/WhoDialog"));

const IN_MAP = graphql`
  query BoardQuery($key: String!, $scope: StatsScope!, $removed: Boolean!) {
    series(key: $key) { ...Board_series @arguments(scope: $scope, removed: $removed, listed: false) }
  }
`;

// Instead of a variable, because fields that it left out would add to the cost.
const IN_TABLE = graphql`
  query BoardInTableQuery($key: String!, $scope: StatsScope!, $removed: Boolean!) {
    series(key: $key) { ...Board_series @arguments(scope: $scope, removed: $removed, listed: true) }
  }
`;

const SERIES = graphql`
  fragment Board_series on Series
  @argumentDefinitions(scope: { type: "StatsScope!" }, removed: { type: "Boolean!" }, listed: { type: "Boolean!" }) {
    id
    name
    status
    goal
    hasStats
    ...Figures_series @arguments(scope: $scope)
    ...Leaks_series @arguments(scope: $scope)
    ...SeriesMap_series @arguments(scope: $scope, removed: $removed, listed: $listed)
    ...Freshness_series @arguments(scope: $scope)
  }
`;

/** One series: its figures in a scope, who is behind them, and its map. One request loads all figures. */
export function Board({ series: key }: { series: string }) {
  const view = useView();
  const zone = useZone();
  const variables = { key, scope: scopeOf(view), removed: view.removed };
  const query = layoutOf(view) === "table" ? IN_TABLE : IN_MAP;
  const live = useLive<BoardQuery | BoardInTableQuery>(query, variables, view.asOf ? null : { series: key });
  const series = useFragment<Board_series$key>(SERIES, live.data?.series);
  const shownSince = live.receivedAt && clockTime(live.receivedAt, zone);
  useChangesStream(view.asOf ? null : (series?.id ?? null));
  useTitle(series?.name ?? key);

  if (live.data && !series) return <Missing series={key} />;
  return (
    <>
      <div className="heading">
        <a href={writeView(START)}>{texts.series.all}</a>
        <h1>{series?.name ?? key}</h1>
        {series && (
          <span className={`badge status-${series.status.toLowerCase()}`}>{texts.series.statuses[series.status]}</span>
        )}
        {series?.goal && <span className="quiet">{texts.figures.goal(series.goal)}</span>}
        {series && <ExportButton series={key} hasStats={series.hasStats} />}
        {series && <Freshness series={series} live={live} zone={zone} />}
      </div>
      <ScopeBar series={key} />
      {live.error && <Failure error={live.error} retry={live.refresh} shownSince={shownSince} />}
      {!live.data && !live.error && <Loading />}
      {series && (
        <div className={live.isOutdated ? "outdated" : ""} aria-busy={live.isOutdated}>
          <Figures series={series} seriesKey={key} />
          <Leaks series={series} />
          <SeriesMap series={series} seriesKey={key} />
          <Insights series={key} />
          {view.who && (
            <Suspense>
              <WhoDialog key={view.who} series={key} />
            </Suspense>
          )}
          {view.person && <PersonDialog person={view.person} series={series.id} zone={zone} />}
        </div>
      )}
    </>
  );
}

/** Figures that load once they are looked at. */
function Insights({ series }: { series: string }) {
  return (
    <>
      <Section name="routes" title={texts.routes.title}>
        <Routes series={series} />
      </Section>
      <Section name="breakdown" title={texts.breakdown.title}>
        <Breakdown series={series} />
      </Section>
      <Section name="combinations" title={texts.combinations.title}>
        <Combinations series={series} />
      </Section>
      <Section name="reconciliation" title={texts.reconciliation.title}>
        <Reconciliation series={series} />
      </Section>
    </>
  );
}

function Missing({ series }: { series: string }) {
  return (
    <Empty>
      <h1>{texts.series.missing(series)}</h1>
      <p>
        <a href={writeView(START)}>{texts.series.all}</a>
      </p>
    </Empty>
  );
}
