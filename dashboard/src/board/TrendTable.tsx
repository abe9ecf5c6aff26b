import { useState } from "react";
import { bucket, number, percent } from "../format";
import { type Column, Table } from "../parts/Table";
import { texts } from "../texts";
import type { Interval } from "../view/view";
import type { Point } from "./Trend";

type Props = { points: readonly Point[]; interval: Interval; zone: string; hasShare: boolean };

/** The exact values of a trend. */
export function TrendTable({ points, ...shown }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.trend.table}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must be able to scroll it
        <section className="scroll tall" tabIndex={0} aria-label={texts.trend.table}>
          <Table columns={columns(shown)} rows={points} keyOf={(point) => point.start} />
        </section>
      )}
    </details>
  );
}

function columns({ interval, zone, hasShare }: Omit<Props, "points">): Column<Point>[] {
  const share: Column<Point> = {
    name: "share",
    title: texts.trend.share,
    isNumber: true,
    cell: (point) => percent(point.percentage),
  };
  return [
    {
      name: "start",
      title: texts.trend.start,
      isHeader: true,
      cell: (point) => bucket(point.start, interval, zone),
    },
    { name: "count", title: texts.trend.count, isNumber: true, cell: (point) => number(point.count) },
    { name: "total", title: texts.trend.cumulative, isNumber: true, cell: (point) => number(point.cumulative) },
    ...(hasShare ? [share] : []),
  ];
}
