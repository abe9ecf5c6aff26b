import { bisector } from "d3-array";
import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import type { Durations_stats$data } from "../__generated__/Durations_stats.graphql";
import { duration, inUnits, percentOf, unitOf } from "../format";
import { Cursor, HEIGHT, Levels, MARGIN, SliderChart } from "../parts/SliderChart";
import { texts } from "../texts";

type Point = Durations_stats$data["curve"][number];
type Share = { seconds: number; share: number; low: number; high: number };
type Props = { title: string; points: readonly Point[]; isRising: boolean };

const LABEL_PIXELS = 110;
const FEWEST_UNITS = 2; // on the axis of time

/** A share over time, with its 95 % band. A rising curve shows the share of those that are no longer there. */
export function CurveChart({ title, points, isRising }: Props) {
  const shares = isRising
    ? points.map(risen)
    : points.map(({ stillThere, ...each }) => ({ ...each, share: stillThere }));

  function spokenAt(index: number): string {
    const found = shares[index];
    if (!found) return "";
    const [share, low, high] = [found.share, found.low, found.high].map(percentOf);
    return texts.durations.point(duration(found.seconds), `${share}`, `${low}`, `${high}`);
  }

  return (
    <SliderChart
      title={title}
      length={shares.length}
      spokenAt={spokenAt}
      indexAt={(x, width) => indexAt(shares, scalesOf(shares, width).x.invert(x))}
    >
      {(width, cursor) => <Curve shares={shares} width={width} cursor={cursor} />}
    </SliderChart>
  );
}

function risen({ seconds, stillThere, low, high }: Point): Share {
  return { seconds, share: 1 - stillThere, low: 1 - high, high: 1 - low };
}

/** The point that holds at a time: the last one up to it. */
function indexAt(shares: readonly Share[], seconds: number): number {
  return bisector<Share, number>((each) => each.seconds).right(shares, seconds) - 1;
}

function scalesOf(shares: readonly Share[], width: number) {
  const last = shares.at(-1)?.seconds || 1;
  const x = scaleLinear()
    .domain([0, last])
    .range([MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear()
    .domain([0, 1])
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  return { x, y, last };
}

/** The last label ends at the edge of the chart, beyond which it would be cut off. */
function anchorAt(seconds: number, last: number): "middle" | "end" {
  return seconds > 0.95 * last ? "end" : "middle";
}

function Curve({ shares, width, cursor }: { shares: readonly Share[]; width: number; cursor: number | null }) {
  const { x, y, last } = scalesOf(shares, width);
  const { unit, length } = unitOf(last / FEWEST_UNITS);
  const labels = Math.max(1, Math.min(Math.floor(width / LABEL_PIXELS), Math.floor(last / length)));
  const ticks = scaleLinear([0, last / length], [0, 1]).ticks(labels);
  const place = (each: Share) => x(each.seconds);
  const band = area<Share>(
    place,
    (each) => y(each.low),
    (each) => y(each.high),
  ).curve(curveStepAfter);
  const steps = line<Share>(place, (each) => y(each.share)).curve(curveStepAfter);
  const chosen = cursor === null ? undefined : shares[cursor];
  return (
    <>
      <Levels ticks={y.ticks(4)} y={y} width={width} label={percentOf} />
      {ticks.map((tick) => (
        <text
          key={tick}
          className="axis"
          x={x(tick * length)}
          y={HEIGHT - 6}
          textAnchor={anchorAt(tick * length, last)}
        >
          {inUnits(tick, unit)}
        </text>
      ))}
      <path className="area" d={band(shares) ?? ""} />
      <path className="line" d={steps(shares) ?? ""} />
      {chosen && <Cursor x={place(chosen)} />}
    </>
  );
}
