import { graphql } from "react-relay";
import type { TimeToQuery } from "../__generated__/TimeToQuery.graphql";
import { useInScope } from "../api/useInScope";
import { Loaded } from "../parts/Loaded";
import { texts } from "../texts";
import { KINDS } from "../view/figures";
import type { Figure } from "../view/view";
import { Durations } from "./Durations";

const QUERY = graphql`
  query TimeToQuery($key: String!, $scope: StatsScope!, $kind: OutcomeKind!) {
    series(key: $key) {
      stats(scope: $scope) { timeTo(kind: $kind) { ...Durations_stats } }
    }
  }
`;

/** How long an outcome takes from the start. */
export default function TimeTo({ series, figure }: { series: string; figure: Exclude<Figure, "started"> }) {
  const live = useInScope<TimeToQuery>(QUERY, series, { kind: KINDS[figure] });
  return (
    <Loaded live={live}>
      {(data) => {
        const stats = data.series?.stats?.timeTo;
        if (!stats) return <p>{texts.figures.notStarted}</p>;
        const names = texts.durations.outcomes[figure];
        return <Durations stats={stats} ending={{ names, times: names.title, isRising: true }} />;
      }}
    </Loaded>
  );
}
