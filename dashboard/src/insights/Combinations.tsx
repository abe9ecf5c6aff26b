import { graphql } from "react-relay";
import type { CombinationsQuery, CombinationsQuery$data } from "../__generated__/CombinationsQuery.graphql";
import { useInScope } from "../api/useInScope";
import { number } from "../format";
import { Loaded } from "../parts/Loaded";
import { type Column, Table } from "../parts/Table";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";

const QUERY = graphql`
  query CombinationsQuery($key: String!, $scope: StatsScope!) {
    series(key: $key) {
      stats(scope: $scope) {
        started { count }
        combinations { outcomes count selection }
      }
    }
  }
`;

type Stats = NonNullable<NonNullable<CombinationsQuery$data["series"]>["stats"]>;
type Combination = Stats["combinations"][number];

/** Everyone who started, divided into exclusive groups by what they did. */
export default function Combinations({ series }: { series: string }) {
  const live = useInScope<CombinationsQuery>(QUERY, series, {});
  return (
    <Loaded live={live}>
      {({ series: found }) => {
        if (!found?.stats?.started.count) return <p>{texts.figures.notStarted}</p>;
        const { started, combinations } = found.stats;
        return (
          <>
            <p className="quiet">{texts.combinations.meaning(number(started.count))}</p>
            <div className="scroll">
              <Table columns={columns(started.count)} rows={combinations} keyOf={(each) => each.outcomes.join(" ")} />
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

/** The outcomes in words, without that of having started, which everyone has. */
function inWords({ outcomes }: Combination): string {
  const others = outcomes.filter((each) => each !== "STARTED");
  return others.map((each) => texts.people.outcomeNames[each]).join(" + ") || texts.combinations.none;
}

function columns(started: number): Column<Combination>[] {
  return [
    { name: "outcomes", title: texts.people.outcomes, isHeader: true, cell: inWords },
    whoColumn(
      { name: "count", title: texts.insights.count },
      (each) => ({ count: each.count, selection: each.selection, title: texts.combinations.who(inWords(each)) }),
      started,
    ),
  ];
}
