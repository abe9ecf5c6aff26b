import { graphql } from "react-relay";
import type { FigurePeopleQuery, FigurePeopleQuery$data } from "../__generated__/FigurePeopleQuery.graphql";
import { ActBar } from "../act/ActBar";
import { everyoneBehind } from "../act/targets";
import { usePages } from "../api/usePages";
import { useZone } from "../api/viewer";
import { instant, number } from "../format";
import { type Column, VirtualTable } from "../parts/VirtualTable";
import { PersonLink } from "../people/PersonLink";
import { type Selection, selectionColumn, useSelection } from "../people/selection";
import { texts } from "../texts";
import { KINDS, only } from "../view/figures";
import { scopeOf } from "../view/scope";
import { useView } from "../view/useView";
import type { Figure } from "../view/view";

const QUERY = graphql`
  query FigurePeopleQuery(
    $key: String!
    $scope: StatsScope!
    $filter: PeopleFilter
    $first: Int!
    $after: String
    $started: Boolean!
    $finished: Boolean!
    $disengaged: Boolean!
    $exited: Boolean!
    $goalHit: Boolean!
  ) {
    series(key: $key) {
      stats(scope: $scope) {
        started @include(if: $started) { people(filter: $filter, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        finished @include(if: $finished) { people(filter: $filter, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        disengaged @include(if: $disengaged) { people(filter: $filter, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        exited @include(if: $exited) { people(filter: $filter, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
        goalHit @include(if: $goalHit) { people(filter: $filter, first: $first, after: $after) { ...FigurePeople_page @relay(mask: false) } }
      }
    }
  }
`;

void graphql`
  fragment FigurePeople_page on PersonOutcomeConnection {
    totalCount
    pageInfo { endCursor hasNextPage }
    edges {
      at
      node { id name email externalId }
      entry { id number outcomes }
    }
  }
`;

type Stats = NonNullable<NonNullable<FigurePeopleQuery$data["series"]>["stats"]>;
type Row = NonNullable<NonNullable<Stats["started"]>["people"]>["edges"][number];

type Props = { figure: Figure; count: number; series: { id: string; key: string } };

/** Who is behind a figure. `count` is the figure: when it changes, the list is loaded again. */
export function FigurePeople({ figure, count, series }: Props) {
  const view = useView();
  const zone = useZone();
  const filter = view.leftAs
    ? { outcome: { series: series.id, kind: KINDS[figure], afterLeavingAs: view.leftAs } }
    : null;
  const variables = { key: series.key, scope: scopeOf(view), filter, ...only(figure) };
  const pages = usePages<FigurePeopleQuery, Row>(QUERY, variables, (data) => data.series?.stats?.[figure]?.people, {
    version: count,
  });
  const selection = useSelection(JSON.stringify(variables));
  const counted = view.unit === "PEOPLE" ? texts.people.count : texts.people.countEntries;
  return (
    <div className="section">
      <div className="row">
        <h2>{texts.people.title(texts.figures.names[figure])}</h2>
        <span className="quiet" role="status">
          {pages.totalCount !== null && counted(number(pages.totalCount))}
        </span>
      </div>
      <ActBar selection={selection} everyone={everyoneBehind(view, figure, series.id)} count={pages.totalCount} />
      <VirtualTable
        label={texts.people.title(texts.figures.names[figure])}
        columns={columns(selection, zone)}
        pages={pages}
        keyOf={(row) => row.entry.id}
        empty={texts.people.none}
      />
    </div>
  );
}

function columns(selection: Selection, zone: string): Column<Row>[] {
  return [
    selectionColumn(selection, (row) => row.node),
    { name: "name", title: texts.people.name, isHeader: true, cell: (row) => <PersonLink person={row.node} /> },
    { name: "email", title: texts.people.email, cell: (row) => row.node.email },
    { name: "at", title: texts.people.at, cell: (row) => instant(row.at, zone) },
    { name: "number", title: texts.people.entry, cell: (row) => number(row.entry.number) },
    {
      name: "outcomes",
      title: texts.people.outcomes,
      cell: (row) => row.entry.outcomes.map((each) => texts.people.outcomeNames[each]).join(", "),
    },
  ];
}
