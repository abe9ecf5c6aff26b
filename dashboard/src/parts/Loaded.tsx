import type { ReactNode } from "react";
import type { Live } from "../api/useLive";
import { useZone } from "../api/viewer";
import { clockTime } from "../format";
import { Failure, Loading } from "./states";

type Props<Data> = { live: Live<Data>; children: (data: Data) => ReactNode };

/** Data once they have arrived. They stay while newer data load or if loading fails, which is said above them. */
export function Loaded<Data>({ live, children }: Props<Data>) {
  const zone = useZone();
  const { data, error, receivedAt, isOutdated, refresh } = live;
  return (
    <>
      {error && <Failure error={error} retry={refresh} shownSince={receivedAt && clockTime(receivedAt, zone)} />}
      {!data && !error && <Loading />}
      {data && (
        <div className={isOutdated ? "outdated" : ""} aria-busy={isOutdated}>
          {children(data)}
        </div>
      )}
    </>
  );
}
