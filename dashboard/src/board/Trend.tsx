import { graphql } from "react-relay";
import type { TrendQuery, TrendQuery$data } from "../__generated__/TrendQuery.graphql";
import { isRefused, isTemporary } from "../api/errors";
import { useLive } from "../api/useLive";
import { useZone } from "../api/viewer";
import { Choice } from "../parts/Choice";
import { Empty, Failure, Loading, TooFine } from "../parts/states";
import { texts } from "../texts";
import { only } from "../view/figures";
import type { PeopleFilterInput } from "../view/filters";
import { scopeOf } from "../view/scope";
import { changeView, useView } from "../view/useView";
import { type Figure, INTERVALS, MEASURES, type Measure } from "../view/view";
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
          id
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        finished @include(if: $finished) {
          id
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        disengaged @include(if: $disengaged) {
          id
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        exited @include(if: $exited) {
          id
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
        goalHit @include(if: $goalHit) {
          id
          trend(interval: $interval, timeZone: $zone) { start count cumulative percentage }
        }
      }
    }
  }
`;

type Stats = NonNullable<NonNullable<TrendQuery$data["series"]>["stats"]>;
export type Point = NonNullable<NonNullable<Stats["started"]>["trend"]>[number];

type Props = { figure: Figure; series: string; narrowing: PeopleFilterInput | undefined };

/** How a figure moved: a chart with a cursor, and the same values as a table. */
export function Trend({ figure, series, narrowing }: Props) {
  const view = useView();
  const zone = useZone();
  const { interval } = view;
  // The share of a part of the people would be of the started among these, which is always near 100 %.
  const hasShare = figure !== "started" && narrowing === undefined;
  const measures: readonly Measure[] = hasShare ? MEASURES : MEASURES.filter((each) => each !== "percentage");
  const measure = measures.includes(view.measure) ? view.measure : "cumulative";
  const live = useLive<TrendQuery>(
    QUERY,
    { key: series, scope: scopeOf(view, narrowing), interval, zone, ...only(figure) },
    view.asOf ? null : { series },
  );
  const outcome = live.data?.series?.stats?.[figure];
  const points = outcome?.trend;
  const name = texts.figures.names[figure];
  const isTooFine = isRefused(live.error, "interval");
  const shown = { interval, zone, hasShare };
  return (
    <>
      <div className="row fields">
        <Choice
          label={texts.trend.interval}
          options={INTERVALS}
          names={texts.trend.intervals}
          value={interval}
          onChange={(value) => changeView({ interval: value })}
        />
        <Choice
          label={texts.trend.measure}
          options={measures}
          names={texts.trend.measures}
          value={measure}
          onChange={(value) => changeView({ measure: value })}
        />
      </div>
      {isTooFine && <TooFine interval={interval} />}
      {live.error && !isTooFine && <Failure error={live.error} retry={live.refresh} />}
      {!points && !live.error && <Loading />}
      {points && points.length === 0 && <Empty>{texts.trend.empty}</Empty>}
      {outcome && points && points.length > 0 && (!live.error || isTemporary(live.error)) && (
        <>
          <TrendChart
            key={`${figure} ${interval}`}
            title={texts.trend.title(name)}
            points={points}
            measure={measure}
            {...shown}
          />
          <TrendTable outcome={outcome.id} series={series} name={name} {...shown} />
        </>
      )}
    </>
  );
}
