import { useState } from "react";
import { graphql } from "react-relay";
import type { WhoDialogQuery, WhoDialogQuery$data } from "../__generated__/WhoDialogQuery.graphql";
import { ActBar } from "../act/ActBar";
import { usePages } from "../api/usePages";
import { useZone } from "../api/viewer";
import { counted, instant, NOTHING } from "../format";
import { Dialog } from "../parts/Dialog";
import type { Column } from "../parts/Table";
import { VirtualTable } from "../parts/VirtualTable";
import { texts } from "../texts";
import { onlySelection } from "../view/people";
import { changeView, useView } from "../view/useView";
import { NO_WHO } from "../view/view";
import { type Chosen, useChosen } from "./chosen";
import { nameColumns } from "./nameColumns";

const QUERY = graphql`
  query WhoDialogQuery($filter: PeopleFilter!, $orderBy: PersonOrder!, $first: Int!, $after: String) {
    people(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      pageInfo { endCursor hasNextPage }
      edges { node { id name email externalId tags { id name } } }
    }
  }
`;

type Row = WhoDialogQuery$data["people"]["edges"][number];

/** The people of a figure, to be looked at, acted on, exported, or counted alone. They stay those of the figure. */
export default function WhoDialog({ series }: { series: string }) {
  const { who, whoTitle, unit, asOf } = useView();
  const zone = useZone();
  const [order, setOrder] = useState("CREATED_AT ASC");
  const [field, direction] = order.split(" ");
  const orderBy = { field, direction } as WhoDialogQuery["variables"]["orderBy"];
  const filter = { selection: who };
  const pages = usePages<WhoDialogQuery, Row>(QUERY, { filter, orderBy }, (data) => data.people);
  const chosen = useChosen(who);
  const title = whoTitle || texts.who.title;
  return (
    <Dialog title={title} onClose={() => changeView(NO_WHO)} isWide>
      <div className="row">
        <span className="quiet" role="status">
          {pages.totalCount !== null && counted(pages.totalCount, texts.people.count)}
        </span>
        <button
          type="button"
          className="button"
          onClick={() => changeView({ ...NO_WHO, people: onlySelection(who, title) })}
        >
          {texts.who.only}
        </button>
      </div>
      {asOf && <p className="quiet">{texts.who.asOf(instant(asOf, zone))}</p>}
      {unit === "ENTRIES" && <p className="quiet">{texts.who.entries}</p>}
      <ActBar series={series} chosen={chosen} selection={who} count={pages.totalCount} />
      <VirtualTable
        label={title}
        columns={columns(chosen)}
        pages={pages}
        keyOf={(row) => row.node.id}
        empty={texts.people.none}
        order={order}
        onOrder={setOrder}
      />
    </Dialog>
  );
}

function columns(chosen: Chosen): Column<Row>[] {
  return [
    ...nameColumns<Row>(chosen),
    {
      name: "id",
      title: texts.person.id,
      cell: (row) => row.node.externalId,
      orders: ["EXTERNAL_ID ASC", "EXTERNAL_ID DESC"],
    },
    {
      name: "tags",
      title: texts.people.tags,
      cell: (row) => row.node.tags.map((tag) => tag.name).join(", ") || NOTHING,
    },
  ];
}
