import { graphql } from "react-relay";
import type { TimeInBlockQuery } from "../__generated__/TimeInBlockQuery.graphql";
import { useInScope } from "../api/useInScope";
import { Loaded } from "../parts/Loaded";
import { texts } from "../texts";
import { Durations } from "./Durations";

const QUERY = graphql`
  query TimeInBlockQuery($key: String!, $block: String!, $scope: StatsScope!) {
    series(key: $key) {
      block(key: $block) { stats(scope: $scope) { timeInBlock { ...Durations_stats } } }
    }
  }
`;

/** How long people stay at a block. */
export default function TimeInBlock({ series, block }: { series: string; block: string }) {
  const live = useInScope<TimeInBlockQuery>(QUERY, series, { block });
  return (
    <Loaded live={live}>
      {(data) => {
        const stats = data.series?.block?.stats?.timeInBlock;
        if (!stats) return <p>{texts.block.none}</p>;
        return <Durations stats={stats} ending={{ names: texts.durations.left, isRising: false }} />;
      }}
    </Loaded>
  );
}
