/** The columns with which every list of people begins: who is chosen, their names and addresses. */

import type { Column } from "../parts/Table";
import { texts } from "../texts";
import { type Chosen, chosenColumn } from "./chosen";
import { PersonLink } from "./PersonLink";

type Listed = { node: { id: string; name?: string | null; email?: string | null; externalId: string } };

export function nameColumns<Row extends Listed>(chosen: Chosen): Column<Row>[] {
  return [
    chosenColumn(chosen, (row) => row.node),
    {
      name: "name",
      title: texts.people.name,
      isHeader: true,
      cell: (row) => <PersonLink person={row.node} />,
      orders: ["NAME ASC", "NAME DESC"],
    },
    { name: "email", title: texts.people.email, cell: (row) => row.node.email },
  ];
}
