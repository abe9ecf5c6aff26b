import { useState } from "react";
import { graphql } from "react-relay";
import type { RoutesQuery, RoutesQuery$data } from "../__generated__/RoutesQuery.graphql";
import { useInScope } from "../api/useInScope";
import { number, percentOf } from "../format";
import { Loaded } from "../parts/Loaded";
import { type Column, Table } from "../parts/Table";
import { WhoLink } from "../people/WhoLink";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";

const QUERY = graphql`
  query RoutesQuery($key: String!, $scope: StatsScope!, $first: Int!) {
    series(key: $key) {
      stats(scope: $scope) {
        started { count }
        flow {
          routes(first: $first) { count share goalShare selection blocks { id name } }
          otherRoutes(first: $first)
          otherRoutesSelection(first: $first)
        }
      }
    }
  }
`;

const STEP = 10;
const MOST = 100; // the API refuses more

type Stats = NonNullable<NonNullable<RoutesQuery$data["series"]>["stats"]>;
type Route = NonNullable<Stats["flow"]>["routes"][number];

/** The commonest whole ways through the series. The others are counted together. */
export default function Routes({ series }: { series: string }) {
  const [first, setFirst] = useState(STEP);
  const live = useInScope<RoutesQuery>(QUERY, series, { first });
  return (
    <Loaded live={live}>
      {({ series: found }) => {
        if (!found?.stats?.flow || found.stats.started.count === 0) return <p>{texts.figures.notStarted}</p>;
        const { started, flow } = found.stats;
        return (
          <>
            <p className="quiet">{texts.routes.meaning(number(started.count))}</p>
            <div className="scroll">
              <Table columns={COLUMNS} rows={flow.routes} keyOf={keyOf} />
            </div>
            {flow.otherRoutes > 0 && (
              <p>
                {texts.routes.others}{" "}
                <WhoLink
                  count={flow.otherRoutes}
                  selection={flow.otherRoutesSelection}
                  title={texts.routes.whoOthers(number(flow.routes.length))}
                />
              </p>
            )}
            {flow.otherRoutes > 0 && first < MOST && (
              <button type="button" className="button" onClick={() => setFirst(first + STEP)}>
                {texts.routes.more}
              </button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function keyOf({ blocks }: Route): string {
  return blocks.map((block) => block.id).join(" ");
}

function inWords({ blocks }: Route): string {
  return blocks.map((block) => block.name).join(" → ") || texts.routes.none;
}

const COLUMNS: Column<Route>[] = [
  { name: "route", title: texts.routes.route, isHeader: true, cell: inWords },
  whoColumn({ name: "count", title: texts.insights.count }, (route) => ({
    count: route.count,
    selection: route.selection,
    title: texts.routes.who(inWords(route)),
  })),
  { name: "share", title: texts.routes.share, isNumber: true, cell: (route) => percentOf(route.share) },
  { name: "goal", title: texts.routes.goalShare, isNumber: true, cell: (route) => percentOf(route.goalShare) },
];
