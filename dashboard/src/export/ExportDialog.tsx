import { type FormEvent, useEffect, useMemo, useState } from "react";
import { graphql } from "react-relay";
import type { ExportDialogMutation } from "../__generated__/ExportDialogMutation.graphql";
import { newKey, useMutate } from "../api/useMutate";
import { useZone } from "../api/viewer";
import { counted } from "../format";
import { Choice } from "../parts/Choice";
import { Dialog } from "../parts/Dialog";
import { Errors, Loading } from "../parts/states";
import { texts } from "../texts";
import type { PeopleFilterInput } from "../view/filters";
import { scopeOf } from "../view/scope";
import { useView } from "../view/useView";
import { ExportProgress } from "./ExportProgress";

const REQUEST = graphql`
  mutation ExportDialogMutation($input: RequestExportInput!) {
    requestExport(input: $input) { export { id } estimate { file rows } userErrors { message } }
  }
`;

type Payload = ExportDialogMutation["response"]["requestExport"];
type Estimate = NonNullable<Payload["estimate"]>[number];
type File = Estimate["file"];

const FORMATS = ["CSV", "PARQUET"] as const;

type Props = { series: string; people?: PeopleFilterInput; onClose: () => void };

/** Requests the raw data of a series, of the people of the page or of a list, and follows the export to its download. */
export function ExportDialog({ series, people, onClose }: Props) {
  const form = useExport(series, people);
  return (
    <Dialog title={texts.export.title} onClose={onClose} isWide>
      {form.requested !== null ? (
        <ExportProgress id={form.requested} />
      ) : (
        <form onSubmit={form.submit} className="form">
          <p className="quiet">{people ? texts.export.scopeOfThese : texts.export.scope}</p>
          <Choice
            label={texts.export.format}
            options={FORMATS}
            names={texts.export.formats}
            value={form.format}
            onChange={form.setFormat}
          />
          {!form.estimate && form.isEstimating && <Loading label={texts.export.estimating} />}
          {form.estimate && <Files estimate={form.estimate} chosen={form.files} onChange={form.setFiles} />}
          <label className="field">
            {texts.export.email}
            <input type="email" value={form.email} onChange={(event) => form.setEmail(event.target.value)} />
          </label>
          <Errors messages={form.errors} />
          <div className="row">
            <button
              type="submit"
              className="button primary"
              disabled={form.isRunning || (form.estimate !== null && form.files.size === 0)}
            >
              {texts.export.request}
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

function useExport(seriesKey: string, people: PeopleFilterInput | undefined) {
  const view = useView();
  const zone = useZone();
  const [listed] = useState(people); // who was in the list when the dialog opened, even if the list moves
  const { unit: _, ...scope } = scopeOf(view);
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("CSV");
  const [email, setEmail] = useState("");
  const [estimate, setEstimate] = useState<readonly Estimate[] | null>(null);
  const [files, setFiles] = useState<ReadonlySet<File>>(new Set());
  const [requested, setRequested] = useState<string | null>(null);
  const estimating = useMutate<ExportDialogMutation, Payload>(REQUEST, (data) => data.requestExport);
  const requesting = useMutate<ExportDialogMutation, Payload>(REQUEST, (data) => data.requestExport);
  const { send: sendDryRun } = estimating;
  const input = JSON.stringify({ seriesKey, ...scope, ...(listed && { people: listed }), timeZone: zone });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another request has another key
  const key = useMemo(newKey, [input, format, email, files]);

  useEffect(() => {
    let isCurrent = true;
    sendDryRun({ input: { ...JSON.parse(input), dryRun: true } }).then((payload) => {
      if (!isCurrent || !payload?.estimate) return;
      setEstimate(payload.estimate);
      setFiles(new Set(payload.estimate.filter((each) => each.rows > 0).map((each) => each.file)));
    });
    return () => {
      isCurrent = false;
    };
  }, [sendDryRun, input]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const what = { files: estimate && [...files], format, email: email || null, idempotencyKey: key };
    const payload = await requesting.send({ input: { ...JSON.parse(input), ...what } });
    setRequested(payload?.export?.id ?? null);
  }

  return {
    format,
    setFormat,
    email,
    setEmail,
    estimate,
    files,
    setFiles,
    requested,
    submit,
    isRunning: requesting.isRunning,
    isEstimating: estimating.isRunning,
    errors: [...estimating.errors, ...requesting.errors],
  };
}

type FilesProps = {
  estimate: readonly Estimate[];
  chosen: ReadonlySet<File>;
  onChange: (chosen: ReadonlySet<File>) => void;
};

function Files({ estimate, chosen, onChange }: FilesProps) {
  function toggle(file: File) {
    const next = new Set(chosen);
    if (!next.delete(file)) next.add(file);
    onChange(next);
  }
  return (
    <fieldset className="files">
      <legend>{texts.export.files}</legend>
      {estimate.map(({ file, rows }) => (
        <label key={file} className="check">
          <input type="checkbox" checked={chosen.has(file)} onChange={() => toggle(file)} />
          {texts.export.fileNames[file] ?? file} <span className="quiet">{counted(rows, texts.export.rows)}</span>
        </label>
      ))}
    </fieldset>
  );
}
