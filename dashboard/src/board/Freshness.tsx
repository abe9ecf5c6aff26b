import { graphql, useFragment } from "react-relay";
import type { Freshness_series$key } from "../__generated__/Freshness_series.graphql";
import type { Live } from "../api/useLive";
import { clockTime, instant } from "../format";
import { texts } from "../texts";
import { useView } from "../view/useView";

type Props = { series: Freshness_series$key; live: Live<unknown>; zone: string };

/** How current the figures are: the newest event in them, and when they were loaded. */
export function Freshness({ series, live, zone }: Props) {
  const { asOf } = useView();
  const { stats } = useFragment(
    graphql`
      fragment Freshness_series on Series @argumentDefinitions(scope: { type: "StatsScope!" }) {
        stats(scope: $scope) { freshness { dataThrough } }
      }
    `,
    series,
  );
  const newest = stats?.freshness.dataThrough;
  const until = asOf || live.receivedAt?.toISOString();
  // Events dated after the instant of the figures do not count yet.
  const through = newest && until && Date.parse(newest) > Date.parse(until) ? until : newest;
  return (
    <span className="quiet fresh">
      {asOf && `${texts.fresh.asOf(instant(asOf, zone))} · `}
      {through ? texts.fresh.through(instant(through, zone)) : texts.fresh.none}
      {live.receivedAt && ` · ${texts.fresh.loaded(clockTime(live.receivedAt, zone))}`}
    </span>
  );
}
