import { graphql } from "react-relay";
import type { DisengagementsQuery, DisengagementsQuery$data } from "../__generated__/DisengagementsQuery.graphql";
import { useInScope } from "../api/useInScope";
import { number } from "../format";
import { BlockLink } from "../map/BlockLink";
import { Loaded } from "../parts/Loaded";
import { type Column, Table } from "../parts/Table";
import { whoColumn } from "../people/whoColumn";
import { texts } from "../texts";

const QUERY = graphql`
  query DisengagementsQuery($key: String!, $scope: StatsScope!) {
    series(key: $key) {
      stats(scope: $scope) {
        disengaged { count }
        disengagements { reason count selection block { id key name } }
      }
    }
  }
`;

type Stats = NonNullable<NonNullable<DisengagementsQuery$data["series"]>["stats"]>;
const NO_ONE = { disengaged: { count: 0 }, disengagements: [] };
type Reason = Stats["disengagements"][number];

/** Why people disengaged, and at which blocks. */
export default function Disengagements({ series }: { series: string }) {
  const live = useInScope<DisengagementsQuery>(QUERY, series, {});
  return (
    <Loaded live={live}>
      {({ series: found }) => {
        const { disengaged, disengagements } = found?.stats ?? NO_ONE;
        if (disengaged.count === 0) return <p>{texts.disengagements.nobody}</p>;
        const most = disengagements[0]?.count ?? 0;
        return (
          <>
            <p className="quiet">{texts.disengagements.meaning(number(disengaged.count))}</p>
            <div className="scroll">
              <Table columns={columns(most)} rows={disengagements} keyOf={keyOf} />
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function keyOf({ reason, block }: Reason): string {
  return JSON.stringify([reason, block?.id]);
}

function inWords({ reason }: Reason): string {
  return reason || texts.disengagements.noReason;
}

function columns(most: number): Column<Reason>[] {
  return [
    { name: "reason", title: texts.disengagements.reason, isHeader: true, cell: inWords },
    {
      name: "block",
      title: texts.block.name,
      cell: ({ block }) => (block ? <BlockLink block={block} /> : texts.disengagements.noBlock),
    },
    whoColumn(
      { name: "count", title: texts.insights.count },
      (each) => ({
        count: each.count,
        selection: each.selection,
        title: texts.disengagements.who(inWords(each), each.block?.name ?? texts.disengagements.noBlock),
      }),
      most,
    ),
  ];
}
