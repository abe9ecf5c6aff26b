import { useState } from "react";
import { graphql } from "react-relay";
import type { PersonDialogQuery, PersonDialogQuery$data } from "../__generated__/PersonDialogQuery.graphql";
import { useLive } from "../api/useLive";
import { instant, NOTHING } from "../format";
import { leadsTo } from "../map/paths";
import { Dialog } from "../parts/Dialog";
import { Failure, Loading } from "../parts/states";
import { texts } from "../texts";
import { changeView, useView } from "../view/useView";
import { nameOf } from "./PersonLink";

const QUERY = graphql`
  query PersonDialogQuery($person: ID!, $series: ID!, $first: Int!) {
    person(id: $person) {
      id
      name
      email
      externalId
      attributes
      tags { id name }
      entries(series: $series, first: $first) {
        totalCount
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
    }
  }
`;

const PAGE_ENTRIES = 25;

type Person = NonNullable<PersonDialogQuery$data["person"]>;
type Props = { person: string; series: string; zone: string };
type Entry = Person["entries"]["nodes"][number];

/** The whole way of a person through the series: every entry with every visit, as of now. */
export function PersonDialog({ person: id, series, zone }: Props) {
  const { asOf } = useView();
  const [first, setFirst] = useState(PAGE_ENTRIES);
  const variables = { person: id, series, first };
  const { data, error, refresh } = useLive<PersonDialogQuery>(QUERY, variables, asOf ? null : { series });
  const person = data?.person;
  return (
    <Dialog title={person ? nameOf(person) : texts.person.title} onClose={() => changeView({ person: null })} isWide>
      {error && <Failure error={error} retry={refresh} />}
      {!data && !error && <Loading />}
      {data && !person && <p>{texts.person.missing}</p>}
      {person && <About person={person} />}
      {person?.entries.nodes.map((entry) => (
        <Way key={entry.id} entry={entry} zone={zone} />
      ))}
      {person && person.entries.totalCount > person.entries.nodes.length && (
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
      <h3>{texts.person.entry(String(entry.number), instant(entry.startedAt, zone))}</h3>
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
