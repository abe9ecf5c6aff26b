import { type FormEvent, useState } from "react";
import { graphql } from "react-relay";
import type { ActDialogMessageMutation } from "../__generated__/ActDialogMessageMutation.graphql";
import type { ActDialogTagMutation } from "../__generated__/ActDialogTagMutation.graphql";
import type { ActDialogTagsQuery } from "../__generated__/ActDialogTagsQuery.graphql";
import type { ActDialogUntagMutation } from "../__generated__/ActDialogUntagMutation.graphql";
import { useLive } from "../api/useLive";
import { newKey, useMutate } from "../api/useMutate";
import { counted } from "../format";
import { Dialog } from "../parts/Dialog";
import { Errors } from "../parts/states";
import { texts } from "../texts";
import type { PeopleFilterInput } from "../view/filters";
import type { Act } from "./ActBar";
import { BulkAction } from "./BulkAction";
import { MessagePreview } from "./MessagePreview";
import { Skips } from "./Skips";

const TAG = graphql`
  mutation ActDialogTagMutation($input: TagPeopleInput!) {
    tagPeople(input: $input) { bulkAction { id } wouldSelect skips { reason count } userErrors { message } }
  }
`;
const UNTAG = graphql`
  mutation ActDialogUntagMutation($input: TagPeopleInput!) {
    untagPeople(input: $input) { bulkAction { id } wouldSelect skips { reason count } userErrors { message } }
  }
`;
const MESSAGE = graphql`
  mutation ActDialogMessageMutation($input: MessagePeopleInput!) {
    messagePeople(input: $input) { bulkAction { id } wouldSelect skips { reason count } userErrors { message } }
  }
`;

type Draft = { tag: string; subject: string; body: string };
type Props = { act: Act; people: PeopleFilterInput; onClose: () => void };

/** An action in three steps: say what, see what would be done, and follow its progress. */
export function ActDialog({ act, people, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>({ tag: "", subject: "", body: "" });
  const [target] = useState(people); // what was chosen when the dialog opened, even if the list moves
  const [key, setKey] = useState(newKey);
  const [started, setStarted] = useState<string | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const { send, isRunning, errors } = useAct(act);

  function change(part: Partial<Draft>) {
    setDraft({ ...draft, ...part });
    setChecked(null);
    setKey(newKey());
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const dryRun = checked === null;
    const payload = await send(target, draft, dryRun, key);
    if (dryRun) setChecked(payload);
    else setStarted(payload?.bulkAction?.id ?? null);
  }

  return (
    <Dialog title={texts.act.names[act]} onClose={onClose}>
      {started !== null ? (
        <BulkAction id={started} canUndo={act !== "message"} />
      ) : (
        <form onSubmit={submit} className="form">
          {act === "message" ? (
            <>
              <MessageFields draft={draft} onChange={change} />
              <MessagePreview people={target} message={draft} />
            </>
          ) : (
            <TagField value={draft.tag} onChange={(tag) => change({ tag })} />
          )}
          {checked && <WouldDo checked={checked} />}
          <Errors messages={errors} />
          <div className="row">
            <button type="submit" className="button primary" disabled={isRunning}>
              {checked ? texts.act.apply[act](counted(changed(checked), texts.people.count)) : texts.act.check}
            </button>
            <button type="button" className="button" onClick={onClose}>
              {texts.cancel}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

type Checked = Pick<ActDialogTagMutation["response"]["tagPeople"], "wouldSelect" | "skips">;

/** How many people are left after those who would be skipped. */
function changed({ wouldSelect, skips }: Checked): number {
  return (wouldSelect ?? 0) - (skips ?? []).reduce((sum, skip) => sum + skip.count, 0);
}

function WouldDo({ checked }: { checked: Checked }) {
  return (
    <div className="notice" role="status">
      <p>{texts.act.would(counted(checked.wouldSelect ?? 0, texts.people.count))}</p>
      <Skips skips={checked.skips ?? []} />
    </div>
  );
}

function useAct(act: Act) {
  const tag = useMutate<ActDialogTagMutation, ActDialogTagMutation["response"]["tagPeople"]>(
    TAG,
    (data) => data.tagPeople,
  );
  const untag = useMutate<ActDialogUntagMutation, ActDialogUntagMutation["response"]["untagPeople"]>(
    UNTAG,
    (data) => data.untagPeople,
  );
  const message = useMutate<ActDialogMessageMutation, ActDialogMessageMutation["response"]["messagePeople"]>(
    MESSAGE,
    (data) => data.messagePeople,
  );
  const { isRunning, errors } = { tag, untag, message }[act];

  function send(people: PeopleFilterInput, draft: Draft, dryRun: boolean, key: string) {
    const common = { people, dryRun, idempotencyKey: dryRun ? null : key };
    if (act === "message") {
      const { subject, body } = draft;
      return message.send({ input: { ...common, channel: "EMAIL", subject, body } });
    }
    return (act === "tag" ? tag : untag).send({ input: { ...common, tag: draft.tag } });
  }
  return { send, isRunning, errors };
}

function TagField({ value, onChange }: { value: string; onChange: (tag: string) => void }) {
  const { data } = useLive<ActDialogTagsQuery>(
    graphql`
      query ActDialogTagsQuery {
        tags { id name }
      }
    `,
    {},
  );
  return (
    <label className="field">
      {texts.act.tag}
      <input
        type="text"
        required
        maxLength={200}
        list="known-tags"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id="known-tags">
        {data?.tags.map((tag) => (
          <option key={tag.id} value={tag.name} />
        ))}
      </datalist>
    </label>
  );
}

function MessageFields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  return (
    <>
      <label className="field">
        {texts.act.subject}
        <input
          type="text"
          required
          value={draft.subject}
          onChange={(event) => onChange({ subject: event.target.value })}
        />
      </label>
      <label className="field">
        {texts.act.body}
        <textarea rows={8} required value={draft.body} onChange={(event) => onChange({ body: event.target.value })} />
      </label>
      <p className="quiet">{texts.act.template}</p>
    </>
  );
}
