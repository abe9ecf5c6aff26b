import { graphql } from "react-relay";
import type { BlockVisitsQuery, BlockVisitsQuery$data } from "../__generated__/BlockVisitsQuery.graphql";
import { ActBar } from "../act/ActBar";
import { usePages } from "../api/usePages";
import { useZone } from "../api/viewer";
import { instant, NOTHING } from "../format";
import type { Column } from "../parts/Table";
import { VirtualTable } from "../parts/VirtualTable";
import { type Chosen, chosenColumn, useChosen } from "../people/chosen";
import { PersonLink } from "../people/PersonLink";
import { texts } from "../texts";
import { visitsBy } from "../view/filters";
import { scopeOf } from "../view/scope";
import { changeView, useView } from "../view/useView";
import type { Order } from "../view/view";
import { leadsTo, visitsAlong } from "./paths";

const QUERY = graphql`
  query BlockVisitsQuery(
    $key: String!
    $block: String!
    $scope: StatsScope!
    $state: [VisitState!]
    $matched: Boolean
    $leftAlong: PathCondition
    $variant: String
    $orderBy: VisitOrder!
    $first: Int!
    $after: String
    $isFirst: Boolean!
  ) {
    series(key: $key) {
      block(key: $block) {
        visits(
          state: $state
          matched: $matched
          leftAlong: $leftAlong
          variant: $variant
          scope: $scope
          orderBy: $orderBy
          first: $first
          after: $after
        ) {
          totalCount @include(if: $isFirst)
          selection @include(if: $isFirst)
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

type Props = { block: string; series: string; count: number };

/** The visits of a block by state and path. `count` is their figure: when it changes, the list is loaded again. */
export function BlockVisits({ block, series, count }: Props) {
  const view = useView();
  const zone = useZone();
  const [field, direction] = view.order.split(" ");
  const orderBy = { field, direction } as BlockVisitsQuery["variables"]["orderBy"];
  const listed = {
    key: series,
    block,
    scope: scopeOf(view),
    ...visitsBy(view.state),
    ...visitsAlong(view.along),
  };
  const pages = usePages<BlockVisitsQuery, Row>(QUERY, { ...listed, orderBy }, (data) => data.series?.block?.visits, {
    version: count,
  });
  const chosen = useChosen(JSON.stringify(listed));
  return (
    <>
      <ActBar series={series} chosen={chosen} selection={pages.selection} count={pages.totalCount} />
      <VirtualTable
        label={texts.block.visits}
        columns={columns(chosen, zone)}
        pages={pages}
        keyOf={(row) => row.node.id}
        empty={texts.block.none}
        order={view.order}
        onOrder={(order) => changeView({ order: order as Order })}
      />
    </>
  );
}

function columns(chosen: Chosen, zone: string): Column<Row>[] {
  return [
    chosenColumn(chosen, (row) => row.node.person),
    { name: "name", title: texts.people.name, isHeader: true, cell: (row) => <PersonLink person={row.node.person} /> },
    { name: "state", title: texts.block.state, cell: (row) => texts.standings[row.node.state] },
    {
      name: "at",
      title: texts.block.reachedAt,
      cell: (row) => instant(row.node.reachedAt, zone),
      orders: ["REACHED_AT DESC", "REACHED_AT ASC"],
    },
    {
      name: "until",
      title: texts.block.waitsUntil,
      cell: (row) => instant(row.node.waitsUntil, zone),
      orders: ["WAITS_UNTIL ASC", "WAITS_UNTIL DESC"],
    },
    {
      name: "left",
      title: texts.block.leftAt,
      cell: (row) => instant(row.node.leftAt, zone),
      orders: ["LEFT_AT DESC", "LEFT_AT ASC"],
    },
    { name: "match", title: texts.block.match, cell: (row) => matchOf(row.node.matched) },
    { name: "along", title: texts.block.along, cell: (row) => alongOf(row.node.leftAlong) },
  ];
}

function matchOf(matched: boolean | null | undefined): string {
  if (matched == null) return NOTHING;
  return matched ? texts.block.yes : texts.block.no;
}

function alongOf(path: Row["node"]["leftAlong"]): string {
  return path ? leadsTo(path) : NOTHING;
}
