import { useState } from "react";
import { graphql } from "react-relay";
import type { TrendTableQuery, TrendTableQuery$data } from "../__generated__/TrendTableQuery.graphql";
import { useLive } from "../api/useLive";
import { bucket, percent } from "../format";
import { Loaded } from "../parts/Loaded";
import { type Column, Table } from "../parts/Table";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";
import { useView } from "../view/useView";
import type { Interval } from "../view/view";

// By the id of the outcome, which contains its scope: a query that chose one of the figures would cost as much as all.
const QUERY = graphql`
  query TrendTableQuery($outcome: ID!, $interval: Interval!, $zone: TimeZone!) {
    node(id: $outcome) {
      ... on Outcome {
        trend(interval: $interval, timeZone: $zone) {
          start
          count
          cumulative
          percentage
          selection
          cumulativeSelection
        }
      }
    }
  }
`;

type Point = NonNullable<NonNullable<TrendTableQuery$data["node"]>["trend"]>[number];

type Shown = { name: string; interval: Interval; zone: string; hasShare: boolean };
type Props = Shown & { outcome: string; series: string };

/** The exact values of the trend of an outcome, with links to their people. `name` is that of the figure. */
export function TrendTable(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.trend.table}</summary>
      {isOpen && <Points {...props} />}
    </details>
  );
}

function Points({ outcome, series, ...shown }: Props) {
  const { asOf } = useView();
  const { interval, zone } = shown;
  const live = useLive<TrendTableQuery>(QUERY, { outcome, interval, zone }, asOf ? null : { series });
  return (
    <Loaded live={live}>
      {({ node }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must be able to scroll it
        <section className="scroll tall" tabIndex={0} aria-label={texts.trend.table}>
          <Table columns={columns(shown)} rows={node?.trend ?? []} keyOf={(point) => point.start} />
        </section>
      )}
    </Loaded>
  );
}

function columns({ name, interval, zone, hasShare }: Shown): Column<Point>[] {
  const length = texts.trend.intervals[interval];
  const startOf = (point: Point) => bucket(point.start, interval, zone);
  const share: Column<Point> = {
    name: "share",
    title: texts.trend.share,
    isNumber: true,
    cell: (point) => percent(point.percentage),
  };
  return [
    { name: "start", title: texts.trend.start, isHeader: true, cell: startOf },
    whoColumn({ name: "count", title: texts.trend.count }, (point) => ({
      count: point.count,
      selection: point.selection,
      title: texts.trend.who(name, startOf(point), length),
    })),
    whoColumn({ name: "total", title: texts.trend.cumulative }, (point) => ({
      count: point.cumulative,
      selection: point.cumulativeSelection,
      title: texts.trend.whoUntil(name, startOf(point), length),
    })),
    ...(hasShare ? [share] : []),
  ];
}
