import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { texts } from "../texts";
import { useWidth } from "./useWidth";

export const HEIGHT = 220;
export const MARGIN = { top: 12, right: 16, bottom: 24, left: 56 };
const NARROWEST = 200;

type Props = {
  title: string;
  /** Number of values, of which the cursor is at the last one at first. */
  length: number;
  spokenAt: (index: number) => string;
  /** The value at a place, in pixels from the left edge of the chart. */
  indexAt: (x: number, width: number) => number;
  /** The marks, as SVG. The cursor is null while neither the pointer nor the focus is on the chart. */
  children: (width: number, cursor: number | null) => ReactNode;
};

/** A chart that is also a slider: arrow keys or the pointer move a cursor, whose values are spoken and shown. */
export function SliderChart({ title, length, spokenAt, indexAt, children }: Props) {
  const [place, measured] = useWidth();
  const [chosen, setChosen] = useState(length - 1);
  const [isActive, setActive] = useState(false);
  const width = Math.max(measured, NARROWEST);
  const cursor = within(chosen, length);

  function keyDown(event: KeyboardEvent) {
    const next = moved(event.key, cursor, length);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
  }

  function pointerMove(event: PointerEvent<HTMLDivElement>) {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setChosen(within(indexAt(x, width), length));
    setActive(true);
  }

  return (
    <div
      ref={place}
      className="chart"
      role="slider"
      tabIndex={0}
      aria-label={title}
      aria-description={texts.chart.hint}
      aria-valuemin={0}
      aria-valuemax={length - 1}
      aria-valuenow={cursor}
      aria-valuetext={spokenAt(cursor)}
      onKeyDown={keyDown}
      onPointerMove={pointerMove}
      onPointerLeave={() => setActive(false)}
      onFocus={() => setActive(true)}
      onBlur={() => setActive(false)}
    >
      <p className="chart-values" aria-hidden="true">
        {spokenAt(cursor)}
      </p>
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {children(width, isActive ? cursor : null)}
      </svg>
    </div>
  );
}

type Ticks = { ticks: readonly number[]; y: (value: number) => number; width: number; label: (tick: number) => string };

/** The levels of the values, with their labels. */
export function Levels({ ticks, y, width, label }: Ticks) {
  return ticks.map((tick) => (
    <g key={tick} className="axis">
      <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
      <text x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
        {label(tick)}
      </text>
    </g>
  ));
}

export function Cursor({ x }: { x: number }) {
  return <line className="cursor" x1={x} x2={x} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />;
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
  return target === null ? null : within(target, length);
}

function within(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
