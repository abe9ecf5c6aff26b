import { graphql } from "react-relay";
import type { TimeInBlockQuery } from "../__generated__/TimeInBlockQuery.graphql";
import { useInScope } from "../api/useInScope";
import { Loaded } from "../parts/Loaded";
import { texts } from "../texts";
import { Durations } from "./Durations";

const QUERY = graphql`
  query TimeInBlockQuery($key: String!, $block: String!, $scope: StatsScope!) {
    series(key: $key) {
      block(key: $block) { name stats(scope: $scope) { timeInBlock { ...Durations_stats } } }
    }
  }
`;

/** How long people stay at a block. */
export default function TimeInBlock({ series, block }: { series: string; block: string }) {
  const live = useInScope<TimeInBlockQuery>(QUERY, series, { block });
  return (
    <Loaded live={live}>
      {(data) => {
        const found = data.series?.block;
        if (!found?.stats?.timeInBlock) return <p>{texts.block.none}</p>;
        const ending = { names: texts.durations.left, times: texts.durations.atBlock(found.name), isRising: false };
        return <Durations stats={found.stats.timeInBlock} ending={ending} />;
      }}
    </Loaded>
  );
}
