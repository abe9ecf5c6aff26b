import { max, min } from "d3-array";
import { scaleLinear, scalePoint } from "d3-scale";
import { area, line } from "d3-shape";
import { bucket, day, number, percent } from "../format";
import { Cursor, HEIGHT, Levels, MARGIN, SliderChart } from "../parts/SliderChart";
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

const LABEL_PIXELS = 90;

/** How a figure moved: bars of each interval, or a line of the total or share so far. */
export function TrendChart({ title, points, interval, measure, zone, hasShare }: Props) {
  const values = points.map((point) => point[measure] ?? 0);

  function spokenAt(index: number): string {
    const point = points[index];
    return point ? `${bucket(point.start, interval, zone)}: ${described(point, hasShare)}` : "";
  }

  function indexAt(x: number, width: number): number {
    return Math.round((x - MARGIN.left) / (scalesOf(values, width).x.step() || 1));
  }

  return (
    <SliderChart title={title} length={points.length} spokenAt={spokenAt} indexAt={indexAt}>
      {(width, cursor) => {
        const scales = scalesOf(values, width);
        return (
          <>
            <Axes scales={scales} points={points} measure={measure} zone={zone} />
            <Marks scales={scales} values={values} measure={measure} />
            {cursor !== null && <Cursor x={scales.x(cursor)} />}
          </>
        );
      }}
    </SliderChart>
  );
}

function described({ count, cumulative, percentage }: Point, hasShare: boolean): string {
  if (!hasShare) return texts.trend.counts(number(count), number(cumulative));
  return texts.trend.values(number(count), number(cumulative), percent(percentage));
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
      <Levels ticks={y.ticks(4)} y={y} width={width} label={measure === "percentage" ? percent : number} />
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
