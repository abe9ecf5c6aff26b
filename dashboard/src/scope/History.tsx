import { useEffect, useState } from "react";
import { graphql } from "react-relay";
import type { HistoryQuery } from "../__generated__/HistoryQuery.graphql";
import { useLive } from "../api/useLive";
import { instant } from "../format";
import { texts } from "../texts";
import { changeView } from "../view/useView";

const STEPS = 500;
const PAUSE_MILLISECONDS = 300;

const QUERY = graphql`
  query HistoryQuery($key: String!) {
    series(key: $key) {
      entries(last: 1) { nodes { startedAt } }
    }
  }
`;

/** A slider through the history of the series, from the first start to now. */
export function History({ series, asOf, zone }: { series: string; asOf: string; zone: string }) {
  const { data } = useLive<HistoryQuery>(QUERY, { key: series });
  const first = data?.series?.entries?.nodes[0]?.startedAt;
  const [now] = useState(Date.now);
  const begin = first ? Date.parse(first) : now;
  const stepOf = (at: string) => (at ? Math.round(((Date.parse(at) - begin) / (now - begin)) * STEPS) : STEPS);
  const [step, setStep] = useState<number | null>(null);
  const shown = step ?? stepOf(asOf);

  useEffect(() => {
    if (step === null) return;
    const at = new Date(begin + ((now - begin) * step) / STEPS).toISOString();
    const timer = setTimeout(() => {
      changeView({ asOf: step === STEPS ? "" : at });
      setStep(null);
    }, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [step, begin, now]);

  if (!first) return null;
  const text =
    shown >= STEPS ? texts.scope.now : instant(new Date(begin + ((now - begin) * shown) / STEPS).toISOString(), zone);
  return (
    <label className="field history">
      {texts.scope.history}
      <input
        type="range"
        min={0}
        max={STEPS}
        value={shown}
        aria-valuetext={text}
        onChange={(event) => setStep(Number(event.target.value))}
      />
    </label>
  );
}
