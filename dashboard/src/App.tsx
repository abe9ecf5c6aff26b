import { lazy, Suspense, useMemo } from "react";
import { RelayEnvironmentProvider } from "react-relay";
import { createEnvironment } from "./api/environment";
import { Board } from "./board/Board";
import { ErrorBoundary } from "./parts/ErrorBoundary";
import { Shell } from "./parts/Shell";
import { Loading } from "./parts/states";
import { SeriesList } from "./series/SeriesList";
import { useSession } from "./session";
import { SignIn } from "./signin/SignIn";
import { useView } from "./view/useView";

const ActionsList = lazy(() => import("./act/ActionsList"));

export function App() {
  const { token, isRejected } = useSession();
  const environment = useMemo(() => (token === null ? null : createEnvironment(token)), [token]);
  if (environment === null) return <SignIn isRejected={isRejected} />;
  return (
    <RelayEnvironmentProvider environment={environment}>
      <Shell>
        <Page />
      </Shell>
    </RelayEnvironmentProvider>
  );
}

function Page() {
  const view = useView();
  return (
    <ErrorBoundary shown={view}>
      <Suspense fallback={<Loading />}>
        {view.series !== null && <Board key={view.series} series={view.series} />}
        {view.series === null && (view.actions ? <ActionsList /> : <SeriesList />)}
      </Suspense>
    </ErrorBoundary>
  );
}
