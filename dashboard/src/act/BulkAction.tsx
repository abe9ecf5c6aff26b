import { useState } from "react";
import { graphql } from "react-relay";
import type { BulkActionCancelMutation } from "../__generated__/BulkActionCancelMutation.graphql";
import type { BulkActionQuery, BulkActionQuery$data } from "../__generated__/BulkActionQuery.graphql";
import type { BulkActionUndoMutation } from "../__generated__/BulkActionUndoMutation.graphql";
import { useLive } from "../api/useLive";
import { useMutate } from "../api/useMutate";
import { number } from "../format";
import { ENDED, Progress } from "../parts/Progress";
import { Errors, Failure, Loading } from "../parts/states";
import { texts } from "../texts";
import { Skips } from "./Skips";

const QUERY = graphql`
  query BulkActionQuery($id: ID!) {
    bulkAction(id: $id) {
      id
      kind
      status
      selected
      processed
      succeeded
      skipped
      failed
      error
      skips { reason count }
      failures { personId reason }
    }
  }
`;
const UNDO = graphql`
  mutation BulkActionUndoMutation($id: ID!) {
    undoBulkAction(id: $id) { bulkAction { id } userErrors { message } }
  }
`;
const CANCEL = graphql`
  mutation BulkActionCancelMutation($id: ID!) {
    cancelBulkAction(id: $id) { bulkAction { id status } userErrors { message } }
  }
`;

type Action = NonNullable<BulkActionQuery$data["bulkAction"]>;

/** The progress and result of a bulk action, with its undoing. */
export function BulkAction({ id, canUndo }: { id: string; canUndo: boolean }) {
  const [isEnded, setEnded] = useState(false);
  const [undoneBy, setUndoneBy] = useState<string | null>(null);
  const { data, error, refresh } = useLive<BulkActionQuery>(QUERY, { id }, isEnded ? null : { job: id });
  const undo = useMutate<BulkActionUndoMutation, BulkActionUndoMutation["response"]["undoBulkAction"]>(
    UNDO,
    (found) => found.undoBulkAction,
  );
  const cancel = useMutate<BulkActionCancelMutation, BulkActionCancelMutation["response"]["cancelBulkAction"]>(
    CANCEL,
    (found) => found.cancelBulkAction,
  );
  const action = data?.bulkAction;
  if (action && ENDED.includes(action.status) !== isEnded) setEnded(!isEnded);
  if (error && !action) return <Failure error={error} retry={refresh} />;
  if (!action) return <Loading />;
  return (
    <>
      <Progress label={texts.act.progress} value={action.processed} most={action.selected} status={action.status} />
      <Result action={action} />
      <Errors messages={[...undo.errors, ...cancel.errors]} />
      {!isEnded && (
        <button type="button" className="button" onClick={() => cancel.send({ id }).then(refresh)}>
          {texts.act.stop}
        </button>
      )}
      {isEnded && canUndo && undoneBy === null && action.succeeded > 0 && (
        <button
          type="button"
          className="button"
          disabled={undo.isRunning}
          onClick={() => undo.send({ id }).then((payload) => setUndoneBy(payload?.bulkAction?.id ?? null))}
        >
          {texts.act.undo}
        </button>
      )}
      {undoneBy !== null && (
        <section aria-label={texts.act.undo}>
          <h3>{texts.act.undo}</h3>
          <BulkAction id={undoneBy} canUndo={false} />
        </section>
      )}
    </>
  );
}

function Result({ action }: { action: Action }) {
  return (
    <>
      <p>{texts.act.result(number(action.succeeded), number(action.skipped), number(action.failed))}</p>
      {action.error && <p className="notice bad">{action.error}</p>}
      <Skips skips={action.skips} />
      {action.failures.length > 0 && (
        <>
          <p>{texts.act.failed}</p>
          <ul>
            {action.failures.map((failure) => (
              <li key={failure.personId}>{failure.reason}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
