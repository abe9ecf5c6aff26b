/** What the token may do, and the time zone of its workspace. */

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { graphql } from "react-relay";
import type { viewerQuery } from "../__generated__/viewerQuery.graphql";
import { Failure, Loading } from "../parts/states";
import { useView } from "../view/useView";
import { useLive } from "./useLive";

type Viewer = { workspace: string; zone: string; canAct: boolean; canExport: boolean };

const Context = createContext<Viewer>({ workspace: "", zone: "UTC", canAct: false, canExport: false });

export const useViewer = () => useContext(Context);

/** The time zone of the view: the chosen one, or that of the workspace. */
export function useZone(): string {
  const viewer = useViewer();
  return useView().zone || viewer.zone;
}

export function ViewerProvider({ children }: { children: ReactNode }) {
  const { data, error, refresh } = useLive<viewerQuery>(
    graphql`
      query viewerQuery {
        viewer { scopes workspace { name timeZone } }
      }
    `,
    {},
  );
  const viewer = useMemo(() => {
    if (!data) return null;
    const { scopes, workspace } = data.viewer;
    const may = (scope: "ACT" | "EXPORT") => scopes.includes(scope) || scopes.includes("ADMIN");
    return { workspace: workspace.name, zone: workspace.timeZone, canAct: may("ACT"), canExport: may("EXPORT") };
  }, [data]);
  if (viewer) return <Context value={viewer}>{children}</Context>;
  return error ? <Failure error={error} retry={refresh} /> : <Loading />;
}
