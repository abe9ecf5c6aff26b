import { max, min } from "d3-array";
import { scaleLinear, scalePoint } from "d3-scale";
import { area, line } from "d3-shape";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { bucket, day, number, percent } from "../format";
import { useWidth } from "../parts/useWidth";
import { texts } from "../texts";
import type { Interval, Measure } from "../view/view";
import type { Point } from "./Trend";

type Props = {
  title: string;
  points: readonly Point[];
  interval: Interval;
  measure: Measure;
  zone: string;
  hasShare: boolean;
};

const HEIGHT = 220;
const MARGIN = { top: 12, right: 16, bottom: 24, left: 56 };
const LABEL_PIXELS = 90;

/** A chart that is also a slider: arrow keys or the pointer move a cursor, whose values are spoken and shown. */
export function TrendChart({ title, points, interval, measure, zone, hasShare }: Props) {
  const [place, width] = useWidth();
  const [chosen, setChosen] = useState(points.length - 1);
  const [isActive, setActive] = useState(false);
  const cursor = Math.min(chosen, points.length - 1);
  const values = points.map((point) => point[measure] ?? 0);
  const scales = scalesOf(values, Math.max(width, 200));
  const current = points[cursor];
  if (!current) return null;
  const spoken = `${bucket(current.start, interval, zone)}: ${described(current, hasShare)}`;

  function keyDown(event: KeyboardEvent) {
    const next = moved(event.key, cursor, points.length);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
  }

  function pointerMove(event: PointerEvent<HTMLDivElement>) {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - MARGIN.left;
    const step = scales.x.step() || 1;
    setChosen(Math.max(0, Math.min(points.length - 1, Math.round(left / step))));
    setActive(true);
  }

  return (
    <div
      ref={place}
      className="chart"
      role="slider"
      tabIndex={0}
      aria-label={title}
      aria-description={texts.trend.hint}
      aria-valuemin={0}
      aria-valuemax={points.length - 1}
      aria-valuenow={cursor}
      aria-valuetext={spoken}
      onKeyDown={keyDown}
      onPointerMove={pointerMove}
      onPointerLeave={() => setActive(false)}
      onFocus={() => setActive(true)}
      onBlur={() => setActive(false)}
    >
      <p className="chart-values" aria-hidden="true">
        {spoken}
      </p>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        <Axes scales={scales} points={points} measure={measure} zone={zone} />
        <Marks scales={scales} values={values} measure={measure} />
        {isActive && (
          <line
            className="cursor"
            x1={scales.x(cursor)}
            x2={scales.x(cursor)}
            y1={MARGIN.top}
            y2={HEIGHT - MARGIN.bottom}
          />
        )}
      </svg>
    </div>
  );
}

function described({ count, cumulative, percentage }: Point, hasShare: boolean): string {
  if (!hasShare) return texts.trend.counts(number(count), number(cumulative));
  return texts.trend.values(number(count), number(cumulative), percent(percentage));
}

/** Where a key moves the cursor; null for keys that do not move it. */
export function moved(key: string, cursor: number, length: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageUp: 10,
    PageDown: -10,
  };
  const ends: Record<string, number> = { Home: 0, End: length - 1 };
  const target = ends[key] ?? (steps[key] === undefined ? null : cursor + steps[key]);
  return target === null ? null : Math.max(0, Math.min(length - 1, target));
}

type Scales = ReturnType<typeof scalesOf>;

function scalesOf(values: number[], width: number) {
  const x = scalePoint<number>()
    .domain(values.keys())
    .range([MARGIN.left, width - MARGIN.right])
    .padding(0.5);
  const y = scaleLinear()
    .domain([Math.min(0, min(values) ?? 0), Math.max(1, max(values) ?? 1)])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  return { x: Object.assign((index: number) => x(index) ?? MARGIN.left, { step: x.step }), y, width };
}

function Axes({ scales, points, measure, zone }: { scales: Scales } & Pick<Props, "points" | "measure" | "zone">) {
  const { x, y, width } = scales;
  const every = Math.max(1, Math.ceil(LABEL_PIXELS / Math.max(1, x.step())));
  return (
    <>
      {y.ticks(4).map((tick) => (
        <g key={tick} className="axis">
          <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {measure === "percentage" ? percent(tick) : number(tick)}
          </text>
        </g>
      ))}
      {points.map((point, index) =>
        index % every === 0 ? (
          <text key={point.start} className="axis" x={x(index)} y={HEIGHT - 6} textAnchor="middle">
            {day(point.start, zone)}
          </text>
        ) : null,
      )}
    </>
  );
}

function Marks({ scales, values, measure }: { scales: Scales; values: number[]; measure: Measure }) {
  const { x, y } = scales;
  if (measure === "count") {
    const thick = Math.max(1, x.step() * 0.75);
    return values.map((value, index) => (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        key={index}
        className="bar"
        x={x(index) - thick / 2}
        width={thick}
        y={Math.min(y(value), y(0))}
        height={Math.abs(y(value) - y(0))}
      />
    ));
  }
  const shape = { x: (_: number, index: number) => x(index), y: (value: number) => y(value) };
  return (
    <>
      <path className="area" d={area<number>().x(shape.x).y0(y(0)).y1(shape.y)(values) ?? ""} />
      <path className="line" d={line<number>().x(shape.x).y(shape.y)(values) ?? ""} />
    </>
  );
}
