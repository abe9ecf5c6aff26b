import { useState } from "react";
import { graphql } from "react-relay";
import type { MessagePreviewPeopleQuery } from "../__generated__/MessagePreviewPeopleQuery.graphql";
import type { MessagePreviewQuery, MessagePreviewQuery$data } from "../__generated__/MessagePreviewQuery.graphql";
import { useLive } from "../api/useLive";
import { NOTHING } from "../format";
import { Choice } from "../parts/Choice";
import { Loading } from "../parts/states";
import { usePaused } from "../parts/usePaused";
import { nameOf } from "../people/PersonLink";
import { texts } from "../texts";
import type { PeopleFilterInput } from "../view/filters";

export type Message = { subject: string; body: string };

const PEOPLE = graphql`
  query MessagePreviewPeopleQuery($filter: PeopleFilter!) {
    people(filter: $filter, first: 50) { nodes { id name email externalId } }
  }
`;

const PREVIEW = graphql`
  query MessagePreviewQuery($input: MessagePreviewInput!) {
    messagePreview(input: $input) { person { id email } subject body skip failure }
  }
`;

/** The message as one of the first people would receive it, while it is written. */
export function MessagePreview({ people, message }: { people: PeopleFilterInput; message: Message }) {
  const { data } = useLive<MessagePreviewPeopleQuery>(PEOPLE, { filter: people });
  const [chosen, setChosen] = useState<string | null>(null);
  const { subject, body } = usePaused(message);
  const nodes = data?.people.nodes ?? [];
  const person = chosen ?? nodes[0]?.id;
  if (person === undefined) return null;
  return (
    <section className="notice" aria-label={texts.preview.title}>
      <Choice
        label={texts.preview.person}
        options={nodes.map((each) => each.id)}
        names={Object.fromEntries(nodes.map((each) => [each.id, nameOf(each)]))}
        value={person}
        onChange={setChosen}
      />
      {subject && body ? <Rendered person={person} subject={subject} body={body} /> : <p>{texts.preview.empty}</p>}
    </section>
  );
}

function Rendered(input: Message & { person: string }) {
  const { data, error } = useLive<MessagePreviewQuery>(PREVIEW, { input });
  if (error) return <p className="bad notice">{error.message}</p>;
  if (!data) return <Loading />;
  return data.messagePreview && <Mail preview={data.messagePreview} />;
}

function Mail({ preview }: { preview: NonNullable<MessagePreviewQuery$data["messagePreview"]> }) {
  const { person, subject, body, skip, failure } = preview;
  return (
    <>
      {skip && <p className="bad notice">{texts.preview.skip(skip)}</p>}
      {failure && <p className="bad notice">{texts.preview.failure(failure)}</p>}
      {body !== null && (
        <>
          <dl className="facts">
            <dt>{texts.preview.to}</dt>
            <dd>{person.email ?? NOTHING}</dd>
            <dt>{texts.act.subject}</dt>
            <dd>{subject}</dd>
          </dl>
          <pre>{body}</pre>
        </>
      )}
    </>
  );
}
