import { graphql } from "react-relay";
import type { BlockVisitsQuery, BlockVisitsQuery$data } from "../__generated__/BlockVisitsQuery.graphql";
import { ActBar } from "../act/ActBar";
import { everyoneAt } from "../act/targets";
import { usePages } from "../api/usePages";
import { useZone } from "../api/viewer";
import { instant, NOTHING } from "../format";
import { type Column, VirtualTable } from "../parts/VirtualTable";
import { PersonLink } from "../people/PersonLink";
import { type Selection, selectionColumn, useSelection } from "../people/selection";
import { texts } from "../texts";
import { scopeOf } from "../view/scope";
import { useView } from "../view/useView";

const QUERY = graphql`
  query BlockVisitsQuery(
    $key: String!
    $block: String!
    $scope: StatsScope!
    $state: [VisitState!]
    $matched: Boolean
    $orderBy: VisitOrder!
    $first: Int!
    $after: String
  ) {
    series(key: $key) {
      block(key: $block) {
        visits(state: $state, matched: $matched, scope: $scope, orderBy: $orderBy, first: $first, after: $after) {
          totalCount
          pageInfo { endCursor hasNextPage }
          edges {
            node {
              id
              state
              reachedAt
              waitsUntil
              leftAt
              matched
              leftAlong { condition variant to { id name } }
              person { id name email externalId }
            }
          }
        }
      }
    }
  }
`;

type Found = NonNullable<NonNullable<BlockVisitsQuery$data["series"]>["block"]>;
type Row = NonNullable<Found["visits"]>["edges"][number];

type Props = { block: string; id: string; series: string; count: number };

/** The visits of a block in the chosen state. `count` is their figure: when it changes, the list is loaded again. */
export function BlockVisits({ block, id, series, count }: Props) {
  const view = useView();
  const zone = useZone();
  const [field, direction] = view.order.split(" ");
  const variables = {
    key: series,
    block,
    scope: scopeOf(view),
    ...chosen(view.state),
    orderBy: { field, direction } as BlockVisitsQuery["variables"]["orderBy"],
  };
  const pages = usePages<BlockVisitsQuery, Row>(QUERY, variables, (data) => data.series?.block?.visits, {
    version: count,
  });
  const selection = useSelection(JSON.stringify(variables));
  return (
    <>
      <ActBar selection={selection} everyone={everyoneAt(view, id)} count={pages.totalCount} />
      <VirtualTable
        label={texts.block.visits}
        columns={columns(selection, zone)}
        pages={pages}
        keyOf={(row) => row.node.id}
        empty={texts.block.none}
      />
    </>
  );
}

function chosen(state: string): Pick<BlockVisitsQuery["variables"], "state" | "matched"> {
  if (state === "MATCHED" || state === "NOT_MATCHED") return { state: null, matched: state === "MATCHED" };
  return { state: state ? [state as Row["node"]["state"]] : null, matched: null };
}

function columns(selection: Selection, zone: string): Column<Row>[] {
  return [
    selectionColumn(selection, (row) => row.node.person),
    { name: "name", title: texts.people.name, isHeader: true, cell: (row) => <PersonLink person={row.node.person} /> },
    { name: "state", title: texts.block.state, cell: (row) => texts.states.names[row.node.state] },
    { name: "at", title: texts.block.reachedAt, cell: (row) => instant(row.node.reachedAt, zone) },
    { name: "until", title: texts.block.waitsUntil, cell: (row) => instant(row.node.waitsUntil, zone) },
    { name: "left", title: texts.block.leftAt, cell: (row) => instant(row.node.leftAt, zone) },
    { name: "match", title: texts.block.match, cell: (row) => matchOf(row.node.matched) },
    { name: "along", title: texts.block.along, cell: (row) => alongOf(row.node.leftAlong) },
  ];
}

function matchOf(matched: boolean | null | undefined): string {
  if (matched == null) return NOTHING;
  return matched ? texts.block.yes : texts.block.no;
}

function alongOf(path: Row["node"]["leftAlong"]): string {
  return path ? texts.map.paths(texts.paths.name(path.condition, path.variant), path.to.name) : NOTHING;
}
