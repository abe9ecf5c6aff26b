import { useState } from "react";
import { bucket, number, percent } from "../format";
import { texts } from "../texts";
import type { Interval } from "../view/view";
import type { Point } from "./Trend";

type Props = { points: readonly Point[]; interval: Interval; zone: string };

/** The exact values of a trend. */
export function TrendTable({ points, interval, zone }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.trend.table}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must be able to scroll it
        <section className="scroll tall" tabIndex={0} aria-label={texts.trend.table}>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{texts.trend.start}</th>
                <th scope="col" className="right">
                  {texts.trend.count}
                </th>
                <th scope="col" className="right">
                  {texts.trend.cumulative}
                </th>
                <th scope="col" className="right">
                  {texts.trend.share}
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.start}>
                  <th scope="row">{bucket(point.start, interval, zone)}</th>
                  <td className="right">{number(point.count)}</td>
                  <td className="right">{number(point.cumulative)}</td>
                  <td className="right">{percent(point.percentage)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
