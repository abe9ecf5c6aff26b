import { useState } from "react";
import { graphql } from "react-relay";
import type { ExportProgressQuery } from "../__generated__/ExportProgressQuery.graphql";
import { useLive } from "../api/useLive";
import { useZone } from "../api/viewer";
import { counted, instant } from "../format";
import { ENDED, Progress } from "../parts/Progress";
import { Failure, Loading } from "../parts/states";
import { texts } from "../texts";

const QUERY = graphql`
  query ExportProgressQuery($id: ID!) {
    export(id: $id) {
      id
      status
      progress
      error
      expiresAt
      downloadUrl
      files { name rows bytes }
    }
  }
`;

/** The progress of an export, and its download. */
export function ExportProgress({ id }: { id: string }) {
  const zone = useZone();
  const [isEnded, setEnded] = useState(false);
  const { data, error, refresh } = useLive<ExportProgressQuery>(QUERY, { id }, isEnded ? null : { job: id });
  const found = data?.export;
  if (found && ENDED.includes(found.status) !== isEnded) setEnded(!isEnded);
  if (error && !found) return <Failure error={error} retry={refresh} />;
  if (!found) return <Loading />;
  return (
    <>
      <Progress label={texts.export.progress} value={found.progress} most={1} status={found.status} />
      {found.error && <p className="notice bad">{found.error}</p>}
      {found.downloadUrl && (
        <p>
          <a className="button primary" href={found.downloadUrl} download>
            {texts.export.download}
          </a>{" "}
          <span className="quiet">{texts.export.expires(instant(found.expiresAt, zone))}</span>
        </p>
      )}
      <ul>
        {found.files.map((file) => (
          <li key={file.name}>
            {file.name} <span className="quiet">{counted(file.rows, texts.export.rows)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
