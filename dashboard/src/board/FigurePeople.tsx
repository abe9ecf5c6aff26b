import { graphql } from "react-relay";
import type { FigurePeopleQuery, FigurePeopleQuery$data } from "../__generated__/FigurePeopleQuery.graphql";
import { ActBar } from "../act/ActBar";
import { usePages } from "../api/usePages";
import { useZone } from "../api/viewer";
import { counted, instant, NOTHING, number } from "../format";
import { BlockLink } from "../map/BlockLink";
import type { Column } from "../parts/Table";
import { VirtualTable } from "../parts/VirtualTable";
import { type Chosen, useChosen } from "../people/chosen";
import { nameColumns } from "../people/nameColumns";
import { texts } from "../texts";
import { only } from "../view/figures";
import type { PeopleFilterInput } from "../view/filters";
import { listOf } from "../view/scope";
import { changeView, useView } from "../view/useView";
import type { Figure, Sort } from "../view/view";

const QUERY = graphql`
  query FigurePeopleQuery(
    $key: String!
    $scope: StatsScope!
    $filter: PeopleFilter
    $orderBy: PersonOrder!
    $first: Int!
    $after: String
    $isFirst: Boolean!
    $started: Boolean!
    $finished: Boolean!
    $disengaged: Boolean!
    $exited: Boolean!
    $goalHit: Boolean!
  ) {
    series(key: $key) {
      stats(scope: $scope) {
        started @include(if: $started) { people(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        finished @include(if: $finished) { people(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        disengaged @include(if: $disengaged) { people(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        exited @include(if: $exited) { people(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        goalHit @include(if: $goalHit) { people(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
      }
    }
  }
`;

void graphql`
  fragment FigurePeople_page on PersonOutcomeConnection {
    totalCount @include(if: $isFirst)
    selection @include(if: $isFirst)
    pageInfo { endCursor hasNextPage }
    edges {
      at
      node { id name email externalId }
      entry { id number outcomes lastBlock { id key name } }
    }
  }
`;

type Stats = NonNullable<NonNullable<FigurePeopleQuery$data["series"]>["stats"]>;
type Row = NonNullable<NonNullable<Stats["started"]>["people"]>["edges"][number];

type Props = { figure: Figure; count: number; series: string; narrowing: PeopleFilterInput | undefined };

/** Who is behind a figure. `count` is the figure: when it changes, the list is loaded again. */
export function FigurePeople({ figure, count, series, narrowing }: Props) {
  const view = useView();
  const zone = useZone();
  const [field, direction] = view.sort.split(" ");
  const orderBy = { field, direction } as FigurePeopleQuery["variables"]["orderBy"];
  const listed = { key: series, ...listOf(view, narrowing), ...only(figure) };
  const pages = usePages<FigurePeopleQuery, Row>(
    QUERY,
    { ...listed, orderBy },
    (data) => data.series?.stats?.[figure]?.people,
    { version: count },
  );
  const chosen = useChosen(JSON.stringify(listed));
  const noun = view.unit === "PEOPLE" ? texts.people.count : texts.people.countEntries;
  return (
    <div className="section">
      <div className="row">
        <h2>{texts.people.title(texts.figures.names[figure])}</h2>
        <span className="quiet" role="status">
          {pages.totalCount !== null && counted(pages.totalCount, noun)}
        </span>
      </div>
      <ActBar series={series} chosen={chosen} selection={pages.selection} count={pages.totalCount} />
      <VirtualTable
        label={texts.people.title(texts.figures.names[figure])}
        columns={columns(chosen, zone)}
        pages={pages}
        keyOf={(row) => row.entry.id}
        empty={texts.people.none}
        order={view.sort}
        onOrder={(order) => changeView({ sort: order as Sort })}
      />
    </div>
  );
}

function columns(chosen: Chosen, zone: string): Column<Row>[] {
  return [
    ...nameColumns<Row>(chosen),
    {
      name: "at",
      title: texts.people.at,
      cell: (row) => instant(row.at, zone),
      orders: ["OUTCOME_AT DESC", "OUTCOME_AT ASC"],
    },
    {
      name: "block",
      title: texts.people.block,
      cell: ({ entry: { lastBlock } }) => (lastBlock ? <BlockLink block={lastBlock} /> : NOTHING),
      orders: ["BLOCK ASC", "BLOCK DESC"],
    },
    { name: "number", title: texts.people.entry, cell: (row) => number(row.entry.number) },
    {
      name: "outcomes",
      title: texts.people.outcomes,
      cell: (row) => row.entry.outcomes.map((each) => texts.people.outcomeNames[each]).join(", "),
    },
  ];
}
