import { graphql } from "react-relay";
import type { AtRiskQuery, AtRiskQuery$data } from "../__generated__/AtRiskQuery.graphql";
import { ActBar } from "../act/ActBar";
import { usePages } from "../api/usePages";
import { useZone } from "../api/viewer";
import { instant, number } from "../format";
import { Choice } from "../parts/Choice";
import type { Column } from "../parts/Table";
import { VirtualTable } from "../parts/VirtualTable";
import { type Chosen, chosenColumn, useChosen } from "../people/chosen";
import { PersonLink } from "../people/PersonLink";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { WITHIN } from "../view/view";

const QUERY = graphql`
  query AtRiskQuery($key: String!, $block: String!, $hours: Int!, $first: Int!, $after: String) {
    series(key: $key) {
      block(key: $block) {
        atRisk(withinHours: $hours, first: $first, after: $after) {
          totalCount
          selection
          pageInfo { endCursor hasNextPage }
          edges { node { id reachedAt waitsUntil person { id name email externalId } } }
        }
      }
    }
  }
`;

type Found = NonNullable<NonNullable<AtRiskQuery$data["series"]>["block"]>;
type Row = NonNullable<Found["atRisk"]>["edges"][number];

/** People at a block whose time runs out soon, the soonest first, to be acted on before it does. */
export default function AtRisk({ series, block }: { series: string; block: string }) {
  const { within } = useView();
  const zone = useZone();
  const listed = { key: series, block, hours: Number(within) };
  const pages = usePages<AtRiskQuery, Row>(QUERY, listed, (data) => data.series?.block?.atRisk, {
    subject: { series },
  });
  const chosen = useChosen(JSON.stringify(listed));
  return (
    <>
      <p className="quiet">{texts.atRisk.meaning}</p>
      <div className="row fields">
        <Choice
          label={texts.atRisk.within}
          options={WITHIN}
          names={texts.atRisk.hours}
          value={within}
          onChange={(hours) => changeView({ within: hours })}
        />
        <span className="quiet" role="status">
          {pages.totalCount !== null && texts.atRisk.count(number(pages.totalCount))}
        </span>
      </div>
      <ActBar series={series} chosen={chosen} selection={pages.selection} count={pages.totalCount} />
      <VirtualTable
        label={texts.atRisk.title}
        columns={columns(chosen, zone)}
        pages={pages}
        keyOf={(row) => row.node.id}
        empty={texts.atRisk.none}
      />
    </>
  );
}

function columns(chosen: Chosen, zone: string): Column<Row>[] {
  return [
    chosenColumn(chosen, (row) => row.node.person),
    { name: "name", title: texts.people.name, isHeader: true, cell: (row) => <PersonLink person={row.node.person} /> },
    { name: "until", title: texts.block.waitsUntil, cell: (row) => instant(row.node.waitsUntil, zone) },
    { name: "at", title: texts.block.reachedAt, cell: (row) => instant(row.node.reachedAt, zone) },
  ];
}
