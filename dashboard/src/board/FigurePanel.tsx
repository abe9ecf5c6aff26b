import { useState } from "react";
import { Choice } from "../parts/Choice";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { type Figure, LEFT_AS } from "../view/view";
import { FigurePeople } from "./FigurePeople";
import { Trend } from "./Trend";

type Props = { figure: Figure; count: number; series: { id: string; key: string } };

export function FigurePanel({ figure, count, series }: Props) {
  const { leftAs } = useView();
  const [isTrendOpen, setTrendOpen] = useState(true);
  return (
    <>
      <p className="quiet">{texts.figures.meanings[figure]}</p>
      {figure === "goalHit" && (
        <Choice
          label={texts.figures.leftAs}
          options={LEFT_AS}
          names={texts.figures.leftAsNames}
          value={leftAs}
          onChange={(value) => changeView({ leftAs: value })}
        />
      )}
      <details open={isTrendOpen} className="section" onToggle={(event) => setTrendOpen(event.currentTarget.open)}>
        <summary>
          <h2>{texts.trend.title(texts.figures.names[figure])}</h2>
        </summary>
        {isTrendOpen && <Trend figure={figure} series={series.key} />}
      </details>
      <FigurePeople figure={figure} count={count} series={series} />
    </>
  );
}
