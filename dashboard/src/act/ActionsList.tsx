import { useState } from "react";
import { graphql } from "react-relay";
import type { ActionsListQuery, ActionsListQuery$data } from "../__generated__/ActionsListQuery.graphql";
import { usePages } from "../api/usePages";
import { useViewer, useZone } from "../api/viewer";
import { counted, instant, NOTHING } from "../format";
import { Dialog } from "../parts/Dialog";
import type { Column } from "../parts/Table";
import { useTitle } from "../parts/useTitle";
import { VirtualTable } from "../parts/VirtualTable";
import { texts } from "../texts";
import { BulkAction } from "./BulkAction";

const QUERY = graphql`
  query ActionsListQuery($first: Int!, $after: String) {
    bulkActions(first: $first, after: $after) {
      totalCount
      pageInfo { endCursor hasNextPage }
      edges {
        node {
          id
          kind
          status
          selected
          createdAt
          requestedBy
          selectedInWords
          subject
          tag { id name }
          undoneBy { id }
        }
      }
    }
  }
`;

const PAGE_ACTIONS = 50;

type Row = ActionsListQuery$data["bulkActions"]["edges"][number];
type Action = Row["node"];

/** What was done to people, the newest first, with its result and its undoing. */
export default function ActionsList() {
  const zone = useZone();
  const { workspace, canAct } = useViewer();
  const [open, setOpen] = useState<Action | null>(null);
  useTitle(texts.actions.title);
  const pages = usePages<ActionsListQuery, Row>(QUERY, {}, (data) => data.bulkActions, {
    pageRows: PAGE_ACTIONS,
    subject: { workspace },
  });
  return (
    <>
      <div className="heading">
        <h1>{texts.actions.title}</h1>
      </div>
      <VirtualTable
        label={texts.actions.title}
        columns={columns(zone, setOpen)}
        pages={pages}
        keyOf={(row) => row.node.id}
        empty={texts.actions.none}
      />
      {open && (
        <Dialog title={nameOf(open)} onClose={() => setOpen(null)} isWide>
          <p>{texts.actions.people(peopleOf(open))}</p>
          <BulkAction id={open.id} canUndo={canAct && open.kind !== "MESSAGE" && open.undoneBy == null} />
        </Dialog>
      )}
    </>
  );
}

function nameOf({ kind, tag, subject }: Action): string {
  return texts.actions.names[kind](tag?.name ?? subject ?? NOTHING);
}

function peopleOf({ selected, selectedInWords }: Action): string {
  return texts.actions.selected(counted(selected, texts.people.count), selectedInWords ?? texts.actions.unknown);
}

function columns(zone: string, onOpen: (action: Action) => void): Column<Row>[] {
  return [
    {
      name: "name",
      title: texts.actions.action,
      isHeader: true,
      cell: ({ node }) => (
        <button type="button" className="link" onClick={() => onOpen(node)}>
          {nameOf(node)}
        </button>
      ),
    },
    { name: "people", title: texts.actions.who, cell: ({ node }) => peopleOf(node) },
    { name: "status", title: texts.actions.status, cell: ({ node }) => texts.jobs[node.status] ?? node.status },
    { name: "at", title: texts.actions.at, cell: ({ node }) => instant(node.createdAt, zone) },
    { name: "by", title: texts.actions.by, cell: ({ node }) => node.requestedBy ?? NOTHING },
  ];
}
