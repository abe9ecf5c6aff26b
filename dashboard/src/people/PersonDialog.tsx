import { useState } from "react";
import { graphql } from "react-relay";
import type { PersonDialogPastQuery, PersonDialogPastQuery$data } from "../__generated__/PersonDialogPastQuery.graphql";
import type { PersonDialogQuery, PersonDialogQuery$data } from "../__generated__/PersonDialogQuery.graphql";
import { useLive } from "../api/useLive";
import { instant, NOTHING, number } from "../format";
import { leadsTo } from "../map/paths";
import { Dialog } from "../parts/Dialog";
import { Failure, Loading } from "../parts/states";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { nameOf } from "./PersonLink";

const NOW = graphql`
  query PersonDialogQuery($person: ID!, $series: ID!, $first: Int!) {
    person(id: $person) {
      ...PersonDialog_person @relay(mask: false)
      entries(series: $series, first: $first) { ...PersonDialog_entries @relay(mask: false) }
    }
  }
`;

const PAST = graphql`
  query PersonDialogPastQuery($person: ID!, $series: ID!, $filter: PeopleFilter!, $asOf: DateTime!, $first: Int!) {
    person(id: $person) { ...PersonDialog_person @relay(mask: false) }
    node(id: $series) {
      ... on Series {
        entries(filter: $filter, scope: { asOf: $asOf }, first: $first) { ...PersonDialog_entries @relay(mask: false) }
      }
    }
  }
`;

void graphql`
  fragment PersonDialog_person on Person { id name email externalId attributes tags { id name } }
`;

void graphql`
  fragment PersonDialog_entries on EntryConnection {
    pageInfo { hasNextPage }
    nodes {
      id
      number
      companyId
      startedAt
      outcomes
      disengageReason
      visits {
        id
        state
        reachedAt
        waitsUntil
        leftAt
        matched
        block { id name kind }
        leftAlong { condition variant to { id name } }
      }
    }
  }
`;

const PAGE_ENTRIES = 25;

type Person = NonNullable<PersonDialogPastQuery$data["person"]>;
type Entries = NonNullable<PersonDialogQuery$data["person"]>["entries"];
type Entry = Entries["nodes"][number];
type Query = {
  variables: PersonDialogQuery["variables"] | PersonDialogPastQuery["variables"];
  response: {
    person?: (Person & { entries?: Entries }) | null;
    node?: PersonDialogPastQuery$data["node"];
  };
};
type Props = { person: string; series: string; zone: string };

/** The whole way of a person through the series: every entry with every visit, as of the instant of the view. */
export function PersonDialog({ person: id, series, zone }: Props) {
  const { asOf } = useView();
  const [first, setFirst] = useState(PAGE_ENTRIES);
  const variables = { person: id, series, first, ...(asOf && { filter: { ids: [id] }, asOf }) };
  const { data, error, refresh } = useLive<Query>(asOf ? PAST : NOW, variables, asOf ? null : { series });
  const person = data?.person;
  const entries = person?.entries ?? data?.node?.entries;
  return (
    <Dialog title={person ? nameOf(person) : texts.person.title} onClose={() => changeView({ person: null })} isWide>
      {error && <Failure error={error} retry={refresh} />}
      {!data && !error && <Loading />}
      {data && !person && <p>{texts.person.missing}</p>}
      {person && asOf && <p className="quiet">{texts.person.asOf(instant(asOf, zone))}</p>}
      {person && <About person={person} />}
      {entries?.nodes.map((entry) => (
        <Way key={entry.id} entry={entry} zone={zone} />
      ))}
      {entries?.pageInfo.hasNextPage && (
        <button type="button" className="button" onClick={() => setFirst(first + PAGE_ENTRIES)}>
          {texts.person.more}
        </button>
      )}
    </Dialog>
  );
}

function About({ person }: { person: Person }) {
  const attributes = Object.entries((person.attributes ?? {}) as Record<string, unknown>);
  return (
    <dl className="facts">
      <dt>{texts.person.id}</dt>
      <dd>{person.externalId}</dd>
      <dt>{texts.people.email}</dt>
      <dd>{person.email ?? NOTHING}</dd>
      <dt>{texts.people.tags}</dt>
      <dd>{person.tags.map((tag) => tag.name).join(", ") || NOTHING}</dd>
      {attributes.map(([name, value]) => [
        <dt key={`${name} name`}>{name}</dt>,
        <dd key={name}>{typeof value === "string" ? value : JSON.stringify(value)}</dd>,
      ])}
    </dl>
  );
}

function Way({ entry, zone }: { entry: Entry; zone: string }) {
  const outcomes = entry.outcomes.map((each) => texts.people.outcomeNames[each]).join(", ");
  return (
    <section className="section">
      <h3>{texts.person.entry(number(entry.number), instant(entry.startedAt, zone))}</h3>
      <p className="quiet">
        {outcomes}
        {entry.disengageReason && ` (${entry.disengageReason})`}
        {entry.companyId && ` · ${texts.person.company(entry.companyId)}`}
      </p>
      <ol className="way">
        {entry.visits.map((visit) => (
          <Visit key={visit.id} visit={visit} zone={zone} />
        ))}
      </ol>
    </section>
  );
}

function Visit({ visit, zone }: { visit: Entry["visits"][number]; zone: string }) {
  const along = visit.leftAlong;
  return (
    <li>
      <strong>{visit.block.name}</strong> <span className="badge">{texts.standings[visit.state]}</span>
      <div className="quiet">
        {texts.person.reached(instant(visit.reachedAt, zone))}
        {visit.waitsUntil && ` · ${texts.person.waits(instant(visit.waitsUntil, zone))}`}
        {visit.leftAt && ` · ${texts.person.left(instant(visit.leftAt, zone))}`}
        {along && ` · ${leadsTo(along)}`}
      </div>
    </li>
  );
}
