import { lazy, useState } from "react";
import { Section } from "../parts/Section";
import { texts } from "../texts";
import { narrowingOf } from "../view/filters";
import { useView } from "../view/useView";
import type { Figure } from "../view/view";
import { FigurePeople } from "./FigurePeople";
import { Narrowing } from "./Narrowing";
import { Trend } from "./Trend";

const Disengagements = lazy(() => import("../insights/Disengagements"));
const TimeTo = lazy(() => import("../durations/TimeTo"));

type Props = { figure: Figure; count: number; series: string };

/** How a figure moved and who is behind it, both of them for all or a part of its people. */
export function FigurePanel({ figure, count, series }: Props) {
  const narrowing = narrowingOf(useView(), figure, series);
  const [isTrendOpen, setTrendOpen] = useState(true);
  const shown = { figure, series, narrowing };
  return (
    <>
      <p className="quiet">{texts.figures.meanings[figure]}</p>
      <Narrowing figure={figure} />
      <details open={isTrendOpen} className="section" onToggle={(event) => setTrendOpen(event.currentTarget.open)}>
        <summary>
          <h2>{texts.trend.title(texts.figures.names[figure])}</h2>
        </summary>
        {isTrendOpen && <Trend {...shown} />}
      </details>
      {figure !== "started" && (
        <Section name="timeTo" title={texts.durations.outcomes[figure].title}>
          <TimeTo series={series} figure={figure} />
        </Section>
      )}
      {figure === "disengaged" && (
        <Section name="disengagements" title={texts.disengagements.title}>
          <Disengagements series={series} />
        </Section>
      )}
      <FigurePeople {...shown} count={count} />
    </>
  );
}
