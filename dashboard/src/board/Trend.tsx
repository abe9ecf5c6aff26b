import { graphql } from "react-relay";
import type { TrendQuery, TrendQuery$data } from "../__generated__/TrendQuery.graphql";
import { POLL_MILLISECONDS, useLive } from "../api/useLive";
import { useZone } from "../api/viewer";
import { Choice } from "../parts/Choice";
import { Empty, Failure, Loading } from "../parts/states";
import { texts } from "../texts";
import { only } from "../view/figures";
import { scopeOf } from "../view/scope";
import { changeView, useView } from "../view/useView";
import { type Figure, INTERVALS, MEASURES } from "../view/view";
import { TrendChart } from "./TrendChart";
import { TrendTable } from "./TrendTable";

const QUERY = graphql`
  query TrendQuery(
    $key: String!
    $scope: StatsScope!
    $interval: Interval!
    $zone: TimeZone!
    $started: Boolean!
    $finished: Boolean!
    $disengaged: Boolean!
    $exited: Boolean!
    $goalHit: Boolean!
  ) {
    series(key: $key) {
      stats(scope: $scope) {
        started @include(if: $started) {
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        finished @include(if: $finished) {
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        disengaged @include(if: $disengaged) {
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        exited @include(if: $exited) {
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        goalHit @include(if: $goalHit) {
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
      }
    }
  }
`;

type Stats = NonNullable<NonNullable<TrendQuery$data["series"]>["stats"]>;
export type Point = NonNullable<NonNullable<Stats["started"]>["trend"]>[number];

/** How a figure moved: a chart with a cursor, and the same values as a table. */
export function Trend({ figure, series }: { figure: Figure; series: string }) {
  const view = useView();
  const zone = useZone();
  const { interval, measure } = view;
  const live = useLive<TrendQuery>(
    QUERY,
    { key: series, scope: scopeOf(view), interval, zone, ...only(figure) },
    view.asOf ? null : POLL_MILLISECONDS,
  );
  const points = live.data?.series?.stats?.[figure]?.trend;
  const shown = { points: points ?? [], interval, measure, zone };
  return (
    <>
      <div className="row">
        <Choice
          label={texts.trend.interval}
          options={INTERVALS}
          names={texts.trend.intervals}
          value={interval}
          onChange={(value) => changeView({ interval: value })}
        />
        <Choice
          label={texts.trend.measure}
          options={MEASURES}
          names={texts.trend.measures}
          value={measure}
          onChange={(value) => changeView({ measure: value })}
        />
      </div>
      {live.error && <Failure error={live.error} retry={live.refresh} />}
      {!points && !live.error && <Loading />}
      {points && points.length === 0 && <Empty>{texts.trend.empty}</Empty>}
      {points && points.length > 0 && !live.error && (
        <>
          <TrendChart key={`${figure} ${interval}`} title={texts.trend.title(texts.figures.names[figure])} {...shown} />
          <TrendTable {...shown} />
        </>
      )}
    </>
  );
}
